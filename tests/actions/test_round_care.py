"""While a round runs: a school with other days or none, reminders to who lags, and its consultant."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import question_sets, round_care, survey
from sopforms.actions.round_care import Otherwise, Reminder
from sopforms.core import round_changes
from sopforms.core.codes import Deed, LetterKind, Role, Step
from sopforms.core.errors import Conflict, Invalid, Refused
from sopforms.store import cycles, dossiers, locations, logbook, questionnaires
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from tests import builders
from tests.web.browsing import a_town

TODAY = date(2026, 11, 2)


def actor(town):
    return builders.an_actor(Role.SWV, person=town.sanne)


def test_a_school_gets_other_days_with_a_reason_and_a_line_in_its_logbook(app: Flask) -> None:
    town = a_town()
    later = Otherwise("Het team is net gefuseerd.", survey_by=date(2027, 2, 5))

    with pytest.raises(Invalid):
        round_care.except_school(
            town.dossier.id,
            Otherwise("", survey_by=date(2027, 2, 5)),
            version=1,
            actor=actor(town),
            today=TODAY,
        )
    with pytest.raises(Invalid):
        round_care.except_school(
            town.dossier.id, Otherwise("Laat.", survey_by=date(2027, 3, 20)), version=1, actor=actor(town),
            today=TODAY,
        )  # fmt: skip
    round_care.except_school(town.dossier.id, later, version=1, actor=actor(town), today=TODAY)

    row = dossiers.get(town.dossier.id)
    assert (row.survey_by, row.otherwise_because) == (date(2027, 2, 5), "Het team is net gefuseerd.")
    assert [event.deed for event in logbook.of_dossier(row.id)] == [Deed.EXCEPT_SCHOOL]
    with pytest.raises(Conflict):
        round_care.except_school(row.id, later, version=1, actor=actor(town), today=TODAY)


def test_a_school_that_sits_out_begins_nothing_and_one_that_began_cannot_sit_out(app: Flask) -> None:
    town, out = a_town(), Otherwise("De school verhuist.", absent=True)
    round_care.except_school(town.dossier.id, out, version=1, actor=actor(town), today=TODAY)

    with pytest.raises(Refused) as refused:
        survey.skip_survey(
            town.dossier.id, "Geen tijd.", actor=builders.an_actor(Role.HEAD, person=town.hanna), today=TODAY
        )
    assert "school_absent" in refused.value.reasons

    other = builders.a_dossier(Step.SURVEY, location=builders.a_location(town.partnership, town.board))
    with pytest.raises(Refused):
        round_care.except_school(other.id, out, version=1, actor=actor(town), today=TODAY)


def test_a_school_may_get_other_questions_than_the_round(app: Flask) -> None:
    town = a_town()
    own = builders.a_question_set(town.partnership, TODAY)

    assert cycles.set_of(town.dossier) == cycles.get(town.dossier.cycle_id).question_set_id
    town.dossier.question_set_id = own.id

    assert cycles.set_of(town.dossier) == own.id


def test_a_reminder_goes_to_head_and_coordinator_once_a_day(app: Flask) -> None:
    town = a_town()
    reminder = Reminder(
        town.dossier.cycle_id, (town.dossier.id,), "Lukt het?", {town.dossier.id: date(2026, 12, 1)}
    )

    shown = round_care.reminders(reminder, actor(town), TODAY)
    before = db.session.scalar(sa.select(sa.func.count(OutboxRow.id)))
    for _again in range(2):
        round_care.remind(reminder, actor(town), TODAY)

    rows = list(db.session.scalars(sa.select(OutboxRow).where(OutboxRow.kind == LetterKind.SCHOOL_REMINDER)))
    assert before == 0
    assert len(shown[town.dossier.id]) == 2
    assert sorted(row.to_name for row in rows) == ["Anna de Vries", "Hanna Mulder"]
    assert all("1 december 2026" in row.text and "Lukt het?" in row.text for row in rows)
    with pytest.raises(Invalid):
        round_care.remind(Reminder(town.dossier.cycle_id, (), "Lukt het?", {}), actor(town), TODAY)


def test_a_school_has_one_consultant_who_is_one_of_this_partnership(app: Flask) -> None:
    town = a_town()
    kim = builders.a_person("Kim Bos")
    builders.a_membership(kim, Role.CONSULTANT, town.partnership)
    db.session.commit()

    round_care.assign(town.partnership.id, {town.location.id: kim.id})

    assert locations.get(town.location.id).consultant_id == kim.id
    with pytest.raises(Invalid):
        round_care.assign(town.partnership.id, {town.location.id: town.anna.id})


def test_a_round_tells_what_it_does_otherwise_than_the_last(app: Flask) -> None:
    day = date(2027, 1, 22)
    was = round_changes.Settings("1", day, day, day, "aan", False, "Tekst", "", False)  # type: ignore[arg-type]
    later = round_changes.a_year_later(day)
    same = round_changes.Settings("1", later, later, later, "aan", False, "Tekst", "", False)  # type: ignore[arg-type]
    other = round_changes.Settings("2", later, day, later, "aan", True, "Anders", "", False)  # type: ignore[arg-type]

    assert later.weekday() == day.weekday()
    assert round_changes.changed(was, same) == ()
    assert round_changes.changed(was, other) == (
        "question_set", "draft_by", "guide_consent_required", "basic_support",
    )  # fmt: skip


def test_questions_that_are_the_exception_of_a_school_close_once_it_has_others(app: Flask) -> None:
    town = a_town()
    own, other = (builders.a_question_set(town.partnership, TODAY) for _each in range(2))
    town.dossier.question_set_id = own.id
    db.session.commit()

    with pytest.raises(Invalid):
        question_sets.close(town.partnership.id, own.id, actor(town), TODAY)
    question_sets.withdraw(town.partnership.id, own.id, "Een vraag was fout.", actor(town), TODAY)
    kept = Otherwise("Later begonnen.", survey_by=date(2027, 2, 1), question_set_id=own.id)
    version = dossiers.get(town.dossier.id).version
    round_care.except_school(town.dossier.id, kept, version=version, actor=actor(town), today=TODAY)
    question_sets.go_on_with(town.partnership.id, own.id, other.id, actor(town), TODAY)

    assert cycles.set_of(town.dossier) == other.id
    question_sets.close(town.partnership.id, own.id, actor(town), TODAY)
    assert questionnaires.get_set(own.id).closed_on == TODAY

"""Closing cuts the tie between people and answers for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sopforms.actions import answering, closing, morning, outcomes, survey
from sopforms.core.actor import CALENDAR
from sopforms.core.codes import Deed, LetterKind, Step
from sopforms.core.errors import Refused
from sopforms.core.mailing import WAITING, DeliveryState
from sopforms.store import clock, dossiers, letters, logbook, partnerships, surveys
from sopforms.store.db import db
from sopforms.store.surveys import ApprovedTextRow, ParticipationRow, ResponseRow
from tests.web.respondents import COORDINATOR, a_survey, answer_and_send, participations


def closed(people=8, sent=6):
    row = a_survey(people)
    asked = participations(row)
    before = []
    for place, one in enumerate(asked[:sent]):
        answer_and_send(row, one, {"st06": 1 + place % 4, "de10": f"Tekst {place}"})
        before.append(surveys.get_participation(one).response_id)
    answering.begin(asked[-1], clock.today())
    answering.save(asked[-1], {"st06": 4, "de10": "Nooit verstuurd"}, [], clock.today())
    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())
    db.session.expire_all()
    return dossiers.get(row.id), before


def test_closing_leaves_no_way_from_a_person_to_answers(app_on_both):
    row, before = closed()
    found = surveys.get_of_dossier(row.id)

    people = db.session.scalars(sa.select(ParticipationRow)).all()
    responses = db.session.scalars(sa.select(ResponseRow)).all()

    assert row.step is Step.TALK
    assert found.closed_on == clock.today()
    assert {(one.response_id, one.cut) for one in people} == {(None, True)}
    assert sum(one.done for one in people) == 6
    assert len(responses) == 6
    assert all(one.submitted for one in responses)
    assert {one.id for one in responses}.isdisjoint(before)
    assert sorted(one.answers["de10"] for one in responses) == [f"Tekst {place}" for place in range(6)]


def test_open_answers_wait_loose_to_be_read_and_unsent_ones_are_gone(app):
    row, _ = closed()

    texts = surveys.texts_of(surveys.get_of_dossier(row.id).id)

    assert {(text.question, text.state) for text in texts} == {("de10", "waiting")}
    assert sorted(text.text for text in texts) == [f"Tekst {place}" for place in range(6)]


def test_too_few_answers_leave_no_texts_and_no_figures(app):
    row, _ = closed(people=8, sent=4)

    found = outcomes.of(row)

    assert db.session.scalars(sa.select(ApprovedTextRow)).all() == []
    assert found.too_small
    assert all("suppressed" in item for item in found.items)


def test_a_threshold_that_is_lowered_later_reveals_nothing_staff_were_promised(app):
    row = a_survey(8)
    partnership = partnerships.get(row.partnership_id)
    surveys.get_of_dossier(row.id).threshold = partnership.threshold = 8
    for one in participations(row)[:6]:
        answer_and_send(row, one, {"st06": 2, "de10": "Rust"})
    partnership.threshold = 5
    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())

    found = outcomes.of(dossiers.get(row.id))

    assert answering.load(participations(row)[0], clock.today()).threshold == 8
    assert found.too_small
    assert all("suppressed" in item for item in found.items)
    assert surveys.texts_of(surveys.get_of_dossier(row.id).id) == []


def test_a_survey_opens_under_the_threshold_of_that_day(app):
    row = a_survey(8)

    assert surveys.get_of_dossier(row.id).threshold == partnerships.get(row.partnership_id).threshold
    assert survey.threshold_of(row) == surveys.get_of_dossier(row.id).threshold


def test_there_are_no_figures_before_closing_however_long_it_runs(app):
    row = a_survey(8)
    for one in participations(row):
        answer_and_send(row, one, {"st06": 2})
    last = surveys.get_of_dossier(row.id).closes_on
    assert outcomes.of(row) is None

    survey.extend_survey(row.id, last + timedelta(days=7), actor=COORDINATOR, today=clock.today())

    assert outcomes.of(row) is None


def test_only_what_was_let_through_is_in_the_figures(app):
    row, _ = closed()
    texts = surveys.texts_of(surveys.get_of_dossier(row.id).id)

    outcomes.judge_texts(row.id, {texts[0].id: "approved", texts[1].id: "left_out"})

    item = outcomes.of(row).item_of("DE-10")
    assert item["texts"] == {"answered": 6, "approved": [texts[0].text]}


def test_coordinator_and_head_hear_that_results_are_ready_and_the_logbook_has_one_line(app):
    row, _ = closed()

    mails = [mail for mail in letters.of_dossier(row.id) if mail.kind is LetterKind.SURVEY_CLOSED]
    lines = [line for line in logbook.of_dossier(row.id) if line.deed is Deed.CLOSE_SURVEY]

    assert [mail.path for mail in mails] == [f"/dossier/{row.id}/uitkomsten"]
    assert len(lines) == 1


def test_no_reminder_goes_out_after_closing_and_none_keeps_how_far_somebody_was(app):
    row = a_survey(6)
    first, *_ = asked = participations(row)
    answering.begin(first, clock.today())
    answering.save(first, {"st06": 3}, ["st06"], clock.today())
    survey.remind_staff(row.id, actor=COORDINATOR, today=clock.today())
    written = {mail.to_email: mail for mail in reminders(row)}
    assert "stappen" in written["collega0@school.example"].text
    for state, mail in zip(WAITING - {DeliveryState.SENDING}, written.values(), strict=False):
        mail.state = state
    for one in asked:
        answer_and_send(row, one, {"st06": 2})

    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())

    assert {(mail.state, mail.text, mail.html) for mail in reminders(row)} == {
        (DeliveryState.CANCELLED, "", "")
    }


def reminders(row):
    db.session.expire_all()
    return [mail for mail in letters.of_dossier(row.id) if mail.kind is LetterKind.SURVEY_REMINDER]


def test_after_closing_nothing_can_be_saved_or_sent(app_on_both):
    row, _ = closed()
    one = participations(row)[0]

    with pytest.raises(Refused):
        answering.save(one, {"st06": 4}, [], clock.today())
    with pytest.raises(Refused):
        answering.send_answers(one, today=clock.today())
    with pytest.raises(Refused):
        closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())


def test_the_calendar_closes_only_when_the_last_day_is_over(app):
    row = a_survey()
    last = surveys.get_of_dossier(row.id).closes_on

    with pytest.raises(Refused):
        closing.close_survey(row.id, actor=CALENDAR, today=last)
    assert survey.due_for_closing(last) == []
    assert survey.due_for_closing(last + timedelta(days=1)) == [row.id]

    morning.run(last + timedelta(days=1))
    morning.run(last + timedelta(days=1))

    assert dossiers.get(row.id).step is Step.TALK


def test_the_calendar_reminds_on_day_ten_and_seventeen_once_and_only_who_is_not_done(app):
    row = a_survey(6)
    opened = surveys.get_of_dossier(row.id).opens_on
    answer_and_send(row, participations(row)[0], {"st06": 3})

    for days in (9, 10, 10, 11, 17, 18):
        morning.run(opened + timedelta(days=days))

    assert len(reminders(row)) == 2 * 5
    assert "collega0@school.example" not in {mail.to_email for mail in reminders(row)}


def test_a_school_whose_survey_cannot_close_keeps_no_other_waiting(app):
    stuck, fine = a_survey(), a_survey()
    stuck.step = Step.TALK  # moved on by hand, its survey left open
    last = surveys.get_of_dossier(fine.id).closes_on

    morning.run(last + timedelta(days=1))

    assert dossiers.get(fine.id).step is Step.TALK
    assert surveys.get_of_dossier(fine.id).closed_on is not None

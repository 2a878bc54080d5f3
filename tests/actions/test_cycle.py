"""Opening a round gives every school a dossier and tells who works on it, once each."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import cycle
from sopforms.actions.cycle import Opening
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LetterKind, Role, Step
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import cycles, dossiers, logbook
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import PartnershipRow
from tests import builders

TODAY = date(2026, 9, 14)
OPENING = Opening(SchoolYear(2027), date(2027, 1, 22), date(2027, 3, 12), date(2027, 3, 31))
FOLDER = builders.SETS / "po"


def two_schools() -> tuple[PartnershipRow, list[LocationRow], Actor]:
    partnership = builders.a_partnership()
    board = builders.a_board(partnership)
    schools = [builders.a_location(partnership, board) for _ in range(2)]
    builders.bram(board)
    builders.anna(schools[0])
    builders.hanna(schools[0])
    sanne = builders.sanne(partnership)
    db.session.commit()
    return partnership, schools, builders.an_actor(Role.SWV, person=sanne)


def mails() -> list[OutboxRow]:
    return list(db.session.scalars(sa.select(OutboxRow).order_by(OutboxRow.id)))


def test_every_school_gets_a_dossier_and_a_line_in_the_logbook(app_on_both: Flask) -> None:
    partnership, schools, actor = two_schools()

    opened = cycle.open_cycle(partnership.id, OPENING, FOLDER, actor, TODAY)

    assert opened is not None
    rows = dossiers.of_cycle(opened.id)
    assert {row.location_id for row in rows} == {school.id for school in schools}
    assert {row.step for row in rows} == {Step.OPEN}
    assert [[event.deed for event in logbook.of_dossier(row.id)] for row in rows] == [[Deed.OPEN_CYCLE]] * 2
    assert opened.basic_support == partnership.basic_support


def test_everybody_gets_one_letter_and_the_board_one_about_all_its_schools(app: Flask) -> None:
    partnership, schools, actor = two_schools()

    cycle.open_cycle(partnership.id, OPENING, FOLDER, actor, TODAY)

    sent = mails()
    assert {mail.kind for mail in sent} == {LetterKind.CYCLE_OPENED}
    assert sorted(mail.to_name for mail in sent) == ["Anna de Vries", "Bram Smit", "Hanna Mulder"]
    (bram,) = [mail for mail in sent if mail.to_name == "Bram Smit"]
    assert all(school.name in bram.text for school in schools)
    assert bram.path == "/begin"


def test_a_year_has_one_round(app: Flask) -> None:
    partnership, _schools, actor = two_schools()
    cycle.open_cycle(partnership.id, OPENING, FOLDER, actor, TODAY)

    with pytest.raises(Invalid) as wrong:
        cycle.open_cycle(partnership.id, OPENING, FOLDER, actor, TODAY)

    assert "al open" in wrong.value.problems["school_year"]
    assert len(cycles.of_partnership(partnership.id)) == 1
    assert len(mails()) == 3


@pytest.mark.parametrize(
    ("survey_by", "draft_by", "request_by", "field"),
    [
        (date(2026, 9, 1), date(2027, 3, 12), date(2027, 3, 31), "survey_by"),
        (date(2027, 4, 1), date(2027, 3, 12), date(2027, 3, 31), "draft_by"),
        (date(2027, 1, 22), date(2027, 4, 12), date(2027, 3, 31), "request_by"),
        (date(2027, 1, 22), date(2027, 3, 12), date(2027, 8, 1), "request_by"),
    ],
)
def test_dates_that_do_not_fit_are_refused(
    app: Flask, survey_by: date, draft_by: date, request_by: date, field: str
) -> None:
    partnership, _schools, actor = two_schools()
    opening = Opening(SchoolYear(2027), survey_by, draft_by, request_by)

    with pytest.raises(Invalid) as wrong:
        cycle.open_cycle(partnership.id, opening, FOLDER, actor, TODAY)

    assert list(wrong.value.problems) == [field]


def test_only_the_partnership_opens_a_round(app: Flask) -> None:
    partnership, _schools, _actor = two_schools()

    with pytest.raises(Refused):
        cycle.open_cycle(partnership.id, OPENING, FOLDER, builders.an_actor(Role.BOARD), TODAY)

    assert cycles.of_partnership(partnership.id) == []
    assert mails() == []


def test_a_school_that_came_later_joins_once(app: Flask) -> None:
    partnership, _schools, actor = two_schools()
    opened = cycle.open_cycle(partnership.id, OPENING, FOLDER, actor, TODAY)
    assert opened is not None
    late = builders.a_location(partnership)
    db.session.commit()

    cycle.join(opened.id, late.id, actor, TODAY)
    cycle.join(opened.id, late.id, actor, TODAY)

    assert len(dossiers.of_location(late.id)) == 1


def test_a_school_of_another_partnership_cannot_join(app: Flask) -> None:
    partnership, _schools, actor = two_schools()
    opened = cycle.open_cycle(partnership.id, OPENING, FOLDER, actor, TODAY)
    assert opened is not None
    foreign = builders.a_location(builders.a_partnership())
    db.session.commit()

    with pytest.raises(NotFound):
        cycle.join(opened.id, foreign.id, actor, TODAY)

"""Councils over several schools: which one is asked, and what a partnership may say of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from sopforms.actions import councils as deeds
from sopforms.actions.councils import CouncilEntry
from sopforms.core.codes import CouncilKind, Right, Step
from sopforms.core.errors import Invalid
from sopforms.store import councils, locations, partnerships
from sopforms.store.db import db
from sopforms.store.locations import LocationRow
from tests import builders
from tests.asked import an_asked_school

TODAY = date(2026, 11, 25)


def saved(school: LocationRow, kind: CouncilKind, *more: LocationRow, **changes: object) -> int | None:
    entry = CouncilEntry(school.board_id, kind.value, kind, **changes)  # type: ignore[arg-type]
    covered = [one.id for one in (school, *more)]
    return deeds.save(school.partnership_id, None, entry, covered, today=TODAY)


@pytest.fixture
def schools(app_on_both: Flask) -> tuple[LocationRow, LocationRow]:
    partnership = builders.a_partnership()
    board = builders.a_board(partnership)
    return builders.a_location(partnership, board), builders.a_location(partnership, board)


def test_a_joint_council_is_asked_where_a_school_has_none_of_its_own(
    schools: tuple[LocationRow, LocationRow],
) -> None:
    one, other = schools
    joint = saved(one, CouncilKind.GMR, other)
    own = saved(one, CouncilKind.MR)
    part = saved(other, CouncilKind.DEELRAAD)

    asked = {school.id: council.id for school, council in asked_of(one, other)}

    assert asked == {one.id: own, other.id: part}
    assert councils.locations_of(joint or 0) == [one.id, other.id]
    third = builders.a_location(builders.a_partnership())
    assert councils.find_of_location(third.id) is None


def asked_of(*schools: LocationRow) -> list[tuple[LocationRow, councils.CouncilRow]]:
    found = [(school, councils.find_of_location(school.id)) for school in schools]
    return [(school, council) for school, council in found if council is not None]


def test_the_joint_council_is_asked_of_both_schools(schools: tuple[LocationRow, LocationRow]) -> None:
    joint = saved(schools[0], CouncilKind.GMR, schools[1])

    assert [council.id for _school, council in asked_of(*schools)] == [joint, joint]


def test_a_council_covers_schools_of_its_own_board_alone(schools: tuple[LocationRow, LocationRow]) -> None:
    partnership = partnerships.get(schools[0].partnership_id)
    others = (builders.a_location(partnership), builders.a_location(builders.a_partnership()))
    db.session.commit()
    for elsewhere in others:
        with pytest.raises(Invalid) as refused:
            saved(schools[0], CouncilKind.GMR, elsewhere)

        assert set(refused.value.problems) == {"locations"}


@pytest.mark.parametrize(("days", "is_kept"), [(0, True), (730, True), (732, False)])
def test_a_reglement_gives_consent_for_two_years_at_most(
    schools: tuple[LocationRow, LocationRow], days: int, is_kept: bool
) -> None:
    until = TODAY + timedelta(days=days)
    consent = {"right": Right.INSTEMMING, "source": "reglement", "valid_until": until}
    if is_kept:
        assert saved(schools[0], CouncilKind.MR, **consent)
        return
    with pytest.raises(Invalid, match="twee jaar"):
        saved(schools[0], CouncilKind.MR, **consent)


def test_whoever_speaks_for_a_council_stays_while_a_decision_waits_for_it(app: Flask) -> None:
    asked = an_asked_school(Step.ADOPTED)
    asked.dossier.suspended_until = TODAY + timedelta(days=1)
    row = asked.council
    entry = CouncilEntry(row.board_id, row.name, row.kind, secretary_email="anders@swv.example")
    entry = replace(entry, right=row.right, valid_until=row.valid_until)

    def keep(today: date) -> None:
        partnership_id = locations.get(asked.dossier.location_id).partnership_id
        deeds.save(partnership_id, row.id, entry, [asked.dossier.location_id], today=today)

    with pytest.raises(Invalid) as refused:
        keep(TODAY)

    assert set(refused.value.problems) == {"secretary_email"}
    keep(TODAY + timedelta(days=2))
    assert row.secretary_email == "anders@swv.example"

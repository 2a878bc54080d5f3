"""The builders make things that the database takes and the web lets in."""

from __future__ import annotations

import pytest
from flask import Flask

from sopforms.core.codes import Role, Step
from sopforms.store import facts, locations, people
from tests import builders


@pytest.mark.parametrize("step", Step)
def test_a_dossier_at_every_step_is_one_that_the_database_takes(app: Flask, step: Step) -> None:
    row = builders.a_dossier(step)

    assert facts.of(row).step is step


def test_the_people_hold_their_roles(app_on_both: Flask) -> None:
    location = builders.a_location(builders.a_partnership())
    anna = builders.anna(location)

    roles = [row.role for row in people.memberships_of(anna.id)]

    assert roles == [Role.COORDINATOR]
    assert people.holders(Role.COORDINATOR, location_id=location.id) == [anna]
    assert locations.get(location.id).board_id == location.board_id

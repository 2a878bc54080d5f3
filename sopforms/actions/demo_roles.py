"""Whom to be in the demonstration: some people to begin with, each where it is their turn."""

from __future__ import annotations

from dataclasses import dataclass

from sopforms.core.codes import Role, Step
from sopforms.store import dossiers, locations, partnerships, people
from sopforms.store.locations import LocationRow
from sopforms.store.people import MembershipRow

# One person for each line: the role, and at which step their school is.
_TURNS = (
    (Role.SWV, None, "ziet hoe ver alle scholen zijn"),
    (Role.COORDINATOR, Step.OPEN, "nodigt collega's uit"),
    (Role.COORDINATOR, Step.TALK, "legt schoolwaarden vast"),
    (Role.COORDINATOR, Step.DRAFT, "werkt aan het concept"),
    (Role.BOARD, Step.ADVISED, "reageert op een advies"),
    (Role.HEAD, Step.REACTED, "oordeelt en stelt vast"),
    (Role.HEAD, Step.PUBLISHED, "heeft alles gepubliceerd"),
)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody to sign in as: function, place, and what there is to do."""

    person_id: int
    name: str
    function: str
    place: str
    turn: str


def who_to_be() -> list[Somebody]:
    """Return some people to begin with; who is not there (any more) is left out."""
    members = [(person.id, person.name, row) for person, row in people.everybody()]
    found = []
    for role, step, turn in _TURNS:
        schools = _schools_at(step)
        for person_id, name, row in members:
            place = _place(row, schools) if row.role is role else None
            if place is not None:
                found.append(Somebody(person_id, name, row.function, place, turn))
                break
    return found


def _schools_at(step: Step | None) -> list[LocationRow]:
    """Return the schools whose newest dossier is at this step."""
    return [
        location
        for partnership in partnerships.all_partnerships()
        for location in locations.of_partnership(partnership.id)
        if any(dossier.step is step for dossier in dossiers.of_location(location.id)[:1])
    ]


def _place(row: MembershipRow, schools: list[LocationRow]) -> str | None:
    """Return the name of the school where this role counts, or of the partnership; None elsewhere."""
    if row.partnership_id is not None:
        return partnerships.get(row.partnership_id).name
    for school in schools:
        if row.location_id == school.id or (row.board_id is not None and row.board_id == school.board_id):
            return school.name
    return None

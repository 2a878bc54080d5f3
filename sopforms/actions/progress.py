"""Asking the owner of a development point how far it is: by a link of its own, in January or when asked.

The owner is a function and no account: the coordinator gives the address that the question goes to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.actions import addresses, letters, links, outcomes, points
from sopforms.actions.deed import deed
from sopforms.core import point_letter
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.mailing import Address
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import cycles, dossiers, locations, talks
from sopforms.store.dossiers import DossierRow
from sopforms.store.links import ended
from sopforms.store.talks import PointRow

JANUARY = 1
RUNNING = ("open", "busy")


@dataclass(frozen=True, slots=True)
class Asked:
    """The point that a link asks about, its school, and whether an answer still changes something."""

    point: PointRow
    school: str
    school_year: str
    location_id: int

    @property
    def is_open(self) -> bool:
        """Whether the point still runs; a point that goes on under another year is asked there."""
        return self.point.status != "carried"


def find(row: DossierRow, point_id: int) -> PointRow:
    """Return a point of this dossier or of last year's, of which the plan runs now; raise NotFound."""
    before = outcomes.previous_dossier(row)
    known: list[PointRow] = talks.points_of(row.id) + (talks.points_of(before.id) if before else [])
    for point in known:
        if point.id == point_id:
            return point
    raise NotFound


@deed
def give_address(dossier_id: int, point_id: int, email: str) -> None:
    """Record where the question goes to in January; with another address the links of the old one end.

    An empty address means: nobody is asked. A new one was not asked yet, whoever was before.
    """
    point = find(dossiers.get(dossier_id), point_id)
    if point.owner_email.lower() == email.lower():
        return
    if point.owner_email:
        links.revoke_all(LinkPurpose.PROGRESS, point.id)
    point.owner_email, point.asked_on = email, None


@deed
def ask_owner(dossier_id: int, point_id: int, email: str, *, today: date) -> bool:
    """Mail the question now, to this address, and return whether it went: once a day at most.

    Who was replaced and is named again the same day needs a new link, and gets a mail. January asks again.
    """
    if not email:
        raise Invalid(email="Vul een e-mailadres in om het nu te vragen.")
    give_address(dossier_id, point_id, email)
    return _ask(find(dossiers.get(dossier_id), point_id), today)


@deed
def ask_owners(dossier_id: int, *, today: date) -> None:
    """Mail the question of January for every point of this dossier that still runs."""
    for point in _unasked(dossier_id, today):
        _ask(point, today)


def due(today: date) -> list[int]:
    """Return the dossiers of which the plan runs in this school year and owners are to be asked today.

    On the first school day of January, and on later ones for whose address came late.
    """
    if today.month != JANUARY:
        return []
    found = talks.dossiers_with_owners(str(SchoolYear.of(today)))
    return [
        dossier_id
        for dossier_id in found
        if locations.calendar_of(locations.get(dossiers.get(dossier_id).location_id)).is_school_day(today)
        and _unasked(dossier_id, today)
    ]


def of_link(point_id: int) -> Asked:
    """Return what a link asks about; raise NotFound when the point was taken away."""
    point = talks.find_point(point_id)
    if point is None:
        raise NotFound
    row = dossiers.get(point.dossier_id)
    location = locations.get(row.location_id)
    return Asked(point, location.name, cycles.get(row.cycle_id).school_year, location.id)


@deed
def answer(point_id: int, status: str, note: str, *, today: date) -> None:
    """Record what the owner says; the last answer counts, and once the point went on nothing changes."""
    if of_link(point_id).is_open:
        points.note_progress(point_id, status, note, today)


def _unasked(dossier_id: int, today: date) -> list[PointRow]:
    return [
        point
        for point in talks.points_of(dossier_id)
        if point.owner_email
        and point.status in RUNNING
        and (point.asked_on is None or (point.asked_on.year, point.asked_on.month) != (today.year, JANUARY))
    ]


def _ask(point: PointRow, today: date) -> bool:
    about = addresses.about(dossiers.get(point.dossier_id))
    written = point_letter.point_progress(
        about, point.id, Address("", point.owner_email), goal=point.goal, due=point.due, today=today,
        ended=ended(LinkPurpose.PROGRESS, point.id),
    )  # fmt: skip
    point.asked_on = today
    return bool(letters.put(written))

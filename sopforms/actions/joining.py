"""Which schools go along with a request for advice, chosen before it is sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from sopforms.actions import paperwork, remembering, standing
from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import joint as rules
from sopforms.core import roles, workflow
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Role
from sopforms.core.dossier import Dossier
from sopforms.core.errors import NotFound
from sopforms.core.joint import School
from sopforms.store import advices, councils, dossiers, facts, joint_requests, locations
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow


@dataclass(frozen=True, slots=True)
class Candidate:
    """A school that the same council covers: its dossier (None: it has none this year) and why it cannot go.

    `chosen`: it goes along as things stand.
    """

    location: LocationRow
    dossier: DossierRow | None
    reasons: tuple[str, ...]
    chosen: bool


def candidates(row: DossierRow, today: date) -> list[Candidate]:
    """Return the other schools that the council of this dossier covers here, each ready or with why not."""
    council = councils.find_of_location(row.location_id)
    others = (
        [each for each in councils.locations_of(council.id) if each != row.location_id] if council else []
    )
    if not others:
        return []
    first, going = school_of(row, today, row), joint_requests.chosen(row.id)
    return [_candidate(locations.get(each), row, first, going, today) for each in others]


def _candidate(
    location: LocationRow, row: DossierRow, first: School, going: list[int], today: date
) -> Candidate:
    other = dossiers.find(row.cycle_id, location.id)
    if other is None:
        return Candidate(location, None, rules.why_not(first, None), chosen=False)
    reasons = rules.why_not(first, school_of(other, today, row))
    return Candidate(location, other, reasons, chosen=other.id in going)


def school_of(row: DossierRow, today: date, first: DossierRow) -> School:
    """Return a dossier as the rules see it beside the first one of a request."""
    location = locations.get(row.location_id)
    council = facts.council_of(row)
    joint = joint_requests.chosen(row.id)
    return School(
        partnership_id=row.partnership_id,
        board_id=location.board_id,
        council_id=council.id if council else None,
        cycle_id=row.cycle_id,
        right=facts.under_law(row, council, roles.sector_of(location.kind)).right_on(today),
        taken=len(joint) > 1 and first.id not in joint,
        obstacles=tuple(workflow.obstacles(Deed.REQUEST_ADVICE, known(row, first, today), Role.BOARD, today)),
    )


def known(row: DossierRow, first: DossierRow, today: date) -> Dossier:
    """Return the facts of a dossier that goes along: what the first says for all is not lacking."""
    found = standing.known(row, facts.of(row, today=today))
    if row.id == first.id:
        return found
    return replace(found, papers_missing=rules.lacking(found.papers_missing))


@deed
def choose(dossier_id: int, others: Collection[int], *, actor: Actor, today: date) -> None:
    """Let these other dossiers go along with this one; none: it goes alone.

    Raises Refused for who may not decide for several schools, and for a school that cannot go along.
    """
    row = dossiers.get(dossier_id)
    rules.check_chooser(actor.role_for(Deed.REQUEST_ADVICE))
    with remembering.looking():
        found = [
            one for one in candidates(row, today) if one.dossier is not None and one.dossier.id in others
        ]
        if len(found) != len(set(others)):
            raise NotFound
        first = school_of(row, today, row)
        rules.check(first, [school_of(one.dossier, today, row) for one in found if one.dossier])
    record(Deed.COMPLETE_PAPERS, row, actor, today, documents=("schools",))
    going = [row.id, *(one.dossier.id for one in found if one.dossier)]
    if len(going) == 1:
        joint_requests.drop(row.id)
    elif first.council_id is not None:
        joint_requests.put(row.partnership_id, first.council_id, going)


def leads(row: DossierRow) -> bool:
    """Whether this dossier goes alone or first: what it says of days and signature is what counts."""
    return joint_requests.chosen(row.id)[0] == row.id


def first_of(row: DossierRow) -> DossierRow:
    """Return the dossier that leads the request this one goes with; alone: itself."""
    return dossiers.get(joint_requests.chosen(row.id)[0])


def rows_going(row: DossierRow) -> list[DossierRow]:
    """Return the dossiers that go together with this one, the first leads."""
    return [dossiers.get(each) for each in joint_requests.chosen(row.id)]


@remembering.looking()
def check_all(rows: list[DossierRow], actor: Actor, today: date) -> list[Dossier]:
    """Return the facts of each dossier that is to be sent; raise Refused when one cannot go after all."""
    first, *others = rows
    mine = standing.known(first, facts.of(first, mandate=bool(actor.mandate)))
    if not others:
        return [mine]
    rules.check_chooser(actor.role_for(Deed.REQUEST_ADVICE))
    lead = school_of(first, today, first)
    rules.check(lead, [school_of(one, today, first) for one in others])
    return [mine, *(known(one, first, today) for one in others)]


def take_over(rows: list[DossierRow]) -> None:
    """Write what the first says for all into the requests of those that go along."""
    first = advices.find_request(rows[0].id)
    if first is None:
        return
    for row in rows[1:]:
        own = advices.find_request(row.id)
        if own is not None:
            asked = rules.shared(paperwork.asked_of(own), paperwork.asked_of(first))
            for name in rules.SHARED:
                setattr(own, name, getattr(asked, name))

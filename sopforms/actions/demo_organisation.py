"""The partnerships, boards, schools, councils and people of the demonstration, made by the usual deeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from sopforms.actions import councils, demo_names, partnership, people, schools
from sopforms.actions.deed import deed
from sopforms.actions.demo_names import Partnership, School
from sopforms.actions.people import NewRole, Scope
from sopforms.core import roles
from sopforms.core.actor import Actor
from sopforms.core.codes import CouncilKind, Right, Role, Sector
from sopforms.core.mailing import Address
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import partnerships
from sopforms.store import people as members

MANDATE = "managementstatuut, artikel 4"
THRESHOLD = 5
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays in the dossiers of one school."""

    location_id: int
    school: School
    sector: Sector
    coordinator: Actor
    head: Actor
    board: Actor
    secretary: Actor
    staff: tuple[Address, ...]

    @property
    def decider(self) -> Actor:
        """Who asks, reacts and adopts: a head with a mandate, else the board."""
        return self.head if self.head.mandate else self.board


@dataclass(frozen=True, slots=True)
class Organisation:
    """One partnership as it was set up: who opens its rounds, and its schools with their casts."""

    partnership_id: int
    swv: Actor
    casts: tuple[Cast, ...]


@deed
def set_up(plan: Partnership, names: Iterator[str], today: date) -> Organisation:
    """Make a partnership with everything that belongs to it; `names` gives a new name for everybody.

    `today` is a day before the first round of the demonstration: mandates are recorded on it.
    """
    partnership_id = _partnership(plan)
    own = Scope(partnership_id=partnership_id)
    swv = _member((next(names), plan.domain), Role.SWV, own, "coördinator passend onderwijs")
    _member((next(names), plan.domain), Role.CONSULTANT, own, "consulent")
    boards = {place: _board(plan, place, partnership_id, names) for place in range(len(plan.boards))}
    casts = tuple(
        _school(plan, number, (partnership_id, *boards[school.board]), names, today)
        for number, school in enumerate(plan.schools)
    )
    return Organisation(partnership_id, swv, casts)


def _partnership(plan: Partnership) -> int:
    partnership_id = _made(partnership.add(plan.code, plan.name))
    first, *rest = plan.basic
    settings = partnership.Settings(
        name=plan.name,
        threshold=THRESHOLD,
        basic_support="\n".join((first, "", *rest)),
        website=f"https://{plan.domain}",
        support_point=plan.support_point,
        support_point_contact=f"steunpunt@{plan.domain}",
    )
    partnership.save_settings(partnership_id, partnerships.get(partnership_id).version, settings)
    return partnership_id


def _board(plan: Partnership, place: int, partnership_id: int, names: Iterator[str]) -> tuple[int, Actor]:
    number = str((99901 if plan.sector is Sector.PO else 99951) + place)
    entry = schools.BoardEntry(
        number, plan.boards[place], plan.places[place], judgement_required=place == plan.judging_board
    )
    board_id = _made(schools.save_board(partnership_id, None, entry))
    scope = Scope(board_id=board_id)
    domain = f"bestuur-{number}.example"
    return board_id, _member((next(names), domain), Role.BOARD, scope, "bestuurder")


def _school(
    plan: Partnership,
    number: int,
    at: tuple[int, int, Actor],
    names: Iterator[str],
    today: date,
) -> Cast:
    school, (partnership_id, board_id, bestuurder) = plan.schools[number], at
    contact, function = next(names), roles.label(Role.COORDINATOR, plan.sector)
    entry = _entry(plan, school, number, board_id, contact)
    location_id = _made(schools.save_school(partnership_id, None, entry))
    council = _council(school, board_id, names, today)
    councils.save(partnership_id, None, council, [location_id], today=today)
    here = Scope(location_id=location_id)
    coordinator = _member((contact, school.domain), Role.COORDINATOR, here, function)
    head = _member((next(names), school.domain), Role.HEAD, here, "directeur")
    if school.mandate:
        head = _with_mandate(head, board_id, today)
    return Cast(
        location_id=location_id,
        school=school,
        sector=plan.sector,
        coordinator=coordinator,
        head=head,
        board=bestuurder,
        secretary=Actor((Role.SECRETARY,), name=council.secretary_name),
        staff=tuple(_colleague(next(names), school) for _ in range(school.team)),
    )


def _entry(
    plan: Partnership, school: School, number: int, board_id: int, contact: str
) -> schools.SchoolEntry:
    letter, digit = ("A", 0) if plan.sector is Sector.PO else ("V", 5)
    return schools.SchoolEntry(
        board_id=board_id,
        code=f"99{chr(ord(letter) + number // LETTERS)}{chr(ord('A') + number % LETTERS)}00",
        name=school.name,
        kind=school.kind,
        region=plan.region,
        municipality=school.place,
        place=school.place,
        phone=f"000 123 4{number:02d}{digit}",
        email=f"info@{school.domain}",
        website=f"https://{school.domain}",
        contact_name=contact,
        contact_role=roles.label(Role.COORDINATOR, plan.sector),
    )


def _council(school: School, board_id: int, names: Iterator[str], today: date) -> councils.CouncilEntry:
    consent = school.right is Right.INSTEMMING
    kind = "Deelraad" if school.council is CouncilKind.DEELRAAD else "MR"
    return councils.CouncilEntry(
        board_id=board_id,
        name=f"{kind} {school.name}",
        kind=school.council,
        right=school.right,
        source="reglement" if consent else "wet",
        valid_until=SchoolYear.of(today).next.last_day if consent else None,
        weeks=school.weeks,
        holidays_count=school.holidays_count,
        article="24",
        secretary_name=next(names),
        secretary_email=f"secretaris.mr@{school.domain}",
        chair_name=next(names),
        chair_email=f"voorzitter.mr@{school.domain}",
    )


def _with_mandate(head: Actor, board_id: int, today: date) -> Actor:
    assert head.person_id is not None
    row = members.memberships_of(head.person_id)[0]
    until = SchoolYear.of(today).next.next.last_day
    people.hand_over(board_id, row.id, MANDATE, until, today)
    return replace(head, mandate=MANDATE)


def _colleague(name: str, school: School) -> Address:
    return Address(name, demo_names.address(name, school.domain))


def _member(who: tuple[str, str], role: Role, scope: Scope, function: str) -> Actor:
    name, address = who[0], demo_names.address(*who)
    person_id = _made(people.seat(name, address, NewRole(role, scope, function)))
    return Actor((role,), person_id, name, function)


def _made(row_id: int | None) -> int:
    """Return the id of what a deed made: None is for a form that was sent before, and here is no form."""
    assert row_id is not None
    return row_id

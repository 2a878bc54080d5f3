"""People, their roles, and the mandates that a board gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.actions.deed import deed
from sopforms.actions.schools import ELSEWHERE
from sopforms.core import identifiers, roles
from sopforms.core.codes import Role
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.store import clock, locations, partnerships, people, sessions
from sopforms.store.db import db
from sopforms.store.people import MembershipRow, PersonRow

AT_PARTNERSHIP = frozenset({Role.SWV, Role.CONSULTANT})
AT_SCHOOL = frozenset({Role.HEAD, Role.COORDINATOR, Role.PUPIL_LEADER})


@dataclass(frozen=True, slots=True)
class Scope:
    """For what a role holds: exactly one of the three, or none for an administrator."""

    partnership_id: int | None = None
    board_id: int | None = None
    location_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewRole:
    """A role to give; `function` is what papers call it."""

    role: Role
    scope: Scope
    function: str = ""


@deed
def add_role(partnership_id: int, name: str, email: str, role: NewRole, *, everywhere: bool = False) -> int:
    """Give somebody a role within the partnership, and an account when they have none. Returns their id.

    Raises Invalid when the address is none; when the role does not belong to the scope, is held already or
    may not be held beside another; or when the board belongs to another partnership too: that is for who
    runs the installation (`everywhere`).
    """
    try:
        address = identifiers.email(email)
    except ValueError as wrong:
        raise Invalid(email=str(wrong)) from wrong
    _check(partnership_id, role.role, role.scope)
    if _is_shared(role.scope.board_id) and not everywhere:
        raise Invalid(where=ELSEWHERE)
    person = people.find_by_email(address, deactivated=True)
    if person is None:
        person = PersonRow(name=name, email=address)
        db.session.add(person)
    person.deactivated_on = None
    db.session.flush()
    row = MembershipRow(
        person_id=person.id,
        role=role.role,
        partnership_id=role.scope.partnership_id,
        board_id=role.scope.board_id,
        location_id=role.scope.location_id,
        function=role.function,
    )
    held = people.memberships_of(person.id)
    if any(_same(row, other) for other in held):
        raise Invalid(role="Deze persoon heeft deze rol hier al.")
    if not roles.may_be_held_together([role.role, *(other.role for other in held)]):
        raise Invalid(
            role="Wie voor een samenwerkingsverband werkt, kan niet ook voor een bestuur besluiten."
        )
    db.session.add(row)
    return person.id


@deed
def rename(partnership_id: int, person_id: int, name: str, email: str, *, everywhere: bool = False) -> None:
    """Change name and address of somebody; a new address ends their sessions.

    Refused for who has roles outside this partnership too, or on a board that it shares: who gets the mail
    of somebody can sign in as them. Who runs the installation (`everywhere`) may.
    """
    person = people.get(person_id)
    found = [row for somebody, row in people.of_partnership(partnership_id) if somebody.id == person_id]
    if not found:
        raise NotFound
    inside = {row.id for row in found if not _is_shared(row.board_id)}
    if {row.id for row in people.memberships_of(person_id)} - inside and not everywhere:
        raise Refused("person_elsewhere")
    try:
        address = identifiers.email(email)
    except ValueError as wrong:
        raise Invalid(email=str(wrong)) from wrong
    other = people.find_by_email(address, deactivated=True)
    if other is not None and other.id != person_id:
        raise Invalid(email="Iemand anders heeft dit adres al.")
    if address != person.email:
        sessions.revoke_all(person_id, clock.now())
    person.name, person.email = name, address


@deed
def remove_role(partnership_id: int, membership_id: int, today: date, *, everywhere: bool = False) -> None:
    """Take a role away; who has none left can no longer sign in. Sessions end, so that it holds at once.

    A role on a board that belongs to another partnership too is for who runs the installation.
    """
    found = {row.id: (person, row) for person, row in people.of_partnership(partnership_id)}
    if membership_id not in found:
        raise NotFound
    person, row = found[membership_id]
    if _is_shared(row.board_id) and not everywhere:
        raise Refused("person_elsewhere")
    db.session.delete(row)
    db.session.flush()
    sessions.revoke_all(person.id, clock.now())
    if not people.memberships_of(person.id):
        person.deactivated_on = today


@deed
def record_mandate(board_id: int, membership_id: int, source: str, until: date | None, today: date) -> None:
    """Record that a head may decide for the board until a day, and where that stands; None ends it.

    Only the board does this: it is the board's own power that is handed over.
    """
    row = db.session.get(MembershipRow, membership_id)
    if row is None or row.role is not Role.HEAD or row.location_id is None:
        raise NotFound
    if locations.get(row.location_id).board_id != board_id:
        raise NotFound
    if until is None:
        row.mandate_recorded_on = row.mandate_until = None
        row.mandate_source = ""
        return
    if until < today:
        raise Invalid(until="Kies een datum vanaf vandaag.")
    if not source.strip():
        raise Invalid(source="Vul in waar het mandaat staat, bijvoorbeeld in het managementstatuut.")
    row.mandate_recorded_on, row.mandate_until, row.mandate_source = today, until, source.strip()


@deed
def first_administrator(name: str, email: str) -> int:
    """Make the first administrator of an empty installation; raises Refused when there is one."""
    if people.holders(Role.ADMINISTRATOR):
        raise Refused("administrator_exists")
    person = people.find_by_email(identifiers.email(email), deactivated=True)
    if person is None:
        person = PersonRow(name=name, email=identifiers.email(email))
        db.session.add(person)
        db.session.flush()
    db.session.add(MembershipRow(person_id=person.id, role=Role.ADMINISTRATOR, function="beheerder"))
    return person.id


def _check(partnership_id: int, role: Role, scope: Scope) -> None:
    """Refuse a scope outside the partnership, and a role that does not belong to its kind of scope."""
    boards = {row.id for row in partnerships.boards_of(partnership_id)}
    fits = {
        role in AT_PARTNERSHIP and scope == Scope(partnership_id=partnership_id),
        role is Role.BOARD and scope.board_id in boards and scope.location_id is None,
        role in AT_SCHOOL
        and scope.location_id is not None
        and locations.get(scope.location_id).partnership_id == partnership_id,
    }
    if not any(fits):
        raise Invalid(role="Kies een rol die bij deze school, dit bestuur of het samenwerkingsverband hoort.")


def _is_shared(board_id: int | None) -> bool:
    return board_id is not None and partnerships.is_shared(board_id)


def _same(row: MembershipRow, other: MembershipRow) -> bool:
    mine = (row.role, row.partnership_id, row.board_id, row.location_id)
    return mine == (other.role, other.partnership_id, other.board_id, other.location_id)

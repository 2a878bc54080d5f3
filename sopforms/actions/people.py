"""People, their roles, and the mandates that a board gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.actions import letters, links, rights, seats
from sopforms.actions.deed import deed
from sopforms.actions.schools import ELSEWHERE
from sopforms.core import account_letter, identifiers, roles
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, LinkPurpose, Role
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.mailing import Address
from sopforms.store import clock, identities, locations, partnerships, people, sessions
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
def add_role(
    partnership_id: int,
    name: str,
    email: str,
    role: NewRole,
    *,
    actor: Actor,
    today: date,
    everywhere: bool = False,
) -> int:
    """Give somebody a role within the partnership, and an account when they have none. Returns their id.

    It is written down, they are told by mail, and their sessions end. Raises Invalid when the address is
    none; when the role does not belong to the scope, is held already or may not be held beside another; or
    when the board belongs to another partnership too: that is for who runs the installation (`everywhere`).
    Raises Refused when the actor means themselves. A seat on a board decides nothing before the board knew
    of it: see `seats`.
    """
    _check(partnership_id, role.role, role.scope)
    if _is_shared(role.scope.board_id) and not everywhere:
        raise Invalid(where=ELSEWHERE)
    row = _seat(name, email, role)
    rights.check(actor, row.person_id)
    if row.role is Role.BOARD and not everywhere:
        seats.wait(row, actor, today, moved=False)
    rights.changed(Act.GIVE_ROLE, row, actor, today, partnership_id=partnership_id)
    return row.person_id


@deed
def seat(name: str, email: str, role: NewRole) -> int:
    """Give somebody a role while a demonstration or rehearsal is set up: nobody did it, nobody is told."""
    return _seat(name, email, role).person_id


def _seat(name: str, email: str, role: NewRole) -> MembershipRow:
    person = _person(name, email)
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
    together = [role.role, *(other.role for other in held)]
    if not roles.may_be_held_together(together, mandate=any(other.mandate_until for other in held)):
        raise Invalid(
            role="Wie voor een samenwerkingsverband werkt, kan niet ook voor een bestuur besluiten."
        )
    db.session.add(row)
    db.session.flush()
    return row


def _person(name: str, email: str) -> PersonRow:
    """Return who has this address, a new person when nobody has; who had left is back."""
    address = _address(email)
    person = people.find_by_email(address, deactivated=True)
    if person is None:
        person = PersonRow(name=name, email=address)
        db.session.add(person)
    person.deactivated_on = None
    db.session.flush()
    return person


def _address(email: str) -> str:
    try:
        return identifiers.email(email)
    except ValueError as wrong:
        raise Invalid(email=str(wrong)) from wrong


@deed
def rename(
    partnership_id: int,
    person_id: int,
    name: str,
    email: str,
    *,
    actor: Actor,
    today: date,
    everywhere: bool = False,
) -> None:
    """Change name and address of somebody; a new address ends their sessions, and the old one is told.

    Refused for who has roles outside this partnership too, or on a board that it shares: who gets the mail
    of somebody can sign in as them. Who runs the installation (`everywhere`) may. Who decides for a board
    waits after it, and the board is told: see `seats`.
    """
    person = people.get(person_id)
    rights.check_inside(partnership_id, person_id, everywhere=everywhere)
    address = _address(email)
    other = people.find_by_email(address, deactivated=True)
    if other is not None and other.id != person_id:
        raise Invalid(email="Iemand anders heeft dit adres al.")
    if address != person.email:
        sessions.revoke_all(person_id, clock.now())
        rights.write(Act.CHANGE_ADDRESS, partnership_id, person_id, actor, today)
        links.revoke_all(LinkPurpose.SIGN_IN, person_id)  # one to the old address opens nothing any more
        identities.remove_all(person_id)  # whoever has the new address proves it first
        letters.put(
            account_letter.address_changed(
                Address(person.name, person.email),
                f"{person_id}:{clock.now().isoformat()}",
                new=address,
                by=rights.name_of(actor),
            )
        )
    moved = address != person.email
    person.name, person.email = name, address
    if moved and not everywhere:
        for row in seats.deciding(person_id, today):
            seats.wait(row, actor, today, moved=True)


@deed
def remove_role(
    partnership_id: int, membership_id: int, today: date, *, actor: Actor, everywhere: bool = False
) -> None:
    """Take a role away; who has none left can no longer sign in. Sessions end, so that it holds at once.

    A role on a board that belongs to another partnership too is for who runs the installation.
    """
    found = {row.id: (person, row) for person, row in people.of_partnership(partnership_id)}
    if membership_id not in found:
        raise NotFound
    person, row = found[membership_id]
    if _is_shared(row.board_id) and not everywhere:
        raise Refused("person_elsewhere")
    rights.changed(Act.TAKE_ROLE, row, actor, today, partnership_id=partnership_id)
    db.session.delete(row)
    db.session.flush()
    if not people.memberships_of(person.id):
        person.deactivated_on = today
        identities.remove_all(person.id)


@deed
def record_mandate(
    board_id: int, membership_id: int, source: str, until: date | None, today: date, *, actor: Actor
) -> None:
    """Record that a head may decide for the board until a day, and where that stands; None ends it.

    Only the board does this, and nobody for themselves: it is the board's own power that is handed over.
    """
    row = _head(board_id, membership_id)
    rights.check(actor, row.person_id)
    partnership_id = locations.get(row.location_id or 0).partnership_id
    if until is None:
        if row.mandate_recorded_on is not None:
            rights.changed(Act.END_MANDATE, row, actor, today, partnership_id=partnership_id)
        row.mandate_recorded_on = row.mandate_until = row.waits_until = None
        row.mandate_source = ""
        return
    if until < today:
        raise Invalid(until="Kies een datum vanaf vandaag.")
    held = [other.role for other in people.memberships_of(row.person_id)]
    if not roles.may_be_held_together(held, mandate=True):
        raise Invalid(
            membership_id="Wie voor een samenwerkingsverband werkt, kan niet ook voor een bestuur besluiten."
        )
    if not source.strip():
        raise Invalid(source="Vul in waar het mandaat staat, bijvoorbeeld in het managementstatuut.")
    row.mandate_recorded_on, row.mandate_until, row.mandate_source = today, until, source.strip()
    row.waits_until = None  # the board itself says who decides for it
    rights.changed(Act.GIVE_MANDATE, row, actor, today, partnership_id=partnership_id, until=until)


@deed
def hand_over(board_id: int, membership_id: int, source: str, until: date, today: date) -> None:
    """Give a mandate while a demonstration is set up: nobody did it, nobody is told."""
    row = _head(board_id, membership_id)
    row.mandate_recorded_on, row.mandate_until, row.mandate_source = today, until, source


def _head(board_id: int, membership_id: int) -> MembershipRow:
    row = db.session.get(MembershipRow, membership_id)
    if row is None or row.role is not Role.HEAD or row.location_id is None:
        raise NotFound
    if locations.get(row.location_id).board_id != board_id:
        raise NotFound
    return row


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
    row = MembershipRow(person_id=person.id, role=Role.ADMINISTRATOR, function="beheerder")
    db.session.add(row)
    db.session.flush()
    rights.write(Act.GIVE_ROLE, None, person.id, Actor((Role.ADMINISTRATOR,)), clock.today(), row=row)
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

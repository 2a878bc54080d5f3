"""The seats of a board: what a partnership changes there waits, and the board hears it at once.

A partnership keeps the lists of people and never adopts. Without this it could: with a seat for a mailbox of
its own, or with its own address for somebody who decides. Who it seats or moves reads everything and decides
nothing for a week, unless somebody of the board confirms; the board may also take the seat away.
"""

from __future__ import annotations

from datetime import date

from sopforms.actions import letters, rights
from sopforms.actions.deed import deed
from sopforms.core import account_letter, roles
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, Role
from sopforms.core.errors import NotFound
from sopforms.core.mailing import Address
from sopforms.store import clock, identities, locations, partnerships, people
from sopforms.store.db import db
from sopforms.store.people import MembershipRow, PersonRow


def deciding(person_id: int, today: date) -> list[MembershipRow]:
    """Return by which roles somebody decides for a board: their seats, and a mandate that holds."""
    return [
        row
        for row in people.memberships_of(person_id)
        if row.role is Role.BOARD or (row.mandate_until is not None and row.mandate_until >= today)
    ]


def wait(row: MembershipRow, actor: Actor, today: date, *, moved: bool) -> None:
    """Let a seat or mandate decide nothing for a week, and tell who can say whether it is right.

    `moved`: the person was there already and has another address now.
    """
    row.waits_until = today + roles.SEAT_WAITS
    board_id = row.board_id if row.board_id is not None else locations.get(row.location_id or 0).board_id
    person, place = people.get(row.person_id), partnerships.get_board(board_id).name
    board = [one for one in _who_may_confirm(board_id, today) if one.id != person.id]
    heads = [one for one, _row, _school in people.at_schools_of(board_id, Role.HEAD) if one.id != person.id]
    occasion = f"{row.id}:{clock.now().isoformat()}"
    letters.put(
        *(
            account_letter.board_seat(
                Address(one.name, one.email),
                occasion,
                who=person.name,
                email=person.email,
                place=place,
                by=rights.name_of(actor),
                waits=row.waits_until,
                moved=moved,
                page=f"/bestuur/{board_id}/mandaten" if board else "",
            )
            for one in {one.id: one for one in board or heads}.values()
        )
    )


def _who_may_confirm(board_id: int, today: date) -> list[PersonRow]:
    seated = people.on_board(board_id)
    return [person for person, row in seated if not roles.seat_waits(row.waits_until, today)]


@deed
def confirm(board_id: int, membership_id: int, today: date, *, actor: Actor) -> None:
    """Let somebody of the board say that a seat is right: from now on it decides. Never for oneself.

    Who has the seat signs in anew, with what they may do now.
    """
    row = _seat(board_id, membership_id)
    rights.check(actor, row.person_id)
    if row.waits_until is not None:
        row.waits_until = None
        rights.changed(Act.CONFIRM_SEAT, row, actor, today, partnership_id=_partnership_of(board_id))


@deed
def take_away(board_id: int, membership_id: int, today: date, *, actor: Actor) -> None:
    """Let somebody of the board take away a seat that waits; a seat that holds is for who gives roles."""
    row = _seat(board_id, membership_id)
    rights.check(actor, row.person_id)
    if not roles.seat_waits(row.waits_until, today):
        raise NotFound
    rights.changed(Act.TAKE_ROLE, row, actor, today, partnership_id=_partnership_of(board_id))
    db.session.delete(row)
    db.session.flush()
    if not people.memberships_of(row.person_id):
        people.get(row.person_id).deactivated_on = today
        identities.remove_all(row.person_id)


def _partnership_of(board_id: int) -> int | None:
    """Return whose logbook it is in: a board that two partnerships share has seats of the installation."""
    found = partnerships.of_board(board_id)
    return found[0] if len(found) == 1 else None


def _seat(board_id: int, membership_id: int) -> MembershipRow:
    row = db.session.get(MembershipRow, membership_id)
    if row is None or row.role is not Role.BOARD or row.board_id != board_id:
        raise NotFound
    return row

"""What every change of somebody's rights has in common: it is not one's own, it is written down and told."""

from __future__ import annotations

from datetime import date

from sopforms.actions import letters
from sopforms.core import account_letter, roles
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, Role, Sector
from sopforms.core.errors import NotFound, Refused
from sopforms.core.mailing import Address
from sopforms.store import clock, locations, logbook, partnerships, people, sessions
from sopforms.store.people import MembershipRow, PersonRow

_INSTALLATION = "De beheerder"


def check(actor: Actor, person_id: int) -> None:
    """Raise Refused when somebody is about to change their own rights."""
    if not roles.may_change_rights_of(actor.person_id, person_id):
        raise Refused("own_rights")


def check_inside(partnership_id: int, person_id: int, *, everywhere: bool) -> None:
    """Raise NotFound for who has no role here, Refused for who has one elsewhere or on a shared board.

    Who gets the mail of somebody can sign in as them: the partnership decides that for its own people only.
    Who runs the installation (`everywhere`) may.
    """
    found = [row for somebody, row in people.of_partnership(partnership_id) if somebody.id == person_id]
    if not found:
        raise NotFound
    inside = {row.id for row in found if not (row.board_id and partnerships.is_shared(row.board_id))}
    if {row.id for row in people.memberships_of(person_id)} - inside and not everywhere:
        raise Refused("person_elsewhere")


def changed(
    act: Act,
    row: MembershipRow,
    actor: Actor,
    today: date,
    *,
    partnership_id: int | None,
    until: date | None = None,
) -> None:
    """Write down that a role or mandate was given, confirmed or taken, and tell its holder.

    Their sessions end: what a signed-in browser may do is what its owner may do now.
    """
    person = people.get(row.person_id)
    sessions.revoke_all(person.id, clock.now())
    write(act, partnership_id, person.id, actor, today, row=row)
    label = roles.label(row.role, _sector_of(row), own=row.function or _own_word(row))
    letters.put(
        account_letter.rights_changed(
            _address(person),
            f"{row.id}:{act.value}:{clock.now().isoformat()}",
            given=act in {Act.GIVE_ROLE, Act.CONFIRM_SEAT, Act.GIVE_MANDATE},
            role=f"{label} met mandaat" if act in {Act.GIVE_MANDATE, Act.END_MANDATE} else label,
            place=place_of(row),
            by=name_of(actor),
            until=until,
            waits=row.waits_until if act is Act.GIVE_ROLE else None,
            confirmed=act is Act.CONFIRM_SEAT,
        )
    )


def write(
    act: Act,
    partnership_id: int | None,
    person_id: int,
    actor: Actor,
    today: date,
    *,
    row: MembershipRow | None = None,
) -> None:
    """Write one line in the logbook: who did what to whom, and for a role which one and where."""
    details: dict[str, object] = {"whom": person_id}
    if row is not None:
        details |= {"role": row.role.value, "scope": scope_of(row)}
    logbook.write(
        today,
        act,
        _role_of(actor),
        partnership_id=partnership_id,
        person_id=actor.person_id,
        details=details,
    )


def scope_of(row: MembershipRow) -> str:
    """Return for what a role holds, as the logbook keeps it: `location:3`, or `installation`."""
    for kind, number in (
        ("location", row.location_id),
        ("board", row.board_id),
        ("partnership", row.partnership_id),
    ):
        if number is not None:
            return f"{kind}:{number}"
    return "installation"


def place_of(row: MembershipRow) -> str:
    """Return the name of the school, board or partnership for which a role holds."""
    if row.location_id is not None:
        return locations.get(row.location_id).name
    if row.board_id is not None:
        return partnerships.get_board(row.board_id).name
    if row.partnership_id is not None:
        return partnerships.get(row.partnership_id).name
    return "deze installatie"


def name_of(actor: Actor) -> str:
    """Return who did it, as a mail says it at the beginning of a sentence."""
    return actor.name or _INSTALLATION


def _role_of(actor: Actor) -> Role:
    """Return in which role somebody changes rights: the widest that they have here."""
    for role in (Role.ADMINISTRATOR, Role.SWV, Role.BOARD):
        if role in actor.roles:
            return role
    return actor.roles[0]


def _own_word(row: MembershipRow) -> str:
    """Return the partnership's own word for its coordinators, or an empty text."""
    if row.role is not Role.COORDINATOR or row.location_id is None:
        return ""
    return partnerships.get(locations.get(row.location_id).partnership_id).coordinator_label


def _sector_of(row: MembershipRow) -> Sector:
    return roles.sector_of(locations.get(row.location_id).kind) if row.location_id else Sector.PO


def _address(person: PersonRow) -> Address:
    return Address(person.name, person.email)

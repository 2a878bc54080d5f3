"""Signing in by an account that somebody has elsewhere, tying it to a person, and taking that away.

Nobody gets in, and nobody gets a role, because a provider knows them: only who was invited, and has shown by
the link in a mail that the account is theirs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sopforms.actions import letters
from sopforms.actions.deed import deed
from sopforms.core import account_letter
from sopforms.core.errors import Refused
from sopforms.core.identity import Identity, still_waits
from sopforms.core.mailing import Address
from sopforms.store import clock, identities, people
from sopforms.store.identities import IdentityRow
from sopforms.store.people import PersonRow

Begin = Callable[[PersonRow], None]


@deed
def enter(identity: Identity, begin: Begin) -> bool:
    """Let `begin` start a session for whose account this is; False when it is nobody's here."""
    person = identities.find_person(identity.issuer, identity.subject)
    if person is None:
        return False
    begin(person)
    return True


@deed
def link(person_id: int, identity: Identity, since: datetime, *, by_mail: bool, provider: str) -> None:
    """Tie this account to a person and tell them by mail; it came in at `since`.

    Raises Refused when they are not here by the link in a mail (`by_mail`), took too long, or when the
    account is somebody else's meanwhile.
    """
    owner = identities.find_person(identity.issuer, identity.subject)
    if not by_mail or not still_waits(since, clock.now()) or owner not in {None, people.get(person_id)}:
        raise Refused("identity_not_proved")
    now, person = clock.now(), people.get(person_id)
    row = IdentityRow(
        issuer=identity.issuer,
        subject=identity.subject,
        person_id=person_id,
        label=identity.label,
        linked_at=now,
    )
    identities.put(row)
    to = Address(person.name, person.email)
    letters.put(
        account_letter.identity_linked(
            to, f"{person_id}:{now.isoformat()}", provider=provider, label=identity.label
        )
    )


@deed
def unlink(person_id: int) -> None:
    """Sign in by mail alone from now on."""
    identities.remove_all(person_id)

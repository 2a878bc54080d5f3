"""Helping who says that no mail came: whom a school writes to, how the mails fared, and sending once more.

Nothing here shows a link or the text of a mail: who could read it could sign in as somebody else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sopforms.actions import letters, limits, new_links
from sopforms.actions.deed import deed
from sopforms.core.errors import Refused
from sopforms.core.limits import HELPED
from sopforms.core.mailing import HIDDEN_FROM_HELPERS, DeliveryState
from sopforms.store import councils, dossiers, people, surveys
from sopforms.store import letters as outbox
from sopforms.store import newest_mails as newest_mails_of
from sopforms.store.letters import OutboxRow
from sopforms.store.locations import LocationRow

TROUBLED = (*letters.STUCK, DeliveryState.RETRY)


class Group(StrEnum):
    """As what a school writes to somebody; it tells who may correct the address."""

    ACCOUNT = "account"
    COUNCIL = "council"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody whom a school writes to. `key` names the address in a path, which holds no addresses.

    Of a council there are the secretary and the chair.
    """

    name: str
    email: str
    group: Group
    person_id: int | None = None
    council_id: int | None = None
    is_chair: bool = False

    @property
    def key(self) -> str:
        """Return sixteen characters that stand for the address."""
        return hashlib.sha256(self.email.lower().encode()).hexdigest()[:16]


def correspondents(location: LocationRow) -> list[Correspondent]:
    """Return whom this school writes to, each address once: accounts, the council, then colleagues."""
    found = [
        Correspondent(person.name, person.email, Group.ACCOUNT, person.id)
        for person in people.at_location(location.id)
    ]
    council = councils.find_of_location(location.id)
    if council is not None:
        found += [
            Correspondent(name, email, Group.COUNCIL, council_id=council.id, is_chair=is_chair)
            for name, email, is_chair in (
                (council.secretary_name, council.secretary_email, False),
                (council.chair_name, council.chair_email, True),
            )
            if email
        ]
    newest = dossiers.of_location(location.id)[:1]
    survey = surveys.find_of_dossier(newest[0].id) if newest else None
    asked = surveys.participations_of(survey.id, by_mail=True) if survey else []
    found += [Correspondent("", row.email, Group.STAFF) for row in sorted(asked, key=lambda row: row.email)]
    once: dict[str, Correspondent] = {}
    for one in found:
        once.setdefault(one.key, one)
    return list(once.values())


def mails_to(email: str, partnership_id: int) -> list[OutboxRow]:
    """Return how the newest mails to an address fared; reminders are left out, see `mailing`."""
    return outbox.to_address(email, hidden=HIDDEN_FROM_HELPERS, partnership_id=partnership_id)


def newest_mails(found: Sequence[Correspondent], partnership_id: int) -> dict[str, OutboxRow]:
    """Return the newest mail to each of these, by key; nothing for who never got one."""
    rows = newest_mails_of.to_each(
        [one.email for one in found], hidden=HIDDEN_FROM_HELPERS, partnership_id=partnership_id
    )
    keys = {one.email.lower(): one.key for one in found}
    return {keys[email]: row for email, row in rows.items() if email in keys}


@deed
def send_again(email: str, partnership_id: int, helper: int, request_id: str) -> None:
    """Send what is stuck once more, else new links: to the address itself, never to who helps.

    Raises Refused when it was asked too often: for this address, or by this helper.
    """
    if not limits.take(HELPED, helper):
        raise Refused("mails_asked_too_often")
    stuck = [row for row in mails_to(email, partnership_id) if row.state in TROUBLED and row.text]
    if stuck:
        for row in stuck:
            letters.resend(row.id)
    elif new_links.send(email, f"helper {helper}", request_id) is False:
        raise Refused("mails_asked_too_often")

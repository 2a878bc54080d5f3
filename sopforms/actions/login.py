"""Signing in by a link in a mail, and ending sessions; nobody has a password.

What is asked for an address that nobody has costs the same as for one that somebody has, and gets the same
answer: the same statements run for somebody else and are taken back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sopforms.actions import letters, links
from sopforms.actions.deed import deed
from sopforms.core import letter
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import LinkGone, NotFound
from sopforms.core.mailing import Address
from sopforms.store import clock, people, sessions
from sopforms.store.db import db
from sopforms.store.people import PersonRow

PER_ADDRESS = 5  # sign-in links an hour
PER_SOURCE = 20

Begin = Callable[[PersonRow], None]


@deed
def ask_link(email: str, source: str, request_id: str) -> bool:
    """Mail a link to sign in with to whoever has this address; False when it was asked too often.

    `source` is the network address of who asks, `request_id` the submit that asked.
    """
    window = hour(clock.now())
    allowed = sessions.take_attempt(counter("sign_in", email), window, PER_ADDRESS)
    allowed &= sessions.take_attempt(counter("sign_in_from", source), window, PER_SOURCE)
    if not allowed:
        return False
    known = people.find_by_email(email)
    person = known or people.first()
    if person is not None:
        with db.session.begin_nested() as inside:
            letters.put(letter.sign_in(Address(person.name, person.email), person.id, request_id))
            if known is None:
                inside.rollback()
    return True


@deed
def enter(token: str, begin: Begin) -> None:
    """Open a sign-in link, once, and let `begin` start the session in the same transaction.

    Raises LinkGone when the link is unknown, used or too old, and for who left.
    """
    opened = links.open_link(token, LinkPurpose.SIGN_IN)
    person = people.get(opened.object_id)
    if person.deactivated_on is not None:
        raise LinkGone
    begin(person)


@deed
def enter_as(person_id: int, begin: Begin) -> None:
    """Let somebody in without a link: for the demonstration only, which the page has made sure of."""
    person = people.get(person_id)
    if person.deactivated_on is not None:
        raise NotFound
    begin(person)


@deed
def leave(end: Callable[[], None]) -> None:
    """End the session at hand; `end` takes its row and its cookie away."""
    end()


@deed
def leave_everywhere(person_id: int) -> None:
    """End every session of a person: every copy of every cookie."""
    sessions.revoke_all(person_id, clock.now())


def counter(kind: str, whom: str) -> str:
    """Return the name under which attempts are counted; the address itself is not kept."""
    return f"{kind}:{hashlib.sha256(whom.encode()).hexdigest()[:32]}"


def hour(moment: datetime) -> str:
    """Return the window of this hour."""
    return f"{moment:%Y-%m-%dT%H}"


def day(moment: datetime) -> str:
    """Return the window of this day."""
    return f"{moment:%Y-%m-%d}"


@deed
def forget_old_attempts(today: date) -> None:
    """Remove the counters of the days before yesterday: no limit looks further back."""
    sessions.forget_attempts(f"{today - timedelta(days=1):%Y-%m-%d}")

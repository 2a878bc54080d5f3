"""Signing in by a link in a mail, and ending sessions; nobody has a password.

What is asked for an address that nobody has costs the same as for one that somebody has, and gets the same
answer: the same statements run for somebody else and are taken back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from flask import current_app

from sopforms.actions import letters, limits, links
from sopforms.actions.deed import deed, repeatable
from sopforms.core import letter
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import LinkGone, NotFound
from sopforms.core.limits import SIGN_IN, SIGN_IN_FROM
from sopforms.core.mailing import Address
from sopforms.core.signing_in import ENDED_IS_KEPT, TYPED_IS_KEPT, one_click_is_enough
from sopforms.store import clock, kept_forms, people, sessions, settings
from sopforms.store.db import db
from sopforms.store.people import PersonRow

DEMONSTRATION = "demonstration"  # the mark that filling a demonstration leaves in its database

Begin = Callable[[PersonRow], None]


@deed
def ask_link(email: str, source: str, request_id: str) -> bool:
    """Mail a link to sign in with to whoever has this address; False when it was asked too often.

    `source` is the network address of who asks, `request_id` the submit that asked.
    """
    allowed = limits.take(SIGN_IN, email)
    allowed &= limits.take(SIGN_IN_FROM, source)
    if not allowed:
        return False
    known, anybody = people.find_by_email(email), people.first()
    person = known or anybody
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
    """Let somebody in without a link and without a code: in a demonstration only, else NotFound."""
    person = people.get(person_id)
    if person.deactivated_on is not None or not is_demonstration():
        raise NotFound
    begin(person)


def is_demonstration() -> bool:
    """Whether one click is enough to sign in: the process and its database both say so."""
    return one_click_is_enough(
        process_is_demonstration=bool(current_app.config["DEMO"]),
        database_is_demonstration=settings.find(DEMONSTRATION) == "1",
    )


@deed
def leave(end: Callable[[], None]) -> None:
    """End the session at hand; `end` takes its row and its cookie away."""
    end()


@deed
def leave_one(person_id: int, key: str) -> bool:
    """End the one session of a person whose hash begins with `key`; False when there is none."""
    return sessions.revoke(person_id, key, clock.now())


@deed
def leave_everywhere(person_id: int) -> None:
    """End every session of a person: every copy of every cookie."""
    sessions.revoke_all(person_id, clock.now())


@deed
def resend(person_id: int, request_id: str) -> None:
    """Mail a new link to sign in with to somebody who says that none came; a person who helps asks."""
    person = people.get(person_id)
    if person.deactivated_on is not None:
        raise NotFound
    letters.put(letter.sign_in(Address(person.name, person.email), person.id, request_id))


@repeatable
def keep_form(person_id: int, path: str, fields: list[tuple[str, str]]) -> None:
    """Keep what somebody sent after their session was over, until they are back."""
    kept_forms.add(person_id, path, fields, clock.now())


@repeatable
def drop_form(person_id: int, row_id: int) -> None:
    """Throw away what was kept: it was sent after all, or is not wanted."""
    kept_forms.remove(person_id, row_id)


@deed
def forget_old_attempts(today: date) -> None:
    """Remove counters of before yesterday, texts that nobody came back for, and sessions of long ago."""
    sessions.forget_ended(clock.now() - ENDED_IS_KEPT)
    kept_forms.remove_older(clock.now() - TYPED_IS_KEPT)
    sessions.forget_attempts(f"{today - timedelta(days=1):%Y-%m-%d}")

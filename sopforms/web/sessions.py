"""Who is at the other end: session rows of our own behind Flask-Login, and opened links.

The cookie holds a random id; the database holds its hash and when it ends. Taking the row away ends every
copy of the cookie.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import Flask, g, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from sopforms.core import roles
from sopforms.core.codes import LinkPurpose
from sopforms.core.device import browser_and_system
from sopforms.core.signing_in import ABSOLUTE, idle_of, outlived_a_change
from sopforms.store import clock, people, respondents, second_factors
from sopforms.store import sessions as rows
from sopforms.store.db import db
from sopforms.store.links import LinkRow
from sopforms.store.respondents import OpenedLink
from sopforms.web import waiting

_SEEN, _EVERY = "seen", timedelta(minutes=1)

manager = LoginManager()
manager.session_protection = None


class SignedIn:
    """The person of a session, as Flask-Login wants to see it."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(
        self,
        session_id: str,
        row: rows.UserSessionRow,
        person: people.PersonRow,
        memberships: list[people.MembershipRow],
    ) -> None:
        self.session_id = session_id
        self.memberships = memberships
        self.factor_owed = row.factor_owed
        self.factor_given = row.factor_given_at is not None
        self.by_provider = row.by_provider
        self.ends_at = row.ends_at
        self.idle = timedelta(minutes=row.idle_minutes)
        self.person_id = person.id
        self.name = person.name
        self.email = person.email

    def get_id(self) -> str:
        """Return what the cookie holds: the session, not the person."""
        return self.session_id


def hash_of(session_id: str) -> str:
    """Return what the database holds of a session id."""
    return hashlib.sha256(session_id.encode()).hexdigest()


@manager.user_loader  # type: ignore[untyped-decorator]
def load(session_id: str) -> SignedIn | None:
    """Return who is signed in by this session, or None when it ended, was revoked or the person left.

    A mandate that ran out by its last day ends the sessions in which it could be used, as taking it does; so
    does the day on which a new seat on a board begins to decide.

    A browser that asked nothing for too long is somebody else's by then: its cookie works no more.
    """
    found = rows.find_valid(hash_of(session_id), clock.now())
    if found is None:
        return None
    row, person, memberships = found
    if not _is_used(timedelta(minutes=row.idle_minutes)) or person.deactivated_on is not None:
        return None
    begun = row.created_at.astimezone(clock.AMSTERDAM).date()
    last_days = [day for held in memberships for day in (held.mandate_until, held.waits_until)]
    if outlived_a_change(begun, last_days, clock.today()):
        return None
    return SignedIn(session_id, row, person, memberships)


def _is_used(idle: timedelta) -> bool:
    """Whether this browser asked something not too long ago; note in its cookie that it does now."""
    now, last = clock.now().timestamp(), session.get(_SEEN)
    if isinstance(last, int) and now - last > idle.total_seconds():
        return False
    if not isinstance(last, int) or abs(now - last) > _EVERY.total_seconds():
        session[_SEEN] = int(now)
    return True


def seconds_left() -> int:
    """Return how many seconds whoever is signed in may do nothing before this session is over."""
    now = clock.now()
    unused = now.timestamp() - session.get(_SEEN, now.timestamp())
    idle = current_user.idle.total_seconds() - unused
    return max(0, int(min(idle, (current_user.ends_at - now).total_seconds())))


def begin(person: people.PersonRow) -> None:
    """Start a session for this person; whatever the old cookie held is gone. The caller commits.

    Where a second factor is owed, the session opens nothing else until it was given.
    """
    _begin(person, factor_given=False)


def begin_passed(person: people.PersonRow) -> None:
    """Start a session in which the second factor was given, in the place of the one at hand.

    The id is a new one: what was copied before the code was given is worth nothing. The caller commits.
    """
    by_provider = current_user.is_authenticated and current_user.by_provider
    _end_the_one_at_hand()
    _begin(person, factor_given=True, by_provider=by_provider)


def begin_by_provider(person: people.PersonRow, *, factor_given: bool) -> None:
    """Start a session for who a provider knows, in the place of any at hand. The caller commits.

    `factor_given`: the provider asked a second factor, and this installation takes its word for that.
    """
    _end_the_one_at_hand()
    _begin(person, factor_given=factor_given, by_provider=True)


def _end_the_one_at_hand() -> None:
    if current_user.is_authenticated:
        _revoke(current_user.session_id)


def _begin(person: people.PersonRow, *, factor_given: bool, by_provider: bool = False) -> None:
    _forget(waiting.KEY)
    session.permanent = True
    session_id = clock.token_bytes(32).hex()
    now, held = clock.now(), people.memberships_of(person.id)
    mandate = any(row.mandate_until and row.mandate_until >= clock.today() for row in held)
    needed = roles.needs_second_factor([row.role for row in held], mandate=mandate)
    row = rows.UserSessionRow(
        id_hash=hash_of(session_id),
        person_id=person.id,
        created_at=now,
        ends_at=now + ABSOLUTE,
        idle_minutes=int(idle_of([row.role for row in held]).total_seconds() // 60),
        device="/".join(browser_and_system(request.user_agent.string)),
        factor_owed=needed or second_factors.find(person.id) is not None,
        factor_given_at=now if factor_given else None,
        by_provider=by_provider,
    )
    session[_SEEN] = int(now.timestamp())
    db.session.add(row)
    login_user(SignedIn(session_id, row, person, held))


def person_of_cookie() -> int | None:
    """Return whose session the cookie names, over or not: for whom what was typed is kept."""
    session_id = session.get("_user_id")
    row = rows.find(hash_of(session_id)) if isinstance(session_id, str) else None
    return row.person_id if row else None


def end(session_id: str) -> None:
    """Revoke this session and forget the cookie. The caller commits."""
    _revoke(session_id)
    logout_user()
    _forget()


def _revoke(session_id: str) -> None:
    row = rows.find(hash_of(session_id))
    if row is not None and row.revoked_at is None:
        row.revoked_at = clock.now()


def _forget(*more: str) -> None:
    """Empty the cookie of everything but the language of its reader, and `more`."""
    kept = {name: session[name] for name in ("language", *more) if session.get(name)}
    session.clear()
    session.update(kept)


def enter(link: LinkRow) -> None:
    """Let this browser in by an opened link, for what that link is for. The caller commits."""
    session.permanent = True
    session_id = clock.token_bytes(32).hex()
    now = clock.now()
    db.session.add(
        rows.LinkSessionRow(
            id_hash=hash_of(session_id), link_id=link.id, created_at=now, ends_at=now + ABSOLUTE
        )
    )
    session[f"link:{link.purpose}"] = session_id


def opened_link(purposes: tuple[LinkPurpose, ...]) -> LinkRow | OpenedLink | None:
    """Return the link by which this browser came in, when it is still good for one of these purposes.

    Its session is in `g.link_session` then. Who answers a survey is in `g.respondent` as well: all that a
    page of theirs asks for comes in one question.
    """
    now = clock.now()
    for purpose in purposes:
        session_id = session.get(f"link:{purpose}")
        if not session_id:
            continue
        if purpose is LinkPurpose.SURVEY:
            answering = respondents.find_by_session(hash_of(session_id), now)
            if answering is not None:
                g.link_session, opened, g.respondent = answering
                return opened
            g.pop("respondent", None)
        found = rows.find_valid_link(hash_of(session_id), now)
        if found is not None:
            g.link_session, link = found
            return link
    return None


def init_app(app: Flask) -> None:
    """Use session rows in this application; it does not start with signing in switched off."""
    if app.config.get("LOGIN_DISABLED"):
        raise RuntimeError("LOGIN_DISABLED is set: everybody would be let in")
    manager.init_app(app)

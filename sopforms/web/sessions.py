"""Who is at the other end: session rows of our own behind Flask-Login, and opened links.

The cookie holds a random id; the database holds its hash and when it ends. Taking the row away ends every
copy of the cookie.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from flask import Flask, session
from flask_login import LoginManager, login_user, logout_user

from sopforms.core.codes import LinkPurpose
from sopforms.store import clock, people
from sopforms.store import sessions as rows
from sopforms.store.db import db
from sopforms.store.links import LinkRow

ABSOLUTE = timedelta(hours=12)
IDLE = timedelta(hours=2)
_SEEN, _EVERY = "seen", timedelta(minutes=1)

manager = LoginManager()
manager.session_protection = None


class SignedIn:
    """The person of a session, as Flask-Login wants to see it."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def __init__(self, session_id: str, person: people.PersonRow) -> None:
        self.session_id = session_id
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

    A browser that asked nothing for two hours is somebody else's by then: its cookie works no more.
    """
    if not _is_used():
        return None
    row = rows.find_valid(hash_of(session_id), clock.now())
    person = db.session.get(people.PersonRow, row.person_id) if row else None
    if person is None or person.deactivated_on is not None:
        return None
    return SignedIn(session_id, person)


def _is_used() -> bool:
    """Whether this browser asked something in the last two hours; note in its cookie that it does now."""
    now, last = clock.now().timestamp(), session.get(_SEEN)
    if isinstance(last, int) and now - last > IDLE.total_seconds():
        return False
    if not isinstance(last, int) or abs(now - last) > _EVERY.total_seconds():
        session[_SEEN] = int(now)
    return True


def begin(person: people.PersonRow) -> None:
    """Start a session for this person; whatever the old cookie held is gone. The caller commits."""
    _forget()
    session.permanent = True
    session_id = clock.token_bytes(32).hex()
    now = clock.now()
    session[_SEEN] = int(now.timestamp())
    db.session.add(
        rows.UserSessionRow(
            id_hash=hash_of(session_id), person_id=person.id, created_at=now, ends_at=now + ABSOLUTE
        )
    )
    login_user(SignedIn(session_id, person))


def end(session_id: str) -> None:
    """Revoke this session and forget the cookie. The caller commits."""
    row = db.session.get(rows.UserSessionRow, hash_of(session_id))
    if row is not None and row.revoked_at is None:
        row.revoked_at = clock.now()
    logout_user()
    _forget()


def _forget() -> None:
    """Empty the cookie of everything but the language of its reader."""
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept


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


def opened_link(purposes: tuple[LinkPurpose, ...]) -> LinkRow | None:
    """Return the link by which this browser came in, when it is still good for one of these purposes."""
    now = clock.now()
    for purpose in purposes:
        session_id = session.get(f"link:{purpose}")
        row = rows.find_valid_link(hash_of(session_id), now) if session_id else None
        link = db.session.get(LinkRow, row.link_id) if row else None
        if link is not None and link.revoked_at is None and link.expires_at > now:
            return link
    return None


def init_app(app: Flask) -> None:
    """Use session rows in this application."""
    manager.init_app(app)

"""An account at a provider that nobody here has yet: it waits in the cookie for who proves who they are.

It waits shortly, and opens nothing: after the link in the mail its owner is asked whether it is theirs.
"""

from __future__ import annotations

from datetime import UTC, datetime

from flask import session

from sopforms.core.identity import Identity, still_waits
from sopforms.store import clock

KEY = "waits"


def let_wait(identity: Identity) -> None:
    """Note in the cookie of this browser that this account came, and when."""
    session[KEY] = [identity.issuer, identity.subject, identity.label, int(clock.now().timestamp())]


def who_waits() -> tuple[Identity, datetime] | None:
    """Return the account that waits and since when; None without one, or when it waited too long."""
    kept = session.get(KEY)
    if kept is None:
        return None
    issuer, subject, label, at = kept
    since = datetime.fromtimestamp(at, UTC)
    return (Identity(issuer, subject, label), since) if still_waits(since, clock.now()) else None


def stop() -> None:
    """Forget the account that waited."""
    session.pop(KEY, None)

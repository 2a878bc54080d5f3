"""Counting what may be asked only so often, in the database: it holds across workers and restarts."""

from __future__ import annotations

from datetime import datetime

from sopforms.actions.deed import repeatable
from sopforms.core.limits import Limit
from sopforms.store import clock, sessions


def take(limit: Limit, whom: object, now: datetime | None = None) -> bool:
    """Count one more within the running transaction; False when that is too many."""
    moment = now or clock.now()
    return sessions.take_attempt(limit.key(whom), limit.window(moment), limit.most)


@repeatable
def take_one(limit: Limit, whom: object) -> bool:
    """Count one more in a transaction of its own, so that it stays counted whatever comes after."""
    return take(limit, whom)

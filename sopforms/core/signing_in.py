"""How long somebody stays signed in, and where one click is enough to begin."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sopforms.core.codes import Role

# However busy: after this somebody signs in again.
ABSOLUTE = timedelta(hours=12)

# Without a request for so long the browser may be in other hands.
IDLE = timedelta(hours=2)
IDLE_OF_DECIDERS = timedelta(minutes=30)
_DECIDERS = frozenset({Role.ADMINISTRATOR, Role.BOARD})

# What somebody had typed when their session was over is kept for them so long, and thrown away then.
TYPED_IS_KEPT = timedelta(hours=12)

# The row of a session that is over: it still tells whose typed text to keep. Longer than a cookie lives.
ENDED_IS_KEPT = timedelta(days=7)


def idle_of(roles: Iterable[Role]) -> timedelta:
    """Return how long a session may be idle for who holds these roles; the strictest counts."""
    return IDLE if _DECIDERS.isdisjoint(roles) else IDLE_OF_DECIDERS


def outlived_a_change(begun: date, last_days: Iterable[date | None], today: date) -> bool:
    """Return whether the calendar changed since a session began what its owner may do: then it is over.

    `last_days` are those of a mandate, and those on which a seat on a board decides nothing yet.
    """
    return any(until is not None and begun <= until < today for until in last_days)


def one_click_is_enough(*, process_is_demonstration: bool, database_is_demonstration: bool) -> bool:
    """Return whether anybody may sign in as anybody, without mail and without a code.

    Both must say so: the setting of the process, and a mark that only filling a demonstration leaves in a
    database. A setting that is wrong in production opens nothing.
    """
    return process_is_demonstration and database_is_demonstration

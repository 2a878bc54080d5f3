"""What time it is, and chance: the only places that ask the machine for either.

In a rehearsal both come from the database instead: the calendar is simulated and the seed fixed. That is
accepted only when the process was started for a rehearsal and the database is marked as one.
"""

from __future__ import annotations

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

from sopforms.store import settings
from sopforms.store.db import db

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MARK, MOMENT, SEED, DRAWS = "rehearsal", "rehearsal_now", "rehearsal_seed", "rehearsal_draws"

_staged: ContextVar[datetime | None] = ContextVar("staged", default=None)


def is_rehearsal() -> bool:
    """Whether this process and this database both say that time is simulated."""
    return bool(current_app.config.get("REHEARSAL")) and _kept(MARK) == "1"


def now() -> datetime:
    """Return the moment, aware, in UTC."""
    staged = _staged.get()
    if staged is not None:
        return staged
    if current_app.config.get("REHEARSAL"):
        simulated = _kept(MOMENT) if is_rehearsal() else None
        if simulated:
            return datetime.fromisoformat(simulated)
    return datetime.now(UTC)


def today() -> date:
    """Return the calendar day in the Netherlands."""
    return now().astimezone(AMSTERDAM).date()


@contextmanager
def stage(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment`, or what `move_stage` says: for who plays a past in this thread."""
    token = _staged.set(moment)
    try:
        yield
    finally:
        _staged.reset(token)


def move_stage(moment: datetime) -> None:
    """Move the clock within a stage; refused outside one."""
    if _staged.get() is None:
        raise RuntimeError("the clock moves on a stage only")
    _staged.set(moment.astimezone(UTC))


def set_rehearsal(moment: datetime) -> None:
    """Move the simulated clock; refused outside a rehearsal."""
    if not is_rehearsal():
        raise RuntimeError("this database is not marked as a rehearsal")
    db.session.info[MOMENT] = moment.astimezone(UTC).isoformat()
    settings.put(MOMENT, db.session.info[MOMENT])


def _kept(name: str) -> str | None:
    """Return a setting of the rehearsal, read once for each session: one page asks the time many times."""
    known: dict[str, str] = db.session.info
    if name not in known and (found := settings.find(name)) is not None:
        known[name] = found
    return known.get(name)


def token_bytes(size: int) -> bytes:
    """Return unguessable bytes; in a rehearsal the next ones of its seed."""
    if current_app.config.get("REHEARSAL") and is_rehearsal():
        return _seeded().randbytes(size)
    return secrets.token_bytes(size)


def shuffler() -> random.Random:
    """Return a source for shuffling; in a rehearsal it follows the seed."""
    if current_app.config.get("REHEARSAL") and is_rehearsal():
        return _seeded()
    return random.SystemRandom()


def _seeded() -> random.Random:
    draws = int(settings.find(DRAWS) or "0") + 1
    settings.put(DRAWS, str(draws))
    return random.Random(f"{_kept(SEED)}:{draws}")  # noqa: S311 - a rehearsal must repeat itself

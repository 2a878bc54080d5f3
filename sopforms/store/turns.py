"""Waiting in a row for what many write at the same moment, on SQLite.

Who finds the database locked asks SQLite again after 1, 2, 5 … 100 ms, and whoever comes in between goes
first: of eight writers at once one waited for seconds. The kernel hands a lock of its own over at once. It is
on a file beside the database, and ends with the process that holds it. It is a courtesy among those who ask
for it and no guard: every other writer goes by SQLite's own lock, as these do after it. What somebody waited
here is taken off what they wait there: else one long writer would keep each of a row waiting after the other.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

BESIDE = "-turn"
"""Stands after the name of the database. Never the database itself: closing that ends SQLite's own locks."""


@contextmanager
def in_turn(engine: sa.Engine) -> Iterator[int]:
    """Wait until all who came before have written; at once where there is no file to wait at.

    Tells how many milliseconds that took.
    """
    came = time.monotonic()
    file = _opened(engine)
    try:
        yield int((time.monotonic() - came) * 1000)
    finally:
        if file is not None:
            os.close(file)


def _opened(engine: sa.Engine) -> int | None:
    """Return the file with its lock; None on another database, and where no file can be made or locked."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or name in (None, "", ":memory:"):
        return None
    file = None
    try:
        file = os.open(f"{name}{BESIDE}", os.O_RDWR | os.O_CREAT, 0o660)  # each its own: threads wait as well
        fcntl.flock(file, fcntl.LOCK_EX)
    except OSError:
        if file is not None:
            os.close(file)
        return None
    return file

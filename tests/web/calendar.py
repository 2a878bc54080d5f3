"""Days of the simulated school year on which pages are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time

import time_machine


@contextmanager
def on(day: date) -> Iterator[None]:
    """Within this block it is ten o'clock on that day, for the pages too."""
    with time_machine.travel(datetime.combine(day, time(10), tzinfo=UTC), tick=True):
        yield

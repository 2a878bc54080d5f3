"""What a page asks an SQLite database, word for word, by whatever way it goes there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa

from sopforms.store.db import ReadersApart


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give the list to which every statement is added that is asked within this block."""
    asked: list[str] = []
    watched: list[Any] = []

    def watch(driver: Any, *_more: object) -> None:
        driver.set_trace_callback(asked.append)
        watched.append(driver)

    sa.event.listen(ReadersApart, "checkout", watch)
    try:
        yield asked
    finally:
        sa.event.remove(ReadersApart, "checkout", watch)
        for driver in watched:
            driver.set_trace_callback(None)

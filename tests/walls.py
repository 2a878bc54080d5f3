"""Taking down one of the walls between partnerships, to see what the others still hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from sopforms.store import row_security, tenancy, walls
from sopforms.store.db import Base, db


@contextmanager
def taken_down() -> Iterator[None]:
    """Within this block statements go to the database as they were written: there is no second wall."""
    sa.event.remove(db.session, "do_orm_execute", walls.guard)
    try:
        yield
    finally:
        sa.event.listen(db.session, "do_orm_execute", walls.guard)


@contextmanager
def third_taken_down() -> Iterator[None]:
    """Within this block PostgreSQL gives whatever is asked: there is no third wall."""
    _alter("DISABLE")
    try:
        yield
    finally:
        _alter("ENABLE")


def _alter(how: str) -> None:
    assert row_security.holds(db.engine)
    db.session.rollback()
    with db.engine.begin() as connection:
        for table in tenancy.ways(Base.metadata):
            connection.exec_driver_sql(f"ALTER TABLE {table} {how} ROW LEVEL SECURITY")

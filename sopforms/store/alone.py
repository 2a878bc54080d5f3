"""Statements past the session, each a transaction of its own: for what is done far more often than all else.

The question of a respondent's page costs 0.33 ms by the session, of which SQLite itself takes 0.03. The rest
is making the statement ready anew, and keeping books on what might be changed. Here a statement is compiled
once; the types of its columns turn what goes in and comes out, as everywhere else.

On PostgreSQL most of the time goes to the way there and back, and its walls must be told whose rows are asked
for. There the statement goes by a connection of SQLAlchemy, on which `store.db` tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from sopforms.store.db import db, driver_connection, reading, writing

Given = Mapping[str, Any]
_Turn = Callable[[Any], Any] | None


class Question:
    """A statement that finds one row or none."""

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement

    def row(self, given: Given) -> tuple[Any, ...] | None:
        """Return what is found with these values."""
        with reading():
            if db.engine.dialect.name != "sqlite":
                with db.engine.connect() as connection:
                    found = connection.execute(self._statement, given).one_or_none()
                return None if found is None else tuple(found)
            text, values, turns = self._on_sqlite
            with driver_connection(db.engine) as driver:
                rows = driver.execute(text, values(given)).fetchall()
        if not rows:
            return None
        (row,) = rows
        return tuple(turn(one) if turn else one for turn, one in zip(turns, row, strict=True))

    @cached_property
    def _on_sqlite(self) -> tuple[str, Callable[[Given], list[Any]], list[_Turn]]:
        dialect = db.engine.dialect
        kinds = [column.type.dialect_impl(dialect) for column in self._statement.selected_columns]
        return *_compiled(self._statement), [kind.result_processor(dialect, None) for kind in kinds]


class Change:
    """A statement that changes rows; `statement` is for who has a transaction that it belongs to."""

    def __init__(self, statement: sa.Update) -> None:
        self.statement = statement

    def rows(self, given: Given) -> int:
        """Return how many rows it changed with these values; they are on disk then."""
        with writing():
            if db.engine.dialect.name != "sqlite":
                with db.engine.begin() as connection:
                    return connection.execute(self.statement, given).rowcount
            text, values = self._on_sqlite
            with driver_connection(db.engine) as driver:
                return int(driver.execute(text, values(given)).rowcount)

    @cached_property
    def _on_sqlite(self) -> tuple[str, Callable[[Given], list[Any]]]:
        return _compiled(self.statement)


def _compiled(statement: sa.Select[Any] | sa.Update) -> tuple[str, Callable[[Given], list[Any]]]:
    """Return the text of a statement, and what puts values in the order in which it asks for them."""
    dialect = db.engine.dialect
    compiled = statement.compile(dialect=dialect)
    kinds = {name: one.type.dialect_impl(dialect) for name, one in compiled.binds.items()}
    order = [
        (name, kinds[name].bind_processor(dialect), compiled.params[name])
        for name in compiled.positiontup or ()
    ]

    def values(given: Given) -> list[Any]:
        found = [(turn, given.get(name, fixed)) for name, turn, fixed in order]
        return [turn(one) if turn else one for turn, one in found]

    return compiled.string, values

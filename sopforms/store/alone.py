"""Statements past the session, each a transaction of its own: for what is done far more often than all else.

The question of a respondent's page costs 0.33 ms by the session, of which SQLite itself takes 0.03. The rest
is making the statement ready anew, and keeping books on what might be changed. Here a statement is compiled
once; the types of its columns turn what goes in and comes out, as everywhere else.

On PostgreSQL planning it costs six times as much as doing it. So that is done once a connection, for all
values. Whose rows are asked for, which its walls must know, is said by the statement itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from sopforms.store import scope
from sopforms.store.db import db, driver_connection, reading, waited, writing
from sopforms.store.turns import in_turn

Given = Mapping[str, Any]
_Turn = Callable[[Any], Any] | None
_SAID = "said_scope"
# What speaks of no row PostgreSQL works out once, before it looks for rows; were it ever later, no wall would
# let a row through. It ends with the statement: nothing stays behind on the connection.
_SAYS_SCOPE = (
    sa.select(sa.func.set_config("app.partnership", sa.bindparam(_SAID, type_=sa.Text), True))
    .scalar_subquery()
    .is_not(None)
)


class Question:
    """A statement that finds one row or none; as it is a SELECT it changes nothing, and no more is asked."""

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement

    def row(self, given: Given) -> tuple[Any, ...] | None:
        """Return what is found with these values."""
        made = _made_ready(self._statement, db.engine.dialect)
        with reading():
            rows, _count = _done(made, given)
        if not rows:
            return None
        (row,) = rows
        return tuple(turn(one) if turn else one for turn, one in zip(made.turns, row, strict=True))


class Change:
    """A statement that changes rows, and of which twice means the same as once: it is done again in doubt.

    `statement` is for who has a transaction that it belongs to.
    """

    def __init__(self, statement: sa.Update) -> None:
        self.statement = statement

    def rows(self, given: Given) -> int:
        """Return how many rows it changed with these values; they are on disk then."""
        with writing(), in_turn(db.engine) as wait:
            return _done(_made_ready(self.statement, db.engine.dialect), given, wait=wait)[1]


@dataclass(frozen=True, slots=True)
class _Ready:
    """The text of a statement, what puts values as it asks for them, and what turns each column found.

    A statement that only changes rows finds no columns.
    """

    text: str
    values: Callable[[Given], Any]
    turns: list[_Turn]


@lru_cache(maxsize=512)
def _made_ready(statement: sa.Select[Any] | sa.Update, dialect: sa.Dialect) -> _Ready:
    if dialect.name == "postgresql":
        statement = statement.where(_SAYS_SCOPE)
    compiled = statement.compile(dialect=dialect)
    order = [
        (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect), compiled.params[name])
        for name in compiled.positiontup or compiled.bind_names.values()
    ]

    def values(given: Given) -> Any:
        found = [(name, turn, given.get(name, fixed)) for name, turn, fixed in order]
        if compiled.positional:
            return [turn(one) if turn else one for _name, turn, one in found]
        return {name: turn(one) if turn else one for name, turn, one in found}

    columns = statement.selected_columns if isinstance(statement, sa.Select) else ()
    kinds = [column.type.dialect_impl(dialect) for column in columns]
    return _Ready(compiled.string, values, [kind.result_processor(dialect, None) for kind in kinds])


def _done(made: _Ready, given: Given, *, wait: int = 0) -> tuple[list[tuple[Any, ...]], int]:
    """Return which rows a statement found, and how many it changed; `wait` was waited for a turn (ms)."""
    if db.engine.dialect.name == "sqlite":
        with driver_connection(db.engine) as driver, waited(driver, wait):
            cursor = driver.execute(made.text, made.values(given))
            return cursor.fetchall(), cursor.rowcount
    values = made.values({**given, _SAID: scope.said()})
    found = _on_postgresql(made, values)
    if found is None:  # the database was restarted: all connections of before are lost
        engine_apart(db.engine).dispose()
        found = _on_postgresql(made, values)
    if found is None:
        raise ConnectionError("the database hangs up")
    return found


def _on_postgresql(made: _Ready, values: Any) -> tuple[list[tuple[Any, ...]], int] | None:
    """Do a statement; return None when the connection turns out to be lost."""
    held = engine_apart(db.engine).raw_connection()
    driver: Any = held.driver_connection
    try:
        cursor = driver.execute(made.text, values)
        return (cursor.fetchall() if made.turns else []), cursor.rowcount
    except db.engine.dialect.loaded_dbapi.OperationalError as error:
        if not driver.closed:
            raise
        held.invalidate(error)
        return None
    finally:
        held.close()


_PLANNED_ONCE = "-c plan_cache_mode=force_generic_plan"
_apart: WeakKeyDictionary[sa.Engine, sa.Engine] = WeakKeyDictionary()


def engine_apart(engine: sa.Engine) -> sa.Engine:
    """Return the engine beside one of PostgreSQL, on which each statement is a transaction of its own.

    They stay apart because psycopg forgets its prepared statements with every ROLLBACK, and all other reading
    ends with one. No ping goes before: who asks finds out that a connection was lost, and asks again. A plan
    is made once, for all values; the connection that was used last is used next, for its plans are at hand.
    """
    found = _apart.get(engine)
    if found is None:
        made = sa.create_engine(
            engine.url,
            isolation_level="AUTOCOMMIT",
            connect_args={"prepare_threshold": 0, "options": _options(engine.url)},
            pool_use_lifo=True,
        )
        found = _apart.setdefault(engine, made)
        if found is made:
            sa.event.listen(engine, "engine_disposed", lambda _engine: made.dispose())
    return found


def _options(url: sa.URL) -> str:
    """Return what the server is told at the beginning, with what the address says to it."""
    said = url.query.get("options", ())
    return " ".join([*((said,) if isinstance(said, str) else said), _PLANNED_ONCE])

"""The one place that opens databases: SQLite by default, PostgreSQL when larger; same tables, same queries.

Rules that hold for every transaction: a page that may not change anything cannot (the database refuses),
a page that may takes its lock at the beginning, and an acknowledged save is on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock
from typing import Any

import pysqlite3.dbapi2 as sqlite
import sqlalchemy as sa
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

from sopforms.store import scope

_SCOPE = "scope"  # what a connection was told last
_read_only: ContextVar[bool] = ContextVar("read_only", default=False)
_MODE = "query_only"
"""Under this name a connection remembers what it was told last."""
PATIENCE = 10_000  # milliseconds to wait for a locked database
A_MOMENT = 100  # milliseconds; less is not worth telling SQLite

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The base of all rows; every constraint has a name, so that migrations can speak of it."""

    metadata = sa.MetaData(naming_convention=NAMES)


class Database(SQLAlchemy):
    """Flask-SQLAlchemy, but engines come from `open_engine`."""

    def _make_engine(self, bind_key: str | None, options: dict[str, Any], app: Flask) -> sa.Engine:
        return open_engine(str(options["url"]))


db = Database(model_class=Base)


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment, always aware and in UTC, on both databases."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse a moment without zone; SQLite stores it without one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Give the zone back that SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def code(kind: type[StrEnum], length: int = 24) -> sa.Enum:
    """Return the column type of a stored key: plain text with a named check on its values."""
    return sa.Enum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=length,
        name=kind.__name__.lower(),
        validate_strings=True,
    )


def json_column() -> sa.types.TypeEngine[Any]:
    """Return the type of a JSON document: JSON on SQLite, JSONB on PostgreSQL."""
    return sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


@contextmanager
def reading() -> Iterator[None]:
    """Within this block transactions cannot change anything; used for GET, HEAD and OPTIONS."""
    token = _read_only.set(True)
    try:
        yield
    finally:
        _read_only.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Within this block transactions may change something."""
    token = _read_only.set(False)
    try:
        yield
    finally:
        _read_only.reset(token)


def set_read_only(value: bool) -> None:
    """Say for this request or task whether its transactions may write."""
    _read_only.set(value)


def take_lock() -> None:
    """End a transaction that only read, and let the next one write; what was loaded stays readable.

    For a page that judges first and writes last: it keeps other writers waiting no longer than its own
    statement takes. What was loaded belongs to no transaction any more: a change to it is not stored.
    """
    db.session.expunge_all()
    db.session.rollback()
    set_read_only(False)


def open_engine(url: str) -> sa.Engine:
    """Return an engine for a `sqlite:///` or `postgresql+psycopg://` URL, with the guards of its kind."""
    if url.startswith("sqlite"):
        engine = sa.create_engine(url, module=sqlite, poolclass=_pool_of(url))
        sa.event.listen(engine, "connect", _prepare_sqlite)
        sa.event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = sa.create_engine(url, pool_pre_ping=True)
    sa.event.listen(engine, "begin", _begin_postgresql)
    sa.event.listen(engine, "rollback_savepoint", _forget_scope)
    sa.event.listen(engine, "before_cursor_execute", _say_scope)
    return engine


class ReadersApart(sa.pool.QueuePool):
    """A pool that hands out other connections for reading than for writing.

    SQLite throws its prepared statements away whenever `query_only` changes. A connection that stays with one
    of the two keeps them: planning a question anew costs more than asking it.
    """

    _readers: ReadersApart | None = None
    _lock = Lock()
    _both = True

    def _do_get(self) -> sa.pool.ConnectionPoolEntry:
        if not self._both or not _read_only.get():
            return super()._do_get()
        if self._readers is None:
            with self._lock:
                if self._readers is None:
                    self._readers = self._made_for_reading()
        return self._readers._do_get()

    def _made_for_reading(self) -> ReadersApart:
        made = self.recreate()
        assert isinstance(made, ReadersApart)
        made._both = False
        return made

    def dispose(self) -> None:
        """Close the connections of both kinds."""
        super().dispose()
        if self._readers is not None:
            self._readers.dispose()


def _pool_of(url: str) -> type[sa.Pool] | None:
    """Return the class of pool for a file; a database in memory has but one connection."""
    return ReadersApart if sa.make_url(url).database not in (None, "", ":memory:") else None


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
        # Only a new file gets its journal mode: the mode of a live file is never switched.
        connection.execute(f"PRAGMA journal_mode={'WAL' if wal_is_safe(sqlite.sqlite_version) else 'DELETE'}")
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    connection.execute(f"PRAGMA synchronous={'FULL' if mode == 'wal' else 'EXTRA'}")
    for pragma in (
        "foreign_keys=ON",
        "recursive_triggers=ON",
        f"busy_timeout={PATIENCE}",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def wal_is_safe(version: str) -> bool:
    """Whether this SQLite is free of the fault that can lose commits in WAL mode (3.7.0 to 3.51.2).

    Mended in 3.51.3 and, for the older lines, in 3.50.7 and 3.44.6.
    """
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    if (major, minor) == (3, 44):
        return patch >= 6
    if (major, minor) == (3, 50):
        return patch >= 7
    return (major, minor, patch) >= (3, 51, 3)


def _begin_sqlite(connection: sa.Connection) -> None:
    _tell_mode(connection.exec_driver_sql, connection.info)
    connection.exec_driver_sql("BEGIN" if _read_only.get() else "BEGIN IMMEDIATE")


def _tell_mode(execute: Callable[[str], object], info: dict[Any, Any]) -> None:
    """Tell a connection whether it may write, when it was told otherwise before."""
    read_only = _read_only.get()
    if info.get(_MODE) is not read_only:
        execute(f"PRAGMA query_only={int(read_only)}")
        info[_MODE] = read_only


@contextmanager
def driver_connection(engine: sa.Engine) -> Iterator[Any]:
    """Lend a connection of the driver of SQLite, on which each statement is a transaction of its own."""
    held = engine.raw_connection()
    try:
        _tell_mode(held.driver_connection.execute, held.info)  # type: ignore[union-attr]
        yield held.driver_connection
    finally:
        held.close()


@contextmanager
def waited(driver: Any, milliseconds: int) -> Iterator[None]:
    """Within this block wait for a locked database so much less, because somebody waited elsewhere before."""
    if milliseconds < A_MOMENT:
        yield
        return
    driver.execute(f"PRAGMA busy_timeout={max(PATIENCE - milliseconds, 1)}")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout={PATIENCE}")


def _begin_postgresql(connection: sa.Connection) -> None:
    _forget_scope(connection)
    if _read_only.get():
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")


def _forget_scope(connection: sa.Connection, *_more: object) -> None:
    """Note that the database no longer knows whose rows are asked for: a transaction or savepoint is over."""
    connection.info.pop(_SCOPE, None)


def _say_scope(connection: sa.Connection, cursor: Any, statement: str, *_more: object) -> None:
    """Tell the database whose rows are asked for, before the first statement and when that changes.

    Not before a savepoint is gone back to: after an error that is all that a transaction takes.
    """
    said = scope.said()
    if connection.info.get(_SCOPE) != said and not statement.startswith("ROLLBACK"):
        cursor.connection.execute("SELECT set_config('app.partnership', %s, true)", (said,))
        connection.info[_SCOPE] = said

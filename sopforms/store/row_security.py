"""The third wall, on PostgreSQL: the database itself gives no row of another partnership, and takes none.

Each transaction says whose rows it is about (`app.partnership`, see `store/db.py`). The policies bind the
owner of the tables too; they do not bind a superuser, which is why the application must not be one.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from sopforms.store.tenancy import Way

POLICY = "own_partnership"
_SAID = "(SELECT current_setting('app.partnership', true))"
_ALL = f"{_SAID} = '*'"


def policies(dialect: str, ways: Mapping[str, Way]) -> list[str]:
    """Return the statements that build this wall for these tables; none on SQLite, which has none."""
    if dialect != "postgresql":
        return []
    return [statement for table, way in ways.items() for statement in _of_table(table, way)]


def removal(dialect: str, ways: Mapping[str, Way]) -> list[str]:
    """Return the statements that take it away again, for a migration downwards."""
    if dialect != "postgresql":
        return []
    return [f"DROP POLICY {POLICY} ON {table}" for table in ways]


def holds(engine: sa.Engine) -> bool:
    """Whether this wall binds the role that the application has."""
    passes = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    with engine.connect() as connection:
        return not connection.scalar(sa.text(passes))


def _of_table(table: str, way: Way) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {POLICY} ON {table} USING ({_sees(table, way)})",
    ]


def _sees(table: str, way: Way) -> str:
    """Return the condition on a row; of a row that hangs on another, that the other one is seen."""
    column = f"{table}.{way.column}"
    if way.table:
        # Our own names. The policy of the other table is asked in turn.
        ours = f"EXISTS (SELECT 1 FROM {way.table} AS above WHERE above.{way.key} = {column})"  # noqa: S608
    else:
        ours = f"CAST({column} AS text) = ANY (CAST((SELECT string_to_array({_SAID}, ',')) AS text[]))"
    return " OR ".join([_ALL, *([f"{column} IS NULL"] if way.optional else []), ours])

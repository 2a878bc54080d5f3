"""The third wall, on PostgreSQL: the database itself gives no row of another partnership, and takes none.

Each transaction says whose rows it is about (`app.partnership`, see `store/db.py`). The policies bind the
owner of the tables too; they do not bind a superuser, which is why the application must not be one.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from sopforms.store.tenancy import Way

POLICY = "own_partnership"
ASKED_BY_ROW = frozenset({"participation", "questionnaire_version", "response", "survey"})
"""Tables of which mostly one row is asked for, by whoever answers, thousands of times an hour.

To the others the condition on the row above them is best as part of the question: one look for all rows. Here
it is a function, which the database enters only where it must. Written out it was a third of what a page of
the survey cost the database, even where every row may be seen and nothing of it is worked out.
"""
_SAID = "current_setting('app.partnership', true)"
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
    policies = [f"DROP POLICY {POLICY} ON {table}" for table in ways]
    above = {way.table for table, way in ways.items() if table in ASKED_BY_ROW}
    return policies + [f"DROP FUNCTION sees_{table}" for table in sorted(above)]


def holds(engine: sa.Engine) -> bool:
    """Whether this wall binds the role that the application has."""
    passes = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    with engine.connect() as connection:
        return not connection.scalar(sa.text(passes))


def _of_table(table: str, way: Way) -> list[str]:
    return [
        *([_function(way)] if table in ASKED_BY_ROW else []),
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {POLICY} ON {table} USING ({_sees(table, way)})",
    ]


def _sees(table: str, way: Way) -> str:
    """Return the condition on a row; of a row that hangs on another, that the other one is seen."""
    column = f"{table}.{way.column}"
    if way.table and table in ASKED_BY_ROW:
        ours = f"sees_{way.table}({column})"
    elif way.table:
        # Our own names. The policy of the other table is asked in turn.
        ours = f"EXISTS (SELECT 1 FROM {way.table} AS above WHERE above.{way.key} = {column})"  # noqa: S608
    else:
        ours = f"CAST({column} AS text) = ANY (string_to_array({_SAID}, ','))"
    return " OR ".join([_ALL, *([f"{column} IS NULL"] if way.optional else []), ours])


def _function(way: Way) -> str:
    """Return what makes the function that tells whether the row above is seen; its policy is asked."""
    found = f"EXISTS (SELECT 1 FROM {way.table} AS above WHERE above.{way.key} = wanted)"  # noqa: S608
    return (
        f"CREATE OR REPLACE FUNCTION sees_{way.table}(wanted integer) RETURNS boolean"
        f" LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN {found}; END $$"
    )

"""Tables whose rows never change: held by triggers on both databases, not by good intentions."""

from __future__ import annotations

TABLES = (
    *("event", "snapshot", "decision", "correction", "reopening", "reaction"),
    *("questionnaire_version", "artifact"),
)
# Of these tables only the rows of which this column is true never change.
WHEN = {"artifact": "fixed"}


def sqlite_triggers(table: str) -> list[str]:
    """Return the statements that refuse changing, removing and replacing rows on SQLite.

    `INSERT OR REPLACE` would slip past a delete trigger, so an insert of an existing id is refused too.
    """
    refuse = f"SELECT RAISE(ABORT, '{table} rows never change')"
    when, and_when = (f" WHEN OLD.{WHEN[table]}", f" AND {WHEN[table]}") if table in WHEN else ("", "")
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}{when} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}{when} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}"  # noqa: S608 - our own names
        f" WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id{and_when}) BEGIN {refuse}; END",
    ]


def postgresql_triggers(table: str) -> list[str]:
    """Return the statements that refuse changing, removing and emptying on PostgreSQL."""
    when = f" WHEN (OLD.{WHEN[table]})" if table in WHEN else ""
    return [
        f"CREATE FUNCTION {table}_never_changes() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{table} rows never change'; END $$",
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}"
        f" FOR EACH ROW{when} EXECUTE FUNCTION {table}_never_changes()",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_changes()",
    ]


def triggers(dialect: str, tables: tuple[str, ...] = TABLES) -> list[str]:
    """Return all statements for this database; a migration names the tables of its own day."""
    make = sqlite_triggers if dialect == "sqlite" else postgresql_triggers
    return [statement for table in tables for statement in make(table)]


def removal(dialect: str, tables: tuple[str, ...] = TABLES) -> list[str]:
    """Return the statements that take the triggers away again, for a migration downwards."""
    if dialect == "sqlite":
        names = ("no_update", "no_delete", "no_replace")
        return [f"DROP TRIGGER {table}_{name}" for table in tables for name in names]
    return [f"DROP FUNCTION {table}_never_changes() CASCADE" for table in tables]

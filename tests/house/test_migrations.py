"""The migrations make exactly the tables of the code, forwards and backwards, on both databases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from sopforms.store import immutable, tenancy
from sopforms.store.db import Base, db
from tests.conftest import make_app


def test_migrations_make_the_tables_of_the_code_and_take_them_away(database: str) -> None:
    app = make_app(database)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": False})
            difference = compare_metadata(context, Base.metadata)
            names = set(sa.inspect(connection).get_table_names())
        assert difference == []
        assert names >= set(Base.metadata.tables)

        downgrade(revision="base")
        with db.engine.connect() as connection:
            left = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        assert left == set()
        db.engine.dispose()


def test_rows_that_never_change_are_held_by_the_database(database: str) -> None:
    app = make_app(database)
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            names = set(_triggers(connection))
        db.engine.dispose()

    assert {f"{table}_no_" for table in immutable.TABLES} <= {
        name[: name.index("_no_") + 4] for name in names
    }


def test_partnerships_are_kept_apart_by_postgresql_in_every_table_of_theirs(empty_postgresql: str) -> None:
    app = make_app(empty_postgresql)
    with app.app_context():
        upgrade()
        forced = sa.text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        ruled = sa.text("SELECT tablename FROM pg_policies WHERE policyname = 'own_partnership'")
        with db.engine.connect() as connection:
            names, with_policy = set(connection.scalars(forced)), set(connection.scalars(ruled))
        db.engine.dispose()

    assert names == with_policy == set(tenancy.ways(Base.metadata))


def _triggers(connection: sa.Connection) -> list[str]:
    if connection.dialect.name == "sqlite":
        return list(connection.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    return list(connection.scalars(sa.text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")))

"""How Alembic reaches our database: the engine of the application, never one of its own."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from flask import current_app

from sopforms.store.db import Base, Moment, db, set_read_only

config = context.config


def written(kind: str, item: Any, autogen_context: Any) -> str | Literal[False]:
    """Write our own types as what the database knows, so that a migration needs nothing of today's code."""
    if kind == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, sa.JSON):
        autogen_context.imports.add("from sqlalchemy.dialects import postgresql")
        jsonb = "postgresql.JSONB(none_as_null=True)"
        return f"sa.JSON(none_as_null=True).with_variant({jsonb}, 'postgresql')"
    return False


def run() -> None:
    """Run the migrations over the application's engine, each in a transaction of its own."""
    set_read_only(False)
    engine = db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            render_item=written,
            render_as_batch=engine.dialect.name == "sqlite",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("migrations run on a database, not on paper")
current_app.logger.debug("migrating")
run()

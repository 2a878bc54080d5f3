"""How Alembic reaches our database: the engine of the application, never one of its own."""

from __future__ import annotations

from alembic import context
from flask import current_app

from sopforms.store.db import Base, db

config = context.config


def run() -> None:
    """Run the migrations over the application's engine, each in a transaction of its own."""
    engine = db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            render_as_batch=engine.dialect.name == "sqlite",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("migrations run on a database, not on paper")
current_app.logger.debug("migrating")
run()

"""The journal that SQLite keeps beside its file: pages as they were, until others are written over them.

Whoever copies file and journal can take the newest commits off and see the database as it was before. What
was cut or erased for good must not be found that way.
"""

from __future__ import annotations

from sopforms.store.db import PATIENCE, db, driver_connection, waited

A_WHILE = 500  # milliseconds to wait for who reads or writes at this moment


def forget() -> bool:
    """Write the journal into the file and empty it, after a commit; return whether nothing is left of it.

    Somebody who reads for longer than a while keeps it: then it goes another time. PostgreSQL has no such
    journal in a dump.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    with driver_connection(db.engine) as driver, waited(driver, PATIENCE - A_WHILE):
        held, _pages, _written = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not held

"""What the database promises: reading cannot write, a save is durable, and rows of record never change."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from sopforms.core.codes import Deed, Role, Step
from sopforms.store import clock, logbook, settings, submissions
from sopforms.store.db import Moment, db, open_engine, reading, wal_is_safe
from tests.builders import a_dossier, reload


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ("3.40.1", False),  # Debian 12
        ("3.44.5", False),
        ("3.44.6", True),
        ("3.50.6", False),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.51.3", True),
        ("3.53.4", True),
    ],
)
def test_wal_is_used_only_where_it_cannot_lose_commits(version: str, safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_what_reads_cannot_write(app_on_both: Flask) -> None:
    settings.put("colour", "blue")
    db.session.commit()

    with reading(), pytest.raises(DBAPIError):
        settings.put("colour", "red")
    db.session.rollback()

    assert settings.find("colour") == "blue"


def test_after_reading_the_same_connection_can_write_again(app_on_both: Flask) -> None:
    with reading():
        assert settings.find("colour") is None
        db.session.rollback()

    settings.put("colour", "green")
    db.session.commit()

    assert settings.find("colour") == "green"


def test_sqlite_syncs_every_commit_and_holds_foreign_keys(tmp_path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'sop.db'}")

    def pragma(name: str) -> object:
        with engine.connect() as connection:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1
    assert pragma("recursive_triggers") == 1
    assert pragma("secure_delete") == 1
    assert pragma("trusted_schema") == 0
    engine.dispose()


def test_the_mode_of_a_live_file_is_never_switched(tmp_path) -> None:
    url = f"sqlite:///{tmp_path / 'old.db'}"
    engine = open_engine(url)
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        connection.rollback()
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute("CREATE TABLE t (x)")
    engine.dispose()

    with open_engine(url).connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        synchronous = connection.exec_driver_sql("PRAGMA synchronous").scalar()

    assert (mode, synchronous) == ("delete", 3)


def test_a_moment_comes_back_in_utc_and_one_without_zone_is_refused(app_on_both: Flask) -> None:
    noon = datetime(2027, 6, 7, 12, 0, tzinfo=clock.AMSTERDAM)
    column = sa.bindparam("m", noon, type_=_moment_type())

    assert db.session.scalar(sa.select(sa.type_coerce(column, _moment_type()))) == noon.astimezone(UTC)

    naive = sa.bindparam("m", datetime(2027, 6, 7), type_=_moment_type())  # noqa: DTZ001 - the point
    with pytest.raises(StatementError):
        db.session.scalar(sa.select(naive))
    db.session.rollback()


def _moment_type() -> sa.types.TypeEngine[datetime]:
    return Moment()


@pytest.mark.parametrize(
    ("step", "facts"),
    [
        (Step.REQUESTED, {"requested_on": None, "received_on": None, "due_on": None}),
        (Step.ADOPTED, {"adopted_on": None}),
        (Step.PUBLISHED, {"published_on": None}),
        (Step.REQUESTED, {"received_on": None}),
        (Step.PUBLISHED, {"suspended_until": date(2027, 7, 19), "published_on": date(2027, 7, 1)}),
    ],
    ids=["request", "adoption", "publication", "term without receipt", "publication while suspended"],
)
def test_the_database_refuses_a_step_without_its_facts(app_on_both: Flask, step: Step, facts: dict) -> None:
    with pytest.raises(IntegrityError):
        a_dossier(step, **facts)
    db.session.rollback()


def test_publication_during_a_suspension_is_possible_only_with_the_waiver_of_the_council(app: Flask) -> None:
    row = a_dossier(
        Step.PUBLISHED,
        suspended_until=date(2027, 7, 19),
        published_on=date(2027, 7, 1),
        waived_on=date(2027, 6, 28),
    )

    assert reload(row).published_on == date(2027, 7, 1)


def test_a_line_of_the_logbook_can_be_neither_changed_nor_removed_nor_replaced(app_on_both: Flask) -> None:
    line = logbook.write(date(2027, 6, 7), Deed.OPEN_CYCLE, Role.SWV)
    db.session.commit()
    attempts = [
        "UPDATE event SET role = 'board'",
        "DELETE FROM event",
        f"INSERT INTO event (id, day, deed, role, basis, details, previous, hash)"
        f" VALUES ({line.id}, '2027-06-08', 'adopt', 'board', '', '{{}}', '', '')",
    ]
    if db.engine.dialect.name == "sqlite":
        attempts.append(attempts[-1].replace("INSERT", "INSERT OR REPLACE", 1))
    else:
        attempts.append("TRUNCATE event CASCADE")

    for statement in attempts:
        with pytest.raises(DBAPIError):
            db.session.execute(sa.text(statement))
        db.session.rollback()

    assert db.session.scalar(sa.select(sa.func.count()).select_from(logbook.EventRow)) == 1


def test_the_chain_of_the_logbook_shows_a_line_that_was_tampered_with(app: Flask) -> None:
    for day in (7, 8, 9):
        logbook.write(date(2027, 6, day), Deed.OPEN_CYCLE, Role.SWV)
    db.session.commit()
    assert logbook.first_broken() is None

    db.session.execute(sa.text("DROP TRIGGER event_no_update"))
    db.session.execute(sa.text("UPDATE event SET day = '2027-06-01' WHERE id = 2"))
    db.session.commit()

    assert logbook.first_broken() == 2


def test_lines_that_are_added_at_the_same_moment_follow_each_other(app_on_both: Flask) -> None:
    barrier = threading.Barrier(4)

    def add() -> None:
        with app_on_both.app_context():
            barrier.wait()
            for _ in range(5):
                logbook.write(date(2027, 6, 7), Deed.SEND_ANSWERS, Role.STAFF)
                db.session.commit()
            db.session.remove()

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert db.session.scalar(sa.select(sa.func.count()).select_from(logbook.EventRow)) == 20
    assert logbook.first_broken() is None


def test_of_two_equal_submits_at_once_one_is_honoured(app_on_both: Flask) -> None:
    honoured: list[bool] = []
    barrier = threading.Barrier(4)

    def submit() -> None:
        with app_on_both.app_context():
            barrier.wait()
            try:
                submissions.add("same", date(2027, 6, 7))
                db.session.commit()
                honoured.append(True)
            except IntegrityError:
                db.session.rollback()
            finally:
                db.session.remove()

    threads = [threading.Thread(target=submit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert honoured == [True]


def test_a_connection_reads_or_writes_and_never_changes_over(tmp_path) -> None:
    engine, asked = open_engine(f"sqlite:///{tmp_path / 'turns.db'}"), []
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")

    def in_turn() -> None:
        with reading(), engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() is not None
            with pytest.raises(DBAPIError):
                connection.exec_driver_sql("INSERT INTO t VALUES (1)")
        with engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO t VALUES (2)")

    in_turn()
    sa.event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2].split()[0]))
    in_turn()
    engine.dispose()

    assert asked == ["BEGIN", "SELECT", "INSERT", "BEGIN", "INSERT"]

"""Who saves a page waits in a row, and saves it as well where there is no place to wait."""

from __future__ import annotations

import fcntl
from pathlib import Path
from threading import Timer

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.store import clock, saving, surveys
from sopforms.store.db import A_MOMENT, PATIENCE, db, driver_connection, waited
from sopforms.store.turns import BESIDE, in_turn
from tests.web.respondents import a_survey, participations


def beside(database: str | None) -> Path:
    return Path(f"{database}{BESIDE}")


def is_taken(file: Path) -> bool:
    """Whether somebody writes: another one would have to wait."""
    with file.open() as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def begun() -> int:
    one = participations(a_survey())[0]
    surveys.start(one)
    db.session.commit()
    return one


def test_a_page_is_saved_while_nobody_else_has_the_turn(app: Flask) -> None:
    one, seen = begun(), []
    file = beside(db.engine.url.database)

    def look(*_all: object) -> None:
        seen.append(is_taken(file))

    sa.event.listen(db.engine, "checkout", look)
    try:
        assert saving.save_alone(one, {"st06": 3}, ["st06"], clock.today())
    finally:
        sa.event.remove(db.engine, "checkout", look)

    assert seen == [True]
    assert not is_taken(file)


def test_who_waited_for_a_turn_waits_so_much_less_for_the_database(app: Flask) -> None:
    def patience() -> int:
        return int(driver.execute("PRAGMA busy_timeout").fetchone()[0])

    beside(db.engine.url.database).touch()
    with driver_connection(db.engine) as driver, beside(db.engine.url.database).open() as before:
        fcntl.flock(before, fcntl.LOCK_EX)
        Timer(A_MOMENT / 1000, fcntl.flock, (before, fcntl.LOCK_UN)).start()
        with in_turn(db.engine) as wait, waited(driver, wait):
            seen = patience()

        assert wait >= A_MOMENT
        assert seen == PATIENCE - wait
        assert patience() == PATIENCE
        with waited(driver, PATIENCE * 2):
            assert patience() == 1


def test_the_turn_ends_with_whatever_goes_wrong(app: Flask) -> None:
    with pytest.raises(ZeroDivisionError), in_turn(db.engine):
        raise ZeroDivisionError

    assert not is_taken(beside(db.engine.url.database))


def test_a_page_is_saved_where_no_file_can_be_made_to_wait_at(app: Flask) -> None:
    one = begun()
    in_the_way = beside(db.engine.url.database)
    in_the_way.unlink(missing_ok=True)
    in_the_way.mkdir()
    try:
        assert saving.save_alone(one, {"st06": 3}, ["st06"], clock.today())
    finally:
        in_the_way.rmdir()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql+psycopg://plain@/elsewhere"])
def test_elsewhere_nobody_waits_and_no_file_is_left(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    with in_turn(sa.create_engine(url)):
        assert list(tmp_path.iterdir()) == []

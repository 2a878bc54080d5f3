"""The worker: delivers, runs the calendar once a day, stops when asked."""

from __future__ import annotations

import shutil
import threading

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import OperationalError

from sopforms.actions import letters as outgoing
from sopforms.cli import worker
from sopforms.core import letter
from sopforms.core.mailing import DeliveryState
from sopforms.store.db import db
from tests.mail_app import BRAM, CARLA, at, free_port, mail_app
from tests.smtp_server import Script, smtp_server


@pytest.fixture
def app(_empty_sqlite, tmp_path):
    shutil.copy(_empty_sqlite, tmp_path / "mail.db")
    with mail_app(f"sqlite:///{tmp_path}/mail.db") as app:
        yield app


def test_the_calendar_runs_once_a_day_and_not_before_six(app):
    days = []

    assert worker.run_morning_once(days.append)
    assert not worker.run_morning_once(days.append)
    at(hours=18)  # 2.30 at night
    assert not worker.run_morning_once(days.append)
    at(hours=22)  # 6.30 in the morning
    assert worker.run_morning_once(days.append)

    assert [str(day) for day in days] == ["2027-04-05", "2027-04-06"]


def test_a_calendar_that_failed_runs_again(app):
    def stumble(_day):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        worker.run_morning_once(stumble)
    db.session.rollback()

    assert worker.run_morning_once(lambda _day: None)


def test_the_worker_sends_what_waits_until_it_is_stopped(app):
    (row,) = outgoing.put(letter.test(BRAM, "s1", None))
    db.session.commit()
    stop = threading.Event()

    with smtp_server(app.config["MAIL_PORT"], Script()) as server:
        worker.work(stop, lambda _day: stop.set(), every=0)

    assert len(server.received) == 1
    assert row.state is DeliveryState.SENT


def test_the_worker_waits_for_a_database_that_is_away(app):
    stop, tries = threading.Event(), []

    def away(_day):
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("x", {}, Exception("away"))
        stop.set()

    worker.work(stop, away, every=0)

    assert len(tries) == 2


def test_one_run_sends_what_is_due_and_says_so(app, tmp_path, monkeypatch):
    outgoing.put(letter.test(BRAM, "s1", None), letter.test(CARLA, "s2", None))
    db.session.commit()
    port = free_port()
    given = {"DATABASE": f"sqlite:///{tmp_path}/mail.db", "SECRET_KEY": "s" * 40, "LINK_KEY": "k" * 40}
    given |= {"BASE_URL": "http://127.0.0.1:5000", "MAIL_PORT": str(port), "REHEARSAL": "1"}
    for name, value in given.items():
        monkeypatch.setenv(f"SOPFORMS_{name}", value)

    with smtp_server(port, Script(rcpt=["550 no such user"])) as server:
        done = CliRunner().invoke(worker.deliver)
        again = CliRunner().invoke(worker.deliver)

    assert done.output == ("sent 1, later 0, uncertain 0, failed 1\nin the outbox: 0 waiting, 1 failed\n")
    assert (done.exit_code, again.exit_code) == (1, 0)
    assert len(server.received) == 1


def test_a_missing_setting_is_named_in_one_line(monkeypatch):
    monkeypatch.delenv("SOPFORMS_DATABASE", raising=False)

    done = CliRunner().invoke(worker.deliver)

    assert done.exit_code == 2
    assert done.stderr == "SOPFORMS_DATABASE is missing or shorter than 1 characters\n"


def test_everything_named_runs_in_the_morning(app, monkeypatch):
    days = []
    monkeypatch.setattr(worker, "EVERY_MORNING", [days.append, days.append])

    worker.run_morning_once(worker.every_morning)

    assert len(days) == 2


def test_no_two_workers_have_the_same_name():
    assert worker.owner_name() != worker.owner_name()

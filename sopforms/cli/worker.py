"""The worker: sends what waits and makes files every few seconds, and runs the calendar once a day.

A plain loop: the tables are the truth, so a worker that stops loses nothing and any number may run.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import click
import structlog
from sqlalchemy.exc import OperationalError

from sopforms.actions import coverage_report, delivery, documents, login, long_work
from sopforms.actions import morning as morning_calendar
from sopforms.app import create_app
from sopforms.settings import SettingsError
from sopforms.store import clock, letters, scope, settings
from sopforms.store.db import db, set_read_only

EVERY = 2.0  # seconds between two looks at the outbox
BUSY = 0.05  # the same while long work goes on: mail still goes between two pieces of it
MORNING_HOUR = 6  # the calendar runs at the first look after this hour, Dutch time
_RAN = "morning_ran"
_log = structlog.get_logger()

Morning = Callable[[date], None]

# What the calendar does each day, once: functions that take the day and may be repeated without harm.
EVERY_MORNING: list[Morning] = [login.forget_old_attempts, morning_calendar.run]


def owner_name() -> str:
    """Return a name for this worker that no other worker has or had."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def work(stop: threading.Event, morning: Morning, every: float = EVERY) -> None:
    """Deliver, run the calendar once a day and make files, until `stop` is set.

    It waits for a database that is away.
    """
    owner = owner_name()
    while not stop.is_set():
        busy = False
        try:
            delivery.deliver_due(owner)
            run_morning_once(morning)
            documents.make_due(owner)  # one at a time: mail goes first
            coverage_report.make_due(owner)
            busy = long_work.do_due(owner)
        except OperationalError as error:
            db.session.rollback()
            _log.error("worker_waits_for_database", error=type(error).__name__)
        stop.wait(BUSY if busy else every)


def run_morning_once(morning: Morning) -> bool:
    """Run the calendar when it has not run today; return whether it did. A run that fails is repeated."""
    today = clock.today()
    due = clock.now().astimezone(clock.AMSTERDAM).hour >= MORNING_HOUR
    if not due or settings.find(_RAN) == today.isoformat():
        db.session.rollback()
        return False
    morning(today)
    delivery.wipe_old()
    settings.put(_RAN, today.isoformat())
    db.session.commit()
    return True


def every_morning(today: date) -> None:
    """Run all that the calendar does, in the order in which it was named in `EVERY_MORNING`."""
    for run in EVERY_MORNING:
        run(today)


@click.command("worker")
@click.option("--every", type=click.FloatRange(0.2, 60), default=EVERY, show_default=True, help="Seconds.")
def worker(every: float) -> None:
    """Send what waits every few seconds and run the calendar once a day, until stopped."""
    stop = threading.Event()
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda _number, _frame: stop.set())
    with _application():
        click.echo("worker: started")
        work(stop, every_morning, every)
    click.echo("worker: stopped")


@click.command("deliver")
def deliver() -> None:
    """Send what is due, once; exit code 1 when a mail could not be delivered."""
    with _application():
        report = delivery.deliver_due(owner_name())
        waiting, failed = letters.waiting(), letters.failed()
        db.session.rollback()
    click.echo(
        f"sent {report.sent}, later {report.later}, uncertain {report.uncertain}, failed {report.failed}"
    )
    click.echo(f"in the outbox: {waiting} waiting, {failed} failed")
    if report.failed or report.uncertain:
        raise SystemExit(1)


@contextmanager
def _application() -> Iterator[None]:
    """Be inside the application; a setting that is missing ends the command in one line."""
    try:
        app = create_app()
    except SettingsError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    with app.app_context():
        set_read_only(False)
        scope.enter_everywhere()
        yield

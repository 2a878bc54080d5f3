"""The worker: sends what waits every few seconds and runs the calendar once a day.

A plain loop: the tables are the truth, so a worker that stops loses nothing and any number may run.
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable
from datetime import date

import structlog
from sqlalchemy.exc import OperationalError

from sopforms.actions import delivery
from sopforms.store import clock, settings
from sopforms.store.db import db

EVERY = 2.0  # seconds between two looks at the outbox
MORNING_HOUR = 6  # the calendar runs at the first look after this hour, Dutch time
_RAN = "morning_ran"
_log = structlog.get_logger()

Morning = Callable[[date], None]


def owner_name() -> str:
    """Return a name for this worker that no other worker has or had."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


def work(stop: threading.Event, morning: Morning, every: float = EVERY) -> None:
    """Deliver, and run the calendar once a day, until `stop` is set; wait for a database that is away."""
    owner = owner_name()
    while not stop.is_set():
        try:
            delivery.deliver_due(owner)
            run_morning_once(morning)
        except OperationalError as error:
            db.session.rollback()
            _log.error("worker_waits_for_database", error=type(error).__name__)
        stop.wait(every)


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

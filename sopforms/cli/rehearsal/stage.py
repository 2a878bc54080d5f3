"""What a rehearsal plays on: a database of its own, the pages on a port, a mail server, a clock to move.

Everything real but the calendar, which the database holds and which only moves when the year says so.
"""

from __future__ import annotations

import re
import socket
import tempfile
import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import pyotp
from flask import Flask
from flask_migrate import upgrade
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from sopforms.actions import delivery, morning
from sopforms.app import create_app
from sopforms.cli.mailbox import Kept, Mailbox
from sopforms.cli.rehearsal.browser import Browser, Person, Stuck
from sopforms.core import day_mail, second_factor
from sopforms.settings import Settings
from sopforms.store import clock, day_mails, scope, settings
from sopforms.store.db import db, set_read_only

T = TypeVar("T")
LINK = re.compile(r"https?://\S+")
SECRET = re.compile(r"\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}\b")


class Stage:
    """The product for one rehearsal; use it as a context manager.

    `database` is the URL of an empty one; without it the rehearsal makes a file of its own.
    """

    def __init__(
        self,
        seed: int,
        begin: date,
        keep: Path,
        visitor: Callable[[str], Person] = Browser,
        database: str | None = None,
    ) -> None:
        self.seed = seed
        self.visitor = visitor
        self.day = begin
        self._phones: dict[str, str] = {}  # address → the secret that this person's phone keeps
        self._folder = tempfile.TemporaryDirectory(prefix="sopforms-")
        self._database = database or f"sqlite:///{self._folder.name}/rehearsal.db"
        self._smtp_port = _free_port()
        self.mailbox = Mailbox(self._smtp_port, 0, keep)
        port = _free_port()
        self.base = f"http://127.0.0.1:{port}"
        self.app = create_app(self._settings())
        self._server = _server(self.app, port)

    def _settings(self) -> Settings:
        return Settings(
            database=self._database,
            secret_key="rehearsal " * 4,
            link_key="rehearsal links " * 3,
            base_url=self.base,
            mail_port=self._smtp_port,
            mail_sender="ondersteuningsaanbod@rehearsal.example",
            rehearsal=True,
        )

    def __enter__(self) -> Self:
        """Make the database, mark it as a rehearsal, and open for visitors."""
        with self.app.app_context():
            set_read_only(False)
            scope.enter_everywhere()
            upgrade()
            settings.put(clock.MARK, "1")
            settings.put(clock.SEED, str(self.seed))
            clock.set_rehearsal(_moment(self.day, 8))
            db.session.commit()
        self.mailbox.__enter__()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the doors and throw the database away."""
        self._server.shutdown()
        self._server.server_close()
        self.mailbox.__exit__(kind, error, trace)
        with self.app.app_context():
            db.engine.dispose()
        self._folder.cleanup()

    def inside(self, work: Callable[[], T]) -> T:
        """Run `work` inside the application, as a worker would."""
        with self.app.app_context():
            set_read_only(False)
            scope.enter_everywhere()
            try:
                return work()
            finally:
                db.session.remove()

    def move_to(self, day: date) -> None:
        """Let the days pass until `day`: each morning runs what the calendar does, and mail goes out."""
        while self.day < day:
            self.end_the_day()
            self.day += timedelta(days=1)
            self.inside(self._morning)
        self.deliver()

    def end_the_day(self) -> None:
        """Send in the afternoon what waits for the mail of the day."""
        self.inside(self._afternoon)

    def _afternoon(self) -> None:
        four = _moment(self.day, day_mail.HOUR)
        if day_mails.addresses(four):
            clock.set_rehearsal(four)
            db.session.commit()
            delivery.deliver_due("rehearsal")

    def _morning(self) -> None:
        clock.set_rehearsal(_moment(self.day, 7))
        db.session.commit()
        morning.run(self.day)
        delivery.deliver_due("rehearsal")
        clock.set_rehearsal(_moment(self.day, 10))
        db.session.commit()

    def deliver(self) -> None:
        """Send the mail that is due now."""
        self.inside(lambda: delivery.deliver_due("rehearsal"))

    def letter_to(self, address: str, subject: str) -> Kept:
        """Return the newest mail to this address whose subject contains these words."""
        self.deliver()
        for mail in self.mailbox.to(address.lower()):
            if subject in mail.header("subject"):
                return mail
        raise Stuck(f"no mail about {subject!r} came for {address}")

    def sign_in(self, address: str) -> Person:
        """Let a person sign in by the link in their mail, and by their phone where that is asked."""
        person = self.visitor(self.base)
        person.open("/inloggen")
        person.press("Stuur mij een link", {"email": address})
        self.enter(person, self.letter_to(address, "Inloggen bij"))
        if "/tweede-stap" in person.address:
            self._second_step(person, address)
        return person

    def _second_step(self, person: Person, address: str) -> None:
        """Type the code of the phone; the first time set it up. A code works once: wait for the next one."""
        self.inside(self._wait_for_a_code)
        if address not in self._phones:
            found = SECRET.search(person.text())
            if found is None:
                raise Stuck(f"{person.address}: no secret to set a phone up with")
            self._phones[address] = "".join(found.group().split())
            person.press("Telefoon instellen", {"code": self._code(address)})
            person.follow("Ik heb ze bewaard")
        else:
            person.press("Verder", {"code": self._code(address)})

    def _wait_for_a_code(self) -> None:
        clock.set_rehearsal(clock.now() + timedelta(seconds=second_factor.SECONDS))
        db.session.commit()

    def _code(self, address: str) -> str:
        return str(pyotp.TOTP(self._phones[address]).at(self.inside(clock.now)))

    def enter(self, person: Person, mail: Kept) -> None:
        """Open the link of a mail and press the one button that stands there."""
        link = LINK.search(mail.body("plain"))
        if link is None:
            raise Stuck(f"no link in the mail {mail.header('subject')!r}")
        person.open(link.group().rstrip(".,)"))
        buttons = person.buttons()
        if not buttons:
            raise Stuck(f"{person.address}: the link shows no button")
        person.press(buttons[0])


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet: progress is told in deeds, not in requests."""


def _server(app: Flask, port: int) -> BaseWSGIServer:
    return make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), clock.AMSTERDAM)

"""A mailbox on this machine for the demonstration: takes every mail over SMTP and shows it on a page.

It listens on 127.0.0.1 only, delivers nothing to anybody and forgets all when it stops, but for what
`keep` asks it to write as `.eml`.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import click
from aiosmtpd.controller import Controller
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sopforms.output import language

HERE = "127.0.0.1"
MOST = 2000  # mails that are remembered
PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).resolve().parents[2] / "templates" / "mailbox"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
)
# The mail itself stands in a frame without script; its styles and links are its own.
SAFE = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; img-src data:"


@dataclass(frozen=True, slots=True)
class Kept:
    """One mail as it came in; `to` is the recipient of the envelope."""

    number: int
    to: str
    raw: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail, read anew."""
        return message_from_bytes(self.raw, policy=policy.default)

    def body(self, kind: str) -> str:
        """Return the part of this kind (`plain` or `html`), empty when there is none."""
        part = self.message.get_body((kind,))
        return "" if part is None else str(part.get_content())

    def header(self, name: str) -> str:
        """Return a header in words, empty when there is none."""
        return str(self.message.get(name, ""))

    @property
    def sent(self) -> datetime:
        """When it was sent, by its own header and in Dutch time; long ago for a mail that does not say."""
        try:
            at = parsedate_to_datetime(self.header("Date"))
        except ValueError:
            return datetime.min.replace(tzinfo=UTC)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(language.DUTCH_TIME)

    @property
    def day(self) -> str:
        """When it was sent, in Dutch words; empty for a mail that does not say."""
        return language.moment(self.sent) if self.header("Date") and self.sent.year > 1 else ""


class Mailbox:
    """The server for mail and the one for the page, each in a thread of its own.

    `keep` is a folder for the mails; with `remember` those of an earlier run are shown again.
    """

    def __init__(
        self, smtp_port: int, http_port: int, keep: Path | None = None, *, remember: bool = False
    ) -> None:
        self._keep = keep
        self.mails = self._remembered() if remember else []
        self._lock = threading.Lock()
        self._came = threading.Condition(self._lock)
        self._number = self._last_kept()
        self._http = ThreadingHTTPServer((HERE, http_port), _page_of(self))
        self._smtp = Controller(self, hostname=HERE, port=smtp_port)

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{HERE}:{self._http.server_address[1]}/"

    def __enter__(self) -> Mailbox:
        """Begin to listen."""
        self._smtp.start()
        threading.Thread(target=self._http.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_raised: object) -> None:
        """Stop both servers."""
        self._smtp.stop()
        self._http.shutdown()
        self._http.server_close()

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:
        """Take a mail: called by the SMTP server."""
        for recipient in envelope.rcpt_tos:
            self._take(recipient, bytes(envelope.content))
        return "250 OK"

    def to(self, recipient: str) -> list[Kept]:
        """Return the mails, newest first; of one recipient unless the name is empty."""
        with self._lock:
            found = [mail for mail in self.mails if recipient in ("", mail.to.lower())]
        return found[::-1]

    def wait_for(self, count: int, seconds: float = 10) -> list[Kept]:
        """Wait until so many mails came in; return all, oldest first."""
        with self._came:
            self._came.wait_for(lambda: len(self.mails) >= count, seconds)
            return list(self.mails)

    def _take(self, recipient: str, raw: bytes) -> None:
        with self._came:
            self._number += 1
            self.mails = [*self.mails, Kept(self._number, recipient, raw)][-MOST:]
            if self._keep is not None:
                (self._keep / f"{self._number:04d}-{_safe(recipient)}.eml").write_bytes(raw)
            self._came.notify_all()

    def _remembered(self) -> list[Kept]:
        """Return the mails of an earlier run, each to the address in its header."""
        found = []
        for path in sorted(self._keep.glob("*.eml")) if self._keep else ():
            mail = Kept(int(path.name.partition("-")[0]), "", path.read_bytes())
            found.append(replace(mail, to=parseaddr(mail.header("To"))[1]))
        return found[-MOST:]

    def _last_kept(self) -> int:
        if self._keep is None:
            return 0
        self._keep.mkdir(parents=True, exist_ok=True)
        numbers = (path.name.partition("-")[0] for path in self._keep.glob("*.eml"))
        return max((int(number) for number in numbers if number.isdigit()), default=0)


def run_mailbox(
    smtp_port: int, http_port: int, keep: Path | None = None, stop: threading.Event | None = None
) -> None:
    """Run the mailbox until `stop` is set, or the process is told to end."""
    with Mailbox(smtp_port, http_port, keep) as box:
        click.echo(f"mailbox: {box.url} (SMTP on {HERE}:{smtp_port})")
        try:
            (stop or threading.Event()).wait()
        except KeyboardInterrupt:
            click.echo("mailbox stopped")


@click.command()
@click.option("--smtp-port", type=click.IntRange(1, 65535), default=2525, show_default=True)
@click.option("--http-port", type=click.IntRange(1, 65535), default=8025, show_default=True)
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Write each mail to this folder."
)
def mailbox(smtp_port: int, http_port: int, keep: Path | None) -> None:
    """Take all mail on this machine and show it on a page, for the demonstration."""
    try:
        run_mailbox(smtp_port, http_port, keep)
    except OSError as error:
        click.echo(f"mailbox cannot start: {error.strerror or error}", err=True)
        raise SystemExit(2) from None


def _page_of(box: Mailbox) -> type[BaseHTTPRequestHandler]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            recipient = parse_qs(address.query).get("aan", [""])[0].lower()
            number = address.path.removeprefix("/mail/")
            found = [mail for mail in box.to("") if str(mail.number) == number]
            if address.path == "/":
                people = sorted({mail.to.lower() for mail in box.to("")})
                mails = sorted(box.to(recipient), key=lambda mail: (mail.sent, mail.number), reverse=True)
                self._answer(200, "list.html", mails=mails, people=people, recipient=recipient)
            elif found:
                framed = found[0].body("html").replace("<head>", '<head><base target="_top">', 1)
                self._answer(200, "mail.html", mail=found[0], framed=framed, recipient=recipient)
            else:
                self._answer(404, "list.html", mails=[], people=[], recipient="")

        def _answer(self, status: int, page: str, **names: object) -> None:
            content = PAGES.get_template(page).render(names).encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", SAFE)
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Keep quiet: paths and addresses do not belong in a log."""

    return Page


def _safe(recipient: str) -> str:
    return re.sub(r"[^a-z0-9@._-]", "_", recipient.lower())[:80]

"""The demonstration in one command: a filled database, the pages, the worker and a local mailbox."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import click
from flask import Flask
from tqdm import tqdm
from werkzeug.serving import WSGIRequestHandler, make_server

from sopforms.actions import demo as filling
from sopforms.actions import demo_names, demo_region, demo_roles
from sopforms.actions.demo_names import Partnership
from sopforms.app import create_app
from sopforms.cli import worker
from sopforms.cli.demo_files import Folder
from sopforms.cli.mailbox import Mailbox
from sopforms.cli.ports import HERE, free_port, listen
from sopforms.settings import ROOT
from sopforms.store import clock, scope
from sopforms.store.db import db, set_read_only

MAILBOX_ABOVE = 3000  # the page of the mailbox stands so many ports above the pages, when that one is free
Plan: TypeAlias = Callable[[], tuple[Partnership, ...]]
SIZES: dict[str, Plan] = {"small": lambda: demo_names.PARTNERSHIPS, "swv": demo_region.region}
INSTANCE = ROOT / "instance"
STOPPING = 15.0  # seconds in which the worker may finish what it is doing


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)
@click.option("--reset", is_flag=True, help="Make the demonstration anew, with today as its last day.")
@click.option(
    "--size",
    type=click.Choice(list(SIZES)),
    default="small",
    show_default=True,
    help="small: 14 schools at every step. swv: a region of 90 schools, 30 boards and 2,500 people asked; "
    "filling takes some minutes.",
)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    show_default="instance, or instance/swv",
    help="Where it keeps its database, keys and mails.",
)
def demo(port: int, reset: bool, size: str, folder: Path | None) -> None:
    """Show the product with invented schools: pages, worker and mailbox on this machine, until Ctrl-C."""
    folder = folder or (INSTANCE if size == "small" else INSTANCE / size)
    try:
        taken = listen(port)
    except OSError as error:
        click.echo(f"demo: port {port} cannot be used ({error.strerror}); choose another by --port", err=True)
        raise SystemExit(2) from None
    stop = threading.Event()
    with taken, _stopped_by_signal(stop):
        kept = Folder(folder)
        base = f"http://{HERE}:{port}"
        if reset or not kept.is_filled:
            _fill(kept, base, SIZES[size], stop)
        _serve(kept, base, taken, stop)


def _fill(kept: Folder, base: str, made_of: Plan, stop: threading.Event) -> None:
    """Make the database, with a bar that shows how far it is; broken off, nothing is left behind."""
    with kept.filling(base):
        plan = filling.Filling(clock.today(), partnerships=made_of())
        with tqdm(total=plan.parts, desc="making the demonstration", unit="dossier", file=sys.stderr) as bar:

            def told(name: str) -> None:
                bar.set_postfix_str(name)
                bar.update()
                if stop.is_set():
                    raise SystemExit(130)

            filling.fill(plan, ROOT / "questionnaires", told)


def _serve(kept: Folder, base: str, taken: socket.socket, stop: threading.Event) -> None:
    smtp_port = free_port()
    page_port = free_port(taken.getsockname()[1] + MAILBOX_ABOVE)
    if moved := kept.moved_to(base):
        kept.clear_mail()
    with Mailbox(smtp_port, page_port, kept.mail, remember=True) as mailbox:
        app = create_app(kept.settings(base, mail_port=smtp_port, mailbox_url=mailbox.url))
        if moved:
            with app.app_context():
                set_read_only(False)
                scope.enter_everywhere()
                filling.send_again()
        with (
            _pages(app, taken),
            _beside(app, stop, lambda: worker.work(stop, worker.every_morning)),
            _beside(app, stop, lambda: filling.make_files(stop)),
            _beside(app, stop, lambda: filling.date_mails_back(stop)),
        ):
            with app.app_context():
                scope.enter_everywhere()
                click.echo(_told(base, mailbox.url))
            stop.wait()
            click.echo("demo: stopping")


@contextmanager
def _pages(app: Flask, taken: socket.socket) -> Iterator[None]:
    server = make_server(HERE, 0, app, threaded=True, request_handler=_Quiet, fd=taken.fileno())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(STOPPING)


@contextmanager
def _beside(app: Flask, stop: threading.Event, work: Callable[[], None]) -> Iterator[None]:
    """Do this work beside the pages, inside the application, until it is done or `stop` is set."""

    def run() -> None:
        with app.app_context():
            set_read_only(False)
            scope.enter_everywhere()
            work()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOPPING)


@contextmanager
def _stopped_by_signal(stop: threading.Event) -> Iterator[None]:
    """Set `stop` at Ctrl-C or when the process is told to end; the old handlers come back afterwards."""

    def end(_number: int, _frame: Any) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _told(base: str, mailbox: str) -> str:
    """Return what stands on the terminal: where everything is and who to be first."""
    lines = [
        "",
        f"  pages    {base}/",
        f"  mailbox  {mailbox}   every mail of the demonstration, to open its links",
        f"  sign in  {base}/inloggen   one click; for example as",
    ]
    for one in demo_roles.who_to_be():
        lines.append(f"           {one.name:<24} {one.function}, {one.place}")
    lines += ["  all names are invented; Ctrl-C stops everything, --reset begins anew", ""]
    db.session.rollback()
    return "\n".join(lines)


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Keep quiet: addresses of pages say nothing to who looks at the terminal."""

"""Whole surveys under load: gunicorn with two processes of four threads, respondents on loopback.

A respondent turns pages: sends one and opens what comes next, six pages and then the page where answers are
looked over. The same is done with the pages by hand, which have that page too. Every save that was
acknowledged is looked for in the database afterwards.
"""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from sopforms.store import scope, surveys
from sopforms.store.db import set_read_only
from tests.benchmarks import cluster, pages, product, serve
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import Measured
from tests.benchmarks.wsgi import TOKEN
from tests.postgresql import binaries

CLIENTS = (1, 8, 32)
SECONDS = 1.5
PAGES = pages.PAGES
HOME = Path(__file__).parents[2]
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """What one run gave: seconds of each page turn, how many failed, and what each respondent saved last.

    `busy`: processor seconds of the server, its workers included.
    """

    turns: list[float] = field(default_factory=list)
    failed: int = 0
    saved: dict[int, dict[str, str]] = field(default_factory=dict)
    busy: float = 0.0


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its port, and its first process."""

    port: int
    process: int


def lines(rounds: int = 5, *, seconds: float = SECONDS) -> Iterator[Line]:
    """Measure everything of this file, on PostgreSQL too when this machine has it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, tokens = product.make(folder, max(CLIENTS))
        urls = [f"sqlite:///{folder / file}" for file in ("product.db", "floor.db")]
        yield from _on("SQLite", app, tokens, urls, rounds, seconds)
    if home := binaries():
        with cluster.running(home) as urls, tempfile.TemporaryDirectory() as name:
            app, tokens = product.make(Path(name), max(CLIENTS), urls[0])
            yield from _on("PostgreSQL", app, tokens, urls, rounds, seconds / 2)


def _on(
    kind: str, app: Flask, tokens: list[str], urls: list[str], rounds: int, seconds: float
) -> Iterator[Line]:
    """Let the two take turns on a database of this kind, and each be the first in turn."""
    with _served(urls, "by_hand") as floor, _served(urls, "product_app") as made:
        _run(
            floor, [_ByHand(floor.port, number) for number in range(8)], seconds
        )  # what comes first is slow:
        _run(made, [_Respondent(made.port, token) for token in tokens[:8]], seconds)  # templates, plans
        for clients in CLIENTS:
            runs: dict[str, list[Run]] = {"floor": [], "product": []}
            for turn in range(rounds):
                for one in ("floor", "product") if turn % 2 else ("product", "floor"):
                    if one == "floor":
                        runs[one].append(
                            _run(floor, [_ByHand(floor.port, n) for n in range(clients)], seconds)
                        )
                    else:
                        visitors = [_Respondent(made.port, token) for token in tokens[:clients]]
                        runs[one].append(_run(made, visitors, seconds))
            yield from _told(f"{kind}, {clients}", runs, _lost(app, runs["product"][-1]), clients)


def _told(what: str, runs: Mapping[str, list[Run]], lost: int, clients: int) -> Iterator[Line]:
    rates = {
        name: statistics.median(len(run.turns) / max(sum(run.turns), 1e-9) * clients for run in found)
        for name, found in runs.items()
    }
    for name, found in runs.items():
        turns = sorted(turn for run in found for turn in run.turns)
        half, last = turns[len(turns) // 2], turns[int(len(turns) * 0.99)]
        measured = Measured(half, turns[0], last)
        text = f"{rates[name]:.0f} turns/s, p99 {last / half:.1f} x p50"
        if name == "floor":
            yield Line(f"{what}: surveys by hand (floor), a turn", measured, text, True)
            continue
        ratio, failed = rates[name] / rates["floor"], sum(run.failed for run in found)
        text = f">= 0.9 x floor: {ratio:.2f} x; {text} (<= 3); failed {failed}, lost {lost}"
        holds = ratio >= 0.9 and last <= 3 * half and not failed and not lost
        yield Line(f"{what}: whole surveys, a turn", measured, text, holds)
    busy = {name: [run.busy / max(len(run.turns), 1) for run in found] for name, found in runs.items()}
    ratio = statistics.median(busy["floor"]) / max(statistics.median(busy["product"]), 1e-9)
    measured = Measured(statistics.median(busy["product"]), min(busy["product"]), max(busy["product"]))
    yield Line(
        f"{what}: processor time of the server", measured, f">= 0.9 x floor: {ratio:.2f} x", ratio >= 0.9
    )


class _Client:
    """A browser with one connection that stays open."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, body and where it sends to."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, urlencode(form or {}) if form is not None else None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, body, answer.headers.get("Location") or ""

    def token(self, path: str) -> str:
        """Return the token of the form on a page."""
        found = TOKEN.search(self.ask("GET", path)[1])
        if found is None:
            raise RuntimeError(f"no form at {path}")
        return found.group(1)


class _ByHand(_Client):
    """Turns the pages by hand, one after the other, in a session of its own."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__(port)
        self.person = number + 1

    def begin(self) -> None:
        """Enter."""
        self.ask("GET", f"/enter/{self.person}")
        self.csrf = self.token(pages.HAND)

    def turn(self, number: int) -> bool:
        """Send a page and open what comes next; say whether both went well."""
        place, value = number % len(PAGES), str(1 + number // len(PAGES) % 4)
        form = pages.posted_by_hand(self.csrf, PAGES[place], value)
        status, _, onward = self.ask("POST", f"/page/{place}", form)
        return status == 302 and self.ask("GET", onward)[0] == 200


class _Respondent(_Client):
    """Answers the survey of the product, page after page, again and again with other answers."""

    def __init__(self, port: int, token: str) -> None:
        super().__init__(port)
        self.link = f"/v/{token}"
        self.saved: dict[str, str] = {}

    def begin(self) -> None:
        """Open the link."""
        self.ask("POST", f"{self.link}/openen", {"csrf_token": self.token(self.link)})
        self.csrf = self.token(f"/vragenlijst/{PAGES[0].name}")

    def turn(self, number: int) -> bool:
        """Send a page and open what comes next; say whether both went well."""
        page, value = PAGES[number % len(PAGES)], str(1 + number // len(PAGES) % 4)
        status, _, onward = self.ask(
            "POST", f"/vragenlijst/{page.name}", pages.posted(self.csrf, page, value)
        )
        if status != 302:
            return False
        self.saved |= {question.name: value for question in page.questions}
        return self.ask("GET", onward)[0] == 200


def _run(served: Served, visitors: list[_ByHand] | list[_Respondent], seconds: float) -> Run:
    """Let all turn pages at once for so long."""
    found, lock = Run(), threading.Lock()
    begun_at: list[float] = []
    barrier = threading.Barrier(len(visitors), lambda: begun_at.append(_busy(served.process)))

    def visit(place: int, visitor: _ByHand | _Respondent) -> None:
        try:
            visitor.begin()
        except OSError:
            barrier.abort()
            raise
        barrier.wait()
        turns, failed, number = [], 0, 0
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            begun = time.perf_counter()
            failed += not visitor.turn(number)
            turns.append(time.perf_counter() - begun)
            number += 1
        visitor.connection.close()
        with lock:
            found.turns += turns
            found.failed += failed
            found.saved[place] = getattr(visitor, "saved", {})

    threads = [threading.Thread(target=visit, args=pair) for pair in enumerate(visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.busy = _busy(served.process) - begun_at[0]
    return found


def _busy(process: int) -> float:
    """Return the processor seconds that a server and its workers have taken so far."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    stats = [Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split() for one in children]
    return sum(int(one[11]) + int(one[12]) for one in stats) / TICK


def _lost(app: object, run: Run) -> int:
    """Return how many answers that were acknowledged are not in the database."""
    with app.app_context():  # type: ignore[attr-defined]
        set_read_only(True)
        scope.enter_everywhere()
        asked = surveys.participations_of(surveys.running()[0].id)
        stored = [surveys.response_of(one) for one in asked]
        return sum(
            str((stored[place].answers if stored[place] else {}).get(name)) != value
            for place, saved in run.saved.items()
            for name, value in saved.items()
        )


@contextmanager
def _served(urls: list[str], what: str) -> Iterator[Served]:
    """Serve an application by gunicorn on a free port, and stop it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "-w", "2", "--threads", "4", "-b", f"127.0.0.1:{port}",
        "--keep-alive", "30", "--log-level", "error", f"tests.benchmarks.serve:{what}()",
    ]  # fmt: skip
    environment = {**os.environ, serve.PRODUCT: urls[0], serve.FLOOR: urls[1]}
    server = subprocess.Popen(command, cwd=HOME, env=environment)
    try:
        _wait_for(port)
        yield Served(port, server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    """Wait until the workers answer: the port is open well before they are."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
        try:
            connection.request("GET", "/static/sop.css")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError("the server does not start")

"""Whole surveys under load: gunicorn with two processes of four threads, respondents on loopback.

A respondent turns pages: sends one and opens the next. The same is done with the pages by hand. Every save
that was acknowledged is looked for in the database afterwards.
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

from sopforms.store import scope, surveys
from sopforms.store.db import set_read_only
from tests.benchmarks import material, pages, product, serve
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import Measured
from tests.benchmarks.wsgi import TOKEN

CLIENTS = (1, 8, 32)
SECONDS = 2.0
PAGES = material.questionnaire(40).pages
HOME = Path(__file__).parents[2]


@dataclass
class Run:
    """What one run gave: seconds of each page turn, how many failed, and what each respondent saved last."""

    turns: list[float] = field(default_factory=list)
    failed: int = 0
    saved: dict[int, dict[str, str]] = field(default_factory=dict)


def lines(rounds: int = 5, *, seconds: float = SECONDS) -> Iterator[Line]:
    """Measure everything of this file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, tokens = product.make(folder, max(CLIENTS))
        with _served(folder, "by_hand") as floor, _served(folder, "product_app") as port:
            for clients in CLIENTS:
                runs: dict[str, list[Run]] = {"floor": [], "product": []}
                for _ in range(rounds):
                    runs["floor"].append(_run(floor, [_ByHand(floor) for _ in range(clients)], seconds))
                    visitors = [_Respondent(port, token) for token in tokens[:clients]]
                    runs["product"].append(_run(port, visitors, seconds))
                yield from _told(clients, runs, _lost(app, runs["product"][-1]))


def _told(clients: int, runs: Mapping[str, list[Run]], lost: int) -> Iterator[Line]:
    rates = {
        name: [len(run.turns) / max(sum(run.turns), 1e-9) * clients for run in found]
        for name, found in runs.items()
    }
    ratio = statistics.median(rates["product"]) / statistics.median(rates["floor"])
    for name, found in runs.items():
        turns = sorted(turn for run in found for turn in run.turns)
        half, last = turns[len(turns) // 2], turns[int(len(turns) * 0.99)]
        measured = Measured(half, turns[0], last)
        text = f"{statistics.median(rates[name]):.0f} turns/s, p99 {last / half:.1f} x p50"
        if name == "floor":
            yield Line(f"{clients} respondents, by hand (floor)", measured, text, True)
            continue
        failed = sum(run.failed for run in found)
        text = f">= 0.9 x floor: {ratio:.2f} x; {text} (<= 3); failed {failed}, lost {lost}"
        holds = ratio >= 0.9 and last <= 3 * half and not failed and not lost
        yield Line(f"{clients} respondents, whole surveys", measured, text, holds)


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
    """Turns the pages by hand: one session for the page that stands for all."""

    def begin(self) -> None:
        """Enter."""
        self.ask("GET", "/enter")
        self.form = {"csrf_token": self.token("/page"), **{q.name: "3" for q in pages.FIRST.questions}}

    def turn(self, number: int) -> bool:
        """Send the page and open the next; say whether both went well."""
        status, _, _ = self.ask("POST", "/page", self.form)
        return status == 302 and self.ask("GET", "/page")[0] == 200


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


def _run(port: int, visitors: list[_ByHand] | list[_Respondent], seconds: float) -> Run:
    """Let all turn pages at once for so long."""
    found, lock = Run(), threading.Lock()
    barrier = threading.Barrier(len(visitors))

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
    return found


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
def _served(folder: Path, what: str) -> Iterator[int]:
    """Serve an application by gunicorn on a free port, and stop it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "-w", "2", "--threads", "4", "-b", f"127.0.0.1:{port}",
        "--keep-alive", "30", "--log-level", "error", f"tests.benchmarks.serve:{what}()",
    ]  # fmt: skip
    environment = {**os.environ, serve.FOLDER: str(folder)}
    server = subprocess.Popen(command, cwd=HOME, env=environment)
    try:
        _wait_for(port)
        yield port
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

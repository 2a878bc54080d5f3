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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from sopforms.store import scope, surveys
from sopforms.store.db import set_read_only
from tests.benchmarks import cluster, floor, pages, product, serve, visitors
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import Measured
from tests.postgresql import binaries

CLIENTS = (1, 8, 32)
SECONDS = 1.5
ALONE_IN_TURN = 4
"""One respondent takes turns so much more often: alone it feels most what else the machine does meanwhile."""
HOME = Path(__file__).parents[2]
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Run:
    """What one run gave: seconds of each page turn, how many failed, and what each respondent saved last.

    `busy`: processor seconds of server and database; `database`: those of its own processes, SQLite has none.
    """

    turns: list[float] = field(default_factory=list)
    failed: int = 0
    saved: dict[int, dict[str, str]] = field(default_factory=dict)
    busy: float = 0.0
    database: float = 0.0


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its port, its first process and that of the database (0: it has none)."""

    port: int
    processes: tuple[int, int]


def lines(rounds: int = 5, *, seconds: float = SECONDS) -> Iterator[Line]:
    """Measure everything of this file, on PostgreSQL too when this machine has it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, tokens = product.make(folder, max(CLIENTS))
        urls = [f"sqlite:///{folder / file}" for file in ("product.db", "floor.db")]
        yield from _on("SQLite", app, tokens, urls, rounds, seconds)
    if home := binaries():
        with cluster.running(home) as found, tempfile.TemporaryDirectory() as name:
            app, tokens = product.make(Path(name), max(CLIENTS), found.urls[0])
            yield from _on("PostgreSQL", app, tokens, found.urls, rounds, seconds / 2, found.process)


def _on(
    kind: str, app: Flask, tokens: list[str], urls: list[str], rounds: int, seconds: float, process: int = 0
) -> Iterator[Line]:
    """Let the two take turns on a database of this kind, and each be the first in turn."""
    floor.make(urls[1], pages.PAGES, people=serve.PEOPLE)  # before two workers would both make its table
    with _served(urls, "by_hand", process) as by_hand, _served(urls, "product_app", process) as made:
        come: dict[str, Callable[[int], Run]] = {
            "floor": lambda number: _run(
                by_hand, [visitors.ByHand(by_hand.port, one) for one in range(number)], seconds / short
            ),
            "product": lambda number: _run(
                made, [visitors.Respondent(made.port, token) for token in tokens[:number]], seconds / short
            ),
        }
        short = 1
        for one in come.values():
            one(8)  # what comes first is slow: templates, plans
        for clients in CLIENTS:
            runs: dict[str, list[Run]] = {name: [] for name in come}
            short = ALONE_IN_TURN if clients == 1 else 1
            for turn in range(short * rounds):
                for name in ("floor", "product") if turn % 2 else ("product", "floor"):
                    runs[name].append(come[name](clients))
            yield from _told(f"{kind}, {clients}", runs, _lost(app, runs["product"][-1]), clients)


def _told(what: str, runs: Mapping[str, list[Run]], lost: int, clients: int) -> Iterator[Line]:
    rates = {
        name: [len(run.turns) / max(sum(run.turns), 1e-9) * clients for run in found]
        for name, found in runs.items()
    }
    for name, found in runs.items():
        turns = sorted(turn for run in found for turn in run.turns)
        half, last = turns[len(turns) // 2], turns[int(len(turns) * 0.99)]
        measured = Measured(half, turns[0], last)
        text = f"{statistics.median(rates[name]):.0f} turns/s, p99 {last / half:.1f} x p50"
        if name == "floor":
            yield Line(f"{what}: surveys by hand (floor), a turn", measured, text, True)
            continue
        ratio, failed = _ratio(rates["product"], rates["floor"]), sum(run.failed for run in found)
        text = f">= 0.9 x floor: {ratio:.2f} x; {text} (<= 3); failed {failed}, lost {lost}"
        holds = ratio >= 0.9 and last <= 3 * half and not failed and not lost
        yield Line(f"{what}: whole surveys, a turn", measured, text, holds)
    yield _busy_line(what, runs)


def _ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the median over the rounds: each compares two runs that came right after each other."""
    return statistics.median(a / max(b, 1e-9) for a, b in zip(one, other, strict=True))


def _busy_line(what: str, runs: Mapping[str, list[Run]]) -> Line:
    """Tell the processor time of a turn, and how much of it the database takes in processes of its own."""
    whole, apart = (
        {name: [getattr(run, part) / max(len(run.turns), 1) for run in found] for name, found in runs.items()}
        for part in ("busy", "database")
    )
    found, floor = statistics.median(whole["product"]), statistics.median(whole["floor"])
    ratio = _ratio(whole["floor"], whole["product"])
    text = f">= 0.9 x floor: {ratio:.2f} x"
    if any(apart["product"]):
        ours, theirs = (1000 * statistics.median(apart[name]) for name in ("product", "floor"))
        text += f"; {ours:.2f} ms of it the database's, by hand {theirs:.2f} of {1000 * floor:.2f}"
    measured = Measured(found, min(whole["product"]), max(whole["product"]))
    return Line(f"{what}: processor time of server and database", measured, text, ratio >= 0.9)


def _run(served: Served, everybody: Sequence[visitors.ByHand | visitors.Respondent], seconds: float) -> Run:
    """Let all turn pages at once for so long."""
    found, lock = Run(), threading.Lock()
    before: list[float] = []
    barrier = threading.Barrier(len(everybody), lambda: before.extend(_busy(one) for one in served.processes))

    def visit(place: int, visitor: visitors.ByHand | visitors.Respondent) -> None:
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
        visitor.leave()
        with lock:
            found.turns += turns
            found.failed += failed
            found.saved[place] = getattr(visitor, "saved", {})

    threads = [threading.Thread(target=visit, args=pair) for pair in enumerate(everybody)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server, found.database = (_busy(one) - was for one, was in zip(served.processes, before, strict=True))
    found.busy = server + found.database
    return found


def _busy(process: int) -> float:
    """Return the processor seconds that the children of a process have taken so far, those that ended too."""
    if not process:
        return 0.0
    children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    stats = [_stat(one) for one in children]
    ended = _stat(process)[13:15]
    return sum(int(one) for one in (*ended, *(field for stat in stats for field in stat[11:13]))) / TICK


def _stat(process: int | str) -> list[str]:
    """Return what the kernel tells of a process, from its state on; nothing of one that ended just now."""
    try:
        return Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return []


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
def _served(urls: list[str], what: str, database: int) -> Iterator[Served]:
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
        yield Served(port, (server.pid, database))
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

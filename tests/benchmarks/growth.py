"""What a page turn costs beside responses of other schools: the same with few of them and with many."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import pages, product
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import measure

FEW, MANY = 2_000, 100_000


def lines(rounds: int = 5, *, seconds: float = 0.2, few: int = FEW, many: int = MANY) -> Iterator[Line]:
    """Measure everything of this file: processor time of saving a page and opening one."""
    with tempfile.TemporaryDirectory() as name:
        turns = {}
        for responses in (few, many):
            folder = Path(name) / str(responses)
            folder.mkdir()
            turns[f"{responses:,}"] = _turn(folder, responses)
        found = measure(turns, rounds, seconds=seconds)
    small, large = (found[name] for name in turns)
    ratio = small.median / large.median
    yield Line(f"save and open, {few:,} responses in the database", small, "", True)
    yield Line(
        f"save and open, {many:,} responses in the database",
        large,
        f">= 0.9 x with {few:,}: {ratio:.2f} x",
        ratio >= 0.9,
    )


def _turn(folder: Path, responses: int) -> Callable[[], None]:
    """Return a program that turns a page of a survey beside so many responses of other schools."""
    app, tokens = product.make(folder, others=responses)
    visitor = pages.respondent(app, tokens[0])
    form = pages.posted(visitor.token(pages.ADDRESS))

    def turn() -> None:
        pages.well(visitor, "POST", pages.ADDRESS, form)
        pages.well(visitor, "GET", pages.ADDRESS)

    return turn

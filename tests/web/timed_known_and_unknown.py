"""P16 by the clock, for a release run: `make reliability` names this file, `make test` does not look at it.

Pairs of a known and an unknown one are asked in turn, in an order that changes; the middle of the differences
is what counts. The clock is that of our own work: what other programs on a busy machine take does not count.
"""

from __future__ import annotations

import random
from statistics import median
from time import thread_time

import pytest
from flask import Flask

from tests.web.browsing import a_town
from tests.web.test_known_and_unknown import ASKERS, PAIRS, Ask, answered

MOST = 0.002  # seconds
ATTEMPTS = 3  # a machine may hiccup; a difference in our code shows each time
EACH = PAIRS // ATTEMPTS


def timed(ask: Ask, number: int, is_known: bool) -> tuple[float, tuple[int, str | None, str]]:
    """How long our own work for one answer took, and the answer."""
    begun = thread_time()
    seen = answered(ask, number, is_known)
    return thread_time() - begun, seen


def gap_of(ask: Ask, first: int) -> float:
    """The middle of what known takes longer than unknown; both must answer the same."""
    dice, found = random.Random(first), []
    for number in range(first, first + EACH):
        order = [True, False] if dice.random() < 0.5 else [False, True]
        took = {is_known: timed(ask, number, is_known) for is_known in order}
        assert took[True][1] == took[False][1]
        found.append(took[True][0] - took[False][0])
    return median(found)


@pytest.mark.parametrize("page", ASKERS)
def test_P16_known_and_unknown_look_and_take_the_same(app: Flask, page: str) -> None:
    a_town()
    ask = ASKERS[page](app)

    gaps = []
    for attempt in range(ATTEMPTS):
        gaps.append(gap_of(ask, attempt * EACH))
        if abs(gaps[-1]) < MOST:
            break

    assert abs(gaps[-1]) < MOST, gaps


def test_P16_the_measure_sees_a_page_that_takes_longer_for_who_is_known() -> None:
    """The measure itself is measured: a difference of four milliseconds is found."""

    class Slow:
        status_code, location, text = 200, None, ""

        def __init__(self, is_known: bool) -> None:
            until = thread_time() + (0.004 if is_known else 0.0)
            while thread_time() < until:
                pass

    assert gap_of(lambda _number, is_known: Slow(is_known), 0) > MOST  # type: ignore[arg-type,return-value]

"""Measuring: programs in turn, several rounds, the median of each.

A machine is never as fast as a minute ago. So programs that are compared run one after the other in every
round, and what counts is the ratio of their medians, not a bare time.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Program = Callable[[], object]
ROUND = 0.05
"""Seconds that one program runs in one round."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds for one run: the median over the rounds, and the fastest and slowest round."""

    median: float
    least: float
    most: float


def measure(
    programs: Mapping[str, Program], rounds: int = 5, *, seconds: float = ROUND
) -> dict[str, Measured]:
    """Return what one run of each program costs; they take turns, and each round begins with another."""
    names = list(programs)
    gc.collect()
    times = {name: _calibrate(programs[name], seconds) for name in names}
    found: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(rounds):
        for name in names[turn % len(names) :] + names[: turn % len(names)]:
            found[name].append(_run(programs[name], times[name]))
    return {name: Measured(statistics.median(runs), min(runs), max(runs)) for name, runs in found.items()}


def _calibrate(program: Program, seconds: float) -> int:
    """Warm up, and return how many runs fill one round."""
    program()
    once = _run(program, 1)
    return max(1, round(seconds / max(once, 1e-7)))


def _run(program: Program, times: int) -> float:
    """Return the processor seconds of one run; the collector of garbage stays out of it."""
    gc.disable()
    try:
        begin = time.process_time()
        for _ in range(times):
            program()
        return (time.process_time() - begin) / times
    finally:
        gc.enable()

"""Shares, means and medians over counts of values, exact until the last step and then rounded half up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sopforms.core.questionnaire.operators import whole

Counts = Mapping[float, int]
"""Score or number → how often."""


def half_up(value: Fraction, decimals: int) -> float:
    """Round as people learn it: 0.125 becomes 0.13, where `round` would give 0.12."""
    return rounded(value.numerator, value.denominator, decimals)


def rounded(part: int, base: int, decimals: int) -> float:
    """Return part / base, rounded half up; whole numbers all the way, which is exact and quick."""
    unit: int = 10**decimals
    return (2 * part * unit + base) // (2 * base) / unit


def share(part: int, base: int) -> float:
    """Return part / base in 4 decimals; of nothing, nothing."""
    return rounded(part, base, 4) if base else 0.0


def exact(number: float) -> int | Fraction:
    """Return a number as it is written: 0.1 is a tenth, not the nearest binary fraction."""
    return number if isinstance(number, int) else Fraction(repr(number))


def exact_total(counts: Counts) -> int | Fraction:
    """Return the sum of all values."""
    return sum((exact(value) * times for value, times in counts.items()), 0)


def total(counts: Counts) -> float:
    """Return the sum of all values, without the noise of binary fractions."""
    return plain(exact_total(counts))


def mean(counts: Counts) -> float | None:
    """Return the mean in 2 decimals; None without values."""
    times, whole_ = sum(counts.values()), exact_total(counts)
    return rounded(whole_.numerator, whole_.denominator * times, 2) if times else None


def median(counts: Counts) -> float | None:
    """Return the middle value, or the mean of the two middle ones; None without values."""
    times = sum(counts.values())
    if not times:
        return None
    first, second = _middle(counts, times)
    return plain(Fraction(exact(first) + exact(second), 2)) if first != second else plain(exact(first))


def _middle(counts: Counts, times: int) -> tuple[float, float]:
    """Return the two values in the middle of `times`; the same one twice when their number is odd."""
    passed, first = 0, None
    for value in sorted(counts):
        passed += counts[value]
        if first is None and 2 * passed >= times:
            first = value
        if first is not None and 2 * passed > times:
            return first, value
    raise IndexError(times)


def plain(value: int | Fraction) -> float:
    """Return an exact number as JSON writes it, whole numbers as integers."""
    return value.numerator if value.denominator == 1 else whole(float(value))

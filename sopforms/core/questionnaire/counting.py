"""Shares, means and medians over counts of values, exact until the last step and then rounded half up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor

from sopforms.core.questionnaire.operators import whole

Counts = Mapping[float, int]
"""Score or number → how often."""


def half_up(value: Fraction, decimals: int) -> float:
    """Round as people learn it: 0.125 becomes 0.13, where `round` would give 0.12."""
    unit: int = 10**decimals
    return floor(value * unit + Fraction(1, 2)) / unit


def share(part: int, base: int) -> float:
    """Return part / base in 4 decimals; of nothing, nothing."""
    return half_up(Fraction(part, base), 4) if base else 0.0


def exact(number: float) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth, not the nearest binary fraction."""
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def exact_total(counts: Counts) -> Fraction:
    """Return the sum of all values."""
    return sum((exact(value) * times for value, times in counts.items()), Fraction(0))


def total(counts: Counts) -> float:
    """Return the sum of all values, without the noise of binary fractions."""
    return plain(exact_total(counts))


def mean(counts: Counts) -> float | None:
    """Return the mean in 2 decimals; None without values."""
    times = sum(counts.values())
    return half_up(exact_total(counts) / times, 2) if times else None


def median(counts: Counts) -> float | None:
    """Return the middle value, or the mean of the two middle ones; None without values."""
    times = sum(counts.values())
    if not times:
        return None
    first, second = (_at(counts, (times - 1) // 2), _at(counts, times // 2))
    return plain((exact(first) + exact(second)) / 2)


def _at(counts: Counts, place: int) -> float:
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if passed > place:
            return value
    raise IndexError(place)


def plain(value: Fraction) -> float:
    """Return an exact number as JSON writes it, whole numbers as integers."""
    return value.numerator if value.denominator == 1 else whole(float(value))

"""Which days a school is open: school holidays, own free days, public holidays, weekends.

Holidays are data (a table per region that each school may edit); public holidays are computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
SATURDAY = 5

# Within these days of a year a school has a holiday at some time; a year without one is not filled in.
# (month, day) of first and last; Christmas runs into the next calendar year.
_SEASONS = (
    ((2, 7), (3, 7)),
    ((4, 20), (5, 9)),
    ((7, 4), (9, 5)),
    ((10, 10), (10, 31)),
    ((12, 19), (1, 9)),
)


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar."""
    golden = year % 19
    century, rest = divmod(year, 100)
    skipped = century - century // 4 - (8 * century + 13) // 25
    moon = (19 * golden + skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    early = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * early + 114, 31)
    return date(year, month, day + 1)


def good_friday(year: int) -> date:
    """Return Good Friday; a school chooses whether it is free, the Algemene termijnenwet always counts it."""
    return easter(year) - timedelta(days=2)


def _kings_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday."""
    day = date(year, 4, 27)
    return day - ONE_DAY if day.weekday() == 6 else day


@lru_cache(maxsize=64)
def public_holidays(year: int) -> Mapping[date, str]:
    """Return the public holidays of a calendar year with their Dutch names, in order.

    Good Friday is not among them: a school that closes then has it among its free days.
    """
    sunday = easter(year)
    days = {
        date(year, 1, 1): "Nieuwjaarsdag",
        sunday: "Eerste Paasdag",
        sunday + timedelta(days=1): "Tweede Paasdag",
        _kings_day(year): "Koningsdag",
        date(year, 5, 5): "Bevrijdingsdag",
        date(year, 12, 25): "Eerste Kerstdag",
        date(year, 12, 26): "Tweede Kerstdag",
    }
    for after_easter, name in (
        (39, "Hemelvaartsdag"),
        (49, "Eerste Pinksterdag"),
        (50, "Tweede Pinksterdag"),
    ):
        day = sunday + timedelta(days=after_easter)
        days[day] = f"{days[day]} en {name}" if day in days else name
    return MappingProxyType(dict(sorted(days.items())))


def is_working_day(day: date) -> bool:
    """Return whether this is a weekday that is no public holiday; school holidays do not matter here."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)


def _seasons(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the holiday seasons that touch the period."""
    for year in range(first.year - 1, last.year + 1):
        for (month, day), (end_month, end_day) in _SEASONS:
            begin = date(year, month, day)
            end = date(year + (end_month < month), end_month, end_day)
            if begin <= last and end >= first:
                yield begin, end


@dataclass(frozen=True, slots=True)
class Holiday:
    """A school holiday from the first up to and including the last day, weekends included."""

    name: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.name}: de laatste dag ligt vóór de eerste.")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """The holidays of one school (or region), and its own free days, such as Good Friday or a study day."""

    holidays: tuple[Holiday, ...] = ()
    free_days: frozenset[date] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Return whether the school has a holiday or a free day of its own."""
        return day in self.free_days or any(day in holiday for holiday in self.holidays)

    def is_school_day(self, day: date) -> bool:
        """Return whether the school is open: a working day outside holidays and free days."""
        return is_working_day(day) and not self.is_holiday(day)

    def next_school_day(self, day: date) -> date:
        """Return the day itself when the school is open, otherwise the first open day after it."""
        while not self.is_school_day(day):
            day += ONE_DAY
        return day

    def last_school_day(self, day: date) -> date:
        """Return the day itself when the school is open, otherwise the last open day before it."""
        while not self.is_school_day(day):
            day -= ONE_DAY
        return day

    def covers(self, first: date, last: date) -> bool:
        """Return whether the table knows every holiday of the period; False: a term in it is a guess.

        For each season (autumn, Christmas, spring, May, summer) that touches the period there must be a
        holiday in that season. Names do not matter, schools give their own.
        """
        return all(
            any(holiday.first <= end and holiday.last >= begin for holiday in self.holidays)
            for begin, end in _seasons(first, last)
        )

    def between(self, first: date, last: date) -> tuple[Holiday, ...]:
        """Return the holidays that touch the period, in order: what a page shows beside a term."""
        touching = (h for h in self.holidays if h.first <= last and h.last >= first)
        return tuple(sorted(touching, key=lambda holiday: holiday.first))

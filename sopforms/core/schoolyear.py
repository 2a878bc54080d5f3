"""The school year: 1 August up to and including 31 July, written `2026-2027`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year, named by the calendar year in which it starts."""

    start: int

    def __post_init__(self) -> None:
        if not 1900 <= self.start <= 2999:
            raise ValueError(f"Schooljaar {self.start} ligt buiten 1900 tot en met 2999.")

    @classmethod
    def parse(cls, text: str) -> SchoolYear:
        """Read `2026-2027`, also `2026/2027` and `2026-27`; raise ValueError when it is no school year."""
        written = _WRITTEN.fullmatch(text.strip())
        if written is None:
            raise ValueError(f"“{text}” is geen schooljaar. Schrijf het als 2026-2027.")
        start, end = int(written[1]), int(written[2])
        if len(written[2]) == 2:
            end += (start + 1) // 100 * 100
        if end != start + 1:
            raise ValueError(f"“{text}” is geen schooljaar: het tweede jaar is het eerste plus één.")
        return cls(start)

    @classmethod
    def of(cls, day: date) -> SchoolYear:
        """Return the school year in which `day` lies."""
        return cls(day.year if day.month >= 8 else day.year - 1)

    def __str__(self) -> str:
        return f"{self.start}-{self.start + 1}"

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def first_day(self) -> date:
        """1 August."""
        return date(self.start, 8, 1)

    @property
    def last_day(self) -> date:
        """31 July of the next calendar year."""
        return date(self.start + 1, 7, 31)

    @property
    def next(self) -> SchoolYear:
        """The school year after this one: the year that a dossier's text is for."""
        return SchoolYear(self.start + 1)

    @property
    def previous(self) -> SchoolYear:
        """The school year before this one."""
        return SchoolYear(self.start - 1)


def a_year_later(day: date) -> date:
    """Return the same day a year later; 29 February becomes 28 February."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)

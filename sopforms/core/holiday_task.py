"""The yearly task to fill in the holidays: whose turn it is, for which school year, and by which day.

The terms of councils and the reminders of questionnaires count with these days. The partnership fills in
those of its regions before its schools go on their summer holiday; a school says before the questionnaires
go out whether its own days are other ones. Both dates are a habit, no law.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sopforms.core.codes import Region
from sopforms.core.schoolyear import SchoolYear

NAMES = ("Herfstvakantie", "Kerstvakantie", "Voorjaarsvakantie", "Meivakantie", "Zomervakantie")
"""What every region has in a school year."""

FROM_MONTH = 3  # the days of next year are asked for from March on
REGION_BY = (5, 31)
SCHOOL_BY = (10, 31)


@dataclass(frozen=True, slots=True)
class HolidayTask:
    """Holidays to fill in: of this school year, up to and including this day; `missing` are their names."""

    school_year: SchoolYear
    by: date
    missing: tuple[str, ...] = ()

    def late(self, today: date) -> bool:
        """Whether that day is over."""
        return today > self.by


def missing(known: Iterable[tuple[Region, str]], regions: Iterable[Region]) -> tuple[str, ...]:
    """Return the holidays that are not known for each of these regions, in the order of the year."""
    have, wanted = set(known), set(regions)
    return tuple(name for name in NAMES if any((region, name) not in have for region in wanted))


def of_partnership(
    known: Iterable[tuple[str, Region, str]], regions: Iterable[Region], today: date
) -> HolidayTask | None:
    """Return what a partnership has to fill in for the regions of its schools; None when all is there.

    `known` are school year, region and name of each holiday. The running year comes first; next year's are
    asked for from March on, when its days are published and schools plan theirs.
    """
    have, wanted, running = tuple(known), tuple(regions), SchoolYear.of(today)
    years = [running]
    if FROM_MONTH <= today.month < running.first_day.month:
        years.append(running.next)
    for year in years:
        lacking = missing(((region, name) for held, region, name in have if held == str(year)), wanted)
        if lacking:
            return HolidayTask(year, date(year.start, *REGION_BY), lacking)
    return None


def of_school(checked: str, today: date) -> HolidayTask | None:
    """Return that a school has to look whether its days are right; None when it did for this school year.

    `checked` is the last school year for which it said so, empty when it never did.
    """
    running = SchoolYear.of(today)
    if checked >= str(running):
        return None
    return HolidayTask(running, date(running.start, *SCHOOL_BY))

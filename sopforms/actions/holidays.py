"""School holidays: those that come with the product, those of a partnership's regions, and a school's own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sopforms.actions.deed import deed
from sopforms.core import holiday_task
from sopforms.core.codes import Region
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.holiday_task import HolidayTask
from sopforms.core.schoolcalendar import Holiday
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import locations
from sopforms.store.db import db
from sopforms.store.locations import LocationRow, SchoolHolidayRow


@deed
def read_shipped(file: Path) -> int:
    """Put the holidays of `holidays.json` in the table where they are missing; return how many were new.

    A row of which the days are unknown is left out; what somebody changed stays as it is.
    """
    known = {(row.school_year, row.region, row.name) for row in locations.regional_holidays()}
    new = 0
    for entry in json.loads(file.read_text("utf-8"))["holidays"]:
        key = (entry["school_year"], Region(entry["region"]), entry["name"])
        if key in known or not entry.get("first") or not entry.get("last"):
            continue
        first, last = date.fromisoformat(entry["first"]), date.fromisoformat(entry["last"])
        db.session.add(
            SchoolHolidayRow(
                school_year=key[0],
                region=key[1],
                name=key[2],
                first_day=first,
                last_day=last,
                source=entry.get("source", ""),
            )
        )
        new += 1
    return new


def are_known(partnership_id: int, school_year: str, schools: Iterable[LocationRow]) -> bool:
    """Whether every region of these schools has the holidays of a year in this school year."""
    known = [(region, name) for year, region, name in _known(partnership_id) if year == school_year]
    return not holiday_task.missing(known, {school.region for school in schools})


def task_of(partnership_id: int, schools: Iterable[LocationRow], today: date) -> HolidayTask | None:
    """Return which holidays this partnership has to fill in for the regions of its schools, and by when."""
    return holiday_task.of_partnership(_known(partnership_id), {school.region for school in schools}, today)


def _known(partnership_id: int) -> list[tuple[str, Region, str]]:
    rows = locations.regional_holidays(partnership_id)
    return [(row.school_year, row.region, row.name) for row in rows if row.region is not None]


@deed
def check(location_id: int, school_year: SchoolYear) -> None:
    """Keep that a school looked at its holidays of this school year: what stands there is right."""
    locations.get(location_id).holidays_checked = str(school_year)


@deed
def save(partnership_id: int, whose: int | Region, school_year: str, holiday: Holiday) -> None:
    """Set a holiday of one school, or of the schools of this partnership in a region.

    It comes in place of the one with the same name and year that counted for them.
    """
    name, first, last = holiday.name, holiday.first, holiday.last
    if not isinstance(whose, Region) and locations.get(whose).partnership_id != partnership_id:
        raise NotFound
    year = SchoolYear.parse(school_year)
    if first < year.first_day.replace(month=7, day=1) or last > year.next.first_day.replace(month=9, day=15):
        raise Invalid(first=f"Deze dagen liggen niet in schooljaar {school_year}.")
    row = locations.find_own_holiday(partnership_id, whose, school_year, name)
    if row is None:
        row = SchoolHolidayRow(partnership_id=partnership_id, school_year=school_year, name=name)
        if isinstance(whose, Region):
            row.region = whose
        else:
            row.location_id = whose
        db.session.add(row)
    row.first_day, row.last_day = first, last
    row.source = f"door {'het samenwerkingsverband' if isinstance(whose, Region) else 'de school'} opgegeven"


@deed
def remove(partnership_id: int, holiday_id: int, *, location_id: int | None = None) -> None:
    """Take away a holiday that was filled in; what counted before counts again.

    Raises NotFound for one that came with the product, for one of another partnership, or, with
    `location_id`, for one of another school.
    """
    row = db.session.get(SchoolHolidayRow, holiday_id)
    if row is None or row.partnership_id != partnership_id:
        raise NotFound
    if location_id not in {None, row.location_id}:
        raise NotFound
    db.session.delete(row)

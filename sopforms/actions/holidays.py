"""School holidays: those that come with the product, and those that a school chose itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sopforms.actions.deed import deed
from sopforms.core.codes import Region
from sopforms.core.errors import Invalid, NotFound
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


IN_A_YEAR = 5  # autumn, Christmas, spring, May, summer


def are_known(school_year: str, schools: Iterable[LocationRow]) -> bool:
    """Whether every region of these schools has as many holidays in this school year as a year has."""
    have: dict[Region, int] = {}
    for row in locations.regional_holidays():
        if row.region is not None and row.school_year == school_year:
            have[row.region] = have.get(row.region, 0) + 1
    return all(have.get(school.region, 0) >= IN_A_YEAR for school in schools)


@deed
def save(partnership_id: int, location_id: int, school_year: str, holiday: Holiday) -> None:
    """Set a holiday of one school, in place of the one of its region with the same name and year."""
    name, first, last = holiday.name, holiday.first, holiday.last
    if locations.get(location_id).partnership_id != partnership_id:
        raise NotFound
    year = SchoolYear.parse(school_year)
    if first < year.first_day.replace(month=7, day=1) or last > year.next.first_day.replace(month=9, day=15):
        raise Invalid(first=f"Deze dagen liggen niet in schooljaar {school_year}.")
    row = locations.find_own_holiday(location_id, school_year, name)
    if row is None:
        row = SchoolHolidayRow(school_year=school_year, location_id=location_id, name=name)
        db.session.add(row)
    row.first_day, row.last_day, row.source = first, last, "door de school opgegeven"


@deed
def remove(partnership_id: int, holiday_id: int, *, location_id: int | None = None) -> None:
    """Take away a holiday that a school chose itself; its region's counts again.

    Raises NotFound for one of another partnership, or, with `location_id`, of another school.
    """
    row = db.session.get(SchoolHolidayRow, holiday_id)
    if row is None or row.location_id is None:
        raise NotFound
    if location_id not in {None, row.location_id}:
        raise NotFound
    if locations.get(row.location_id).partnership_id != partnership_id:
        raise NotFound
    db.session.delete(row)

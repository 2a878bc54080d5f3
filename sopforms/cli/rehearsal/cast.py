"""Who plays in a rehearsal: one invented school with its board, council, partnership and team."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sopforms.actions import demo_names, demo_organisation, holidays, published
from sopforms.actions.demo_names import School
from sopforms.core.actor import Actor
from sopforms.core.codes import Sector
from sopforms.core.mailing import Address
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import councils, locations, people
from sopforms.store.db import db
from sopforms.store.locations import SchoolHolidayRow

HOLIDAYS = "holidays.json"
A_YEAR = timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Company:
    """The addresses of everybody, and where the year is played. `set_id` is None for the shipped set."""

    sector: Sector
    partnership_id: int
    location_id: int
    code: str
    set_id: int | None
    swv: str
    coordinator: str
    head: str
    board: str
    secretary: str
    team: tuple[Address, ...]
    school: School


def gather(  # noqa: PLR0917 - a cast list
    sector: Sector, staff: int, chance: random.Random, today: date, shipped: Path, own: Path | None
) -> Company:
    """Make the school and its people, publish the question set when it is not the shipped one."""
    plan = next(found for found in demo_names.PARTNERSHIPS if found.sector is sector)
    school = replace(plan.schools[0], team=staff, mandate=False, board=0)
    plan = replace(
        plan, schools=(school,), boards=plan.boards[:1], places=plan.places[:1], judging_board=None
    )
    organisation = demo_organisation.set_up(plan, demo_names.people(chance), today)
    made = organisation.casts[0]
    holidays.read_shipped(shipped / HOLIDAYS)
    set_id = None
    if own is not None:
        published_set = published.publish_set(organisation.partnership_id, own, shipped / sector.value, today)
        set_id = published_set.id if published_set else None
    location = locations.get(made.location_id)
    council = councils.find_of_location(made.location_id)
    return Company(
        sector=sector,
        partnership_id=organisation.partnership_id,
        location_id=location.id,
        code=location.code,
        set_id=set_id,
        swv=_email(organisation.swv),
        coordinator=_email(made.coordinator),
        head=_email(made.head),
        board=_email(made.board),
        secretary=council.secretary_email if council else "",
        team=made.staff,
        school=made.school,
    )


def fill_in_holidays(year: SchoolYear) -> None:
    """Fill in the holidays of a school year that nobody has published yet: 52 weeks after those before it."""
    known = {(row.region, row.name) for row in locations.regional_holidays() if row.school_year == str(year)}
    for row in locations.regional_holidays():
        if row.school_year == str(year.previous) and (row.region, row.name) not in known:
            later = SchoolHolidayRow(
                school_year=str(year), region=row.region, name=row.name, source="verzonnen"
            )
            later.first_day, later.last_day = row.first_day + A_YEAR, row.last_day + A_YEAR
            db.session.add(later)
    db.session.commit()


def _email(actor: Actor) -> str:
    if actor.person_id is None:
        raise LookupError("somebody of the company has no account")
    return people.get(actor.person_id).email

"""Locations (vestigingen), their holidays, and the councils that cover them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core import alphabet
from sopforms.core.codes import Region, SchoolKind
from sopforms.core.errors import NotFound
from sopforms.core.schoolcalendar import Holiday, SchoolCalendar
from sopforms.store import scope
from sopforms.store.db import Base, db
from sopforms.store.db import code as key_column
from sopforms.store.partnerships import BoardRow


class LocationRow(Base):
    """A school location: in exactly one partnership, of exactly one board."""

    __tablename__ = "location"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    board_id: Mapped[int] = mapped_column(sa.ForeignKey("board.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(6), unique=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    kind: Mapped[SchoolKind] = mapped_column(key_column(SchoolKind))
    region: Mapped[Region] = mapped_column(key_column(Region))
    municipality: Mapped[str] = mapped_column(sa.String(80), default="")
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    email: Mapped[str] = mapped_column(sa.String(254), default="")
    website: Mapped[str] = mapped_column(sa.String(200), default="")
    contact_name: Mapped[str] = mapped_column(sa.String(120), default="")
    contact_role: Mapped[str] = mapped_column(sa.String(80), default="")
    consultant_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    holidays_checked: Mapped[str] = mapped_column(sa.String(9), default="")
    """The last school year for which the school said that its holidays are right."""


class SchoolHolidayRow(Base):
    """A holiday of a region in a school year, or of one location that chose its own.

    Without `partnership_id` it came with the product and counts for everybody; a partnership that fills in
    one of its region does so for its own schools alone.
    """

    __tablename__ = "school_holiday"
    __table_args__ = (
        sa.CheckConstraint("first_day <= last_day", name="order"),
        sa.CheckConstraint("(region IS NULL) <> (location_id IS NULL)", name="region_or_location"),
        sa.CheckConstraint("location_id IS NULL OR partnership_id IS NOT NULL", name="own_is_somebodys"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    school_year: Mapped[str] = mapped_column(sa.String(9), index=True)
    region: Mapped[Region | None] = mapped_column(key_column(Region))
    location_id: Mapped[int | None] = mapped_column(sa.ForeignKey("location.id"))
    name: Mapped[str] = mapped_column(sa.String(40))
    first_day: Mapped[date]
    last_day: Mapped[date]
    source: Mapped[str] = mapped_column(sa.String(200), default="")


def get(location_id: int) -> LocationRow:
    """Return the location; raise `NotFound` when there is none."""
    row = db.session.get(LocationRow, location_id)
    if row is None:
        raise NotFound
    return row


def find_by_code(code_: str) -> LocationRow | None:
    """Return the location with this vestigingscode, of whichever partnership: a code is given out once."""
    with scope.everywhere():
        return db.session.scalar(sa.select(LocationRow).where(LocationRow.code == code_))


def of_partnership(partnership_id: int) -> list[LocationRow]:
    """Return the locations of a partnership, by name."""
    return _by_name(LocationRow.partnership_id == partnership_id)


def with_boards(partnership_id: int) -> list[tuple[LocationRow, BoardRow]]:
    """Return the locations of a partnership with the board of each, by name, in one query."""
    rows = db.session.execute(
        sa.select(LocationRow, BoardRow)
        .join(BoardRow, BoardRow.id == LocationRow.board_id)
        .where(LocationRow.partnership_id == partnership_id)
    )
    return sorted(rows.all(), key=lambda each: (alphabet.place(each[0].name), each[0].id))


def of_board(board_id: int) -> list[LocationRow]:
    """Return the locations of a board, in all its partnerships, by name."""
    return _by_name(LocationRow.board_id == board_id)


def _by_name(where: sa.ColumnElement[bool]) -> list[LocationRow]:
    """Return locations in the order of the alphabet: databases put accents and capitals elsewhere."""
    rows = db.session.scalars(sa.select(LocationRow).where(where))
    return sorted(rows, key=lambda row: (alphabet.place(row.name), row.id))


def calendar_of(location: LocationRow) -> SchoolCalendar:
    """Return the school calendar: the location's own holidays where it has them, else the region's."""
    return calendars_of([location])[location.id]


def calendars_of(found: Sequence[LocationRow]) -> dict[int, SchoolCalendar]:
    """Return the calendar of each of these locations, in one query."""
    held = SchoolHolidayRow
    query = sa.select(held).where(
        held.location_id.in_([one.id for one in found]) | held.region.in_({one.region for one in found})
    )
    own: dict[int, list[SchoolHolidayRow]] = {}
    regional: dict[tuple[int | None, Region], list[SchoolHolidayRow]] = {}
    for row in db.session.scalars(query.order_by(held.first_day, held.id)):
        if row.location_id is not None:
            own.setdefault(row.location_id, []).append(row)
        elif row.region is not None:
            regional.setdefault((row.partnership_id, row.region), []).append(row)
    shared = {
        (partnership_id, region): _instead(
            regional.get((partnership_id, region), []), regional.get((None, region), [])
        )
        for partnership_id, region in {(one.partnership_id, one.region) for one in found}
    }
    of_region = {whose: _calendar(rows) for whose, rows in shared.items()}
    return {one.id: of_region[one.partnership_id, one.region] for one in found} | {
        one.id: _calendar(_instead(own[one.id], shared[one.partnership_id, one.region]))
        for one in found
        if one.id in own
    }


def _instead(own: list[SchoolHolidayRow], shared: list[SchoolHolidayRow]) -> list[SchoolHolidayRow]:
    """Return the holidays with one's own in the place of those that are shared."""
    named = {(row.school_year, row.name) for row in own}
    kept = [row for row in shared if (row.school_year, row.name) not in named]
    return sorted((*own, *kept), key=lambda row: (row.first_day, row.id))


def _calendar(rows: Iterable[SchoolHolidayRow]) -> SchoolCalendar:
    return SchoolCalendar(tuple(Holiday(row.name, row.first_day, row.last_day) for row in rows))


def regional_holidays(partnership_id: int | None = None) -> list[SchoolHolidayRow]:
    """Return the holidays of the regions, in order of time: for a partnership with its own where it has them.

    Without a partnership those that came with the product.
    """
    held = SchoolHolidayRow
    rows = db.session.scalars(
        sa.select(held)
        .where(
            held.region.is_not(None),
            held.partnership_id.is_(None) | (held.partnership_id == partnership_id),
        )
        .order_by(held.partnership_id.is_not(None), held.id)
    )
    found = {(row.school_year, row.region, row.name): row for row in rows}  # a later one counts
    return sorted(found.values(), key=lambda row: (row.school_year, row.first_day, row.id))


def own_holidays(partnership_id: int) -> list[tuple[SchoolHolidayRow, LocationRow]]:
    """Return the holidays that schools of a partnership chose themselves, by school."""
    rows = db.session.execute(
        sa.select(SchoolHolidayRow, LocationRow)
        .join(LocationRow, LocationRow.id == SchoolHolidayRow.location_id)
        .where(LocationRow.partnership_id == partnership_id)
        .order_by(LocationRow.name, LocationRow.id, SchoolHolidayRow.first_day)
    )
    return [(holiday, location) for holiday, location in rows]


def holidays_of(location: LocationRow, since: str) -> list[SchoolHolidayRow]:
    """Return the holidays that count for a location from a school year on: its own, else the region's."""
    query = sa.select(SchoolHolidayRow).where(
        SchoolHolidayRow.school_year >= since,
        sa.or_(
            SchoolHolidayRow.location_id == location.id,
            sa.and_(
                SchoolHolidayRow.region == location.region,
                SchoolHolidayRow.partnership_id.is_(None)
                | (SchoolHolidayRow.partnership_id == location.partnership_id),
            ),
        ),
    )
    found: dict[tuple[str, str], SchoolHolidayRow] = {}
    for row in db.session.scalars(query.order_by(SchoolHolidayRow.id)):
        key = (row.school_year, row.name)
        if key not in found or _rank(row) >= _rank(found[key]):
            found[key] = row
    return sorted(found.values(), key=lambda row: (row.school_year, row.first_day, row.name))


def _rank(row: SchoolHolidayRow) -> tuple[bool, bool]:
    """Return how near a row is: a school's own, then the partnership's for the region, then everybody's."""
    return row.location_id is not None, row.partnership_id is not None


def find_own_holiday(
    partnership_id: int, whose: int | Region, school_year: str, name: str
) -> SchoolHolidayRow | None:
    """Return the holiday of this name that was filled in for a school, or for a region of a partnership."""
    held = SchoolHolidayRow
    return db.session.scalar(
        sa.select(held).where(
            held.region == whose if isinstance(whose, Region) else held.location_id == whose,
            held.partnership_id == partnership_id,
            held.school_year == school_year,
            held.name == name,
        )
    )

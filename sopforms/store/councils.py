"""Councils: MR, deelraad or GMR, the locations they cover, their settings and addresses."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Mapped, aliased, mapped_column

from sopforms.core.codes import CouncilKind, Right, Sector
from sopforms.core.council import Council, RightSource
from sopforms.core.errors import NotFound
from sopforms.store import scope
from sopforms.store.db import Base, code, db
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardPartnershipRow


class CouncilRow(Base):
    """A participation council with the right it has here and the term of its reglement."""

    __tablename__ = "council"
    __table_args__ = (
        sa.CheckConstraint("weeks BETWEEN 1 AND 26", name="weeks"),
        sa.CheckConstraint("\"right\" = 'advies' OR valid_until IS NOT NULL", name="consent_has_an_end"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    board_id: Mapped[int] = mapped_column(sa.ForeignKey("board.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    kind: Mapped[CouncilKind] = mapped_column(code(CouncilKind), default=CouncilKind.MR)
    right: Mapped[Right] = mapped_column(code(Right), default=Right.ADVIES)
    source: Mapped[str] = mapped_column(sa.String(12), default="wet")
    valid_until: Mapped[date | None]
    weeks: Mapped[int] = mapped_column(default=6)
    holidays_count: Mapped[bool] = mapped_column(default=False)
    article: Mapped[str] = mapped_column(sa.String(40), default="")
    secretary_name: Mapped[str] = mapped_column(sa.String(120), default="")
    secretary_email: Mapped[str] = mapped_column(sa.String(254), default="")
    chair_name: Mapped[str] = mapped_column(sa.String(120), default="")
    chair_email: Mapped[str] = mapped_column(sa.String(254), default="")


class CouncilLocationRow(Base):
    """A council covers a location."""

    __tablename__ = "council_location"

    council_id: Mapped[int] = mapped_column(sa.ForeignKey("council.id"), primary_key=True)
    location_id: Mapped[int] = mapped_column(sa.ForeignKey("location.id"), primary_key=True)


def get(council_id: int) -> CouncilRow:
    """Return the council; raise `NotFound` when there is none."""
    row = db.session.get(CouncilRow, council_id)
    if row is None:
        raise NotFound
    return row


def value(row: CouncilRow, sector: Sector) -> Council:
    """Return the council's own settings as the rules read them; what the law gives, a rule set adds."""
    return Council(
        kind=row.kind,
        sector=sector,
        right=row.right,
        source=RightSource(row.source),
        valid_until=row.valid_until,
        weeks=row.weeks,
        holidays_count=row.holidays_count,
        article=row.article,
    )


def find_of_location(location_id: int) -> CouncilRow | None:
    """Return the council that covers the location: its own before a joint one."""
    return find_of_locations([location_id]).get(location_id)


def find_of_locations(location_ids: list[int]) -> dict[int, CouncilRow]:
    """Return the council of each location that has one, in one query: its own before a joint one."""
    rows = db.session.execute(
        sa.select(CouncilLocationRow.location_id, CouncilRow)
        .join(CouncilRow, CouncilLocationRow.council_id == CouncilRow.id)
        .where(CouncilLocationRow.location_id.in_(location_ids))
        .order_by(CouncilRow.id)
    )
    order = {CouncilKind.DEELRAAD: 0, CouncilKind.MR: 1, CouncilKind.GMR: 2}
    ranked = sorted(rows, key=lambda found: (-order[found[1].kind], -found[1].id))
    found: dict[int, CouncilRow] = {}
    for location_id, council in ranked:
        found[location_id] = council  # of a location with several, the last one stays
    return found


def id_of(location_id: InstrumentedAttribute[int]) -> sa.ScalarSelect[int]:
    """Return, for a query, which council covers the location of its row: its own before a joint one."""
    council, covers = aliased(CouncilRow), aliased(CouncilLocationRow)
    rank = sa.case((council.kind == CouncilKind.DEELRAAD, 0), (council.kind == CouncilKind.MR, 1), else_=2)
    query = sa.select(council.id).join(covers, covers.council_id == council.id)
    return (
        query.where(covers.location_id == location_id).order_by(rank, council.id).limit(1).scalar_subquery()
    )


def of_partnership(partnership_id: int) -> list[CouncilRow]:
    """Return the councils that cover a school of the partnership, by name.

    A council that covers no school at all belongs to its board; one that only covers schools of another
    partnership is not this one's, although its board may be.
    """
    schools = sa.select(LocationRow.id).where(LocationRow.partnership_id == partnership_id)
    boards = sa.select(BoardPartnershipRow.board_id).where(
        BoardPartnershipRow.partnership_id == partnership_id
    )
    covering = sa.select(CouncilLocationRow.council_id).where(CouncilLocationRow.location_id.in_(schools))
    elsewhere = sa.exists().where(CouncilLocationRow.council_id == CouncilRow.id)
    idle = sa.and_(CouncilRow.board_id.in_(boards), ~elsewhere)
    query = sa.select(CouncilRow).where(sa.or_(CouncilRow.id.in_(covering), idle))
    with scope.everywhere():  # whether a council covers no school is a question about all schools
        return list(db.session.scalars(query.order_by(CouncilRow.name, CouncilRow.id)))


def get_in(partnership_id: int, council_id: int) -> CouncilRow:
    """Return a council of the partnership; raise `NotFound` for any other."""
    for row in of_partnership(partnership_id):
        if row.id == council_id:
            return row
    raise NotFound


def locations_of(council_id: int) -> list[int]:
    """Return the ids of the locations a council covers."""
    return list(
        db.session.scalars(
            sa.select(CouncilLocationRow.location_id)
            .where(CouncilLocationRow.council_id == council_id)
            .order_by(CouncilLocationRow.location_id)
        )
    )


def locations_of_many(council_ids: list[int]) -> dict[int, list[int]]:
    """Return the ids of the locations that each of these councils covers, in one query."""
    found: dict[int, list[int]] = {council_id: [] for council_id in council_ids}
    row = CouncilLocationRow
    query = sa.select(row.council_id, row.location_id).where(row.council_id.in_(council_ids))
    for council_id, location_id in db.session.execute(query.order_by(row.location_id)):
        found[council_id].append(location_id)
    return found


def cover(council_id: int, location_ids: set[int], *, among: set[int]) -> None:
    """Let the council cover exactly these of the locations in `among`; others stay as they are."""
    known = set(locations_of(council_id))
    for location_id in location_ids - known:
        db.session.add(CouncilLocationRow(council_id=council_id, location_id=location_id))
    for location_id in (known & among) - location_ids:
        db.session.delete(db.session.get_one(CouncilLocationRow, (council_id, location_id)))
    db.session.flush()

"""People who sign in, and in which quality they may act where."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import Role
from sopforms.core.errors import NotFound
from sopforms.store import scope
from sopforms.store.db import Base, code, db
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardPartnershipRow


class PersonRow(Base):
    """Somebody with an address; no password, ever."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    language: Mapped[str] = mapped_column(sa.String(2), default="nl")
    deactivated_on: Mapped[date | None]


class MembershipRow(Base):
    """A role with its scope: a partnership, a board or a location; a mandate to decide for the board.

    Up to and including `waits_until` somebody decides nothing for the board: `core.roles.seat_waits`.
    """

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint(
            "(CASE WHEN partnership_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN board_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN location_id IS NULL THEN 0 ELSE 1 END) <= 1",
            name="one_scope",
        ),
        sa.CheckConstraint("mandate_until IS NULL OR mandate_recorded_on IS NOT NULL", name="mandate"),
        sa.CheckConstraint("waits_until IS NULL OR role IN ('board', 'head')", name="waits"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(code(Role))
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    board_id: Mapped[int | None] = mapped_column(sa.ForeignKey("board.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(sa.ForeignKey("location.id"), index=True)
    function: Mapped[str] = mapped_column(sa.String(80), default="")
    mandate_recorded_on: Mapped[date | None]
    mandate_until: Mapped[date | None]
    mandate_source: Mapped[str] = mapped_column(sa.String(200), default="")
    waits_until: Mapped[date | None]


def get(person_id: int) -> PersonRow:
    """Return the person; raise `NotFound` when there is none."""
    row = db.session.get(PersonRow, person_id)
    if row is None:
        raise NotFound
    return row


def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Return what these people are called, by id, in one query."""
    query = sa.select(PersonRow.id, PersonRow.name).where(PersonRow.id.in_(person_ids))
    return {row[0]: row[1] for row in db.session.execute(query)}


def find_by_email(email: str, *, deactivated: bool = False) -> PersonRow | None:
    """Return the person with this (normalised) address; who left only when asked for."""
    query = sa.select(PersonRow).where(PersonRow.email == email)
    if not deactivated:
        query = query.where(PersonRow.deactivated_on.is_(None))
    return db.session.scalar(query)


def memberships_of(person_id: int) -> list[MembershipRow]:
    """Return the roles of a person, oldest first."""
    return list(
        db.session.scalars(
            sa.select(MembershipRow).where(MembershipRow.person_id == person_id).order_by(MembershipRow.id)
        )
    )


def partnerships_of(rows: Iterable[MembershipRow]) -> set[int]:
    """Return the partnerships that these roles are in: their own, their board's, or their school's."""
    rows = list(rows)
    boards, schools = [row.board_id for row in rows], [row.location_id for row in rows]
    queries = (
        sa.select(BoardPartnershipRow.partnership_id).where(BoardPartnershipRow.board_id.in_(boards)),
        sa.select(LocationRow.partnership_id).where(LocationRow.id.in_(schools)),
    )
    with scope.everywhere():
        found = set(db.session.scalars(sa.union(*queries)))
    return found | {row.partnership_id for row in rows if row.partnership_id is not None}


def holders(
    role: Role,
    *,
    partnership_id: int | None = None,
    board_id: int | None = None,
    location_id: int | None = None,
) -> list[PersonRow]:
    """Return who holds this role in exactly this scope, by name."""
    query = (
        sa.select(PersonRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(MembershipRow.role == role, PersonRow.deactivated_on.is_(None))
        .order_by(PersonRow.name, PersonRow.id)
    )
    if partnership_id is not None:
        query = query.where(MembershipRow.partnership_id == partnership_id)
    if board_id is not None:
        query = query.where(MembershipRow.board_id == board_id)
    if location_id is not None:
        query = query.where(MembershipRow.location_id == location_id)
    return list(db.session.scalars(query).unique())


def first_at(location_id: int) -> tuple[str, str] | None:
    """Return name and address of the coordinator of a location, else of its head, else None."""
    found = db.session.execute(_first_at(), {"location": location_id}).first()
    return (found.name, found.email) if found else None


@cache
def _first_at() -> Any:
    """Return that query, put together once: every page of a respondent asks it."""
    return (
        sa.select(PersonRow.name, PersonRow.email)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(
            MembershipRow.location_id == sa.bindparam("location"),
            MembershipRow.role.in_((Role.COORDINATOR, Role.HEAD)),
            PersonRow.deactivated_on.is_(None),
        )
        .order_by(MembershipRow.role != Role.COORDINATOR, PersonRow.name, PersonRow.id)
        .limit(1)
    )


def at_location(location_id: int) -> list[PersonRow]:
    """Return who has any role at this location, each once, by name."""
    query = (
        sa.select(PersonRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(MembershipRow.location_id == location_id, PersonRow.deactivated_on.is_(None))
        .order_by(PersonRow.name, PersonRow.id)
    )
    return list(db.session.scalars(query).unique())


def first() -> PersonRow | None:
    """Return any person at all; None in an empty installation."""
    return db.session.scalar(sa.select(PersonRow).order_by(PersonRow.id).limit(1))


def everybody() -> list[tuple[PersonRow, MembershipRow]]:
    """Return every active person with each of their roles, by name."""
    rows = db.session.execute(
        sa.select(PersonRow, MembershipRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(PersonRow.deactivated_on.is_(None))
        .order_by(PersonRow.name, PersonRow.id, MembershipRow.id)
    )
    return [(person, membership) for person, membership in rows]


def of_partnership(partnership_id: int) -> list[tuple[PersonRow, MembershipRow]]:
    """Return who has a role in the partnership, at one of its boards or at one of its schools, by name."""
    boards = sa.select(BoardPartnershipRow.board_id).where(
        BoardPartnershipRow.partnership_id == partnership_id
    )
    schools = sa.select(LocationRow.id).where(LocationRow.partnership_id == partnership_id)
    rows = db.session.execute(
        sa.select(PersonRow, MembershipRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(
            PersonRow.deactivated_on.is_(None),
            sa.or_(
                MembershipRow.partnership_id == partnership_id,
                MembershipRow.board_id.in_(boards),
                MembershipRow.location_id.in_(schools),
            ),
        )
        .order_by(PersonRow.name, PersonRow.id, MembershipRow.id)
    )
    return [(person, membership) for person, membership in rows]


def on_board(board_id: int) -> list[tuple[PersonRow, MembershipRow]]:
    """Return who has a seat on a board, by name."""
    rows = db.session.execute(
        sa.select(PersonRow, MembershipRow)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(
            MembershipRow.board_id == board_id,
            MembershipRow.role == Role.BOARD,
            PersonRow.deactivated_on.is_(None),
        )
        .order_by(PersonRow.name, MembershipRow.id)
    )
    return [(person, membership) for person, membership in rows]


def at_schools_of(board_id: int, role: Role) -> list[tuple[PersonRow, MembershipRow, str]]:
    """Return who holds a role at the schools of a board, with the name of the school, by school."""
    rows = db.session.execute(
        sa.select(PersonRow, MembershipRow, LocationRow.name)
        .join(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .join(LocationRow, LocationRow.id == MembershipRow.location_id)
        .where(
            LocationRow.board_id == board_id, MembershipRow.role == role, PersonRow.deactivated_on.is_(None)
        )
        .order_by(LocationRow.name, PersonRow.name, MembershipRow.id)
    )
    return [(person, membership, name) for person, membership, name in rows]

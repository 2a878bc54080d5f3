"""Dossiers: one location in one cycle; where it is, and the facts with their dates.

Facts that a guard asks for and that have no table of their own are columns here, tied to the step by
named constraints: the database refuses combinations that cannot be.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import Step
from sopforms.core.errors import NotFound
from sopforms.store.cycles import CycleRow
from sopforms.store.db import Base, code, db
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import PartnershipRow

_FROM_ADOPTED = "('adopted', 'in_guide', 'published', 'active')"


class DossierRow(Base):
    """One location, one school year."""

    __tablename__ = "dossier"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["partnership_id", "location_id"], ["location.partnership_id", "location.id"]
        ),
        sa.ForeignKeyConstraint(["partnership_id", "cycle_id"], ["cycle.partnership_id", "cycle.id"]),
        sa.ForeignKeyConstraint(
            ["partnership_id", "question_set_id"], ["question_set.partnership_id", "question_set.id"]
        ),
        sa.UniqueConstraint("partnership_id", "id"),
        sa.UniqueConstraint("cycle_id", "location_id"),
        sa.CheckConstraint(
            "step NOT IN ('requested', 'advised', 'reacted') OR requested_on IS NOT NULL", name="requested"
        ),
        sa.CheckConstraint(f"step NOT IN {_FROM_ADOPTED} OR adopted_on IS NOT NULL", name="adopted"),
        sa.CheckConstraint(
            "step NOT IN ('published', 'active') OR published_on IS NOT NULL", name="published"
        ),
        sa.CheckConstraint("due_on IS NULL OR received_on IS NOT NULL", name="due"),
        sa.CheckConstraint("absent_on IS NULL OR step = 'open'", name="absent"),
        sa.CheckConstraint(
            "published_on IS NULL OR suspended_until IS NULL OR published_on > suspended_until"
            " OR waived_on IS NOT NULL",
            name="suspension",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(index=True)
    location_id: Mapped[int] = mapped_column(index=True)
    cycle_id: Mapped[int] = mapped_column(index=True)
    step: Mapped[Step] = mapped_column(code(Step), default=Step.OPEN)
    # What this school does otherwise than the round; nothing here means: as the round.
    question_set_id: Mapped[int | None]
    survey_by: Mapped[date | None]
    draft_by: Mapped[date | None]
    request_by: Mapped[date | None]
    otherwise_because: Mapped[str] = mapped_column(sa.Text, default="")
    absent_on: Mapped[date | None]
    small_team: Mapped[bool] = mapped_column(default=False)
    survey_skipped_reason: Mapped[str] = mapped_column(sa.Text, default="")
    consolidated_on: Mapped[date | None]
    draft_made_on: Mapped[date | None]
    read_round_from: Mapped[date | None]
    read_round_until: Mapped[date | None]
    read_round_closed_on: Mapped[date | None]
    draft_ready_on: Mapped[date | None]
    requested_on: Mapped[date | None]
    received_on: Mapped[date | None]
    handed_over_on: Mapped[date | None]
    received_how: Mapped[str] = mapped_column(sa.String(200), default="")
    due_on: Mapped[date | None]
    due_agreed_with: Mapped[str] = mapped_column(sa.String(120), default="")
    no_advice_on: Mapped[date | None]
    reacted_on: Mapped[date | None]
    followed: Mapped[bool | None]
    adopted_on: Mapped[date | None]
    suspended_until: Mapped[date | None]
    waived_on: Mapped[date | None]
    guide_section_on: Mapped[date | None]
    guide_consent_on: Mapped[date | None]
    published_on: Mapped[date | None]
    in_force_on: Mapped[date | None]
    # Which round of advice about the text of this year: an adopted text that is changed gets a next one.
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


def edition_of(dossier_id: int) -> sa.ScalarSelect[int]:
    """Return the edition that a dossier is at, for a query."""
    return sa.select(DossierRow.edition).where(DossierRow.id == dossier_id).scalar_subquery()


def get(dossier_id: int) -> DossierRow:
    """Return the dossier; raise `NotFound` when there is none."""
    row = db.session.get(DossierRow, dossier_id)
    if row is None:
        raise NotFound
    return row


def get_with_school(dossier_id: int) -> tuple[DossierRow, LocationRow, PartnershipRow, CycleRow]:
    """Return the dossier, its school, partnership and round in one question; raise `NotFound` without one."""
    query = (
        sa.select(DossierRow, LocationRow, PartnershipRow, CycleRow)
        .join(LocationRow, LocationRow.id == DossierRow.location_id)
        .join(PartnershipRow, PartnershipRow.id == DossierRow.partnership_id)
        .join(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .where(DossierRow.id == dossier_id)
    )
    found = db.session.execute(query).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1], found[2], found[3]


def find(cycle_id: int, location_id: int) -> DossierRow | None:
    """Return the dossier of a location in a cycle."""
    return db.session.scalar(
        sa.select(DossierRow).where(DossierRow.cycle_id == cycle_id, DossierRow.location_id == location_id)
    )


def of_cycle(cycle_id: int) -> list[DossierRow]:
    """Return the dossiers of a cycle, in a fixed order."""
    return list(
        db.session.scalars(
            sa.select(DossierRow).where(DossierRow.cycle_id == cycle_id).order_by(DossierRow.id)
        )
    )


def of_cycles(cycle_ids: list[int]) -> list[DossierRow]:
    """Return the dossiers of these cycles, in a fixed order."""
    query = sa.select(DossierRow).where(DossierRow.cycle_id.in_(cycle_ids)).order_by(DossierRow.id)
    return list(db.session.scalars(query))


def of_location(location_id: int) -> list[DossierRow]:
    """Return the dossiers of a location, newest first."""
    return list(
        db.session.scalars(
            sa.select(DossierRow).where(DossierRow.location_id == location_id).order_by(DossierRow.id.desc())
        )
    )


def is_changing() -> sa.ColumnElement[bool]:
    """Return, for a query, that an adopted text is being changed: a next edition waits for its decision."""
    return (DossierRow.edition > 1) & DossierRow.adopted_on.is_(None)


def years_of_location(location_id: int) -> list[tuple[int, str, bool]]:
    """Return the dossiers of a location, newest first: id, school year, whether its text is being changed."""
    query = (
        sa.select(DossierRow.id, CycleRow.school_year, is_changing())
        .join(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .where(DossierRow.location_id == location_id)
    )
    return [
        (row[0], row[1], bool(row[2])) for row in db.session.execute(query.order_by(DossierRow.id.desc()))
    ]


def of_locations(location_ids: list[int]) -> list[DossierRow]:
    """Return the dossiers of these locations, newest first."""
    return list(
        db.session.scalars(
            sa.select(DossierRow)
            .where(DossierRow.location_id.in_(location_ids))
            .order_by(DossierRow.id.desc())
        )
    )

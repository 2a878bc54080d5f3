"""What schools and the partnership say to each other about the offer before it is fixed, on record.

Agreements between two schools, and remarks of the partnership on what a draft means for the region.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.alignment import Remark
from sopforms.core.codes import Role
from sopforms.core.errors import NotFound
from sopforms.store.db import Base, code, db


class AgreementRow(Base):
    """What two schools agreed for one round: written by the first, in force once the second confirmed it."""

    __tablename__ = "school_agreement"
    __table_args__ = (
        sa.ForeignKeyConstraint(["partnership_id", "cycle_id"], ["cycle.partnership_id", "cycle.id"]),
        sa.ForeignKeyConstraint(
            ["partnership_id", "location_id"], ["location.partnership_id", "location.id"]
        ),
        sa.ForeignKeyConstraint(
            ["partnership_id", "other_location_id"], ["location.partnership_id", "location.id"]
        ),
        sa.CheckConstraint("location_id <> other_location_id", name="two_schools"),
        sa.CheckConstraint("(confirmed_on IS NULL) = (confirmed_by = '')", name="confirmed"),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_by = '')", name="ended"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(index=True)
    cycle_id: Mapped[int] = mapped_column(index=True)
    location_id: Mapped[int] = mapped_column(index=True)
    other_location_id: Mapped[int] = mapped_column(index=True)
    topic: Mapped[str] = mapped_column(sa.String(80), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    made_by: Mapped[str] = mapped_column(sa.String(120))
    made_on: Mapped[date]
    confirmed_by: Mapped[str] = mapped_column(sa.String(120), default="")
    confirmed_on: Mapped[date | None]
    ended_by: Mapped[str] = mapped_column(sa.String(120), default="")
    ended_on: Mapped[date | None]

    def touches(self, location_id: int) -> bool:
        """Whether this school is one of the two."""
        return location_id in (self.location_id, self.other_location_id)


class CoverageRemarkRow(Base):
    """What the partnership remarked on a draft for the region; the school answers, and decides."""

    __tablename__ = "coverage_remark"
    __table_args__ = (
        sa.CheckConstraint("(answered_on IS NULL) = (answer = '')", name="answer"),
        sa.CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    kind: Mapped[Remark] = mapped_column(code(Remark))
    topic: Mapped[str] = mapped_column(sa.String(80), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[Role] = mapped_column(code(Role))
    made_on: Mapped[date]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_by: Mapped[str] = mapped_column(sa.String(120), default="")
    answered_on: Mapped[date | None]


def agreements_of(cycle_id: int, location_id: int) -> list[AgreementRow]:
    """Return what this school agreed with others in a round, oldest first, ended ones too."""
    ours = sa.or_(AgreementRow.location_id == location_id, AgreementRow.other_location_id == location_id)
    query = sa.select(AgreementRow).where(AgreementRow.cycle_id == cycle_id, ours)
    return list(db.session.scalars(query.order_by(AgreementRow.id)))


def in_force(cycle_id: int) -> list[AgreementRow]:
    """Return the agreements of a round that both schools said yes to, oldest first."""
    query = sa.select(AgreementRow).where(
        AgreementRow.cycle_id == cycle_id,
        AgreementRow.confirmed_on.is_not(None),
        AgreementRow.ended_on.is_(None),
    )
    return list(db.session.scalars(query.order_by(AgreementRow.id)))


def get_agreement(cycle_id: int, location_id: int, agreement_id: int) -> AgreementRow:
    """Return an agreement of this school in this round; raise `NotFound` when there is none."""
    row = db.session.get(AgreementRow, agreement_id)
    if row is None or row.cycle_id != cycle_id or not row.touches(location_id):
        raise NotFound
    return row


def remarks_of(dossier_id: int) -> list[CoverageRemarkRow]:
    """Return what the partnership remarked on a draft, oldest first."""
    query = sa.select(CoverageRemarkRow).where(CoverageRemarkRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(CoverageRemarkRow.id)))


def remarks_of_many(dossier_ids: Collection[int]) -> list[CoverageRemarkRow]:
    """Return the remarks on these drafts, oldest first."""
    query = sa.select(CoverageRemarkRow).where(CoverageRemarkRow.dossier_id.in_(dossier_ids))
    return list(db.session.scalars(query.order_by(CoverageRemarkRow.id)))


def get_remark(dossier_id: int, remark_id: int) -> CoverageRemarkRow:
    """Return a remark on this draft; raise `NotFound` when there is none."""
    row = db.session.get(CoverageRemarkRow, remark_id)
    if row is None or row.dossier_id != dossier_id:
        raise NotFound
    return row

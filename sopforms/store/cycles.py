"""Cycles: one school year of one partnership, with its question set, dates and settings."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import PupilVoice
from sopforms.core.errors import NotFound
from sopforms.core.planning import Pace
from sopforms.core.planning_rescue import FAST
from sopforms.store.db import Base, code, db
from sopforms.store.partnerships import PartnershipRow


class HasSet(Protocol):
    """What tells which questions a school gets: a dossier."""

    @property
    def question_set_id(self) -> int | None:
        """Its own set, where it has one."""

    @property
    def cycle_id(self) -> int:
        """Its round."""
        ...


class CycleRow(Base):
    """The round that makes the text for `school_year` (N+1)."""

    __tablename__ = "cycle"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "school_year"),
        sa.UniqueConstraint("partnership_id", "id"),
        sa.ForeignKeyConstraint(
            ["partnership_id", "question_set_id"], ["question_set.partnership_id", "question_set.id"]
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    school_year: Mapped[str] = mapped_column(sa.String(9))
    question_set_id: Mapped[int]
    opened_on: Mapped[date]
    survey_by: Mapped[date]
    draft_by: Mapped[date]
    request_by: Mapped[date]
    plan_by: Mapped[date | None]
    report_by: Mapped[date | None]
    instruction: Mapped[str] = mapped_column(sa.Text, default="")
    basic_support: Mapped[str] = mapped_column(sa.Text, default="")
    pupil_voice: Mapped[PupilVoice] = mapped_column(code(PupilVoice), default=PupilVoice.AAN)
    guide_consent_required: Mapped[bool] = mapped_column(default=False)
    shortened: Mapped[bool] = mapped_column(default=False)

    @property
    def pace(self) -> Pace:
        """How many days people have for their part of the work in this round."""
        return FAST if self.shortened else Pace()


def get(cycle_id: int) -> CycleRow:
    """Return the cycle; raise `NotFound` when there is none."""
    row = db.session.get(CycleRow, cycle_id)
    if row is None:
        raise NotFound
    return row


def with_partnership(partnership_id: int) -> tuple[PartnershipRow, list[CycleRow]]:
    """Return a partnership and its cycles, newest first, in one question; raise `NotFound` without one."""
    query = (
        sa.select(PartnershipRow, CycleRow)
        .outerjoin(CycleRow, CycleRow.partnership_id == PartnershipRow.id)
        .where(PartnershipRow.id == partnership_id)
        .order_by(CycleRow.school_year.desc())
    )
    found = list(db.session.execute(query))
    if not found:
        raise NotFound
    return found[0][0], [row[1] for row in found if row[1] is not None]


def of_ids(cycle_ids: Collection[int]) -> dict[int, CycleRow]:
    """Return these cycles by id, in one query."""
    rows = db.session.scalars(sa.select(CycleRow).where(CycleRow.id.in_(cycle_ids)))
    return {row.id: row for row in rows}


def set_of(row: HasSet) -> int:
    """Return the question set of a dossier: its own, an exception, else that of the round."""
    return row.question_set_id or get(row.cycle_id).question_set_id


def of_partnership(partnership_id: int) -> list[CycleRow]:
    """Return the cycles of a partnership, newest school year first."""
    return list(
        db.session.scalars(
            sa.select(CycleRow)
            .where(CycleRow.partnership_id == partnership_id)
            .order_by(CycleRow.school_year.desc())
        )
    )

"""The instructions as a partnership wrote them: each save is a version of its own, and none is ever changed.

A version with an empty text says that the text of the product counts again.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, Moment, db


class InstructionRow(Base):
    """One version of one of the five instructions in one partnership; the highest version counts."""

    __tablename__ = "instruction"
    __table_args__ = (
        sa.UniqueConstraint("partnership_id", "number", "version"),
        sa.CheckConstraint("number BETWEEN 1 AND 5", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    number: Mapped[int]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(sa.Text)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[str] = mapped_column(sa.String(120), default="")


class GuideRow(Base):
    """The printed guide of a partnership: the five together as a PDF, made of the texts of that moment."""

    __tablename__ = "instruction_guide"

    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), primary_key=True)
    source_sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Moment)


def newest(partnership_id: int | None) -> dict[int, InstructionRow]:
    """Return what a partnership wrote, by number; nothing for who belongs to none."""
    if partnership_id is None:
        return {}
    query = sa.select(InstructionRow).where(InstructionRow.partnership_id == partnership_id)
    return {row.number: row for row in db.session.scalars(query.order_by(InstructionRow.version))}


def history(partnership_id: int, number: int) -> list[InstructionRow]:
    """Return the versions of one instruction, newest first."""
    query = sa.select(InstructionRow).where(
        InstructionRow.partnership_id == partnership_id, InstructionRow.number == number
    )
    return list(db.session.scalars(query.order_by(InstructionRow.version.desc())))


def guide(partnership_id: int) -> GuideRow | None:
    """Return the PDF that was made last."""
    return db.session.get(GuideRow, partnership_id)

"""Corrections of an adopted text: each a version of its own, sealed; the ones before it stay."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.correction import version_in
from sopforms.store import drafts
from sopforms.store.db import Base, db
from sopforms.store.drafts import SnapshotRow


class CorrectionRow(Base):
    """One typing error that was mended: where, what stood there, why, by whom. Immutable.

    `version` counts from 2: the first version is the text that was adopted. `snapshot_id` is the text that
    has been in force since.
    """

    __tablename__ = "correction"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "version"),
        sa.CheckConstraint("version > 1", name="version"),
        sa.CheckConstraint("length(reason) > 0", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"))
    version: Mapped[int]
    part: Mapped[str] = mapped_column(sa.String(4))
    was: Mapped[str] = mapped_column(sa.Text)
    now: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    corrected_on: Mapped[date]
    name: Mapped[str] = mapped_column(sa.String(120))
    function: Mapped[str] = mapped_column(sa.String(80), default="")


def of_dossier(dossier_id: int) -> list[CorrectionRow]:
    """Return the corrections of an adopted text, oldest first."""
    query = sa.select(CorrectionRow).where(CorrectionRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(CorrectionRow.version)))


def version_of(dossier_id: int) -> int:
    """Return which version of the text was adopted last; 1 is the first, also before it was adopted."""
    query = sa.select(SnapshotRow.kind).where(SnapshotRow.dossier_id == dossier_id, drafts.is_sealed())
    newest = db.session.scalar(query.order_by(SnapshotRow.id.desc()).limit(1))
    return version_in(newest) if newest else 1

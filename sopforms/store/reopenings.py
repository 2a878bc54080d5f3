"""Adopted texts that are changed: each edition after the first, why it was begun, and what was before it."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import Step
from sopforms.store import drafts
from sopforms.store.db import Base, db, json_column
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import SnapshotRow

OF_AN_EDITION = (
    *("step", "edition", "read_round_from", "read_round_until", "read_round_closed_on", "draft_ready_on"),
    *("requested_on", "received_on", "handed_over_on", "received_how", "due_on", "due_agreed_with"),
    *("no_advice_on", "reacted_on", "followed", "adopted_on", "suspended_until", "waived_on"),
    *("guide_section_on", "guide_consent_on", "published_on", "in_force_on"),
)
"""What a dossier holds of one edition; the next one begins without."""


class ReopeningRow(Base):
    """The begin of a next edition: why, by whom, and on which text it goes on. Immutable.

    `snapshot_id` is the adopted text that stays in force meanwhile, `public_id` the one that everybody reads
    (none when nothing was published). `facts` are what the dossier held of the edition before, `draft` its
    parts and school values: what comes back when the board gives the change up.
    """

    __tablename__ = "reopening"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "edition"),
        sa.CheckConstraint("edition > 1", name="edition"),
        sa.CheckConstraint("length(reason) > 0", name="reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"))
    edition: Mapped[int]
    snapshot_id: Mapped[int] = mapped_column(sa.ForeignKey("snapshot.id"))
    public_id: Mapped[int | None] = mapped_column(sa.ForeignKey("snapshot.id"))
    reason: Mapped[str] = mapped_column(sa.Text)
    reopened_on: Mapped[date]
    name: Mapped[str] = mapped_column(sa.String(120))
    function: Mapped[str] = mapped_column(sa.String(80), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(json_column())
    draft: Mapped[dict[str, Any]] = mapped_column(json_column())


def of_dossier(dossier_id: int) -> list[ReopeningRow]:
    """Return every time that an adopted text was opened again, oldest first."""
    query = sa.select(ReopeningRow).where(ReopeningRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(ReopeningRow.edition)))


def find(dossier_id: int, edition: int) -> ReopeningRow | None:
    """Return how this edition began; None for the first."""
    if edition == 1:
        return None
    return db.session.scalar(
        sa.select(ReopeningRow).where(ReopeningRow.dossier_id == dossier_id, ReopeningRow.edition == edition)
    )


def now(row: DossierRow) -> ReopeningRow | None:
    """Return the change that is being prepared: begun, neither adopted nor given up."""
    return find(row.id, row.edition) if row.adopted_on is None else None


def compared_with(row: DossierRow, edition: int | None = None) -> SnapshotRow | None:
    """Return the text that changes are told against; None when there is none.

    That of last year; of a change of an adopted text the one that is in force.
    """
    change = find(row.id, edition or row.edition)
    return db.session.get(SnapshotRow, change.snapshot_id) if change else drafts.adopted_before(row)


def facts_of(row: DossierRow) -> dict[str, Any]:
    """Return what a dossier holds of the edition it is at, as it is kept."""
    found = {name: getattr(row, name) for name in OF_AN_EDITION}
    return {name: one.isoformat() if isinstance(one, date) else one for name, one in found.items()}


def put_back(row: DossierRow, facts: dict[str, Any]) -> None:
    """Let a dossier hold again what was kept of an edition."""
    for name, value in facts.items():
        setattr(row, name, _read(name, value))


def before(row: DossierRow, reopening: ReopeningRow) -> DossierRow:
    """Return the dossier as it was when its text was opened again: a copy to read, never stored."""
    columns = {column.key: getattr(row, column.key) for column in sa.inspect(DossierRow).column_attrs}
    copy = DossierRow(**columns)
    put_back(copy, reopening.facts)
    return copy


def in_force(row: DossierRow) -> DossierRow:
    """Return the dossier as it was when its text in force was adopted; itself where nothing is changed."""
    found = now(row)
    return row if found is None else before(row, found)


def chain(row: DossierRow) -> list[DossierRow]:
    """Return the dossier as it is, and as it was when each edition before it was opened again."""
    found = [row]
    while reopening := find(row.id, found[-1].edition):
        found.append(before(found[-1], reopening))
    return found


def placed(row: DossierRow) -> SnapshotRow | None:
    """Return the adopted text for guide and site: the next one only once its section was made."""
    reopening = find(row.id, row.edition) if row.guide_section_on is None else None
    if reopening is None:
        return drafts.find_in_force(row.id)
    return db.session.get(SnapshotRow, reopening.snapshot_id)


def public(row: DossierRow) -> DossierRow:
    """Return the dossier as it was when the text that everybody reads was published."""
    while row.step not in (Step.PUBLISHED, Step.ACTIVE) and (found := find(row.id, row.edition)):
        row = before(row, found)
    return row


def _read(name: str, value: Any) -> Any:
    if name == "step":
        return Step(value)
    is_day = isinstance(DossierRow.__table__.c[name].type, sa.Date)
    return date.fromisoformat(value) if is_day and value is not None else value

"""What a school brings from before this product: its last text, cut over the chapters of the draft.

Only a school without an adopted text here has rows: they stand where last year's text would.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db


class PreviousTextRow(Base):
    """The former text of one chapter of one dossier, in Markdown. `rest` holds what fits no chapter."""

    __tablename__ = "previous_text"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(8))
    text: Mapped[str] = mapped_column(sa.Text)


def of_dossier(dossier_id: int) -> dict[str, str]:
    """Return the former texts by the key of their chapter."""
    query = sa.select(PreviousTextRow).where(PreviousTextRow.dossier_id == dossier_id)
    return {row.key: row.text for row in db.session.scalars(query.order_by(PreviousTextRow.id))}


def replace(dossier_id: int, texts: dict[str, str]) -> None:
    """Put these texts in place of all that were there; an empty one is left out."""
    gone = sa.delete(PreviousTextRow).where(PreviousTextRow.dossier_id == dossier_id)
    db.session.execute(gone, execution_options={"synchronize_session": "fetch"})
    db.session.add_all(
        PreviousTextRow(dossier_id=dossier_id, key=key, text=text) for key, text in texts.items() if text
    )
    db.session.flush()


def brought_in(dossier_ids: list[int]) -> set[int]:
    """Return the dossiers among these that have a former text."""
    query = sa.select(PreviousTextRow.dossier_id).where(PreviousTextRow.dossier_id.in_(dossier_ids))
    return set(db.session.scalars(query)) if dossier_ids else set()

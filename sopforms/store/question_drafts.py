"""Question sets that are being written: the text of each file as it stands until it is published.

A partnership writes at most one set at a time; each file of it is a row. A text with problems is kept like
any other, so that nothing typed or uploaded is ever lost.
"""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.store.db import Base, db


class QuestionDraftRow(Base):
    """One file of the set that a partnership writes; `name` is its stem: evaluatie, schoolgids, …

    `based_on_id` is the published version that the text began as; None for a file of the shipped set.
    """

    __tablename__ = "question_draft"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    source: Mapped[bytes] = mapped_column(sa.LargeBinary)
    based_on_id: Mapped[int | None] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    changed_on: Mapped[date]
    changed_by: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


def find(partnership_id: int, name: str) -> QuestionDraftRow | None:
    """Return the draft of this file."""
    return db.session.scalar(
        sa.select(QuestionDraftRow).where(
            QuestionDraftRow.partnership_id == partnership_id, QuestionDraftRow.name == name
        )
    )


def get(partnership_id: int, name: str) -> QuestionDraftRow:
    """Return the draft of this file; raise `NotFound` when there is none."""
    row = find(partnership_id, name)
    if row is None:
        raise NotFound
    return row


def of_partnership(partnership_id: int) -> list[QuestionDraftRow]:
    """Return the files that a partnership writes, by name; empty when it writes no set."""
    query = sa.select(QuestionDraftRow).where(QuestionDraftRow.partnership_id == partnership_id)
    return list(db.session.scalars(query.order_by(QuestionDraftRow.name)))


def remove(partnership_id: int) -> None:
    """Remove all drafts of a partnership."""
    for row in of_partnership(partnership_id):
        db.session.delete(row)
    db.session.flush()

"""The words that a partnership gave its letters, one row for each kind."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import LetterKind
from sopforms.core.letter_wording import OwnWords
from sopforms.store.db import Base, code, db


class LetterWordsRow(Base):
    """Subject and text of one kind of letter in one partnership."""

    __tablename__ = "letter_words"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    kind: Mapped[LetterKind] = mapped_column(code(LetterKind))
    subject: Mapped[str] = mapped_column(sa.String(120), default="")
    text: Mapped[str] = mapped_column(sa.Text)
    changed_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012

    def words(self) -> OwnWords:
        """Return the words as the rules read them."""
        return OwnWords(self.subject, self.text)


def find(partnership_id: int | None, kind: LetterKind) -> LetterWordsRow | None:
    """Return what the partnership wrote for this kind of letter."""
    if partnership_id is None:
        return None
    return db.session.scalar(
        sa.select(LetterWordsRow).where(
            LetterWordsRow.partnership_id == partnership_id, LetterWordsRow.kind == kind
        )
    )


def of_partnership(partnership_id: int) -> dict[LetterKind, LetterWordsRow]:
    """Return everything the partnership wrote, by kind of letter."""
    query = sa.select(LetterWordsRow).where(LetterWordsRow.partnership_id == partnership_id)
    return {row.kind: row for row in db.session.scalars(query)}

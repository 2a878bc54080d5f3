"""What partnerships call the needs of children, and the words parents look with: each save a version.

A version without a name says that the words of the product count again. No version is ever changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.needs import OwnWords
from sopforms.store import clock
from sopforms.store.db import Base, Moment, db
from sopforms.store.partnerships import PartnershipRow


class NeedWordsRow(Base):
    """One version of the words for one need in one partnership; the highest version counts."""

    __tablename__ = "need_words"
    __table_args__ = (sa.UniqueConstraint("partnership_id", "key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    key: Mapped[str] = mapped_column(sa.String(40))
    version: Mapped[int]
    short: Mapped[str] = mapped_column(sa.String(40), default="")
    name: Mapped[str] = mapped_column(sa.String(80), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[str] = mapped_column(sa.String(120), default="")

    def own(self) -> OwnWords | None:
        """Return the words as the rules read them; None where those of the product count."""
        return OwnWords(self.short, self.name, tuple(self.words.splitlines())) if self.name else None


def newest(partnership_id: int, until: date | None = None) -> dict[str, NeedWordsRow]:
    """Return the version that counts of each need that a partnership ever gave words; or counted on a day."""
    mine = [NeedWordsRow.partnership_id == partnership_id]
    if until is not None:
        over = datetime.combine(until + timedelta(days=1), time(), tzinfo=clock.AMSTERDAM)
        mine.append(NeedWordsRow.saved_at < over)
    return {row.key: row for row in _ordered(*mine)}


def history(partnership_id: int, key: str) -> list[NeedWordsRow]:
    """Return the versions of one need, newest first."""
    return list(reversed(_ordered(NeedWordsRow.partnership_id == partnership_id, NeedWordsRow.key == key)))


def sign(partnership_id: int, sha256: str) -> None:
    """Write down which words count now; who has the settings of the partnership open is not in the way."""
    db.session.flush()
    change = sa.update(PartnershipRow).where(PartnershipRow.id == partnership_id)
    db.session.execute(change.values(needs_sha256=sha256))


def _ordered(*where: sa.ColumnElement[bool]) -> Sequence[NeedWordsRow]:
    return db.session.scalars(sa.select(NeedWordsRow).where(*where).order_by(NeedWordsRow.version)).all()

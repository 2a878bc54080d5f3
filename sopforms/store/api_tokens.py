"""Keys with which a program reads what a partnership may know: shown once, kept as a hash, revocable."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.store import scope
from sopforms.store.db import Base, Moment, db


class ApiTokenRow(Base):
    """One key of one partnership: for which program, who made it, when it was used last."""

    __tablename__ = "api_token"
    __table_args__ = (sa.CheckConstraint("length(token_hash) = 64", name="token_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    made_by: Mapped[str] = mapped_column(sa.String(120))
    made_on: Mapped[date]
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_on: Mapped[date | None]


def find_valid(token_hash: str) -> ApiTokenRow | None:
    """Return the key with this hash, of whichever partnership, unless it was revoked."""
    query = sa.select(ApiTokenRow).where(
        ApiTokenRow.token_hash == token_hash, ApiTokenRow.revoked_on.is_(None)
    )
    with scope.everywhere():
        return db.session.scalar(query)


def get(partnership_id: int, token_id: int) -> ApiTokenRow:
    """Return a key of this partnership; raise `NotFound` when there is none."""
    row = db.session.get(ApiTokenRow, token_id)
    if row is None or row.partnership_id != partnership_id:
        raise NotFound
    return row


def of_partnership(partnership_id: int) -> list[ApiTokenRow]:
    """Return the keys of a partnership, newest first, revoked ones too."""
    query = sa.select(ApiTokenRow).where(ApiTokenRow.partnership_id == partnership_id)
    return list(db.session.scalars(query.order_by(ApiTokenRow.id.desc())))


def mark_used(token_id: int, now: datetime) -> None:
    """Note when a key was used last, in one statement."""
    change = sa.update(ApiTokenRow).where(ApiTokenRow.id == token_id).values(used_at=now)
    db.session.execute(change, execution_options={"synchronize_session": False})

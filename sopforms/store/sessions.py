"""Sign-in sessions as rows: what is revoked here ends every copy of the cookie."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, Moment, db


class UserSessionRow(Base):
    """One sign-in of one person; the cookie holds the id, the database only its hash."""

    __tablename__ = "user_session"

    id_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class LinkSessionRow(Base):
    """A browser that opened a link without an account: bound to that one link."""

    __tablename__ = "link_session"

    id_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    link_id: Mapped[int] = mapped_column(sa.ForeignKey("link.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)


class AttemptRow(Base):
    """A counter for a limit: so many attempts for one key in one window."""

    __tablename__ = "attempt"

    key: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    window: Mapped[str] = mapped_column(sa.String(30), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


def find_valid(id_hash: str, now: datetime) -> UserSessionRow | None:
    """Return the session when it is neither ended nor revoked."""
    return db.session.scalar(
        sa.select(UserSessionRow).where(
            UserSessionRow.id_hash == id_hash,
            UserSessionRow.revoked_at.is_(None),
            UserSessionRow.ends_at > now,
        )
    )


def find_valid_link(id_hash: str, now: datetime) -> LinkSessionRow | None:
    """Return the link session when it has not ended."""
    return db.session.scalar(
        sa.select(LinkSessionRow).where(LinkSessionRow.id_hash == id_hash, LinkSessionRow.ends_at > now)
    )

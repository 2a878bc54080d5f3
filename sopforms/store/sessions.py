"""Sign-in sessions as rows: what is revoked here ends every copy of the cookie."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, Moment, db
from sopforms.store.links import LinkRow
from sopforms.store.people import MembershipRow, PersonRow


class UserSessionRow(Base):
    """One sign-in of one person; the cookie holds the id, the database only its hash."""

    __tablename__ = "user_session"

    id_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    idle_minutes: Mapped[int] = mapped_column(default=120)
    device: Mapped[str] = mapped_column(sa.String(60), default="")
    # Whether a code from the phone is asked in this session, and when it was given.
    factor_owed: Mapped[bool] = mapped_column(default=False)
    factor_given_at: Mapped[datetime | None] = mapped_column(Moment)
    # Signed in by an account at a provider, not by the link in a mail.
    by_provider: Mapped[bool] = mapped_column(default=False)


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


def find(id_hash: str) -> UserSessionRow | None:
    """Return the session, over or not."""
    return db.session.get(UserSessionRow, id_hash)


def find_valid(id_hash: str, now: datetime) -> tuple[UserSessionRow, PersonRow, list[MembershipRow]] | None:
    """Return the session, whose it is and what that person may do, in one question.

    None when the session is ended or revoked. The roles come oldest first.
    """
    query = (
        sa.select(UserSessionRow, PersonRow, MembershipRow)
        .join(PersonRow, PersonRow.id == UserSessionRow.person_id)
        .outerjoin(MembershipRow, MembershipRow.person_id == PersonRow.id)
        .where(
            UserSessionRow.id_hash == id_hash,
            UserSessionRow.revoked_at.is_(None),
            UserSessionRow.ends_at > now,
        )
        .order_by(MembershipRow.id)
    )
    found = db.session.execute(query).all()
    if not found:
        return None
    session, person, _ = found[0]
    return session, person, [membership for _, _, membership in found if membership is not None]


def find_valid_link(id_hash: str, now: datetime) -> tuple[LinkSessionRow, LinkRow] | None:
    """Return the link session and its link, in one question, when neither has ended or was revoked."""
    found = db.session.execute(_valid_link(), {"id_hash": id_hash, "now": now}).one_or_none()
    return (found[0], found[1]) if found else None


@cache
def _valid_link() -> Any:
    """Return that query, put together once: it is asked with every page behind a link."""
    now = sa.bindparam("now", type_=Moment)
    return (
        sa.select(LinkSessionRow, LinkRow)
        .join(LinkRow, LinkRow.id == LinkSessionRow.link_id)
        .where(
            LinkSessionRow.id_hash == sa.bindparam("id_hash"),
            LinkSessionRow.ends_at > now,
            LinkRow.revoked_at.is_(None),
            LinkRow.expires_at > now,
        )
    )


def prolong_link(id_hash: str, until: datetime) -> None:
    """Let a link session last until then."""
    db.session.execute(
        sa.update(LinkSessionRow)
        .where(LinkSessionRow.id_hash == id_hash)
        .values(ends_at=until)
        .execution_options(synchronize_session=False)
    )


def of_person(person_id: int, now: datetime) -> list[UserSessionRow]:
    """Return the sessions of a person that still work, newest first."""
    return list(
        db.session.scalars(
            sa.select(UserSessionRow)
            .where(
                UserSessionRow.person_id == person_id,
                UserSessionRow.revoked_at.is_(None),
                UserSessionRow.ends_at > now,
            )
            .order_by(UserSessionRow.created_at.desc(), UserSessionRow.id_hash)
        )
    )


def revoke_all(person_id: int, now: datetime) -> None:
    """End every session of a person, in one statement."""
    db.session.execute(
        sa.update(UserSessionRow)
        .where(UserSessionRow.person_id == person_id, UserSessionRow.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def revoke(person_id: int, key: str, now: datetime) -> bool:
    """End the one session of this person whose hash begins with `key`; False when there is none."""
    one = sa.update(UserSessionRow).where(
        UserSessionRow.person_id == person_id,
        UserSessionRow.id_hash.startswith(key, autoescape=True),
        UserSessionRow.revoked_at.is_(None),
    )
    result = db.session.execute(one.values(revoked_at=now))
    return int(getattr(result, "rowcount", 0)) > 0


def forget_ended(before: datetime) -> None:
    """Remove the sessions that were over before this moment: nobody needs to know when somebody worked."""
    over = sa.or_(UserSessionRow.ends_at < before, UserSessionRow.revoked_at < before)
    db.session.execute(sa.delete(UserSessionRow).where(over))
    db.session.execute(sa.delete(LinkSessionRow).where(LinkSessionRow.ends_at < before))


def take_attempt(key: str, window: str, most: int) -> bool:
    """Count one more attempt for `key` in `window`; return False when that is more than `most`.

    One statement, so that it holds across processes; the count lasts when the transaction is committed.
    """
    insert: Any = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    counted = (
        insert(AttemptRow)
        .values(key=key, window=window, count=1)
        .on_conflict_do_update(index_elements=["key", "window"], set_={"count": AttemptRow.count + 1})
        .returning(AttemptRow.count)
    )
    return int(db.session.scalar(counted) or 0) <= most


def forget_attempts_of(key: str) -> None:
    """Begin to count anew for `key`: it was somebody who may."""
    db.session.execute(sa.delete(AttemptRow).where(AttemptRow.key == key))


def forget_attempts(before: str) -> None:
    """Remove counters of windows before this one; windows are written so that they sort by time."""
    db.session.execute(sa.delete(AttemptRow).where(AttemptRow.window < before))

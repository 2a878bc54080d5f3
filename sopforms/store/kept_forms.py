"""What somebody sent when their session was over: kept for them until they are back, some hours at most."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, Moment, db, json_column

MOST = 5  # for one person: the oldest give way


class KeptFormRow(Base):
    """One form as it was sent: where to, and its fields as pairs of name and text."""

    __tablename__ = "kept_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    path: Mapped[str] = mapped_column(sa.String(500))
    fields: Mapped[list[Any]] = mapped_column(json_column())
    kept_at: Mapped[datetime] = mapped_column(Moment)


def add(person_id: int, path: str, fields: list[tuple[str, str]], now: datetime) -> KeptFormRow:
    """Keep a form; of more than a few the oldest go."""
    row = KeptFormRow(person_id=person_id, path=path, fields=[list(pair) for pair in fields], kept_at=now)
    db.session.add(row)
    db.session.flush()
    for old in of_person(person_id)[MOST:]:
        db.session.delete(old)
    return row


def of_person(person_id: int) -> list[KeptFormRow]:
    """Return what is kept for a person, newest first."""
    query = sa.select(KeptFormRow).where(KeptFormRow.person_id == person_id)
    return list(db.session.scalars(query.order_by(KeptFormRow.id.desc())))


def remove(person_id: int, row_id: int) -> None:
    """Throw one away, when it is this person's."""
    db.session.execute(
        sa.delete(KeptFormRow).where(KeptFormRow.id == row_id, KeptFormRow.person_id == person_id)
    )


def remove_older(moment: datetime) -> None:
    """Throw away what was kept before this moment."""
    db.session.execute(sa.delete(KeptFormRow).where(KeptFormRow.kept_at < moment))

"""What somebody of a school is typing on a page that is saved as a whole: kept until it is, or some weeks.

So that a connection that drops, or a browser that closes, takes nothing along.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db, json_column


class TypedFormRow(Base):
    """One page of one dossier as one person left it: its fields as pairs of name and text."""

    __tablename__ = "typed_form"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "person_id", "page"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    page: Mapped[str] = mapped_column(sa.String(120))
    fields: Mapped[list[Any]] = mapped_column(json_column())
    kept_on: Mapped[date]


def find(dossier_id: int, person_id: int, page: str) -> TypedFormRow | None:
    """Return what this person typed on this page and did not save; None without such."""
    return db.session.scalar(
        sa.select(TypedFormRow).where(
            TypedFormRow.dossier_id == dossier_id,
            TypedFormRow.person_id == person_id,
            TypedFormRow.page == page,
        )
    )


def remove_older(day: date) -> None:
    """Throw away what was kept before this day."""
    db.session.execute(sa.delete(TypedFormRow).where(TypedFormRow.kept_on < day))

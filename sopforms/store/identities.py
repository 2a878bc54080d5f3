"""Accounts at an OpenID provider, each tied to one person; a person has one at most at each provider."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, Moment, db
from sopforms.store.people import PersonRow


class IdentityRow(Base):
    """What a provider calls somebody: `subject` at `issuer`. `label` only tells its owner which it is."""

    __tablename__ = "identity"
    __table_args__ = (
        sa.UniqueConstraint("issuer", "subject"),
        sa.UniqueConstraint("person_id", "issuer"),
        sa.CheckConstraint("subject <> ''", name="subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(sa.String(255))
    subject: Mapped[str] = mapped_column(sa.String(255))
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    label: Mapped[str] = mapped_column(sa.String(120), default="")
    linked_at: Mapped[datetime] = mapped_column(Moment)


def find_person(issuer: str, subject: str) -> PersonRow | None:
    """Return whose account this is; who left has none."""
    return db.session.scalar(
        sa.select(PersonRow)
        .join(IdentityRow, IdentityRow.person_id == PersonRow.id)
        .where(
            IdentityRow.issuer == issuer,
            IdentityRow.subject == subject,
            PersonRow.deactivated_on.is_(None),
        )
    )


def of_person(person_id: int) -> list[IdentityRow]:
    """Return the accounts of a person, oldest first."""
    query = sa.select(IdentityRow).where(IdentityRow.person_id == person_id).order_by(IdentityRow.id)
    return list(db.session.scalars(query))


def put(row: IdentityRow) -> None:
    """Tie an account to a person, in the place of the one they had at that provider."""
    mine = sa.delete(IdentityRow).where(
        IdentityRow.person_id == row.person_id, IdentityRow.issuer == row.issuer
    )
    db.session.execute(mine)
    db.session.add(row)
    db.session.flush()


def remove_all(person_id: int) -> int:
    """Forget every account of a person; return how many that were."""
    gone = db.session.execute(sa.delete(IdentityRow).where(IdentityRow.person_id == person_id))
    return int(getattr(gone, "rowcount", 0))

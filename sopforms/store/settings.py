"""Settings that live in the database: one row for each name."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db


class SettingRow(Base):
    """A name and its value as text."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    value: Mapped[str] = mapped_column(sa.Text, default="")


def find(name: str) -> str | None:
    """Return the value, or None when it was never set."""
    return db.session.scalar(sa.select(SettingRow.value).where(SettingRow.name == name))


def put(name: str, value: str) -> None:
    """Set the value, new or again."""
    row = db.session.get(SettingRow, name)
    if row is None:
        db.session.add(SettingRow(name=name, value=value))
    else:
        row.value = value
    db.session.flush()

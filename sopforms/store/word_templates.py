"""The Word template of a school, in which its own Word files are made."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db, json_column


class WordTemplateRow(Base):
    """One template for each school; `lacks` names the styles that ours stand in for."""

    __tablename__ = "word_template"
    __table_args__ = (sa.CheckConstraint("length(content) > 0", name="content"),)

    location_id: Mapped[int] = mapped_column(sa.ForeignKey("location.id"), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    lacks: Mapped[list[Any]] = mapped_column(json_column())
    kept_on: Mapped[date]


def find(location_id: int) -> WordTemplateRow | None:
    """Return the template of a school; None when it uses ours."""
    return db.session.get(WordTemplateRow, location_id)


def remove(location_id: int) -> None:
    """Go back to our template."""
    gone = sa.delete(WordTemplateRow).where(WordTemplateRow.location_id == location_id)
    db.session.execute(gone, execution_options={"synchronize_session": "fetch"})

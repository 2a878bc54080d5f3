"""School values from before the first round here, brought in from a list: they feed trends alone."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db, json_column


class EarlierValueRow(Base):
    """One shared value of one school in a year without a round here."""

    __tablename__ = "earlier_value"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["partnership_id", "location_id"], ["location.partnership_id", "location.id"]
        ),
        sa.UniqueConstraint("location_id", "school_year", "indicator"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(index=True)
    location_id: Mapped[int] = mapped_column(index=True)
    school_year: Mapped[str] = mapped_column(sa.String(9))
    indicator: Mapped[str] = mapped_column(sa.String(8))
    value: Mapped[Any] = mapped_column(json_column())
    brought_on: Mapped[date]
    brought_by: Mapped[str] = mapped_column(sa.String(120), default="")


def of_partnership(partnership_id: int) -> list[EarlierValueRow]:
    """Return everything that was brought in, newest year first."""
    query = sa.select(EarlierValueRow).where(EarlierValueRow.partnership_id == partnership_id)
    return list(db.session.scalars(query.order_by(EarlierValueRow.school_year.desc(), EarlierValueRow.id)))

"""The staff list of a school: whom it asks every year. No account, and no tie to any answer."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db


class StaffRow(Base):
    """A colleague of a location; the address, in small letters, is who it is."""

    __tablename__ = "staff"
    __table_args__ = (sa.UniqueConstraint("location_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    location_id: Mapped[int] = mapped_column(sa.ForeignKey("location.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    name: Mapped[str] = mapped_column(sa.String(120), default="")
    function: Mapped[str] = mapped_column(sa.String(80), default="")


def of_location(location_id: int) -> list[StaffRow]:
    """Return the colleagues of a location, by name and address."""
    return list(
        db.session.scalars(
            sa.select(StaffRow)
            .where(StaffRow.location_id == location_id)
            .order_by(sa.func.lower(StaffRow.name), StaffRow.email)
        )
    )

"""Reports over a whole round: asked for by a page, made by the worker, kept until a newer one replaces them.

Every change of state is one conditional statement, as with the files of a school (`jobs.py`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.filing import MOST_TRIES, Making
from sopforms.store.db import Base, Moment, code, db

_FREE: dict[str, None] = {"lease_owner": None, "lease_until": None}


class RegionFileRow(Base):
    """One file of a round. `content` is what was made last, on `made_on`; a newer one may be on its way."""

    __tablename__ = "region_file"
    __table_args__ = (
        sa.ForeignKeyConstraint(["partnership_id", "cycle_id"], ["cycle.partnership_id", "cycle.id"]),
        sa.UniqueConstraint("cycle_id", "name"),
        sa.CheckConstraint("(state = 'running') = (lease_owner IS NOT NULL)", name="lease"),
        sa.CheckConstraint("(content IS NULL) = (made_on IS NULL)", name="made"),
        sa.Index("ix_region_file_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(index=True)
    cycle_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    state: Mapped[Making] = mapped_column(code(Making), default=Making.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    lease_owner: Mapped[str | None] = mapped_column(sa.String(80))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    made_on: Mapped[date | None]

    @property
    def waits(self) -> bool:
        """Whether it was asked for and is on its way."""
        return self.state in (Making.WAITING, Making.RUNNING)


def find(cycle_id: int, name: str) -> RegionFileRow | None:
    """Return the file of a round as the database has it now."""
    query = sa.select(RegionFileRow).where(RegionFileRow.cycle_id == cycle_id, RegionFileRow.name == name)
    return db.session.scalar(query.execution_options(populate_existing=True))


def put(partnership_id: int, cycle_id: int, name: str, now: datetime) -> None:
    """Ask for a file, unless it is on its way; what was made before stays until the new one is there."""
    row = find(cycle_id, name)
    if row is None:
        row = RegionFileRow(partnership_id=partnership_id, cycle_id=cycle_id, name=name)
        db.session.add(row)
    elif row.waits:
        return
    row.state, row.tries, row.asked_at = Making.WAITING, 0, now
    row.lease_owner = row.lease_until = None
    db.session.flush()


def first_due(now: datetime) -> RegionFileRow | None:
    """Return the file that waits longest and may be taken; None when there is none."""
    query = sa.select(RegionFileRow).where(_may_be_taken(now))
    query = query.order_by(RegionFileRow.asked_at, RegionFileRow.id).limit(1)
    return db.session.scalar(query.execution_options(populate_existing=True))


def claim(file_id: int, owner: str, now: datetime, lease: timedelta) -> bool:
    """Take a file; False when somebody else has it, or when it is done or given up."""
    values = {"lease_owner": owner, "lease_until": now + lease, "tries": RegionFileRow.tries + 1}
    return _changed(RegionFileRow.id == file_id, _may_be_taken(now), state=Making.RUNNING, **values)


def settle(file_id: int, owner: str, content: bytes | None, today: date) -> bool:
    """Keep what was made, or note that it failed (None); False when the lease was lost meanwhile."""
    ours = sa.and_(RegionFileRow.state == Making.RUNNING, RegionFileRow.lease_owner == owner)
    made: dict[str, object] = {"state": Making.FAILED, **_FREE}
    if content is not None:
        made = {"state": Making.DONE, "content": content, "made_on": today, **_FREE}
    return _changed(RegionFileRow.id == file_id, ours, **made)


def give_up(now: datetime) -> None:
    """Let files fail that were taken again and again and never finished."""
    lost = sa.and_(
        RegionFileRow.state == Making.RUNNING,
        RegionFileRow.lease_until <= now,
        RegionFileRow.tries >= MOST_TRIES,
    )
    _changed(lost, state=Making.FAILED, **_FREE)


def _may_be_taken(now: datetime) -> sa.ColumnElement[bool]:
    lost = sa.and_(RegionFileRow.state == Making.RUNNING, RegionFileRow.lease_until <= now)
    return sa.and_(sa.or_(RegionFileRow.state == Making.WAITING, lost), RegionFileRow.tries < MOST_TRIES)


def _changed(*where: sa.ColumnElement[bool], **values: object) -> bool:
    change = sa.update(RegionFileRow).where(*where).values(**values)
    result = db.session.execute(change, execution_options={"synchronize_session": False})
    db.session.expire_all()
    return int(getattr(result, "rowcount", 0)) == 1

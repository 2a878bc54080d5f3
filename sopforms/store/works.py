"""Long work: what was asked for at once, cut in items that the worker does one by one.

Every change of state is one conditional statement, as with single files (`jobs.py`): a worker that dies loses
nothing, two never do the same item, and a stop that somebody asks for holds from the next item on.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.core.filing import MOST_TRIES, Making
from sopforms.core.long_work import Progress, Work
from sopforms.store.db import Base, Moment, code, db, json_column

_FREE: dict[str, None] = {"lease_owner": None, "lease_until": None}


class WorkRow(Base):
    """Something long that one person asked for. `stopped_at`: no item is begun after it."""

    __tablename__ = "work"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    kind: Mapped[Work] = mapped_column(code(Work))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    asked_by: Mapped[str] = mapped_column(sa.String(120), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)
    options: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)


class WorkItemRow(Base):
    """One piece: what the worker is `given`, what it `made`, or the `failure` that says why nothing."""

    __tablename__ = "work_item"
    __table_args__ = (
        sa.CheckConstraint("(state = 'running') = (lease_owner IS NOT NULL)", name="lease"),
        sa.CheckConstraint("(state = 'failed') = (failure <> '')", name="failure"),
        sa.Index("ix_work_item_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    work_id: Mapped[int] = mapped_column(sa.ForeignKey("work.id"), index=True)
    label: Mapped[str] = mapped_column(sa.String(160))
    dossier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dossier.id"))
    given: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    made: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    state: Mapped[Making] = mapped_column(code(Making), default=Making.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(sa.Text, default="")
    lease_owner: Mapped[str | None] = mapped_column(sa.String(80))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)


def get(work_id: int, partnership_id: int) -> WorkRow:
    """Return a work of this partnership as the database has it now; raise NotFound."""
    row = db.session.get(WorkRow, work_id, populate_existing=True)
    if row is None or row.partnership_id != partnership_id:
        raise NotFound
    return row


def of_partnership(partnership_id: int, most: int = 20) -> list[WorkRow]:
    """Return what was asked for, newest first."""
    query = sa.select(WorkRow).where(WorkRow.partnership_id == partnership_id)
    return list(db.session.scalars(query.order_by(WorkRow.id.desc()).limit(most)))


def items_of(work_id: int) -> list[WorkItemRow]:
    """Return the items in their order, as the database has them now."""
    query = sa.select(WorkItemRow).where(WorkItemRow.work_id == work_id).order_by(WorkItemRow.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def progress_of(works: list[WorkRow]) -> dict[int, Progress]:
    """Return how far each work is."""
    counted: dict[int, dict[Making, int]] = {row.id: {} for row in works}
    query = (
        sa.select(WorkItemRow.work_id, WorkItemRow.state, sa.func.count(WorkItemRow.id))
        .where(WorkItemRow.work_id.in_(counted))
        .group_by(WorkItemRow.work_id, WorkItemRow.state)
    )
    for work_id, state, number in db.session.execute(query):
        counted[work_id][state] = number
    return {row.id: Progress.of(counted[row.id], stopped=row.stopped_at is not None) for row in works}


def first_due(now: datetime) -> tuple[WorkItemRow, WorkRow] | None:
    """Return the item that waits longest of work that goes on; None when there is none."""
    query = (
        sa.select(WorkItemRow, WorkRow)
        .join(WorkRow, WorkRow.id == WorkItemRow.work_id)
        .where(_may_be_taken(now), WorkRow.stopped_at.is_(None))
        .order_by(WorkItemRow.id)
        .limit(1)
    )
    found = db.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    return (found[0], found[1]) if found else None


def claim(item_id: int, owner: str, now: datetime, lease: timedelta) -> bool:
    """Take an item; False when somebody else has it, or when it is done or given up."""
    change = {"lease_owner": owner, "lease_until": now + lease, "tries": WorkItemRow.tries + 1}
    return _changed(item_id, _may_be_taken(now), state=Making.RUNNING, **change)


def settle(item_id: int, owner: str, made: dict[str, Any], failure: str) -> bool:
    """Write the outcome; False when the lease was lost meanwhile."""
    ours = sa.and_(WorkItemRow.state == Making.RUNNING, WorkItemRow.lease_owner == owner)
    state = Making.FAILED if failure else Making.DONE
    return _changed(item_id, ours, state=state, failure=failure, made=made, **_FREE)


def give_up(now: datetime, failure: str) -> None:
    """Let items fail that were taken again and again and never finished."""
    lost = sa.and_(
        WorkItemRow.state == Making.RUNNING, WorkItemRow.lease_until <= now, WorkItemRow.tries >= MOST_TRIES
    )
    _count(sa.update(WorkItemRow).where(lost).values(state=Making.FAILED, failure=failure, **_FREE))


def retry(work_id: int) -> int:
    """Let what failed wait again; return how many."""
    failed = sa.and_(WorkItemRow.work_id == work_id, WorkItemRow.state == Making.FAILED)
    values = {"state": Making.WAITING, "tries": 0, "failure": ""}
    return _count(sa.update(WorkItemRow).where(failed).values(**values))


def _may_be_taken(now: datetime) -> sa.ColumnElement[bool]:
    lost = sa.and_(WorkItemRow.state == Making.RUNNING, WorkItemRow.lease_until <= now)
    return sa.and_(sa.or_(WorkItemRow.state == Making.WAITING, lost), WorkItemRow.tries < MOST_TRIES)


def _changed(item_id: int, where: sa.ColumnElement[bool], **values: object) -> bool:
    return _count(sa.update(WorkItemRow).where(WorkItemRow.id == item_id, where).values(**values)) == 1


def _count(change: sa.Update) -> int:
    result = db.session.execute(change, execution_options={"synchronize_session": False})
    db.session.expire_all()
    return int(getattr(result, "rowcount", 0))

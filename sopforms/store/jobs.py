"""Files that are to be made: asked for in a deed's own transaction, made after it, by whoever comes first.

Every change of state is one conditional statement, so that page and worker never make the same file at once.
What a worker took and did not finish is free again when its lease is over.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.filing import MOST_TRIES, Making
from sopforms.store.db import Base, Moment, code, db

_FREE: dict[str, None] = {"lease_owner": None, "lease_until": None}


class JobRow(Base):
    """One file of a dossier that was asked for. `fixed`: what comes of it never changes again.

    `notes` is what its editor should hear of the file that was made, in Dutch, a line each.
    """

    __tablename__ = "job"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "name"),
        sa.CheckConstraint("(state = 'running') = (lease_owner IS NOT NULL)", name="lease"),
        sa.CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name="lease_until"),
        sa.CheckConstraint("(state = 'failed') = (failure <> '')", name="failure"),
        sa.Index("ix_job_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    fixed: Mapped[bool] = mapped_column(default=False)
    state: Mapped[Making] = mapped_column(code(Making), default=Making.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(sa.Text, default="")
    notes: Mapped[str] = mapped_column(sa.Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    lease_owner: Mapped[str | None] = mapped_column(sa.String(80))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)


def find(dossier_id: int, name: str) -> JobRow | None:
    """Return the job of a file as the database has it now."""
    query = sa.select(JobRow).where(JobRow.dossier_id == dossier_id, JobRow.name == name)
    return db.session.scalar(query.execution_options(populate_existing=True))


def put(dossier_id: int, name: str, now: datetime, *, fixed: bool) -> None:
    """Ask for a file in the running transaction; one that was asked for before begins anew."""
    row = find(dossier_id, name)
    if row is None:
        row = JobRow(dossier_id=dossier_id, name=name)
        db.session.add(row)
    row.fixed, row.state, row.tries, row.failure, row.asked_at = fixed, Making.WAITING, 0, "", now
    row.notes = ""
    row.lease_owner = row.lease_until = None
    db.session.flush()


def first_due(now: datetime) -> JobRow | None:
    """Return the job that waits longest and may be taken; None when there is none."""
    query = sa.select(JobRow).where(_may_be_taken(now)).order_by(JobRow.asked_at, JobRow.id).limit(1)
    return db.session.scalar(query.execution_options(populate_existing=True))


def claim(job_id: int, owner: str, now: datetime, lease: timedelta) -> bool:
    """Take a job; False when somebody else has it, or when it is done or given up."""
    values = {"lease_owner": owner, "lease_until": now + lease, "tries": JobRow.tries + 1}
    return _changed(job_id, _may_be_taken(now), state=Making.RUNNING, **values)


def settle(job_id: int, owner: str, state: Making, failure: str = "", notes: str = "") -> bool:
    """Write the outcome; False when the lease was lost meanwhile, and then the outcome does not count."""
    ours = sa.and_(JobRow.state == Making.RUNNING, JobRow.lease_owner == owner)
    return _changed(job_id, ours, state=state, failure=failure, notes=notes, **_FREE)


def give_up(now: datetime, failure: str) -> int:
    """Let jobs fail that were taken again and again and never finished; return how many."""
    lost = sa.and_(JobRow.state == Making.RUNNING, JobRow.lease_until <= now, JobRow.tries >= MOST_TRIES)
    change = sa.update(JobRow).where(lost).values(state=Making.FAILED, failure=failure, **_FREE)
    return _count(change)


def forget(dossier_ids: Collection[int]) -> None:
    """Take back what was asked for these dossiers; a file that is wanted later is asked for again."""
    gone = sa.delete(JobRow).where(JobRow.dossier_id.in_(dossier_ids))
    db.session.execute(gone, execution_options={"synchronize_session": "fetch"})


def _may_be_taken(now: datetime) -> sa.ColumnElement[bool]:
    lost = sa.and_(JobRow.state == Making.RUNNING, JobRow.lease_until <= now)
    return sa.and_(sa.or_(JobRow.state == Making.WAITING, lost), JobRow.tries < MOST_TRIES)


def _changed(job_id: int, where: sa.ColumnElement[bool], **values: object) -> bool:
    return _count(sa.update(JobRow).where(JobRow.id == job_id, where).values(**values)) == 1


def _count(change: sa.Update) -> int:
    result = db.session.execute(change, execution_options={"synchronize_session": False})
    db.session.expire_all()
    return int(getattr(result, "rowcount", 0))

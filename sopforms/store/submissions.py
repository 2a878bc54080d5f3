"""Submit ids that were honoured: a form that arrives twice has the effect of one."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, db


class SubmissionRow(Base):
    """One honoured submit id of one deed."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    day: Mapped[date]


def is_known(key: str) -> bool:
    """Whether this submit id was honoured before."""
    return db.session.get(SubmissionRow, key) is not None


def add(key: str, day: date) -> None:
    """Note the submit id in the running transaction; a second one at the same time fails on the key."""
    db.session.add(SubmissionRow(key=key, day=day))
    db.session.flush()


def forget(before: date) -> None:
    """Take away what was noted before that day: no browser sends the same form again after so long."""
    db.session.execute(sa.delete(SubmissionRow).where(SubmissionRow.day < before))

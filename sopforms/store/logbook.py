"""The logbook: every deed, in order, each line chained to the one before by its hash; it only grows."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import Act, Deed, Role, Step
from sopforms.store import scope
from sopforms.store.db import Base, code, db, json_column

LOCK = 7_301_926  # any number that nothing else in this database locks


class EventRow(Base):
    """One deed of the procedure, or one act on somebody's rights.

    `details` holds letters and documents by name, never answers or texts; of an act whom it was about, which
    role, and where.
    """

    __tablename__ = "event"
    __table_args__ = (
        sa.ForeignKeyConstraint(["partnership_id", "dossier_id"], ["dossier.partnership_id", "dossier.id"]),
        sa.CheckConstraint("(deed IS NULL) <> (act IS NULL)", name="deed_or_act"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    dossier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    day: Mapped[date]
    deed: Mapped[Deed | None] = mapped_column(code(Deed))
    act: Mapped[Act | None] = mapped_column(code(Act))
    step: Mapped[Step | None] = mapped_column(code(Step))
    role: Mapped[Role] = mapped_column(code(Role))
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    basis: Mapped[str] = mapped_column(sa.String(80), default="")
    details: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    previous: Mapped[str] = mapped_column(sa.String(64))
    hash: Mapped[str] = mapped_column(sa.String(64))


def write(
    day: date,
    done: Deed | Act,
    role: Role,
    *,
    partnership_id: int | None = None,
    dossier_id: int | None = None,
    step: Step | None = None,
    person_id: int | None = None,
    basis: str = "",
    details: dict[str, Any] | None = None,
) -> EventRow:
    """Add a line to the logbook, chained to the last one, in the running transaction."""
    _one_at_a_time()
    with scope.everywhere():  # one chain for all: a line that is taken out anywhere is missed
        last = db.session.scalar(sa.select(EventRow.hash).order_by(EventRow.id.desc()).limit(1)) or "0" * 64
    row = EventRow(
        partnership_id=partnership_id,
        dossier_id=dossier_id,
        day=day,
        deed=done if isinstance(done, Deed) else None,
        act=done if isinstance(done, Act) else None,
        step=step,
        role=role,
        person_id=person_id,
        basis=basis,
        details=details or {},
        previous=last,
    )
    row.hash = digest(row)
    db.session.add(row)
    db.session.flush()
    return row


def _one_at_a_time() -> None:
    """Wait until no other transaction is adding a line, or two lines would follow the same one.

    SQLite has one writer anyway; on PostgreSQL the lock is kept until this transaction ends.
    """
    if db.engine.dialect.name == "postgresql":
        db.session.flush()  # rows first, the logbook last: everybody takes their locks in this order
        db.session.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))


def digest(row: EventRow) -> str:
    """Return the hash of a line over its content and the hash of the line before."""
    facts = [
        row.previous,
        row.partnership_id,
        row.dossier_id,
        row.day.isoformat(),
        str(row.deed or row.act),
        row.step.value if row.step else None,
        row.role.value,
        row.person_id,
        row.basis,
        row.details,
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def of_dossier(dossier_id: int) -> list[EventRow]:
    """Return the lines of a dossier, oldest first."""
    return list(
        db.session.scalars(sa.select(EventRow).where(EventRow.dossier_id == dossier_id).order_by(EventRow.id))
    )


def of_rights(partnership_id: int, person_id: int) -> list[EventRow]:
    """Return what was done to the rights of a person within a partnership, newest first."""
    query = sa.select(EventRow).where(EventRow.partnership_id == partnership_id, EventRow.act.is_not(None))
    rows = db.session.scalars(query.order_by(EventRow.id.desc()))
    return [row for row in rows if row.details.get("whom") == person_id]


def first_broken() -> int | None:
    """Return the id of the first line whose hash or link does not hold, or None when the chain is whole."""
    previous = "0" * 64
    for row in db.session.scalars(sa.select(EventRow).order_by(EventRow.id)):
        if row.previous != previous or row.hash != digest(row):
            return row.id
        previous = row.hash
    return None


def of_year(partnership_id: int, dossier_id: int) -> list[EventRow]:
    """Return the lines of a dossier and those of its partnership that concern every school, oldest first."""
    shared = sa.and_(
        EventRow.partnership_id == partnership_id, EventRow.dossier_id.is_(None), EventRow.act.is_(None)
    )
    return list(
        db.session.scalars(
            sa.select(EventRow).where(sa.or_(EventRow.dossier_id == dossier_id, shared)).order_by(EventRow.id)
        )
    )

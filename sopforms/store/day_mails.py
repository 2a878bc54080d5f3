"""The mail of the day in the outbox: what waits for it, what it carries, and that nobody gets two."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from sopforms.core.mailing import DeliveryState
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow, change_where

_ON_THE_WAY = (DeliveryState.BUNDLED, DeliveryState.UNCERTAIN, DeliveryState.FAILED)


def addresses(now: datetime) -> list[str]:
    """Return in small letters the addresses for which something waits that may leave now."""
    email = sa.func.lower(OutboxRow.to_email)
    return list(db.session.scalars(sa.select(email).where(*_waits(now)).distinct().order_by(email)))


def waiting_for(email: str, now: datetime) -> list[OutboxRow]:
    """Return what waits for an address and may leave now, oldest first."""
    query = sa.select(OutboxRow).where(*_waits(now), sa.func.lower(OutboxRow.to_email) == email)
    return list(db.session.scalars(query.order_by(OutboxRow.id)))


def is_taken(day_mail: str) -> bool:
    """Whether this address had its mail of this day."""
    return bool(db.session.scalar(sa.select(sa.exists().where(OutboxRow.day_mail == day_mail))))


def put_off(ids: Collection[int], until: datetime) -> int:
    """Let what still waits leave later; return how many."""
    return change_where(_still(ids), next_at=until)


def send_alone(row_id: int, day_mail: str) -> int:
    """Let the one matter that waits be the mail of the day itself; return whether it still waited."""
    return change_where(_still([row_id]), waits=False, day_mail=day_mail)


def carry(ids: Collection[int], bundle_id: int) -> int:
    """Tie what still waits to the mail that carries it; return how many."""
    return change_where(
        _still(ids), waits=False, state=DeliveryState.BUNDLED, carried_by=bundle_id, next_at=None
    )


def carried(bundle_id: int) -> list[OutboxRow]:
    """Return the matters of a mail of the day, in its order."""
    query = sa.select(OutboxRow).where(OutboxRow.carried_by == bundle_id).order_by(OutboxRow.id)
    return list(db.session.scalars(query))


def follow(bundle_id: int, state: DeliveryState, sent_at: datetime | None, last_error: str = "") -> int:
    """Let the matters share what became of the mail that carried them; return how many did."""
    carried = (OutboxRow.carried_by == bundle_id, OutboxRow.state.in_((*_ON_THE_WAY, DeliveryState.SENT)))
    return change_where(carried, state=state, sent_at=sent_at, next_at=None, last_error=last_error)


def _waits(now: datetime) -> list[sa.ColumnElement[bool]]:
    return [OutboxRow.waits.is_(True), OutboxRow.state == DeliveryState.QUEUED, OutboxRow.next_at <= now]


def _still(ids: Collection[int]) -> list[sa.ColumnElement[bool]]:
    return [OutboxRow.id.in_(ids), OutboxRow.waits.is_(True), OutboxRow.state == DeliveryState.QUEUED]

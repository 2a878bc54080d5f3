"""The outbox: every mail that was decided, frozen, with where it is on its way out.

Deeds put rows here in their own transaction; `actions/delivery.py` alone takes them out. Every change of
state is one conditional statement, so that two workers never hand over the same mail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import LetterKind
from sopforms.core.mailing import WAITING, DeliveryState
from sopforms.store.db import Base, Moment, code, db
from sopforms.store.links import LinkRow

# Waiting rows that may go out when their moment has come; an uncertain one without moment never goes again.
READY = (DeliveryState.QUEUED, DeliveryState.RETRY, DeliveryState.UNCERTAIN)
FINAL = (DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.CANCELLED)
EMPTY = {"text": "", "html": "", "matter_text": "", "matter_html": ""}
_FREE: dict[str, None] = {"lease_owner": None, "lease_until": None}


class OutboxRow(Base):
    """One mail to one person. `text` and `html` hold a marker where the link comes.

    What `waits` goes with the mail of the day, in the words of `matter_text` and `matter_html`;
    `carried_by` is the mail that it went with.
    `day_mail` is address and day of a mail of the day: no two have the same.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        sa.ForeignKeyConstraint(["partnership_id", "dossier_id"], ["dossier.partnership_id", "dossier.id"]),
        sa.CheckConstraint("link_id IS NULL OR path = ''", name="one_link"),
        sa.CheckConstraint("(state = 'sending') = (lease_owner IS NOT NULL)", name="lease"),
        sa.CheckConstraint("(lease_owner IS NULL) = (lease_until IS NULL)", name="lease_until"),
        sa.CheckConstraint("state NOT IN ('sent', 'bounced') OR sent_at IS NOT NULL", name="sent"),
        sa.CheckConstraint("state NOT IN ('queued', 'retry') OR next_at IS NOT NULL", name="next"),
        sa.CheckConstraint("state != 'bundled' OR carried_by IS NOT NULL", name="carried"),
        sa.Index("ix_outbox_state_next_at", "state", "next_at"),
        sa.Index("ix_outbox_to_email", "to_email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[LetterKind] = mapped_column(code(LetterKind))
    copy: Mapped[bool] = mapped_column(default=False)
    to_name: Mapped[str] = mapped_column(sa.String(120), default="")
    to_email: Mapped[str] = mapped_column(sa.String(254))
    reply_name: Mapped[str] = mapped_column(sa.String(120), default="")
    reply_to: Mapped[str] = mapped_column(sa.String(254), default="")
    subject: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text)
    html: Mapped[str] = mapped_column(sa.Text)
    link_id: Mapped[int | None] = mapped_column(sa.ForeignKey("link.id"), index=True)
    path: Mapped[str] = mapped_column(sa.String(300), default="")
    object_id: Mapped[int | None]
    message_id: Mapped[str] = mapped_column(sa.String(200), unique=True)
    date: Mapped[datetime] = mapped_column(Moment)
    dedupe: Mapped[str] = mapped_column(sa.String(400), unique=True)
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    dossier_id: Mapped[int | None] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    state: Mapped[DeliveryState] = mapped_column(code(DeliveryState), default=DeliveryState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(Moment)
    useless_at: Mapped[datetime | None] = mapped_column(Moment)
    lease_owner: Mapped[str | None] = mapped_column(sa.String(80))
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    data_started_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str] = mapped_column(sa.String(300), default="")
    waits: Mapped[bool] = mapped_column(default=False)
    matter_text: Mapped[str] = mapped_column(sa.Text, default="")
    matter_html: Mapped[str] = mapped_column(sa.Text, default="")
    carried_by: Mapped[int | None] = mapped_column(sa.ForeignKey("outbox.id"), index=True)
    day_mail: Mapped[str | None] = mapped_column(sa.String(300), unique=True)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a mail is, for a page: to whom, since or until when, and what stands in the way."""

    state: DeliveryState
    email: str
    sent_at: datetime | None
    next_at: datetime | None
    last_error: str


def put(row: OutboxRow) -> OutboxRow:
    """Add a mail in the running transaction; its dedupe key must be new."""
    db.session.add(row)
    db.session.flush()
    return row


def get(row_id: int) -> OutboxRow | None:
    """Return the mail as it is now in the database."""
    return db.session.get(OutboxRow, row_id, populate_existing=True)


def find(dedupe: str) -> OutboxRow | None:
    """Return the mail of this occasion."""
    return db.session.scalar(sa.select(OutboxRow).where(OutboxRow.dedupe == dedupe))


def link_of(row: OutboxRow) -> LinkRow:
    """Return the link of a mail that has one."""
    return db.session.get_one(LinkRow, row.link_id)


def find_of_link(link_id: int) -> OutboxRow | None:
    """Return the mail that carried this link."""
    return db.session.scalar(sa.select(OutboxRow).where(OutboxRow.link_id == link_id).limit(1))


def due(now: datetime) -> int:
    """Return how many mails may go out now."""
    return _count(*_due(now))


def claim(owner: str, now: datetime, lease: timedelta) -> int | None:
    """Take the mail that waits longest and return its id; None when nothing is due.

    One statement: whoever comes second gets another mail or none. On PostgreSQL rows that somebody else
    is just taking are skipped.
    """
    first = (
        sa.select(OutboxRow.id)
        .where(*_due(now))
        .order_by(OutboxRow.next_at, OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    take = (
        sa.update(OutboxRow)
        .where(OutboxRow.id == first, *_due(now))
        .values(
            state=DeliveryState.SENDING,
            lease_owner=owner,
            lease_until=now + lease,
            data_started_at=None,
            attempts=OutboxRow.attempts + 1,
        )
        .returning(OutboxRow.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(take)


def start_data(row_id: int, owner: str, now: datetime, lease: timedelta) -> bool:
    """Note that the text goes over the line now; return False when the lease is lost: then it may not."""
    values = {"data_started_at": now, "lease_until": now + lease}
    return change(row_id, (DeliveryState.SENDING,), OutboxRow.lease_owner == owner, **values)


def settle(row_id: int, owner: str, state: DeliveryState, **values: Any) -> bool:
    """Write the outcome and give up the lease; return False when somebody else holds the mail meanwhile."""
    ours = OutboxRow.lease_owner == owner
    return change(row_id, (DeliveryState.SENDING,), ours, state=state, **_FREE, **values)


def settle_lost(row: OutboxRow, now: datetime, state: DeliveryState, **values: Any) -> bool:
    """Take a mail from a worker that is gone, as long as nothing about it has changed since it was read."""
    same = (
        OutboxRow.lease_until <= now,
        OutboxRow.lease_owner == row.lease_owner,
        OutboxRow.data_started_at.is_not_distinct_from(row.data_started_at),
    )
    return change(row.id, (DeliveryState.SENDING,), *same, state=state, **_FREE, **values)


def change(
    row_id: int, states: Collection[DeliveryState], *also: sa.ColumnElement[bool], **values: Any
) -> bool:
    """Change one mail if it still is in one of `states` (and `also` holds); return whether it was."""
    wanted = (OutboxRow.id == row_id, OutboxRow.state.in_(states), *also)
    return _change(sa.update(OutboxRow).where(*wanted).values(**values)) == 1


def change_where(where: Iterable[sa.ColumnElement[bool]], **values: Any) -> int:
    """Change every mail for which all of that holds; return how many."""
    return _change(sa.update(OutboxRow).where(*where).values(**values))


def change_all(states: Collection[DeliveryState], **values: Any) -> int:
    """Change every mail in one of `states` and end its lease; return how many."""
    values = {**_FREE, **values}
    return _change(sa.update(OutboxRow).where(OutboxRow.state.in_(states)).values(**values))


def lost(now: datetime) -> list[OutboxRow]:
    """Return the mails whose worker has not been heard of since its lease ended, oldest first."""
    over = sa.and_(OutboxRow.state == DeliveryState.SENDING, OutboxRow.lease_until <= now)
    return list(db.session.scalars(sa.select(OutboxRow).where(over).order_by(OutboxRow.id)))


def untold(kinds: Iterable[LetterKind]) -> list[int]:
    """Return the ids of accepted mails of these kinds of which nobody was told yet, oldest first."""
    query = sa.select(OutboxRow.id).where(
        OutboxRow.state == DeliveryState.SENT,
        OutboxRow.told_at.is_(None),
        OutboxRow.copy.is_(False),
        OutboxRow.kind.in_(tuple(kinds)),
    )
    return list(db.session.scalars(query.order_by(OutboxRow.sent_at, OutboxRow.id)))


def wipe(before: datetime) -> int:
    """Empty the bodies of finished mails that were written before that moment; return how many."""
    old = sa.update(OutboxRow).where(
        OutboxRow.state.in_(FINAL), OutboxRow.date < before, (OutboxRow.text != "") | (OutboxRow.html != "")
    )
    return _change(old.values(EMPTY))


def wipe_sent(dossier_id: int, kind: LetterKind) -> int:
    """Empty the bodies of finished mails of one kind about a dossier; return how many."""
    done = sa.update(OutboxRow).where(
        OutboxRow.state.in_(FINAL), OutboxRow.dossier_id == dossier_id, OutboxRow.kind == kind
    )
    return _change(done.values(EMPTY))


def of_dossier(dossier_id: int) -> list[OutboxRow]:
    """Return all mails of a dossier, newest first."""
    query = sa.select(OutboxRow).where(OutboxRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(OutboxRow.id.desc())))


def to_address(
    email: str, *, hidden: Iterable[LetterKind], partnership_id: int, most: int = 10
) -> list[OutboxRow]:
    """Return the newest mails to one address that a partnership sent or that let somebody sign in.

    `hidden` kinds are left out.
    """
    own = (OutboxRow.partnership_id == partnership_id) | (OutboxRow.kind == LetterKind.SIGN_IN)
    query = sa.select(OutboxRow).where(
        OutboxRow.to_email.in_((email, email.lower())), own, OutboxRow.kind.not_in(tuple(hidden))
    )
    return list(db.session.scalars(query.order_by(OutboxRow.date.desc(), OutboxRow.id.desc()).limit(most)))


def in_trouble(now: datetime, patience: timedelta = timedelta(minutes=15)) -> list[OutboxRow]:
    """Return what a person should look at: failed, bounced, uncertain, and what waits longer than that."""
    since = sa.case((OutboxRow.waits, OutboxRow.next_at), else_=OutboxRow.date)
    late = OutboxRow.state.in_((DeliveryState.RETRY, DeliveryState.QUEUED)) & (since < now - patience)
    bad = (DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.UNCERTAIN, DeliveryState.HELD)
    query = sa.select(OutboxRow).where(late | OutboxRow.state.in_(bad))
    return list(db.session.scalars(query.order_by(OutboxRow.id)))


def waiting() -> int:
    """Return how many mails have not left yet."""
    return _count(OutboxRow.state.in_(WAITING))


def failed() -> int:
    """Return how many mails could not be delivered."""
    return _count(OutboxRow.state.in_((DeliveryState.FAILED, DeliveryState.BOUNCED)))


def oldest_waiting() -> datetime | None:
    """Return when the mail that waits longest was written, but for the mail of the day; None when none."""
    urgent = OutboxRow.state.in_(WAITING), OutboxRow.waits.is_(False)
    return db.session.scalar(sa.select(sa.func.min(OutboxRow.date)).where(*urgent))


def delivery_state(dossier_id: int, kind: LetterKind) -> Delivery | None:
    """Return how far the newest mail of this kind is, copies left out; None when there is none."""
    query = sa.select(OutboxRow).where(
        OutboxRow.dossier_id == dossier_id, OutboxRow.kind == kind, OutboxRow.copy.is_(False)
    )
    row = db.session.scalar(query.order_by(OutboxRow.id.desc()).limit(1))
    return (
        None if row is None else Delivery(row.state, row.to_email, row.sent_at, row.next_at, row.last_error)
    )


def _due(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return OutboxRow.state.in_(READY), OutboxRow.next_at <= now, OutboxRow.waits.is_(False)


def _count(*where: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(OutboxRow).where(*where)) or 0


def _change(statement: sa.Update) -> int:
    result = db.session.execute(statement, execution_options={"synchronize_session": "fetch"})
    return int(getattr(result, "rowcount", 0))

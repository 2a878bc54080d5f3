"""Links without an account: who may open what until when. The row holds everything but the verifier."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import LinkPurpose
from sopforms.store.db import Base, Moment, code, db


class LinkRow(Base):
    """One link, bound to one purpose, one object, one tenant and one address."""

    __tablename__ = "link"
    __table_args__ = (
        sa.CheckConstraint("length(selector) = 32", name="selector"),
        sa.CheckConstraint("expires_at > created_at", name="expires"),
        sa.Index("ix_link_purpose_object_id", "purpose", "object_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    selector: Mapped[str] = mapped_column(sa.String(32), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(code(LinkPurpose))
    partnership_id: Mapped[int | None] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    object_id: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    key_version: Mapped[str] = mapped_column(sa.String(12))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)


def add(row: LinkRow) -> LinkRow:
    """Store a new link and give it its id."""
    db.session.add(row)
    db.session.flush()
    return row


def find(selector: bytes) -> LinkRow | None:
    """Return the link with this selector, usable or not."""
    return db.session.scalar(sa.select(LinkRow).where(LinkRow.selector == selector.hex()))


def newest_of(email: str, purposes: Collection[LinkPurpose]) -> list[LinkRow]:
    """Return the newest link of this address to each object, revoked ones left out, expired ones not."""
    rows = db.session.scalars(
        sa.select(LinkRow)
        .where(
            sa.func.lower(LinkRow.email) == email.lower(),
            LinkRow.purpose.in_(purposes),
            LinkRow.revoked_at.is_(None),
        )
        .order_by(LinkRow.id)
    )
    return list({(row.purpose, row.object_id): row for row in rows}.values())


def mark_opened(link_id: int, now: datetime, *, once: bool) -> bool:
    """Note the first opening in one statement; return False when the link cannot be opened (any more).

    With `once` a second opening is refused; otherwise it keeps the moment of the first.
    """
    usable = [LinkRow.id == link_id, LinkRow.revoked_at.is_(None), LinkRow.expires_at > now]
    if once:
        usable.append(LinkRow.opened_at.is_(None))
    change = sa.update(LinkRow).where(*usable).values(opened_at=sa.func.coalesce(LinkRow.opened_at, now))
    return _changed(change) == 1


def revoke(link_id: int, now: datetime) -> bool:
    """End one link; return False when it was ended before."""
    return _changed(_revoking(now).where(LinkRow.id == link_id)) == 1


def revoke_of(purpose: LinkPurpose, object_id: int, now: datetime) -> int:
    """End every link to this object; return how many that were."""
    return _changed(_revoking(now).where(LinkRow.purpose == purpose, LinkRow.object_id == object_id))


def revoke_for(email: str, purpose: LinkPurpose, object_id: int, now: datetime) -> int:
    """End the links of one address to this object, when somebody is replaced; return how many."""
    mine = sa.func.lower(LinkRow.email) == email.lower()
    change = _revoking(now).where(mine, LinkRow.purpose == purpose, LinkRow.object_id == object_id)
    return _changed(change)


def ended(purpose: LinkPurpose, object_id: int) -> int:
    """Return how many links to this object were ended: whoever is named after that needs a new one."""
    mine = (LinkRow.purpose == purpose, LinkRow.object_id == object_id, LinkRow.revoked_at.is_not(None))
    return db.session.scalar(sa.select(sa.func.count()).select_from(LinkRow).where(*mine)) or 0


def end_at(purpose: LinkPurpose, object_id: int, moment: datetime) -> int:
    """Let every link to this object that is not revoked work until `moment`; return how many."""
    change = sa.update(LinkRow).where(
        LinkRow.purpose == purpose,
        LinkRow.object_id == object_id,
        LinkRow.revoked_at.is_(None),
        LinkRow.created_at < moment,
    )
    return _changed(change.values(expires_at=moment))


def _revoking(now: datetime) -> sa.Update:
    return sa.update(LinkRow).where(LinkRow.revoked_at.is_(None)).values(revoked_at=now)


def _changed(change: sa.Update) -> int:
    result = db.session.execute(change, execution_options={"synchronize_session": "fetch"})
    return int(getattr(result, "rowcount", 0))

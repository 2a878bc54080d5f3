"""The outbox of the demonstration: what is of the past is marked as sent, the newest mails really go."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import sqlalchemy as sa

from sopforms.actions import delivery
from sopforms.actions.deed import deed
from sopforms.core.codes import Step
from sopforms.core.mailing import DeliveryState
from sopforms.store import clock, letters
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.letters import OutboxRow

PER_DOSSIER = 4
PER_KIND = 2
_ON_ITS_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.RETRY)
# A reminder that no worker took is taken back when its survey closes: here it counts as sent like the others.
_GONE = (DeliveryState.QUEUED, DeliveryState.RETRY, DeliveryState.SENT, DeliveryState.CANCELLED)


@deed
def keep_newest() -> None:
    """Let the newest mails of each dossier of this year wait to be sent now; mark all others as sent then.

    Once more is of use when the address of the pages has changed: the links of mails that went are dead.
    """
    waiting = _newest()
    db.session.execute(
        sa.update(OutboxRow)
        .where(OutboxRow.id.not_in(waiting), OutboxRow.state.in_(_GONE))
        .values(
            state=DeliveryState.SENT,
            sent_at=OutboxRow.date,
            told_at=OutboxRow.date,
            next_at=None,
            attempts=1,
        )
        .execution_options(synchronize_session=False)
    )
    db.session.execute(
        sa.update(OutboxRow)
        .where(OutboxRow.id.in_(waiting))
        .values(state=DeliveryState.QUEUED, sent_at=None, attempts=0, next_at=clock.now())
        .execution_options(synchronize_session=False)
    )


@deed
def date_back() -> bool:
    """Let mails of earlier days that went just now count as sent on their own day; return whether some wait.

    Pages would tell of a mail that arrived long after the term which it began.
    """
    untold = set(letters.untold(delivery.DELIVERED))
    gone = sa.select(OutboxRow).where(
        OutboxRow.state == DeliveryState.SENT, OutboxRow.sent_at != OutboxRow.date
    )
    for row in db.session.scalars(gone):
        if row.id not in untold and row.sent_at is not None and _day(row.sent_at) > _day(row.date):
            row.sent_at = row.date
    db.session.flush()
    waiting = sa.select(OutboxRow).where(OutboxRow.state.in_(_ON_ITS_WAY))
    today = clock.today()
    return bool(untold) or any(_day(row.date) < today for row in db.session.scalars(waiting))


def _day(at: datetime) -> date:
    return at.astimezone(clock.AMSTERDAM).date()


def _newest() -> list[int]:
    """Return the ids of the newest mails: a few of each dossier that is under way, a few of each kind."""
    rows = db.session.execute(
        sa.select(OutboxRow.id, OutboxRow.dossier_id, OutboxRow.kind)
        .join(DossierRow, DossierRow.id == OutboxRow.dossier_id)
        .where(DossierRow.step != Step.ACTIVE, OutboxRow.text != "")
        .order_by(OutboxRow.id.desc())
    )
    all_of: Counter[int | None] = Counter()
    of_kind: Counter[tuple[int | None, str]] = Counter()
    found = []
    for row_id, dossier_id, kind in rows:
        if all_of[dossier_id] < PER_DOSSIER and of_kind[dossier_id, kind] < PER_KIND:
            all_of[dossier_id] += 1
            of_kind[dossier_id, kind] += 1
            found.append(row_id)
    return found

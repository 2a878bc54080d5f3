"""Every text that a part ever had, and what somebody is typing in it now: nothing typed is ever lost."""

from __future__ import annotations

from datetime import date, datetime

from sopforms.actions.deed import repeatable
from sopforms.core.actor import Actor
from sopforms.core.errors import NotFound
from sopforms.store import drafts
from sopforms.store.db import db
from sopforms.store.drafts import DraftPartRow, DraftTypedRow, DraftVersionRow


def keep(part: DraftPartRow, text: str, actor: Actor, today: date) -> None:
    """Keep a saved text as a version, the same text once, and throw away what its writer was typing."""
    newest = next(iter(drafts.versions_of(part.id)), None)
    if newest is None or newest.text != text:
        db.session.add(DraftVersionRow(part_id=part.id, saved_on=today, person_id=actor.person_id, text=text))
    if (typed := drafts.find_typed(part.id, actor.person_id)) is not None:
        db.session.delete(typed)


def get(part: DraftPartRow, version_id: int) -> DraftVersionRow:
    """Return one saved text of this part; raise NotFound."""
    row = db.session.get(DraftVersionRow, version_id)
    if row is None or row.part_id != part.id:
        raise NotFound
    return row


@repeatable
def keep_typing(part_id: int, person_id: int, text: str, *, version: int, now: datetime) -> None:
    """Keep what somebody is typing, beside the draft: nobody else sees it, and it is no version yet."""
    row = drafts.find_typed(part_id, person_id)
    if row is None:
        row = DraftTypedRow(part_id=part_id, person_id=person_id)
        db.session.add(row)
    row.text, row.version, row.typed_at = text, version, now


@repeatable
def forget_typing(part_id: int, person_id: int) -> None:
    """Throw away what somebody typed and did not save."""
    if (row := drafts.find_typed(part_id, person_id)) is not None:
        db.session.delete(row)

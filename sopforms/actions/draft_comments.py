"""Comments on the draft by the head and the partnership's consultant: on record, and never in the way.

The school decides what it does with them. A comment that was dealt with stays to be read.
"""

from __future__ import annotations

from datetime import date

from sopforms.actions import recording
from sopforms.actions.deed import deed
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import dossiers, drafts
from sopforms.store.db import db
from sopforms.store.drafts import DraftCommentRow

MOST = 2000


@deed
def comment(dossier_id: int, key: str, text: str, *, actor: Actor, today: date) -> None:
    """Put a comment at a part. Raises Invalid for a text that is empty or too long, NotFound for no part."""
    row, part = dossiers.get(dossier_id), drafts.find_part(dossier_id, key)
    if part is None:
        raise NotFound
    text = text.strip()
    if not text:
        raise Invalid(text="Schrijf een opmerking.")
    if len(text) > MOST:
        raise Invalid(text=f"Maak de opmerking korter: hoogstens {MOST} tekens.")
    recording.record(Deed.COMMENT_CHAPTER, row, actor, today)
    role = actor.role_for(Deed.COMMENT_CHAPTER)
    db.session.add(
        DraftCommentRow(
            part_id=part.id, person_id=actor.person_id, name=actor.name, role=role, text=text, made_on=today
        )
    )


@deed
def resolve(dossier_id: int, comment_id: int, *, actor: Actor, today: date) -> None:
    """Mark a comment as dealt with; once more changes nothing."""
    row = dossiers.get(dossier_id)
    found = db.session.get(DraftCommentRow, comment_id)
    if found is None or found.part_id not in {part.id for part in drafts.parts_of(row.id)}:
        raise NotFound
    if found.resolved_on is not None:
        return
    recording.record(Deed.RESOLVE_COMMENT, row, actor, today)
    found.resolved_on, found.resolved_by = today, actor.name

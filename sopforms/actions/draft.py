"""The draft: made from the school values, edited by people, marked ready part by part, and finished.

What a person wrote is never overwritten. When answers change afterwards, the sentences that rested on them
are marked, and a person decides.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import date

from sopforms.actions import addresses, composing, draft_history, locked, recording
from sopforms.actions.deed import deed
from sopforms.actions.draft_parts import PartNow, Whole, current_text, generated_of, whole
from sopforms.core import blocks_json, drafted, letter
from sopforms.core.actor import Actor
from sopforms.core.blocks import Block, Part
from sopforms.core.codes import Deed, Role
from sopforms.core.document import Chapter
from sopforms.core.errors import Conflict, NotFound, Refused
from sopforms.core.mailing import Address, Letter
from sopforms.output.markdown import to_blocks, to_markdown
from sopforms.output.markdown_writing import marker
from sopforms.output.pasted import as_markdown
from sopforms.store import dossiers, drafts, locations, people
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow

__all__ = [
    "PartNow",
    "Whole",
    "current_text",
    "edit_chapter",
    "finish_draft",
    "make_draft",
    "mark_ready",
    "refresh_part",
    "take_over",
    "whole",
]


@deed
def make_draft(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Compose every part from the values of now; edited texts stay, parts that changed are open again."""
    row = dossiers.get(dossier_id)
    recording.record(Deed.MAKE_DRAFT, row, actor, today, documents=("draft",))
    document = composing.document_of(row)
    existing = {part.key: part for part in drafts.parts_of(row.id)}
    parts = {part.key: part for part in composing.compose(row).parts}
    for place, chapter in enumerate(document.chapters + document.guide):
        part = existing.get(chapter.key) or _new_part(row.id, chapter, place)
        _fill(row, part, parts[chapter.key], chapter, today)
    row.draft_made_on = row.draft_made_on or today


@deed
def edit_chapter(
    dossier_id: int, key: str, text: str, *, version: int, actor: Actor, today: date,
    no_names: bool = False, drops: bool = False, merged: bool = False,
) -> None:  # fmt: skip
    """Put a person's Markdown in place of a part; raises Conflict when the part was changed meanwhile.

    `no_names`: the writer looked and says that no name of a pupil stands in it. `drops`: tables and charts
    that the text lacks are left out on purpose. `merged`: the text was written with the new answers beside
    it, so that nothing is stale any more. Raises Invalid when a locked quotation, table or chart was taken
    out, or when the text cannot be read.
    """
    row, part, _ = _editable(dossier_id, key)
    _check_version(part, version)
    generated = {one.key: one for one in composing.compose(row).parts}[key] if merged else generated_of(part)
    text = as_markdown(text)
    blocks = to_blocks(text, keep=generated.blocks)
    lost = locked.check(blocks, generated, drops=drops)
    recording.record(Deed.EDIT_CHAPTER, row, actor, today)
    _judge_names(row, part, drafted.all_words(blocks), no_names=no_names)
    part.generated, part.left_out, part.ready_on = _stored(generated.blocks), lost, None
    part.edited = None if text.strip() == to_markdown(generated.blocks).strip() else text
    draft_history.keep(part, text, actor, today)
    db.session.flush()


@deed
def take_over(dossier_id: int, key: str, *, version: int, actor: Actor, today: date) -> None:
    """Put the adopted text of last year in place of a part that offers it; a change of a text offers none."""
    found = whole(dossiers.get(dossier_id))
    if not found.get(key).offered:
        raise NotFound
    text = to_markdown(found.draft.offers[key].blocks)
    edit_chapter(dossier_id, key, text, version=version, actor=actor, today=today)


@deed
def refresh_part(dossier_id: int, key: str, *, keep: bool, version: int, actor: Actor, today: date) -> None:
    """Answer the mark "answers changed": keep the text as it stands, or take the new generated one.

    What stands is kept word for word; only the lines of what is no longer missing go.
    """
    row, part, _ = _editable(dossier_id, key)
    _check_version(part, version)
    recording.record(Deed.EDIT_CHAPTER, row, actor, today)
    fresh = {one.key: one for one in composing.compose(row).parts}[key]
    old = generated_of(part)
    now = part.edited if part.edited is not None else to_markdown(old.blocks)
    if not keep:
        _judge_names(row, part, drafted.own_words(fresh.blocks))
        part.left_out, part.ready_on = [], None
    part.generated = _stored(fresh.blocks)
    part.edited = _without_filled_gaps(now, old, fresh) if keep else None
    if not keep:
        draft_history.keep(part, to_markdown(fresh.blocks), actor, today)
    db.session.flush()


@deed
def mark_ready(
    dossier_id: int, keys: Collection[str], *, actor: Actor, today: date, ready: bool = True
) -> None:
    """Mark parts as ready (or open again); a part with a suspected name that nobody judged is refused."""
    row = dossiers.get(dossier_id)
    recording.record(Deed.EDIT_CHAPTER, row, actor, today)
    for key in keys:
        part = _get(row.id, key)
        if ready and part.name_suspected and not part.names_checked:
            raise Refused("names_suspected")
        part.ready_on = today if ready else None
    db.session.flush()


@deed
def finish_draft(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Tell head and board that the draft is ready, and the consultant of the partnership."""
    row = dossiers.get(dossier_id)
    page = f"/dossier/{row.id}/concept"
    recording.record(Deed.FINISH_DRAFT, row, actor, today, letters=_draft_ready(row, page))
    row.draft_ready_on = today


def _draft_ready(row: DossierRow, page: str) -> tuple[Letter, ...]:
    location = locations.get(row.location_id)
    readers = people.holders(Role.HEAD, location_id=location.id)
    readers += people.holders(Role.BOARD, board_id=location.board_id)
    consultants = people.holders(Role.CONSULTANT, partnership_id=row.partnership_id)
    consultants.sort(key=lambda one: one.id != location.consultant_id)  # the school's own first
    to = {one.email: Address(one.name, one.email) for one in readers}
    copy = Address(consultants[0].name, consultants[0].email) if consultants else None
    return letter.draft_ready(
        addresses.about(row), row.id, list(to.values()), page, copy, edition=row.edition
    )


def _new_part(dossier_id: int, chapter: Chapter, place: int) -> DraftPartRow:
    part = DraftPartRow(dossier_id=dossier_id, key=chapter.key, place=place, title="", generated={})
    db.session.add(part)
    return part


def _fill(row: DossierRow, part: DraftPartRow, fresh: Part, chapter: Chapter, today: date) -> None:
    """Put what is generated in its row; a part that a person wrote keeps the text it was written from."""
    stored = _stored(fresh.blocks)
    changed = part.generated != stored
    part.title = fresh.title
    if drafted.is_live(chapter):
        part.generated, part.ready_on = stored, part.ready_on or today
        return
    if changed:
        part.ready_on = None
    if part.edited is None:
        part.generated = stored
        _judge_names(row, part, drafted.own_words(fresh.blocks), no_names=part.names_checked and not changed)
    db.session.flush()


def _judge_names(row: DossierRow, part: DraftPartRow, text: str, *, no_names: bool = False) -> None:
    part.name_suspected = bool(composing.names_in(row, text))
    part.names_checked = part.name_suspected and no_names


def _without_filled_gaps(text: str, old: Part, fresh: Part) -> str:
    """Return the Markdown without the lines of gaps that are none any more: they would be read as text."""
    filled = {marker(gap) for gap in old.gaps if gap not in fresh.gaps}
    return "\n".join(line for line in text.split("\n") if line.strip() not in filled)


def _editable(dossier_id: int, key: str) -> tuple[DossierRow, DraftPartRow, Chapter]:
    row = dossiers.get(dossier_id)
    part = _get(row.id, key)
    chapter = next((one for one in composing.document_of(row).all if one.key == key), None)
    if chapter is None or drafted.is_live(chapter):
        raise NotFound
    return row, part, chapter


def _get(dossier_id: int, key: str) -> DraftPartRow:
    part = drafts.find_part(dossier_id, key)
    if part is None:
        raise NotFound
    return part


def _check_version(part: DraftPartRow, version: int) -> None:
    if part.version != version:
        raise Conflict(part.edited)


def _stored(blocks: Sequence[Block]) -> dict[str, object]:
    stored: dict[str, object] = json.loads(blocks_json.dump_blocks(blocks))
    return stored

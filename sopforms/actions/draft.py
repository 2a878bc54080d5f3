"""The draft: made from the school values, edited by people, marked ready part by part, and finished.

What a person wrote is never overwritten. When answers change afterwards, the sentences that rested on them
are marked, and a person decides.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sopforms.actions import addresses, composing, locked, recording
from sopforms.actions.deed import deed
from sopforms.core import blocks_json, drafted, letter
from sopforms.core.actor import Actor
from sopforms.core.blocks import Block, Gap, Part, Sentence, Text
from sopforms.core.codes import Deed, Role
from sopforms.core.document import Chapter
from sopforms.core.draft import Draft, finished
from sopforms.core.errors import Conflict, NotFound, Refused
from sopforms.core.mailing import Address, Letter
from sopforms.output.markdown import to_blocks, to_markdown
from sopforms.store import dossiers, drafts, locations, people
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow, DraftVersionRow


@dataclass(frozen=True, slots=True)
class PartNow:
    """One part as it stands: `part` may hold gaps; `stale` are the sentences whose answers changed.

    `before` is the adopted part of last year; `offered` tells that the chapter may take it over.
    """

    row: DraftPartRow
    part: Part
    generated: Part
    fresh: Part
    before: Part | None = None
    is_live: bool = False
    offered: bool = False

    @property
    def stale(self) -> tuple[Sentence, ...]:
        """The sentences that rest on answers which have changed."""
        return () if self.is_live else drafted.stale_sentences(self.generated, self.fresh)

    @property
    def is_stale(self) -> bool:
        """Whether making it anew would say something else."""
        return not self.is_live and self.generated.blocks != self.fresh.blocks

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What it still lacks."""
        return self.part.gaps

    @property
    def lost(self) -> tuple[Block, ...]:
        """The tables and charts that a person's text no longer has."""
        return () if self.is_live else drafted.lost_pieces(self.part.blocks, self.generated)

    @property
    def markdown(self) -> str:
        """What stands in the editor."""
        return self.row.edited if self.row.edited is not None else to_markdown(self.generated.blocks)

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should look at it before the draft goes on."""
        suspected = self.row.name_suspected and not self.row.names_checked
        return bool(self.gaps or self.lost) or self.is_stale or suspected


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole draft of a dossier: its parts in the order of the document, and their chapters."""

    parts: tuple[PartNow, ...]
    draft: Draft
    guide_keys: frozenset[str]

    @property
    def chapters(self) -> tuple[PartNow, ...]:
        """The parts of the draft."""
        return tuple(one for one in self.parts if one.row.key not in self.guide_keys)

    @property
    def guide(self) -> tuple[PartNow, ...]:
        """The parts that parents will read."""
        return tuple(one for one in self.parts if one.row.key in self.guide_keys)

    def get(self, key: str) -> PartNow:
        """Return one part; raise NotFound."""
        for one in self.parts:
            if one.row.key == key:
                return one
        raise NotFound

    def after(self, key: str) -> PartNow | None:
        """Return the part after this one, None after the last."""
        keys = [one.row.key for one in self.parts]
        place = keys.index(key) + 1
        return self.parts[place] if place < len(keys) else None


def whole(row: DossierRow, *, decided_on: date | None = None) -> Whole:
    """Return the draft as it stands; it has no parts before it was made."""
    document = composing.document_of(row)
    fresh = composing.compose(row, decided_on=decided_on)
    now = {part.key: part for part in fresh.parts}
    chapters = {chapter.key: chapter for chapter in document.all}
    before = {part.key: part for part in composing.previous_parts(row)}
    parts = tuple(
        _now(part, chapters[part.key], now[part.key], before.get(part.key), part.key in fresh.offers)
        for part in drafts.parts_of(row.id)
        if part.key in chapters
    )
    return Whole(parts, fresh, frozenset(chapter.key for chapter in document.guide))


def current_text(dossier_id: int, *, decided_on: date | None = None) -> tuple[Text, Text]:
    """Return (chapters, guide) as they would be printed now: what a person wrote, else what was generated.

    Contact, advice and decision are always those of this moment; with `decided_on` the text says that it is
    adopted on that day. Gaps are left out.
    """
    row = dossiers.get(dossier_id)
    title = composing.document_of(row).title
    school = locations.get(row.location_id).name
    found = whole(row, decided_on=decided_on)
    chapters = Text(f"{title} {school}: onderbouwing", tuple(finished(one.part) for one in found.chapters))
    guide = Text(f"{title} {school}", tuple(finished(one.part) for one in found.guide))
    return chapters, guide


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
    dossier_id: int, key: str, text: str, *, version: int, actor: Actor, today: date, no_names: bool = False
) -> None:
    """Put a person's Markdown in place of a part; raises Conflict when the part was changed meanwhile.

    `no_names`: the writer looked and says that no name of a pupil stands in it. Raises Invalid when a locked
    quotation, table or chart was taken out, or when the text cannot be read.
    """
    row, part, _ = _editable(dossier_id, key)
    _check_version(part, version)
    generated = _generated(part)
    blocks = to_blocks(text, keep=generated.blocks)
    locked.check(blocks, generated)
    recording.record(Deed.EDIT_CHAPTER, row, actor, today)
    part.edited = None if text.strip() == to_markdown(generated.blocks).strip() else text
    part.name_suspected = bool(composing.names_in(row, drafted.all_words(blocks)))
    part.names_checked = part.name_suspected and no_names
    part.ready_on = None
    db.session.add(DraftVersionRow(part_id=part.id, saved_on=today, person_id=actor.person_id, text=text))
    db.session.flush()


@deed
def take_over(dossier_id: int, key: str, *, version: int, actor: Actor, today: date) -> None:
    """Put the adopted text of last year in place of a part that offers it."""
    row = dossiers.get(dossier_id)
    offered = whole(row).draft.offers.get(key)
    if offered is None:
        raise NotFound
    text = to_markdown(offered.blocks)
    edit_chapter(dossier_id, key, text, version=version, actor=actor, today=today)


@deed
def refresh_part(dossier_id: int, key: str, *, keep: bool, version: int, actor: Actor, today: date) -> None:
    """Answer the mark "answers changed": keep the person's text as it is, or take the new generated one."""
    row, part, _ = _editable(dossier_id, key)
    _check_version(part, version)
    recording.record(Deed.EDIT_CHAPTER, row, actor, today)
    fresh = {one.key: one for one in composing.compose(row).parts}[key]
    part.generated = _stored(fresh.blocks)
    if not keep:
        part.edited = None
        part.ready_on = None
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
    to = {one.email: Address(one.name, one.email) for one in readers}
    copy = Address(consultants[0].name, consultants[0].email) if consultants else None
    return letter.draft_ready(addresses.about(row), row.id, list(to.values()), page, copy)


def _now(row: DraftPartRow, chapter: Chapter, fresh: Part, before: Part | None, offered: bool) -> PartNow:
    generated = _generated(row)
    if drafted.is_live(chapter):
        return PartNow(row, fresh, fresh, fresh, before, is_live=True)
    part = generated
    if row.edited is not None:
        written = to_blocks(row.edited, keep=generated.blocks)
        blocks = drafted.with_sources(written, generated)
        if drafted.has_limits(chapter):
            blocks = drafted.with_closing(blocks, composing.closing_of_limits())
        part = Part(row.key, row.title, blocks)
    return PartNow(row, part, generated, fresh, before, offered=offered)


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
        part.name_suspected = bool(composing.names_in(row, drafted.own_words(fresh.blocks)))
        part.names_checked = part.names_checked and part.name_suspected and not changed
    db.session.flush()


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


def _generated(row: DraftPartRow) -> Part:
    return Part(row.key, row.title, blocks_json.load_blocks(json.dumps(row.generated)))


def _stored(blocks: Sequence[Block]) -> dict[str, object]:
    stored: dict[str, object] = json.loads(blocks_json.dump_blocks(blocks))
    return stored

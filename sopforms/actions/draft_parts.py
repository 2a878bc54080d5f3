"""The draft as it stands: each part with what was generated, what a person wrote and what went stale."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sopforms.actions import composing, remembering
from sopforms.core import blocks_json, drafted, staleness
from sopforms.core.blocks import Block, Gap, Part, Sentence, Text
from sopforms.core.document import Chapter
from sopforms.core.draft import Draft, finished
from sopforms.core.errors import NotFound
from sopforms.core.staleness import Stale
from sopforms.output.markdown import to_blocks, to_markdown
from sopforms.output.markdown_writing import marker
from sopforms.store import dossiers, locations
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow


@dataclass(frozen=True, slots=True)
class PartNow:
    """One part as it stands: `part` may hold gaps; `stale` are the sentences whose answers changed.

    `before` is the adopted part of last year, of a change of an adopted text that in force; `offered` tells
    that the chapter may take over last year's.
    """

    row: DraftPartRow
    part: Part
    generated: Part
    fresh: Part
    before: Part | None = None
    is_live: bool = False
    offered: bool = False

    @property
    def outdated(self) -> tuple[Stale, ...]:
        """The sentences that rest on answers which have changed, each with what would be said now."""
        return () if self.is_live else staleness.stale(self.generated, self.fresh)

    @property
    def stale(self) -> tuple[Sentence, ...]:
        """The sentences that rest on answers which have changed."""
        return tuple(one.sentence for one in self.outdated)

    @property
    def is_stale(self) -> bool:
        """Whether making it anew would say something else."""
        return not self.is_live and staleness.says_otherwise(self.generated, self.fresh)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What it still lacks."""
        return self.part.gaps

    @property
    def lost(self) -> tuple[Block, ...]:
        """The tables and charts that a person's text no longer has, without those left out on purpose."""
        if self.is_live:
            return ()
        lost = drafted.lost_pieces(self.part.blocks, self.generated)
        return tuple(block for block in lost if marker(block) not in self.row.left_out)

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
    return remembering.once(("whole", row.id, decided_on), lambda: _whole(row, decided_on))


def _whole(row: DossierRow, decided_on: date | None) -> Whole:
    document = composing.document_of(row)
    fresh = composing.compose(row, decided_on=decided_on)
    now = {part.key: part for part in fresh.parts}
    chapters = {chapter.key: chapter for chapter in document.all}
    before = {part.key: part for part in composing.compared_parts(row)}
    offers = fresh.offers if row.edition == 1 else {}  # a change goes on from the text in force
    parts = tuple(
        _now(part, chapters[part.key], now[part.key], before.get(part.key), part.key in offers)
        for part in composing.texts_of(row).parts
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


def generated_of(row: DraftPartRow) -> Part:
    """Return a part as it was generated last."""
    return Part(row.key, row.title, _blocks(json.dumps(row.generated)))


@lru_cache(maxsize=1024)
def _blocks(source: str) -> tuple[Block, ...]:
    """Return stored blocks; the same text is read once."""
    return blocks_json.load_blocks(source)


def _now(row: DraftPartRow, chapter: Chapter, fresh: Part, before: Part | None, offered: bool) -> PartNow:
    generated = staleness.resourced(generated_of(row), fresh)
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

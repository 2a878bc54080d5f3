"""A part of the draft as it stands: what was generated, what a person wrote instead, what became stale.

A person's text replaces the generated blocks and keeps the sources of the sentences it left as they were.
What the law or the partnership fixes cannot be edited away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sopforms.core.blocks import (
    Block,
    Chart,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    Quote,
    Sentence,
    Source,
    Table,
    Text,
    words,
)
from sopforms.core.document import Chapter, PartForm

# These fill themselves, before and after adoption: who may be called, what was advised, what was decided.
ALIKE = 0.5  # from this share of equal words on, a sentence is a generated one that somebody worded anew
LIVE = frozenset({PartForm.CONTACT, PartForm.ADVICE, PartForm.DECISION})


def is_live(chapter: Chapter) -> bool:
    """Whether a part fills itself and so is never edited by hand."""
    return any(piece.form in LIVE for piece in chapter.parts)


def has_limits(chapter: Chapter) -> bool:
    """Whether a part says what is hard here, and so ends with the weighing of each child."""
    return any(piece.form is PartForm.LIMITS for piece in chapter.parts)


def sentences_in(blocks: Iterable[Block]) -> Iterator[Sentence]:
    """Yield every sentence of the blocks, those of lists, tables and quotations included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.sentences
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from item
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row
        elif isinstance(block, Quote):
            yield from sentences_in(block.blocks)


def with_sources(written: Sequence[Block], generated: Part) -> tuple[Block, ...]:
    """Return what a person wrote, each sentence with the sources of the generated one that it was.

    That is the one in the same words, else the one left over that shares most of its words.
    """
    known = {words(each): each.sources for each in sentences_in(generated.blocks) if each.sources}
    typed = [words(each) for each in sentences_in(written)]
    left = {text: sources for text, sources in known.items() if text not in typed}
    for text in typed:
        if text not in known and (nearest := _nearest(text, left)):
            known[text] = left.pop(nearest)

    def sourced(run: Sequence[Sentence]) -> tuple[Sentence, ...]:
        return tuple(
            replace(each, sources=known[words(each)]) if not each.sources and words(each) in known else each
            for each in run
        )

    found: list[Block] = []
    for block in written:
        if isinstance(block, Paragraph):
            found.append(Paragraph(sourced(block.sentences)))
        elif isinstance(block, ListBlock):
            found.append(replace(block, items=tuple(sourced(item) for item in block.items)))
        else:
            found.append(block)
    return tuple(found)


def _nearest(text: str, others: Iterable[str]) -> str:
    """Return the text that shares most words with this one, when that is at least half; else an empty one."""
    own = set(text.lower().split())
    shared = {other: _shared(own, set(other.lower().split())) for other in others}
    best = max(shared, key=shared.__getitem__, default="")
    return best if best and shared[best] >= ALIKE else ""


def _shared(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def with_closing(blocks: Sequence[Block], closing: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the sentences on weighing each child; they cannot be edited away."""
    there = {words(each) for each in sentences_in(blocks)}
    lacks = any(words(each) not in there for each in sentences_in(closing))
    return (*blocks, *closing) if lacks else tuple(blocks)


def lost_quotes(written: Sequence[Block], generated: Part) -> tuple[Quote, ...]:
    """Return the quotations of the partnership that the text no longer has: they are locked."""
    return tuple(block for block in generated.blocks if isinstance(block, Quote) and block not in written)


def lost_pieces(written: Sequence[Block], generated: Part) -> tuple[Table | Chart, ...]:
    """Return the generated tables and charts that the text no longer has: they move, they never go.

    They are the same when they are called the same; what they say follows the answers.
    """
    there = [_called(block) for block in written]
    return tuple(
        block
        for block in generated.blocks
        if isinstance(block, Table | Chart) and _called(block) not in there
    )


def _called(block: Block) -> tuple[type[Block], str]:
    named = block.caption if isinstance(block, Table) else block.title if isinstance(block, Chart) else ""
    return type(block), named


def rests_on(blocks: Iterable[Block]) -> tuple[Source, ...]:
    """Return the sources of the blocks, each indicator once, in order of the text."""
    found: dict[str, Source] = {}
    for each in sentences_in(blocks):
        for source in each.sources:
            found.setdefault(source.indicator, source)
    return tuple(found.values())


def own_words(blocks: Iterable[Block]) -> str:
    """Return the words that come from this school: what may hold a name, without the fixed texts."""
    return "\n".join(words(each) for each in sentences_in(blocks) if each.sources)


def all_words(blocks: Iterable[Block]) -> str:
    """Return every word that a person may have typed, headings included; quotations are not theirs."""
    lines = [block.text for block in blocks if isinstance(block, Heading)]
    typed = [block for block in blocks if not isinstance(block, Quote)]
    return "\n".join([*lines, *(words(each) for each in sentences_in(typed))])


def bare(text: Text) -> Text:
    """Return a text without what its sentences rest on: no indicator, no number, nobody who decided."""
    return replace(text, parts=tuple(replace(part, blocks=_bare(part.blocks)) for part in text.parts))


def _bare(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(_without_sources(block) for block in blocks)


def _without_sources(block: Block) -> Block:
    def none(run: Sequence[Sentence]) -> tuple[Sentence, ...]:
        return tuple(replace(each, sources=()) for each in run)

    if isinstance(block, Paragraph):
        return Paragraph(none(block.sentences))
    if isinstance(block, ListBlock):
        return replace(block, items=tuple(none(item) for item in block.items))
    if isinstance(block, Table):
        return replace(block, rows=tuple(none(cells) for cells in block.rows))
    return block

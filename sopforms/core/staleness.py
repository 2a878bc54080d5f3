"""Which sentences of a draft no longer say what the answers say, and how the two texts become one.

A sentence goes stale when what it rests on says something else now; who decided or how many answered may
change without that. Nothing here writes in a person's text: it finds, it lays side by side, it merges.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain

from sopforms.core import sentences
from sopforms.core.blocks import Block, ListBlock, Paragraph, Part, Sentence, Source, Table, words
from sopforms.core.drafted import sentences_in

Said = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Stale:
    """A sentence whose answer changed, and what would be said in its place now; nothing when it would go."""

    sentence: Sentence
    now: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that a person and the answers both changed: what the person wrote and what is said now."""

    mine: str
    new: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Both texts in one; where they clash the person's words stand, and `clashes` names the others."""

    text: str
    clashes: tuple[Clash, ...] = ()


def stale(generated: Part, fresh: Part) -> tuple[Stale, ...]:
    """Return exactly the sentences that rest on something and would not be said so any more."""
    now = list(sentences_in(fresh.blocks))
    left = Counter(_said(each) for each in now)
    gone: list[Sentence] = []
    for each in sentences_in(generated.blocks):
        if not each.sources:
            continue
        if left[_said(each)]:
            left[_said(each)] -= 1
        else:
            gone.append(each)
    new = [each for each in now if each.sources and left[_said(each)] > 0]
    return tuple(Stale(each, tuple(other for other in new if _share(each, other))) for each in gone)


def says_otherwise(generated: Part, fresh: Part) -> bool:
    """Whether the two parts say something else; sources alone are no words."""
    return _bare(generated.blocks) != _bare(fresh.blocks)


def resourced(generated: Part, fresh: Part) -> Part:
    """Return the generated part with the sources of now below every sentence that is still said so."""
    now = {_said(each): each.sources for each in sentences_in(fresh.blocks) if each.sources}
    return replace(
        generated, blocks=tuple(_each(block, lambda one: _with(one, now)) for block in generated.blocks)
    )


def merge(base: str, mine: str, new: str) -> Merged:
    """Return the texts (Markdown) as one: what one side changed stands, what both changed stays a person's.

    `base` is what was generated when the person wrote, `new` what would be generated now. Sentences are the
    unit, so that a change in one leaves its neighbours alone.
    """
    was, own, now = (list(_pieces(text)) for text in (base, mine, new))
    in_own, in_now = _places(was, own), _places(was, now)
    found: list[str] = []
    clashes: list[Clash] = []
    b = o = n = 0
    for place in [*(each for each in range(len(was)) if each in in_own and each in in_now), len(was)]:
        to_own, to_now = in_own.get(place, len(own)), in_now.get(place, len(now))
        chunk = (was[b:place], own[o:to_own], now[n:to_now])
        found += _chosen(*chunk, clashes)
        if place < len(was):
            found.append(own[to_own])
        b, o, n = place + 1, to_own + 1, to_now + 1
    return Merged("".join(_apart(found)).strip("\n") + "\n", tuple(clashes))


def _said(sentence: Sentence) -> Said:
    return words(sentence), frozenset(each.indicator for each in sentence.sources)


def _share(one: Sentence, other: Sentence) -> bool:
    return bool(_said(one)[1] & _said(other)[1])


def _with(sentence: Sentence, now: Mapping[Said, tuple[Source, ...]]) -> Sentence:
    return (
        replace(sentence, sources=now.get(_said(sentence), sentence.sources))
        if sentence.sources
        else sentence
    )


def _bare(blocks: Sequence[Block]) -> list[Block]:
    return [_each(block, lambda one: replace(one, sources=())) for block in blocks]


def _each(block: Block, change: Callable[[Sentence], Sentence]) -> Block:
    """Return the block with every sentence changed; quotations rest on nothing of the school."""
    if isinstance(block, Paragraph):
        return Paragraph(tuple(change(one) for one in block.sentences))
    if isinstance(block, ListBlock):
        return replace(block, items=tuple(tuple(change(one) for one in item) for item in block.items))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(change(one) for one in row) for row in block.rows))
    return block


def _pieces(text: str) -> Iterator[str]:
    """Yield the sentences with the blanks and line ends behind them."""
    for line in text.strip("\n").splitlines():
        if not line.strip():
            yield "\n"
            continue
        start = 0
        for end, following in [*sentences.cuts(line), (len(line), len(line))]:
            yield line[start:end] + (" " if end < len(line) else "\n")
            start = following


def _places(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return for each piece of the base where it stands in the other text, in one order."""
    before, after = ([each.strip() for each in side] for side in (base, other))
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    return dict(
        chain.from_iterable(zip(range(a, a + size), range(b, b + size), strict=True) for a, b, size in blocks)
    )


def _chosen(base: list[str], mine: list[str], new: list[str], clashes: list[Clash]) -> list[str]:
    """Return what stands in a place that at least one side changed; sentence by sentence where it can be."""
    if len(base) == len(mine) == len(new) > 1:
        each = (_chosen([a], [b], [c], clashes) for a, b, c in zip(base, mine, new, strict=True))
        return list(chain.from_iterable(each))
    was, own, now = ([_bared(each) for each in side if each.strip()] for side in (base, mine, new))
    if own == was:
        return new
    if now not in (was, own):
        clashes.append(Clash(" ".join(own), " ".join(now)))
    return mine


def _bared(piece: str) -> str:
    return piece.strip().removeprefix("- ")


def _apart(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the pieces with a line of their own for each heading and point of a list."""
    before = "\n"
    for each in pieces:
        if not before.endswith("\n") and each.lstrip().startswith(("- ", "#", "[[")):
            yield "\n"
        yield each
        before = each

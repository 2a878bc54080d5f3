"""What changed since last year: part by part, sentence by sentence, word by word.

The council reads this, so it is built to be read: a sentence that changed stands beside what it was, with the
words that went and came marked; a sentence that only moved is not called new. Charts and gaps are left out:
outcomes differ every year and a gap is not text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from sopforms.core import sentences
from sopforms.core.blocks import (
    Block,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    Quote,
    Sentence,
    Table,
    Text,
    row_words,
    words,
)

_ALIKE = 0.4  # from this share of equal words on, two sentences are the same one, changed
_TOKEN = re.compile(r"\s+|[^\W_]+(?:[-’'][^\W_]+)*|.", re.DOTALL)


class Change(StrEnum):
    """What happened to a part, a sentence or a run of words."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"


class Form(StrEnum):
    """What kind of line a sentence stood in."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    QUOTE = "quote"
    QUOTED_ITEM = "quoted_item"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words that stayed, came (`NEW`) or went (`GONE`); the blanks are part of it."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One sentence of the new text, or one that went; its segments in reading order.

    `starts` says that a paragraph, point or row begins here.
    """

    change: Change
    form: Form
    segments: tuple[Segment, ...]
    starts: bool = True

    @property
    def old(self) -> str:
        """The sentence as it was; empty when it is new."""
        return "".join(each.text for each in self.segments if each.change is not Change.NEW)

    @property
    def new(self) -> str:
        """The sentence as it is now; empty when it went."""
        return "".join(each.text for each in self.segments if each.change is not Change.GONE)


@dataclass(frozen=True, slots=True)
class PartChange:
    """One chapter or part: what happened to it, and its sentences in the order of the new text."""

    key: str
    title: str
    change: Change
    sentences: tuple[SentenceChange, ...]

    @property
    def count(self) -> int:
        """How many sentences came, went or changed; one that only moved says what it said."""
        return sum(each.change not in (Change.SAME, Change.MOVED) for each in self.sentences)


@dataclass(frozen=True, slots=True)
class _Line:
    form: Form
    text: str
    starts: bool
    key: str = ""


def compare(old: Text | None, new: Text) -> tuple[PartChange, ...]:
    """Return each part of the new text, then the parts that went, in their order.

    Without an old text everything is new. Parts are the same when their keys are, whatever their titles.
    """
    before = {part.key: part for part in old.parts} if old else {}
    kept = {part.key for part in new.parts}
    found = [compare_part(before.get(part.key), part) for part in new.parts]
    return (*found, *(_gone(part) for key, part in before.items() if key not in kept))


def compare_part(old: Part | None, new: Part) -> PartChange:
    """Return what changed in one part; without an old one it is new."""
    if old is None:
        lines = tuple(_whole(Change.NEW, line) for line in _lines(new))
        return PartChange(new.key, new.title, Change.NEW, lines)
    pairs = _marked_moves([*_pairs(list(_lines(old)), list(_lines(new)))])
    changed = any(each.change is not Change.SAME for each in pairs)
    return PartChange(new.key, new.title, Change.CHANGED if changed else Change.SAME, tuple(pairs))


def word_segments(old: str, new: str) -> tuple[Segment, ...]:
    """Return the words of both sentences in reading order: what went stands before what came."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Segment] = []
    for change, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "equal":
            found.append(Segment(Change.SAME, "".join(before[first:last])))
            continue
        if last > first:
            found.append(Segment(Change.GONE, "".join(before[first:last])))
        if end > start:
            found.append(Segment(Change.NEW, "".join(after[start:end])))
    return tuple(_bridged(found))


def _bridged(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Join changes that only a blank keeps apart: "zes weken" for "vier dagen" is one change, not two."""
    gone, new = "", ""
    for place, segment in enumerate(segments):
        between = segment.change is Change.SAME and not segment.text.strip() and (gone or new)
        last = place == len(segments) - 1
        if between and not last:
            gone, new = gone + segment.text, new + segment.text
        elif segment.change is Change.SAME:
            yield from _both(gone, new)
            gone, new = "", ""
            yield segment
        elif segment.change is Change.GONE:
            gone += segment.text
        else:
            new += segment.text
    yield from _both(gone, new)


def _both(gone: str, new: str) -> Iterator[Segment]:
    if gone:
        yield Segment(Change.GONE, gone)
    if new:
        yield Segment(Change.NEW, new)


def _gone(part: Part) -> PartChange:
    lines = tuple(_whole(Change.GONE, line) for line in _lines(part))
    return PartChange(part.key, part.title, Change.GONE, lines)


def _whole(change: Change, line: _Line) -> SentenceChange:
    return SentenceChange(change, line.form, (Segment(change, line.text),), line.starts)


def _pairs(old: list[_Line], new: list[_Line]) -> Iterator[SentenceChange]:
    before, after = [line.text for line in old], [line.text for line in new]
    for change, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "equal":
            yield from (_whole(Change.SAME, line) for line in new[start:end])
        else:
            yield from _replaced(old[first:last], new[start:end])


def _replaced(old: list[_Line], new: list[_Line]) -> Iterator[SentenceChange]:
    """Pair what is most alike, in order; what is left over went or came."""
    waiting = list(old)
    for line in new:
        place = _most_alike(waiting, line)
        if place is None:
            yield _whole(Change.NEW, line)
            continue
        best = waiting[place]
        yield from (_whole(Change.GONE, each) for each in waiting[:place])
        waiting = waiting[place + 1 :]
        if best.text == line.text:
            yield _whole(Change.SAME, line)
        else:
            yield SentenceChange(Change.CHANGED, line.form, word_segments(best.text, line.text), line.starts)
    yield from (_whole(Change.GONE, each) for each in waiting)


def _most_alike(old: Sequence[_Line], new: _Line) -> int | None:
    """Return the place of the line that is most like the new one, None when none is like it enough.

    Comparing is dear: a line with too few words in common to be the best one is not compared at all.
    """
    after = new.text.lower().split()
    counted, matcher = Counter(after), SequenceMatcher(autojunk=False)
    matcher.set_seq2(after)
    found, most = None, 0.0
    for place, line in enumerate(old):
        known = _by_form(line, new)
        if known is None:
            before = line.text.lower().split()
            total = len(before) + len(after)
            could = 2 * (Counter(before) & counted).total() / total if total else 1.0
            if could < _ALIKE or could <= most:
                continue
            matcher.set_seq1(before)
            known = matcher.ratio()
        if known >= _ALIKE and known > most:
            found, most = place, known
    return found


def _by_form(old: _Line, new: _Line) -> float | None:
    """Return how alike two lines are by what they are, rows by their name; None: look at the words."""
    if (old.form is Form.TITLE) != (new.form is Form.TITLE):
        return 0.0
    if old.form is new.form is Form.TITLE:
        return 1.0
    if old.form is new.form is Form.ROW and old.key == new.key:
        return 1.0
    return None


def _marked_moves(pairs: list[SentenceChange]) -> list[SentenceChange]:
    """Call a sentence that went here and came there moved, and drop the place it left."""
    gone = [each.old for each in pairs if each.change is Change.GONE]
    found: list[SentenceChange] = []
    moved: list[str] = []
    for each in pairs:
        if each.change is Change.NEW and each.new in gone:
            gone.remove(each.new)
            moved.append(each.new)
            found.append(replace(each, change=Change.MOVED, segments=(Segment(Change.SAME, each.new),)))
        else:
            found.append(each)
    for text in moved:
        found.remove(next(each for each in found if each.change is Change.GONE and each.old == text))
    return found


def _lines(part: Part) -> Iterator[_Line]:
    yield _Line(Form.TITLE, part.title, True)
    for block in part.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[_Line]:
    if isinstance(block, Heading):
        yield _Line(Form.HEADING, block.text, True)
    elif isinstance(block, Paragraph):
        yield from _run(block.sentences, Form.TEXT)
    elif isinstance(block, ListBlock):
        for item in block.items:
            yield from _run(item, Form.ITEM)
    elif isinstance(block, Table):
        yield _Line(Form.HEADING, block.caption, True)
        yield from _rows(block)
    elif isinstance(block, Quote):
        for inside in block.blocks:
            if isinstance(inside, Paragraph):
                yield from _run(inside.sentences, Form.QUOTE)
                continue
            for item in inside.items:
                yield from _run(item, Form.QUOTED_ITEM)


def _rows(table: Table) -> Iterator[_Line]:
    """Yield the rows; each is known by its first cell, or by two where the first groups several rows."""
    rows = [[words(cell) for cell in row] for row in table.rows]
    firsts = [row[0] for row in rows if row]
    known = 1 if len(set(firsts)) == len(firsts) else 2
    for row in rows:
        yield _Line(Form.ROW, row_words(table.header, row), True, ": ".join(row[:known]))


def _run(run: Sequence[Sentence], form: Form) -> Iterator[_Line]:
    texts = [text for sentence in run for text in sentences.split(" ".join(words(sentence).split()))]
    for place, text in enumerate(texts):
        yield _Line(form, text, place == 0)

"""What the adopted text asks of a team: per need what the school promises, and what the team answered itself.

The promises are sentences of the adopted text as they stand there, found by the indicators they rest on; so
the card never promises anything else than the guide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sopforms.core.blocks import (
    Block,
    ListBlock,
    Paragraph,
    Quote,
    Sentence,
    Table,
    Text,
    ended,
    row_words,
    words,
)
from sopforms.core.draft_provisions import ELSEWHERE, HEADER
from sopforms.core.needs import Need, speaks_of

EXTRA_HELP = "g2"


@dataclass(frozen=True, slots=True)
class Answered:
    """What the team answered to one statement: its name, and the school value in words (empty: not told)."""

    statement: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """One need: the promises of the guide about it, and beside them what the team answered."""

    need: Need
    promises: tuple[str, ...]
    answered: tuple[Answered, ...]


def cards(
    guide: Text,
    needs: Sequence[Need],
    needs_of: Mapping[str, tuple[str, ...]],
    answers: Mapping[str, Answered],
) -> tuple[Card, ...]:
    """Return a card for each need of which the guide speaks, in the order of the needs.

    `needs_of` says which needs an indicator is about, `answers` what the team answered per statement.
    """
    said = list(_promises(guide))
    found = []
    for need in needs:
        lines = dict.fromkeys(line for line, about in said if _is_about(need, line, about, needs_of))
        if lines:
            mine = tuple(answers[name] for name in need.statements if name in answers)
            found.append(Card(need, tuple(lines), mine))
    return tuple(found)


def _is_about(
    need: Need, line: str, indicators: frozenset[str], needs_of: Mapping[str, tuple[str, ...]]
) -> bool:
    if indicators:
        return any(need.key in needs_of.get(name, ()) for name in indicators)
    return speaks_of(line, need.words)


def _promises(guide: Text) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the sentences and rows of the guide with the indicators they rest on.

    Of what a person wrote there are none: only the part on extra help is then read for its words.
    """
    for part in guide.parts:
        for line, about in _lines(part.blocks):
            if about or part.key == EXTRA_HELP:
                yield line, about


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[str, frozenset[str]]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            for one in block.sentences:
                yield words(one), _about((one,))
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield " ".join(words(one) for one in item), _about(item)
        elif isinstance(block, Table):
            yield from _rows(block)
        elif isinstance(block, Quote):
            yield from _lines(block.blocks)


def _rows(table: Table) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the rows without the column that says for which need; one that points elsewhere says nothing."""
    grouped = table.header[:2] == HEADER[:2]
    for row in table.rows:
        cells = [words(cell) for cell in row]
        if not grouped:
            yield row_words(table.header, cells), _about(row)
        elif ELSEWHERE not in cells[1]:
            named = zip(table.header[2:], cells[2:], strict=True)
            said = [cells[1], *(f"{name}: {cell}" for name, cell in named if cell)]
            yield " ".join(map(ended, said)), _about(row)


def _about(sentences: Iterable[Sentence]) -> frozenset[str]:
    return frozenset(source.indicator for one in sentences for source in one.sources)

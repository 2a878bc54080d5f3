"""The typed blocks of which every text of the product consists, whatever paper it ends on.

One source for HTML, PDF, DOCX and plain text. A sentence knows its sources; a text that a person wrote
has none. Headings here start at level 3: a chapter or part is the level-2 heading itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SCHEMA = 1
NOTED_COLUMNS = 3  # up to here a row reads well as "what: where (note)"
_END = (".", "!", "?", "…", "”")
UPRIGHT_COLUMNS = 7  # of 24 mm each; a scale of five values with its statement and "could not say" still fits


@dataclass(frozen=True, slots=True)
class Source:
    """What a generated sentence rests on: an indicator, the number of answers, the rule, who decided."""

    indicator: str
    rule: str = ""
    n: int | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one look; `href` makes it a link (https, mailto, tel or #anchor)."""

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One or more spans that belong together, with the sources they rest on."""

    spans: tuple[Span, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a chapter or part: level 3 or 4."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that run on, one blank between each two."""

    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """Bullets or numbers, one level deep; an item may hold several sentences."""

    items: tuple[tuple[Sentence, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; the first cell of each row names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A text of somebody else, locked: the basic-support text of the partnership."""

    blocks: tuple[Paragraph | ListBlock, ...]
    cite: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One statement of a chart: its counts in the order of the labels, and how many could not say."""

    label: str
    counts: tuple[int, ...]
    unknown: int = 0
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A distribution: the picture is drawn by the output, the figures stand beside it as a table.

    `halves` says that `rows` hold only low and high, because the group is small; `hidden` names the
    statements with too few answers to show.
    """

    title: str
    summary: str
    labels: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    halves: bool = False
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the draft still lacks, named: never printed in papers or guide."""

    text: str
    indicator: str = ""


Block = Heading | Paragraph | ListBlock | Table | Quote | Chart | Gap


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter (`ch1`-`ch11`) or guide part (`g1`-`g9`): key, title (the level-2 heading) and blocks."""

    key: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is still missing in this part."""
        return tuple(block for block in self.blocks if isinstance(block, Gap))


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text in one language: what is rendered, compared, advised on and adopted."""

    title: str
    parts: tuple[Part, ...]
    language: str = "nl"


def plain(text: str, *sources: Source) -> Sentence:
    """Return a sentence without markup."""
    return Sentence((Span(text),), tuple(sources))


def paragraph(*texts: str) -> Paragraph:
    """Return a paragraph of sentences without markup or sources."""
    return Paragraph(tuple(plain(text) for text in texts))


def words(sentence: Sentence) -> str:
    """Return the sentence as a reader hears it, without markup."""
    return "".join(span.text for span in sentence.spans)


def row_words(header: Sequence[str], cells: Sequence[str]) -> str:
    """Return a row as running text: "what: where (note; note)"; of a wide one each cell after its column."""
    what, *rest = [" ".join(cell.split()) for cell in cells] or [""]
    first, *others = [place for place, cell in enumerate(rest) if cell] or [-1]
    if first < 0:
        return what
    if len(cells) <= NOTED_COLUMNS:
        notes = "; ".join(rest[place] for place in others)
        return f"{what}: {rest[first]} ({notes})" if notes else f"{what}: {rest[first]}"
    named = [f"{header[place + 1]}: {rest[place]}" for place in others]
    said = [rest[first], *named]
    return f"{what}: {' '.join(map(ended, said) if named else said)}"


def ended(text: str) -> str:
    """Return a text of people on one line, with a full stop when it lacks an end."""
    text = " ".join(text.split())
    return text if not text or text.endswith(_END) else f"{text}."


def is_wide(blocks: Iterable[Block]) -> bool:
    """Whether a table or the figures of a chart among these have more columns than upright paper takes."""
    columns = [
        len(each.header) if isinstance(each, Table) else len(each.labels) + 2
        for each in blocks
        if isinstance(each, Table | Chart)
    ]
    return max(columns, default=0) > UPRIGHT_COLUMNS


Json = dict[str, Any]

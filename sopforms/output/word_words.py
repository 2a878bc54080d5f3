"""The words of a Word document as blocks: headings, paragraphs, lists; a table becomes a list of its rows.

It walks over the file's own elements, not over what the library offers: that passes over words that stand in
a box, in a field to fill in, or that were put in while changes were tracked. What was struck out stays out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from sopforms.core.blocks import Block, Heading, ListBlock, Paragraph, Sentence, Span, words
from sopforms.core.errors import Invalid
from sopforms.output.markdown import safe_link, sentences_of

MOST = 200_000  # characters
MOST_ELEMENTS = 200_000  # of the file: with all that Word puts around a word far more than such a text has
TOO_MUCH = "In dit bestand staat te veel tekst. Neem alleen het deel over dat nodig is, of plak dat."
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LEVEL = re.compile(r"(?:heading|kop)\s*(\d)", re.IGNORECASE)
_TITLES = frozenset({"title", "titel"})
_LISTS = ("list", "lijst")
_SKIPPED = frozenset(_WORD + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sectPr"))
_BOX = f"{_WORD}txbxContent"
_CARRIED_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {f"{_WORD}tab": " ", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_OFF = {"0", "false", "off"}
_SHORT = 80  # a line in bold that is no longer than this and does not end as a sentence does is a heading
_NUMBER = re.compile(r"^(?:hoofdstuk\s+)?\d{1,2}[.:)]?\s+", re.IGNORECASE)


@dataclass(slots=True)
class Words:
    """The blocks of a document, and whether it had what does not come along as it was."""

    blocks: list[Block] = field(default_factory=list)
    tables: bool = False
    pictures: bool = False
    notes: bool = False

    def without(self, title: str) -> Sequence[Block]:
        """Return the blocks without a first heading that says the same as this title."""
        first = self.blocks[0] if self.blocks else None
        repeats = isinstance(first, Heading) and _said(first.text) == _said(title)
        return self.blocks[1:] if repeats else self.blocks


def words_of(document: Any) -> Words:
    """Return the words of a document of python-docx, in the order in which they are read.

    Raises Invalid for `file` with more than `MOST` characters or `MOST_ELEMENTS`, as soon as it knows.
    """
    body = document.element.body
    if next(islice(body.iter(), MOST_ELEMENTS, None), None) is not None:
        raise Invalid(file=TOO_MUCH)
    found = Words(
        tables=False,
        pictures=any(True for _ in body.iter(f"{_WORD}drawing", f"{_WORD}pict")),
        notes=any(True for _ in body.iter(f"{_WORD}footnoteReference", f"{_WORD}endnoteReference")),
    )
    reader = _Reader(document, found)
    for block in reader.blocks_in(body):
        _add(found.blocks, block)
    return found


def _add(blocks: list[Block], block: Block) -> None:
    """Put a block behind the others; points of one kind that follow each other are one list."""
    before = blocks[-1] if blocks else None
    if isinstance(block, ListBlock) and isinstance(before, ListBlock) and before.ordered == block.ordered:
        blocks[-1] = replace(before, items=before.items + block.items)
    else:
        blocks.append(block)


class _Reader:
    def __init__(self, document: Any, found: Words) -> None:
        self._links = document.part.rels
        self._styles = {style.style_id: style for style in document.styles}
        self._kinds = _kinds(document)
        self._found = found
        self._characters = 0

    def blocks_in(self, parent: Any) -> Iterator[Block]:
        """Yield the blocks of the body, a cell or a box."""
        for element in parent:
            if element.tag == f"{_WORD}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_WORD}tbl":
                yield from self._table(element)
            elif element.tag not in _SKIPPED and element.tag != _CARRIED_TWICE:
                yield from self.blocks_in(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        style = self._style(paragraph)
        if not style.startswith(("toc ", "inhopg")):  # a list of contents with the numbers of other pages
            spans = list(self._spans(paragraph))
            if any(span.text.strip() for span in spans):
                yield self._written(paragraph, spans, style)
        for box in _boxes(paragraph):
            yield from self.blocks_in(box)

    def _written(self, paragraph: Any, spans: list[Span], style: str) -> Block:
        """Return what a paragraph is: a heading by its style or its looks, a point of a list, or text."""
        level, text = _LEVEL.search(style), " ".join("".join(span.text for span in spans).split())
        if level is not None or style in _TITLES:
            return Heading(3 if level is None or int(level[1]) < 3 else 4, text)
        kind = self._list_kind(paragraph)
        if kind is not None or style.startswith(_LISTS):
            ordered = kind not in (None, "bullet", "none") or "number" in style
            return ListBlock((sentences_of(spans),), ordered)
        if _is_called(spans, text):
            return Heading(3, text)
        return Paragraph(sentences_of(spans))

    def _table(self, table: Any) -> Iterator[Block]:
        """Yield the first row as what it is called and a point for each other row.

        What stands in a table of one column was only framed by it.
        """
        rows = [list(_own(row, "tc", "tr")) for row in _own(table, "tr", "tbl")]
        if all(len(cells) < 2 for cells in rows):
            for cells in rows:
                for cell in cells:
                    yield from self.blocks_in(cell)
            return
        self._found.tables = True
        items = [item for cells in rows if (item := self._row(cells))]
        if items[1:]:
            head = " ".join(map(words, items.pop(0)))
            yield Paragraph((Sentence((Span(head, strong=True),)),))
        if items:
            yield ListBlock(tuple(items))

    def _row(self, cells: Iterable[Any]) -> tuple[Sentence, ...]:
        spans: list[Span] = []
        for cell in cells:
            inside: list[Span] = []
            for paragraph in cell.iter(f"{_WORD}p"):
                said = [span for span in self._spans(paragraph) if span.text.strip()]
                inside += [Span(" "), *said] if inside and said else said
            spans += [Span(" – "), *inside] if spans and inside else inside
        return sentences_of([replace(span, text=re.sub(r"\s+", " ", span.text)) for span in spans])

    def _spans(self, element: Any, href: str = "") -> Iterator[Span]:
        """Yield the words of a paragraph with their looks; boxes in it come behind it."""
        for child in element:
            if child.tag == f"{_WORD}r":
                yield from self._run(child, href)
            elif child.tag == f"{_WORD}hyperlink":
                yield from self._spans(child, self._address(child))
            elif child.tag not in _SKIPPED and child.tag != _CARRIED_TWICE:
                yield from self._spans(child, href)

    def _run(self, run: Any, href: str) -> Iterator[Span]:
        looks, text = run.find(f"{_WORD}rPr"), "".join(map(_character, run))
        self._characters += len(text)
        if self._characters > MOST:
            raise Invalid(file=TOO_MUCH)
        if text:
            yield Span(text, _is_on(looks, "b"), _is_on(looks, "i"), href)

    def _address(self, link: Any) -> str:
        known = self._links.get(link.get(_RELATED) or "")
        address = str(known.target_ref) if known is not None and known.is_external else ""
        return address if safe_link(address) else ""

    def _style(self, paragraph: Any) -> str:
        style = self._styles.get(paragraph.style)
        return str(style.name or "").lower() if style is not None else str(paragraph.style or "").lower()

    def _list_kind(self, paragraph: Any) -> str | None:
        """Return the kind of numbers before a paragraph, by itself or by its style; None for no list."""
        style, element = self._styles.get(paragraph.style), paragraph
        for _step in range(10):  # a style rests on another, and in a broken file perhaps on itself
            found = element.find(f"{_WORD}pPr/{_WORD}numPr/{_WORD}numId")
            if found is not None:
                return self._kinds.get(found.get(f"{_WORD}val"))
            if style is None:
                return None
            element, style = style.element, style.base_style
        return None


def _boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the boxes that hang on a paragraph; one inside another is found from there, and only once."""
    for box in paragraph.iter(_BOX):
        for above in box.iterancestors():
            if above is paragraph:
                yield box
            if above is paragraph or above.tag in (_BOX, _CARRIED_TWICE):
                break


def _own(parent: Any, name: str, kind: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, without those of a table inside."""
    for each in parent.iter(_WORD + name):
        if next(each.iterancestors(_WORD + kind)) is parent:
            yield each


def _character(element: Any) -> str:
    if element.tag == f"{_WORD}t":
        return re.sub(r"\s+", " ", element.text or "")
    if element.tag == f"{_WORD}br":
        return "\n" if element.get(f"{_WORD}type") is None else ""
    return _CHARACTERS.get(element.tag, "")


def _is_on(looks: Any, name: str) -> bool:
    found = looks.find(_WORD + name) if looks is not None else None
    return found is not None and found.get(f"{_WORD}val") not in _OFF


def _is_called(spans: Sequence[Span], text: str) -> bool:
    """Whether a line is a heading by its looks: short, wholly in bold, and no sentence."""
    bold = all(span.strong for span in spans if span.text.strip())
    return bold and len(text) <= _SHORT and text[-1] not in ".,;:!?" and not any(s.href for s in spans)


def _kinds(document: Any) -> dict[str, str]:
    """Return the kind of numbers by the list's number; empty without lists."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return {}
    formats = {}
    for abstract in numbering.iter(f"{_WORD}abstractNum"):
        first = abstract.find(f"{_WORD}lvl/{_WORD}numFmt")
        formats[abstract.get(f"{_WORD}abstractNumId")] = (
            first.get(f"{_WORD}val") if first is not None else "bullet"
        )
    found = {}
    for number in numbering.iter(f"{_WORD}num"):
        abstract = number.find(f"{_WORD}abstractNumId")
        found[number.get(f"{_WORD}numId")] = formats.get(abstract.get(f"{_WORD}val"), "bullet")
    return found


def _said(text: str) -> str:
    return " ".join(_NUMBER.sub("", text).lower().split())

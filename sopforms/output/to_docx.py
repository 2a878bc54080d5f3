"""Blocks as a Word document that a school can edit: real headings, lists, tables and links, nothing painted.

Every look is a style, so that a school's own template changes all of it. The same text gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sopforms.core import blocks as b
from sopforms.output import charts, docx_template
from sopforms.output.columns import LONG_CELL, column_widths
from sopforms.output.docx_parts import (
    add_contents,
    add_footer,
    add_picture,
    bookmark,
    columns_of,
    hyphenate,
    link,
    most_height,
    new_numbering,
    repeat_header,
    style_ids,
    text_width,
    turn,
)
from sopforms.output.language import words
from sopforms.output.to_html import Head

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

_PICTURE = 160  # mm that a chart is wide at most
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(text: b.Text, head: Head, own: bytes | None = None) -> bytes:
    """Return a whole text as a .docx file; `own` is a school's template.

    Parts become Heading 1, headings inside them Heading 2 and 3; gaps are left out. Raises Invalid for a
    template that cannot be used.
    """
    document = docx_template.new(text.language, own)
    writer = _Writer(document, text.language)
    document.add_paragraph(text.title, style="Title")
    document.add_paragraph(_under_title(head, text.language), style="Subtitle")
    if len(text.parts) > 1:
        add_contents(
            document, words(text.language)["contents"], [(part.key, part.title) for part in text.parts]
        )
    is_turned = False
    for part in text.parts:
        if (wide := b.is_wide(part.blocks)) or is_turned:
            turn(document, wide=wide)
            is_turned = wide
        bookmark(writer.paragraph("Heading 1", part.title), part.key)
        writer.write(part.blocks)
    if own is None:
        add_footer(document, head.school, words(text.language)["page"], words(text.language)["of"])
    hyphenate(document)
    _describe(document, text, head)
    return _packed(document)


def _under_title(head: Head, language: str) -> str:
    """Return what stands under the title: whose it is, for when, how far it got."""
    year = f"{words(language)['school_year']} {head.year}" if head.year else ""
    return " · ".join(filter(None, (head.school, year, head.status)))


class _Writer:
    """Writes blocks at the end of a document."""

    def __init__(self, document: Document, language: str) -> None:
        self.document, self.language = document, language
        self._ids = style_ids(document)

    def paragraph(self, style: str, text: str = "") -> Paragraph:
        """Add a paragraph; the library would look through all styles for each."""
        added = self.document.add_paragraph(text)
        added._p.style = self._ids[style]
        return added

    def write(self, blocks: Sequence[b.Block]) -> None:
        """Write blocks one after the other; a gap is left out."""
        for block in blocks:
            self._block(block)

    def _block(self, block: b.Block) -> None:
        if isinstance(block, b.Heading):
            self.paragraph(f"Heading {min(block.level - 1, 3)}", block.text)
        elif isinstance(block, b.Paragraph):
            self._run(self.paragraph("Normal"), block.sentences)
        elif isinstance(block, b.ListBlock):
            self._list(block)
        elif isinstance(block, b.Table):
            self._table(block.caption, block.header, block.rows)
        elif isinstance(block, b.Quote):
            self._quote(block)
        elif isinstance(block, b.Chart):
            self._chart(block)

    def _run(self, paragraph: Paragraph, sentences: Sequence[b.Sentence]) -> None:
        for place, sentence in enumerate(sentences):
            if place:
                paragraph.add_run(" ")
            for span in sentence.spans:
                self._span(paragraph, span)

    def _span(self, paragraph: Paragraph, span: b.Span) -> None:
        if span.href:
            link(paragraph, span.href, span.text, self._ids["Hyperlink"])
            return
        run = paragraph.add_run(span.text)
        if span.strong:
            run._r.style = self._ids["Strong"]
            run.italic = True if span.emphasis else None
        elif span.emphasis:
            run._r.style = self._ids["Emphasis"]

    def _list(self, block: b.ListBlock) -> None:
        numbering = new_numbering(self.document) if block.ordered else None
        for item in block.items:
            paragraph = self.paragraph("List Number" if block.ordered else "List Bullet")
            if numbering is not None:
                numbering.apply(paragraph)
            self._run(paragraph, item)

    def _table(
        self,
        caption: str,
        header: Sequence[str],
        rows: Sequence[Sequence[b.Sentence]],
        *,
        figures: bool = False,
    ) -> None:
        """Write a table; one of figures has narrow columns behind the first.

        A row with a long cell stands between two tables as text: in a narrow column it would fill a page.
        """
        self.paragraph("Caption", caption)
        said = [[b.words(cell) for cell in row] for row in rows]
        widths = column_widths(header, said, figures=figures)
        short = [cells for cells in said if not _is_long(cells, widths)]
        narrow = column_widths(header, short, figures=figures)
        for is_long, run in groupby(rows, lambda row: _is_long([b.words(cell) for cell in row], widths)):
            if is_long:
                for row in run:
                    self._told(header, row)
            else:
                self._rows(header, list(run), narrow)

    def _rows(
        self, header: Sequence[str], rows: Sequence[Sequence[b.Sentence]], widths: Sequence[int]
    ) -> None:
        table = self.document.add_table(rows=1, cols=len(header), style=docx_template.TABLE)
        self._cells(table.rows[0], [_strong(b.plain(text)) for text in header])
        repeat_header(table.rows[0])
        for row in rows:
            added = table.add_row()
            self._cells(
                added, [sentence if place else _strong(sentence) for place, sentence in enumerate(row)]
            )
            repeat_header(added, header=False)
        columns_of(table, widths, text_width(self.document))
        self.paragraph("Normal")

    def _told(self, header: Sequence[str], row: Sequence[b.Sentence]) -> None:
        """Write a row as text: what it is about, then each cell behind the name of its column."""
        named = self.paragraph("Normal")
        named.paragraph_format.keep_with_next = True
        self._run(named, (_strong(row[0]),))
        for name, sentence in zip(header[1:], row[1:], strict=False):
            if sentence.spans:
                self._run(self.paragraph("Normal"), (_strong(b.plain(f"{name}:")), sentence))

    def _cells(self, row: _Row, sentences: Sequence[b.Sentence]) -> None:
        for cell, sentence in zip(row.cells, sentences, strict=False):
            cell.paragraphs[0]._p.style = self._ids[docx_template.CELL]
            self._run(cell.paragraphs[0], (sentence,))

    def _quote(self, block: b.Quote) -> None:
        for inside in block.blocks:
            if isinstance(inside, b.ListBlock):
                self._list(inside)
            else:
                self._run(self.paragraph("Quote"), inside.sentences)
        self.paragraph("Caption", block.cite)

    def _chart(self, chart: b.Chart) -> None:
        """Write a distribution as its sentence, its picture, and its figures, which a school can edit."""
        said = words(self.language)
        self._run(
            self.paragraph("Normal"),
            (b.Sentence((b.Span(chart.title, strong=True),)), b.plain(chart.summary)),
        )
        for place, piece in enumerate(charts.pieces(chart, most_height(self.document))):
            if png := charts.png(piece, language=self.language, whole=chart):
                told = ", ".join(row.label for row in piece.rows) if place else chart.summary
                add_picture(self.document, png, told, min(text_width(self.document), _PICTURE))
        header = (said["statement"], *chart.labels, said["unknown"])
        rows = [
            [b.plain(text) for text in (row.label, *map(str, row.counts), str(row.unknown))]
            for row in chart.rows
        ]
        self._table(f"{said['table']}: {chart.title}", header, rows, figures=True)
        for label in chart.hidden:
            self.paragraph("Normal", f"{label.rstrip('.')}: {said['too_few']}.")


def _is_long(row: Sequence[str], widths: Sequence[int]) -> bool:
    """Whether a cell of a row takes more lines than a table reads well with.

    Half as many as in print: the letters of a school's own template may be wide.
    """
    return any(len(cell) > LONG_CELL * width / 2 for cell, width in zip(row, widths, strict=False))


def _strong(sentence: b.Sentence) -> b.Sentence:
    """Return the sentence as the heading of a row or column."""
    return replace(sentence, spans=tuple(replace(span, strong=True) for span in sentence.spans))


def _describe(document: Document, text: b.Text, head: Head) -> None:
    """Fill the properties that readers and search engines see."""
    properties: Any = document.core_properties
    properties.title, properties.language = text.title, docx_template.LANGUAGES.get(text.language, "nl-NL")
    properties.author = properties.last_modified_by = head.school
    properties.comments, properties.revision = "", 1
    moment = datetime.combine(head.day, time()) if head.day else datetime(*_EPOCH)  # noqa: DTZ001
    properties.created = properties.modified = moment


def _packed(document: Document) -> bytes:
    """Return the file with nothing of the moment in it: the same text is the same bytes."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            info = zipfile.ZipInfo(part.filename, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(part))
    return packed.getvalue()

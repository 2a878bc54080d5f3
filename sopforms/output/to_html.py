"""Blocks as accessible HTML: the canonical form of every text, on which the papers are built.

Nothing passes unescaped: every word is data. Headings never skip a level, tables have a caption and scopes,
a picture has its figures beside it. Classes are those of `sop.css`; there are no style attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from markupsafe import Markup, escape

from sopforms.core.blocks import (
    Block,
    Chart,
    Gap,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    Quote,
    Sentence,
    Source,
    Span,
    Table,
    Text,
)
from sopforms.core.blocks import words as heard
from sopforms.output import charts, rendering
from sopforms.output.language import listing, words


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is shown: level of its parts, with named gaps, with the sources of each sentence.

    `leads` marks the paragraph that announces a table, list or chart, so that paper keeps them together.
    `sourced` draws a sentence that rests on something in a way of the page's own.
    """

    level: int = 2
    gaps: bool = False
    sources: bool = False
    anchors: bool = True
    language: str = "nl"
    picture: Callable[[Chart], Markup] | None = None
    table: Callable[..., Markup] | None = None
    leads: bool = False
    sourced: Callable[[Sentence, Markup], Markup] | None = None


def part(
    part: Part,
    *,
    level: int = 2,
    anchors: bool = True,
    gaps: bool = False,
    sources: bool = False,
    language: str = "nl",
) -> Markup:
    """Return one chapter or part: its heading at `level`, then its blocks.

    With `anchors` the section has the key of the part as its id, so it can be linked to.
    """
    return whole_part(part, Look(level, gaps, sources, anchors, language))


def whole_part(part: Part, look: Look) -> Markup:
    """Return one chapter or part in a given look."""
    mark = Markup(' id="{0}" aria-labelledby="{0}-titel"').format(part.key) if look.anchors else Markup()
    own = Markup(' id="{}-titel"').format(part.key) if look.anchors else Markup()
    heading = Markup("<h{0}{1}>{2}</h{0}>").format(look.level, own, part.title)
    return Markup('<section class="part"{}>\n{}\n{}</section>\n').format(
        mark, heading, blocks(part.blocks, look)
    )


def blocks(blocks: Sequence[Block], look: Look | None = None) -> Markup:
    """Return blocks one after the other; a gap shows only when the look says so."""
    look = look or Look()
    after = (*blocks[1:], None) if look.leads else (None,) * len(blocks)
    return Markup().join(
        _lead(each, look) if _announces(each, following) else block(each, look)
        for each, following in zip(blocks, after, strict=False)
    )


def _announces(block: Block, following: Block | None) -> TypeGuard[Paragraph]:
    """Whether a paragraph that ends in a colon stands right before what it announces."""
    if not (isinstance(block, Paragraph) and isinstance(following, Table | ListBlock | Chart)):
        return False
    return bool(block.sentences) and heard(block.sentences[-1]).rstrip().endswith(":")


def _lead(block: Paragraph, look: Look) -> Markup:
    return Markup('<p class="aanloop">{}</p>\n').format(run(block.sentences, look))


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a document that leaves the application: whose it is, for when, how far it got."""

    school: str
    year: str
    board: str = ""
    partnership: str = ""
    status: str = ""
    day: date | None = None


def page(text: Text, head: Head, *, gaps: bool = False, sources: bool = False) -> Markup:
    """Return a whole text as a file of its own, without anything outside it."""
    body = document(text, gaps=gaps, sources=sources)
    return rendering.render("page.html", text=text, head=head, body=body)


def document(
    text: Text,
    *,
    level: int = 1,
    anchors: bool = True,
    gaps: bool = False,
    sources: bool = False,
) -> Markup:
    """Return a whole text: its title at `level`, its parts one level lower."""
    look = Look(level + 1, gaps, sources, anchors, text.language)
    return Markup('<article class="doc" lang="{1}">\n<h{0}>{2}</h{0}>\n{3}</article>\n').format(
        level, text.language, text.title, Markup().join(whole_part(each, look) for each in text.parts)
    )


def block(block: Block, look: Look) -> Markup:
    """Return one block."""
    if isinstance(block, Heading):
        return Markup("<h{0}>{1}</h{0}>\n").format(min(block.level + look.level - 2, 6), block.text)
    if isinstance(block, Paragraph):
        return Markup("<p>{}</p>\n").format(run(block.sentences, look))
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        items = Markup().join(Markup("<li>{}</li>\n").format(run(each, look)) for each in block.items)
        return Markup("<{0}>\n{1}</{0}>\n").format(tag, items)
    if isinstance(block, Table):
        return _table(block, look)
    if isinstance(block, Quote):
        inside = blocks(block.blocks, look)
        return Markup(
            '<figure class="quote"><blockquote>\n{}</blockquote>\n<figcaption>{}</figcaption></figure>\n'
        ).format(inside, block.cite)
    if isinstance(block, Chart):
        return _chart(block, look)
    return _gap(block, look)


def run(sentences: Sequence[Sentence], look: Look | None = None) -> Markup:
    """Return sentences that run on, one blank between each two."""
    return Markup(" ").join(sentence(each, look or Look()) for each in sentences)


def sentence(sentence: Sentence, look: Look) -> Markup:
    """Return one sentence; with sources, in an element that names them."""
    text = Markup().join(_span(each) for each in sentence.spans)
    if look.sourced and sentence.sources:
        return look.sourced(sentence, text)
    if not (look.sources and sentence.sources):
        return text
    keys = " ".join(source.indicator for source in sentence.sources)
    rests = "; ".join(_named(source, look.language) for source in sentence.sources)
    title = f"{words(look.language)['sources']}: {rests}"
    return Markup('<span class="src" data-sources="{}" title="{}">{}</span>').format(keys, title, text)


def _named(source: Source, language: str) -> str:
    said = words(language)
    facts = [source.indicator]
    if source.n is not None:
        facts.append(f"{source.n} {said['answer' if source.n == 1 else 'answers_small']}")
    if source.rule:
        facts.append(source.rule)
    if source.decided_by:
        facts.append(f"{said['decided_by']} {source.decided_by}")
    return ", ".join(facts)


def _span(span: Span) -> Markup:
    text = escape(span.text).replace("\n", Markup("<br>"))
    if span.emphasis:
        text = Markup("<em>{}</em>").format(text)
    if span.strong:
        text = Markup("<strong>{}</strong>").format(text)
    return Markup('<a href="{}">{}</a>').format(span.href, text) if span.href else text


def _table(table: Table, look: Look) -> Markup:
    rows = [[run((cell,), look) for cell in row] for row in table.rows]
    return (look.table or table_of)(table.caption, table.header, rows)


def table_of(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> Markup:
    """Return a table with a caption; the first cell of each row is its heading. `kind` is an extra class.

    In a table of words each cell carries the word of its column and its role, so that a phone can draw a row
    as a card without a screen reader losing the table; figures (`num`) stay side by side.
    """
    as_cards = kind != "num"
    head = Markup().join(Markup('<th scope="col">{}</th>').format(cell) for cell in header)
    lines = Markup().join(_row_of(row, header if as_cards else ()) for row in rows if row)
    look = Markup(' class="table {}" role="table"') if as_cards else Markup(' class="table {}"')
    return Markup(
        '<div class="scroll" role="group" aria-label="{0}" tabindex="0"><table{1}>\n'
        "<caption>{0}</caption>\n<thead><tr>{2}</tr></thead>\n<tbody>\n{3}</tbody></table></div>\n"
    ).format(caption, look.format("table--cards" if as_cards else kind), head, lines)


def _row_of(row: Sequence[str], header: Sequence[str]) -> Markup:
    if not header:
        cells = Markup().join(Markup("<td>{}</td>").format(text) for text in row[1:])
        return Markup('<tr><th scope="row">{}</th>{}</tr>\n').format(row[0], cells)
    cell = Markup('<td role="cell" data-l="{}">{}</td>')
    cells = Markup().join(cell.format(word, text) for word, text in zip(header[1:], row[1:], strict=False))
    return Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>\n').format(row[0], cells)


def _chart(chart: Chart, look: Look) -> Markup:
    draw = look.picture or (lambda one: Markup(charts.svg(one, language=look.language)))  # noqa: S704
    drawn = draw(chart)
    scrolls = Markup('<div class="chart-picture" role="group" aria-label="{}" tabindex="0">{}</div>\n')
    picture = scrolls.format(chart.title, drawn) if drawn else Markup()
    return Markup(
        '<figure class="chart-figure">\n<figcaption><strong>{}</strong> {}</figcaption>\n{}{}</figure>\n'
    ).format(chart.title, chart.summary, picture, figures(chart, look))


def figures(chart: Chart, look: Look | None = None) -> Markup:
    """Return the figures of a chart as a table; what is hidden is named and has no figures."""
    look = look or Look()
    said = words(look.language)
    header = (said["statement"], *chart.labels, said["unknown"])
    rows: list[list[str]] = [
        [row.label, *(str(count) for count in row.counts), str(row.unknown)] for row in chart.rows
    ]
    table = (look.table or table_of)(f"{said['table']}: {chart.title}", header, rows, "num")
    if not chart.hidden:
        return table
    hidden = listing([f"“{label}”" for label in chart.hidden], look.language)
    return table + Markup('<p class="small">{}: {}.</p>\n').format(hidden, said["too_few"])


def _gap(gap: Gap, look: Look) -> Markup:
    if not look.gaps:
        return Markup()
    return Markup('<p class="note note--gap"><strong>{}</strong> {}</p>\n').format(
        words(look.language)["missing"], gap.text
    )

"""Blocks as HTML for the PDF step: the canonical HTML with what paper needs and the PDF step can do.

Differences from the screen: a caption is a paragraph before its table, so that heading, caption and table
stay together; columns have widths; charts are pictures of fixed size; a row with a long text stands outside
its table, so that it may flow over pages and a head stands above all others. Each chapter stands between two
marks, so that one that cannot be printed can be named.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from sopforms.core.blocks import Block, Chart, Part, Text, is_wide
from sopforms.core.changes import PartChange
from sopforms.core.instruction import Bar
from sopforms.core.value_changes import ValueChange
from sopforms.output import changes_html, charts, rendering, to_html, year_picture
from sopforms.output.columns import LONG_CELL, column_widths
from sopforms.output.language import words
from sopforms.output.to_html import Head, Look

CHART_WIDTH = 640  # pixels of the PDF step: 170 mm, the width of the text
SHORT_ANNEX = 900  # characters; a page of its own would be left half empty
_TURN = '<pdf:nexttemplate name="{}"/><pdf:nextpage/>\n'
_WIDE, _UPRIGHT = Markup(_TURN.format("liggend")), Markup(_TURN.format("tekst"))  # noqa: S704  # our own names
_FLOW = Markup('<table class="vloei"><tr><td></td></tr></table>')


@dataclass(frozen=True, slots=True)
class Papers:
    """What the council gets: the letter first, then what it is about. Absent things are left out.

    `draft` is the text the advice is about, `background` the chapters it rests on; `changes` are against
    last year, None when there is no last year. `since` is `now` where they are against the text in force.
    """

    letter: Part
    draft: Text
    changes: tuple[PartChange, ...] | None = None
    background: Text | None = None
    outcomes: Part | None = None
    pupils: Part | None = None
    values: tuple[ValueChange, ...] = ()
    since: str = "year"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One instruction of the guide for schools: what stands before its picture of the year, and after it."""

    key: str
    title: str
    begin: Sequence[Block]
    bars: Sequence[Bar]
    rest: Sequence[Block]


@dataclass(frozen=True, slots=True)
class _Annex:
    key: str
    title: str
    body: Markup

    @property
    def goes_on(self) -> bool:
        """Whether it is so short that it stands on the page where the one before ends."""
        return len(self.body.striptags()) < SHORT_ANNEX and not re.search(r"<(?:img|table)\b", self.body)


def document(text: Text, head: Head) -> str:
    """Return a whole text for printing: cover, contents, then its parts."""
    body = _parts(text, level=2)
    return _filled("document.html", text.language, text.title, head, body=body)


def section(text: Text, head: Head) -> str:
    """Return the guide section for printing: no cover, no contents, meant for one to three pages."""
    return _filled("section.html", text.language, text.title, head, body=_parts(text, level=2))


def papers(papers: Papers, head: Head) -> str:
    """Return the papers of the council for printing: letter, contents, annexes, most from a new page."""
    language = papers.draft.language
    letter = _marked(papers.letter, to_html.blocks(papers.letter.blocks, _look(1, language)))
    return _filled(
        "papers.html", language, papers.letter.title, head, letter=letter, annexes=_annexes(papers, language)
    )


def slips(codes: Sequence[tuple[int, str]], head: Head, *, address: str, until: date, picture: str) -> str:
    """Return slips to cut out, two beside each other: number and code, where to type it, until when.

    `picture` is the address as an SVG for the camera of a phone.
    """
    data = base64.b64encode(picture.encode()).decode()
    drawn = Markup('<img src="data:image/svg+xml;base64,{}" width="70" alt="">').format(data)
    return _filled(
        "slips.html", "nl", "Briefjes met een code", head,
        slips=list(codes), address=address, until=until, picture=drawn,
    )  # fmt: skip


def lessons(title: str, lessons: Sequence[Lesson], head: Head) -> str:
    """Return the guide for schools: cover, contents, then each instruction from a new page."""
    return _filled("lessons.html", "nl", title, head, lessons=[_lesson(one) for one in lessons])


def _lesson(lesson: Lesson) -> Markup:
    look = _look(2, "nl")
    drawn = year_picture.svg(lesson.bars, CHART_WIDTH, family=charts.PRINT_FAMILY)
    picture = _image(drawn, year_picture.told(lesson.bars)) if drawn else Markup()
    heading = Markup('<a name="{0}"></a><h2>{1}</h2>\n').format(lesson.key, lesson.title)
    body = to_html.blocks(lesson.begin, look) + picture + to_html.blocks(lesson.rest, look)
    return _marked(Part(lesson.key, lesson.title, ()), heading + body)


def _annexes(papers: Papers, language: str) -> list[_Annex]:
    said = words(language)
    annexes = [_Annex("bijlage-concept", papers.draft.title, _parts(papers.draft, level=2))]
    changes = changes_html.values(papers.values, language=language, since=papers.since)
    changes += changes_html.changes(papers.changes, level=2, language=language, anchors=False)
    annexes.append(_Annex("bijlage-wijzigingen", said["changes"], changes))
    for key, part in (("bijlage-uitkomsten", papers.outcomes), ("bijlage-leerlingen", papers.pupils)):
        if part:
            body = to_html.blocks(part.blocks, _look(1, language))
            annexes.append(_Annex(key, part.title, _marked(part, body)))
    if papers.background:
        annexes.append(_Annex("bijlage-onderbouwing", said["background"], _parts(papers.background, level=2)))
    return annexes


def _filled(template: str, language: str, title: str, head: Head, **facts: object) -> str:
    html = rendering.render(template, language=language, title=title, head=head, **facts)
    return str(html).replace("ĳ", "ij").replace("Ĳ", "IJ")  # our italics lack the ligature; it reads the same


def _look(level: int, language: str, *, wide: bool = False) -> Look:
    picture = _wide_picture if wide else _picture
    return Look(level, anchors=False, language=language, picture=picture, table=_table, leads=True)


def _parts(text: Text, *, level: int) -> Markup:
    """Return the parts; one with a table that upright paper is too narrow for stands on pages of its own."""
    found, is_turned = Markup(), False
    for part in text.parts:
        if (wide := is_wide(part.blocks)) != is_turned:
            found, is_turned = found + (_WIDE if wide else _UPRIGHT), wide
        found += _part(part, level, text.language)
    return found + _UPRIGHT if is_turned else found


def _part(part: Part, level: int, language: str) -> Markup:
    look = _look(level, language, wide=is_wide(part.blocks))
    heading = Markup('<a name="{1}"></a><h{0}>{2}</h{0}>\n').format(level, part.key, part.title)
    return _marked(part, heading + to_html.blocks(part.blocks, look))


def _marked(part: Part, body: Markup) -> Markup:
    """Put the marks around a part by which the PDF step names what it cannot print."""
    name = part.title.replace("--", "–")
    return Markup("<!--part:{}-->\n{}<!--/part-->\n").format(name, body)


def _picture(chart: Chart, most: int = charts.TALL) -> Markup:
    """Return a chart as pictures of at most `most` pixels high; higher ones leave a heading alone."""
    drawn: list[Markup] = []
    for piece in charts.pieces(chart, most, CHART_WIDTH):
        picture = charts.svg(piece, CHART_WIDTH, family=charts.PRINT_FAMILY, whole=chart)
        if not picture:
            continue
        said = chart.summary if not drawn else ", ".join(row.label for row in piece.rows)
        drawn.append(_image(picture, said))
    if len(drawn) < 2:
        return Markup().join(drawn)
    return Markup().join(Markup("<div>{}</div>\n").format(one) for one in drawn)


def _image(drawn: str, said: str) -> Markup:
    """Return a picture of the width of the text, with the words that stand for it."""
    data = base64.b64encode(drawn.encode()).decode()
    return Markup('<img src="data:image/svg+xml;base64,{}" width="{}" alt="{}">').format(
        data, CHART_WIDTH, said
    )


def _wide_picture(chart: Chart) -> Markup:
    return _picture(chart, charts.LOW)


def _table(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> Markup:
    """Return the table; a row with a long cell stands between two tables as text of its own.

    The PDF step would shrink such a row to one page, or print it without the head above it.
    """
    widths = column_widths(header, rows, figures=kind == "num")
    inside = [row for row in rows if not _is_long(row, widths)]
    narrow = column_widths(header, inside, figures=kind == "num")
    found = [Markup('<p class="tabelkop">{}</p>\n').format(caption)]
    for is_long, group in groupby(rows, lambda row: _is_long(row, widths)):
        run = list(group)
        found += [_told(header, row) for row in run] if is_long else [_short(header, narrow, run, kind)]
    return Markup().join(found)


def _short(header: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]], kind: str) -> Markup:
    firsts = [" eerste", *[""] * (len(header) - 1)]
    head = Markup().join(
        Markup('<th class="kopcel{}" width="{}%">{}{}</th>').format(first, width, cell, _flow(cell, width))
        for width, first, cell in zip(widths, firsts, header, strict=True)
    )
    body = Markup().join(
        Markup("<tr>{}</tr>\n").format(
            Markup().join(
                Markup("<{0}>{1}</{0}>").format("td" if place else "th", cell)
                for place, cell in enumerate(row)
            )
        )
        for row in rows
    )
    return Markup(
        '<table class="tabel {}" repeat="1">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n'
    ).format(kind, head, body)


def _told(header: Sequence[str], row: Sequence[str]) -> Markup:
    """Return a row as text: what it is about, then each cell behind the name of its column."""
    lines = [
        Markup("<p><b>{}:</b> {}</p>\n").format(name, cell)
        for name, cell in zip(header[1:], row[1:], strict=False)
        if cell
    ]
    return Markup('<p class="rijkop">{}</p>\n{}').format(row[0] if row else "", Markup().join(lines))


def _is_long(row: Sequence[str], widths: Sequence[int]) -> bool:
    return any(_lines(cell, width) > LONG_CELL for cell, width in zip(row, widths, strict=False))


def _lines(cell: str, width: int) -> float:
    """Return how many lines a cell takes; a line holds about a character a percent of the width."""
    return len(cell) / max(width, 1) + cell.count("<br>")


def _flow(cell: str, width: int) -> Markup:
    """Return what keeps a head that is higher than a page from being shrunk: it fails, and all is plain."""
    return _FLOW if _lines(cell, width) > LONG_CELL else Markup()

"""A distribution as a picture of fixed size, for paper and for HTML that stands alone.

Diverging bars around the middle of the scale, one scale for all rows, counts in the bars, grey for who could
not say. Sizes are absolute and colours are attributes: the PDF step knows no percentages and no classes. The
figures always stand beside the picture as a table; that table is what a screen reader gets.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from sopforms.core.blocks import Chart, ChartRow
from sopforms.output.language import words

PRINT_FAMILY = "SOP Chart"  # registered by the PDF worker; a family of our own, so that no host font slips in
PICTURE_FAMILY = "Source Sans Pro"
SCREEN_FAMILY = "system-ui, sans-serif"

_INK, _SOFT, _GREY = "#1b2529", "#4a575c", "#d5d9d8"
_FOUR = (("#b35806", "#ffffff"), ("#fdc57b", "#1b1b1b"), ("#b4dae8", "#1b1b1b"), ("#0b6a86", "#ffffff"))
_MIDDLE = ("#eceeec", "#1b1b1b")
_COLOURS = {
    2: (_FOUR[0], _FOUR[3]),
    3: (_FOUR[0], _MIDDLE, _FOUR[3]),
    4: _FOUR,
    5: (*_FOUR[:2], _MIDDLE, *_FOUR[2:]),
}
_TEXT, _SMALL, _LEADING, _BAR = 13.0, 12.0, 16.0, 24.0
_LABELS = 0.42  # of the width
_KEY = 74.0  # three lines of it and the room below
_EM = 0.47  # mean width of a character of our font, in its size; a little too wide, so that nothing is cut
_EM_SCREEN = 0.58  # the same for the widest of the fonts a reader may have


TALL, LOW = 640, 400
"""How high a picture of 640 wide may be to stand with its heading on an upright page, or a wide one."""


def pieces(chart: Chart, most: int, width: int = 640) -> tuple[Chart, ...]:
    """Return a chart for paper as charts of which no picture is more than `most` pixels high.

    A statement stands whole in one of them. Names of what is hidden are left out where they do not fit: they
    stand beside the picture too.
    """
    label_width = width * _LABELS
    found: list[list[ChartRow]] = [[]]
    y = _KEY
    for row in chart.rows:
        height = _room(row, label_width, _EM) + 8
        if y + height > most and found[-1]:
            found.append([])
            y = _KEY
        found[-1].append(row)
        y += height
    hidden: list[str] = []
    for label in chart.hidden:
        y += len(_wrapped(label, label_width, _EM)) * _LEADING + 8
        hidden += [label] if y <= most else []
    last = len(found) - 1
    return tuple(
        replace(chart, rows=tuple(rows), hidden=tuple(hidden) if place == last else ())
        for place, rows in enumerate(found)
    )


def svg(
    chart: Chart,
    width: int = 640,
    *,
    family: str = SCREEN_FAMILY,
    language: str = "nl",
    whole: Chart | None = None,
) -> str:
    """Return the picture of a chart, `width` pixels wide; an empty text when it has nothing to draw.

    A scale of more than five values is not drawn: five tints are what people tell apart. The table stays.
    `whole` is the chart that this one is a piece of: its pieces have one scale.
    """
    colours = _COLOURS.get(len(chart.labels))
    if not colours or not any(sum(row.counts) for row in chart.rows):
        return ""
    em = _EM if family in (PRINT_FAMILY, PICTURE_FAMILY) else _EM_SCREEN
    picture = _Picture(chart, float(width), colours, language, em=em, whole=whole or chart)
    body = "".join(picture.drawn())
    height = picture.y + 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" '
        f'viewBox="0 0 {width} {height:.0f}" role="img" aria-label={quoteattr(chart.summary)} '
        f'font-family={quoteattr(family)}><rect x="0" y="0" width="{width}" height="{height:.0f}" '
        f'fill="#ffffff"/>{body}</svg>'
    )


def png(chart: Chart, width: int = 640, *, language: str = "nl", whole: Chart | None = None) -> bytes:
    """Return the picture for programs that draw no SVG, three times as fine; empty when there is none.

    Only our own font is used, so that the same chart gives the same bytes on every machine.
    """
    drawn = svg(chart, width, family=PICTURE_FAMILY, language=language, whole=whole)
    if not drawn:
        return b""
    import font_source_sans_pro
    import resvg_py

    font = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf"
    made = resvg_py.svg_to_bytes(svg_string=drawn, zoom=3, skip_system_fonts=True, font_files=[str(font)])
    return bytes(made)


def halves(row: ChartRow, labels: Sequence[str]) -> tuple[float, float]:
    """Return the share of answers left and right of the middle; a middle value counts half on each side."""
    total, middle = sum(row.counts), len(labels) // 2
    if not total:
        return 0.0, 0.0
    left = float(sum(row.counts[:middle]))
    if len(labels) % 2:
        left += row.counts[middle] / 2
    return left / total, 1 - left / total


class _Picture:
    """Draws from the top down; `y` is where the next thing begins."""

    def __init__(
        self,
        chart: Chart,
        width: float,
        colours: Sequence[tuple[str, str]],
        language: str,
        *,
        em: float,
        whole: Chart,
    ) -> None:
        self.chart, self.width, self.colours, self.words = chart, width, colours, words(language)
        self.y = 4.0
        self.em = em
        self.label_width = width * _LABELS
        self.right = width - 40.0 - 13 * _SMALL * em
        shares = [halves(row, chart.labels) for row in whole.rows]
        most_left, most_right = max(one for one, _ in shares), max(two for _, two in shares)
        self.unit = (self.right - self.label_width - 14) / ((most_left + most_right) or 1)
        self.zero = self.label_width + 10 + most_left * self.unit

    def drawn(self) -> Iterator[str]:
        """Yield key, rows and the line of the middle."""
        yield from self._key()
        top = self.y
        for row in self.chart.rows:
            yield from self._row(row)
        yield (
            f'<line x1="{self.zero:.1f}" y1="{top:.1f}" x2="{self.zero:.1f}" y2="{self.y:.1f}" '
            f'stroke="{_INK}" stroke-width="1"/>'
        )
        for label in self.chart.hidden:
            yield from self._hidden(label)

    def _key(self) -> Iterator[str]:
        entries = [(*colour, label) for colour, label in zip(self.colours, self.chart.labels, strict=True)]
        if any(row.unknown for row in self.chart.rows):
            entries.append((_GREY, _INK, self.words["unknown"]))
        x = 2.0
        for fill, _, label in entries:
            needed = 18 + len(label) * _SMALL * self.em + 16
            if x > 2 and x + needed > self.width:
                x, self.y = 2.0, self.y + 20
            yield _rect(x, self.y, 13, 13, fill)
            yield _words(x + 18, self.y + 11, label, size=_SMALL)
            x += needed
        self.y += 28

    def _row(self, row: ChartRow) -> Iterator[str]:
        lines = _wrapped(row.label, self.label_width, self.em)
        height = _height(row, lines)
        room = _room(row, self.label_width, self.em)
        y = self.y + (room - height) / 2
        for line in lines:
            yield _words(0, y + 12, line)
            y += _LEADING
        if row.flag:
            text = self.words["discuss"]
            yield _rect(0, y + 2, len(text) * 11 * self.em + 14, 16, "#fff1d6", stroke="#7a4a00")
            yield _words(6, y + 14, text, size=11, fill="#7a4a00")
        yield from self._bar(row, self.y + (room - _BAR) / 2)
        self.y += room + 8

    def _bar(self, row: ChartRow, y: float) -> Iterator[str]:
        total = sum(row.counts)
        if not total:
            yield _words(self.label_width + 12, y + 16, self.words["none"], size=_SMALL, fill=_SOFT)
            return
        x = self.zero - self.unit * halves(row, self.chart.labels)[0]
        for count, (fill, ink) in zip(row.counts, self.colours, strict=True):
            wide = self.unit * count / total
            if not count:
                continue
            yield _rect(x, y, wide, _BAR, fill, stroke="#ffffff")
            if wide > 4 + len(str(count)) * 7:
                yield _words(x + wide / 2, y + 16.5, str(count), anchor="middle", fill=ink)
            x += wide
        label = self.words["answer" if total == 1 else "answers_small"]
        yield _words(self.right + 8, y + 16.5, f"{total} {label}", size=_SMALL)
        if row.unknown:
            yield _rect(self.width - 22, y + 3, 20, 18, _GREY)
            yield _words(self.width - 12, y + 16.5, str(row.unknown), size=_SMALL, anchor="middle")

    def _hidden(self, label: str) -> Iterator[str]:
        lines = _wrapped(label, self.label_width, self.em)
        for place, line in enumerate(lines):
            yield _words(0, self.y + 12 + place * _LEADING, line, fill=_SOFT)
        yield _words(self.label_width + 12, self.y + 12, self.words["too_few"], size=_SMALL, fill=_SOFT)
        self.y += len(lines) * _LEADING + 8


def _height(row: ChartRow, lines: Sequence[str]) -> float:
    """Return how high the words of a row are."""
    return len(lines) * _LEADING + (20 if row.flag else 0)


def _room(row: ChartRow, label_width: float, em: float) -> float:
    """Return how high a row is: its words or its bar."""
    return max(_height(row, _wrapped(row.label, label_width, em)), _BAR + 4)


def _wrapped(text: str, width: float, em: float) -> list[str]:
    return textwrap.wrap(text, max(10, int(width / (_TEXT * em))), break_long_words=True) or [""]


def _rect(x: float, y: float, width: float, height: float, fill: str, *, stroke: str = "") -> str:
    edge = f' stroke="{stroke}" stroke-width="1"' if stroke else ""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"{edge}/>'


def _words(x: float, y: float, text: str, *, size: float = _TEXT, anchor: str = "", fill: str = _INK) -> str:
    where = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{where}>{escape(text)}</text>'

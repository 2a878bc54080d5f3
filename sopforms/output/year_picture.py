"""When in a school year something is done, as a picture of fixed size for paper.

Sizes are absolute and colours are attributes, as in `charts.py`; the months stand in words beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from sopforms.core.instruction import MONTHS, Bar

_INK, _SOFT, _LINE, _FILL = "#1b2529", "#4a575c", "#d5d9d8", "#0b6a86"
_LABELS, _ROW, _HEAD = 0.42, 24.0, 22.0


def svg(bars: Sequence[Bar], width: int, *, family: str) -> str:
    """Return the picture, `width` pixels wide: a label, and a bar over its months; empty without bars."""
    if not bars:
        return ""
    height = _HEAD + _ROW * len(bars) + 4
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height:.0f}" '
        f'viewBox="0 0 {width} {height:.0f}" role="img" aria-label={quoteattr(told(bars))} '
        f'font-family={quoteattr(family)}><rect x="0" y="0" width="{width}" height="{height:.0f}" '
        f'fill="#ffffff"/>{"".join(_drawn(bars, float(width), height))}</svg>'
    )


def told(bars: Sequence[Bar]) -> str:
    """Return what the picture says, in one sentence."""
    return "Tijdlijn: " + "; ".join(f"{bar.when}: {bar.label}" for bar in bars) + "."


def _drawn(bars: Sequence[Bar], width: float, height: float) -> Iterator[str]:
    left = width * _LABELS
    month = (width - left) / len(MONTHS)
    for place, name in enumerate(MONTHS):
        x = left + place * month
        yield _line(x, 0, x, height - 2)
        yield _words(x + 4, 14, name, size=11, fill=_SOFT)
    for place, bar in enumerate(bars):
        y = _HEAD + place * _ROW
        yield _line(0, y, width, y)
        yield _words(0, y + 16, bar.label, size=12.5, fill=_INK)
        x, wide = left + bar.first * month + 2, (bar.last - bar.first + 1) * month - 4
        yield f'<rect x="{x:.1f}" y="{y + 6:.1f}" width="{wide:.1f}" height="12" rx="3" fill="{_FILL}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_LINE}"/>'


def _words(x: float, y: float, text: str, *, size: float, fill: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}">{escape(text)}</text>'

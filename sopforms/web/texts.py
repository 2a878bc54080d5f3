"""Texts on a page of the application: the canonical HTML, with the figures of a chart folded in."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from sopforms.core.blocks import Block, Part
from sopforms.output import to_html
from sopforms.output.to_html import Look, table_of


def shown(blocks: Sequence[Block], *, level: int = 2, gaps: bool = False) -> Markup:
    """Return blocks below a heading of `level`; figures fold out below their picture."""
    return to_html.blocks(blocks, _look(level, gaps))


def shown_part(part: Part, *, level: int = 2, gaps: bool = False) -> Markup:
    """Return a part with its heading at `level`."""
    return to_html.whole_part(part, _look(level, gaps))


def _look(level: int, gaps: bool) -> Look:
    return Look(level, gaps=gaps, anchors=False, table=_table)


def _table(caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> Markup:
    table = table_of(caption, header, rows, kind)
    if kind != "num":
        return table
    return Markup("<details><summary>{}</summary>{}</details>").format(_("Toon als tabel"), table)

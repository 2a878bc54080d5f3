"""Texts on a page of the application: the canonical HTML, with the figures of a chart folded in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import count

from flask_babel import gettext as _
from markupsafe import Markup

from sopforms.core.blocks import Block, Part, Sentence, Source, words
from sopforms.output import to_html
from sopforms.output.to_html import Look, table_of


def shown(blocks: Sequence[Block], *, level: int = 2, gaps: bool = False) -> Markup:
    """Return blocks below a heading of `level`; figures fold out below their picture."""
    return to_html.blocks(blocks, _look(level, gaps))


def shown_with_sources(
    blocks: Sequence[Block], told: Callable[[Source], str], *, stale: Collection[str] = (), level: int = 2
) -> Markup:
    """Return blocks in which a sentence shows what it rests on: by hovering, by a tap or from the keyboard.

    `told` words a source; `stale` are the sentences whose answers changed.
    """
    numbers = count(1)

    def sourced(sentence: Sentence, text: Markup) -> Markup:
        number = next(numbers)
        mark = Markup('<mark class="stale">{}</mark>').format(text) if words(sentence) in stale else text
        rests = Markup("<br>").join(told(source) for source in sentence.sources)
        return Markup(
            '<span class="src">{0}<button type="button" class="src__n" popovertarget="bron-{1}">'
            '<span class="sr">{2} </span>{1}</button>'
            '<span class="src__tip" id="bron-{1}" popover>{3}</span></span>'
        ).format(mark, number, _("Waar rust deze zin op? Bron"), rests)

    look = Look(level, gaps=True, anchors=False, table=_table, sourced=sourced)
    return to_html.blocks(blocks, look)


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

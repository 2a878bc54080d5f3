"""A topic of the survey as pages show it, and the frame of the pages that speak of topics."""

from __future__ import annotations

from typing import Any

from flask import g
from wtforms import Field

from sopforms.actions import consolidation
from sopforms.actions.consolidation import TopicState
from sopforms.core import results_wording
from sopforms.store import cycles
from sopforms.store.dossiers import DossierRow
from sopforms.web.language import chosen


def frame() -> dict[str, Any]:
    """Return what every page of these rooms shows around its own matter."""
    return {
        "year": cycles.get(g.dossier.cycle_id).school_year,
        "language": chosen(),
        "chapter_title": lambda chapter: results_wording.chapter_title(chapter, chosen()),
    }


def pairs(field: Field) -> list[tuple[str, str]]:
    """Return value and label of the choices of a field, for the macro `scale`."""
    return [(choice.value, str(choice.label)) for choice in field.iter_choices()]


def row_of(state: TopicState, dossier: DossierRow, language: str) -> dict[str, Any] | None:
    """Return what the macro `likert` needs for one topic; None when nothing may be shown."""
    if state.item is None:
        return None
    shown = results_wording.shown_of(consolidation.staff_form(dossier), state.item, language)
    if shown is None:
        return None
    return {
        "rows": [{"label": shown.label, "c": list(shown.counts), "x": shown.unknown, "flag": shown.flag}],
        "labels": list(shown.labels),
        "halves": shown.halves,
        "n": shown.n,
    }

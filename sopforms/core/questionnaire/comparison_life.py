"""Names are for life, and a rename changes names alone (section 9, codes Q071-Q073).

What became of the version before is told by comparing with it; this looks back at every published version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sopforms.core.questionnaire.comparison_change import INDICATOR_SCALE, NAME_FOR_LIFE, Notes
from sopforms.core.questionnaire.comparison_names import Names, indicators, series_of, spots
from sopforms.core.questionnaire.comparison_questions import same_type
from sopforms.core.questionnaire.model import Form, Question

UNKNOWN_OLD_NAME = "Q071"


def check_names(notes: Notes, published: Sequence[Form], new: Form) -> None:
    """Refuse names that return with another type, input type or scale; `published` from old to latest."""
    places = spots(new)
    for question in new.questions:
        series = series_of(new, question.name)
        inside = Notes(notes.found, places[question.name].place, question.name, series)
        entry = Notes(notes.found, ("mapping", question.name, "scale"), question.name, series)
        for form in reversed(published):
            if question.name in form.by_name:
                _kept(inside, entry, (form, form.by_name[question.name]), (new, question))


def _kept(inside: Notes, entry: Notes, old: tuple[Form, Question], new: tuple[Form, Question]) -> None:
    """Refuse another type or scale than a version before gave this question."""
    (earlier, before), (later, after) = old, new
    if not same_type(inside, before, after) or before.name not in earlier.mapping:
        return
    scales = (earlier.mapping[before.name].scale or "–", later.mapping[after.name].scale or "–")
    if scales[0] != scales[1]:
        entry.refuse(NAME_FOR_LIFE, "scale_changed", old=scales[0], new=scales[1])


def check_indicators(notes: Notes, published: Sequence[Form], new: Form) -> None:
    """Refuse indicators that had another scale in any earlier version."""
    had: dict[str, str | None] = {}
    for form in published:
        for name, entry, _, _ in indicators(form):
            had.setdefault(name, entry.scale)
    for name, entry, place, question in indicators(new):
        if name in had and had[name] != entry.scale:
            known: dict[str, Any] = {"name": name, "old": had[name] or "–", "new": entry.scale or "–"}
            inside = Notes(notes.found, (*place, "indicator"), question, (name,))
            inside.refuse(INDICATOR_SCALE, "indicator_scale", **known)


def check_renames(notes: Notes, published: Sequence[Form], new: Form) -> None:
    """Refuse lines of `renames` whose old name no version had, or whose question became another one."""
    names = Names(new.renames)
    inside = notes.at("renames", "questions")
    _unknown(inside, new.renames.questions, {name for form in published for name in form.by_name})
    for old in new.renames.questions:
        held = [form for form in published if old in form.by_name]
        question = new.by_name.get(names.question(old))
        if held and question is not None:
            _kept(inside.at(old), inside.at(old), (held[-1], held[-1].by_name[old]), (new, question))
    for kind, place, table, known in _tables(new, published, names):
        _unknown(notes.at("renames", kind, place), table, known)


def _unknown(notes: Notes, table: Mapping[str, str], known: set[str]) -> None:
    """Refuse old names that were never there; what a known one was called in between was there."""
    reached = set(known)
    for old in known & table.keys():
        name = old
        while name in table and table[name] not in reached:
            name = table[name]
            reached.add(name)
    for old in table:
        if old not in reached:
            notes.at(old).refuse(UNKNOWN_OLD_NAME, "rename_unknown", at_key=True, name=old)


def _tables(
    new: Form, published: Sequence[Form], names: Names
) -> Iterator[tuple[str, str, Mapping[str, str], set[str]]]:
    """Yield each table of renamed rows or choices with the names that earlier versions had there."""
    for place, table in new.renames.rows.items():
        questions = list(_all_of(place, published, names))
        yield "rows", place, table, {row.name for question in questions for row in question.rows}
    for place, table in new.renames.choices.items():
        questions = list(_all_of(place, published, names))
        yield "choices", place, table, {str(key) for question in questions for key in question.offered}


def _all_of(name: str, published: Sequence[Form], names: Names) -> Iterator[Question]:
    """Yield a question of today as it was in earlier versions, under whatever name."""
    for form in published:
        for question in form.questions:
            if names.question(question.name) == name:
                yield question

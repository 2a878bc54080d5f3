"""Compares one question of two versions: its type, its values and rows, its limits and texts (section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sopforms.core.questionnaire.comparison_change import NAME_FOR_LIFE, Notes
from sopforms.core.questionnaire.comparison_meaning import is_ordered
from sopforms.core.questionnaire.comparison_names import Names, series_of
from sopforms.core.questionnaire.comparison_texts import reworded, written
from sopforms.core.questionnaire.load_questions import WORDINGS
from sopforms.core.questionnaire.model import (
    NONE,
    OTHER,
    Choice,
    Form,
    Html,
    MappingEntry,
    Page,
    Panel,
    Question,
    QuestionType,
    Row,
    Validator,
)

_LIMITS: Mapping[str, str] = {  # property → attribute
    "isRequired": "required",
    "requiredIf": "required_if",
    "showCommentArea": "has_comment",
    "minSelectedChoices": "min_selected",
    "maxSelectedChoices": "max_selected",
    "eachRowRequired": "each_row_required",
    "min": "min",
    "max": "max",
    "step": "step",
    "maxLength": "max_length",
    "rows": "lines",
}


def compare_items(notes: Notes, old: Page | Panel | Html, new: Page | Panel | Html) -> None:
    """Compare pages, panels or html: their condition and their texts."""
    _condition(notes, old, new)
    if isinstance(old, Html) or isinstance(new, Html):
        if isinstance(old, Html) and isinstance(new, Html):
            written(notes.at("html"), old.html, new.html)
        return
    written(notes.at("title"), old.title, new.title)
    written(notes.at("description"), old.description, new.description)


def compare_questions(notes: Notes, old: Question, new: Question) -> None:
    """Compare conditions, limits and texts of two questions of one type."""
    _condition(notes, old, new)
    for name, attribute in _LIMITS.items():
        if getattr(old, attribute) != getattr(new, attribute):
            notes.at(name).additive("property_changed", name=name)
    _validators(notes.at("validators"), old.validators, new.validators)
    written(notes.at("title"), old.title, new.title, "title_reworded")
    for name, attribute in WORDINGS.items():
        written(notes.at(name), getattr(old, attribute), getattr(new, attribute))


def _condition(
    notes: Notes, old: Page | Panel | Html | Question, new: Page | Panel | Html | Question
) -> None:
    before, after = old.visible_if, new.visible_if
    if before == after:
        return
    if before is None or after is None:
        notes.at("visibleIf").additive("condition_gone" if after is None else "condition_new")
    else:
        notes.at("visibleIf").additive("condition_changed", old=before.text, new=after.text)


def _validators(notes: Notes, old: tuple[Validator, ...], new: tuple[Validator, ...]) -> None:
    bare = [[replace(validator, text=None) for validator in side] for side in (old, new)]
    if bare[0] != bare[1]:
        notes.additive("property_changed", name="validators")
        return
    for index, (before, after) in enumerate(zip(old, new, strict=True)):
        written(notes.at(index, "text"), before.text, after.text)


def same_type(notes: Notes, old: Question, new: Question) -> bool:
    """Refuse another type or inputType under the old name; say whether both are the same."""
    if old.type is not new.type:
        notes.at("type").refuse(NAME_FOR_LIFE, "type_otherwise", old=str(old.type), new=str(new.type))
    elif old.input_type is not new.input_type:
        known: dict[str, Any] = {"old": str(old.input_type), "new": str(new.input_type)}
        notes.at("inputType").refuse(NAME_FOR_LIFE, "input_changed", **known)
    else:
        return True
    return False


def list_name(question: Question) -> str:
    """Return the property that lists what can be picked."""
    return {QuestionType.MATRIX: "columns", QuestionType.RATING: "rateValues"}.get(question.type, "choices")


def compare_values(
    notes: Notes, old: Question, new: Question, entry: MappingEntry | None, names: Names
) -> dict[str, str]:
    """Compare what can be picked; return old value as text → new value as text, of those that are kept.

    `entry` is that of the old version: on an ordered scale a value may not be added.
    """
    before = {names.choice(new.name, key): key for key in _offered(old)}
    after = _offered(new)
    inside = notes.at(list_name(new))
    for key, was in before.items():
        if key not in after:
            inside.breaking("value_gone", value=was)
    kept = [key for key in before if key in after]
    for key in after:
        if key in before:
            if before[key] != key:
                inside.additive("value_renamed", old=before[key], new=key)
            continue
        if key not in (NONE, OTHER) and entry is not None and is_ordered(old, entry):
            inside.refuse(NAME_FOR_LIFE, "value_on_scale", value=key)
        else:
            inside.additive("value_new", value=key)
    if kept != [key for key in after if key in before]:
        inside.additive("values_order")
    _choices(inside, old, new, before)
    return {was: key for key, was in before.items() if key in after}


def _offered(question: Question) -> dict[str, Choice | None]:
    """Return value as text → its choice; None for the items `none` and `other`."""
    choices: dict[str, Choice | None] = {choice.key: choice for choice in question.choices}
    items = (NONE,) * question.has_none + (OTHER,) * question.has_other
    return choices | dict.fromkeys(items)


def _choices(notes: Notes, old: Question, new: Question, before: Mapping[str, str]) -> None:
    """Compare the choices that both have: the kind of their value, and their wording."""
    known = _offered(old)
    pairs = []
    for choice in new.choices:
        was = known.get(before.get(choice.key, ""))
        if was is None:
            continue
        if was.key == choice.key and type(was.value) is not type(choice.value):
            notes.refuse(NAME_FOR_LIFE, "value_kind", value=choice.key)
        pair = reworded(was.text, choice.text)
        if pair is not None and pair != (was.key, choice.key):  # a value without a text of its own
            pairs.append(pair)
    if pairs:
        notes.wording("items_reworded", pairs=", ".join(f"'{old}' → '{new}'" for old, new in pairs))


def compare_rows(
    notes: Notes, old: Question, new: Question, forms: tuple[Form, Form], names: Names
) -> dict[str, str]:
    """Compare the rows of a matrix; return old row → new row, of those that are kept."""
    earlier, later = forms
    before = {names.row(new.name, row.name): row for row in old.rows}
    after = {row.name: row for row in new.rows}
    inside = notes.at("rows")
    for name, row in before.items():
        if name not in after:
            inside.at(series=series_of(earlier, old.name, row.name)).breaking("row_gone", name=row.name)
    for name in after:
        if name not in before:
            inside.at(series=series_of(later, new.name, name)).additive("row_new", name=name)
        elif before[name].name != name:
            inside.at(series=series_of(later, new.name, name)).additive(
                "row_renamed", old=before[name].name, new=name
            )
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        inside.additive("rows_order")
    for index, row in enumerate(new.rows):
        if row.name in before:
            text = inside.at(index, series=series_of(later, new.name, row.name))
            _row_text(text, before[row.name], row)
    return {row.name: name for name, row in before.items() if name in after}


def _row_text(notes: Notes, old: Row, new: Row) -> None:
    pair = reworded(old.text, new.text)
    if pair is not None and pair != (old.name, new.name):
        notes.wording("row_reworded", old=pair[0], new=pair[1])

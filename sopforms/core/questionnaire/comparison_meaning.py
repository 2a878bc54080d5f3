"""Compares what answers mean: indicators, scales, scores, aggregates and thresholds (section 9)."""

from __future__ import annotations

from typing import Any

from sopforms.core.questionnaire.comparison_change import NAME_FOR_LIFE, Notes
from sopforms.core.questionnaire.comparison_texts import written
from sopforms.core.questionnaire.model import Aggregate, MappingEntry, Number, Question, QuestionType, Scale
from sopforms.core.questionnaire.operators import whole

LOWEST_THRESHOLD = 5
_FREE = ("chapter", "need", "shared")


def compare_entries(
    notes: Notes,
    old: MappingEntry,
    new: MappingEntry,
    around: tuple[MappingEntry, MappingEntry] | None = None,
) -> None:
    """Compare the entries of one question, or of a row: what a row may say itself.

    `around` are the entries of its matrix; what changes there in the same way is told there alone.
    """
    _indicator(notes, old, new)
    if around is None or _both(old, new, "threshold") != _both(*around, "threshold"):
        _threshold(notes.at("threshold"), old.threshold, new.threshold)
    free = [name for name in _FREE if around is None or _both(old, new, name) != _both(*around, name)]
    _free(notes, old, new, free)
    written(notes.at("short"), old.short, new.short, "short_reworded")
    if dict(old.text) != dict(new.text):
        notes.at("text").wording("sentences_changed")
    if around is not None:
        return
    _aggregates(notes.at("aggregate"), old, new)
    _free(notes, old, new, ["audience"])
    if old.base is not new.base:
        notes.at("base").breaking("base_changed", old=str(old.base), new=str(new.base))
    if old.sensitive and not new.sensitive:
        notes.at("sensitive").breaking("sensitive_off")
    elif new.sensitive and not old.sensitive:
        notes.at("sensitive").additive("sensitive_on")


def _both(old: MappingEntry, new: MappingEntry, name: str) -> tuple[Any, Any]:
    return getattr(old, name), getattr(new, name)


def _indicator(notes: Notes, old: MappingEntry, new: MappingEntry) -> None:
    """An indicator joins the years: without it, or with another one, its own series ends."""
    series = tuple(name for name in (old.indicator, new.indicator) if name)
    inside = notes.at("indicator", series=series)
    if old.indicator == new.indicator:
        return
    if old.indicator is None:
        inside.additive("indicator_new", new=new.indicator)
    elif new.indicator is None:
        inside.breaking("indicator_gone", old=old.indicator)
    else:
        inside.breaking("indicator_changed", old=old.indicator, new=new.indicator)


def _threshold(notes: Notes, old: int | None, new: int | None) -> None:
    """Lowered shows more than was promised to who answered; no threshold is the lowest."""
    before, after = old or LOWEST_THRESHOLD, new or LOWEST_THRESHOLD
    if after > before:
        notes.additive("threshold_raised", old=before, new=after)
    elif after < before:
        notes.breaking("threshold_lowered", old=before, new=after)
    elif old != new:
        notes.additive("property_changed", name="threshold")


def _free(notes: Notes, old: MappingEntry, new: MappingEntry, names: list[str]) -> None:
    """Note what may change without breaking a series."""
    for name in names:
        before, after = _both(old, new, name)
        if before != after:
            known: dict[str, Any] = {"old": _listed(before), "new": _listed(after)}
            notes.at(name).additive("property_from_to", name=name, **known)


def _listed(value: Any) -> str:
    words = ", ".join(sorted(value)) if isinstance(value, frozenset | tuple) else str(value or "")
    return words or "–"


def _aggregates(notes: Notes, old: MappingEntry, new: MappingEntry) -> None:
    before = [str(kind) for kind in old.aggregate if kind is not Aggregate.NONE]
    after = [str(kind) for kind in new.aggregate if kind is not Aggregate.NONE]
    gone = [kind for kind in before if kind not in after]
    added = [kind for kind in after if kind not in before]
    if gone:
        notes.breaking("aggregate_gone", names=", ".join(gone))
    if added:
        notes.additive("aggregate_new", names=", ".join(added))
    if not gone and not added and before != after:
        notes.additive("aggregate_order")


def compare_scales(notes: Notes, old: MappingEntry, new: MappingEntry) -> bool:
    """Refuse another scale under the old name; say whether it is the same."""
    if old.scale == new.scale:
        return True
    known: dict[str, Any] = {"old": old.scale or "–", "new": new.scale or "–"}
    notes.at("scale").refuse(NAME_FOR_LIFE, "scale_changed", **known)
    return False


def is_ordered(question: Question, entry: MappingEntry) -> bool:
    """Say whether the values of a question are an ordered scale; ticks are none unless a scale says so."""
    measure = entry.measure
    if measure is None or (question.type is QuestionType.CHECKBOX and entry.scale is None):
        return False
    return measure.ordered


def compare_scores(notes: Notes, old: Scale | None, new: Scale | None, renamed: dict[str, str]) -> None:
    """Compare what the values count for. `renamed` old value as text → new value as text.

    A score or `missing` that changes breaks the series; under another name it is refused, because a rename
    changes names alone.
    """
    after = {str(value.value): value for value in new.values} if new is not None else {}
    for value in old.values if old is not None else ():
        key = renamed.get(str(value.value), str(value.value))
        now = after.get(key)
        if now is None or (value.missing, value.score) == (now.missing, now.score):
            continue
        if value.score is None and not value.missing and not now.missing:
            notes.additive("score_new", value=key, new=_score(now.score))
        else:
            params: dict[str, Any] = {"value": key, "old": _counts(value.missing, value.score)}
            params["new"] = _counts(now.missing, now.score)
            if key == str(value.value):
                notes.breaking("score_changed", **params)
            else:
                notes.refuse(NAME_FOR_LIFE, "renamed_score", **params)


def _counts(is_missing: bool, score: Number | None) -> str:
    return "@missing" if is_missing else _score(score)


def _score(score: Number | None) -> str:
    return "–" if score is None else str(whole(score))

"""What the values of a question count for: its scale, or scores of its own (Q053, Q054, Q056)."""

from __future__ import annotations

from collections.abc import Mapping

from sopforms.core.questionnaire.load_fields import Context, Fields
from sopforms.core.questionnaire.meaning import Number, Scale, ScaleValue
from sopforms.core.questionnaire.model import NONE, OTHER, Question, QuestionType
from sopforms.core.questionnaire.reading import Node


def check_scale(
    context: Context, node: Node, found: Fields, question: Question, scales: Mapping[str, Scale]
) -> Scale | None:
    """Return the scale an entry names, when it is known and has the values of the question."""
    name, member = found.get("scale"), node.members.get("scale")
    if member is None or name is None:
        return None
    scale = scales.get(name)
    if scale is None:
        near = context.report.guess(name, scales)
        hint = "did_you_mean" if near else ""
        context.report.error(member, "Q053", "unknown_scale", hint=hint, name=name, near=near)
    elif scale.max_length is not None:
        if question.max_length is None or question.max_length > scale.max_length:
            key = "scale_open" if question.max_length is None else "scale_longer"
            context.report.error(member, "Q054", key, name=name, most=scale.max_length)
    elif not question.choices:
        context.report.error(member, "Q054", "scale_closed", name=name)
    elif [choice.value for choice in question.choices] != [value.value for value in scale.values]:
        values = ", ".join(str(value.value) for value in scale.values)
        context.report.error(member, "Q054", "scale_values", name=name, values=values)
    return scale


def measure_of(context: Context, node: Node, question: Question, scale: Scale | None) -> Scale | None:
    """Return what to count with: the scale, else the choices with their scores; None for free answers."""
    member = node.members.get("score")
    if member is not None:
        return _scored(context, node, member, question, scale)
    if scale is not None and scale.values:
        return scale
    if not question.choices:
        return None
    values = tuple(
        ScaleValue(choice.value, choice.text, choice.value if isinstance(choice.value, int) else None)
        for choice in question.choices
    )
    return Scale("", values)


def _scored(
    context: Context, node: Node, member: Node, question: Question, scale: Scale | None
) -> Scale | None:
    """Return the choices with the scores of the entry; `other` and `none` are missing then."""
    report = context.report
    if "scale" in node.members:
        report.error(member, "Q056", "score_beside_scale", at_key=True)
        return scale if scale is not None and scale.values else None
    if not question.choices:
        report.error(member, "Q056", "score_superfluous", at_key=True)
        return None
    scores = member.raw
    if not isinstance(scores, dict):
        report.error(member, "Q056", "score_object")
        return None
    keys = [choice.key for choice in question.choices]
    if not (scores.keys() == set(keys) and all(map(_is_score, scores.values()))):
        _tell(context, member, keys)
    values = []
    for choice, key in zip(question.choices, keys, strict=True):
        score = scores.get(key)
        usable: Number | None = score if _is_score(score) else None
        values.append(ScaleValue(choice.value, choice.text, usable, usable is None))
    values += [ScaleValue(NONE, {}, missing=True)] * question.has_none
    values += [ScaleValue(OTHER, {}, missing=True)] * question.has_other
    return Scale("", tuple(values))


def _is_score(score: object) -> bool:
    """Say whether this is a number, or null for missing."""
    return score is None or (isinstance(score, int | float) and not isinstance(score, bool))


def _tell(context: Context, member: Node, keys: list[str]) -> None:
    """Report scores of what is no value, scores that are no number, and values without a score."""
    for name, score in member.members.items():
        if name not in keys:
            context.report.error(score, "Q056", "score_unknown", at_key=True, name=name)
        elif not _is_score(score.raw):
            context.report.error(score, "Q056", "score_number")
    lacking = [key for key in keys if key not in member.members]
    if lacking:
        context.report.error(member, "Q056", "score_missing", values=", ".join(lacking))


def keys_of(question: Question) -> tuple[str, ...]:
    """Return the values that may be a key of `text`, as text; empty when only `*` may."""
    if question.type is QuestionType.BOOLEAN:
        return ("true", "false")
    return tuple(str(value) for value in question.offered)

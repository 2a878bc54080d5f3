"""Which aggregates fit which question, by type and by kind of questionnaire (sections 1, 2 and 7)."""

from __future__ import annotations

from sopforms.core.questionnaire.load_fields import Context
from sopforms.core.questionnaire.meaning import Aggregate, Scale
from sopforms.core.questionnaire.model import Question, QuestionType
from sopforms.core.questionnaire.reading import Node

_A = Aggregate
_SELECT = (_A.DISTRIBUTION, _A.MEDIAN, _A.MEAN, _A.SHARE_TOP2, _A.NONE)
_BY_TYPE: dict[QuestionType, tuple[Aggregate, ...]] = {
    QuestionType.RADIOGROUP: _SELECT,
    QuestionType.DROPDOWN: _SELECT,
    QuestionType.CHECKBOX: (_A.MULTI, _A.COUNT_SELECTED, _A.NONE),
    QuestionType.RATING: (*_SELECT[:-1], _A.NPS, _A.NONE),
    QuestionType.BOOLEAN: (_A.SHARE_YES, _A.NONE),
    QuestionType.MATRIX: (*_SELECT[:-1], _A.SCALE_MEAN, _A.NONE),
    QuestionType.COMMENT: (_A.TEXTS, _A.COUNT, _A.NONE),
}
_NUMBER = (_A.MEDIAN, _A.MEAN, _A.SUM, _A.NONE)
_DATE = (_A.NONE, _A.COUNT)
_TEXT = (_A.TEXTS, _A.COUNT, _A.NONE)
_PUPILS = (_A.VALUE, _A.TEXTS, _A.SUM, _A.NONE)
_SCORED = frozenset((_A.MEDIAN, _A.MEAN, _A.SHARE_TOP2, _A.SCALE_MEAN))
SINGLE = frozenset(("team", "consolidation", "advice"))  # one response: its answers are the result
PRIVATE = frozenset(("staff", "pupils"))


def fitting(question: Question, kind: str) -> tuple[Aggregate, ...]:
    """Return the aggregates that fit, the default first."""
    if kind in SINGLE:
        return _A.VALUE, _A.NONE
    row: tuple[Aggregate, ...]
    if question.type is QuestionType.TEXT:
        row = _NUMBER if question.is_number else _DATE if question.is_date else _TEXT
    else:
        row = _BY_TYPE[question.type]
    if kind != "pupils":
        return row
    fit = tuple(kind for kind in _PUPILS if kind in row or kind is _A.VALUE)
    return (row[0], *(kind for kind in fit if kind != row[0])) if row[0] in fit else fit


def aggregates(
    context: Context, node: Node | None, question: Question, measure: Scale | None
) -> tuple[Aggregate, ...]:
    """Return the aggregates of a question; what does not fit is reported and left out."""
    fit = fitting(question, context.kind)
    if node is None:
        return fit[:1]
    places = node.items if isinstance(node.value, list) else [node]
    if not places:
        context.report.error(node, "Q020", "empty_list", name="aggregate")
    found: list[Aggregate] = []
    for place in places:
        if not isinstance(place.value, str) or place.value not in fit:
            _unfit(context, place, fit)
        elif place.value in found:
            context.report.error(place, "Q055", "aggregate_twice", name=place.value)
        elif _is_counted(context, place, Aggregate(place.value), measure):
            found.append(Aggregate(place.value))
    if Aggregate.NONE in found and len(found) > 1:
        context.report.error(node, "Q055", "none_beside")
    return tuple(found)


def _unfit(context: Context, place: Node, fit: tuple[Aggregate, ...]) -> None:
    words = [str(kind) for kind in fit]
    near = context.report.guess(place.value, words) if isinstance(place.value, str) else None
    name = place.value if isinstance(place.value, str) else "…"
    hint = "did_you_mean" if near else ""
    context.report.error(
        place, "Q055", "aggregate_unfit", hint=hint, name=name, words=", ".join(words), near=near
    )


def _is_counted(context: Context, place: Node, kind: Aggregate, measure: Scale | None) -> bool:
    """Report a kind that the values of the question do not bear."""
    if measure is None:
        return True
    if kind in _SCORED and measure.bipolar:
        context.report.error(place, "Q057", "bipolar", name=kind)
    elif kind in _SCORED and not measure.ordered:
        context.report.error(place, "Q055", "needs_scores", name=kind)
    elif kind is _A.SHARE_TOP2 and len(measure.counted) < 4:
        context.report.error(place, "Q055", "needs_four")
    elif kind is _A.NPS and [value.value for value in measure.values] != list(range(11)):
        context.report.error(place, "Q055", "needs_ten")
    else:
        return True
    return False

"""From answers and conversation to one school value per indicator.

What the team agreed is the value. What was not discussed is for the coordinator, who is offered the median;
a median between two values offers nothing. A value that is a full step or more away from it needs a reason.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import (
    Form,
    MappingEntry,
    Question,
    QuestionType,
    Scale,
    Texts,
    Value,
)

NEEDS_REASON_FROM = 1


@dataclass(frozen=True, slots=True)
class Topic:
    """An indicator with a scale: a closed question, or one row of a grid."""

    indicator: str
    question: str
    row: str | None
    chapter: str
    short: Texts
    title: Texts
    scale: Scale

    def find(self, key: str) -> Value | None:
        """Return the value of the scale that is written like this, None when there is none."""
        return next((value.value for value in self.scale.values if str(value.value) == key), None)

    def text_of(self, value: Any, language: str = "nl") -> str:
        """Return a value as people read it."""
        for known in self.scale.values:
            if known.value == value:
                return in_language(known.text, language)
        return str(value)


def topics(form: Form) -> tuple[Topic, ...]:
    """Return every indicator with a scale, in document order."""
    found = []
    for question in form.questions:
        entry = form.mapping[question.name]
        if question.type is QuestionType.MATRIX:
            for row in question.rows:
                found += _topic(question, entry.rows[row.name], row.name, row.text)
        else:
            found += _topic(question, entry, None, question.title)
    return tuple(found)


def offered(topic: Topic, median: float | None) -> Value | None:
    """Return the value that the median stands for; None between two values and without a median."""
    if median is None:
        return None
    return next((value for value, score in topic.scale.scores.items() if score == median), None)


def needs_reason(topic: Topic, value: Value, median: float | None) -> bool:
    """Whether a value is a full step or more from the median, or is no judgement where there is one."""
    if median is None:
        return False
    score = topic.scale.scores.get(value)
    return score is None or abs(score - median) >= NEEDS_REASON_FROM


def open_indicators(
    staff: Form | None, own: Form | None, answers: Mapping[str, Any], valued: Collection[str]
) -> list[str]:
    """Return the indicators that still lack a value, in document order.

    `staff` is the survey, `own` what coordinator and head fill in with `answers` so far; a hidden question is
    not open. Open texts are optional and never open.
    """
    lacking = [topic.indicator for topic in topics(staff)] if staff else []
    if own is not None:
        seen = visibility.walk(own, answers).readings
        lacking += [topic.indicator for topic in topics(own) if topic.question in seen]
    return [indicator for indicator in lacking if indicator not in valued]


def followers(form: Form) -> dict[str, tuple[str, ...]]:
    """Return question with an indicator → the questions after it that only explain it (date, hours, how).

    Those have no indicator of their own and stand behind it on the same page.
    """
    found: dict[str, list[str]] = {}
    for page in form.pages:
        leader = ""
        for question in page.questions:
            if form.mapping[question.name].indicator:
                leader = question.name
                found[leader] = []
            elif leader:
                found[leader].append(question.name)
    return {name: tuple(names) for name, names in found.items()}


def _topic(question: Question, entry: MappingEntry, row: str | None, title: Texts) -> list[Topic]:
    if not (
        question.is_closed
        and entry.indicator
        and entry.measure
        and question.type is not QuestionType.CHECKBOX
    ):
        return []
    return [
        Topic(entry.indicator, question.name, row, entry.chapter or "", entry.short, title, entry.measure)
    ]

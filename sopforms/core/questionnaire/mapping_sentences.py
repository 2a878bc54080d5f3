"""The sentences of the draft: keys are values, placeholders are known (Q060)."""

from __future__ import annotations

from collections.abc import Mapping

from sopforms.core.questionnaire.load_elements import Course
from sopforms.core.questionnaire.load_fields import Context, string
from sopforms.core.questionnaire.load_texts import BRACES
from sopforms.core.questionnaire.mapping_aggregates import SINGLE
from sopforms.core.questionnaire.mapping_values import keys_of
from sopforms.core.questionnaire.meaning import NOTHING, Scale
from sopforms.core.questionnaire.model import Question, QuestionType
from sopforms.core.questionnaire.reading import Node

_OWN = (".value", ".short", ".comment")


def sentences(
    context: Context, entry: Node, question: Question, measure: Scale | None, course: Course, *, is_row: bool
) -> Mapping[str, str]:
    """Return value as text → sentence; `*` is any other value, `""` means no sentence."""
    node = entry.members.get("text")
    if node is None:
        return NOTHING
    if not isinstance(node.value, dict):
        context.report.error(node, "Q060", "sentences_object")
        return NOTHING
    keys = () if question.type is QuestionType.MATRIX and not is_row else keys_of(question)
    found = {}
    for name, member in node.members.items():
        if name != "*" and name not in keys:
            values = ", ".join((*keys, "*"))
            context.report.error(member, "Q060", "sentence_key", at_key=True, name=name, values=values)
        text = string(context, member)
        if text is not None:
            found[name] = text
            _placeholders(context, member, text, course)
    if (
        found
        and measure is not None
        and "*" not in found
        and (is_row or question.type is not QuestionType.MATRIX)
    ):
        lacking = [str(value.value) for value in measure.counted if str(value.value) not in found]
        if lacking:
            context.report.warn(node, "Q095", "sentence_lacks", values=", ".join(lacking))
    return found


def _placeholders(context: Context, node: Node, text: str, course: Course) -> None:
    """Report placeholders that stand for nothing."""
    for brace in BRACES.finditer(text):
        name = brace.group(1)
        if name in _OWN or (context.kind in SINGLE and _is_answer(name, course)):
            continue
        known = list(_OWN) + (list(course.questions) if context.kind in SINGLE else [])
        near = context.report.guess(name, known)
        hint = "did_you_mean_braces" if near else "placeholder_rule"
        context.report.error(node, "Q060", "unknown_placeholder", hint=hint, name=name, near=near)


def _is_answer(name: str, course: Course) -> bool:
    """Say whether `{name}` or `{matrix.row}` is an answer of this questionnaire."""
    question_name, dot, row = name.partition(".")
    question, _ = course.questions.get(question_name, (None, None))
    if question is None:
        return False
    return (
        any(row == known.name for known in question.rows) if dot else question.type is not QuestionType.MATRIX
    )

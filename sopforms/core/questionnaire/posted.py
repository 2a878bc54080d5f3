"""From a posted page to answers and back, without a form library.

HTML names: `q_<name>`, `q_<name>-Comment`, `q_<name>--<row>`; posted keys are values read as text. The
hidden input `_shown` names the questions that the page offered: a checkbox list without ticks posts
nothing, and only `_shown` tells that from "not offered".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire import coercion, visibility
from sopforms.core.questionnaire.answer_problems import written_date, written_number
from sopforms.core.questionnaire.model import (
    COMMENT_SUFFIX,
    Answers,
    Form,
    Page,
    Question,
    QuestionType,
)
from sopforms.core.questionnaire.visibility import Walk

SHOWN = "_shown"

Posted = Mapping[str, Sequence[str]]
"""HTML name → all values that were posted under it."""


def field_name(name: str, row: str | None = None) -> str:
    """Return the HTML name of a question (or `name-Comment`), or of a row of a matrix."""
    return f"q_{name}" if row is None else f"q_{name}--{row}"


def shown(posted: Posted) -> tuple[str, ...]:
    """Return the names of the questions that the page offered."""
    return tuple(dict.fromkeys(name for value in posted.get(SHOWN, ()) for name in value.split()))


def shown_value(names: Iterable[str]) -> str:
    """Return what the hidden input `_shown` holds for a page that offers these questions."""
    return " ".join(names)


def answers_of_post(page_questions: Iterable[Question], posted: Posted) -> Answers:
    """Return what was posted for these questions, keys turned into values; what is empty is absent.

    Numbers, dates and unknown keys stay as typed, so that `problems` can name them and the page can show
    them again.
    """
    answers: Answers = {}
    for question in page_questions:
        answer = _answer(question, posted)
        if not coercion.is_blank(answer):
            answers[question.name] = answer
        if question.may_have_comment:
            comment = _first(posted, field_name(question.comment_name))
            if not coercion.is_blank(comment):
                answers[question.comment_name] = comment
    return answers


def _answer(question: Question, posted: Posted) -> Any:
    if not question.is_closed:
        return _first(posted, field_name(question.name))
    offered = coercion.keys(question)
    if question.type is QuestionType.CHECKBOX:
        keys = [key for key in posted.get(field_name(question.name), ()) if key]
        return [offered.get(key, key) for key in dict.fromkeys(keys)]
    if question.type is QuestionType.MATRIX:
        cells = {row.name: _first(posted, field_name(question.name, row.name)) for row in question.rows}
        return {row: offered.get(key, key) for row, key in cells.items() if key}
    key = _first(posted, field_name(question.name))
    return offered.get(key, key)


def _first(posted: Posted, name: str) -> str:
    values = posted.get(name, ())
    return values[0] if values else ""


@dataclass(frozen=True, slots=True)
class PostedPage:
    """What a posted page says, over a draft that holds what was stored before.

    `answers`: the whole draft after it; `found`: what is visible then. `given` are the answers of the visible
    questions of the page, `keys` all that it speaks for: a key without an answer was emptied. Questions
    that are hidden now keep what was stored. `more`: other questions became visible.
    """

    answers: Answers
    found: Walk
    given: Answers
    keys: list[str]
    more: bool


def read_page(form: Form, page: Page, posted: Posted, draft: Mapping[str, Any]) -> PostedPage:
    """Read what was posted on a page; nothing given is changed."""
    by_name = {question.name: question for question in page.questions}
    offered = [name for name in shown(posted) if name in by_name]
    said = answers_of_post([by_name[name] for name in offered], posted)
    # What a hidden question holds changes nothing: what is visible with all that was posted stays visible.
    answers = merge(draft, offered, said, offered)
    found = visibility.walk(form, answers)
    visible = [question for question in page.questions if question.name in found.readings]
    if not found.readings.keys() >= set(offered):
        answers = merge(draft, offered, said, found.readings)
    keys = [question.name for question in visible]
    keys += [question.comment_name for question in visible if question.may_have_comment]
    return PostedPage(
        answers=answers,
        found=found,
        given={key: answers[key] for key in keys if key in answers},
        keys=keys,
        more=any(question.name not in offered for question in visible),
    )


def merge(
    draft: Mapping[str, Any],
    offered: Collection[str],
    posted_answers: Mapping[str, Any],
    visible_after: Collection[str],
) -> Answers:
    """Return the draft after a posted page; nothing given is changed.

    Posted answers replace the draft of questions that were offered and are visible afterwards, and what was
    emptied is removed. All other questions keep their draft: one that the answers just hid gets its
    old answer back when it is shown again.
    """
    names = set(offered) & set(visible_after)
    keys = names | {name + COMMENT_SUFFIX for name in names}
    merged = {key: value for key, value in draft.items() if key not in keys}
    merged.update((key, value) for key, value in posted_answers.items() if key in keys)
    return merged


def values_for_form(question: Question, draft: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return what the inputs of a question show: HTML name → text, or a list of keys for a checkbox list.

    Numbers are shown as `12,5` and dates as `21-5-2027`; what cannot be read is shown as it was typed.
    """
    given = draft.get(question.name)
    values: dict[str, str | list[str]] = {}
    if question.type is QuestionType.MATRIX:
        cells = given if isinstance(given, Mapping) else {}
        for row in question.rows:
            values[field_name(question.name, row.name)] = _key(cells.get(row.name))
    elif question.type is QuestionType.CHECKBOX:
        items = given if isinstance(given, list | tuple) else [given]
        values[field_name(question.name)] = [_key(item) for item in items if not coercion.is_blank(item)]
    else:
        values[field_name(question.name)] = _written(question, given)
    if question.may_have_comment:
        values[field_name(question.comment_name)] = _key(draft.get(question.comment_name))
    return values


def _written(question: Question, given: Any) -> str:
    if given is None or question.is_closed:
        return _key(given)
    reading = coercion.read(question, given)
    if reading.answer is not None and question.is_number:
        return written_number(reading.answer)
    if reading.answer is not None and question.is_date:
        return written_date(reading.answer)
    return _key(given)


def _key(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""

"""What submission would store, and what is wrong with it.

`problems` alone judges answers: forms hang its messages on their fields and decide nothing themselves.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from sopforms.core.questionnaire.answer_problems import (
    NONE_CAPTION,
    OTHER_CAPTION,
    AnswerProblem,
    in_language,
    written_date,
    written_number,
)
from sopforms.core.questionnaire.coercion import Reading, has_chosen
from sopforms.core.questionnaire.model import (
    COMMENT_LENGTH,
    NONE,
    OTHER,
    OTHER_LENGTH,
    Answers,
    Form,
    InputType,
    Question,
    QuestionType,
    Texts,
)
from sopforms.core.questionnaire.visibility import Walk, walk

__all__ = ["AnswerProblem", "clean", "in_language", "problems", "written_date", "written_number"]

_URL = re.compile(r"https?://[^\s/?#]++\S*+", re.IGNORECASE)
_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_STEP_TOLERANCE = 1e-9

Found = tuple[str, dict[str, Any], Texts | None]
"""Key, params and the author's own message of a problem."""


def clean(questionnaire: Form, answers: Mapping[str, Any]) -> Answers:
    """Return what submission would store: readable answers of visible questions, in document order.

    Each kept `name-Comment` stands after its `name`. Cleaning twice changes nothing.
    """
    return walk(questionnaire, answers).seen


def problems(
    questionnaire: Form, answers: Mapping[str, Any], page: str | None = None, *, found: Walk | None = None
) -> list[AnswerProblem]:
    """Return what is wrong with visible questions, in document order and at most one per path.

    With `page` only its questions are judged, over the answers of the whole questionnaire. `found` is what is
    visible with these answers, for who knows it already.
    """
    found = found or walk(questionnaire, answers)
    result: list[AnswerProblem] = []
    for part in questionnaire.pages:
        if page is not None and part.name != page:
            continue
        for question in part.questions:
            reading = found.readings.get(question.name)
            if reading is not None:
                result += _of_question(questionnaire, question, reading, found.seen)
    return result


def _of_question(form: Form, question: Question, reading: Reading, seen: Answers) -> Iterator[AnswerProblem]:
    entry = form.mapping.get(question.name)
    short = entry.short if entry else question.title
    first = next(_of_answer(question, reading, seen), None)
    if first is not None:
        yield _problem(question.name, short, first)
    for row, key, text in _of_rows(question, reading):
        inner = entry.rows.get(row) if entry else None
        yield _problem(f"{question.name}.{row}", inner.short if inner else short, (key, {}, text))
    comment = _of_comment(question, reading.answer, seen.get(question.comment_name))
    if comment is not None:
        yield _problem(question.comment_name, short, comment)


def _problem(path: str, short: Texts, found: Found) -> AnswerProblem:
    key, params, text = found
    return AnswerProblem(path, key, MappingProxyType({"short": short, **params}), text)


def _of_answer(question: Question, reading: Reading, seen: Answers) -> Iterator[Found]:
    """Yield what is wrong in the order in which it is said; only the first is."""
    if reading.bad:
        yield _unreadable_key(question), {}, None
    if reading.answer is None and not reading.bad_rows and _is_required(question, seen):
        yield _required_key(question), {}, question.required_error
    if question.type is QuestionType.CHECKBOX:
        yield from _of_selection(question, reading.answer or [])
    if reading.answer is not None:
        if question.is_number:
            yield from _of_number(question, reading.answer)
        elif question.is_date:
            yield from _of_date(question, reading.answer)
        elif isinstance(reading.answer, str) and not question.is_closed:
            yield from _of_form(question, reading.answer)
            yield from _of_length(question, reading.answer)
    for validator in question.validators:
        if validator.expression is not None and not validator.expression.evaluate(seen):
            yield "rule", {}, validator.text


def _of_rows(question: Question, reading: Reading) -> Iterator[tuple[str, str, Texts | None]]:
    if question.type is not QuestionType.MATRIX or not (question.each_row_required or reading.bad_rows):
        return
    answered = reading.answer or {}
    for row in question.rows:
        if row.name in reading.bad_rows:
            yield row.name, "not_a_choice", None
        elif question.each_row_required and row.name not in answered:
            yield row.name, "required_choice", question.required_error


def _of_comment(question: Question, answer: Any, comment: str | None) -> Found | None:
    if comment is None:
        if not (question.has_other and has_chosen(answer, OTHER)):
            return None
        return "required_other", {"other": question.other_text or OTHER_CAPTION}, question.other_error
    longest = COMMENT_LENGTH if question.has_comment else OTHER_LENGTH
    return _too_long(comment, longest) if len(comment) > longest else None


def _is_required(question: Question, seen: Answers) -> bool:
    return question.required or (question.required_if is not None and question.required_if.evaluate(seen))


def _unreadable_key(question: Question) -> str:
    if question.is_number:
        return "not_a_number"
    return "not_a_date" if question.is_date else "not_a_choice"


def _required_key(question: Question) -> str:
    if question.is_closed:
        return "required_choice"
    if question.type is QuestionType.TEXT and question.input_type in (InputType.DATE, InputType.EMAIL):
        return f"required_{question.input_type}"
    return "required_text"


def _of_selection(question: Question, picked: list[Any]) -> Iterator[Found]:
    if NONE in picked and question.has_none and len(picked) > 1:
        yield "none_with_others", {"none": question.none_text or NONE_CAPTION}, None
    limits = [(question.min_selected, question.max_selected or None, None)]
    if picked:
        counts = [v for v in question.validators if v.type == "answercount"]
        limits += [(v.min_count or 0, v.max_count, v.text) for v in counts]  # type: ignore[misc]
    for least, _, text in limits:
        if len(picked) < least:
            yield "too_few", {"min": least}, text
    for _, most, text in limits:
        if most is not None and len(picked) > most:
            yield "too_many", {"max": most}, text


def _of_number(question: Question, number: float) -> Iterator[Found]:
    limits: list[tuple[Any, Any, Texts | None]] = [(question.min, question.max, None)]
    limits += [(v.min_value, v.max_value, v.text) for v in question.validators if v.type == "numeric"]
    for least, _, text in limits:
        if least is not None and number < least:
            yield "too_low", {"min": least}, text
    for _, most, text in limits:
        if most is not None and number > most:
            yield "too_high", {"max": most}, text
    if question.step and not _is_multiple(number, question.min, question.step):
        yield "not_a_step", {"step": question.step}, None


def _is_multiple(number: float, least: float | str | None, step: float) -> bool:
    start = least if isinstance(least, int | float) else 0
    return abs(math.remainder(number - start, step)) <= _STEP_TOLERANCE


def _of_date(question: Question, day: str) -> Iterator[Found]:
    if isinstance(question.min, str) and day < question.min:
        yield "too_early", {"min": question.min}, None
    if isinstance(question.max, str) and day > question.max:
        yield "too_late", {"max": question.max}, None


def _of_form(question: Question, text: str) -> Iterator[Found]:
    kind = question.input_type if question.type is QuestionType.TEXT else InputType.TEXT
    if kind in _FORMS:
        key, fits = _FORMS[kind]
        if not fits(text):
            yield key, {}, None
    for validator in question.validators:
        if validator.type == "email" and not _is_email(text):
            yield "not_an_email", {}, validator.text


def _of_length(question: Question, text: str) -> Iterator[Found]:
    checks = [v for v in question.validators if v.type == "text"]
    limits = [(question.max_length, None), *((v.max_length, v.text) for v in checks)]
    for most, own in limits:
        if most and len(text) > most:
            key, params, _ = _too_long(text, most)
            yield key, params, own
    for validator in checks:
        if validator.min_length and len(text) < validator.min_length:
            yield "too_short", {"min": validator.min_length}, validator.text


def _too_long(text: str, longest: int) -> Found:
    return "too_long", {"over": len(text) - longest, "max": longest}, None


def _is_email(text: str) -> bool:
    """One `@`, a dot after it, no blanks: whether the address exists only a letter can tell."""
    name, at, host = text.partition("@")
    if not name or not at or "@" in host or any(character.isspace() for character in text):
        return False
    before, dot, after = host.rpartition(".")
    return bool(before and dot and after)


_FORMS: dict[InputType, tuple[str, Callable[[str], Any]]] = {
    InputType.EMAIL: ("not_an_email", _is_email),
    InputType.URL: ("not_a_url", _URL.fullmatch),
    InputType.TIME: ("not_a_time", _TIME.fullmatch),
}

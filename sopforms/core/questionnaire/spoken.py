"""An answer as people read it: the text of a choice, a number with its comma, a date as 21-5-2027.

Also inside a later text, where `{name}` or `{matrix.row}` stands for it. The loader made sure that braces
name an earlier question; what is not answered leaves an empty place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sopforms.core.questionnaire.answer_problems import (
    NONE_CAPTION,
    OTHER_CAPTION,
    in_language,
    written_date,
    written_number,
)
from sopforms.core.questionnaire.model import NONE, OTHER, Form, Question, QuestionType, Texts

PIPE = re.compile(r"\{\s*([A-Za-z][A-Za-z0-9_]*)(?:\.([A-Za-z][A-Za-z0-9_]*))?\s*\}")
YES: Texts = {"nl": "Ja", "en": "Yes"}
NO: Texts = {"nl": "Nee", "en": "No"}


def answer_in_words(question: Question, answer: Any, language: str) -> str:
    """Return an answer (or the answer of one row) as people read it; empty when there is none."""
    if answer is None or isinstance(answer, Mapping):
        return ""
    if isinstance(answer, list | tuple):
        return ", ".join(answer_in_words(question, item, language) for item in answer)
    if isinstance(answer, bool):
        texts = question.label_true or YES if answer else question.label_false or NO
        return in_language(texts, language)
    if question.is_closed:
        return _choice(question, answer, language)
    if question.type is QuestionType.TEXT and question.is_number and isinstance(answer, int | float):
        return written_number(answer, language)
    return written_date(answer) if question.is_date else str(answer)


def fill(text: str, form: Form, answers: Mapping[str, Any], language: str) -> str:
    """Return a plain text with answers in it."""
    return PIPE.sub(lambda found: piped(found, form, answers, language), text) if "{" in text else text


def piped(found: re.Match[str], form: Form, answers: Mapping[str, Any], language: str) -> str:
    """Return what braces stand for; braces that name nothing stay."""
    question = form.by_name.get(found[1])
    if question is None:
        return found[0]
    answer = answers.get(found[1])
    if found[2]:
        answer = answer.get(found[2]) if isinstance(answer, Mapping) else None
    return answer_in_words(question, answer, language)


def options_in_words(question: Question, language: str) -> tuple[str, ...]:
    """Return what can be picked, in the order in which it is offered."""
    return tuple(answer_in_words(question, value, language) for value in question.offered)


def _choice(question: Question, answer: Any, language: str) -> str:
    for choice in question.choices:
        if choice.value == answer:
            return in_language(choice.text, language)
    if answer == OTHER and question.has_other:
        return in_language(question.other_text or OTHER_CAPTION, language)
    if answer == NONE and question.has_none:
        return in_language(question.none_text or NONE_CAPTION, language)
    return str(answer)

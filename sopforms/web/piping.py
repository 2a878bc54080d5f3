"""Earlier answers inside later texts: `{name}` and `{matrix.row}`.

The loader made sure that braces name an earlier question; what is not answered leaves an empty place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

from sopforms.core.questionnaire.answer_problems import (
    NONE_CAPTION,
    OTHER_CAPTION,
    in_language,
    written_date,
    written_number,
)
from sopforms.core.questionnaire.model import NONE, OTHER, Form, Question, QuestionType

PIPE = re.compile(r"\{\s*([A-Za-z][A-Za-z0-9_]*)(?:\.([A-Za-z][A-Za-z0-9_]*))?\s*\}")
YES: Mapping[str, str] = {"nl": "Ja", "en": "Yes"}
NO: Mapping[str, str] = {"nl": "Nee", "en": "No"}


def fill(text: str, form: Form, answers: Mapping[str, Any], language: str) -> str:
    """Return plain text with the display text of answers in it; the page escapes it."""
    return PIPE.sub(lambda found: _display(found, form, answers, language), text) if "{" in text else text


def fill_html(html: str, form: Form, answers: Mapping[str, Any], language: str) -> Markup:
    """Return markup of the questionnaire with escaped answers in it."""
    filled = PIPE.sub(lambda found: str(escape(_display(found, form, answers, language))), html)
    return Markup(filled)  # noqa: S704 - the markup was cleaned before, the answers are escaped here


def _display(found: re.Match[str], form: Form, answers: Mapping[str, Any], language: str) -> str:
    question = form.by_name.get(found[1])
    if question is None:
        return found[0]
    answer = answers.get(found[1])
    if found[2]:
        answer = answer.get(found[2]) if isinstance(answer, Mapping) else None
    return shown(question, answer, language)


def shown(question: Question, answer: Any, language: str) -> str:
    """Return an answer (or the answer of one row) as people read it; empty when there is none."""
    if answer is None or isinstance(answer, Mapping):
        return ""
    if isinstance(answer, list | tuple):
        return ", ".join(shown(question, item, language) for item in answer)
    if isinstance(answer, bool):
        texts = question.label_true or YES if answer else question.label_false or NO
        return in_language(texts, language)
    if question.is_closed:
        return _choice(question, answer, language)
    if question.type is QuestionType.TEXT and question.is_number and isinstance(answer, int | float):
        return written_number(answer, language)
    return written_date(answer) if question.is_date else str(answer)


def _choice(question: Question, answer: Any, language: str) -> str:
    for choice in question.choices:
        if choice.value == answer:
            return in_language(choice.text, language)
    if answer == OTHER and question.has_other:
        return in_language(question.other_text or OTHER_CAPTION, language)
    if answer == NONE and question.has_none:
        return in_language(question.none_text or NONE_CAPTION, language)
    return str(answer)

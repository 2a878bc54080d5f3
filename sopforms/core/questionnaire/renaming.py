"""Answers of an earlier version under the names of this one.

A rename changes names alone, so results of versions can be added up. Stored answers are never rewritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sopforms.core.questionnaire import coercion
from sopforms.core.questionnaire.model import COMMENT_SUFFIX, Answers, Form, Question, QuestionType


def follow(questionnaire: Form, answers: Mapping[str, Any]) -> Answers:
    """Return stored answers with old names of questions, rows and choices replaced by those of today.

    Names that this version does not know are left out; nothing else is judged.
    """
    renamed = {newest(questionnaire.renames.questions, name): name for name in _questions(answers)}
    result: Answers = {}
    for question in questionnaire.questions:
        old = renamed.get(question.name)
        if old is None:
            continue
        if old in answers:
            result[question.name] = _answer(questionnaire, question, answers[old])
        if question.may_have_comment and old + COMMENT_SUFFIX in answers:
            result[question.comment_name] = answers[old + COMMENT_SUFFIX]
    return result


def _questions(answers: Mapping[str, Any]) -> dict[str, None]:
    return dict.fromkeys(name.removesuffix(COMMENT_SUFFIX) for name in answers)


def newest(renames: Mapping[str, str], name: str) -> str:
    """Follow old → new → newer; a circle ends where it began."""
    passed = {name}
    while (newer := renames.get(name)) is not None and newer not in passed:
        passed.add(newer)
        name = newer
    return name


def ends(renames: Mapping[str, str]) -> dict[str, str]:
    """Return old name → newest name for all lines at once; each line is followed once."""
    found: dict[str, str] = {}
    for old in renames:
        passed: dict[str, str] = {}
        name = old
        while name in renames and name not in found and name not in passed:
            passed[name] = name = renames[name]
        found |= dict.fromkeys(passed, found.get(name, name))
    return found


def _answer(questionnaire: Form, question: Question, answer: Any) -> Any:
    choices = questionnaire.renames.choices.get(question.name, {})
    offered = coercion.keys(question)

    def value(old: Any) -> Any:
        key = newest(choices, str(old))
        return old if key == str(old) else offered.get(key, key)

    if question.type is QuestionType.MATRIX and isinstance(answer, Mapping):
        rows = questionnaire.renames.rows.get(question.name, {})
        return {newest(rows, row): value(cell) for row, cell in answer.items()}
    if isinstance(answer, list):
        return [value(item) for item in answer]
    return value(answer) if question.offered else answer

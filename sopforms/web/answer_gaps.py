"""The addresses by which somebody who answers gets to a page, a question or a row of it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from sopforms.actions.answering import Answering
from sopforms.core import pace
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import COMMENT_SUFFIX, QuestionType
from sopforms.core.questionnaire.posted import field_name
from sopforms.web.conditions import question_of
from sopforms.web.language import chosen


def page_or_check(where: Answering) -> str:
    """Return where somebody goes on: the first open question of the page where they were."""
    if not where.resume:
        return url_for("answer.check")
    path = pace.first_open(where.questionnaire, where.draft, where.resume)
    return url_for("answer.page", page=where.resume, _anchor=_anchor(where, path) if path else None)


def href(where: Answering, path: str) -> str:
    """Return the address of a question on its page."""
    name = question_of(path)
    pages = where.questionnaire.pages
    page = next(one for one in pages if any(question.name == name for question in one.questions))
    return at(page_address(page.name), where, path)


def page_address(page: str) -> str:
    """Return the address of a page from which one comes back to the overview."""
    return url_for("answer.page", page=page, terug=1)


def at(page: str, where: Answering, path: str) -> str:
    """Return the address of a question, or of a row of it, on the page of this address.

    The address is made once for a page: making forty of them took a fifth of the time of the overview.
    """
    return f"{page}#{_anchor(where, path)}"


def _anchor(where: Answering, path: str) -> str:
    """Return the id of the first input of a question, or of a row of a grid."""
    name, _dot, row = path.partition(".")
    question = where.questionnaire.by_name[question_of(name)]
    picked = question.is_closed and question.type is not QuestionType.DROPDOWN
    if question.rows and not row:
        row = question.rows[0].name
    return field_name(question.name, row or None) + ("-0" if picked else "")


def short(where: Answering, path: str, language: str) -> str:
    """Return the short name of a question, or of a row of it."""
    name, _dot, row = path.partition(".")
    entry = where.questionnaire.mapping[name]
    return in_language((entry.rows[row] if row else entry).short, language)


def named(where: Answering, names: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    """Return each text that may name a pupil: where it stands, its name, and which words those are."""
    return [
        {
            "href": href(where, key.removesuffix(COMMENT_SUFFIX)),
            "label": short(where, key.removesuffix(COMMENT_SUFFIX), chosen()),
            "words": ", ".join(words),
        }
        for key, words in names.items()
    ]

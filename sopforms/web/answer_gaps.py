"""What somebody who answers filled in and left open, and the addresses by which they get there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from sopforms.actions.answering import Answering
from sopforms.core import pace
from sopforms.core.questionnaire import spoken
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import COMMENT_SUFFIX, Page, Question, QuestionType
from sopforms.core.questionnaire.posted import field_name
from sopforms.core.questionnaire.visibility import Walk
from sopforms.web.conditions import question_of
from sopforms.web.language import chosen


def page_or_check(where: Answering) -> str:
    """Return where somebody goes on: the first open question of the page where they were."""
    if not where.resume:
        return url_for("answer.check")
    path = pace.first_open(where.questionnaire, where.draft, where.resume)
    return url_for("answer.page", page=where.resume, _anchor=_anchor(where, path) if path else None)


def rows(where: Answering, found: Walk) -> list[dict[str, Any]]:
    """Return for each page how much is unanswered and where to go for it; `found` is what is visible."""
    unanswered = pace.unanswered(where.questionnaire, where.draft, found=found)
    language, listed = chosen(), []
    for one in where.questionnaire.pages:
        if one.name not in unanswered:
            continue
        page = _page(one)
        gaps = [
            {"href": _at(page, where, path), "label": _short(where, path, language)}
            for path in unanswered[one.name]
        ]
        title = in_language(one.title, language) if one.title else where.questionnaire.title
        given = [
            each
            for question in one.questions
            if question.name in found.readings
            for each in _given(where, page, question, found.seen, language)
        ]
        listed.append(
            {
                "title": title,
                "href": page,
                "gaps": gaps,
                "given": given,
                "count": len(gaps),
            }
        )
    return listed


def _given(
    where: Answering, page: str, question: Question, seen: Mapping[str, Any], language: str
) -> Iterator[dict[str, str]]:
    """Yield what was answered to a question, in words, each with the address where it can be changed."""
    answer = seen.get(question.name)
    rows_ = answer if isinstance(answer, Mapping) else {None: answer}
    titles = {row.name: row.text for row in question.rows}
    for row, one in rows_.items():
        said = spoken.answer_in_words(question, one, language)
        if said:
            path = f"{question.name}.{row}" if row else question.name
            title = in_language(titles.get(row, question.title), language)
            label = spoken.fill(title, where.questionnaire, seen, language)
            yield {"label": label, "said": said, "href": _at(page, where, path)}
    if comment := seen.get(question.comment_name):
        yield {
            "label": str(_("Toelichting")),
            "said": str(comment),
            "href": _at(page, where, question.name),
        }


def href(where: Answering, path: str) -> str:
    """Return the address of a question on its page."""
    name = question_of(path)
    pages = where.questionnaire.pages
    page = next(one for one in pages if any(question.name == name for question in one.questions))
    return _at(_page(page), where, path)


def _page(page: Page) -> str:
    """Return the address of a page from which one comes back to the overview."""
    return url_for("answer.page", page=page.name, terug=1)


def _at(page: str, where: Answering, path: str) -> str:
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


def _short(where: Answering, path: str, language: str) -> str:
    name, _dot, row = path.partition(".")
    entry = where.questionnaire.mapping[name]
    return in_language((entry.rows[row] if row else entry).short, language)


def named(where: Answering, names: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    """Return each text that may name a pupil: where it stands, its name, and which words those are."""
    return [
        {
            "href": href(where, key.removesuffix(COMMENT_SUFFIX)),
            "label": _short(where, key.removesuffix(COMMENT_SUFFIX), chosen()),
            "words": ", ".join(words),
        }
        for key, words in names.items()
    ]

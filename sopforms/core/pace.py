"""How long a questionnaire takes, so that people know before they begin and while they are at it.

An estimate to be measured in practice: a choice 8 seconds, an open question 40, turning a page 6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.model import Form, Page, Question, QuestionType

CHOICE, OPEN, PAGE = 8, 40, 6
"""Seconds."""


def choices_in(question: Question) -> int:
    """Return how many times somebody picks an answer here; a grid counts its rows, an open question 0."""
    if not question.is_closed:
        return 0
    return len(question.rows) if question.type is QuestionType.MATRIX else 1


def minutes(pages: Iterable[Page]) -> int:
    """Return whole minutes for these pages, rounded up; at least one."""
    total = 0
    for page in pages:
        picks = sum(choices_in(question) for question in page.questions)
        texts = sum(not question.is_closed for question in page.questions)
        total += PAGE + CHOICE * picks + OPEN * texts
    return max(1, -(-total // 60))


def size(form: Form) -> tuple[int, int]:
    """Return the number of choices and of open questions."""
    picks = sum(choices_in(question) for question in form.questions)
    return picks, sum(not question.is_closed for question in form.questions)


def open_items(question: Question, answer: Any) -> list[str]:
    """Return the paths of what is unanswered: the name, or `name.row` for each open row of a grid."""
    if question.type is QuestionType.MATRIX:
        rows = answer if isinstance(answer, Mapping) else {}
        return [f"{question.name}.{row.name}" for row in question.rows if row.name not in rows]
    return [question.name] if answer is None else []


def unanswered(form: Form, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return page → paths of visible questions without an answer, in document order; full pages have []."""
    found = visibility.walk(form, answers)
    return {
        page.name: [
            path
            for question in page.questions
            if question.name in found.readings
            for path in open_items(question, found.seen.get(question.name))
        ]
        for page in form.pages
        if page.name in found.pages
    }


def resume_at(form: Form, answers: Mapping[str, Any]) -> str | None:
    """Return the page where somebody goes on: the last one with an answer while a choice on it is open,
    else the one after it; None when that was the last.
    """
    found = visibility.walk(form, answers)
    pages = [page for page in form.pages if page.name in found.pages]
    touched = [place for place, page in enumerate(pages) if _has_answer(page, found.seen)]
    if not touched:
        return pages[0].name if pages else None
    last = touched[-1]
    if any(open_items(question, found.seen.get(question.name)) for question in _closed(pages[last], found)):
        return pages[last].name
    return pages[last + 1].name if last + 1 < len(pages) else None


def left_from(form: Form, answers: Mapping[str, Any], page: str | None) -> list[Page]:
    """Return the visible pages from this one on; none after the last."""
    names = visibility.visible_pages(form, answers)
    if page is None or page not in names:
        return []
    rest = set(names[names.index(page) :])
    return [one for one in form.pages if one.name in rest]


def _has_answer(page: Page, seen: Mapping[str, Any]) -> bool:
    return any(question.name in seen for question in page.questions)


def _closed(page: Page, found: visibility.Walk) -> Collection[Question]:
    return [question for question in page.questions if question.is_closed and question.name in found.readings]

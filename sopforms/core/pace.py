"""How long a questionnaire takes, so that people know before they begin and while they are at it.

An estimate to be measured in practice: a choice 10 seconds, an open question 40, turning a page 6.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.model import Form, Page, Question, QuestionType
from sopforms.core.questionnaire.visibility import Walk

CHOICE, OPEN, PAGE = 10, 40, 6
"""Seconds."""


def choices_in(question: Question) -> int:
    """Return how many times somebody picks an answer here; a grid counts its rows, an open question 0."""
    if not question.is_closed:
        return 0
    return len(question.rows) if question.type is QuestionType.MATRIX else 1


def minutes(pages: Iterable[Page]) -> int:
    """Return whole minutes for these pages with nothing answered, rounded up; at least one."""
    return _whole(sum(map(_seconds, pages)))


def minutes_left(
    form: Form, answers: Mapping[str, Any], page: str | None, *, found: Walk | None = None
) -> int:
    """Return whole minutes for what is visible and unanswered on this page and those after it; at least one.

    Answered questions take no time, but a page that is full is still turned. Other answers may bring more.
    `found` is what is visible with these answers, for who knows it already.
    """
    found = found or visibility.walk(form, answers)
    rest = _left(form, found, page)
    total = PAGE * len(rest)
    for question in (question for one in rest for question in one.questions):
        if question.name in found.readings:
            items = len(open_items(question, found.seen.get(question.name)))
            total += items * (CHOICE if question.is_closed else OPEN)
    return _whole(total)


def minutes_to_go(form: Form, found: Walk, page: str) -> int:
    """Return `minutes_left` from a visible page on, or 0 when nothing is open on any page."""
    begun = gaps = False
    total = 0
    for one in form.pages:
        if one.name not in found.pages:
            continue
        begun = begun or one.name == page
        total += PAGE if begun else 0
        for question in one.questions:
            if question.name in found.readings:
                items = _open_count(question, found.seen.get(question.name))
                gaps = gaps or items > 0
                if begun and items:
                    total += items * (CHOICE if question.is_closed else OPEN)
    return _whole(total) if gaps else 0


def _open_count(question: Question, answer: Any) -> int:
    if question.rows:
        return len(open_items(question, answer))
    return 1 if answer is None else 0


def _seconds(page: Page) -> int:
    picks = sum(choices_in(question) for question in page.questions)
    texts = sum(not question.is_closed for question in page.questions)
    return PAGE + CHOICE * picks + OPEN * texts


def _whole(seconds: int) -> int:
    return max(1, -(-seconds // 60))


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


def unanswered(form: Form, answers: Mapping[str, Any], *, found: Walk | None = None) -> dict[str, list[str]]:
    """Return page → paths of visible questions without an answer, in document order; full pages have [].

    `found` is what is visible with these answers, for who knows it already.
    """
    found = found or visibility.walk(form, answers)
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


def first_open(form: Form, answers: Mapping[str, Any], page: str) -> str | None:
    """Return the path of the first unanswered question of a page that was begun: where somebody goes on.

    Choices come first, for a text may be left out. None on a page without answers: it is read from the top.
    """
    found = visibility.walk(form, answers)
    begun = next(one for one in form.pages if one.name == page)
    if not _has_answer(begun, found.seen):
        return None
    shown = [question for question in begun.questions if question.name in found.readings]
    for question in sorted(shown, key=lambda one: not one.is_closed):
        for path in open_items(question, found.seen.get(question.name)):
            return path
    return None


def left_from(form: Form, answers: Mapping[str, Any], page: str | None) -> list[Page]:
    """Return the visible pages from this one on; none after the last."""
    return _left(form, visibility.walk(form, answers), page)


def _left(form: Form, found: Walk, page: str | None) -> list[Page]:
    if page is None or page not in found.pages:
        return []
    rest = set(found.pages[found.pages.index(page) :])
    return [one for one in form.pages if one.name in rest]


def _has_answer(page: Page, seen: Mapping[str, Any]) -> bool:
    return any(question.name in seen for question in page.questions)


def _closed(page: Page, found: Walk) -> Collection[Question]:
    return [question for question in page.questions if question.is_closed and question.name in found.readings]

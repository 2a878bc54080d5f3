"""What somebody who gave these answers gets to see: one pass in document order.

A question is judged by the answers of visible questions before it; a hidden question reads as
unanswered. So the pass also gives what is stored: the answers it has seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sopforms.core.questionnaire import coercion
from sopforms.core.questionnaire.coercion import NOTHING_GIVEN, Reading
from sopforms.core.questionnaire.model import Answers, Form, Page, Panel, Question


@dataclass(frozen=True, slots=True)
class Walk:
    """What one pass found, all in document order.

    `readings` holds the visible questions with what was read; `seen` their answers and kept comments, which
    is what submission stores; `pages` the visible pages; `elements` the names of visible questions, panels
    and html, for who draws the page.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    seen: Answers = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    elements: set[str] = field(default_factory=set)


def walk(questionnaire: Form, answers: Mapping[str, Any]) -> Walk:
    """Go through the questionnaire once; `answers` may come from anywhere and are not changed."""
    found = Walk()
    for page in questionnaire.pages:
        if _goes_in(page, answers, found):
            found.pages.append(page.name)
    return found


def visible(questionnaire: Form, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the visible questions in document order."""
    return tuple(walk(questionnaire, answers).readings)


def visible_pages(questionnaire: Form, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the visible pages in document order; a page of html alone is one."""
    return tuple(walk(questionnaire, answers).pages)


def _goes_in(group: Page | Panel, answers: Mapping[str, Any], found: Walk) -> bool:
    """Visit what is in a page or panel; say whether any of it is visible."""
    if group.visible_if is not None and not group.visible_if.evaluate(found.seen):
        return False
    any_shows = False
    for element in group.elements:
        if isinstance(element, Panel):
            shows = _goes_in(element, answers, found)
        else:
            shows = element.visible_if is None or element.visible_if.evaluate(found.seen)
        if shows:
            any_shows = True
            found.elements.add(element.name)
            if isinstance(element, Question):
                _see(element, answers, found)
    return any_shows


def _see(question: Question, answers: Mapping[str, Any], found: Walk) -> None:
    name = question.name
    given = answers.get(name)
    reading = NOTHING_GIVEN if given is None else coercion.read(question, given)
    found.readings[name] = reading
    if reading.answer is not None:
        found.seen[name] = reading.answer
    if question.has_comment or question.has_other:
        given = answers.get(question.comment_name)
        comment = coercion.read_comment(question, reading.answer, given)
        if comment is not None:
            found.seen[question.comment_name] = comment

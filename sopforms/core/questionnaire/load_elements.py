"""Reads pages and their elements, and remembers them in document order for the checks that follow."""

from __future__ import annotations

from dataclasses import dataclass, field

from sopforms.core.questionnaire.load_fields import Context, expect_object, fields
from sopforms.core.questionnaire.load_items import name_of
from sopforms.core.questionnaire.load_questions import question, unknown_type
from sopforms.core.questionnaire.model import Element, Html, Page, Panel, Question
from sopforms.core.questionnaire.properties import ELEMENTS, TYPES
from sopforms.core.questionnaire.reading import Node

MOST_PAGES = 60
MOST_QUESTIONS = 500
MOST_PANELS = 3


@dataclass(slots=True)
class Place:
    """A page or element at its start, in document order, with where it stands in the file."""

    node: Node
    item: Page | Panel | Html | Question | None = None
    page: Node | None = None


@dataclass(slots=True)
class Course:
    """All places of a file in document order; pages and panels stand before what they hold.

    `questions` name → question and its node; the name "" stands for those whose name cannot be used.
    """

    places: list[Place] = field(default_factory=list)
    questions: dict[str, tuple[Question, Node]] = field(default_factory=dict)


def pages(context: Context, node: Node | None, course: Course) -> tuple[Page, ...]:
    """Return the pages of a survey."""
    if node is None:
        return ()
    if not node.items:
        context.report.error(node, "Q020", "empty_list", name="pages")
    if len(node.items) > MOST_PAGES:
        context.report.error(node.items[MOST_PAGES], "Q007", "too_many_pages", most=MOST_PAGES)
    found = (_page(context, item, course) for item in node.items[:MOST_PAGES])
    return tuple(page for page in found if page is not None)


def _page(context: Context, node: Node, course: Course) -> Page | None:
    if not expect_object(context, node):
        return None
    found = fields(context, node, "page")
    name = name_of(context, node)
    place = Place(node, page=node)
    course.places.append(place)
    elements = _elements(context, found.get("elements"), course, node, 0)
    page = Page(name, elements, found.get("title"), found.get("description"), found.get("visibleIf"))
    place.item = page
    return page


def _elements(
    context: Context, node: Node | None, course: Course, page: Node, depth: int
) -> tuple[Element, ...]:
    """Return the elements of a page or panel; an empty one is reported."""
    if node is None:
        return ()
    if not node.items:
        context.report.error(node, "Q020", "empty_list", name="elements")
    found: list[Element] = []
    for item in node.items:
        if context.report.is_full:
            break
        if expect_object(context, item):
            element = _element(context, item, course, page, depth)
            found += [element] if element is not None else []
    return tuple(found)


def _element(context: Context, node: Node, course: Course, page: Node, depth: int) -> Element | None:
    """Return the element in `node`; None when its type is unknown or it is one too many."""
    kind = node.get("type")
    if not isinstance(kind, str) or kind not in ELEMENTS:
        unknown_type(context, node, "element", ELEMENTS)
        context.lost.add(name_of(context, node))
        return None
    if kind == "panel" and depth >= MOST_PANELS:
        context.report.error(node, "Q007", "panels_deep", most=MOST_PANELS)
        return None
    if kind in TYPES and not _counts(context, node, kind):
        context.lost.add(name_of(context, node))
        return None
    place = Place(node, page=page)
    course.places.append(place)
    name = name_of(context, node)
    if kind == "panel":
        found = fields(context, node, kind)
        inside = _elements(context, found.get("elements"), course, page, depth + 1)
        place.item = Panel(name, inside, found.get("title"), found.get("description"), found.get("visibleIf"))
    elif kind == "html":
        found = fields(context, node, kind)
        place.item = Html(name, found.get("html", {}), found.get("visibleIf"))
    else:
        place.item = question(context, node, kind, name)
        course.questions[name] = place.item, node
    return place.item


def _counts(context: Context, node: Node, kind: str) -> bool:
    """Count a question (a row of a matrix counts as one); report the first that is one too many."""
    before = context.counted
    rows = node.members.get("rows")
    context.counted += max(1, len(rows.items)) if kind == "matrix" and rows is not None else 1
    if context.counted > MOST_QUESTIONS >= before:
        context.report.error(node, "Q007", "too_many_questions", most=MOST_QUESTIONS)
    return context.counted <= MOST_QUESTIONS

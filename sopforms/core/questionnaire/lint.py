"""Warnings about a file that can be used and could be better (Q085-Q095; those of conditions are apart)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sopforms.core.questionnaire.load_elements import Course, Place
from sopforms.core.questionnaire.load_fields import Context
from sopforms.core.questionnaire.mapping import Sidecar
from sopforms.core.questionnaire.mapping_aggregates import PRIVATE
from sopforms.core.questionnaire.meaning import Aggregate, MappingEntry, Scale
from sopforms.core.questionnaire.model import Html, InputType, Question, QuestionType
from sopforms.core.questionnaire.reading import Node

LONGEST_TITLE = 200
MOST_ON_PAGE = 7
MOST_CLOSED = 28
MOST_OPEN = 4
_PERSON = re.compile(
    r"\b(naam|voornaam|achternaam|e-mail|email|telefoon|adres|geboortedatum|bsn)\b", re.IGNORECASE | re.ASCII
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&[A-Za-z]+;|\*\*[^*\s][^*]*\*\*")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_NO_INDICATOR = frozenset(("pupils", "team", "advice"))


def lint(context: Context, root: Node, course: Course, sidecar: Sidecar, scales: Mapping[str, Scale]) -> None:
    """Add the warnings that concern one file."""
    if "nl" not in context.languages:
        context.report.warn(root.members.get("languages", root), "Q090", "no_dutch")
    for place in course.places:
        _titles(context, place)
        if isinstance(place.item, Question):
            _values(context, place.node, place.item)
    mapping = root.members.get("mapping")
    questions = course.questions
    for name, entry in sidecar.entries.items():
        question, node = questions[name]
        if mapping is not None:
            _meaning(context, mapping.members[name], question, entry)
        _wordings(context, node, question, scales.get(entry.scale or ""))
    if context.kind == "staff":
        _length(context, root, course)


def _titles(context: Context, place: Place) -> None:
    """Warn about titles that are missing, too long, hold markup or ask for a person."""
    item, title = place.item, place.node.members.get("title")
    if item is None or isinstance(item, Html):
        return
    is_question = isinstance(item, Question)
    if title is None:
        if is_question:
            context.report.warn(place.node, "Q087", "no_title")
        return
    texts = list(item.title.values()) if item.title else []
    if is_question and (
        not all(text.strip() for text in texts) or any(len(text) > LONGEST_TITLE for text in texts)
    ):
        context.report.warn(title, "Q087", "long_title", most=LONGEST_TITLE)
    if any(_MARKUP.search(text) for text in texts):
        context.report.warn(title, "Q091", "markup")
    if isinstance(item, Question) and context.kind in PRIVATE:
        word = next((match.group() for text in texts if (match := _PERSON.search(text))), "")
        if word or item.input_type in (InputType.EMAIL, InputType.TEL):
            context.report.warn(title, "Q089", "asks_person", name=word or str(item.input_type))


def _values(context: Context, node: Node, question: Question) -> None:
    """Warn about text values that look like numbers, and ratings with few or many values."""
    for choice in question.choices:
        if isinstance(choice.value, str) and _NUMBER.fullmatch(choice.value):
            context.report.warn(_choice_node(node, choice.key), "Q093", "number_as_text", value=choice.value)
    if question.type is QuestionType.RATING and question.choices and not 3 <= len(question.choices) <= 10:
        context.report.warn(node, "Q088", "scale_count", count=len(question.choices))


def _choice_node(node: Node, key: str) -> Node:
    """Return the place of the choice with this value; the question itself when it has none."""
    for name in ("choices", "columns", "rateValues"):
        for item in node.members[name].items if name in node.members else ():
            value = item.members.get("value", item)
            if str(value.value) == key:
                return value
    return node


def _meaning(context: Context, node: Node, question: Question, entry: MappingEntry) -> None:
    """Warn about results without an indicator, and scales with few or many counted values."""
    counted = [kind for kind in entry.aggregate if kind is not Aggregate.NONE]
    if context.kind not in _NO_INDICATOR and counted:
        if question.rows:
            for name, row in entry.rows.items():
                if row.indicator is None and row.aggregate:
                    context.report.warn(node.members["rows"].members[name], "Q086", "no_indicator")
        lacks = Aggregate.SCALE_MEAN in counted or not question.rows
        if lacks and entry.indicator is None:
            context.report.warn(node, "Q086", "no_indicator")
    scale = entry.measure
    if scale is not None and scale.name and not 3 <= len(scale.counted) <= 10:
        context.report.warn(node.members["scale"], "Q088", "scale_count", count=len(scale.counted))


def _wordings(context: Context, node: Node, question: Question, scale: Scale | None) -> None:
    """Warn about choices that are worded otherwise than in their scale."""
    texts = {value.value: value.text for value in scale.values} if scale is not None else {}
    for choice in question.choices:
        if choice.value in texts and texts[choice.value] != choice.text:
            text = next(iter(texts[choice.value].values()))
            context.report.warn(_choice_node(node, choice.key), "Q092", "worded_otherwise", text=text)


def _length(context: Context, root: Node, course: Course) -> None:
    """Warn about staff pages and files that take too long; rows count."""
    closed = opened = 0
    for page, questions in _pages(course):
        count = sum(len(question.rows) or 1 for question in questions)
        if count > MOST_ON_PAGE:
            context.report.warn(page, "Q094", "page_long", count=count, most=MOST_ON_PAGE)
        closed += sum(len(question.rows) or 1 for question in questions if question.is_closed)
        opened += sum(not question.is_closed for question in questions)
    survey = root.members.get("survey", root)
    if closed > MOST_CLOSED:
        context.report.warn(survey, "Q094", "closed_many", count=closed, most=MOST_CLOSED)
    if opened > MOST_OPEN:
        context.report.warn(survey, "Q094", "open_many", count=opened, most=MOST_OPEN)


def _pages(course: Course) -> Iterator[tuple[Node, list[Question]]]:
    """Yield each page with its questions."""
    found: dict[int, tuple[Node, list[Question]]] = {}
    for place in course.places:
        if place.page is not None:
            _, questions = found.setdefault(id(place.page), (place.page, []))
            questions += [place.item] if isinstance(place.item, Question) else []
    yield from found.values()

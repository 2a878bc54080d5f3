"""Small questionnaires for tests, made without a file: say only what matters."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sopforms.core.questionnaire.expression import parse
from sopforms.core.questionnaire.meaning import Aggregate, MappingEntry, Scale, ScaleValue
from sopforms.core.questionnaire.model import (
    Choice,
    Element,
    Html,
    InputType,
    Kind,
    Page,
    Panel,
    Question,
    QuestionType,
    Row,
)
from sopforms.core.questionnaire.questionnaire import Questionnaire

_CONDITIONS = ("visible_if", "required_if")
KINDS = {
    "checkbox": Aggregate.MULTI,
    "boolean": Aggregate.SHARE_YES,
    "text": Aggregate.TEXTS,
    "comment": Aggregate.TEXTS,
}


def text(words: str) -> dict[str, str]:
    return {"nl": words, "en": words}


def a_question(type_: str, name: str = "q", **facts: Any) -> Question:
    facts = dict(facts)
    facts["choices"] = tuple(Choice(value, text(str(value))) for value in facts.pop("choices", ()))
    facts["rows"] = tuple(Row(row, text(row)) for row in facts.pop("rows", ()))
    for condition in _CONDITIONS:
        if condition in facts:
            facts[condition] = parse(facts[condition])
    facts["validators"] = tuple(facts.pop("validators", ()))
    facts["input_type"] = InputType(facts.get("input_type", "text"))
    return Question(name, QuestionType(type_), text(name), **facts)


def a_radio(name: str = "q", choices: tuple[Any, ...] = (1, 2, 3, 4, "x"), **facts: Any) -> Question:
    return a_question("radiogroup", name, choices=choices, **facts)


def a_panel(*elements: Element, name: str = "deel", visible_if: str | None = None) -> Panel:
    return Panel(name, elements, visible_if=parse(visible_if) if visible_if else None)


def an_html(name: str = "uitleg", visible_if: str | None = None) -> Html:
    return Html(name, text("<p>Uitleg</p>"), visible_if=parse(visible_if) if visible_if else None)


def a_page(*elements: Element, name: str = "p1", visible_if: str | None = None) -> Page:
    return Page(name, elements, visible_if=parse(visible_if) if visible_if else None)


def a_measure(values: tuple[Any, ...], *, missing: tuple[Any, ...] = ("x",), bipolar: bool = False) -> Scale:
    return Scale(
        "",
        tuple(
            ScaleValue(v, text(str(v)), v if isinstance(v, int) else None, missing=v in missing)
            for v in values
        ),
        bipolar=bipolar,
    )


def an_entry(question: Question, *kinds: str, **facts: Any) -> MappingEntry:
    """The mapping of a question as the loader would write it out."""
    facts.setdefault("measure", a_measure(tuple(c.value for c in question.choices)))
    aggregate = tuple(map(Aggregate, kinds)) or (KINDS.get(question.type, Aggregate.DISTRIBUTION),)
    entry = MappingEntry(text(question.name), aggregate=aggregate, **facts)
    own = tuple(kind for kind in aggregate if kind is not Aggregate.SCALE_MEAN)
    rows = {row.name: replace(entry, short=text(row.name), aggregate=own) for row in question.rows}
    return replace(entry, rows=rows)


def a_form(
    *parts: Page | Element, kind: str = "staff", mapping: dict[str, Any] | None = None
) -> Questionnaire:
    """A questionnaire of these pages, or of one page with these elements."""
    pages = tuple(part for part in parts if isinstance(part, Page))
    if not pages:
        pages = (a_page(*(part for part in parts if not isinstance(part, Page))),)
    questions = [question for page in pages for question in page.questions]
    entries = {question.name: an_entry(question) for question in questions} | (mapping or {})
    return Questionnaire("vragen", Kind(kind), "Vragen", ("nl", "en"), pages, entries)

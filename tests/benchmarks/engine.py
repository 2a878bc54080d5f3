"""The questionnaire engine: reading a file, conditions, a page that is posted, figures of a school."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from sopforms.app import create_app
from sopforms.core.questionnaire import expression, load
from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.questionnaire.posted import field_name, shown_value
from sopforms.core.questionnaire.visibility import visible
from sopforms.web.questionnaire_form import page_form
from tests.benchmarks import material, product
from tests.benchmarks.rounds import Measured, Program, measure

CONDITION = "{vraag01} anyof [1, 2, 3, 4] and ({vraag02} empty or {vraag03} >= 2) or {vraag04} = 'x'"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what, how long, and what it is held against."""

    what: str
    found: Measured
    aim: str
    holds: bool


def lines(rounds: int = 5, *, seconds: float = 0.05) -> Iterator[Line]:
    """Measure everything of this file, inside a request: forms ask for one."""
    with create_app(product.settings("sqlite://")).test_request_context():
        yield from _lines(rounds, seconds)


def _lines(rounds: int, seconds: float) -> Iterator[Line]:
    for name, program, least in _single():
        found = measure({name: program}, rounds, seconds=seconds)[name]
        yield Line(name, found, f"< {_written(least)}", found.median < least)
    for responses in (30, 300, 3000):
        yield from _aggregates(responses, rounds, seconds)


def _single() -> list[tuple[str, Program, float]]:
    made, form = material.made(60), material.questionnaire(60)
    one = material.answers(30, 60)[0]
    parsed = expression.parse(CONDITION)
    return [
        ("json.loads of the same 60 questions (floor)", lambda: json.loads(made), 0.005),
        ("load and check a file of 60 questions", lambda: load(made), 0.005),
        ("parse a condition with four operands", lambda: expression.parse(CONDITION), 50e-6),
        ("evaluate it", lambda: parsed.evaluate(one), 20e-6),
        ("which of 60 questions are visible", lambda: visible(form, one), 0.2e-3),
        ("bind and validate a page of 7 scale questions", _page(), 1e-3),
    ]


def _page() -> Program:
    form = material.questionnaire(40)
    page = form.pages[0]
    class_ = page_form(form, page.name, "nl")
    posted = MultiDict([("_shown", shown_value(question.name for question in page.questions))])
    posted.update({field_name(question.name): "3" for question in page.questions})

    def bind() -> bool:
        return class_.posted(posted, {}).judge()

    if not bind():
        raise RuntimeError("the page that is measured is not in order")
    return bind


def _aggregates(responses: int, rounds: int, seconds: float) -> Iterator[Line]:
    form, documents = material.questionnaire(40), material.answers(responses)

    def counter() -> object:
        """What somebody writes who needs no more than the counts: once through every document."""
        counts: defaultdict[str, Counter[Any]] = defaultdict(Counter)
        for answers in documents:
            for name, value in answers.items():
                counts[name][value] += 1
        return counts

    def figures() -> dict[str, Any]:
        return aggregate(form, documents, invited=responses, cycle="2026-2027", location="00AA00")

    found = measure({"counter": counter, "aggregate": figures}, rounds, seconds=seconds)
    ratio = found["aggregate"].median / found["counter"].median
    each = found["aggregate"].median / (responses * len(form.questions)) * 1000
    yield Line(f"a bare Counter, 40 questions x {responses} (floor)", found["counter"], "", True)
    aim = f"<= 1.5 x floor: {ratio:.2f} x; < 1 ms per 1,000 answers: {1000 * each:.2f} ms"
    holds = ratio <= 1.5 and each < 0.001
    yield Line(f"aggregate 40 questions x {responses}", found["aggregate"], aim, holds)


def _written(seconds: float) -> str:
    return f"{1000 * seconds:g} ms" if seconds >= 1e-3 else f"{1e6 * seconds:g} µs"

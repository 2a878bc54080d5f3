"""The elements of a page of a questionnaire for the macro `elements`: what shows, and what may still come.

What depends on a question of the same page is drawn also while it does not apply: `hidden`, its inputs
disabled, so that without a script it neither shows nor posts. The script brings it out when its condition
comes to hold. What cannot come to hold on this page is not drawn at all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import nh3
from markupsafe import Markup

from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.expression import Expression
from sopforms.core.questionnaire.model import Element, Form, Html, Page, Panel, Question, Texts
from sopforms.web import conditions, piping

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h3", "h4", "a"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """One element as its macro needs it.

    `visible_if`: the condition for the browser, empty when it looks at no question of this page. `hidden`:
    it does not hold now. `conditional`: this element, or a panel around it, may come or go.
    """

    kind: str
    name: str
    visible_if: str = ""
    hidden: bool = False
    conditional: bool = False
    field: Any = None
    html: str = ""
    title: str = ""
    description: str = ""
    elements: tuple[Drawn, ...] = ()

    def drawn(self, macro: Callable[[Any, str, bool], Markup]) -> Markup:
        """Return a question as `macro` draws it; what was drawn of the same before is kept."""
        return self.field.drawn(macro, self.visible_if, self.hidden)


@dataclass(frozen=True, slots=True)
class PageElements:
    """A page seen with certain answers: `seen` are those of visible questions, `visible` the names shown.

    `field_of` finds the field of a question by its name.
    """

    questionnaire: Form
    page: Page
    language: str
    seen: Mapping[str, Any]
    visible: Collection[str]
    field_of: Callable[[str], Any]
    here: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "here", frozenset(question.name for question in self.page.questions))

    def drawn(self) -> tuple[Drawn, ...]:
        """Return the elements of the page that show or may come to show, in document order."""
        return tuple(self._inside(self.page.elements, conditional=False))

    def condition(self, expression: Expression | None) -> str:
        """Return a condition for the browser, empty when it looks at no question of this page."""
        if expression is None or not conditions.looks_at(expression, self.here):
            return ""
        return conditions.as_json(expression, self.here, self.seen)

    def text(self, texts: Texts | None) -> str:
        """Return a text in the language of the page, with earlier answers filled in."""
        if not texts:
            return ""
        said = in_language(texts, self.language)
        return piping.fill(said, self.questionnaire, self.seen, self.language, self.here)

    def _inside(self, elements: tuple[Element, ...], *, conditional: bool) -> Iterator[Drawn]:
        for element in elements:
            condition = self.condition(element.visible_if)
            holds = element.visible_if is None or element.visible_if.evaluate(self.seen)
            if not holds and not condition:
                continue
            moves = conditional or bool(condition)
            if isinstance(element, Panel):
                inside = tuple(self._inside(element.elements, conditional=moves))
                if inside:
                    yield self._panel(element, inside, condition, moves)
            elif isinstance(element, Question):
                asked = self.field_of(element.name)
                yield Drawn("question", element.name, condition, not holds, moves, field=asked)
            else:
                yield Drawn("html", element.name, condition, not holds, moves, html=self._html(element))

    def _panel(self, panel: Panel, inside: tuple[Drawn, ...], condition: str, moves: bool) -> Drawn:
        return Drawn(
            "panel",
            f"q_{panel.name}",
            condition,
            panel.name not in self.visible,
            moves,
            title=self.text(panel.title),
            description=self.text(panel.description),
            elements=inside,
        )

    def _html(self, element: Html) -> str:
        html = clean(in_language(element.html, self.language))
        return piping.fill_html(html, self.questionnaire, self.seen, self.language, self.here)


def questions_of(elements: tuple[Drawn, ...]) -> Iterator[Drawn]:
    """Yield what is drawn of questions, those in panels included, in document order."""
    for element in elements:
        if element.kind == "question":
            yield element
        yield from questions_of(element.elements)


@lru_cache(maxsize=1024)
def clean(html: str) -> str:
    """Return markup of a questionnaire with only the tags that the format allows."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https", "mailto"},
        link_rel="noopener noreferrer",
    )

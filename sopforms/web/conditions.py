"""Conditions as the browser gets them: compiled trees, answers of other pages filled in.

The server decides; a browser may only hide or show sooner.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sopforms.core.questionnaire import operators
from sopforms.core.questionnaire.expression import Expression
from sopforms.core.questionnaire.model import COMMENT_SUFFIX, Element, Page, Panel, Question


def question_of(variable: str) -> str:
    """Return the question that a variable of a condition looks at."""
    return variable.partition(".")[0].removesuffix(COMMENT_SUFFIX)


def value_of(variable: str, answers: Mapping[str, Any]) -> Any:
    """Return the answer that a variable stands for, None when there is none."""
    name, dot, row = variable.partition(".")
    found = answers.get(name)
    if dot:
        return found.get(row) if isinstance(found, Mapping) else None
    return found


def for_page(tree: Any, here: Collection[str], answers: Mapping[str, Any]) -> Any:
    """Return the tree in which variables of questions that are not `here` have become their answers."""
    if not isinstance(tree, list) or not tree or tree[0] in ("lit", "list"):
        return tree
    if tree[0] == "var":
        if question_of(tree[1]) in here:
            return tree
        return _literal(operators.read(value_of(tree[1], answers)))
    return [tree[0], *(for_page(part, here, answers) for part in tree[1:])]


def _literal(value: Any) -> list[Any]:
    """Return an answer as conditions see it; of a grid they only ask whether anything was answered."""
    if isinstance(value, list | tuple):
        return ["list", *value]
    return ["lit", True if isinstance(value, Mapping) else value]


def looks_at(condition: Expression, here: Collection[str]) -> bool:
    """Return whether a condition looks at one of the questions that are `here`."""
    return any(question_of(name) in here for name in condition.names)


def as_json(condition: Expression, here: Collection[str], answers: Mapping[str, Any]) -> str:
    """Return what `data-visible-if` and `data-required-if` hold."""
    tree = for_page(condition.tree, here, answers)
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"))


def watched(page: Page) -> frozenset[str]:
    """Return the questions of this page that a condition on this page looks at."""
    names = {question.name for question in page.questions}
    found = {question_of(name) for condition in _conditions(page.elements) for name in condition.names}
    return frozenset(names & found)


def _conditions(elements: tuple[Element, ...]) -> Iterator[Expression]:
    for element in elements:
        if element.visible_if is not None:
            yield element.visible_if
        if isinstance(element, Panel):
            yield from _conditions(element.elements)
        elif isinstance(element, Question) and element.required_if is not None:
            yield element.required_if

"""In how many responses each question was visible, for thousands of responses at once.

`visibility.walk` decides for one response. Here the answers are stored ones, so hidden questions are
already absent, and a condition is worked out once for each combination of answers that it looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sopforms.core.questionnaire.expression import Expression
from sopforms.core.questionnaire.model import Element, Form, Panel, Question

Responses = Sequence[Mapping[str, Any]]
_Mask = list[bool] | None  # None: visible in all responses


def count_shown(questionnaire: Form, responses: Responses) -> dict[str, int]:
    """Return question name → number of responses in which it was visible."""
    counts: dict[str, int] = {}
    holding = _Conditions(responses)
    for page in questionnaire.pages:
        _count(page.elements, holding.within(None, page.visible_if), holding, counts)
    return counts


def _count(elements: tuple[Element, ...], mask: _Mask, holding: _Conditions, counts: dict[str, int]) -> None:
    for element in elements:
        inner = holding.within(mask, element.visible_if)
        if isinstance(element, Panel):
            _count(element.elements, inner, holding, counts)
        elif isinstance(element, Question):
            counts[element.name] = len(holding.responses) if inner is None else sum(inner)


class _Conditions:
    """Where conditions hold, each worked out once per distinct answers."""

    def __init__(self, responses: Responses) -> None:
        self.responses = responses

    def within(self, mask: _Mask, condition: Expression | None) -> _Mask:
        """Return where `mask` and `condition` both hold."""
        if condition is None:
            return mask
        holds = self._holds(condition)
        return holds if mask is None else [a and b for a, b in zip(mask, holds, strict=True)]

    def _holds(self, condition: Expression) -> list[bool]:
        if not condition.names:
            return [condition.evaluate({})] * len(self.responses)
        columns = [list(map(_reader(name), self.responses)) for name in condition.names]
        known: dict[Any, bool] = {}
        result: list[bool] = []
        for response, seen in zip(self.responses, zip(*columns, strict=True), strict=True):
            holds = known.get(seen)
            if holds is None:
                holds = known[seen] = condition.evaluate(response)
            result.append(holds)
        return result


def _reader(name: str) -> Callable[[Mapping[str, Any]], Any]:
    """Return a function that finds what the variable looks at, in a form that can be a key."""
    question, dot, row = name.partition(".")
    if dot:
        return lambda answers: (answers.get(question) or {}).get(row)

    def value(answers: Mapping[str, Any]) -> Any:
        found = answers.get(question)
        if isinstance(found, list):
            return tuple(found)
        return bool(found) if isinstance(found, dict) else found

    return value

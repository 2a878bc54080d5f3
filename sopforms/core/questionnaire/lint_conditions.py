"""Warnings about conditions that say something else than their author means (Q081-Q083)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations, product
from math import prod
from typing import Any

from sopforms.core.questionnaire.load_expressions import Condition, Variable, variable
from sopforms.core.questionnaire.load_fields import Context

MOST_COMBINATIONS = 10_000
CHARACTERS_A_TRY = 20  # about one comparison
_UNANSWERED = object()


def lint_condition(context: Context, condition: Condition) -> None:
    """Warn about a sound condition that is never or always true, or true while nothing is answered."""
    expression = condition.expression
    if not condition.is_rule and expression.evaluate({}) and not _asks_empty(expression.tree):
        context.report.warn(condition.node, "Q083", "true_unanswered", hint="add_notempty")
    outcomes = _outcomes(context, condition)
    if outcomes == {False}:
        context.report.warn(condition.node, "Q081", "never_true")
    elif outcomes == {True}:
        context.report.warn(condition.node, "Q082", "always_true")


def _asks_empty(tree: list[Any]) -> bool:
    """Say whether the condition looks at being answered itself."""
    return tree[0] in ("empty", "notempty") or any(
        _asks_empty(part) for part in tree[1:] if isinstance(part, list)
    )


def _outcomes(context: Context, condition: Condition) -> set[bool]:
    """Return what the condition can give, tried over all answers; empty when there are too many to try.

    One file has so many tries: what they cost grows with the length of the condition.
    """
    if context.tries < 0:
        return set()
    found = [variable(name, condition.known) for name in condition.expression.names]
    variables = [subject for subject in found if subject is not None]
    ranges = [_range(subject) for subject in variables]
    if not variables or any(not values for values in ranges) or prod(map(len, ranges)) > MOST_COMBINATIONS:
        return set()
    outcomes: set[bool] = set()
    cost = 1 + len(condition.expression.text) // CHARACTERS_A_TRY
    for values in product(*ranges):
        context.tries -= cost
        if context.tries < 0:
            return set()
        outcomes.add(condition.expression.evaluate(_answers(variables, values)))
        if len(outcomes) == 2:
            break
    return outcomes


def _range(subject: Variable) -> list[Any]:
    """Return every answer that can be given, and unanswered; empty when they cannot be listed."""
    offered = subject.question.offered
    if subject.kind == "many":
        if 2 ** len(offered) > MOST_COMBINATIONS:
            return []
        return [_UNANSWERED, *map(list, _subsets(offered))]
    if subject.kind == "matrix":
        row = subject.question.rows[:1]
        return [_UNANSWERED, *({row.name: offered[0]} for row in row if offered)]
    return [_UNANSWERED, *offered] if subject.kind in ("one", "boolean") and offered else []


def _subsets(values: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield every selection of at least one value."""
    return chain.from_iterable(combinations(values, size) for size in range(1, len(values) + 1))


def _answers(variables: list[Variable], values: tuple[Any, ...]) -> dict[str, Any]:
    """Return one combination as answers."""
    answers: dict[str, Any] = {}
    for subject, value in zip(variables, values, strict=True):
        if value is _UNANSWERED:
            continue
        if subject.row:
            answers[subject.question.name] = {**answers.get(subject.question.name, {}), subject.row: value}
        else:
            answers.setdefault(subject.name, value)
    return answers

"""Conditions that are chosen from lists: read from an expression when it has that shape, and written as one.

The shape is a list of clauses joined by `and` and `or`, as people say it: `A or B and C` means A, or both B
and C. A condition with brackets that change this, or that compares two answers, is not of that shape: it is
shown as its author typed it, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sopforms.core.errors import Invalid
from sopforms.core.questionnaire.expression import ExpressionError, parse
from sopforms.core.questionnaire.meaning import Number

Literal = Number | str | bool

AND, OR = "and", "or"
UNARY = ("notempty", "empty")
LISTED = ("anyof", "noneof", "allof")
OFFERED: dict[str, tuple[str, ...]] = {
    "one": ("anyof", "noneof", *UNARY),
    "many": ("anyof", "allof", "noneof", *UNARY),
    "boolean": ("=", *UNARY),
    "number": ("=", "!=", "<", "<=", ">", ">=", *UNARY),
    "date": ("=", "!=", "<", "<=", ">", ">=", *UNARY),
    "text": ("contains", "=", *UNARY),
    "matrix": UNARY,
}
"""Operators to choose from, by the kind of answer (`load_expressions.Variable.kind`)."""
_MIRROR = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Clause:
    """What is asked of one answer: `name` as between braces, `how` an operator, `values` to compare with.

    `joined` is how it is tied to the clause before it: `and`, or `or` (which begins a new alternative).
    """

    name: str
    how: str
    values: tuple[Literal, ...] = ()
    joined: str = AND


def read_clauses(text: str) -> tuple[Clause, ...] | None:
    """Return the clauses of a condition; None when it does not have that shape, or does not parse."""
    try:
        tree = parse(text).tree
    except ExpressionError:
        return None
    found: list[Clause] = []
    for alternative in _flat(OR, tree):
        for number, part in enumerate(_flat(AND, alternative)):
            clause = _clause(part, AND if number else OR)
            if clause is None:
                return None
            found.append(clause)
    return (_joined(found[0], AND), *found[1:])


def _flat(word: str, tree: list[Any]) -> Iterable[list[Any]]:
    """Yield what `word` joins at this level."""
    if tree[0] == word:
        yield from _flat(word, tree[1])
        yield from _flat(word, tree[2])
    else:
        yield tree


def _clause(tree: list[Any], joined: str) -> Clause | None:
    operator, *parts = tree
    if operator == "var":
        return Clause(parts[0], "=", (True,), joined)
    if operator in UNARY:
        return Clause(parts[0][1], operator, (), joined) if parts[0][0] == "var" else None
    if operator in (AND, OR, "lit", "list"):
        return None
    left, right = parts
    if left[0] == "lit" and right[0] == "var" and operator in _MIRROR:
        operator, left, right = _MIRROR[operator], right, left
    if left[0] != "var" or right[0] not in ("lit", "list"):
        return None
    return Clause(left[1], operator, tuple(right[1:]), joined)


def write_clauses(clauses: Sequence[Clause]) -> str:
    """Return the clauses as a condition; raise Invalid for a text that no condition can hold."""
    return "".join(
        (f" {clause.joined} " if number else "") + _written(clause) for number, clause in enumerate(clauses)
    )


def _written(clause: Clause) -> str:
    if clause.how in UNARY:
        return f"{{{clause.name}}} {clause.how}"
    values = ", ".join(_literal(value) for value in clause.values)
    is_list = clause.how in LISTED or len(clause.values) > 1
    return f"{{{clause.name}}} {clause.how} {f'[{values}]' if is_list else values}"


def _literal(value: Literal) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.10f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    if "\\" in value or not value:
        raise Invalid(values="Gebruik hier geen backslash (\\).")
    return "'" + value.replace("'", "\\'").replace('"', '\\"') + "'"


def add_clause(clauses: Sequence[Clause], clause: Clause, joined: str = AND) -> tuple[Clause, ...]:
    """Return the clauses with one more: joined by `and` to the last alternative, or as another one."""
    return (*clauses, _joined(clause, joined if clauses else AND))


def drop_clause(clauses: Sequence[Clause], index: int) -> tuple[Clause, ...]:
    """Return the clauses without the one at `index`; what followed keeps belonging to its alternative."""
    kept = [*clauses[:index], *clauses[index + 1 :]]
    if index < len(kept) and clauses[index].joined == OR and kept[index].joined == AND:
        kept[index] = _joined(kept[index], OR)
    return (_joined(kept[0], AND), *kept[1:]) if kept else ()


def alternatives(clauses: Sequence[Clause]) -> list[list[tuple[int, Clause]]]:
    """Return the clauses with their places, grouped as they are meant: one of the groups must hold wholly."""
    groups: list[list[tuple[int, Clause]]] = []
    for index, clause in enumerate(clauses):
        if not groups or clause.joined == OR:
            groups.append([])
        groups[-1].append((index, clause))
    return groups


def _joined(clause: Clause, word: str) -> Clause:
    return Clause(clause.name, clause.how, clause.values, word)

"""What import does with each property, by the one table: keep, rename, drop, or leave it to be refused."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sopforms.core.questionnaire import fates
from sopforms.core.questionnaire.importing_changes import Journal
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.properties import ELEMENTS, ITEMS, VALIDATORS, Content, allowed

CONDITIONS = ("visibleIf", "requiredIf", "enableIf", "resetValueIf", "setValueIf")
"""Conditions that say nothing when they are empty, ours and others."""

_HOLDING = (Content.LIST, Content.CHOICES)


def owner_of(node: Node, of: str) -> str:
    """Return the owner by which `node` is read; `element` when its type is none of ours."""
    kind = node.get("type")
    if of == "element":
        return kind if isinstance(kind, str) and kind in ELEMENTS else of
    return f"{of}:{kind}" if of == "validator" and kind in VALIDATORS else of


def parts(node: Node, of: str = "survey") -> Iterator[tuple[Node, str]]:
    """Yield `node` and everything in it that has properties, each with what it is.

    Whoever gets a part may change it: what is in it is looked up afterwards.
    """
    yield node, of
    members = node.members
    for name, inside in rows_of(owner_of(node, of), _HOLDING) if members else ():
        if name in members:
            for item in list(members[name].items):
                yield from parts(item, inside)


@cache
def rows_of(owner: str, contents: tuple[Content, ...]) -> tuple[tuple[str, str], ...]:
    """Return (name, owner of what it holds) of the properties of `owner` with such values."""
    return tuple((row.name, row.of) for row in allowed(owner).values() if row.content in contents)


def tidy(journal: Journal, node: Node, of: str) -> None:
    """Rename and drop the properties of one part; what is refused stays for the loader to report."""
    owner = owner_of(node, of)
    if owner == "element" or of == "validator":
        return
    _drop_empty_conditions(journal, node)
    family = "choice" if of in ITEMS else owner
    for name, member in list(node.members.items()):
        if name in allowed(owner):
            continue
        code, reason = fates.fate(family, name) or ("", "")
        if code == "Q009":
            journal.rename(member, reason)
        elif code == "Q011":
            journal.drop(member, "only_looks")
        elif name in fates.DROPPED or name in _WITHOUT_EFFECT:
            _drop_without_effect(journal, node, member, reason)
    if "requiredIf" in node.members and "isRequired" in node.members:
        journal.drop(node.members["isRequired"], "condition_decides", near="requiredIf")


def _drop_empty_conditions(journal: Journal, node: Node) -> None:
    for name in CONDITIONS:
        value = node.get(name)
        if isinstance(value, str) and not value.strip():
            journal.drop(node.members[name], "empty_condition")


_WITHOUT_EFFECT = frozenset(("questionsOnPageMode", "clearIfInvisible"))
"""Refused, but for the one value that changes nothing."""


def _drop_without_effect(journal: Journal, node: Node, member: Node, reason: str) -> None:
    """Drop a property that has no place here, unless its value would have changed what is asked."""
    name, value = member.key, member.value
    so_anyway = {
        "visible": value is True,
        "readOnly": value is False,
        "autoGenerate": value is False or (value is True and "rateValues" not in node.members),
        "questionsOnPageMode": value == "standard",
        "clearIfInvisible": value == "default",
    }
    if so_anyway.get(str(name)):
        journal.drop(member, "so_anyway")
    elif name == "visible" and value is False and "visibleIf" in node.members:
        journal.drop(member, "condition_decides", near="visibleIf")
    elif name == "rateCount" and not isinstance(value, bool) and value == _rates(node):
        journal.drop(member, "values_say")
    elif name not in so_anyway and name != "rateCount":
        journal.drop(member, reason)


def _rates(node: Node) -> int:
    """Return how many values a rating has; 0 when its numbers cannot be read."""
    if "rateValues" in node.members:
        return len(node.members["rateValues"].items)
    least, most, step = (
        node.members[name].value if name in node.members else default
        for name, default in (("rateMin", 1), ("rateMax", 5), ("rateStep", 1))
    )
    if not all(type(number) is int for number in (least, most, step)) or step <= 0:
        return 0
    return max(0, int((most - least) // step + 1))

"""What import did to a file, line by line: renamed, dropped, converted or added, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sopforms.core.questionnaire.messages import say
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.reading import Reading


class Fate(StrEnum):
    """What became of a part of the file."""

    RENAMED = "renamed"
    DROPPED = "dropped"
    CONVERTED = "converted"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class ImportChange:
    """One change. `path` is the place in the file as it was given, with `survey` before it and the names
    of properties as they are now.

    `line` and `column` count from 1, in characters, and point at what was changed; for what was added at the
    part it was added to.
    """

    fate: Fate
    path: str
    line: int
    column: int
    key: str
    reason: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def what(self, language: str = "en") -> str:
        """Return what was done and why, in `nl` or `en`."""
        return f"{say(self.key, self.params, language)} - {say(self.reason, self.params, language)}"

    def __str__(self) -> str:
        return f"{self.path}: {self.fate}: {self.what()}"

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the change for `--json`."""
        return {
            "path": self.path,
            "change": str(self.fate),
            "what": self.what(language),
            "line": self.line,
            "column": self.column,
        }


class Journal:
    """Changes the tree of one file and remembers each change.

    What is dropped or renamed keeps its place in the text, and what stays keeps the index it had: so a
    problem that is found after the changes still points into the file that the author has.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._found: list[tuple[int, ImportChange]] = []
        self._leaving: dict[Node, set[Node]] = {}

    def changes(self) -> tuple[ImportChange, ...]:
        """Return all changes in the order of the file; what was added around the survey comes last."""
        ordered = sorted(self._found, key=lambda pair: (not pair[1].path.startswith("survey"), pair[0]))
        return tuple(change for _, change in ordered)

    def note(self, fate: Fate, node: Node, key: str, reason: str, path: str = "", **params: Any) -> None:
        """Remember that something was done at `node`; call it before the tree changes."""
        line, column = self.reading.place(node.key_at)
        change = ImportChange(fate, path or node.path, line, column, key, reason, params)
        self._found.append((node.key_at, change))

    def drop(self, node: Node, reason: str, key: str = "property_left_out", **params: Any) -> None:
        """Take `node` out of what it stands in; an item of a list leaves it with the next `sweep`."""
        self.note(Fate.DROPPED, node, key, reason, **({"name": node.key} | params))
        parent = node.parent
        if parent is not None and isinstance(parent.value, list):
            self._leaving.setdefault(parent, set()).add(node)
        else:
            take_out(node)

    def sweep(self, holder: Node | None = None) -> None:
        """Let dropped items leave `holder`, or all lists: each list once, however many they are."""
        for parent in [holder] if holder is not None else list(self._leaving):
            leaving = self._leaving.pop(parent, None)
            if leaving:
                parent.value = [item for item in parent.items if item not in leaving]

    def rename(self, node: Node, name: str) -> None:
        """Give the property `node` its present name; drop it when the same stands there under that name."""
        parent = node.parent
        assert parent is not None
        there = parent.members.get(name)
        if there is None:
            self.note(Fate.RENAMED, node, "name_changed", "renamed_by_surveyjs", name=node.key, near=name)
            put_under(node, name)
        elif same(there, node):
            self.drop(node, "said_twice", near=name)

    def add(self, parent: Node, name: str, value: Any, key: str, reason: str, **params: Any) -> None:
        """Add property `name` to `parent`."""
        path = f"{parent.path}.{name}"
        self.note(Fate.ADDED, parent, key, reason, path, **params)
        parent.value[name] = grown(value, parent.at, name, parent)


def grown(value: Any, at: int, key: str | int | None = None, parent: Node | None = None) -> Node:
    """Return plain data as a node whose parts all stand at `at`."""
    node = Node(value, at, at, key, parent)
    if isinstance(value, dict):
        node.value = {name: grown(item, at, name, node) for name, item in value.items()}
    elif isinstance(value, list):
        node.value = [grown(item, at, index, node) for index, item in enumerate(value)]
    return node


def take_out(node: Node) -> None:
    """Remove the property `node` from its object."""
    parent = node.parent
    assert parent is not None
    del parent.value[str(node.key)]


def put_under(node: Node, name: str) -> None:
    """Put `node` under another name, in its place among the others."""
    parent = node.parent
    assert parent is not None
    parent.value = {name if item is node else key: item for key, item in parent.members.items()}
    node.key = name


def same(one: Node, other: Node) -> bool:
    """Say whether two nodes hold the same, apart from the order of keys; `1` is not `true`."""
    known: dict[Any, int] = {}
    return identity(one, known) == identity(other, known)


def identity(node: Node, known: dict[Any, int], seen: dict[Node, int] | None = None) -> int:
    """Return a number that two nodes share exactly when they hold the same, as long as they share `known`.

    `seen`, when given, gets the number of the node and of everything in it, so that one walk serves all.
    """
    value = node.value
    key: tuple[Any, ...]
    if isinstance(value, dict):
        key = ("object", *sorted((name, identity(item, known, seen)) for name, item in value.items()))
    elif isinstance(value, list):
        key = ("list", *(identity(item, known, seen) for item in value))
    else:
        key = (type(value).__name__, value)
    number = known.setdefault(key, len(known))
    if seen is not None:
        seen[node] = number
    return number

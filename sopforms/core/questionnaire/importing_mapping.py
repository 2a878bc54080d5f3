"""The sidecar of an imported file: an entry per question that counts nothing yet, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sopforms.core.questionnaire.editing_texts import cut, first_of
from sopforms.core.questionnaire.importing_changes import Fate, Journal
from sopforms.core.questionnaire.importing_properties import owner_of, parts
from sopforms.core.questionnaire.mapping import LONGEST_SHORT
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.properties import TYPES

Entry = dict[str, Any]


def questions(survey: Node) -> Iterator[tuple[str, Node]]:
    """Yield name and node of each question that has a name, in document order."""
    for node, of in parts(survey):
        name = node.get("name")
        if of == "element" and owner_of(node, of) in TYPES and isinstance(name, str):
            yield name, node


def rows(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield value and node of each row of a matrix; nothing for other questions."""
    given = node.members.get("rows")
    if node.get("type") == "matrix" and given is not None:
        for item in given.items:
            value = item.get("value") if item.members else item.value
            if isinstance(value, str):
                yield value, item


def mapped(mapping: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a mapping has entries for: names, and `matrix.row` for rows."""
    found: list[str] = []
    for name, entry in mapping.items():
        found.append(name)
        inside = entry.get("rows") if isinstance(entry, Mapping) else None
        found += [f"{name}.{row}" for row in inside] if isinstance(inside, Mapping) else []
    return tuple(found)


def fill(
    journal: Journal, survey: Node, mapping: dict[str, Any], languages: tuple[str, ...]
) -> dict[str, Node]:
    """Add to `mapping` what it lacks; return the node of each question and row, by `name` or `matrix.row`."""
    places: dict[str, Node] = {}
    for name, node in questions(survey):
        places.setdefault(name, node)
        short = _short(node.members.get("title"), name, languages)
        if name not in mapping:
            mapping[name] = {"short": short, "aggregate": "none"}
            _note(journal, node, f"mapping.{name}", "entry_added", short)
        for row, item in rows(node):
            places.setdefault(f"{name}.{row}", item)
            entry = mapping[name]
            inside = entry.setdefault("rows", {}) if isinstance(entry, dict) else None
            if isinstance(inside, dict) and row not in inside:
                short = _short(item.members.get("text"), row, languages)
                inside[row] = {"short": short}
                _note(journal, item, f"mapping.{name}.rows.{row}", "entry_of_row_added", short)
    return places


def _note(journal: Journal, node: Node, path: str, key: str, short: Any) -> None:
    near = short if isinstance(short, str) else next(iter(short.values()))
    journal.note(Fate.ADDED, node, key, "choose_its_meaning", path, near=near)


def _short(title: Node | None, name: str, languages: tuple[str, ...]) -> str | dict[str, str]:
    """Return a short name made of a title: an object as soon as there are more languages."""
    texts = {language: _wording(title, language) for language in languages}
    fallback = first_of(texts) or name
    shorts = {
        language: cut(text if text.strip() else fallback, LONGEST_SHORT) for language, text in texts.items()
    }
    return shorts if len(languages) > 1 else shorts[languages[0]]


def _wording(text: Node | None, language: str) -> str:
    """Return what a text says in a language, "" when it says nothing."""
    if text is None:
        return ""
    word = text.value if isinstance(text.value, str) else text.get(language)
    return word if isinstance(word, str) else ""

"""Gives a question, a row or a choice another name everywhere it is used (section 9 of the format).

Conditions, piped answers, sentences and the sidecar follow. When the old name was published, `renames` says
what it is called now, so that the series goes on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from sopforms.core.questionnaire.editing import Thing, find, spots
from sopforms.core.questionnaire.editing_conditions import Clause, read_clauses, write_clauses
from sopforms.core.questionnaire.editing_items import LISTS, ROWS, listed, value_of
from sopforms.core.questionnaire.editing_mapping import entries_of
from sopforms.core.questionnaire.rewriting import Envelope

_QUOTED_OR_BRACES = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\{[^{}]*\}""")
_BRACES = re.compile(r"\{[^{}]*\}")
_CONDITIONS = ("visibleIf", "requiredIf", "expression")
_PIPED = ("title", "description", "html")


def rename_question(envelope: Envelope, old: str, new: str, *, published: bool) -> Envelope:
    """Call a question, panel, html or page `new`; the name must be free."""
    changed = deepcopy(envelope)
    find(changed, old).thing["name"] = new
    mapping = changed.get("mapping", {})
    changed["mapping"] = {new if name == old else name: entry for name, entry in mapping.items()}
    _reword(changed, _renamer(old, new))
    for kind in ("rows", "choices"):
        tables = _table(changed, kind)
        if old in tables:
            changed["renames"][kind] = {new if name == old else name: table for name, table in tables.items()}
    if published or old in _table(changed, "questions").values():
        _note(changed, changed.setdefault("renames", {}).setdefault("questions", {}), old, new, published)
    return changed


def rename_row(envelope: Envelope, matrix: str, old: str, new: str, *, published: bool) -> Envelope:
    """Call a row of a matrix `new`."""
    changed = deepcopy(envelope)
    _set_value(find(changed, matrix).thing, ROWS, old, new)
    entry = changed.get("mapping", {}).get(matrix)
    if isinstance(entry, dict) and isinstance(entry.get("rows"), dict):
        entry["rows"] = {new if name == old else name: row for name, row in entry["rows"].items()}
    _reword(changed, _renamer(f"{matrix}.{old}", f"{matrix}.{new}"))
    if published or old in _table(changed, "rows").get(matrix, {}).values():
        _note(changed, _nested(changed, "rows", matrix), old, new, published)
    return changed


def rename_choice(envelope: Envelope, name: str, old: str, new: str, *, published: bool) -> Envelope:
    """Store a choice or column of a question as `new`; conditions chosen from lists follow."""
    changed = deepcopy(envelope)
    spot = find(changed, name)
    was = _set_value(spot.thing, LISTS[spot.kind], old, new)
    for entry in entries_of(changed.get("mapping", {}).get(name)):
        for key in ("text", "score"):
            if isinstance(entry.get(key), dict):
                entry[key] = {new if value == old else value: one for value, one in entry[key].items()}
    for thing, key in _conditions(changed):
        thing[key] = _with_value(thing[key], name, was, new)
    if published or old in _table(changed, "choices").get(name, {}).values():
        _note(changed, _nested(changed, "choices", name), old, new, published)
    return changed


def users_of(envelope: Envelope, name: str) -> list[str]:
    """Return the names of the things whose condition asks about this question."""
    asks = re.compile(rf"\{{\s*{re.escape(name)}(?:\.\w+|-Comment)?\s*\}}")
    found = []
    for spot in spots(envelope):
        texts = [str(spot.thing.get(key, "")) for key in ("visibleIf", "requiredIf")]
        if spot.name != name and any(asks.search(text) for text in texts):
            found.append(spot.name)
    return found


def _renamer(old: str, new: str) -> Callable[[str], str]:
    """Return what turns the inside of braces into that of the new name, where it names the old one."""
    inside = re.compile(rf"(\s*){re.escape(old)}((?:\.\w+|-Comment)?\s*)")

    def renamed(brace: str) -> str:
        match = inside.fullmatch(brace[1:-1])
        return f"{{{match[1]}{new}{match[2]}}}" if match else brace

    return renamed


def _reword(envelope: Envelope, renamed: Callable[[str], str]) -> None:
    """Let conditions, piped answers and sentences use the new name."""
    for thing, key in _conditions(envelope):
        thing[key] = _QUOTED_OR_BRACES.sub(
            lambda match: renamed(match[0]) if match[0].startswith("{") else match[0], thing[key]
        )
    for spot in spots(envelope):
        _in_texts(spot.thing, _PIPED, renamed)
    for name in list(envelope.get("mapping", {})):
        for entry in entries_of(envelope["mapping"][name]):
            _in_texts(entry, ("text",), renamed)


def _in_texts(thing: Thing, keys: tuple[str, ...], renamed: Callable[[str], str]) -> None:
    def one(text: Any) -> Any:
        return _BRACES.sub(lambda match: renamed(match[0]), text) if isinstance(text, str) else text

    for key in keys:
        value = thing.get(key)
        if isinstance(value, dict):
            thing[key] = {name: one(text) for name, text in value.items()}
        elif isinstance(value, str):
            thing[key] = one(value)


def _conditions(envelope: Envelope) -> Iterator[tuple[Thing, str]]:
    """Yield every object with a condition in it, and the key."""
    for spot in spots(envelope):
        rules = spot.thing.get("validators")
        for thing in (spot.thing, *(rules if isinstance(rules, list) else ())):
            for key in _CONDITIONS:
                if isinstance(thing, dict) and isinstance(thing.get(key), str):
                    yield thing, key


def _set_value(thing: Thing, key: str, old: str, new: str) -> Any:
    """Give the item with this value another one; return the old value as it was stored."""
    items = listed(thing, key)
    for index, item in enumerate(items):
        if str(value_of(item)) == old:
            items[index] = (
                {**item, "value": new} if isinstance(item, dict) else {"value": new, "text": str(item)}
            )
            return value_of(item)
    return old


def _with_value(text: str, name: str, old: Any, new: str) -> str:
    """Return a condition in which the new value of a question stands for the old one."""
    clauses = read_clauses(text)
    if clauses is None or not any(_asks(clause, name) and old in clause.values for clause in clauses):
        return text
    return write_clauses(
        [
            Clause(
                clause.name, clause.how, tuple(new if v == old else v for v in clause.values), clause.joined
            )
            if _asks(clause, name)
            else clause
            for clause in clauses
        ]
    )


def _asks(clause: Clause, name: str) -> bool:
    return clause.name.partition(".")[0] == name


def _table(envelope: Envelope, kind: str) -> dict[str, Any]:
    renames = envelope.get("renames")
    table = renames.get(kind) if isinstance(renames, dict) else None
    return table if isinstance(table, dict) else {}


def _nested(envelope: Envelope, kind: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = envelope.setdefault("renames", {}).setdefault(kind, {}).setdefault(name, {})
    return found


def _note(envelope: Envelope, table: dict[str, Any], old: str, new: str, published: bool) -> None:
    """Write old → new; what led to the old name leads to the new one, and a name that is back is none."""
    for earlier in [earlier for earlier, now in table.items() if now == old]:
        table[earlier] = new
    if published:
        table[old] = new
    table.pop(new, None)
    renames = envelope["renames"]
    for kind in [kind for kind in renames if isinstance(renames[kind], dict)]:
        renames[kind] = {name: one for name, one in renames[kind].items() if one != {}}
        if not renames[kind]:
            del renames[kind]
    if not renames:
        del envelope["renames"]

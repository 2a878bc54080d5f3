"""Reads names, and the lists a question offers: choices, columns, rate values, rows."""

from __future__ import annotations

import re
from typing import Any

from sopforms.core.questionnaire.load_fields import Context, fields, sound_texts
from sopforms.core.questionnaire.meaning import Texts, Value
from sopforms.core.questionnaire.model import Choice, Row
from sopforms.core.questionnaire.reading import Node

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,49}")
RESERVED = frozenset(
    ("panel", "row", "item", "choice", "survey", "page", "true", "false", "null", "undefined")
)
MOST_ITEMS = 200
LONGEST_VALUE = 100


def name_of(context: Context, node: Node) -> str:
    """Return the name of a page, panel, html or question, entered as taken; "" when it cannot be used."""
    member = node.members.get("name")
    if member is None or not isinstance(member.value, str):
        return ""  # reported with the other properties
    name = member.value
    if not _is_name(context, member, name, "Q013"):
        context.lost.add(name)
        return ""
    first = context.names.setdefault(name.lower(), member)
    if first is not member:
        line, _ = context.report.reading.place(first.at)
        context.report.error(member, "Q015", "name_twice", name=name, line=line)
        context.lost.add(name)
        return ""
    return name


def _is_name(context: Context, node: Node, name: str, code: str) -> bool:
    """Say whether this may be a name; report it otherwise."""
    if not NAME.fullmatch(name):
        context.report.error(node, code, "bad_name", hint="name_rule", name=name)
        return False
    if name.lower() in RESERVED:
        context.report.error(node, code, "reserved_name", name=name)
        return False
    return True


def items(context: Context, node: Node | None, owner: str, taken: tuple[str, ...] = ()) -> tuple[Choice, ...]:
    """Return choices, columns or rate values; `taken` are values of the items that are on."""
    sound = [_sound_item(context, item) for item in _fit(node)] or [None]
    keys = {choice.key.lower() for choice in sound if choice is not None}
    if None not in sound and len(keys) == len(sound) and keys.isdisjoint(taken):
        return tuple(choice for choice in sound if choice is not None)
    return _told_items(context, node, owner, taken)


def _fit(node: Node | None) -> list[Any]:
    """Return the plain items of a list that is not too long, else none."""
    raw = node.raw if node is not None else None
    return raw if isinstance(raw, list) and len(raw) <= MOST_ITEMS else []


def _sound_item(context: Context, raw: Any) -> Choice | None:
    """Return a choice about which there is nothing to remark; this is how nearly all of them are."""
    if type(raw) is not dict:
        return Choice(raw, dict.fromkeys(context.languages, str(raw))) if _may_be_value(raw) else None
    if "value" not in raw or len(raw) > 2 or not _may_be_value(raw["value"]):
        return None
    value = raw["value"]
    if len(raw) == 1:
        return Choice(value, dict.fromkeys(context.languages, str(value)))
    texts = sound_texts(context, raw.get("text"))
    return Choice(value, texts) if texts else None


def _told_items(
    context: Context, node: Node | None, owner: str, taken: tuple[str, ...]
) -> tuple[Choice, ...]:
    """Return the choices that can be used, and report what is wrong with the others."""
    found: list[Choice] = []
    seen: set[str] = set()
    for item in _bounded(context, node):
        value, place, texts = _item(context, item, owner)
        if value is None or not _is_value(context, place, value):
            continue
        key = str(value).lower()
        if key in seen:
            context.report.error(place, "Q016", "value_twice", value=value)
        elif key in taken:
            context.report.error(place, "Q017", "value_taken", value=value)
        else:
            found.append(Choice(value, texts or dict.fromkeys(context.languages, str(value))))
        seen.add(key)
    return tuple(found)


def rows(context: Context, node: Node | None) -> tuple[Row, ...]:
    """Return the rows of a matrix; their values follow the rule for names."""
    found: list[Row] = []
    seen: set[str] = set()
    for item in _bounded(context, node):
        value, place, texts = _item(context, item, "matrix_row")
        if value is None:
            continue
        if not isinstance(value, str):
            context.report.error(place, "Q014", "bad_name", hint="name_rule", name=value)
        elif not _is_name(context, place, value, "Q014"):
            context.lost.add(value)
        elif value.lower() in seen:
            context.report.error(place, "Q016", "value_twice", value=value)
        else:
            seen.add(value.lower())
            found.append(Row(value, texts or dict.fromkeys(context.languages, value)))
    return tuple(found)


def _bounded(context: Context, node: Node | None) -> list[Node]:
    """Return the items of a list that is neither empty nor too long; report it otherwise."""
    if node is None:
        return []
    if not node.items:
        context.report.error(node, "Q020", "empty_list", name=node.key)
    if len(node.items) > MOST_ITEMS:
        context.report.error(node.items[MOST_ITEMS], "Q007", "too_many_items", most=MOST_ITEMS)
    return node.items[:MOST_ITEMS]


def _item(context: Context, node: Node, owner: str) -> tuple[Value | None, Node, Texts | None]:
    """Return value, its place and its text; a bare value has no text."""
    place, texts = node, None
    if isinstance(node.value, dict):
        found = fields(context, node, owner, "choice")
        place, texts = found.get("value", node), found.get("text")
        if "value" not in found:
            return None, place, texts
    if isinstance(place.value, bool) or not isinstance(place.value, int | str):
        context.report.error(place, "Q014", "bad_value", hint="value_rule")
        return None, place, texts
    return place.value, place, texts


def _is_value(context: Context, node: Node, value: Value) -> bool:
    """Say whether this may be the value of a choice; report it otherwise."""
    if not _may_be_value(value):
        context.report.error(node, "Q014", "bad_value", hint="value_rule")
        return False
    return True


def _may_be_value(value: Any) -> bool:
    """Say whether this is a whole number, or a text that may be stored and posted as it is."""
    if type(value) is str:
        return 0 < len(value) <= LONGEST_VALUE and "|" not in value and value == value.strip()
    return type(value) is int


def values(context: Context, node: Node) -> Value | None:
    """Return the value of a scale, checked as that of a choice."""
    if isinstance(node.value, bool) or not isinstance(node.value, int | str):
        context.report.error(node, "Q014", "bad_value", hint="value_rule")
        return None
    return node.value if _is_value(context, node, node.value) else None

"""Reads the properties of one object by the table: unknown, refused and missing ones, and kinds of value."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sopforms.core.questionnaire import fates
from sopforms.core.questionnaire.expression import Expression, ExpressionError, brackets, parse
from sopforms.core.questionnaire.meaning import Texts
from sopforms.core.questionnaire.problems import Report
from sopforms.core.questionnaire.properties import LONGEST, Content, Property, allowed, owners_of
from sopforms.core.questionnaire.reading import Node

MOST_EXPRESSION = 2_000
MOST_BRACKETS = 20
_CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")

_Read = Callable[["Context", Node, Any], Any]
Fields = dict[str, Any]
"""Property → value; a text as Texts, a condition as Expression, what holds more as its Node."""


@dataclass(slots=True)
class Context:
    """What reading a file needs everywhere: where problems go, and the declared languages."""

    report: Report
    languages: tuple[str, ...] = ("nl",)
    kind: str = "staff"
    names: dict[str, Node] = field(default_factory=dict)  # every name, lower-cased
    lost: set[str] = field(default_factory=set)  # names and rows that could not be used
    has_text_objects: bool = False
    counted: int = 0  # questions, rows counted
    offered: dict[str, list[Any]] = field(default_factory=dict)  # question → answers as conditions read them
    answers: dict[Any, bool] = field(default_factory=dict)  # (question, kind, literal) → is it an answer
    tries: int = 50_000  # comparisons that may still be tried to see what conditions can give


def fields(context: Context, node: Node, owner: str, family: str = "") -> Fields:
    """Return what `node` holds of `owner`; defaults filled in, what is wrong reported and left out.

    `family` is the name under which refused properties are looked up; the owner itself when empty.
    """
    readers, must, defaults = _plan(owner)
    members, found = node.members, dict(defaults)
    for name, member in members.items():
        if name not in readers:
            if context.report.is_full:
                break
            _refuse(context, member, name, owner, family or owner)
            continue
        read, row = readers[name]
        value = read(context, member, row)
        if value is not None:
            found[name] = value
        else:
            found.pop(name, None)
    for name in must:
        if name not in members:
            _miss(context, node, owner, name)
    return found


@cache
def _plan(owner: str) -> tuple[Mapping[str, tuple[_Read, Property]], tuple[str, ...], Fields]:
    """Return how each property of an owner is read, which ones must be there, and the defaults."""
    table = allowed(owner)
    readers = {name: (_READERS[row.content], row) for name, row in table.items()}
    must = tuple(name for name, row in table.items() if row.must)
    return readers, must, {name: row.default for name, row in table.items() if row.default is not None}


def expect_object(context: Context, node: Node) -> bool:
    """Say whether `node` is an object; report it otherwise."""
    if isinstance(node.value, dict):
        return True
    context.report.error(node, "Q005", "kind_object", **_shown(node))
    return False


def _refuse(context: Context, node: Node, name: str, owner: str, family: str) -> None:
    """Report a property that does not belong to its owner, with the best hint there is."""
    report, thing = context.report, f"@{owner}"
    known = fates.fate(family, name) if family in _OF_SURVEYJS else None
    if known is None:
        near = report.guess(name, allowed(owner))
        others = [] if near or family not in ("survey", "page", *_ELEMENTS) else owners_of(name)
        hint = "did_you_mean" if near else "belongs_to" if others else ""
        owners = ", ".join(others)
        report.error(
            node,
            "Q003",
            "unknown_property",
            hint=hint,
            at_key=True,
            name=name,
            of=thing,
            near=near,
            owners=owners,
        )
    elif known[0] == "Q009":
        report.error(node, "Q009", "old_property", hint="new_name", at_key=True, name=name, near=known[1])
    elif known[0] == "Q011":
        report.error(node, "Q011", "looks_property", hint="leave_out", at_key=True, name=name)
    else:
        report.error(node, "Q010", "refused_property", hint=known[1], at_key=True, name=name)


_ELEMENTS = (
    "panel",
    "html",
    "radiogroup",
    "dropdown",
    "checkbox",
    "rating",
    "boolean",
    "matrix",
    "text",
    "comment",
)
_OF_SURVEYJS = frozenset(("survey", "page", "choice", "validator", *_ELEMENTS))
_MISSING_CODES = {"name": "Q013", "value": "Q014", "short": "Q051", "clearInvisibleValues": "Q008"}


def _miss(context: Context, node: Node, owner: str, name: str) -> None:
    """Report at the opening brace of `node` that it lacks `name`."""
    code = _MISSING_CODES.get(name, "Q006")
    hint = "write_constant" if code == "Q008" else ""
    context.report.error(node, code, "needs", hint=hint, of=f"@{owner}", name=name)


def _shown(node: Node) -> dict[str, Any]:
    """Return the parameter that tells what was found in place of what was expected."""
    kinds = {dict: "@object", list: "@list", str: "@string", bool: "@boolean_value", type(None): "@null"}
    return {"found": kinds.get(type(node.value), "@number")}


def _wrong(context: Context, node: Node, key: str, **params: Any) -> None:
    """Report a wrong kind of value."""
    context.report.error(node, "Q005", key, **_shown(node), **params)


def string(context: Context, node: Node, row: Property | None = None) -> str | None:
    """Return a text of at most 5,000 characters without control characters."""
    raw = node.raw
    if _is_sound(raw):
        return str(raw)
    if not isinstance(raw, str):
        _wrong(context, node, "kind_string")
    elif len(raw) > LONGEST:
        context.report.error(node, "Q007", "text_too_long", most=LONGEST)
    else:
        _wrong(context, node, "control_characters")
    return None


def _is_sound(raw: Any) -> bool:
    """Say whether this is a text that is not too long and holds no control characters."""
    return type(raw) is str and len(raw) <= LONGEST and (raw.isprintable() or not _CONTROL.search(raw))


def sound_texts(context: Context, raw: Any) -> Texts | None:
    """Return a text in all declared languages, when there is nothing to remark about it."""
    languages = context.languages
    if type(raw) is dict:
        if len(raw) != len(languages):
            return None
        for name in languages:
            if name not in raw or not _is_sound(raw[name]):
                return None
        context.has_text_objects = True
        return {name: raw[name] for name in languages}
    elif len(languages) == 1 and _is_sound(raw):
        return {languages[0]: raw}
    return None


def text(context: Context, node: Node, row: Property | None = None) -> Texts | None:
    """Return a text in all declared languages: a string is for all of them."""
    sound = sound_texts(context, node.raw)
    if sound is not None:
        return sound
    languages = context.languages
    if isinstance(node.value, str):
        content = string(context, node)
        if content is not None and len(languages) > 1:
            context.report.warn(node, "Q085", "plain_text", languages=", ".join(languages))
        return None if content is None else dict.fromkeys(languages, content)
    if not isinstance(node.value, dict):
        _wrong(context, node, "kind_text")
        return None
    context.has_text_objects = True
    missing = [language for language in languages if language not in node.value]
    for name, member in node.value.items():
        if name not in languages:
            key, hint = ("text_default", "name_language") if name == "default" else ("text_extra", "")
            context.report.error(member, "Q040", key, hint=hint, at_key=True, name=name)
    if missing:
        context.report.error(node, "Q040", "text_missing", name=", ".join(missing))
    texts = {name: string(context, node.value[name]) for name in languages if name in node.value}
    return None if missing or None in texts.values() else {name: str(value) for name, value in texts.items()}


def condition(context: Context, node: Node, row: Property | None = None) -> Expression | None:
    """Return a condition that parses; whether it fits the questions is checked later."""
    raw = node.raw
    if not isinstance(raw, str):
        _wrong(context, node, "kind_string")
        return None
    if len(raw) > MOST_EXPRESSION:
        context.report.error(node, "Q030", "condition_long", most=MOST_EXPRESSION)
    elif raw.count("(") > MOST_BRACKETS and brackets(raw) > MOST_BRACKETS:
        context.report.error(node, "Q030", "condition_deep", most=MOST_BRACKETS)
    else:
        try:
            return parse(raw)
        except ExpressionError as error:
            context.report.error(node, "Q031", error.key, **error.params)
    return None


def _boolean(context: Context, node: Node, row: Property) -> bool | None:
    raw = node.raw
    if raw is True or raw is False:
        return bool(raw)
    _wrong(context, node, "kind_boolean")
    return None


def whole(context: Context, node: Node, row: Property) -> int | None:
    """Return a whole number within the bounds of its row."""
    value = node.raw
    if not isinstance(value, int) or isinstance(value, bool):
        _wrong(context, node, "kind_whole")
        return None
    if row.most is not None and not (row.least or 0) <= value <= row.most:
        _wrong(context, node, "out_of_bounds", least=row.least, most=row.most)
        return None
    if row.least is not None and value < row.least:
        _wrong(context, node, "too_small", least=row.least)
        return None
    return value


def number(context: Context, node: Node, row: Property | None = None) -> int | float | None:
    """Return a number."""
    if not isinstance(node.value, int | float) or isinstance(node.value, bool):
        _wrong(context, node, "kind_number")
        return None
    return node.value


def _word(context: Context, node: Node, row: Property) -> str | None:
    """Return one of the words of the row."""
    raw = node.raw
    if isinstance(raw, str) and raw in row.words:
        return raw
    near = context.report.guess(node.value, row.words) if isinstance(node.value, str) else None
    words = ", ".join(row.words)
    hint = "did_you_mean" if near else ""
    _wrong(context, node, "kind_word", hint=hint, words=words, near=near)
    return None


def _object(context: Context, node: Node, row: Property) -> Node | None:
    return node if expect_object(context, node) else None


def _list(context: Context, node: Node, row: Property) -> Node | None:
    if isinstance(node.raw, list):
        return node
    _wrong(context, node, "kind_list")
    return None


def _as_it_is(context: Context, node: Node, row: Property) -> Node | None:
    return node


_READERS: dict[Content, _Read] = {
    Content.TEXT: text,
    Content.HTML: text,
    Content.STRING: string,
    Content.CONDITION: condition,
    Content.BOOLEAN: _boolean,
    Content.WHOLE: whole,
    Content.NUMBER: number,
    Content.LIMIT: _as_it_is,
    Content.WORD: _word,
    Content.VALUE: _as_it_is,
    Content.OBJECT: _object,
    Content.LIST: _list,
    Content.CHOICES: _list,
    Content.TABLE: _object,
    Content.OTHER: _as_it_is,
}

"""Reads sound JSON at the speed of the standard reader; places are looked up when a problem needs them.

`read_quickly` gives what `reading.read` gives. What is not sound, or seems not to be, is read by that one,
which names every flaw. The tree it gives must not be changed: places are found by counting members.
"""

from __future__ import annotations

import re
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]  # the stubs lack it
from typing import Any

from sopforms.core.questionnaire.nodes import Flaw, Node
from sopforms.core.questionnaire.reading import read_text
from sopforms.core.questionnaire.source import MOST_DEPTH, MOST_DIGITS, MOST_VALUES, Reading, begin

_UNFIT_ESCAPE = re.compile(r"\\u(?:0000|[dD][89A-Fa-f])")
_BETWEEN = re.compile(r"[ \t\n\r,:]*")
_scan_once = JSONDecoder().scan_once  # type: ignore[attr-defined]  # the stubs lack it


class _Odd(ValueError):
    """Something that the strict reader must look at."""


class _TooMany(Exception):
    """More values than any questionnaire holds."""


def read_quickly(content: str | bytes, file: str = "<text>") -> Reading:
    """Read JSON from text or UTF-8 bytes; a byte order mark is allowed and not counted as a column."""
    reading = begin(content, file)
    if reading.flaws:
        return reading
    try:
        reading.root = _tree(reading.text)
    except _TooMany:
        reading.flaws.append(Flaw(0, "Q007", "too_many_values", {"most": MOST_VALUES}))
    except (ValueError, RecursionError):
        read_text(reading)
    return reading


def _tree(text: str) -> Node:
    """Return the tree of a sound text; ValueError when it is not sound."""
    text.encode()  # half a surrogate pair is a ValueError
    if "\x00" in text or ("\\u" in text and _UNFIT_ESCAPE.search(text)):
        raise _Odd
    whole = _DECODER.decode(text)
    _check_size(whole)
    return _Root(whole, text)


def _check_size(whole: Any) -> None:
    """Refuse what is nested too deep or holds too many values."""
    level, left = [whole] if isinstance(whole, dict | list) else [], MOST_VALUES
    for _ in range(MOST_DEPTH):
        holders = [value.values() if type(value) is dict else value for value in level]
        left -= sum(map(len, holders))
        if left < 0:
            raise _TooMany
        level = [item for holder in holders for item in holder if type(item) is dict or type(item) is list]
    if level:
        raise _Odd


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise _Odd
    return members


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise _Odd
    return int(digits)


def _broken(digits: str) -> int | float:
    number = float(digits)
    if len(digits) > MOST_DIGITS or abs(number) >= 10**MOST_DIGITS:
        raise _Odd
    return int(number) if number.is_integer() else number


def _constant(word: str) -> Any:
    raise _Odd


_DECODER = JSONDecoder(
    object_pairs_hook=_members, parse_int=_whole, parse_float=_broken, parse_constant=_constant
)


class _Unplaced(Node):
    """A node that is made when it is looked at, and whose place is found when it is asked for."""

    __slots__ = ("raw",)

    def __init__(self, raw: Any, key: str | int | None, parent: _Unplaced | None) -> None:
        self.raw = raw  # type: ignore[misc]  # here it is at hand
        self.key = key
        self.parent = parent
        if type(raw) is not dict and type(raw) is not list:
            self.value = raw

    def __getattr__(self, name: str) -> Any:
        """Work out what is not there yet: the value, or the place."""
        if name == "value":
            self.value = self._value()
        elif name not in ("at", "key_at"):
            raise AttributeError(name)
        elif isinstance(self.parent, _Unplaced):
            self.parent.place()
        return getattr(self, name)

    def get(self, key: str) -> Any:
        """Return the plain value of member `key` when that is a text, number or boolean, else None."""
        value = self.raw.get(key) if type(self.raw) is dict else None
        return None if isinstance(value, dict | list) else value

    def _value(self) -> Any:
        """Return the members or items with nodes in them."""
        if type(self.raw) is dict:
            return {key: _Unplaced(value, key, self) for key, value in self.raw.items()}
        return [_Unplaced(value, index, self) for index, value in enumerate(self.raw)]

    def place(self) -> None:
        """Find the places of everything directly inside this node, in one go over its text."""
        root: Node = self
        while root.parent is not None:
            root = root.parent
        text = root.text if isinstance(root, _Root) else ""
        at = self.at + 1
        for child in self.members.values() or self.items:
            child.key_at = at = _skip(text, at)
            if isinstance(child.key, str):
                _, at = scanstring(text, at + 1, True)
                at = _skip(text, at)
            child.at = at
            _, at = _scan_once(text, at)


class _Root(_Unplaced):
    """The node at the top, which knows the text."""

    __slots__ = ("text",)

    def __init__(self, raw: Any, text: str) -> None:
        super().__init__(raw, None, None)
        self.text = text
        self.at = self.key_at = _skip(text, 0)


def _skip(text: str, at: int) -> int:
    """Return the offset of the next character that says something."""
    match = _BETWEEN.match(text, at)
    return match.end() if match else at

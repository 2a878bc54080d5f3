"""A strict reader of JSON that knows line and column of every key and value.

`read(content, file)` gives a tree of `Node`s and the flaws it met; it raises nothing, whatever the content.
It refuses what the standard reader lets pass: a key written twice in one object, `NaN`, `Infinity`, numbers
of more than 15 digits, halves of surrogate pairs, and more than the caps allow. Time is linear in the size.
"""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]  # the stubs lack it
from typing import Any

from sopforms.core.questionnaire.nodes import Flaw, Node, path_of, plain
from sopforms.core.questionnaire.source import (
    MOST_BYTES,
    MOST_DEPTH,
    MOST_DIGITS,
    MOST_VALUES,
    Reading,
    begin,
)

__all__ = ["MOST_BYTES", "Flaw", "Node", "Reading", "path_of", "plain", "read", "read_text"]

MOST_FLAWS = 1_000  # a file with more is not worth reading on

_TOKEN = re.compile(
    r'[ \t\n\r]*(?:"(?P<text>[^"\\\x00-\x1f]*)"|(?P<mark>[{}\[\],:])'
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![0-9A-Za-z_.+-])"
    r'|(?P<word>[A-Za-z_]+|-Infinity)(?![0-9A-Za-z_])|(?P<escaped>"))'
)
_SIMPLE_VALUE = (
    r'(?:"([^"\\\x00-\x1f]*)"|(-?(?:0|[1-9][0-9]{0,14}))(?![0-9A-Za-z_.+-])|(true|false|null)(?![0-9A-Za-z_])|([{\[]))'
    r"([ \t\n\r}\]]*)"
)
_KEY = r'"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*'
# What a well-formed file is made of, in one step each: a member or item, and the ends behind it.
# A member of an object or list in one step; keys: is it an object, does something stand before it.
_STEPS = {
    (True, False): re.compile(r"[ \t\n\r]*" + _KEY + _SIMPLE_VALUE).match,
    (True, True): re.compile(r"[ \t\n\r]*,[ \t\n\r]*" + _KEY + _SIMPLE_VALUE).match,
    (False, False): re.compile(r"[ \t\n\r]*()" + _SIMPLE_VALUE).match,
    (False, True): re.compile(r"[ \t\n\r]*,[ \t\n\r]*()" + _SIMPLE_VALUE).match,
}
_BLANKS = re.compile(r"[ \t\n\r]*")
_UNFIT = re.compile("[\ud800-\udfff\x00]")
_WORDS = {"true": True, "false": False, "null": None}


def read(content: str | bytes, file: str = "<text>") -> Reading:
    """Read JSON from text or UTF-8 bytes; a byte order mark is allowed and not counted as a column."""
    reading = begin(content, file)
    if not reading.flaws:
        read_text(reading)
    return reading


def read_text(reading: Reading) -> None:
    """Read the text of `reading` into its tree and flaws."""
    _Reader(reading).run()


class _Stop(Exception):
    """Reading on makes no sense; the flaw has been noted."""


class _Reader:
    """Reads one text with a stack of its own, so that deep nesting costs nothing."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.at = 0
        self.stack: list[Node] = []
        self.left = MOST_VALUES
        self.is_wide = _UNFIT.search(self.text) is not None

    def run(self) -> None:
        """Read the whole text into `reading.root`."""
        try:
            root = self._value(self._token(), None, None, -1)
            while self.stack:
                self._plain_members()
                if self.stack:
                    self._member(self.stack[-1])
            self.at = self._skip()
            if self.at < len(self.text):
                raise self._fail(self.at, "text_behind")
            self.reading.root = root
        except _Stop:
            return

    def _skip(self) -> int:
        """Return the offset of the next character that is not blank."""
        match = _BLANKS.match(self.text, self.at)
        return match.end() if match else self.at

    def _token(self) -> tuple[str, str, int]:
        """Return kind, content and offset of the next token."""
        match = _TOKEN.match(self.text, self.at)
        if match is None or match.lastgroup is None:
            at = self._skip()
            raise self._fail(
                at, "ends_early" if at >= len(self.text) else "unexpected", found=self.text[at : at + 1]
            )
        kind = match.lastgroup
        self.at = match.end()
        if kind == "text":
            return kind, match.group(kind), self.at - len(match.group(kind)) - 2
        if kind == "escaped":
            return "text", self._escaped(match.end()), match.start(kind)
        return kind, match.group(kind), match.start(kind)

    def _escaped(self, start: int) -> str:
        """Return a text with escapes in it; `start` is behind its quote."""
        try:
            text, self.at = scanstring(self.text, start, True)
        except JSONDecodeError as error:
            raise self._fail(min(error.pos, len(self.text)), "bad_text") from None
        return str(text)

    def _plain_members(self) -> None:
        """Read members as long as they are plain, one match each; leave what is not to `_member`."""
        text, stack, at, is_wide = self.text, self.stack, self.at, self.is_wide
        while stack and self.left > 0:
            self.left -= 1
            parent = stack[-1]
            inside = parent.value
            is_object = type(inside) is dict
            match = _STEPS[is_object, bool(inside)](text, at)
            if match is None:
                break
            key, content, number, word, bracket, ends = match.groups()
            if (is_object and key in inside) or (is_wide and _UNFIT.search(match[0])):
                break
            if content is not None:
                child = Node(content, match.start(2) - 1, 0, key, parent)
            elif bracket is not None:
                if len(stack) >= MOST_DEPTH:
                    break
                child = Node({} if bracket == "{" else [], match.start(5), 0, key, parent)
                stack.append(child)
            elif number is not None:
                child = Node(int(number), match.start(3), 0, key, parent)
            else:
                child = Node(_WORDS[word], match.start(4), 0, key, parent)
            if is_object:
                child.key_at = match.start(1) - 1
                inside[key] = child
            else:
                child.key_at, child.key = child.at, len(inside)
                inside.append(child)
            at = match.end()
            if ends and (unread := self._close(ends)):
                at -= unread
                break
        self.at = at

    def _close(self, ends: str) -> int:
        """Close what `ends`, blanks and brackets, closes; return how many characters do not fit."""
        for offset, mark in enumerate(ends):
            if mark in "}]":
                if not self.stack or isinstance(self.stack[-1].value, dict) != (mark == "}"):
                    return len(ends) - offset
                self.stack.pop()
        return 0

    def _member(self, node: Node) -> None:
        """Read the next member or item of `node`, or its end."""
        if self.left <= 0:
            self._flaw(self.at, "Q007", "too_many_values", node, None, most=MOST_VALUES)
            raise _Stop
        kind, content, at = self._token()
        is_object = isinstance(node.value, dict)
        if kind == "mark" and content == ("}" if is_object else "]"):
            self.stack.pop()
            return
        if node.value:
            if kind != "mark" or content != ",":
                raise self._fail(at, "comma_expected" if kind != "mark" else "unexpected", found=content)
            kind, content, at = self._token()
        if is_object:
            self._pair(node, kind, content, at)
        else:
            index = len(node.value)
            node.value.append(self._value((kind, content, at), node, index, -1))

    def _pair(self, node: Node, kind: str, key: str, at: int) -> None:
        """Read `"key": value` into `node`; a second value of the same key is a flaw and is dropped."""
        if kind != "text":
            raise self._fail(at, "key_expected", found=key)
        self._check_text(key, at, node, None)
        if key in node.value:
            self._flaw(at, "Q002", "key_twice", node, key, name=key)
        mark, content, colon_at = self._token()
        if mark != "mark" or content != ":":
            raise self._fail(colon_at, "colon_expected", found=content)
        value = self._value(self._token(), node, key, at)
        node.value.setdefault(key, value)

    def _value(
        self, token: tuple[str, str, int], parent: Node | None, key: str | int | None, key_at: int
    ) -> Node:
        """Return the value that this token is, or begins; `key_at` below 0: it has no key."""
        kind, content, at = token
        node = Node(content, at, at if key_at < 0 else key_at, key, parent)
        if kind == "text":
            self._check_text(content, at, parent, key)
        elif kind == "number":
            node.value = self._number(content, node)
        elif kind == "word":
            node.value = self._word(content, node)
        elif content in "{[":
            node.value = {} if content == "{" else []
            self.stack.append(node)
            if len(self.stack) > MOST_DEPTH:
                self._flaw(at, "Q007", "too_deep", parent, key, most=MOST_DEPTH)
                raise _Stop
        else:
            raise self._fail(at, "unexpected", found=content)
        return node

    def _number(self, content: str, node: Node) -> int | float:
        """Return a number, whole where it can be; one that is too long is a flaw and reads as 0."""
        mantissa = re.split("[eE]", content, maxsplit=1)[0]
        if sum(map(str.isdigit, mantissa)) <= MOST_DIGITS:
            number = float(content)
            if abs(number) < 10**MOST_DIGITS:
                return int(number) if number.is_integer() else number
        self._flaw(node.at, "Q002", "number_too_long", node.parent, node.key, most=MOST_DIGITS)
        return 0

    def _word(self, content: str, node: Node) -> bool | int | None:
        """Return true, false or null; NaN and Infinity are flaws."""
        if content in _WORDS:
            return _WORDS[content]
        if content in ("NaN", "Infinity", "-Infinity"):
            self._flaw(node.at, "Q002", "no_number", node.parent, node.key, found=content)
            return 0
        raise self._fail(node.at, "unexpected", found=content)

    def _check_text(self, text: str, at: int, parent: Node | None, key: str | int | None) -> None:
        """Note halves of surrogate pairs and the character zero: they cannot be stored."""
        if _UNFIT.search(text):
            self._flaw(at, "Q001", "unfit_character", parent, key)

    def _flaw(
        self, at: int, code: str, message: str, parent: Node | None, key: str | int | None, **params: Any
    ) -> None:
        """Note a flaw; too many of them end the reading."""
        self.reading.flaws.append(Flaw(at, code, message, params, parent, key))
        if len(self.reading.flaws) >= MOST_FLAWS:
            raise _Stop

    def _fail(self, at: int, message: str, **params: Any) -> _Stop:
        """Note that the text is no JSON from `at`, and return what to raise."""
        parent = self.stack[-1] if self.stack else None
        self._flaw(at, "Q001", message, parent, None, **params)
        return _Stop()

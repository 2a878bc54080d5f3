"""Conditions (`visibleIf`, `requiredIf`, validator `expression`): grammar and compiling.

`parse` judges the grammar alone; whether a variable names a question that stands before is for the loader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from sopforms.core.questionnaire import operators

MAX_LENGTH = 2_000
MAX_DEPTH = 20

Tree = list[Any]
_Function = Callable[[Mapping[str, Any]], Any]
_Compiled = tuple[Tree, _Function]
_Token = tuple[str, str, int]  # kind, canonical word or text as written, where it starts (from 0)

_TOKEN = re.compile(
    r"""[ \t\r\n]*(?:
      (?P<variable>\{[^{}]+\})
    | (?P<text>'(?:[^'"\\]|\\['"])+' | "(?:[^'"\\]|\\['"])+")
    | (?P<number>-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)
    | (?P<symbol><=|>=|<>|!=|==|\*=|\|\||&&|[=<>()\[\],])
    | (?P<word>[^\W\d]\w*)
    | (?P<end>\Z)
    | (?P<bad>.)
    )""",
    re.VERBOSE | re.DOTALL,
)
_OPERATORS = {
    **{name: name for name in operators.BINARY},
    **{"==": "=", "equal": "=", "<>": "!=", "notequal": "!=", "less": "<", "lessorequal": "<="},
    **{"greater": ">", "greaterorequal": ">=", "contain": "contains", "*=": "contains"},
    "notcontain": "notcontains",
}
_KINDS = {
    **{name: ("operator", canonical) for name, canonical in _OPERATORS.items()},
    **{name: ("unary", name) for name in ("empty", "notempty")},
    **{"and": ("and", "and"), "&&": ("and", "and"), "or": ("or", "or"), "||": ("or", "or")},
    **{name: ("boolean", name) for name in ("true", "false")},
}
_TEXT_INSIDE = re.compile(r"""(?:[^'"\\]|\\['"])*""")
_UNQUOTED = re.compile(r"\w(?:[\w.-]*\w)?")
_ESCAPE = re.compile(r"""\\(['"])""")


class ExpressionError(ValueError):
    """The text is no condition.

    `message` begins with the position and is fit to be shown as it is
    (`at character 7: text 'ja' must be quoted: 'ja'`); `position` counts characters from 1.
    """

    def __init__(self, reason: str, position: int) -> None:
        self.message = f"at character {position}: {reason}"
        self.position = position
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Expression:
    """A condition that was read: `tree` as the browser gets it, `names` of its variables.

    Two expressions are equal when they were written the same way. `tree` is for reading only.
    """

    text: str
    tree: Tree = field(repr=False, compare=False)
    names: tuple[str, ...] = field(repr=False, compare=False)
    _function: _Function = field(repr=False, compare=False)

    def evaluate(self, answers: Mapping[str, Any]) -> bool:
        """Say whether the condition holds over stored answers; it never raises and checks no types."""
        return self._function(answers) is True


def parse(text: str) -> Expression:
    """Read a condition in linear time; ExpressionError names the first character that does not fit."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH:,} characters", MAX_LENGTH + 1)
    parser = _Parser(text)
    tree, function = parser.condition(0)
    parser.expect_end()
    return Expression(text, tree, tuple(parser.names), function)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while True:
        match = _TOKEN.match(text, at)
        assert match is not None  # `bad` and `end` take whatever is left
        kind = match.lastgroup or "bad"
        word = match[kind]
        start, at = match.start(kind), match.end()
        if kind in ("word", "symbol"):
            kind, word = _KINDS.get(word.lower(), (word if kind == "symbol" else kind, word))
        found.append((kind, word, start))
        if kind in ("end", "bad"):
            return found
        if kind == "number" and text[at : at + 1].isalnum():
            found.append(("bad", text[at], at))
            return found


class _Parser:
    """One walk over the tokens; each step gives its tree and its function at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._next = 0
        self.names: dict[str, None] = {}

    @property
    def _kind(self) -> str:
        return self._tokens[self._next][0]

    def _take(self) -> _Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def condition(self, depth: int) -> _Compiled:
        """Read what `or` joins."""
        return self._chain("or", _any, lambda: self._chain("and", _all, lambda: self._test(depth)))

    def _chain(
        self, word: str, join: Callable[[tuple[_Function, ...]], _Function], part: Callable[[], _Compiled]
    ) -> _Compiled:
        tree, function = part()
        if self._kind != word:
            return tree, function
        functions = [function]
        while self._kind == word:
            self._next += 1
            right, function = part()
            tree = [word, tree, right]
            functions.append(function)
        return tree, join(tuple(functions))

    def _test(self, depth: int) -> _Compiled:
        if self._kind == "(":
            return self._bracket(depth + 1)
        tree, left = self._value()
        if self._kind == "unary":
            word = self._take()[1]
            return [word, tree], _unary(left, answered=word == "notempty")
        if self._kind == "operator":
            word = self._take()[1]
            other, right = self._value()
            return [word, tree, other], _binary(operators.BINARY[word], left, right)
        return tree, left

    def _bracket(self, depth: int) -> _Compiled:
        at = self._take()[2]
        if depth > MAX_DEPTH:
            raise ExpressionError(f"brackets are more than {MAX_DEPTH} deep", at + 1)
        inner = self.condition(depth)
        if self._kind != ")":
            self._refuse("')' is missing" if self._kind == "end" else "")
        self._next += 1
        return inner

    def _value(self) -> _Compiled:
        kind, word, _ = self._tokens[self._next]
        if kind == "variable":
            self._next += 1
            name = word[1:-1].strip()
            self.names[name] = None
            return ["var", name], _variable(name)
        if kind == "[":
            self._next += 1
            return self._list()
        value = self._literal()
        return ["lit", value], lambda answers: value

    def _list(self) -> _Compiled:
        if self._kind == "]":
            self._refuse("a list cannot be empty")
        items = [self._literal()]
        while self._kind == ",":
            self._next += 1
            items.append(self._literal())
        if self._kind != "]":
            self._refuse("']' is missing" if self._kind == "end" else "")
        self._next += 1
        return ["list", *items], lambda answers: items

    def _literal(self) -> str | float | bool:
        kind, word, at = self._tokens[self._next]
        if kind == "boolean":
            value: str | float | bool = word == "true"
        elif kind == "text":
            value = _ESCAPE.sub(r"\1", word[1:-1])
        elif kind == "number":
            value = _number(word, at)
        else:
            self._refuse_value()
        self._next += 1
        return value

    def expect_end(self) -> None:
        """Refuse what follows a complete condition."""
        if self._kind != "end":
            self._refuse("a comparison does not chain" if self._kind in ("operator", "unary") else "")

    def _refuse(self, reason: str = "") -> NoReturn:
        kind, word, at = self._tokens[self._next]
        if not reason and kind == "end":
            reason = "the condition stops too early"
        raise ExpressionError(reason or f"unexpected {_shown(word)}", at + 1)

    def _refuse_value(self) -> NoReturn:
        """Say what stands where a value should, as close to the author's intention as can be told."""
        kind, word, at = self._tokens[self._next]
        if kind == "bad" and word in "'\"{":
            raise (_broken_variable if word == "{" else _broken_text)(self._text, at)
        if kind in ("word", "unary", "operator") and word[0].isalpha():
            written = self._text[at:]
            found = _UNQUOTED.match(written)
            name = found[0] if found else word
            if written[len(name) :].lstrip()[:1] == "(":
                self._refuse(f"there are no functions: '{name}'")
            self._refuse(f"text '{name}' must be quoted: '{name}'")
        reasons = {
            "end": "a value is missing",
            "variable": "a list cannot hold variables",
            "!": "there is no '!': use the opposite operator",
        }
        self._refuse(reasons.get(word if kind == "bad" else kind, ""))


def _shown(word: str) -> str:
    return f'"{word}"' if "'" in word else f"'{word}'"


def _broken_text(text: str, at: int) -> ExpressionError:
    quote = text[at]
    match = _TEXT_INSIDE.match(text, at + 1)
    stop = match.end() if match else at + 1
    if stop == len(text):
        return ExpressionError(f"text is not closed with {quote}", stop + 1)
    if text[stop] == "\\":
        return ExpressionError("a backslash may only stand before a quote", stop + 2)
    if text[stop] == quote:
        return ExpressionError("text cannot be empty: use the word empty", stop + 1)
    return ExpressionError("a quote inside text needs a backslash before it", stop + 1)


def _broken_variable(text: str, at: int) -> ExpressionError:
    stop = at + 1
    while stop < len(text) and text[stop] not in "{}":
        stop += 1
    if stop == len(text):
        return ExpressionError("a variable is not closed with }", stop + 1)
    reason = "a variable cannot be empty" if text[stop] == "}" else "a variable cannot hold {"
    return ExpressionError(reason, stop + 1)


def _number(word: str, at: int) -> float:
    value = float(word)
    if value in (float("inf"), float("-inf")):
        raise ExpressionError("a number is too long", at + 1)
    return operators.whole(value)


def _variable(name: str) -> _Function:
    read = operators.read
    matrix, dot, row = name.partition(".")
    if not dot:
        return lambda answers: read(answers.get(name))

    def cell(answers: Mapping[str, Any]) -> Any:
        rows = answers.get(matrix)
        return read(rows.get(row)) if isinstance(rows, Mapping) else None

    return cell


def _unary(value: _Function, *, answered: bool) -> _Function:
    return lambda answers: (value(answers) is not None) is answered


def _binary(operator: Callable[[Any, Any], bool], left: _Function, right: _Function) -> _Function:
    return lambda answers: operator(left(answers), right(answers))


def _any(parts: tuple[_Function, ...]) -> _Function:
    return lambda answers: any(part(answers) is True for part in parts)


def _all(parts: tuple[_Function, ...]) -> _Function:
    return lambda answers: all(part(answers) is True for part in parts)

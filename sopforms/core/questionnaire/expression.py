"""Conditions (`visibleIf`, `requiredIf`, validator `expression`): grammar and compiling.

`parse` judges the grammar alone; whether a variable names a question that stands before is for the loader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NoReturn

from sopforms.core.questionnaire import operators
from sopforms.core.questionnaire.expression_errors import ExpressionError, no_value, unexpected

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "Expression", "ExpressionError", "brackets", "parse"]

MAX_LENGTH = 2_000
MAX_DEPTH = 20

Tree = list[Any]
_Function = Callable[[Mapping[str, Any]], Any]
_Compiled = tuple[Tree, _Function]
_Token = tuple[str, str]  # kind, canonical word or text as written

# One token with the blanks before it; the last one is the empty end. A number takes the letter or digit
# that stands against it along, to be refused.
_TOKEN = re.compile(
    r"""[ \t\r\n]*(
      \{[^{}]+\}
    | '(?:[^'"\\]|\\['"])+' | "(?:[^'"\\]|\\['"])+"
    | -?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?[^\W_]?
    | <=|>=|<>|!=|==|\*=|\|\||&&
    | [^\W\d]\w*
    | \Z
    | .
    )""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_OPERATORS = {
    **{name: name for name in operators.BINARY},
    **{"==": "=", "equal": "=", "<>": "!=", "notequal": "!=", "less": "<", "lessorequal": "<="},
    **{"greater": ">", "greaterorequal": ">=", "contain": "contains", "*=": "contains"},
    "notcontain": "notcontains",
}
_KINDS: dict[str, _Token] = {
    **{name: ("operator", canonical) for name, canonical in _OPERATORS.items()},
    **{name: ("unary", name) for name in ("empty", "notempty")},
    **{"and": ("and", "and"), "&&": ("and", "and"), "or": ("or", "or"), "||": ("or", "or")},
    **{name: ("boolean", name) for name in ("true", "false")},
    **{mark: (mark, mark) for mark in "()[],"},
    "": ("end", ""),
}
_QUOTED = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\{[^{}]*\}""")
_BRACKET = re.compile(r"[()]")
_ESCAPE = re.compile(r"""\\(['"])""")


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
        raise ExpressionError("long", MAX_LENGTH + 1, most=MAX_LENGTH)
    parser = _Parser(text)
    tree, function = parser.condition(0)
    parser.expect_end()
    return Expression(text, tree, tuple(parser.names), function)


def brackets(content: str) -> int:
    """Return how deep round brackets are nested, those in quoted texts and names left out."""
    depth = deepest = 0
    for mark in _BRACKET.findall(_QUOTED.sub("", content)):
        depth += 1 if mark == "(" else -1
        deepest = max(deepest, depth)
    return deepest


def _token(word: str) -> _Token:
    """Return a token that is not one of the fixed words as they are usually written."""
    first = word[0]
    if first == "{" and len(word) > 1:
        return "variable", word
    if first in "'\"" and len(word) > 1:
        return "text", word
    if first in "-0123456789" and word != "-":
        return "number", word
    return _KINDS.get(word.lower()) or ("other", word)


class _Parser:
    """One walk over the tokens; each step gives its tree and its function at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [_KINDS.get(word) or _token(word) for word in _TOKEN.findall(text)]
        self._next = 0
        self.names: dict[str, _Function] = {}  # in the order in which they are met

    def condition(self, depth: int) -> _Compiled:
        """Read what `or` joins."""
        tree, function = self._conjunction(depth)
        functions = [function]
        while self._tokens[self._next][0] == "or":
            self._next += 1
            right, function = self._conjunction(depth)
            tree = ["or", tree, right]
            functions.append(function)
        return tree, function if len(functions) == 1 else _any(tuple(functions))

    def _conjunction(self, depth: int) -> _Compiled:
        """Read what `and` joins."""
        tree, function = self._test(depth)
        functions = [function]
        while self._tokens[self._next][0] == "and":
            self._next += 1
            right, function = self._test(depth)
            tree = ["and", tree, right]
            functions.append(function)
        return tree, function if len(functions) == 1 else _all(tuple(functions))

    def _test(self, depth: int) -> _Compiled:
        if self._tokens[self._next][0] == "(":
            return self._bracket(depth + 1)
        tree, left = self._value()
        kind, word = self._tokens[self._next]
        if kind == "operator":
            self._next += 1
            other, right = self._value()
            return [word, tree, other], _binary(operators.BINARY[word], left, right)
        if kind == "unary":
            self._next += 1
            return [word, tree], _unary(left, answered=word == "notempty")
        return tree, left

    def _bracket(self, depth: int) -> _Compiled:
        if depth > MAX_DEPTH:
            self._refuse("deep", most=MAX_DEPTH)
        self._next += 1
        inner = self.condition(depth)
        self._close(")", "bracket")
        return inner

    def _value(self) -> _Compiled:
        kind, word = self._tokens[self._next]
        if kind == "variable":
            self._next += 1
            name = word[1:-1].strip()
            function = self.names.get(name) or self.names.setdefault(name, _variable(name))
            return ["var", name], function
        if kind == "[":
            self._next += 1
            return self._list()
        value = self._literal()
        return ["lit", value], lambda answers: value

    def _list(self) -> _Compiled:
        if self._tokens[self._next][0] == "]":
            self._refuse("list_empty")
        items = [self._literal()]
        while self._tokens[self._next][0] == ",":
            self._next += 1
            items.append(self._literal())
        self._close("]", "list_bracket")
        return ["list", *items], lambda answers: items

    def _close(self, mark: str, missing: str) -> None:
        """Read a closing bracket."""
        kind = self._tokens[self._next][0]
        if kind != mark:
            self._refuse(missing if kind == "end" else "")
        self._next += 1

    def _literal(self) -> str | float | bool:
        kind, word = self._tokens[self._next]
        if kind == "text":
            value: str | float | bool = word[1:-1]
            if "\\" in word:
                value = _ESCAPE.sub(r"\1", word[1:-1])
        elif kind == "number":
            value = self._number(word)
        elif kind == "boolean":
            value = word == "true"
        else:
            raise no_value(self._text, *self._here())
        self._next += 1
        return value

    def _number(self, word: str) -> float:
        match = _NUMBER.match(word)
        if match is None or match.end() < len(word):
            at, _ = self._here()
            raise unexpected(word[-1], at + len(word) - 1)
        value = float(word)
        if value in (float("inf"), float("-inf")):
            self._refuse("number_long")
        return operators.whole(value)

    def expect_end(self) -> None:
        """Refuse what follows a complete condition."""
        kind, _ = self._tokens[self._next]
        if kind != "end":
            self._refuse("chain" if kind in ("operator", "unary") else "")

    def _here(self) -> tuple[int, str]:
        """Return offset and text of the token that comes; only who is refused needs to know."""
        match = next(islice(_TOKEN.finditer(self._text), self._next, None))
        return match.start(1), match[1]

    def _refuse(self, key: str = "", **params: Any) -> NoReturn:
        at, word = self._here()
        if key or not word:
            raise ExpressionError(key or "stops", at + 1, **params)
        if word[0] in "-0123456789" and word != "-":
            word = _NUMBER.match(word)[0]  # type: ignore[index]  # it begins like a number
        raise unexpected(word, at)


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

"""Why a text is no condition: what does not fit, at which character, and what to write instead."""

from __future__ import annotations

import re
from typing import Any

from sopforms.core.questionnaire.messages import say

_TEXT_INSIDE = re.compile(r"""(?:[^'"\\]|\\['"])*""")
_UNQUOTED = re.compile(r"\w(?:[\w.-]*\w)?")


class ExpressionError(ValueError):
    """The text is no condition.

    `message` begins with the position and is fit to be shown as it is
    (`at character 7: text 'ja' must be quoted: 'ja'`); `position` counts characters from 1. `key` and
    `params` say the same in other languages.
    """

    def __init__(self, key: str, position: int, **params: Any) -> None:
        self.key = f"expression_{key}"
        self.position = position
        self.params = {"position": position, **params}
        self.message = self.in_language("en")
        super().__init__(self.message)

    def in_language(self, language: str) -> str:
        """Return the message in `nl` or `en`."""
        return say(self.key, self.params, language) or ""


def unexpected(word: str, at: int) -> ExpressionError:
    """Return that `word`, which begins at offset `at`, does not fit there."""
    return ExpressionError("unexpected", at + 1, found=f'"{word}"' if "'" in word else f"'{word}'")


def no_value(text: str, at: int, word: str) -> ExpressionError:
    """Return what stands where a value should, as close to the author's intention as can be told."""
    if not word:
        return ExpressionError("value", at + 1)
    if word[0] == "{":
        return ExpressionError("list_variable", at + 1) if len(word) > 1 else _broken_variable(text, at)
    if word in ("'", '"'):
        return _broken_text(text, at)
    if word[0].isalpha() and word.lower() not in ("and", "or"):
        found = _UNQUOTED.match(text, at)
        name = found[0] if found else word
        is_call = text[at + len(name) :].lstrip()[:1] == "("
        return ExpressionError("function" if is_call else "unquoted", at + 1, name=name)
    return ExpressionError("opposite", at + 1) if word == "!" else unexpected(word, at)


def _broken_text(text: str, at: int) -> ExpressionError:
    quote = text[at]
    match = _TEXT_INSIDE.match(text, at + 1)
    stop = match.end() if match else at + 1
    if stop == len(text):
        return ExpressionError("text_open", stop + 1, found=quote)
    if text[stop] == "\\":
        return ExpressionError("backslash", stop + 2)
    return ExpressionError("text_empty" if text[stop] == quote else "quote", stop + 1)


def _broken_variable(text: str, at: int) -> ExpressionError:
    stop = at + 1
    while stop < len(text) and text[stop] not in "{}":
        stop += 1
    if stop == len(text):
        return ExpressionError("variable_open", stop + 1)
    return ExpressionError("variable_empty" if text[stop] == "}" else "variable_brace", stop + 1)

"""Makes names and values out of what people wrote, so that nobody has to think of one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from sopforms.core.questionnaire.load_items import RESERVED

LONGEST = 32
LONGEST_VALUE = 40
_OTHER = re.compile(r"[^a-z0-9]+")


def name_from(text: str, taken: Collection[str], *, lead: str = "vraag", longest: int = LONGEST) -> str:
    """Return a valid name after the first words of a text, unlike all of `taken`, whatever their case.

    It has at most `longest` characters, and a number behind them when others have that name.
    """
    name = _words(text, longest) or lead
    if not name[0].isalpha():
        name = f"{lead}_{name}"[:longest].rstrip("_")
    return _unlike(name, {other.lower() for other in taken} | RESERVED)


def value_from(text: str, taken: Collection[str]) -> str:
    """Return a value for an answer, unlike all of `taken` and never the word of another item."""
    reserved = {"other", "none", "true", "false"}
    return _unlike(_words(text, LONGEST_VALUE) or "antwoord", {other.lower() for other in taken} | reserved)


def _words(text: str, longest: int) -> str:
    """Return a text as lower-case words without accents, joined by `_`, cut at a word."""
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = _OTHER.sub("_", ascii_only).strip("_")
    if len(words) <= longest:
        return words
    whole = words[: longest + 1].rpartition("_")[0]
    return (whole or words[:longest]).strip("_")


def _unlike(name: str, taken: Collection[str]) -> str:
    """Return the name, with a number behind it when it is taken."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}_{number}", number + 1
    return found

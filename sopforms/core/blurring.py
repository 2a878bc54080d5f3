"""Making a passage of an open answer unreadable, wherever it stands in that answer."""

from __future__ import annotations

import re

MARK = "[…]"
LEAST = 2  # characters: one letter would take half the text along


def found(text: str, passage: str) -> bool:
    """Whether the passage stands in the text, whatever its capitals and line ends."""
    pattern = _pattern(passage)
    return pattern is not None and pattern.search(text) is not None


def blurred(text: str, passage: str) -> str:
    """Return the text with a mark in place of the passage, everywhere that it stands."""
    pattern = _pattern(passage)
    return text if pattern is None else pattern.sub(MARK, text)


def _pattern(passage: str) -> re.Pattern[str] | None:
    words = passage.split()
    if len("".join(words)) < LEAST:
        return None
    return re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)

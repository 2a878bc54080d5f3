"""Finding a row in a long list of a region: every word that was typed stands somewhere in it."""

from __future__ import annotations

from flask import request

MOST = 100  # characters
LONG = 20
"""A list is long, and may be searched, from so many rows on."""


def typed() -> str:
    """Return the words that were typed in the address."""
    return " ".join(request.args.get("zoek", "").split())[:MOST]


def holds(words: str, *said: str) -> bool:
    """Whether each of these words occurs in what is said of a row; nothing typed is in every row."""
    text = " ".join(said).casefold()
    return all(word in text for word in words.casefold().split())

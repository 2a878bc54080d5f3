"""Amounts of money in whole euros: as people type them, and as a text shows them."""

from __future__ import annotations

import re

MOST = 99_999_999
_WHOLE = re.compile(r"[0-9]{1,12}|[0-9]{1,3}([. ][0-9]{3})+")
_CENTS = re.compile(r"[,.](00|-|–)$")


class Unreadable(ValueError):
    """What was typed is no amount that can be kept; `reason` is `not_whole`, `below_zero` or `too_much`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(text: str) -> int:
    """Return the amount in `€ 12.500`, `12500`, `12 500` or `12.500,00`; raise `Unreadable`.

    Cents are refused, never rounded away: who types them may have meant another number.
    """
    bare = re.sub(r"\s+", " ", text.replace("€", " ").replace("\u00a0", " ").replace("\u202f", " ")).strip()
    bare = _CENTS.sub("", bare)
    if re.match(r"[-–−]\s?[0-9]", bare):
        raise Unreadable("below_zero")
    if not _WHOLE.fullmatch(bare):
        raise Unreadable("not_whole")
    amount = int(re.sub(r"[. ]", "", bare))
    if amount > MOST:
        raise Unreadable("too_much")
    return amount


def written(amount: int) -> str:
    """Return the amount as Dutch text: `€ 12.500`, with a blank that does not break."""
    return f"€\u00a0{amount:,}".replace(",", ".")

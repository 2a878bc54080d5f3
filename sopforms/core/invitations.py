"""Reading a pasted list of addresses: each line is judged by itself, so that good ones never wait for bad."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from sopforms.core.mailing import Address, one_line

_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+(\.[^@\s<>,;:\".()]+)+")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")
LONGEST, LONGEST_NAME = 254, 120


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that was not taken: its number from 1, what stood there, and why.

    `why` is `no_address`, `double` (named on an earlier line) or `already` (invited before).
    """

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The good addresses in the order of the list, and the lines that were not taken."""

    good: tuple[Address, ...]
    wrong: tuple[WrongLine, ...]


def read(text: str, already: Collection[str] = ()) -> Judged:
    """Judge one address a line, also written `Naam <adres>`; mail programs put `;` between them.

    Addresses are compared and kept in small letters. Empty lines are skipped but counted.
    """
    good: dict[str, Address] = {}
    wrong: list[WrongLine] = []
    known = {email.lower() for email in already}
    for number, line in enumerate(text.splitlines(), start=1):
        for piece in filter(None, (part.strip().rstrip(",") for part in line.split(";"))):
            found = _address(piece)
            if found is None:
                wrong.append(WrongLine(number, piece[:200], "no_address"))
            elif found.email in good:
                wrong.append(WrongLine(number, piece[:200], "double"))
            elif found.email in known:
                wrong.append(WrongLine(number, piece[:200], "already"))
            else:
                good[found.email] = found
    return Judged(tuple(good.values()), tuple(wrong))


def _address(piece: str) -> Address | None:
    named = _NAMED.fullmatch(piece)
    email = (named["email"] if named else piece).strip().removeprefix("mailto:").lower()
    if len(email) > LONGEST or not _EMAIL.fullmatch(email) or not email.isprintable():
        return None
    name = one_line(named["name"]).strip("\"' ") if named else ""
    return Address(name[:LONGEST_NAME], email)

"""Reading a pasted list of addresses: each line is judged by itself, so that good ones never wait for bad."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sopforms.core.mailing import Address, one_line

_EMAIL = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+(\.[^@\s<>,;:\".()]+)+")
_NAMED = re.compile(r"(?P<name>[^<>]*)<(?P<email>[^<>]*)>")
_BETWEEN = re.compile(r"[\s,()\"]+")
LONGEST, LONGEST_NAME = 254, 120


@dataclass(frozen=True, slots=True)
class WrongLine:
    """A line that was not taken: its number from 1, what stood there, and why.

    `why` is `no_address`, `double` (named on an earlier line; taken once, so nothing to mend) or `already`
    (invited before).
    """

    number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The good addresses in the order of the list, the lines not taken, and those that repeat one."""

    good: tuple[Address, ...]
    wrong: tuple[WrongLine, ...]
    double: tuple[WrongLine, ...] = ()


def read(text: str, already: Collection[str] = ()) -> Judged:
    """Judge one address a line, with a name beside it or not; mail programs put `;` or `,` between them.

    Addresses are compared and kept in small letters; one that is named twice counts once, with the first
    name that is given. Empty lines are skipped but counted.
    """
    good: dict[str, Address] = {}
    wrong: list[WrongLine] = []
    double: list[WrongLine] = []
    known = {email.lower() for email in already}
    for number, line in enumerate(text.splitlines(), start=1):
        for piece in _pieces(line):
            found = address(piece)
            if found is None:
                wrong.append(WrongLine(number, piece[:200], "no_address"))
            elif found.email in good:
                double.append(WrongLine(number, piece[:200], "double"))
                good[found.email] = Address(good[found.email].name or found.name, found.email)
            elif found.email in known:
                wrong.append(WrongLine(number, piece[:200], "already"))
            else:
                good[found.email] = found
    return Judged(tuple(good.values()), tuple(wrong), tuple(double))


def _pieces(line: str) -> Iterator[str]:
    """Give the addresses of a line, each with its name: a comma parts them only where each has its own @."""
    for part in line.split(";"):
        piece = part.strip().rstrip(",")
        if piece.count("@") < 2:
            yield from [piece] if piece else []
            continue
        found, rest = [], ""
        for bit in piece.split(","):
            rest += f",{bit}" if rest else bit
            if "@" in rest:
                found.append(rest.strip())
                rest = ""
        # Names after their addresses: whose is whose is a guess, so the line is read as one and refused.
        yield from [piece] if rest.strip() else found


def address(piece: str) -> Address | None:
    """Return the one address of a text and the name around it; None without one, or with more.

    Spreadsheets put a tab or a comma between the two, mail programs `<` and `>`, people also brackets.
    """
    named = _NAMED.fullmatch(piece)
    name, email = (named["name"], named["email"]) if named else _parted(piece)
    email = email.strip().removeprefix("mailto:").lower()
    if len(email) > LONGEST or not _EMAIL.fullmatch(email) or not email.isprintable():
        return None
    return Address(one_line(name).strip("\"' ,:")[:LONGEST_NAME], email)


def _parted(piece: str) -> tuple[str, str]:
    """Return the words beside the one word with an @, and that word; empty when there is no one such word."""
    words = [word for word in _BETWEEN.split(piece) if word]
    emails = [word for word in words if "@" in word]
    if len(emails) != 1 or any(sign in piece for sign in "<>"):
        return "", ""
    return " ".join(word for word in words if word is not emails[0]), emails[0]

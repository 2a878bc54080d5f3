"""Reading a table from a CSV file as spreadsheets and government lists write it: text stays text.

Separator `;` or `,` (or a tab, from pasting), with or without byte order mark, UTF-8 or Windows-1252, with
quotes. Codes keep their leading zeros, because nothing is taken for a number.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SEPARATORS = ";,\t"
# A cell of a list of schools or people is never longer; a broken quote would swallow the rest of the file.
LONGEST_CELL = 2000
# Comes behind the text, on a line of its own; in a cell it tells that a quote before it is still open.
_END = "\0end of the table\0"


class NoTable(ValueError):
    """The file cannot be read as a table; the message is a sentence for who sent it."""


@dataclass(frozen=True, slots=True)
class WrongCell:
    """A row that was not taken: its line in the file (from 1), the column, what stood there and why.

    `who` is the rest of the row, by which people know it. `cell` is the name it has in a spreadsheet, `B7`.
    """

    line: int
    column: str
    value: str
    why: str
    who: str = ""
    cell: str = ""


def cell_name(line: int, position: int) -> str:
    """Return the name of a cell in a spreadsheet: row from 1, position of the column from 0."""
    letters, rest = "", position + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{line}"


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8 (with or without mark), UTF-16 with mark, or Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give the line number (from 1) and the cells of each row that is not empty, blanks around removed.

    Raises NoTable for a quote that is never closed.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=separator)
    before = 0
    while True:
        try:
            cells = next(reader)
        except csv.Error as error:
            raise NoTable(f"Regel {reader.line_num} is niet te lezen als tabel.") from error
        if cells == [_END]:
            return
        line, before = before + 1, reader.line_num
        stripped = [cell.strip() for cell in cells]
        if any(len(cell) > LONGEST_CELL or cell.endswith(_END) for cell in stripped):
            raise NoTable(f"Bij regel {line} staat een aanhalingsteken dat niet wordt gesloten.")
        if any(stripped):
            yield line, stripped


def columns(header: Sequence[str], known: dict[str, tuple[str, ...]]) -> dict[str, int]:
    """Return the position of each known column; `known` lists the names under which files have it.

    Names are compared in capitals with blanks, dashes and underscores alike. The first name that fits counts.
    """
    found = {_plain(name): position for position, name in reversed(list(enumerate(header)))}
    return {
        key: next(found[_plain(name)] for name in names if _plain(name) in found)
        for key, names in known.items()
        if any(_plain(name) in found for name in names)
    }


def _plain(name: str) -> str:
    return " ".join(name.upper().replace("-", " ").replace("_", " ").split())

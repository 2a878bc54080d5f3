"""Reading a list of colleagues from a spreadsheet, a CSV file or pasted lines: each row judged by itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sopforms.core import identifiers
from sopforms.core.invitations import address
from sopforms.core.invitations import read as read_addresses
from sopforms.core.mailing import one_line
from sopforms.core.table_files import WrongCell, cell_name, columns, rows

COLUMNS = {
    "email": ("E-MAILADRES", "EMAILADRES", "E-MAIL", "EMAIL", "MAIL", "MAILADRES", "ADRES"),
    "name": ("NAAM", "MEDEWERKER", "NAME", "VOLLEDIGE NAAM"),
    "first": ("VOORNAAM", "ROEPNAAM"),
    "infix": ("TUSSENVOEGSEL", "VOORVOEGSEL", "VOORVOEGSELS"),
    "last": ("ACHTERNAAM",),
    "function": ("FUNCTIE", "ROL", "TAAK"),
}
LONGEST_NAME, LONGEST_FUNCTION = 120, 80
# A school has no more people; a longer list is another list.
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the team; `email` in small letters is who it is, name and function may be empty."""

    email: str
    name: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True)
class StaffList:
    """The good rows in the order of the list, each address once, and the cells that were not taken.

    `double` counts the rows with an address that an earlier row has: the two are one colleague. `again` is
    the text of the rows that were not taken, whole, as it can be mended and read once more.
    """

    good: tuple[Colleague, ...]
    wrong: tuple[WrongCell, ...]
    double: int = 0
    again: str = ""


def read_text(text: str) -> StaffList:
    """Judge pasted lines or the text of a CSV file.

    Lines `Naam <adres>` or bare addresses, as mail programs copy them; or a table with a row of names of
    columns, or one without such a row in which one column holds addresses. Raises NoTable.
    """
    if not _is_table(text):
        found = read_addresses(text)
        wrong = [WrongCell(line.number, "", line.text, _NO_ADDRESS) for line in found.wrong]
        good = tuple(Colleague(one.email, one.name) for one in found.good)
        again = "\n".join(line.text for line in found.wrong)
        return StaffList(good, tuple(wrong), len(found.double), again)
    return read_rows(rows(text))


def read_rows(table: Iterable[tuple[int, Sequence[str]]], *, sheet: bool = False) -> StaffList:
    """Judge the rows of a table: line number and cells, the first with the names of the columns or not.

    `sheet` says that the numbers are those of a spreadsheet, in which a cell has a name.
    """
    lines = [(line, list(cells)) for line, cells in table]
    where = columns(lines[0][1], COLUMNS) if lines else {}
    named = "email" in where and not any("@" in cell for cell in lines[0][1])
    if named:
        column = lines[0][1][where["email"]]
        found = _gathered(_row(line, cells, where, column) for line, cells in lines[1:])
    else:
        found = _gathered(one for line, cells in lines for one in _by_themselves(line, cells))
    if sheet and named:
        cells_of = (replace(one, cell=cell_name(one.line, where["email"])) for one in found.wrong)
        found = replace(found, wrong=tuple(cells_of))
    return replace(
        found, again=_refused(lines, {wrong.line for wrong in found.wrong}, where if named else {})
    )


def _refused(lines: Sequence[tuple[int, list[str]]], refused: Collection[int], where: dict[str, int]) -> str:
    """Write rows as they come out of a spreadsheet when they are copied: only the columns that are read."""
    kept = [cells for line, cells in lines if line in refused]
    if where and kept:
        places = sorted(set(where.values()))
        header = [lines[0][1]] if len(places) > 1 else []
        kept = [[cells[at] if at < len(cells) else "" for at in places] for cells in [*header, *kept]]
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(
        [one_line(cell) for cell in cells] for cells in kept
    )
    return written.getvalue().rstrip("\n")


def _gathered(judged: Iterable[Colleague | WrongCell]) -> StaffList:
    """Return the list of rows that were judged: rows with one address are one colleague."""
    good: dict[str, Colleague] = {}
    wrong: list[WrongCell] = []
    double = 0
    for one in judged:
        if isinstance(one, WrongCell):
            wrong.append(one)
        elif one.email not in good:
            good[one.email] = one
        else:
            first = good[one.email]
            good[one.email] = Colleague(one.email, first.name or one.name, first.function or one.function)
            double += 1
    return StaffList(tuple(good.values()), tuple(wrong), double)


def _row(line: int, cells: Sequence[str], where: dict[str, int], column: str) -> Colleague | WrongCell:
    """Judge a row of a table of which the columns have names."""
    if [cell for cell in cells if "@" in cell] and "@" not in "".join(cells[where["email"] :][:1]):
        return next(iter(_by_themselves(line, cells)))  # mended by hand, one cell beside the column
    values = {key: one_line(cells[at]) if at < len(cells) else "" for key, at in where.items()}
    try:
        email = identifiers.email(values.get("email", "").removeprefix("mailto:"))
    except ValueError:
        why = _NO_ADDRESS if values.get("email") else _EMPTY
        who = " · ".join(filter(None, (_name(values), values.get("function", ""))))
        return WrongCell(line, column, values.get("email", "")[:80], why, who)
    return Colleague(email, _name(values), values.get("function", "")[:LONGEST_FUNCTION])


def _by_themselves(line: int, cells: Sequence[str]) -> Iterator[Colleague | WrongCell]:
    """Judge a row without names of columns: lists are mixed, so each row says itself where its address is."""
    others = [one_line(cell) for cell in cells if cell and "@" not in cell]
    for cell in [cell for cell in cells if "@" in cell] or [" ".join(others)]:
        found = address(cell)
        if found is None:
            who = " · ".join(others) if "@" in cell else ""
            yield WrongCell(line, "E-mailadres", one_line(cell)[:80], _NO_ADDRESS, who[:LONGEST_NAME])
            continue
        alone = sum("@" in one for one in cells) == 1
        name = found.name or (others[0] if alone and others else "")
        yield Colleague(found.email, name[:LONGEST_NAME])


_NO_ADDRESS = "Dit lijkt niet op naam@school.nl."
_EMPTY = "Hier staat geen e-mailadres."


def _is_table(text: str) -> bool:
    """Whether lines have cells: a mail program's `;` stands between addresses, each with its own @.

    Its comma stands between the parts of a name: `Bakker, Daan <daan@school.nl>`.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    for separator in ("\t", ";", ","):
        parted = [line for line in lines if separator != "," or "<" not in line]
        pieces = [[cell for cell in line.split(separator) if cell.strip()] for line in parted]
        if any(len(cells) > 1 and sum("@" in cell for cell in cells) <= 1 for cells in pieces):
            return True
    return False


def _name(values: dict[str, str]) -> str:
    whole = values.get("name", "")
    if not whole:
        whole = " ".join(filter(None, (values.get(key, "") for key in ("first", "infix", "last"))))
    return whole[:LONGEST_NAME]

"""Reading a list of colleagues from a spreadsheet, a CSV file or pasted lines: each row judged by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sopforms.core import identifiers
from sopforms.core.invitations import read as read_addresses
from sopforms.core.mailing import one_line
from sopforms.core.table_files import WrongCell, columns, rows

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
    """The good rows in the order of the list, each address once, and the cells that were not taken."""

    good: tuple[Colleague, ...]
    wrong: tuple[WrongCell, ...]


def read_text(text: str) -> StaffList:
    """Judge pasted lines or the text of a CSV file.

    Lines `Naam <adres>` or bare addresses, as mail programs copy them; or a table with a row of names of
    columns, or one without such a row in which one column holds addresses. Raises NoTable.
    """
    if not _is_table(text):
        found = read_addresses(text)
        wrong = [WrongCell(line.number, "", line.text, _WHY[line.why]) for line in found.wrong]
        return StaffList(tuple(Colleague(one.email, one.name) for one in found.good), tuple(wrong))
    return read_rows(rows(text))


def read_rows(table: Iterable[tuple[int, Sequence[str]]]) -> StaffList:
    """Judge the rows of a table: line number and cells, the first with the names of the columns or not."""
    lines = [(line, list(cells)) for line, cells in table]
    where, named = _where(lines)
    good: dict[str, Colleague] = {}
    wrong: list[WrongCell] = []
    header = lines[0][1] if named else []
    for line, cells in lines[1:] if named else lines:
        values = {key: one_line(cells[at]) if at < len(cells) else "" for key, at in where.items()}
        column = header[where["email"]] if named and "email" in where else "E-mailadres"
        try:
            email = identifiers.email(values.get("email", "").removeprefix("mailto:"))
        except ValueError as why:
            wrong.append(WrongCell(line, column, values.get("email", "")[:80], str(why)))
            continue
        if email in good:
            wrong.append(WrongCell(line, column, email, _WHY["double"]))
        else:
            good[email] = Colleague(email, _name(values), values.get("function", "")[:LONGEST_FUNCTION])
    return StaffList(tuple(good.values()), tuple(wrong))


_WHY = {
    "no_address": "Dit lijkt niet op naam@school.nl.",
    "double": "Dit adres staat er dubbel in.",
}


def _is_table(text: str) -> bool:
    """Whether lines have cells: a mail program's `;` stands between addresses, each with its own @."""
    lines = [line for line in text.splitlines() if line.strip()]
    for separator in ("\t", ";", ","):
        pieces = [[cell for cell in line.split(separator) if cell.strip()] for line in lines]
        if any(len(cells) > 1 and sum("@" in cell for cell in cells) <= 1 for cells in pieces):
            return True
    return False


def _where(lines: Sequence[tuple[int, list[str]]]) -> tuple[dict[str, int], bool]:
    """Return which column is what, and whether the first row names them."""
    first = lines[0][1] if lines else []
    found = columns(first, COLUMNS)
    if "email" in found and not any("@" in cell for cell in first):
        return found, True
    counts = [0] * max((len(cells) for _, cells in lines), default=1)
    for _, cells in lines:
        for at, cell in enumerate(cells):
            counts[at] += "@" in cell
    email = counts.index(max(counts))
    others = [at for at in range(len(counts)) if at != email]
    return {"email": email} | ({"name": others[0]} if others else {}), False


def _name(values: dict[str, str]) -> str:
    whole = values.get("name", "")
    if not whole:
        whole = " ".join(filter(None, (values.get(key, "") for key in ("first", "infix", "last"))))
    return whole[:LONGEST_NAME]

"""The staff list of a school: taken over from a list row by row, and kept for next year."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sopforms.actions.deed import deed
from sopforms.core import staff_list
from sopforms.core.errors import Invalid
from sopforms.core.staff_list import MOST_ROWS, Colleague, StaffList
from sopforms.core.table_files import NoTable, WrongCell, decoded
from sopforms.output import read_workbook
from sopforms.store import staff
from sopforms.store.db import db
from sopforms.store.staff import StaffRow

EXCEL = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many colleagues are new, changed and unchanged, and the cells that were not taken."""

    new: int
    changed: int
    same: int
    wrong: tuple[WrongCell, ...]


def read_file(data: bytes) -> StaffList:
    """Judge a list in a CSV or Excel file; raises Invalid for `file` that is neither or holds no address.

    An address with a typing error is one: its row is told, however few others there are.
    """
    try:
        if data.startswith(EXCEL):
            found = staff_list.read_rows(read_workbook.rows(data, MOST_ROWS), sheet=True)
        else:
            found = staff_list.read_text(decoded(data))
    except NoTable as error:
        raise Invalid(file=str(error)) from error
    if not found.good and not any("@" in wrong.value for wrong in found.wrong):
        raise Invalid(file="In dit bestand staat geen e-mailadres.")
    return found


def read_pasted(text: str) -> StaffList:
    """Judge pasted lines; raises Invalid for `people` without one address."""
    try:
        found = staff_list.read_text(text)
    except NoTable as error:
        raise Invalid(people=str(error)) from error
    if not found.good and not found.wrong:
        raise Invalid(people="Plak de adressen van je collega's, één per regel, of kies een bestand.")
    return found


@deed
def take(location_id: int, found: StaffList) -> Taken:
    """Add or change the colleagues that were read; an empty name or function leaves what stood there."""
    known = {row.email: row for row in staff.of_location(location_id)}
    if len(known.keys() | {one.email for one in found.good}) > MOST_ROWS:
        raise Invalid(people=f"Deze lijst heeft meer dan {MOST_ROWS} regels.")
    new = changed = 0
    for one in found.good:
        row = known.get(one.email)
        if row is None:
            db.session.add(StaffRow(location_id=location_id, **_facts(one)))
            new += 1
        elif _differs(row, one):
            row.name, row.function = one.name or row.name, one.function or row.function
            changed += 1
    db.session.flush()
    return Taken(new, changed, len(found.good) - new - changed, found.wrong)


@deed
def remove(location_id: int, ids: Collection[int]) -> int:
    """Take colleagues off the list; who was invited stays invited. Returns how many."""
    rows = [row for row in staff.of_location(location_id) if row.id in ids]
    for row in rows:
        db.session.delete(row)
    db.session.flush()
    return len(rows)


def lines(location_id: int) -> str:
    """Return the list as it is pasted in an invitation: `Naam <adres>`, one a line."""
    return "\n".join(_line(row) for row in staff.of_location(location_id))


def _line(row: StaffRow) -> str:
    return f"{row.name} <{row.email}>" if row.name else row.email


def _facts(one: Colleague) -> dict[str, str]:
    return {"email": one.email, "name": one.name, "function": one.function}


def _differs(row: StaffRow, one: Colleague) -> bool:
    pairs: Iterable[tuple[str, str]] = ((one.name, row.name), (one.function, row.function))
    return any(new and new != old for new, old in pairs)

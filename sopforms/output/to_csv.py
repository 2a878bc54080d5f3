"""A sheet as CSV for a spreadsheet: UTF-8 with a mark, `;` between cells, and no cell that is a formula."""

from __future__ import annotations

import csv
import io

from sopforms.core.sheet import Cell, Sheet

MEDIA_TYPE = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(sheet: Sheet) -> bytes:
    """Return the sheet with its headings; what people typed stays text, whatever it begins with."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";")
    for cells in (sheet.columns, *sheet.rows):
        writer.writerow([_cell(cell) for cell in cells])
    return target.getvalue().encode("utf-8-sig")


def _cell(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell

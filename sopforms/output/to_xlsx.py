"""Sheets as a workbook. What people typed is a text in it, whatever it begins with: no formula, no link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO

import xlsxwriter

from sopforms.core.sheet import Sheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST, NARROWEST = 60, 10
_LONGEST_NAME = 31
_NOT_IN_A_NAME = "[]:*?/\\'"


def workbook(sheets: Sequence[Sheet], *, title: str, made_on: date) -> bytes:
    """Return a workbook with these sheets; the same sheets give the same bytes."""
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": title, "created": datetime.combine(made_on, time())})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "number": book.add_format({"valign": "top"}),
    }
    for sheet in sheets:
        _write(book.add_worksheet(_name(sheet.name)), sheet, formats)
    book.close()
    return target.getvalue()


def _write(target: xlsxwriter.worksheet.Worksheet, sheet: Sheet, formats: dict[str, object]) -> None:
    for row, cells in enumerate((sheet.columns, *sheet.rows)):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                target.write_string(row, column, cell, formats["text" if row else "head"])
            elif cell is not None:
                target.write_number(row, column, cell, formats["number"])
    for column in range(len(sheet.columns)):
        longest = max(
            len(str(cells[column])) for cells in (sheet.columns, *sheet.rows) if column < len(cells)
        )
        target.set_column(column, column, min(WIDEST, max(NARROWEST, longest + 2)))
    target.freeze_panes(1, 0)
    target.set_landscape()
    target.fit_to_pages(1, 0)
    target.repeat_rows(0)


def _name(name: str) -> str:
    """Return a name that a workbook takes."""
    return "".join(" " if letter in _NOT_IN_A_NAME else letter for letter in name)[:_LONGEST_NAME]

"""A workbook is opened again: what was a text is a text, and the same sheets are the same bytes."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from sopforms.core.sheet import Sheet
from sopforms.output.to_xlsx import workbook

DAY = date(2027, 1, 26)


def opened(*sheets: Sheet):
    return openpyxl.load_workbook(BytesIO(workbook(sheets, title="Uitkomsten", made_on=DAY)))


@pytest.mark.parametrize(
    "typed", ["=1+1", "+31 6", "-x", "@SUM(A1)", "http://x.example", "0123", "=cmd|' /C calc'!A0"]
)
def test_what_people_typed_is_never_a_formula_or_a_link(typed):
    cell = opened(Sheet("Blad", ("Tekst",), ((typed,),)))["Blad"]["A2"]

    assert (cell.value, cell.data_type, cell.hyperlink) == (typed, "s", None)


def test_numbers_are_numbers_and_nothing_is_an_empty_cell():
    sheet = opened(Sheet("Blad", ("Wat", "Hoeveel"), (("a", 3), ("b", 0.25), ("c", None))))["Blad"]

    assert [cell.value for cell in sheet["B"]] == ["Hoeveel", 3, 0.25, None]
    assert sheet.freeze_panes == "A2"


def test_a_name_that_a_workbook_does_not_take_is_mended():
    assert opened(Sheet("Groep 1/2: [alles] en nog veel meer dan past", ("a",), ())).sheetnames == [
        "Groep 1 2   alles  en nog veel "
    ]


def test_the_same_sheets_give_the_same_bytes():
    sheets = (Sheet("Blad", ("a",), (("x",),)),)

    assert workbook(sheets, title="T", made_on=DAY) == workbook(sheets, title="T", made_on=DAY)

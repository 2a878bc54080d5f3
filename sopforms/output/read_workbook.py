"""Reading the first sheet of an Excel workbook as rows of text; nothing in it is run or followed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date

from sopforms.core.table_files import NoTable

# A list of people is small; what unpacks to more is no such list (or a trap).
MOST_UNPACKED = 50_000_000


def rows(data: bytes, most: int) -> Iterator[tuple[int, list[str]]]:
    """Give number (from 1) and cells of each row that is not empty, at most `most` of them.

    Whole numbers are written without a decimal point. Raises NoTable for bytes that are no workbook and for a
    sheet with more rows.
    """
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise NoTable("Dit Excel-bestand is te groot voor een lijst.")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except NoTable:
        raise
    except Exception as error:  # the library raises whatever a broken part of the file makes it stumble on
        raise NoTable("Dit bestand is niet te lezen als Excel-bestand.") from error
    given = 0
    for number, values in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in values]
        if not any(cells):
            continue
        given += 1
        if given > most:
            raise NoTable(f"Deze lijst heeft meer dan {most} regels.")
        yield number, cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()

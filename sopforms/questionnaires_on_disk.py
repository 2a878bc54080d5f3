"""The one place that reads questionnaire files from disk; the core gets their content."""

from __future__ import annotations

import os
from pathlib import Path

from sopforms.core.questionnaire.load import Shelf
from sopforms.core.questionnaire.reading import MOST_BYTES

SHIPPED = Path(__file__).resolve().parent.parent / "questionnaires"
SCALES = "scales.json"


def read(path: str | os.PathLike[str]) -> bytes:
    """Return the content of a file; of one that is too large just enough to tell. OSError if unreadable."""
    with open(path, "rb") as file:
        return file.read(MOST_BYTES + 1)


def shelf(path: str | os.PathLike[str]) -> Shelf:
    """Return the scales in the file `path`."""
    return Shelf(read(path), os.fspath(path))


def shelf_beside(file: str | os.PathLike[str]) -> Shelf:
    """Return the `scales.json` beside `file`, else the product's, else no scales."""
    for path in (
        Path(file).parent / SCALES if os.fspath(file) != "<text>" else SHIPPED / SCALES,
        SHIPPED / SCALES,
    ):
        if path.is_file():
            return shelf(path)
    return Shelf()

"""Write the tables of the authors' book anew and take its pictures again: make docs."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.book import BOOK, written
from tests.docs.pictures import take

if __name__ == "__main__":
    BOOK.write_text(written(BOOK.read_text("utf-8")), "utf-8")
    with TemporaryDirectory() as folder:
        take(Path(folder))

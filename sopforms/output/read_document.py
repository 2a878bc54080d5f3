"""Reading a Word file or plain text that a school brings, as Markdown: headings, paragraphs, lists, tables.

Only words are taken: no pictures, no macros, nothing that the file refers to. What unpacks to more than text
can be is refused before it is read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from sopforms.core.errors import Invalid
from sopforms.core.table_files import decoded
from sopforms.output.pasted import as_markdown

MOST_UNPACKED = 60_000_000
UNREADABLE = "Dit bestand is niet te lezen als Word-bestand. Sla het opnieuw op als .docx, of plak de tekst."
_LEVEL = re.compile(r"(?:heading|kop)\s*(\d)", re.IGNORECASE)


def markdown(name: str, data: bytes) -> str:
    """Return the words of a file; raises Invalid for `file` when it cannot be read or holds none."""
    text = _word(data) if name.lower().endswith(".docx") else as_markdown(decoded(data))
    if not text.strip():
        raise Invalid(file="In dit bestand staat geen tekst.")
    return text


def _word(data: bytes) -> str:
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise Invalid(file="Dit bestand is te groot. Plak de tekst in het vak.")
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
    except Invalid:
        raise
    except Exception as error:  # the library raises whatever a broken part of the file makes it stumble on
        raise Invalid(file=UNREADABLE) from error
    return "\n\n".join(lines)


def _lines(document: object) -> Iterator[str]:
    from docx.table import Table

    for block in document.iter_inner_content():  # type: ignore[attr-defined]
        if isinstance(block, Table):
            yield from (" – ".join(_cells(row)) for row in block.rows if any(_cells(row)))
            continue
        words = " ".join(block.text.split())
        if words:
            yield _written(words, (block.style.name if block.style is not None else "") or "")


def _cells(row: object) -> list[str]:
    """Return the words of a row's cells; a merged cell counts once."""
    texts = [" ".join(cell.text.split()) for cell in row.cells]  # type: ignore[attr-defined]
    return [text for text in dict.fromkeys(texts) if text]


def _written(words: str, style: str) -> str:
    level = _LEVEL.search(style)
    if level is not None or style.lower() in {"title", "titel"}:
        return f"{'#' * min(int(level[1]) if level else 1, 4)} {words}"
    return f"- {words}" if style.lower().startswith(("list", "lijst")) else words

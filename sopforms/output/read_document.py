"""Reading a Word file or plain text that a school brings, as the Markdown of the editor.

Only words are taken, with headings, lists, tables as lists, bold, italics and safe links; nothing is run or
followed. What unpacks to more than text can be is refused before it is read.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from sopforms.core.errors import Invalid
from sopforms.core.table_files import decoded
from sopforms.output import word_words
from sopforms.output.markdown_writing import to_markdown
from sopforms.output.pasted import as_markdown

MOST_UNPACKED = 60_000_000
MOST_WORDS_UNPACKED = 10_000_000  # of what is read as XML: without photos no text comes near
UNREADABLE = "Dit bestand is niet te lezen als Word-bestand. Sla het opnieuw op als .docx, of plak de tekst."
EMPTY = "In dit bestand staat geen tekst."
TOO_LARGE = "Dit bestand is te groot. Plak de tekst in het vak."
MACROS = "Dit bestand bevat macro's. Sla het in Word op als gewoon .docx, of plak de tekst."
NOT_PLAIN = "Dit is geen platte tekst. Kies een Word-bestand (.docx), of plak de tekst."

PICTURES = "Plaatjes komen niet mee."
NOTES = "Voetnoten komen niet mee."
TABLES = "Een tabel werd een lijst: elke rij is een punt onder de koppen van de tabel."


@dataclass(frozen=True, slots=True)
class Read:
    """The words of a file as Markdown, and in Dutch what did not come along or looks otherwise."""

    text: str
    remarks: tuple[str, ...] = ()


def read(name: str, data: bytes, *, title: str = "") -> Read:
    """Return the words of a file; raises Invalid for `file` when it cannot be read or holds none.

    A first heading that says no more than `title` is left out: the chapter has it already.
    """
    found = _word(data, title) if name.lower().endswith(".docx") else _plain(data)
    if not found.text.strip():
        raise Invalid(file=EMPTY)
    return found


def _plain(data: bytes) -> Read:
    if b"\0" in data and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Invalid(file=NOT_PLAIN)
    if len(text := decoded(data)) > word_words.MOST:
        raise Invalid(file=word_words.TOO_MUCH)
    return Read(as_markdown(text))


def _word(data: bytes, title: str) -> Read:
    import docx

    try:
        _check_package(data)
        found = word_words.words_of(docx.Document(io.BytesIO(data)))
    except Invalid:
        raise
    except Exception as error:  # the library raises whatever a broken part of the file makes it stumble on
        raise Invalid(file=UNREADABLE) from error
    saw = ((found.tables, TABLES), (found.pictures, PICTURES), (found.notes, NOTES))
    return Read(as_markdown(to_markdown(found.without(title))), tuple(said for is_so, said in saw if is_so))


def _check_package(data: bytes) -> None:
    """Refuse what unpacks to too much, and what may run: nothing was unpacked before."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    written = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Invalid(file=TOO_LARGE)
    if sum(part.file_size for part in written) > MOST_WORDS_UNPACKED:
        raise Invalid(file=TOO_LARGE)
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Invalid(file=MACROS)

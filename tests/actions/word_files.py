"""Word templates as schools send them, good and bad."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import docx


def a_template(head: str, drop: Sequence[str] = ()) -> bytes:
    """A letterhead with `head` above each page, without the styles of `drop`."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = head
    for name in drop:
        element = document.styles[name].element
        element.getparent().remove(element)
    return saved(document)


def without_styles() -> bytes:
    """A document of which every style was taken out."""
    document = docx.Document()
    for element in list(document.styles.element):
        if element.tag.endswith("}style"):
            document.styles.element.remove(element)
    return saved(document)


def with_macros() -> bytes:
    """A document with something that runs."""
    data = io.BytesIO(a_template("x"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return data.getvalue()


def as_template(data: bytes) -> bytes:
    """The same as a .dotx, as Word saves templates."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(b"document.main+xml", b"template.main+xml"))
    return written.getvalue()


def saved(document: object) -> bytes:
    """The bytes of a document."""
    data = io.BytesIO()
    document.save(data)  # type: ignore[attr-defined]
    return data.getvalue()

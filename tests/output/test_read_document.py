"""Words out of the files that schools bring: nothing of them is lost, nothing in them runs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from sopforms.core.errors import Invalid
from sopforms.output import read_document, word_words
from sopforms.output.read_document import read
from tests.actions.word_files import a_template, saved, with_macros


def test_a_word_file_keeps_its_headings_lists_looks_and_links() -> None:
    document = docx.Document()
    document.add_heading("6. Extra hulp", 1)
    line = document.add_paragraph("Wij helpen ")
    line.add_run("elk kind").bold = True
    line.add_run(" met ")
    line.add_run("rust").italic = True
    line.add_run(". Wat 3 * 4 kost, staat [hier].")
    document.add_paragraph("Wij vragen het u.", style="List Number")
    document.add_paragraph("U beslist mee.", style="List Number")
    document.add_paragraph("• Getypt punt")
    document.add_heading("Diep", 4)
    document.add_paragraph().add_run("Rekenen en taal").bold = True
    document.add_paragraph("1. Geen lijst")

    found = read("hulp.docx", saved(document), title="Extra hulp")

    assert found.text.split("\n\n") == [
        "Wij helpen **elk kind** met *rust*. Wat 3 \\* 4 kost, staat \\[hier\\].",
        "1. Wij vragen het u.\n2. U beslist mee.",
        "- Getypt punt",
        "### Diep",
        "## Rekenen en taal",
        "1\\. Geen lijst\n",
    ]
    assert found.remarks == ()


def test_a_table_becomes_a_list_and_one_that_only_frames_a_text_is_that_text() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for place, words in enumerate(("Wat", "Waar", "Rust", "Lokaal 4")):
        table.cell(place // 2, place % 2).text = words
    document.add_table(1, 1).cell(0, 0).text = "In een kader."

    found = read("hulp.docx", saved(document))

    assert found.text == "**Wat – Waar**\n\n- Rust – Lokaal 4\n\nIn een kader.\n"
    assert found.remarks == (read_document.TABLES,)


_RUN = "<w:r><w:t>{}</w:t></w:r>"
_BOX = "<w:r><w:pict><w:txbxContent><w:p>{}</w:p></w:txbxContent></w:pict></w:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:ins w:id='1' w:author='A'>{_RUN.format('Erbij gezet.')}</w:ins>", "Erbij gezet."),
        (f"<w:del w:id='1' w:author='A'>{_RUN.format('Weg.')}</w:del>{_RUN.format('Blijft.')}", "Blijft."),
        (f"<w:sdt><w:sdtContent>{_RUN.format('In een veld.')}</w:sdtContent></w:sdt>", "In een veld."),
        (_RUN.format("Buiten.") + _BOX.format(_RUN.format("In een vak.")), "Buiten.\n\nIn een vak."),
        ("<w:hyperlink w:anchor='x'>" + _RUN.format("Een link.") + "</w:hyperlink>", "Een link."),
    ],
    ids=["tracked", "struck out", "field", "box", "link"],
)
def test_words_that_the_library_passes_over_are_not_lost(inside: str, text: str) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))

    assert read("hulp.docx", saved(document)).text.strip() == text


def unpacking_to(size: int) -> bytes:
    """A small file whose text unpacks to so many bytes."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_template("x"))) as source:
        kept = {name: source.read(name) for name in source.namelist() if name != "word/document.xml"}
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in kept.items():
            target.writestr(name, content)
        target.writestr("word/document.xml", b"<!--" + b"a" * size + b"-->")
    return written.getvalue()


def a_long_file() -> bytes:
    document = docx.Document()
    document.add_paragraph("Een heel lang verhaal. " * (word_words.MOST // 20))
    return saved(document)


def a_long_file_of_nothing() -> bytes:
    document = docx.Document()
    nothing = f"<w:p {nsdecls('w')}>{'<w:r/>' * word_words.MOST_ELEMENTS}</w:p>"
    document.element.body.insert(0, parse_xml(nothing))
    return saved(document)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", lambda: b"%PDF-1.7", read_document.UNREADABLE),
        ("a.docx", lambda: b"PK\x03\x04rest", read_document.UNREADABLE),
        ("a.docx", lambda: unpacking_to(2_000), read_document.UNREADABLE),
        ("a.docx", lambda: unpacking_to(read_document.MOST_WORDS_UNPACKED), read_document.TOO_LARGE),
        ("a.docx", with_macros, read_document.MACROS),
        ("a.docx", a_long_file, word_words.TOO_MUCH),
        ("a.docx", a_long_file_of_nothing, word_words.TOO_MUCH),
        ("a.docx", lambda: saved(docx.Document()), read_document.EMPTY),
        ("a.txt", lambda: b"\x00\x01\x02", read_document.NOT_PLAIN),
        ("a.txt", lambda: b"  \n ", read_document.EMPTY),
        ("a.md", lambda: b"a" * (word_words.MOST + 1), word_words.TOO_MUCH),
    ],
    ids=[
        "PDF",
        "half",
        "no text",
        "bomb",
        "macros",
        "long",
        "nothing",
        "empty",
        "bytes",
        "blank",
        "long text",
    ],
)
def test_a_file_that_cannot_be_taken_over_says_what_to_do(
    name: str, data: Callable[[], bytes], says: str
) -> None:
    with pytest.raises(Invalid) as wrong:
        read(name, data())

    assert wrong.value.problems == {"file": says}


def test_a_text_file_of_an_old_machine_is_read_too() -> None:
    assert read("a.txt", "Eén regel.\r\n• Punt".encode("cp1252")).text == "Eén regel.\n- Punt"


def test_a_box_in_a_box_is_read_once_however_deep_they_go() -> None:
    document, inside = docx.Document(), _RUN.format("Diep in een vak.")
    for _depth in range(40):  # read twice at each depth it would take longer than the sun will shine
        inside = f"<w:r><w:pict><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></w:pict></w:r>"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))

    assert read("hulp.docx", saved(document)).text.strip() == "Diep in een vak."

"""A chapter as long as one may be: every document carries it whole, and a longer one is refused in words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
import pytest

from sopforms.core.blocks import Part, Text, paragraph
from sopforms.core.errors import Invalid
from sopforms.output import to_docx, to_html, to_print, to_text
from sopforms.output.markdown import MOST_BYTES, to_blocks
from sopforms.output.to_pdf import render
from tests.output.test_to_pdf import HEAD, read

LINES = 2600  # of 76 bytes


def typed(lines: int) -> Iterator[str]:
    for number in range(lines):
        if number % 20 == 0:
            yield "\n\n"
        yield f"Afspraak {number:04d} geldt voor elke groep en wordt elk jaar met ouders besproken. "


def told(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"Afspraak\s+(\d{4})\s+geldt", text)]


def test_a_chapter_of_200_KB_stands_whole_in_every_document() -> None:
    source = "".join(typed(LINES))
    assert 0.95 * MOST_BYTES < len(source.encode()) <= MOST_BYTES
    text = Text("Proef", (Part("g1", "Lang", to_blocks(source)), Part("g2", "Kort", (paragraph("Slot."),))))

    word = docx.Document(io.BytesIO(to_docx.render(text, HEAD)))
    documents = {
        "HTML": to_html.document(text),
        "text": to_text.text(text),
        "Word": "\n".join(each.text for each in word.paragraphs),
        "PDF": read(render(to_print.section(text, HEAD), title=text.title)),
    }

    for name, words in documents.items():
        assert told(words) == list(range(LINES)), name
        assert "Slot." in words, name


def test_a_longer_one_is_refused_with_the_way_out() -> None:
    with pytest.raises(Invalid) as refused:
        to_blocks("".join(typed(LINES + 100)))

    assert refused.value.problems == {"text": "De tekst is te lang. Maak er aparte hoofdstukken van."}

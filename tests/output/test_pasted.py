"""What comes over the clipboard from Word reads in the editor as it read there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.output.markdown import to_blocks, to_markdown
from sopforms.output.pasted import as_markdown
from tests.core.drafting import drafted

FROM_WORD = (
    "Lezen en spelling\r\n"
    "Wij oefenen twee keer per week in een kleine groep met de leerlingen die dat nodig hebben.\r\n"
    "Daarna kijken wij samen met u.\r\n"
    "•\tEen stille plek\r\n"
    "•\tEen vaste leerkracht\r\n"
    "Bel ons gerust.\r\n"
    "1.\tEerst de leerkracht\r\n"
    "2.\tDan de IB\x92er\r\n"
)
IN_THE_EDITOR = """Lezen en spelling

Wij oefenen twee keer per week in een kleine groep met de leerlingen die dat nodig hebben.

Daarna kijken wij samen met u.
- Een stille plek
- Een vaste leerkracht

Bel ons gerust.
1. Eerst de leerkracht
2. Dan de IB’er
"""


def test_paragraphs_bullets_numbers_and_quotes_of_word_become_markdown() -> None:
    assert as_markdown(FROM_WORD) == IN_THE_EDITOR
    kinds = [type(block).__name__ for block in to_blocks(as_markdown(FROM_WORD))]
    assert kinds == ["Paragraph", "Paragraph", "Paragraph", "ListBlock", "Paragraph", "ListBlock"]


@pytest.mark.parametrize(
    "text",
    [
        "Wij helpen in de klas en in kleine groepen, elke dag van de week,\nen daarna thuis.",
        "- een punt dat te lang is\n  voor een regel",
        "## Kop\nTekst eronder.",
        "Een regel  \nmet een vast einde.",
    ],
)
def test_lines_that_belong_together_stay_together(text: str) -> None:
    assert to_blocks(as_markdown(text)) == to_blocks(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_what_was_made_markdown_once_stays_as_it_is(text: str) -> None:
    assert as_markdown(as_markdown(text)) == as_markdown(text)


def test_a_generated_text_comes_through_unchanged() -> None:
    for part in drafted().parts:
        text = to_markdown(part.blocks)
        assert as_markdown(text) == text

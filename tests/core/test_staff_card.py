"""The card for a team says what the guide says, per need, and nothing else."""

from __future__ import annotations

from sopforms.core.blocks import ListBlock, Paragraph, Part, Sentence, Source, Span, Table, Text
from sopforms.core.needs import Need
from sopforms.core.staff_card import Answered, cards

READING = Need("lezen", "lezen", ("lezen", "dysle"), ("BO-03", "BO-08"), "Merk leesproblemen vroeg op.")
CARE = Need("zorg", "zorg", ("zorg", "medic"), ("ST-01",), "Doe wat is afgesproken.")
ABOUT = {"DE-01": ("lezen",), "EX-01": ("lezen", "rekenen"), "GR-01": ("zorg",), "GE-01": ()}
ANSWERS = {"BO-03": Answered("Taal en lezen vroeg opmerken", "meestal")}


def said(text: str, *indicators: str) -> Sentence:
    return Sentence((Span(text),), tuple(Source(name) for name in indicators))


GUIDE = Text(
    "Ondersteuningsaanbod",
    (
        Part(
            "g2",
            "Extra hulp",
            (
                Paragraph((said("Een specialist helpt bij dyslexie.", "DE-01"),)),
                Table(
                    "Wat",
                    ("Hulp bij", "Wat", "Wie", "Hoe vaak"),
                    (
                        tuple(
                            said(text, "EX-01")
                            for text in ("Lezen", "Kleine groep", "De assistent", "Elke dag")
                        ),
                        tuple(
                            said(text, "EX-01") for text in ("Rekenen", "Kleine groep: zie bij lezen", "", "")
                        ),
                    ),
                ),
                ListBlock(((said("Medicijnen geven wij na afspraak."),),)),
            ),
        ),
        Part("g3", "Ons gebouw", (Paragraph((said("Er is een lift.", "GE-01"), said("Lezen mag overal."))),)),
    ),
)


def test_a_need_has_the_sentences_and_rows_of_the_guide_and_what_the_team_answered():
    reading, care = cards(GUIDE, (READING, CARE), ABOUT, ANSWERS)

    assert reading.promises == (
        "Een specialist helpt bij dyslexie.",
        "Kleine groep. Wie: De assistent. Hoe vaak: Elke dag.",
    )
    assert reading.answered == (ANSWERS["BO-03"],)
    assert care.promises == ("Medicijnen geven wij na afspraak.",)
    assert care.answered == ()


def test_a_need_of_which_the_guide_says_nothing_has_no_card():
    assert [
        card.need.key for card in cards(Text("x", GUIDE.parts[1:]), (READING, CARE), ABOUT, ANSWERS)
    ] == []

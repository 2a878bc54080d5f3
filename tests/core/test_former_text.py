"""A former text is cut over the chapters by its headings, and no word of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import former_text

PROFILE = """Schoolondersteuningsprofiel 2023

# 1. Onze school en populatie
Wij zijn een school met 210 leerlingen.

## Visie op ondersteuning
Elk kind leert anders.

3. Basisondersteuning
Alle leerlingen krijgen instructie op maat.
## Lezen
Wij werken met een protocol.

# Grenzen aan de ondersteuning
Soms lukt het niet. Wij kijken per kind.
"""


def test_headings_with_words_or_numbers_begin_their_chapter() -> None:
    found = former_text.split(PROFILE)

    assert found["rest"] == "Schoolondersteuningsprofiel 2023"
    assert found["ch1"] == "Wij zijn een school met 210 leerlingen."
    assert found["ch2"] == "Elk kind leert anders."
    assert found["ch8"].startswith("Soms lukt het niet.")


def test_a_heading_that_names_no_chapter_goes_on_with_the_one_before() -> None:
    assert former_text.split(PROFILE)["ch3"].endswith("## Lezen\nWij werken met een protocol.")


def test_a_numbered_sentence_is_no_heading() -> None:
    assert former_text.split("1. Wij praten met ouders over extra ondersteuning.") == {
        "rest": "1. Wij praten met ouders over extra ondersteuning."
    }


def test_a_list_of_contents_begins_no_chapter() -> None:
    contents = "1. Visie\n2. Gebouw\n3. Grenzen"
    pages = "1. Visie .... 3\n2. Gebouw\t7"

    for listed in (contents, pages):
        found = former_text.split(f"Inhoud\n{listed}\n\nVooraf.\n\n# 1. Visie\nSamen.\n3. Grenzen\nPer kind.")
        assert found == {"rest": f"Inhoud\n{listed}\n\nVooraf.", "ch2": "Samen.", "ch8": "Per kind."}


def test_a_part_inside_a_chapter_ends_where_the_chapter_goes_on() -> None:
    found = former_text.split(
        "## 4. Zorgstructuur\nDe route.\n## 4.1 Samenwerking in de wijk\nSamen.\n## 4.2 Overdracht\nIn mei."
    )

    assert found == {
        "ch4": "De route.\n\n## 4.2 Overdracht\nIn mei.",
        "ch9": "## 4.1 Samenwerking in de wijk\nSamen.",
    }


def test_a_heading_that_says_more_than_its_chapter_stays_with_the_text() -> None:
    found = former_text.split("# Visie op onderwijs\nSamen.\n# Expertise in autisme\nEen leraar.")

    assert found == {"ch2": "Samen.", "ch5": "# Expertise in autisme\nEen leraar."}


@given(
    st.lists(
        st.sampled_from(["Gewone zin.", "## Visie", "Nog een zin over ons.", "## Anders", ""]), max_size=12
    )
)
def test_every_line_that_begins_no_chapter_is_kept_once(lines: list[str]) -> None:
    found = "\n".join(former_text.split("\n".join(lines)).values()).split("\n")

    for line in ("Gewone zin.", "Nog een zin over ons.", "## Anders"):
        assert found.count(line) == lines.count(line)

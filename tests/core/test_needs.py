"""What parents type, what they mean by it, and which lines of a text speak of that."""

from __future__ import annotations

import pytest

from sopforms.actions import needs as shipped
from sopforms.core.draft_provisions import NEEDS
from sopforms.core.needs import speaks_of, unexplained, wanted

EVERY = shipped.every()


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("dyslexie", ["lezen"]),
        ("mijn kind is dyslectisch", ["lezen"]),
        ("Dyscalculie", ["rekenen"]),
        ("hulp voor mijn zoon met ADHD", ["gedrag"]),
        ("autistisch en snel overprikkeld", ["autisme"]),
        ("rolstoel Amersfoort", ["motoriek"]),
        ("épilepsie", ["zorg"]),
        ("De Regenboog", []),
        ("", []),
    ],
)
def test_words_of_parents_lead_to_needs(typed: str, keys: list[str]) -> None:
    assert [need.key for need in wanted(typed, EVERY).needs] == keys


def test_what_is_no_need_is_the_name_of_a_school_or_a_place():
    found = wanted("school met hulp bij dyslexie in Amersfoort", EVERY)

    assert found.others == ("amersfoort",)
    assert "dyslex" in found.stems


def test_short_words_are_whole_words_and_long_ones_begin_so():
    assert speaks_of("Voorlezen mag bij elke toets.", ["voorlees", "voorlezen"])
    assert not speaks_of("De klas past in de assemblage.", ["ass"])
    assert speaks_of("Een leerling met ASS.", ["ass"])


def test_the_shipped_needs_are_those_of_the_texts_and_each_has_words_and_what_it_asks():
    assert {need.key for need in EVERY} == set(NEEDS)
    assert all(need.words and need.in_class.endswith(".") and need.statements for need in EVERY)


def test_abbreviations_are_explained_unless_the_text_does_so_itself():
    text = "Via bestuur of SWV. De intern begeleider (IB’er) belt. Vraag de IB'er."

    assert [short for short, _meaning in unexplained(text, shipped.abbreviations())] == ["SWV"]
    assert list(unexplained("Vraag het aan de mentor.", shipped.abbreviations())) == []

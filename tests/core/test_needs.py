"""What parents type, what they mean by it, and which lines of a text speak of that."""

from __future__ import annotations

import pytest

from sopforms.actions import needs as shipped
from sopforms.core.draft_provisions import NEEDS
from sopforms.core.errors import Invalid
from sopforms.core.needs import (
    MOST_WORDS,
    Need,
    OwnWords,
    check,
    of_all,
    speaks_of,
    unexplained,
    wanted,
    worded,
    words_in,
)

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


def test_words_are_read_one_a_line_or_with_commas_and_each_once():
    assert words_in(" Flits \r\n\nbril, flits,\nADHD.") == ("flits", "bril", "adhd.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "minstens één woord"),
        (("rekenen", "hulp bij lezen"), "‘hulp bij lezen’"),
        (("a",), "‘a’"),
        (("faal-angst",), "‘faal-angst’"),
        (("lezen", "kind."), "‘kind.’"),
        (tuple(f"woord{n}" for n in range(MOST_WORDS + 1)), f"{MOST_WORDS + 1} woorden"),
        (("l" * 41,), "één woord"),
    ],
)
def test_words_that_nobody_or_everybody_would_type_are_refused(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Invalid) as wrong:
        check(OwnWords("lezen", "lezen en schrijven", words))

    assert said in wrong.value.problems["words"]


def test_the_shipped_words_are_such_as_a_partnership_may_write_itself():
    for need in EVERY:
        check(OwnWords(need.short, need.name, need.words))


def test_a_need_keeps_its_key_and_what_staff_are_asked_in_the_words_of_a_partnership():
    own = worded(EVERY[0], OwnWords("letters", "letters en boeken", ("boek",)))

    assert (own.key, own.statements, own.in_class) == (
        EVERY[0].key,
        EVERY[0].statements,
        EVERY[0].in_class,
    )
    assert (own.short, own.name, own.words) == ("letters", "letters en boeken", ("boek",))
    assert worded(EVERY[0], None) == EVERY[0]


def test_who_looks_everywhere_has_the_words_of_all_and_the_name_on_which_they_agree():
    usual = (Need("a", "eerste", ("een",)), Need("b", "tweede", ("twee",)))
    kust = (Need("a", "aan zee", ("golf", "een")), Need("b", "strand", ("zand",)))
    bos = (Need("a", "in het bos", ("een", "boom")), Need("b", "strand", ("duin",)))

    first, second = of_all([kust, bos], usual)

    assert (first.name, first.words) == ("eerste", ("golf", "een", "boom"))
    assert (second.name, second.words) == ("strand", ("zand", "duin"))
    assert of_all([], usual) == usual

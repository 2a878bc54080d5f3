"""Whether a text that was copied elsewhere still says what was adopted, and what may be recorded of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.errors import Invalid
from sopforms.core.placement import (
    MOST_PASTED,
    check_delivery,
    check_placement,
    difference,
    is_same,
    words_of,
)

ADOPTED = "Extra hulp op onze school. Oefenen in een groep van vier kinderen. De hulp duurt 10 weken."
words = st.lists(st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=6), max_size=12)


@pytest.mark.parametrize(
    "pasted",
    [
        "EXTRA HULP OP ONZE SCHOOL\n\n• Oefenen in een groep van vier kinderen.\n• De hulp duurt 10 weken",
        "<h2>Extra hulp op onze school</h2><p>Oefenen in een groep van <b>vier</b> kinderen. "
        "De hulp duurt 10 weken.</p>",
        "Extra hulp op onze school - Oefenen in een groep van vier kin\u00adderen! De hulp duurt 10 weken…",
    ],
    ids=["capitals and bullets", "tags", "other marks and soft hyphens"],
)
def test_marks_tags_and_capitals_are_no_difference(pasted: str) -> None:
    assert is_same(ADOPTED, pasted)
    assert difference(ADOPTED, pasted) == ()


def test_another_word_is_shown_where_it_stands():
    pieces = difference(ADOPTED, ADOPTED.replace("vier", "zes"))

    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [
        ("del", "vier"),
        ("ins", "zes"),
    ]
    assert pieces[0].text.endswith("een groep van")


def test_a_sentence_that_was_left_out_is_found():
    assert any(
        piece.kind == "del" and "10 weken" in piece.text
        for piece in difference(ADOPTED, ADOPTED.replace(" De hulp duurt 10 weken.", ""))
    )


def test_long_runs_of_the_same_words_are_cut_to_what_is_beside_the_difference():
    long = " ".join(f"woord{number}" for number in range(500))

    pieces = difference(f"{long} eind", f"{long} slot")

    assert len(pieces[0].text.split()) < 20
    assert pieces[0].text.startswith("…")


@given(words, words)
def test_texts_are_the_same_exactly_when_nothing_differs(before: list[str], after: list[str]) -> None:
    one, other = " ".join(before), " ".join(after)

    assert is_same(one, other) == (difference(one, other) == ())
    assert is_same(one, f"<p>{one}</p>")
    kept = [word for piece in difference(one, other) if piece.kind == "ins" for word in piece.text.split()]
    assert all(word in words_of(other) for word in kept)


@pytest.mark.parametrize(
    ("place", "pasted", "field"),
    [("  ", "", "place"), ("gids, bladzijde 12", "x" * (MOST_PASTED + 1), "pasted")],
)
def test_what_nobody_could_find_again_is_refused(place: str, pasted: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_placement(place, pasted)

    assert set(refused.value.problems) == {field}


@pytest.mark.parametrize("day", [None, date(2027, 7, 13), date(2027, 7, 9)])
def test_a_guide_is_delivered_between_its_publication_and_today(day: date | None) -> None:
    with pytest.raises(Invalid):
        check_delivery(day, date(2027, 7, 10), date(2027, 7, 12))


def test_the_day_of_publication_and_today_are_fine():
    check_delivery(date(2027, 7, 10), date(2027, 7, 10), date(2027, 7, 10))

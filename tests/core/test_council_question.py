"""What a council may ask of the board before it advises, what the board may answer, and its signed letter."""

from __future__ import annotations

from datetime import date

import pytest

from sopforms.core.council_question import (
    MOST_LETTER,
    Wish,
    check_answer,
    check_letter,
    check_question,
)
from sopforms.core.errors import Invalid

TODAY, DUE, LATER = date(2027, 4, 20), date(2027, 5, 12), date(2027, 5, 26)
WHY = "Wij vergaderen pas na de vakantie."


@pytest.mark.parametrize(
    ("wish", "text", "wanted", "wrong"),
    [
        (Wish.INFORMATION, "Wat kost dit?", None, set()),
        (Wish.INFORMATION, "Waarom?", None, {"text"}),
        (Wish.LATER_DAY, WHY, LATER, set()),
        (Wish.LATER_DAY, WHY, None, {"wanted"}),
        (Wish.LATER_DAY, WHY, DUE, {"wanted"}),
        (Wish.LATER_DAY, "", date(2027, 4, 1), {"text", "wanted"}),
    ],
)
def test_a_question_says_what_and_until_when(
    wish: Wish, text: str, wanted: date | None, wrong: set[str]
) -> None:
    assert problems(check_question, wish, text, wanted, DUE, TODAY) == wrong


@pytest.mark.parametrize(
    ("agrees", "agreed", "may_move", "wrong"),
    [
        (False, None, True, set()),
        (False, None, False, set()),
        (True, LATER, True, set()),
        (True, None, True, {"agreed"}),
        (True, DUE, True, {"agreed"}),
        (True, date(2027, 4, 1), True, {"agreed"}),
        (True, LATER, False, {"agrees"}),
    ],
)
def test_what_the_board_agrees_to_is_always_later_than_the_term(
    agrees: bool, agreed: date | None, may_move: bool, wrong: set[str]
) -> None:
    assert answered(Wish.LATER_DAY, agreed, agrees=agrees, may_move=may_move) == wrong


@pytest.mark.parametrize("agreed", [LATER, date(2027, 4, 1)])
def test_a_later_day_without_agreement_is_never_taken_for_a_refusal(agreed: date) -> None:
    assert answered(Wish.LATER_DAY, agreed, agrees=False) == {"agrees"}


def test_an_answer_has_words_and_a_question_for_information_asks_no_day():
    assert answered(Wish.INFORMATION, None, agrees=True, answer="Ja.") == {"answer"}


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"PK\x03\x04", b"%PDF-" + b"x" * MOST_LETTER],
    ids=["empty", "page", "zip", "large"],
)
def test_a_letter_is_a_pdf_of_at_most_ten_megabytes(content: bytes) -> None:
    assert problems(check_letter, content) == {"file"}
    check_letter(b"%PDF-1.7 ...")


def answered(
    wish: Wish,
    agreed: date | None,
    *,
    agrees: bool,
    may_move: bool = True,
    answer: str = "Dat is goed, wij wachten.",
) -> set[str]:
    """The fields that something is wrong with in an answer of the board."""
    return problems(
        check_answer, wish, answer, agreed, agrees=agrees, may_move=may_move, due=DUE, today=TODAY
    )


def problems(check, *given, **named) -> set[str]:
    """The fields that something is wrong with."""
    try:
        check(*given, **named)
    except Invalid as wrong:
        return set(wrong.problems)
    return set()

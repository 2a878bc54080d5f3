"""Who gets which letter: facts and one link, a copy is a mail of its own."""

from __future__ import annotations

from datetime import date

import pytest

from sopforms.core import (
    change_letter,
    letter,
    point_letter,
    question_letter,
    secretary_letter,
    waiver_letter,
    year_paper_letter,
)
from sopforms.core.codes import LetterKind, LinkPurpose, Right
from tests.letters import BOARD, DIRK, of_every_kind
from tests.mail_app import ABOUT, CARLA

# About somebody's account, whatever the dossier: `core/account_letter.py`.
OF_ACCOUNTS = {
    LetterKind.RIGHTS_CHANGED,
    LetterKind.ADDRESS_CHANGED,
    LetterKind.SECOND_FACTOR,
    LetterKind.BOARD_SEAT,
}
MADE_IN = (
    change_letter,
    letter,
    point_letter,
    question_letter,
    secretary_letter,
    waiver_letter,
    year_paper_letter,
)


def test_there_is_a_letter_of_every_kind():
    made = set(LetterKind) - {LetterKind.DAY_MAIL}  # that one is put together of the others

    assert {one.kind for one in of_every_kind()} == made
    assert all(
        any(callable(getattr(module, kind.value, None)) for module in MADE_IN) for kind in made - OF_ACCOUNTS
    )


def test_the_secretary_gets_the_request_and_the_chair_a_copy_that_only_reads():
    own, copy = letter.advice_requested(
        ABOUT, 5, CARLA, DIRK, board=BOARD, advise_by=date(2027, 5, 21), right=Right.ADVIES
    )

    assert (own.to, own.copy, own.link.purpose) == (CARLA, False, LinkPurpose.ADVICE)
    assert (copy.to, copy.copy, copy.link.purpose) == (DIRK, True, LinkPurpose.ADVICE_READ)
    assert own.reply_to == copy.reply_to == ABOUT.contact


def test_a_chair_who_is_also_the_secretary_gets_one_mail():
    letters = letter.advice_requested(ABOUT, 5, CARLA, CARLA, board=BOARD, advise_by=date(2027, 5, 21))

    assert len(letters) == 1


def test_two_letters_for_the_same_occasion_have_the_same_key_and_others_do_not():
    again = {one.dedupe for one in of_every_kind()}

    assert again == {one.dedupe for one in of_every_kind(Right.INSTEMMING)}
    assert len(again) == len(of_every_kind())


def test_a_letter_names_nobody_but_whom_to_ask():
    for one in of_every_kind():
        told = {str(fact) for name, fact in one.facts.items() if not name.startswith("contact_")}
        assert not told & {CARLA.name, DIRK.name, CARLA.email, DIRK.email}


@pytest.mark.parametrize("code", ["12345", "1234567", "12a456", "१२३४५६"])
def test_a_code_has_six_digits(code):
    with pytest.raises(ValueError, match="six digits"):
        letter.advice_code(ABOUT, 5, CARLA, code=code, request="s")


def test_a_reminder_tells_how_far_somebody_is_only_when_that_is_known():
    begun = [one.facts.get("steps_left") for one in of_every_kind() if one.kind is LetterKind.SURVEY_REMINDER]

    assert begun == [None, 2]

"""The words a partnership gives its letters: what may stand in them, what must, and what the law keeps."""

import pytest

from sopforms.core import letter_wording as rules
from sopforms.core.codes import LetterKind
from sopforms.core.errors import Invalid
from sopforms.core.letter_wording import OwnWords
from tests.letters import of_every_kind

INVITATION = "{school} vraagt je iets, uiterlijk {sluitdatum}."


def problems(kind: LetterKind, text: str, subject: str = "") -> dict[str, str]:
    with pytest.raises(Invalid) as refused:
        rules.check(kind, OwnWords(subject, text))
    return refused.value.problems


def test_every_placeholder_stands_for_a_fact_that_every_letter_of_its_kind_has():
    letters = of_every_kind()
    for kind in set(rules.KINDS) - {LetterKind.DAY_MAIL}:  # that one is put together of the others
        own = [one for one in letters if one.kind is kind]
        assert own, kind
        assert all(fact in one.facts for one in own for fact in rules.facts_of(kind)), kind


def test_a_placeholder_that_this_letter_has_not_is_refused_by_name():
    said = problems(
        LetterKind.SURVEY_OPENED, f"{INVITATION} {{besluitdatum}} {{naam kind}}", "Voor {bestuur}"
    )

    assert said["text"] == "Dit kennen wij hier niet: {besluitdatum}, {naam kind}. Kies uit de lijst."
    assert said["subject"] == "Dit kennen wij hier niet: {bestuur}. Kies uit de lijst."


def test_a_placeholder_that_must_be_there_is_asked_for_by_name():
    assert problems(LetterKind.SURVEY_OPENED, "Vul de lijst in.")["text"] == (
        "Dit ontbreekt nog: {school}, {sluitdatum}."
    )
    rules.check(LetterKind.SURVEY_OPENED, OwnWords("", INVITATION))


@pytest.mark.parametrize("text", ["", " \n ", f"{INVITATION} {{school", f"{INVITATION} }}", "x" * 4001])
def test_an_empty_a_broken_and_an_endless_text_are_refused(text):
    assert "text" in problems(LetterKind.SURVEY_OPENED, text)


def test_a_letter_of_the_law_asks_for_nothing_because_its_own_sentences_stay():
    rules.check(LetterKind.ADVICE_REQUESTED, OwnWords("", "Onze consulent komt graag langs."))


def test_placeholders_are_filled_once_and_what_they_hold_is_only_text():
    said = rules.filled("{school}: {schooljaar}", {"school": "De {schooljaar}", "school_year": "2027-2028"})

    assert said == "De {schooljaar}: 2027-2028"
    assert rules.paragraphs(" Een\nregel.\n\n\n Twee. ") == ("Een regel.", "Twee.")

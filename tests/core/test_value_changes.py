"""What a school says otherwise than last year, in the words of the scale."""

from sopforms.core.draft_sentences import asked_in
from sopforms.core.value_changes import ValueChange, value_changes
from tests.core.drafting import questionnaires

ASKED = asked_in(questionnaires())


def test_a_value_that_changed_is_told_in_the_words_of_its_scale():
    found = value_changes(ASKED, {"BO-04": 2, "GE-01": "ja"}, {"BO-04": 3, "GE-01": "ja"})

    assert found == (ValueChange(ASKED["BO-04"].short, "soms", "meestal"),)


def test_a_topic_without_a_value_in_one_of_the_years_did_not_change():
    assert value_changes(ASKED, {"BO-04": 2}, {"BO-03": 3}) == ()
    assert value_changes(ASKED, {"BO-04": 2}, {"BO-04": "x"}) == ()


def test_words_of_their_own_are_no_value_on_a_scale():
    assert value_changes(ASKED, {"BO-12": "Rust."}, {"BO-12": "Lezen."}) == ()


def test_the_words_follow_the_language():
    (found,) = value_changes(ASKED, {"BO-04": 1}, {"BO-04": 4}, "en")

    assert (found.before, found.after) == ("not yet", "always")


def test_the_reason_that_the_school_wrote_stands_with_it():
    (found,) = value_changes(ASKED, {"BO-04": 2}, {"BO-04": 3}, reasons={"BO-04": " Wij oefenden dit. "})

    assert found.reason == "Wij oefenden dit."

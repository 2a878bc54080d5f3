"""How long it takes and where somebody goes on."""

from __future__ import annotations

import pytest

from sopforms.core import pace
from sopforms.core.questionnaire import load, visibility
from sopforms.settings import ROOT
from tests.core.questionnaire.forms import a_form, a_page, a_radio

FORM = load(ROOT / "questionnaires" / "po" / "evaluatie.json").for_sector("bao")
FIRST = {"uitleg_matrix": {"bo01": 3, "bo02": 3, "bo05": "x"}}


def test_the_shipped_survey_takes_eight_minutes():
    assert pace.minutes(FORM.pages) == 8
    assert pace.minutes_left(FORM, {}, "uitleg") == 8
    assert pace.size(FORM) == (23, 4)


def test_nothing_left_is_still_a_minute():
    assert pace.minutes([]) == 1


@pytest.mark.parametrize(
    ("answers", "page"),
    [
        ({}, "uitleg"),
        ({"uitleg_matrix": {"bo01": 3}}, "uitleg"),
        (FIRST, "signalen"),
        (FIRST | {"st06": 2}, "structuur"),
        ({"de09": 3, "de10": "Rust"}, None),
        ({"de10": "Rust"}, "tot_slot"),
    ],
)
def test_somebody_goes_on_at_the_last_page_that_is_not_finished(answers, page):
    assert pace.resume_at(FORM, answers) == page


def test_open_choices_are_named_by_row_and_hidden_questions_are_not_open():
    lacking = pace.unanswered(FORM, FIRST | {"ex07": "x"})

    assert lacking["uitleg"] == []
    assert lacking["signalen"] == [f"signalen_matrix.bo0{n}" for n in (3, 4, 6, 7)]
    assert "ex08" not in lacking["samen"]


def test_the_minutes_left_are_those_of_what_is_not_answered_yet():
    samen = FORM.page("samen")
    everything = {
        question.name: {row.name: "x" for row in question.rows} or ("Rust" if not question.is_closed else "x")
        for page in FORM.pages
        for question in page.questions
    }

    assert pace.minutes_left(FORM, FIRST, "signalen") < pace.minutes(FORM.pages)
    assert pace.minutes_left(FORM, FIRST | {"de10": "Rust"}, "tot_slot") == 3
    assert pace.minutes_left(FORM, everything, samen.name) == 1
    assert pace.minutes_left(FORM, FIRST, None) == 1


@pytest.mark.parametrize("answers", [{}, FIRST, FIRST | {"de10": "Rust"}])
def test_the_minutes_to_go_are_those_that_are_left_until_nothing_is_open_on_any_page(answers):
    everything = {
        question.name: {row.name: "x" for row in question.rows} or ("Rust" if not question.is_closed else "x")
        for page in FORM.pages
        for question in page.questions
    }
    pages = ("uitleg", "signalen", "tot_slot")

    to_go = [pace.minutes_to_go(FORM, visibility.walk(FORM, answers), page) for page in pages]

    assert to_go == [pace.minutes_left(FORM, answers, page) for page in pages]
    assert pace.minutes_to_go(FORM, visibility.walk(FORM, everything), "uitleg") == 0


def test_a_question_that_does_not_show_takes_no_time():
    follow_ups = [a_radio(f"b{number}", visible_if="{a} = 1") for number in range(9)]
    form = a_form(a_page(a_radio("a"), *follow_ups, name="p"))

    assert pace.minutes_left(form, {"a": 2}, "p") == 1
    assert pace.minutes_left(form, {"a": 1}, "p") == 2


@pytest.mark.parametrize(
    ("answers", "page", "path"),
    [
        ({}, "uitleg", None),
        ({"uitleg_matrix": {"bo01": 3}}, "uitleg", "uitleg_matrix.bo02"),
        ({"de10": "Rust"}, "tot_slot", "de09"),
        ({"de09": 2}, "tot_slot", "de10"),
        (FIRST, "signalen", None),
    ],
)
def test_who_comes_back_goes_on_at_the_first_open_question(answers, page, path):
    assert pace.first_open(FORM, answers, page) == path


def test_what_is_left_counts_from_the_page_where_somebody_is():
    assert [page.name for page in pace.left_from(FORM, FIRST, "samen")] == ["samen", "tot_slot"]
    assert pace.left_from(FORM, FIRST, None) == []

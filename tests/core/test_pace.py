"""How long it takes and where somebody goes on."""

from __future__ import annotations

import pytest

from sopforms.core import pace
from sopforms.core.questionnaire import load
from sopforms.settings import ROOT

FORM = load(ROOT / "questionnaires" / "po" / "evaluatie.json").for_sector("bao")
FIRST = {"uitleg_matrix": {"bo01": 3, "bo02": 3, "bo05": "x"}}


def test_the_shipped_survey_takes_seven_minutes():
    assert pace.minutes(FORM.pages) == 7
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


def test_what_is_left_counts_from_the_page_where_somebody_is():
    assert [page.name for page in pace.left_from(FORM, FIRST, "samen")] == ["samen", "tot_slot"]
    assert pace.left_from(FORM, FIRST, None) == []

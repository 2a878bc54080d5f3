"""Two years side by side: what is joined, what may be compared, and what breaks."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.questionnaire.model import Renames
from sopforms.core.questionnaire.trends import Figure, Footing, Year, compare

from .forms import a_form, a_measure, a_question, a_radio, an_entry

FRAME = {"invited": 20, "cycle": "2026-2027", "location": "09QA00"}
TEN = 10


def a_year(question, *values, renames=None, kinds=("distribution", "mean"), **entry):
    """The figures of a form with this one question, answered so by ten people each."""
    form = a_form(question, mapping={question.name: an_entry(question, *kinds, **entry)})
    form = replace(form, renames=renames or Renames())
    responses = [{question.name: value} for value in values]
    return Year(form, aggregate(form, responses, **FRAME)["items"])


def the_row(now, before, **facts):
    (row,) = compare(now, before, **facts).rows
    return row


def test_last_years_value_stands_beside_this_years():
    row = the_row(
        a_year(a_radio(), *[3] * TEN, indicator="BO-01"), a_year(a_radio(), *[2] * TEN, indicator="BO-01")
    )

    assert (row.footing, row.figure, row.before, row.after) == (Footing.COMPARABLE, Figure.MEAN, 2, 3)
    assert (row.lowest, row.highest, row.change) == (1, 4, 1)


def test_an_indicator_joins_whatever_the_question_is_called():
    now = a_year(a_radio("nieuw"), *[3] * TEN, indicator="BO-01")
    before = a_year(a_radio("oud"), *[2] * TEN, indicator="BO-01")

    assert the_row(now, before).before == 2


def test_without_an_indicator_the_name_joins_through_its_renames():
    renames = Renames(questions={"oudste": "oud", "oud": "nieuw"})
    now = a_year(a_radio("nieuw"), *[3] * TEN, renames=renames)

    assert the_row(now, a_year(a_radio("oudste"), *[2] * TEN)).before == 2
    assert the_row(now, a_year(a_radio("anders"), *[2] * TEN)).footing is Footing.NEW


def test_a_renamed_row_of_a_renamed_grid_goes_on():
    renames = Renames(questions={"oud": "nieuw"}, rows={"nieuw": {"a": "b"}})
    old, new = (
        a_question("matrix", name, choices=(1, 2, 3, 4), rows=(row,))
        for name, row in (("oud", "a"), ("nieuw", "b"))
    )

    row = the_row(a_year(new, *[{"b": 3}] * TEN, renames=renames), a_year(old, *[{"a": 2}] * TEN))

    assert row.before == 2


def test_a_break_that_was_recorded_takes_the_earlier_value_away():
    now, before = (a_year(a_radio(), *[value] * TEN, indicator="BO-01") for value in (3, 2))

    row = the_row(now, before, breaks=["BO-01"], reworded=["BO-01"])

    assert (row.footing, row.before, row.after, row.change) == (Footing.BROKEN, None, 3, None)


def test_a_break_under_an_old_name_is_found_under_the_new_one():
    renames = Renames(questions={"oud": "nieuw"})
    now = a_year(a_radio("nieuw"), *[3] * TEN, renames=renames)

    assert the_row(now, a_year(a_radio("oud"), *[2] * TEN), breaks=["oud"]).footing is Footing.BROKEN


def test_other_words_are_marked_but_compared():
    now, before = (a_year(a_radio(), *[value] * TEN, indicator="BO-01") for value in (3, 2))

    row = the_row(now, before, reworded=["BO-01"])

    assert (row.footing, row.before) == (Footing.REWORDED, 2)


@pytest.mark.parametrize(
    "earlier",
    [
        a_measure((1, 2, 3, "x")),
        a_measure((1, 2, 3, 4, 5, "x")),
        a_measure((1, 2, 3, 4, "x"), missing=()),
        a_measure((1, 2, 3, 4, "x"), bipolar=True),
    ],
)
def test_another_scale_breaks_the_series_even_when_nobody_recorded_it(earlier):
    choices = tuple(value.value for value in earlier.values)
    before = a_year(a_radio(choices=choices), *[2] * TEN, indicator="BO-01", measure=earlier)

    row = the_row(a_year(a_radio(), *[3] * TEN, indicator="BO-01"), before)

    assert (row.footing, row.before) == (Footing.BROKEN, None)


def test_choices_that_were_renamed_are_the_same_scale():
    renames = Renames(choices={"q": {"2": "3"}})

    def scored(second):
        (one, two) = a_measure((1, second)).values
        return replace(a_measure(()), values=(one, replace(two, score=2)))

    now = a_year(a_radio(choices=(1, 3)), *[3] * TEN, renames=renames, measure=scored(3))
    before = a_year(a_radio(choices=(1, 2)), *[2] * TEN, measure=scored(2))
    assert the_row(now, before).footing is Footing.COMPARABLE


def test_yes_and_no_are_compared_by_the_share_of_yes():
    now = a_year(a_question("boolean"), *[True] * TEN, kinds=("share_yes",))
    before = a_year(a_question("boolean"), *[True] * 5, *[False] * 5, kinds=("share_yes",))

    assert the_row(now, before).change == 0.5


def test_a_mean_over_other_rows_is_another_mean():
    def grid(*rows):
        question = a_question("matrix", choices=(1, 2, 3, 4), rows=rows)
        return a_year(question, *[dict.fromkeys(rows, 2)] * TEN, kinds=("scale_mean",), indicator="BO-09")

    assert the_row(grid("a", "b"), grid("a", "b")).footing is Footing.COMPARABLE
    assert the_row(grid("a", "b", "c"), grid("a", "b")).footing is Footing.BROKEN


def test_a_small_team_compares_medians_because_a_mean_may_not_be_told():
    now, before = (a_year(a_radio(), *[value] * 6, indicator="BO-01") for value in (3, 2))

    row = the_row(now, before)

    assert (row.figure, row.before, row.after) == (Figure.MEDIAN, 2, 3)


def test_what_was_hidden_last_year_stays_hidden_now():
    now, before = a_year(a_radio(), *[3] * TEN), a_year(a_radio(), *[2] * 4)

    row = the_row(now, before)

    assert (row.footing, row.before) == (Footing.FEW, None)
    assert compare(before, now).rows == ()


def test_what_is_asked_no_more_is_named():
    now = a_year(a_radio("b"), *[3] * TEN, indicator="BO-02")

    found = compare(now, a_year(a_radio("a"), *[3] * TEN, indicator="BO-01"))

    assert [entry.short["nl"] for entry in found.gone] == ["a"]
    assert [row.footing for row in found.rows] == [Footing.NEW]


@given(
    st.lists(st.sampled_from([1, 2, 3, 4, "x"]), max_size=14),
    st.lists(st.sampled_from([1, 2, 3, 4, "x"]), max_size=14),
    st.booleans(),
)
def test_a_comparison_tells_nothing_that_the_two_years_do_not_tell_themselves(this, last, broken):
    now, before = a_year(a_radio(), *this), a_year(a_radio(), *last)

    found = compare(now, before, breaks=["q"] if broken else [])

    for row in found.rows:
        assert "suppressed" not in now.items[0]
        if row.before is not None:
            assert not broken
            assert row.before in (before.items[0].get("mean"), before.items[0].get("median"))

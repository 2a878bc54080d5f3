"""What a small group may not be told: not by one figure, and not by two laid side by side."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.questionnaire.answers import clean
from sopforms.core.questionnaire.disclosure import open_keys

from .forms import a_form, a_page, a_panel, a_question, a_radio, an_entry

FRAME = {"invited": 30, "cycle": "2026-2027", "location": "09QA00"}


def items(form, responses, threshold=5):
    cleaned = [clean(form, answers) for answers in responses]
    return {
        ".".join(filter(None, (item["question"], item.get("row")))): item
        for item in aggregate(form, cleaned, threshold=threshold, **FRAME)["items"]
    }


def hidden(form, responses, threshold=5):
    found = items(form, responses, threshold)
    return {name for name, item in found.items() if "suppressed" in item}


AFTER_NO = a_radio("b", visible_if="{a} != 'nee'")


def test_who_said_no_cannot_be_counted_from_who_saw_the_next_question():
    form = a_form(a_radio("a", choices=("ja", "nee")), AFTER_NO)
    eleven_of_twelve = [{"a": "nee"}, {"a": "ja", "b": 2}, *[{"b": 2}] * 10]

    assert hidden(form, eleven_of_twelve) == {"a", "b"}
    assert hidden(form, [{"a": "ja", "b": 2}] * 12) == set()


@pytest.mark.parametrize(
    "parts",
    [
        (a_panel(a_radio("b"), visible_if="{a} != 'nee'"),),
        (a_panel(a_panel(a_radio("b"), name="binnen"), visible_if="{a} != 'nee'"),),
        (a_question("boolean", "c", visible_if="{a} != 'nee'"), a_radio("b", visible_if="{c} empty or {c}")),
    ],
)
def test_the_same_holds_by_way_of_a_panel_and_of_a_question_in_between(parts):
    form = a_form(a_radio("a", choices=("ja", "nee")), *parts)

    assert "b" in hidden(form, [{"a": "nee"}, *[{"b": 2}] * 11])


def test_the_same_holds_by_way_of_a_page():
    first, second = a_page(a_radio("a", choices=("ja", "nee"))), a_page(a_radio("b"), name="p2")

    form = a_form(first, replace(second, visible_if=AFTER_NO.visible_if))

    assert "b" in hidden(form, [{"a": "nee"}, *[{"b": 2}] * 11])


def test_a_question_of_which_nothing_is_reported_guards_what_hangs_on_it_too():
    question = a_radio("a", choices=("ja", "nee"))
    form = a_form(question, AFTER_NO, mapping={"a": an_entry(question, "none")})

    assert hidden(form, [{"a": "nee"}, *[{"b": 2}] * 11]) == {"b"}


def test_a_higher_threshold_of_the_author_holds_for_what_hangs_on_the_answer():
    question = a_radio("a", choices=("ja", "nee"))
    form = a_form(question, AFTER_NO, mapping={"a": an_entry(question, threshold=12)})
    eleven = [*[{"a": "nee"}] * 3, *[{"a": "ja", "b": 1}] * 8]

    assert hidden(form, eleven) == {"a", "b"}
    assert hidden(form, [*eleven, {"a": "ja", "b": 1}]) == set()


def test_a_row_of_a_grid_can_be_what_a_question_hangs_on():
    grid = a_question("matrix", "g", choices=(1, 2, "x"), rows=("r1", "r2"))
    form = a_form(grid, a_radio("b", visible_if="{g.r1} != 1"), a_radio("c", visible_if="{g} notempty"))
    responses = [{"g": {"r1": 1, "r2": 2}}, *[{"g": {"r2": 2}, "b": 1, "c": 1}] * 11]

    assert hidden(form, responses) == {"g.r1", "b"}


def test_a_grid_that_hangs_on_a_hidden_answer_is_hidden_row_by_row():
    grid = a_question("matrix", "g", choices=(1, 2), rows=("r1", "r2"), visible_if="{a} != 'nee'")
    form = a_form(
        a_radio("a", choices=("ja", "nee")), grid, mapping={"g": an_entry(grid, "distribution", "scale_mean")}
    )

    found = hidden(form, [{"a": "nee"}, *[{"g": {"r1": 1, "r2": 1}}] * 11])

    assert found == {"a", "g.r1", "g.r2", "g"}


def test_a_mean_over_rows_does_not_give_away_the_row_that_is_hidden():
    grid = a_question("matrix", "g", choices=(1, 2, 3, 4), rows=("r1", "r2"))
    form = a_form(grid, mapping={"g": an_entry(grid, "mean", "scale_mean")})
    few = [*[{"g": {"r1": 4, "r2": 1}}] * 4, *[{"g": {"r2": 1}}] * 8]

    assert hidden(form, few) == {"g.r1", "g"}
    assert hidden(form, [*few, {"g": {"r1": 4, "r2": 1}}]) == set()


def test_open_answers_are_read_only_when_enough_people_were_shown_the_question():
    texts = a_question("comment", "t", visible_if="{a} != 'nee'")
    form = a_form(
        a_radio("a", choices=("ja", "nee"), has_comment=True),
        texts,
        a_question("text", "n", input_type="number"),
    )

    assert open_keys(form, [{"a": "ja", "t": "Rust"}] * 5, 5) == ("a-Comment", "t")
    assert open_keys(form, [{"a": "ja", "t": "Rust"}] * 5, 6) == ()
    assert open_keys(form, [{"a": "nee"}, *[{"t": "Rust"}] * 11], 5) == ("a-Comment",)


# properties

ASKED = a_form(
    a_radio("a", choices=(1, 2, 3, "x")),
    a_radio("b", visible_if="{a} != 1"),
    a_radio("c", visible_if="{b} empty or {b} anyof [1, 2]"),
    a_question("comment", "t", visible_if="{c} empty"),
)
PICK = st.sampled_from([1, 2, 3, "x"])
RESPONSES = st.lists(
    st.fixed_dictionaries({}, optional={"a": PICK, "b": PICK, "c": PICK, "t": st.just("Rust")}), max_size=16
)


@given(RESPONSES, st.integers(5, 10))
def test_a_hidden_answer_has_no_trace_in_what_is_shown(responses, threshold):
    """Whatever few people answered to a hidden question, all that is told stays the same."""
    told = items(ASKED, responses, threshold)
    if "suppressed" not in told["a"]:
        return

    for other in (1, 2, 3, "x"):
        changed = [{**answers, "a": other} if "a" in answers else answers for answers in responses]
        again = items(ASKED, changed, threshold)
        if "suppressed" in again["a"]:
            assert again == told


@given(RESPONSES)
def test_a_lower_threshold_only_adds_and_a_higher_one_only_takes_away(responses):
    found = [hidden(ASKED, responses, threshold) for threshold in range(5, 11)]

    assert all(low <= high for low, high in pairwise(found))

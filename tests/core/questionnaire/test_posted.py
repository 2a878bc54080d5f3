"""From a posted page to the draft, and from the draft to what the inputs show."""

from sopforms.core.questionnaire.answers import problems
from sopforms.core.questionnaire.posted import (
    answers_of_post,
    merge,
    shown,
    shown_value,
    values_for_form,
)

from .forms import a_form, a_question, a_radio

QUESTIONS = (
    a_radio("a", has_other=True),
    a_question("boolean", "b"),
    a_question("checkbox", "c", choices=(1, "x")),
    a_question("matrix", "d", choices=(1, "x"), rows=("r1", "r2")),
    a_question("text", "e", input_type="number"),
    a_question("text", "f", input_type="date"),
    a_question("comment", "g"),
)


def test_keys_become_values_and_texts_stay_as_typed():
    posted = {
        "q_a": ["other"],
        "q_a-Comment": [" meer "],
        "q_b": ["false"],
        "q_c": ["x", "1", "x"],
        "q_d--r1": ["1"],
        "q_d--r2": [""],
        "q_e": ["12,5"],
        "q_f": ["31-13-2027"],
        "q_g": [""],
        "csrf_token": ["t"],
    }

    assert answers_of_post(QUESTIONS, posted) == {
        "a": "other",
        "a-Comment": " meer ",
        "b": False,
        "c": ["x", 1],
        "d": {"r1": 1},
        "e": "12,5",
        "f": "31-13-2027",
    }


def test_an_unknown_key_is_kept_so_that_the_page_can_name_it():
    answers = answers_of_post(QUESTIONS, {"q_a": ["9"], "q_c": ["z"], "q_d--r1": ["z"]})

    assert answers == {"a": "9", "c": ["z"], "d": {"r1": "z"}}
    assert [p.path for p in problems(a_form(*QUESTIONS), answers)] == ["a", "c", "d.r1"]


def test_the_page_tells_what_it_offered():
    assert shown({"_shown": [shown_value(["a", "b"])]}) == ("a", "b")
    assert shown({}) == ()


def test_posted_answers_replace_the_draft_of_what_was_offered_and_is_still_visible():
    draft = {"a": 1, "a-Comment": "oud", "b": True, "c": ["x"], "e": 7}

    merged = merge(
        draft, offered={"a", "b", "c"}, posted_answers={"a": 2, "e": 9}, visible_after={"a", "c", "e"}
    )

    assert merged == {"a": 2, "b": True, "e": 7}
    assert draft == {"a": 1, "a-Comment": "oud", "b": True, "c": ["x"], "e": 7}


def test_inputs_show_numbers_and_dates_as_people_write_them_here():
    draft = {"e": 12.5, "f": "2027-05-21", "a": 2, "b": True, "c": [1, "x"], "d": {"r1": 1}, "g": "tekst"}
    shown_values = {}
    for question in QUESTIONS:
        shown_values |= values_for_form(question, draft)

    assert shown_values == {
        "q_a": "2",
        "q_a-Comment": "",
        "q_b": "true",
        "q_c": ["1", "x"],
        "q_d--r1": "1",
        "q_d--r2": "",
        "q_e": "12,5",
        "q_f": "21-5-2027",
        "q_g": "tekst",
    }


def test_what_cannot_be_read_comes_back_as_it_was_typed():
    assert values_for_form(QUESTIONS[5], {"f": "31-13-2027"}) == {"q_f": "31-13-2027"}
    assert values_for_form(QUESTIONS[4], {"e": "veel"}) == {"q_e": "veel"}

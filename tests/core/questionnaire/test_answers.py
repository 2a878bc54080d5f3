"""What is stored of answers, and what is said about those that cannot be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire.answer_problems import MESSAGES
from sopforms.core.questionnaire.answers import clean, problems
from sopforms.core.questionnaire.expression import parse
from sopforms.core.questionnaire.model import Validator
from sopforms.core.questionnaire.visibility import visible

from .forms import a_form, a_page, a_question, a_radio, text

ABSENT = object()
MATRIX = a_question("matrix", choices=(1, 2, "x"), rows=("r1", "r2"))
CHECKS = a_question("checkbox", choices=("a", "b", "c"))
NUMBER = a_question("text", input_type="number")
DATE = a_question("text", input_type="date")
WORDS = a_question("comment", max_length=10)


@pytest.mark.parametrize(
    ("question", "given_", "stored"),
    [
        (a_radio(), "2", 2),
        (a_radio(), 2.0, 2),
        (a_radio(), True, ABSENT),
        (a_radio(), "x", "x"),
        (a_radio(), " 2", ABSENT),
        (a_radio(), [2], ABSENT),
        (a_radio(choices=("1", "2")), 1, ABSENT),
        (a_radio(), "", ABSENT),
        (a_radio(has_none=True), "none", "none"),
        (a_radio(), "none", ABSENT),
        (a_question("boolean"), "true", True),
        (a_question("boolean"), False, False),
        (a_question("boolean"), 1, ABSENT),
        (a_question("boolean"), "True", ABSENT),
        (CHECKS, ["b", "a", "b", "z"], ["b", "a"]),
        (CHECKS, "a", ["a"]),
        (CHECKS, [], ABSENT),
        (CHECKS, {"a": 1}, ABSENT),
        (MATRIX, {"r2": "1", "r1": "x", "r9": 1}, {"r1": "x", "r2": 1}),
        (MATRIX, {"r1": None, "r2": ""}, ABSENT),
        (MATRIX, "r1", ABSENT),
        (NUMBER, " 12,50 ", 12.5),
        (NUMBER, "+7.0", 7),
        (NUMBER, "-0", 0),
        (NUMBER, 0, 0),
        (NUMBER, "1e3", ABSENT),
        (NUMBER, ",5", ABSENT),
        (NUMBER, True, ABSENT),
        (NUMBER, float("inf"), ABSENT),
        (NUMBER, "1" * 16, ABSENT),
        (NUMBER, "٣", ABSENT),
        (DATE, "21-5-2027", "2027-05-21"),
        (DATE, "2027-05-21", "2027-05-21"),
        (DATE, "31-13-2027", ABSENT),
        (DATE, "29-2-2027", ABSENT),
        (DATE, "1-1-1899", ABSENT),
        (DATE, "2027-5-21", ABSENT),
        (WORDS, " a\r\nb\rc\x00 ", "a\nb\nc"),
        (WORDS, "e\u0301\ud800", "é"),
        (WORDS, " \n ", ABSENT),
        (WORDS, ["a"], ABSENT),
    ],
)
def test_an_answer_is_stored_as_one_plain_value_or_not_at_all(question, given_, stored):
    cleaned = clean(a_form(question), {"q": given_})

    assert cleaned == ({} if stored is ABSENT else {"q": stored})
    assert [type(value) for value in cleaned.values()] == ([] if stored is ABSENT else [type(stored)])


def test_clean_is_in_document_order_with_each_comment_behind_its_question():
    form = a_form(a_radio("a", has_comment=True), a_radio("b", choices=("x",), has_other=True), a_radio("c"))

    cleaned = clean(form, {"c": 1, "b-Comment": "iets", "b": "other", "a-Comment": "los", "zz": 1})

    assert list(cleaned.items()) == [("a-Comment", "los"), ("b", "other"), ("b-Comment", "iets"), ("c", 1)]
    assert clean(form, {"b": "x", "b-Comment": "iets"}) == {"b": "x"}


def check(type_, **limits):
    return Validator(type_, **limits)


@pytest.mark.parametrize(
    ("question", "given_", "expected"),
    [
        (a_radio(), {"q": "9"}, {"q": "not_a_choice"}),
        (a_radio(required=True), {"q": "9"}, {"q": "not_a_choice"}),
        (CHECKS, {"q": ["a", "z"]}, {"q": "not_a_choice"}),
        (MATRIX, {"q": 3}, {"q": "not_a_choice"}),
        (MATRIX, {"q": {"r2": 7}}, {"q.r2": "not_a_choice"}),
        (NUMBER, {"q": "twaalf"}, {"q": "not_a_number"}),
        (DATE, {"q": "31-13-2027"}, {"q": "not_a_date"}),
        (a_radio(), {}, {}),
        (a_radio(required=True), {}, {"q": "required_choice"}),
        (a_radio(required_if="{q} empty"), {}, {"q": "required_choice"}),
        (a_question("boolean", required=True), {"q": False}, {}),
        (a_question("comment", required=True), {"q": " "}, {"q": "required_text"}),
        (a_question("text", input_type="date", required=True), {}, {"q": "required_date"}),
        (a_question("text", input_type="email", required=True), {}, {"q": "required_email"}),
        (a_question("text", input_type="number", required=True), {"q": 0}, {}),
        (a_question("matrix", choices=(1,), rows=("r1", "r2"), required=True), {}, {"q": "required_choice"}),
        (
            a_question("matrix", choices=(1,), rows=("r1", "r2"), each_row_required=True),
            {},
            {"q.r1": "required_choice", "q.r2": "required_choice"},
        ),
        (
            a_question("matrix", choices=(1,), rows=("r1", "r2"), each_row_required=True),
            {"q": {"r1": 5}},
            {"q.r1": "not_a_choice", "q.r2": "required_choice"},
        ),
        (a_radio(has_other=True), {"q": "other"}, {"q-Comment": "required_other"}),
        (a_radio(has_other=True), {"q": "other", "q-Comment": "x" * 501}, {"q-Comment": "too_long"}),
        (a_radio(has_comment=True), {"q-Comment": "x" * 1000}, {}),
        (a_radio(has_comment=True), {"q-Comment": "x" * 1001}, {"q-Comment": "too_long"}),
        (
            a_question("checkbox", choices=("a",), has_none=True),
            {"q": ["none", "a"]},
            {"q": "none_with_others"},
        ),
        (a_question("checkbox", choices=("a", "b"), min_selected=1), {}, {"q": "too_few"}),
        (a_question("checkbox", choices=("a", "b"), max_selected=1), {"q": ["a", "b"]}, {"q": "too_many"}),
        (
            a_question("checkbox", choices=("a", "b"), validators=[check("answercount", min_count=2)]),
            {"q": ["a"]},
            {"q": "too_few"},
        ),
        (
            a_question("checkbox", choices=("a", "b"), validators=[check("answercount", min_count=2)]),
            {},
            {},
        ),
        (a_question("text", input_type="number", min=3), {"q": 2.9}, {"q": "too_low"}),
        (a_question("text", input_type="number", max=3), {"q": "3,1"}, {"q": "too_high"}),
        (
            a_question("text", input_type="number", validators=[check("numeric", max_value=3)]),
            {"q": 4},
            {"q": "too_high"},
        ),
        (a_question("text", input_type="number", step=0.1), {"q": 0.3}, {}),
        (a_question("text", input_type="number", step=0.1), {"q": 0.35}, {"q": "not_a_step"}),
        (a_question("text", input_type="number", min=1, step=2), {"q": 3}, {}),
        (a_question("text", input_type="number", min=1, step=2), {"q": 4}, {"q": "not_a_step"}),
        (a_question("text", input_type="date", min="2027-05-01"), {"q": "30-4-2027"}, {"q": "too_early"}),
        (a_question("text", input_type="date", max="2027-05-01"), {"q": "2-5-2027"}, {"q": "too_late"}),
        (a_question("text", input_type="email"), {"q": "carla@school"}, {"q": "not_an_email"}),
        (a_question("text", input_type="email"), {"q": "carla@school.nl"}, {}),
        (a_question("text", input_type="email"), {"q": "a b@school.nl"}, {"q": "not_an_email"}),
        (a_question("text", validators=[check("email")]), {"q": "a@b@c.nl"}, {"q": "not_an_email"}),
        (a_question("text", input_type="url"), {"q": "school.nl"}, {"q": "not_a_url"}),
        (a_question("text", input_type="url"), {"q": "https://school.nl/x?y"}, {}),
        (a_question("text", input_type="url"), {"q": "https:///x"}, {"q": "not_a_url"}),
        (a_question("text", input_type="time"), {"q": "24:00"}, {"q": "not_a_time"}),
        (a_question("text", input_type="time"), {"q": "23:59"}, {}),
        (WORDS, {"q": "12345678901"}, {"q": "too_long"}),
        (WORDS, {"q": "👍" * 10}, {}),
        (a_question("text", validators=[check("text", min_length=5)]), {"q": "vier"}, {"q": "too_short"}),
        (a_question("text", validators=[check("text", min_length=5)]), {}, {}),
        (a_radio(validators=[check("expression", expression=parse("{q} = 1"))]), {"q": 2}, {"q": "rule"}),
        (a_radio(validators=[check("expression", expression=parse("{q} = 1"))]), {}, {"q": "rule"}),
        (a_radio(visible_if="{q} = 1", required=True), {}, {}),
    ],
)
def test_each_problem_is_named_at_its_place(question, given_, expected):
    found = problems(a_form(question), given_)

    assert {problem.path: problem.key for problem in found} == expected


@pytest.mark.parametrize(
    ("question", "given_", "dutch", "english"),
    [
        (
            a_question("text", input_type="number", min=12.5),
            {"q": 1},
            "Vul bij ‘q’ een getal van minstens 12,5 in.",
            "Enter a number of at least 12.5 for ‘q’.",
        ),
        (
            a_question("text", input_type="date", max="2027-05-01"),
            {"q": "2-5-2027"},
            "Kies een datum tot en met 1-5-2027.",
            "Choose a date up to and including 1-5-2027.",
        ),
        (
            WORDS,
            {"q": "123456789012"},
            "Maak ‘q’ korter: 2 tekens te veel, het maximum is 10.",
            "Make ‘q’ shorter: 2 characters too many, the maximum is 10.",
        ),
        (
            a_radio(has_other=True),
            {"q": "other"},
            "Vul een uitleg in bij ‘Anders, namelijk’.",
            "Add an explanation to ‘Other, namely’.",
        ),
        (
            a_radio(required=True, required_error={"nl": "Kies.", "en": "Choose."}),
            {},
            "Kies.",
            "Choose.",
        ),
        (
            a_question("text", validators=[Validator("text", text=text("Langer!"), min_length=9)]),
            {"q": "kort"},
            "Langer!",
            "Langer!",
        ),
    ],
)
def test_a_problem_says_in_both_languages_what_to_do(question, given_, dutch, english):
    (problem,) = problems(a_form(question), given_)

    assert (problem.message("nl"), problem.message("en")) == (dutch, english)
    assert problem.message("fr")


def test_every_message_exists_in_both_languages():
    assert all(set(sentences) == {"nl", "en"} for sentences in MESSAGES.values())


def test_problems_of_one_page_are_judged_over_all_answers():
    form = a_form(
        a_page(a_radio("a", required=True), name="p1"),
        a_page(a_radio("b", required_if="{a} = 1"), name="p2"),
    )

    assert [problem.path for problem in problems(form, {"a": 1}, page="p2")] == ["b"]
    assert problems(form, {}, page="p2") == []
    assert [problem.path for problem in problems(form, {})] == ["a"]


FORM = a_form(
    a_page(
        a_radio("a", has_none=True, has_other=True),
        a_question("checkbox", "b", choices=("x", "y"), has_other=True, visible_if="{a} != 1"),
        a_question("matrix", "c", choices=(1, "x"), rows=("r1", "r2"), has_comment=True),
    ),
    a_page(
        a_question("text", "d", input_type="number", step=0.25, visible_if="{c.r1} = 1 or {b} contains 'x'"),
        a_question("text", "e", input_type="date", visible_if="{d} > 2"),
        a_question("comment", "f", max_length=5, visible_if="{a-Comment} notempty and {e} notempty"),
        a_question("boolean", "g", required_if="{c-Comment} contains 'x'"),
        name="p2",
        visible_if="{a} notempty",
    ),
)
CELL = st.sampled_from([1, 2, "1", "x", "y", "other", "none", True, "true", "", None, "2,5", "21-5-2027"])
GIVEN = CELL | st.text(max_size=5) | st.integers() | st.floats() | st.lists(CELL, max_size=3)
GIVEN |= st.dictionaries(st.sampled_from(["r1", "r2", "r3"]), CELL, max_size=3)
ANSWERS = st.dictionaries(st.sampled_from([*"abcdefgh", "a-Comment", "b-Comment", "c-Comment"]), GIVEN)


@given(ANSWERS)
def test_cleaning_twice_changes_nothing_and_keeps_everything_visible(answers):
    cleaned = clean(FORM, answers)

    assert clean(FORM, cleaned) == cleaned
    assert list(clean(FORM, cleaned)) == list(cleaned)
    assert visible(FORM, cleaned) == visible(FORM, answers)
    assert {name.removesuffix("-Comment") for name in cleaned} <= set(visible(FORM, answers))


@given(ANSWERS)
def test_problems_have_one_path_each_and_can_be_said(answers):
    found = problems(FORM, answers)

    assert len({problem.path for problem in found}) == len(found)
    assert all(problem.message("nl") and problem.message("en") for problem in found)

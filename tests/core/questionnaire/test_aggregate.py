"""Figures of a location: what is counted, how it is rounded, and what a small group may not be told."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire import counting
from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.questionnaire.answers import clean
from sopforms.core.questionnaire.meaning import Base

from .forms import a_form, a_measure, a_panel, a_question, a_radio, an_entry

FIXED = {"invited": 20, "cycle": "2026-2027", "location": "09QA00"}


def answered(name, *values):
    return [{} if value is None else {name: value} for value in values]


def items(form, responses, **facts):
    return aggregate(form, responses, **{**FIXED, **facts})["items"]


def one(question, *kinds, responses, entry=None, **facts):
    """The single item of a form with this one question."""
    entry = replace(entry or an_entry(question, *kinds))
    (item,) = items(a_form(question, mapping={question.name: entry}), responses, **facts)
    return item


def test_the_frame_says_whose_figures_these_are():
    form = a_form(a_radio())

    found = aggregate(form, answered("q", 1, 2), threshold=7, version=[3, 2, 3], **FIXED)

    assert list(found)[:-1] == [
        "sopforms", "questionnaire", "versions", "cycle", "location", "invited", "submitted", "threshold",
    ]  # fmt: skip
    assert (found["versions"], found["submitted"], found["threshold"]) == ([2, 3], 2, 7)
    assert aggregate(form, [], threshold=1, **FIXED)["threshold"] == 5


@pytest.mark.parametrize(
    ("count", "own", "setting", "detail"),
    [
        (4, None, 5, "suppressed"),
        (5, None, 5, "halves"),
        (9, None, 5, "halves"),
        (10, None, 5, "full"),
        (7, 8, 5, "suppressed"),
        (7, None, 8, "suppressed"),
        (10, 12, 5, "suppressed"),
        (12, 12, 5, "full"),
        (5, None, 1, "halves"),
    ],
)
def test_how_much_is_told_depends_on_how_many_answered(count, own, setting, detail):
    question = a_radio()
    entry = an_entry(question, threshold=own, indicator="BO-01", chapter="ch3")

    item = one(question, responses=answered("q", *[2] * count, "x", None), entry=entry, threshold=setting)

    if detail == "suppressed":
        assert item == {"question": "q", "indicator": "BO-01", "suppressed": "threshold"}
    else:
        assert item["detail"] == detail
        assert item["n"] == count


def test_halves_give_both_ends_and_no_single_value():
    item = one(a_radio(), responses=answered("q", 1, 1, 2, 3, 4, 4, 4, 4, "x"))

    assert item == {
        "question": "q", "detail": "halves", "n": 8, "low": 3, "high": 5, "median": 3.5, "discuss": True,
    }  # fmt: skip


def test_halves_of_other_questions_give_only_what_at_least_half_chose():
    names = a_radio(choices=("a", "b"))
    ticks = a_question("checkbox", choices=("a", "b", "c"))
    yes_no = a_question("boolean")
    number = a_question("text", input_type="number")

    assert one(names, responses=answered("q", *"aaabbb")) == {
        "question": "q", "detail": "halves", "n": 6, "majority": ["a", "b"],
    }  # fmt: skip
    assert one(ticks, responses=answered("q", ["a"], ["a", "b"], ["a"], ["c"], ["b"]))["majority"] == ["a"]
    halves = one(yes_no, responses=answered("q", True, True, False, True, False))
    assert (halves["n"], halves["yes"], halves["no"]) == (5, 3, 2)
    halves = one(number, "median", "mean", "sum", responses=answered("q", 1, 2, 3, 4, 5))
    assert halves == {"question": "q", "detail": "halves", "n": 5, "median": 3}


def test_a_bipolar_scale_has_no_better_end():
    question = a_radio(choices=(1, 2, 3))
    entry = an_entry(question, measure=a_measure((1, 2, 3), bipolar=True))

    item = one(question, responses=answered("q", *[1, 2, 2, 3, 3] * 2), entry=entry)

    assert {"low", "high", "median", "discuss"}.isdisjoint(item)
    assert [line["n"] for line in item["distribution"]] == [2, 4, 4]


@pytest.mark.parametrize(
    ("base", "share"), [(Base.ANSWERED, 0.5), (Base.SHOWN, 0.4167), (Base.INVITED, 0.25)]
)
def test_shares_are_of_the_base_that_the_author_chose(base, share):
    question = a_radio()
    entry = an_entry(question, base=base)

    item = one(question, responses=answered("q", *[1] * 5, *[4] * 5, "x", None), entry=entry)

    assert item["distribution"][0] == {"value": 1, "n": 5, "share": share}
    assert (item["shown"], item["answered"], item["missing"], item["n"]) == (12, 11, 1, 10)


def test_all_kinds_of_an_ordered_question_come_in_a_fixed_order():
    question = a_radio()
    kinds = ("share_top2", "mean", "distribution")

    item = one(question, *kinds, responses=answered("q", 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, "x"))

    assert list(item) == [
        "question", "detail", "base", "shown", "answered", "missing", "n",
        "distribution", "low", "high", "median", "discuss", "mean", "share_top2",
    ]  # fmt: skip
    assert (item["mean"], item["share_top2"], item["median"], item["discuss"]) == (3.0, 0.7, 3, True)


def test_other_and_none_count_as_answers_but_have_no_score():
    question = a_radio(choices=(1, 2), has_none=True, has_other=True)

    item = one(question, "distribution", "mean", responses=answered("q", *[1, 2] * 4, "none", "other"))

    assert [(line["value"], line["n"]) for line in item["distribution"]] == [
        (1, 4), (2, 4), ("none", 1), ("other", 1),
    ]  # fmt: skip
    assert (item["n"], item["mean"]) == (10, 1.5)


def test_recommendation_is_promoters_minus_critics():
    question = a_question("rating", choices=tuple(range(11)))

    assert one(question, "nps", responses=answered("q", 10, 9, 9, 8, 7, 6, 0, 10, 9, 9, 9))["nps"] == 45
    assert one(question, "nps", responses=answered("q", *[8] * 10))["nps"] == 0


def test_ticks_are_shares_of_people():
    question = a_question("checkbox", choices=("a", "b"), has_none=True)
    responses = answered("q", *[["a", "b"]] * 4, *[["b"]] * 4, ["none"], ["none"], None)

    item = one(question, "multi", "count_selected", responses=responses)

    assert item["multi"] == [
        {"value": "a", "n": 4, "share": 0.4},
        {"value": "b", "n": 8, "share": 0.8},
        {"value": "none", "n": 2, "share": 0.2},
    ]
    assert (item["answered"], item["n"], item["count_selected"]) == (10, 10, 1.2)


def test_yes_and_no():
    item = one(a_question("boolean"), responses=answered("q", *[True] * 7, *[False] * 3))

    assert item["share_yes"] == {"yes": 7, "no": 3, "share": 0.7}


def test_numbers_are_added_without_the_noise_of_binary_fractions():
    question = a_question("text", input_type="number")

    item = one(question, "median", "mean", "sum", responses=answered("q", *[0.1, 0.2] * 5))

    assert (item["median"], item["mean"], item["sum"]) == (0.15, 0.15, 1.5)


def test_a_scale_mean_leaves_out_who_skipped_over_half_of_the_rows():
    question = a_question("matrix", choices=(1, 2, 3, 4, "x"), rows=("r1", "r2", "r3", "r4"))
    whole = {"r1": 1, "r2": 2, "r3": 3, "r4": 4}
    half = {"r1": 4, "r2": 4, "r3": "x"}
    under = {"r1": 1, "r2": "x"}
    entry = an_entry(question, "scale_mean", indicator="BO-10")

    item = one(question, responses=answered("q", *[whole] * 8, half, half, under), entry=entry)

    assert item == {
        "question": "q", "indicator": "BO-10", "detail": "full", "base": "answered",
        "shown": 11, "answered": 11, "missing": 1, "n": 10, "scale_mean": 2.8,
    }  # fmt: skip
    assert "scale_mean" not in one(question, responses=answered("q", *[whole] * 9), entry=entry)
    assert one(question, responses=answered("q", *[whole] * 4), entry=entry)["suppressed"] == "threshold"


def test_rows_come_first_and_then_the_matrix_itself():
    question = a_question("matrix", choices=(1, 2), rows=("r1", "r2"))
    form = a_form(question, mapping={"q": an_entry(question, "distribution", "scale_mean")})

    found = items(form, answered("q", *[{"r1": 1, "r2": 2}] * 10))

    assert [item.get("row") for item in found] == ["r1", "r2", None]


def test_open_answers_are_shown_as_far_as_they_were_approved():
    question = a_question("comment")
    responses = answered("q", "Els B. is druk", "Cursus", "élan", None, None)

    item = one(question, "texts", "count", responses=responses, approved={"q": ["élan", "Zorg", "cursus"]})

    assert item == {
        "question": "q", "shown": 5, "texts": {"answered": 3, "approved": ["cursus", "élan", "Zorg"]},
        "count": 3,
    }  # fmt: skip
    assert one(question, "texts", responses=responses[:4])["suppressed"] == "threshold"
    assert one(question, "count", responses=responses)["suppressed"] == "threshold"


def test_a_question_that_is_not_counted_has_no_item():
    assert items(a_form(a_radio(), mapping={"q": an_entry(a_radio(), "none")}), answered("q", 1)) == []


def test_shown_counts_those_who_saw_the_question():
    form = a_form(
        a_radio("a"), a_panel(a_radio("b", visible_if="{a} anyof [1, 2]"), name="deel", visible_if="{a} < 4"),
        a_question("checkbox", "c", choices=("y", "z")), a_radio("d", visible_if="{c} contains 'y'"),
    )  # fmt: skip
    given_ = [{"a": a, "b": 1, "c": c, "d": 4} for a in (1, 2, 3, 4, "x") for c in (["y"], ["z"], ["z", "y"])]
    responses = [clean(form, answers) for answers in given_]

    by_name = {item["question"]: item for item in items(form, responses)}

    assert by_name["a"]["shown"] == 15
    assert by_name["b"]["n"] == 6
    assert by_name["d"]["shown"] == 10


# pupils, team, consolidation, advice


def test_conversations_with_pupils_give_values_sums_and_approved_texts():
    number, mood = a_question("text", "n", input_type="number"), a_radio("m", choices=("goed", "matig"))
    mood, words = replace(mood, has_comment=True), a_question("comment", "w")
    mapping = {
        "n": an_entry(number, "sum"),
        "m": an_entry(mood, "value", sensitive=True),
        "w": an_entry(words, "texts", sensitive=True),
    }
    form = a_form(number, mood, words, kind="pupils", mapping=mapping)
    responses = [
        {"n": 6, "m": "matig", "m-Comment": "Sem vindt van niet", "w": "Rust"},
        {"n": 8, "m": "goed", "w": "Lisa"},
        {"m": "matig"},
    ]

    found = items(form, responses, approved={"w": ["Rust"], "m-Comment": ["Meestal wel"]})

    assert found == [
        {"question": "n", "shown": 3, "answered": 2, "sum": 14},
        {"question": "m", "shown": 3, "answered": 3, "value": ["goed", "matig", "matig"],
         "comments": ["Meestal wel"]},
        {"question": "w", "shown": 3, "answered": 2, "texts": {"answered": 2, "approved": ["Rust"]}},
    ]  # fmt: skip
    assert items(form, [{"n": 4}])[0] == {"question": "n", "suppressed": "threshold"}


@pytest.mark.parametrize("kind", ["team", "consolidation", "advice"])
def test_a_conversation_or_decision_gives_its_answers(kind):
    limits = a_question("matrix", "g", choices=("ja", "nee"), rows=("r1", "r2"), has_comment=True)
    words = a_question("comment", "w")
    mapping = {"g": an_entry(limits, "value"), "w": an_entry(words, "value")}
    form = a_form(limits, words, kind=kind, mapping=mapping)

    found = items(form, [{"g": {"r2": "nee"}, "g-Comment": "Geen lift", "w": "Klaar"}])

    assert found == [
        {"question": "g", "row": "r1", "shown": 1, "answered": 0},
        {"question": "g", "row": "r2", "shown": 1, "answered": 1, "value": "nee"},
        {"question": "g", "comment": "Geen lift"},
        {"question": "w", "shown": 1, "answered": 1, "value": "Klaar"},
    ]
    with pytest.raises(ValueError, match="one response"):
        items(form, [{}, {}])


def test_sensitive_words_of_a_team_wait_for_approval():
    question = a_radio(has_comment=True)
    form = a_form(question, kind="team", mapping={"q": an_entry(question, "value", sensitive=True)})
    responses = [{"q": 1, "q-Comment": "Els is ziek"}]

    assert "comment" not in items(form, responses)[0]
    assert items(form, responses, approved={"q-Comment": ["Er is uitval"]})[0]["comment"] == "Er is uitval"


# properties

QUESTIONS = (
    a_radio("a"),
    a_question("checkbox", "b", choices=(1, 2, "x"), visible_if="{a} < 3"),
    a_question("matrix", "c", choices=(1, 2, 3, "x"), rows=("r1", "r2")),
    a_question("boolean", "d"),
    a_question("text", "e", input_type="number"),
    a_question("comment", "f"),
)
KINDS = {
    "a": ("distribution", "median", "mean", "share_top2"),
    "b": ("multi", "count_selected"),
    "c": ("distribution", "mean", "scale_mean"),
    "d": ("share_yes",),
    "e": ("median", "mean", "sum"),
    "f": ("texts", "count"),
}
FORM = a_form(*QUESTIONS, mapping={q.name: an_entry(q, *KINDS[q.name]) for q in QUESTIONS})
PICK = st.sampled_from([1, 2, 3, 4, "x"])
RESPONSES = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "a": PICK, "b": st.lists(PICK, max_size=3),
            "c": st.dictionaries(st.sampled_from(["r1", "r2"]), PICK), "d": st.booleans(),
            "e": st.floats(-100, 100) | st.integers(0, 9), "f": st.sampled_from(["een", "twee"]),
        },
    ).map(lambda answers: clean(FORM, answers)),
    max_size=16,
)  # fmt: skip


@given(RESPONSES, st.randoms(use_true_random=False))
def test_the_order_of_responses_does_not_matter(responses, random):
    shuffled = list(responses)
    random.shuffle(shuffled)

    assert items(FORM, shuffled) == items(FORM, responses)


@given(RESPONSES)
def test_nothing_is_told_about_fewer_than_five_people(responses):
    for item in items(FORM, responses):
        if "suppressed" in item:
            assert set(item) <= {"question", "row", "indicator", "suppressed"}
        elif "n" in item:
            assert item["n"] >= 5
            assert item["n"] >= 10 or item["detail"] == "halves"
        else:
            assert item["shown"] >= 5


@given(st.lists(st.integers(1, 4), min_size=10, max_size=20), st.integers(0, 9))
def test_who_cannot_say_is_never_in_a_mean(scores, unknown):
    item = one(a_radio(), "distribution", "mean", responses=answered("q", *scores, *["x"] * unknown))

    assert item["mean"] == counting.half_up(Fraction(sum(scores), len(scores)), 2)
    assert item["missing"] == unknown
    assert abs(sum(line["share"] for line in item["distribution"]) - 1) < 0.001


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"), [("0.125", 2, 0.13), ("2.5", 0, 3), ("-2.5", 0, -2), ("1.005", 2, 1.01)]
)
def test_figures_are_rounded_half_up(value, decimals, rounded):
    assert counting.half_up(Fraction(value), decimals) == rounded

"""Results without a chart: every one of them has a table or is named as hidden."""

from __future__ import annotations

import pytest

from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.results_tables import Line, tables
from tests.core.questionnaire.forms import a_form, a_measure, a_question, a_radio, an_entry


def the_table(question, *answers, kinds=(), **entry):
    mapping = {question.name: an_entry(question, *kinds, chapter="ch5", **entry)}
    form = a_form(question, mapping=mapping)
    responses = [{} if answer is None else {question.name: answer} for answer in answers]
    items = aggregate(form, responses, invited=20, cycle="2026-2027", location="09QA00")["items"]
    found = tables(form, items)
    return found[0][1] if found else None


def test_choices_without_order_are_counted_with_other_and_none_in_words():
    question = a_radio(choices=("a", "b"), has_none=True, has_other=True)

    table = the_table(question, *["a"] * 6, *["b"] * 2, "none", "other")

    assert table.lines == (
        Line("a", 6, 0.6), Line("b", 2, 0.2), Line("Geen van deze", 1, 0.1), Line("Anders", 1, 0.1),
    )  # fmt: skip


def test_yes_and_no_of_a_small_team_have_no_shares():
    yes_no = a_question("boolean")

    assert the_table(yes_no, *[True] * 6, *[False] * 4).lines == (Line("Ja", 6, 0.6), Line("Nee", 4, 0.4))
    assert the_table(yes_no, *[True] * 4, *[False] * 2).lines == (Line("Ja", 4), Line("Nee", 2))


def test_ticks_of_a_small_team_say_only_what_at_least_half_chose():
    table = the_table(a_question("checkbox", choices=("a", "b")), *[["a"]] * 5, ["b"])

    assert (table.lines, table.facts) == ((), (("Door minstens de helft gekozen", "a"),))


def test_numbers_are_told_in_facts():
    number = a_question("text", input_type="number")

    table = the_table(number, *[2] * 5, *[3] * 5, kinds=("median", "mean", "sum"))

    assert table.facts == (("Middelste antwoord", "2,5"), ("Gemiddelde", "2,5"), ("Samen", "25"))


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (a_radio(choices=("a", "b")), ["a"] * 4),
        (a_question("boolean"), [True] * 4),
        (a_question("comment"), ["Rust"] * 4),
    ],
)
def test_too_few_answers_are_named_and_nothing_more(question, answers):
    table = the_table(question, *answers)

    assert (table.hidden, table.n, table.lines, table.facts) == (True, None, (), ())


def test_what_a_chart_shows_has_no_table_but_for_what_the_chart_cannot_say():
    assert the_table(a_radio(), *[2] * 10, kinds=("distribution", "mean")) is None
    table = the_table(a_radio(), *[3] * 10, kinds=("distribution", "share_top2"))
    assert table.facts == (("Kiest een van de twee hoogste", "100%"),)
    bipolar = a_measure((1, 2, 3), bipolar=True)
    assert [line.n for line in the_table(a_radio(choices=(1, 2, 3)), *[2] * 10, measure=bipolar).lines] == [
        0,
        10,
        0,
    ]


def test_a_mean_over_all_statements_is_told():
    grid = a_question("matrix", choices=(1, 2, 3, 4), rows=("a", "b"))

    table = the_table(grid, *[{"a": 2, "b": 3}] * 10, kinds=("scale_mean",))

    assert table.facts == (("Gemiddelde over alle uitspraken", "2,5"),)

"""Conditions chosen from lists: they read as they are written, and what has another shape is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.errors import Invalid
from sopforms.core.questionnaire.editing_conditions import (
    AND,
    OFFERED,
    OR,
    Clause,
    add_clause,
    alternatives,
    drop_clause,
    read_clauses,
    write_clauses,
)
from sopforms.core.questionnaire.editing_places import questions_before
from sopforms.core.questionnaire.expression import parse
from tests.core.questionnaire.test_editing import EXAMPLE


def test_a_condition_of_the_shape_is_read_as_clauses():
    found = read_clauses("{toegerust} anyof [1, 2] or {basis.lezen} = 1 and {scholing} notempty")

    assert found == (
        Clause("toegerust", "anyof", (1, 2), AND),
        Clause("basis.lezen", "=", (1,), OR),
        Clause("scholing", "notempty", (), AND),
    )
    assert [[index for index, _ in group] for group in alternatives(found)] == [[0], [1, 2]]


@pytest.mark.parametrize(
    "text",
    ["({a} = 1 or {b} = 2) and {c} = 3", "{a} = {b}", "{a} = ja", "1 = 1", "({a} = 1", ""],
)
def test_another_shape_is_left_alone(text):
    assert read_clauses(text) is None


def test_a_literal_may_stand_left_and_a_yes_or_no_question_alone():
    assert read_clauses("3 < {a} and {b}") == (Clause("a", ">", (3,)), Clause("b", "=", (True,)))


def test_the_first_of_an_alternative_goes_and_the_rest_stays_an_alternative():
    found = read_clauses("{a} = 1 or {b} = 2 and {c} = 3")

    assert write_clauses(drop_clause(found, 1)) == "{a} = 1 or {c} = 3"
    assert write_clauses(drop_clause(found, 0)) == "{b} = 2 and {c} = 3"
    assert drop_clause(drop_clause(drop_clause(found, 0), 0), 0) == ()


def test_a_clause_is_added_to_the_last_alternative_or_as_another_one():
    one = (Clause("a", "empty"),)

    assert write_clauses(add_clause(one, Clause("b", "=", (True,)))) == "{a} empty and {b} = true"
    assert write_clauses(add_clause(one, Clause("b", "=", ("x",)), OR)) == "{a} empty or {b} = 'x'"


def test_a_text_that_no_condition_can_hold_is_refused():
    with pytest.raises(Invalid):
        write_clauses([Clause("a", "=", ("C:\\",))])


LITERALS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.booleans(),
    st.sampled_from([0.5, -2.25]),
    st.text(st.characters(exclude_characters="\\", exclude_categories=("Cs",)), min_size=1, max_size=8),
)
NAMES = st.sampled_from(["a", "matrix.rij", "vraag-Comment"])
CLAUSES = st.builds(
    Clause,
    NAMES,
    st.sampled_from(sorted({how for row in OFFERED.values() for how in row} - {"empty", "notempty"})),
    st.lists(LITERALS, min_size=1, max_size=3, unique_by=repr).map(tuple),
    st.sampled_from([AND, OR]),
) | st.builds(Clause, NAMES, st.sampled_from(["empty", "notempty"]), st.just(()), st.sampled_from([AND, OR]))


@given(st.lists(CLAUSES, min_size=1, max_size=6))
def test_what_is_written_reads_back_the_same(clauses):
    clauses[0] = Clause(clauses[0].name, clauses[0].how, clauses[0].values, AND)

    text = write_clauses(clauses)

    assert parse(text).text == text
    assert read_clauses(text) == tuple(clauses)


def test_a_condition_may_ask_what_stands_before():
    assert list(questions_before(EXAMPLE, "scholing")) == ["basis", "toegerust"]
    assert list(questions_before(EXAMPLE, "team")) == ["basis"]
    assert list(questions_before(EXAMPLE, "groep")) == []

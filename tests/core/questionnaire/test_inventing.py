"""Invented answers are answers that somebody could have given."""

from __future__ import annotations

import random

import pytest

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.inventing import invent
from sopforms.core.questionnaire.model import InputType
from tests.builders import SETS
from tests.core.questionnaire.forms import a_form, a_question

FILES = sorted(
    path for path in SETS.glob("*/*.json") if path.stem in {"evaluatie", "teamgesprek", "leerlingen"}
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_invented_answers_have_no_problem_and_the_seed_gives_the_same(path) -> None:
    form = load(path)

    answers = invent(form, random.Random(7))

    assert form.problems(answers) == []
    assert form.clean(answers) == answers
    assert invent(form, random.Random(7)) == answers


@pytest.mark.parametrize("input_type", InputType)
def test_every_kind_of_text_gets_an_answer_of_its_kind(input_type) -> None:
    form = a_form(a_question("text", "a", input_type=input_type, required=True))

    answers = invent(form, random.Random(7))

    assert answers
    assert form.problems(answers) == []

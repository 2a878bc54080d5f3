"""Invented answers are answers that somebody could have given."""

from __future__ import annotations

import random

import pytest

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.inventing import invent
from tests.builders import SETS

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

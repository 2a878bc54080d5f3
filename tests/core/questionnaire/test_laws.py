"""What holds for every questionnaire, whatever was posted: visible, clean and problems agree."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.core.questionnaire import Questionnaire, load
from sopforms.core.questionnaire.model import COMMENT_SUFFIX
from tests.core.questionnaire.files import a_matrix, a_question, a_text, an_envelope

KINDS = {
    "radiogroup": {"choices": [1, 2, "x"], "showOtherItem": True},
    "dropdown": {"choices": ["a", "b"], "showCommentArea": True},
    "checkbox": {"choices": [1, "b", "c"], "showNoneItem": True, "maxSelectedChoices": 2},
    "rating": {"rateMax": 4, "isRequired": True},
    "boolean": {"showCommentArea": True},
    "text": {"maxLength": 5},
    "comment": {"isRequired": True},
    "matrix": {"columns": [1, 2], "rows": ["r", "s"], "eachRowRequired": True},
}
CONDITIONS = {
    "radiogroup": "{%s} anyof [1, 'other']",
    "dropdown": "{%s} = 'a' or {%s-Comment} notempty",
    "checkbox": "{%s} contains 1",
    "rating": "{%s} >= 3",
    "boolean": "{%s}",
    "text": "{%s} contains 'a'",
    "comment": "{%s} empty",
    "matrix": "{%s.r} = 1",
}


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Return a questionnaire of some questions, each perhaps under a condition on one before it."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=2, max_size=7))
    elements: list[dict[str, Any]] = []
    for index, kind in enumerate(kinds):
        element: dict[str, Any] = {"type": kind, "name": f"q{index}", "title": "?"} | copy.deepcopy(
            KINDS[kind]
        )
        before = draw(st.none() | st.integers(0, index - 1)) if index else None
        if before is not None:
            condition = CONDITIONS[kinds[before]].replace("%s", f"q{before}")
            key = draw(st.sampled_from(["visibleIf", "requiredIf"]))
            element |= {key: condition}
            element.pop("isRequired", None)
        elements.append(element)
    return load(json.dumps(an_envelope(*elements)), scales={})


GIVEN: list[Any] = [
    *(None, "", " ", 1, 2, 3.0, 4, "1", "x", "a", "b", "other", "none", True, False, "true", 1e9),
    *("abcdefgh", "a\x07\r\nb", [], {}, [1, "b"], ["1", 1, "none"], ["zz"]),
    *({"r": 1}, {"r": "2", "s": 9, "t": 1}),
]
VALUES = st.sampled_from(GIVEN)
ANSWERS = st.dictionaries(
    st.sampled_from([f"q{index}{suffix}" for index in range(7) for suffix in ("", COMMENT_SUFFIX)] + ["weg"]),
    VALUES,
)


@settings(deadline=None)
@given(questionnaires(), ANSWERS)
def test_cleaning_again_changes_nothing(form: Questionnaire, answers: dict[str, Any]) -> None:
    clean = form.clean(answers)

    assert form.clean(clean) == clean
    assert form.visible(clean) == form.visible(answers)
    assert form.visible_pages(clean) == form.visible_pages(answers)
    assert json.loads(json.dumps(clean)) == clean


@settings(deadline=None)
@given(questionnaires(), ANSWERS)
def test_nothing_hidden_is_stored_or_judged(form: Questionnaire, answers: dict[str, Any]) -> None:
    visible = form.visible(answers)

    stored = [name.removesuffix(COMMENT_SUFFIX) for name in form.clean(answers)]
    judged = [
        problem.path.partition(".")[0].removesuffix(COMMENT_SUFFIX) for problem in form.problems(answers)
    ]

    assert set(stored) | set(judged) <= set(visible)
    for names in (stored, judged, list(visible)):
        assert names == sorted(names, key=[question.name for question in form.questions].index)


@settings(deadline=None)
@given(questionnaires(), ANSWERS)
def test_a_problem_stands_once_and_answers_stay_as_they_were(
    form: Questionnaire, answers: dict[str, Any]
) -> None:
    before = copy.deepcopy(answers)

    paths = [problem.path for problem in form.problems(answers)]

    assert len(paths) == len(set(paths))
    assert answers == before
    assert all(problem.message("nl") and problem.message("en") for problem in form.problems(answers))
    pages = [problem for page in form.pages for problem in form.problems(answers, page.name)]
    assert pages == form.problems(answers)


def test_a_hidden_answer_is_kept_in_the_draft_and_comes_back() -> None:
    form = load(
        json.dumps(
            an_envelope(
                a_question("hulp"),
                a_matrix("basis", visibleIf="{hulp} = 'ja'"),
                a_text("vrij", visibleIf="{basis.a} = 1"),
            )
        )
    )
    draft = {"hulp": "ja", "basis": {"a": 1}, "vrij": "Meer tijd."}

    assert form.clean(draft) == draft
    assert form.clean(draft | {"hulp": "nee"}) == {"hulp": "nee"}
    assert form.visible(draft | {"hulp": "nee"}) == ("hulp",)
    assert form.clean(draft | {"hulp": "nee"} | {"hulp": "ja"}) == draft

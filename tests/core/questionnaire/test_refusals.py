"""What SurveyJS knows and this product refuses, each by name and with what to do instead."""

from __future__ import annotations

from typing import Any

import pytest

from sopforms.core.questionnaire.fates import LOOKS, RENAMED, SURVEY_LOOKS
from sopforms.core.questionnaire.load import examine
from tests.core.questionnaire.files import a_file, a_matrix, a_question, a_text

TYPES = {
    "use texts": "image imagepicker imagemap",
    "make it a process step with a named person": "file signaturepad",
    "use a fixed number of panels, or several questions": "paneldynamic matrixdynamic matrixdropdown",
    "use several 'text' in a 'panel'": "multipletext",
    "use one 'rating' per item": "ranking",
    "use 'rating'": "slider",
    "a score belongs in the mapping": "expression",
    "use 'checkbox'": "tagbox",
    "use 'radiogroup'": "buttongroup",
}
PROPERTIES = {
    "write the choices": "choicesByUrl choicesFromQuestion choicesFromQuestionMode choicesMin choicesMax "
    "choicesStep",
    "everyone gets the same choices and rows": "choicesVisibleIf choicesEnableIf rowsVisibleIf "
    "columnsVisibleIf",
    "make it an ordinary choice, 'missing' in its scale": "showDontKnowItem showRefuseItem",
    "use 'visibleIf', or a text in an html element": "enableIf readOnly visible",
    "answers would change behind the filler's back": "setValueIf setValueExpression resetValueIf "
    "defaultValueExpression calculatedValues triggers",
    "how answers are stored is fixed": "valueName valuePropertyName bindings valueTrue valueFalse "
    "storeOthersAsComment",
    "a matrix has one answer per row": "cells cellType eachRowUnique isUnique",
    "there is one 'completedHtml'": "completedHtmlOnCondition",
    "a time limit shuts people out (WCAG 2.2.1)": "timeLimit timeLimitPerPage showTimer maxTimeToFinish "
    "maxTimeToFinishPage",
    "use 'inputType', 'min' and 'max'": "maskType maskSettings minValueExpression maxValueExpression",
    "the server decides when answers are kept and shown": "questionsOnPageMode partialSendEnabled "
    "textUpdateMode notificationType clearIfInvisible",
    "an answer that nobody gave": "defaultValue correctAnswer",
    "paper, screen and PDF must match": "choicesOrder rowOrder questionOrder",
    "everyone ticks for themselves": "showSelectAllItem hasSelectAll selectAllText",
    "the product decides what comes next": "navigateToUrl navigateToUrlOnCondition",
    "use 'maxLength'": "maxTextLength maxCommentLength maxOthersLength",
    "write 'rateValues', or rateMin, rateMax and rateStep": "autoGenerate rateCount",
}


def each(table: dict[str, str]) -> list[tuple[str, str]]:
    """Return name and hint of everything in a table."""
    return [(name, hint) for hint, names in table.items() for name in names.split()]


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Return code, path and hint of every error of a file."""
    found = examine(text, "f.json").problems
    return [(one.code, one.path, one.hint) for one in found if one.severity == "error"]


@pytest.mark.parametrize(("name", "hint"), each(TYPES))
def test_a_type_is_refused_by_name(name: str, hint: str) -> None:
    text = a_file({"type": name, "name": "iets", "title": "Iets?"}, mapping={"iets": None})

    assert told(text) == [("Q012", "survey.pages[0].elements[0].type", hint)]


def test_an_unknown_type_is_answered_with_the_nearest() -> None:
    text = a_file(
        {"type": "ratting", "name": "iets"}, {"type": "empty", "name": "x"}, mapping={"iets": None, "x": None}
    )

    assert [hint for _, _, hint in told(text)] == ["did you mean 'rating'?", None]


@pytest.mark.parametrize(("name", "hint"), each(PROPERTIES))
def test_a_property_is_refused_by_name_on_a_question_and_on_the_survey(name: str, hint: str) -> None:
    on_question = a_file(a_question(**{name: True}))
    on_survey = a_file(survey={name: True})

    assert told(on_question) == [("Q010", f"survey.pages[0].elements[0].{name}", hint)]
    assert told(on_survey) == [("Q010", f"survey.{name}", hint)]


@pytest.mark.parametrize("name", ["visibleIf", "enableIf", "showCommentArea", "elements"])
@pytest.mark.parametrize("place", ["choice", "column", "row", "rate"])
def test_a_choice_is_the_same_for_everyone(name: str, place: str) -> None:
    item: dict[str, Any] = {"value": "a", name: "{x} = 1"}
    question: dict[str, dict[str, Any]] = {
        "choice": a_question(choices=[item, "b"]),
        "column": a_matrix(columns=[item, "b"], rows=["a"]),
        "row": a_matrix(rows=[item]),
        "rate": {"type": "rating", "name": "cijfer", "title": "Cijfer?", "rateValues": [item, "b"]},
    }
    one = question[place]
    rows = {"rows": {"a": {"short": "A"}}} if one["type"] == "matrix" else {}
    text = a_file(one, mapping={one["name"]: {"short": "Iets", "aggregate": "none"} | rows})

    assert [(code, hint) for code, _, hint in told(text)] == [
        ("Q010", "everyone gets the same choices and rows")
    ]


@pytest.mark.parametrize(("old", "new"), RENAMED.items())
def test_an_old_name_is_answered_with_the_present_one(old: str, new: str) -> None:
    text = a_file(a_question(**{old: True}))

    assert told(text) == [("Q009", f"survey.pages[0].elements[0].{old}", f"write '{new}'")]


@pytest.mark.parametrize("name", sorted(LOOKS))
def test_what_is_about_looks_is_left_out(name: str) -> None:
    assert told(a_file(a_question(**{name: 1}))) == [
        ("Q011", f"survey.pages[0].elements[0].{name}", "leave it out")
    ]


@pytest.mark.parametrize("name", [*sorted(SURVEY_LOOKS), "logo", "logoFit", "progressBarLocation"])
def test_what_is_about_the_looks_of_a_survey_is_left_out(name: str) -> None:
    assert [(code, hint) for code, _, hint in told(a_file(survey={name: 1}))] == [("Q011", "leave it out")]


@pytest.mark.parametrize("kind", ["color", "password", "datetime-local", "range"])
def test_other_input_types_are_refused(kind: str) -> None:
    assert [code for code, *_ in told(a_file(a_text(inputType=kind)))] == ["Q005"]


def test_a_pattern_is_refused_because_it_can_hang_the_server() -> None:
    text = a_file(a_text(validators=[{"type": "regex", "regex": "(a+)+$"}]))

    assert told(text) == [
        ("Q012", "survey.pages[0].elements[0].validators[0].type", "a pattern can hang the server")
    ]


def test_names_of_surveyjs_mean_nothing_in_the_mapping() -> None:
    text = a_file(mapping={"hulp": {"short": "Hulp", "aggregate": "none", "width": 3, "questions": 1}})

    assert [code for code, *_ in told(text)] == ["Q003", "Q003"]

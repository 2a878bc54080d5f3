"""The worked example of the format description, from the file to the figures of eleven colleagues."""

import json
from pathlib import Path

import pytest

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.aggregate import aggregate

FILE = Path(__file__).with_name("staf-ondersteuning.json")
ROWS = ("uitleg", "routines", "lezen")
CELLS = [  # per colleague: three rows of the matrix, and `toegerust`
    (1, 2, 1, 1),
    (2, 3, 2, 2),
    (2, 3, 3, 2),
    (2, 3, 3, 2),
    (3, 3, 1, 3),
    (3, 4, 3, 3),
    (3, 4, 4, 3),
    (3, 4, 4, 3),
    (3, 4, "x", 4),
    (4, 4, "x", 4),
    (4, 4, "x", "x"),
]
TEXTS = ["NT2 voor Amir", "Meer over NT2", None, "Dyslexiesoftware leren kennen", "Cursus"]
APPROVED = ["Werken met dyslexiesoftware", "Cursus NT2"]
ITEMS = """[
  {"question": "basis", "row": "uitleg", "indicator": "BO-01", "chapter": "ch3", "scale": "MATE4",
   "detail": "full", "base": "answered", "shown": 11, "answered": 11, "missing": 0, "n": 11, "distribution": [
     {"value": 1, "n": 1, "share": 0.0909}, {"value": 2, "n": 3, "share": 0.2727},
     {"value": 3, "n": 5, "share": 0.4545}, {"value": 4, "n": 2, "share": 0.1818}],
   "low": 4, "high": 7, "median": 3, "discuss": true, "mean": 2.73},
  {"question": "basis", "row": "routines", "indicator": "BO-02", "chapter": "ch3", "scale": "MATE4",
   "detail": "full", "base": "answered", "shown": 11, "answered": 11, "missing": 0, "n": 11, "distribution": [
     {"value": 1, "n": 0, "share": 0.0}, {"value": 2, "n": 1, "share": 0.0909},
     {"value": 3, "n": 4, "share": 0.3636}, {"value": 4, "n": 6, "share": 0.5455}],
   "low": 1, "high": 10, "median": 4, "discuss": false, "mean": 3.45},
  {"question": "basis", "row": "lezen", "indicator": "BO-03", "chapter": "ch3", "scale": "MATE4",
   "detail": "halves", "n": 8, "low": 3, "high": 5, "median": 3, "discuss": true},
  {"question": "toegerust", "indicator": "DE-09", "chapter": "ch5", "scale": "KWAL4", "detail": "full",
   "base": "shown", "shown": 11, "answered": 11, "missing": 1, "n": 10, "distribution": [
     {"value": 1, "n": 1, "share": 0.0909}, {"value": 2, "n": 3, "share": 0.2727},
     {"value": 3, "n": 4, "share": 0.3636}, {"value": 4, "n": 2, "share": 0.1818}],
   "low": 4, "high": 6, "median": 3, "discuss": true},
  {"question": "scholing", "indicator": "DE-10", "chapter": "ch5", "scale": "OPEN", "shown": 5,
   "texts": {"answered": 4, "approved": ["Cursus NT2", "Werken met dyslexiesoftware"]}}]"""


@pytest.fixture(scope="module")
def questionnaire():
    return load(FILE)


def test_a_second_thought_about_being_equipped_shows_the_question_on_training(questionnaire):
    assert questionnaire.visible({"toegerust": "2"}) == ("basis", "toegerust", "scholing")
    assert questionnaire.visible({"toegerust": 3}) == ("basis", "toegerust")
    assert questionnaire.visible_pages({}) == ("groep", "team")


def test_what_would_be_stored_and_what_is_still_open(questionnaire):
    answers = {"basis": {"lezen": "1", "rekenen": 3}, "toegerust": 3, "scholing": " NT2\r\n"}

    assert questionnaire.clean(answers) == {"basis": {"lezen": 1}, "toegerust": 3, "scholing": "NT2"}
    assert [(p.path, p.key) for p in questionnaire.problems(answers)] == [
        ("basis.uitleg", "required_choice"),
        ("basis.routines", "required_choice"),
    ]
    first, _ = questionnaire.problems(answers, page="groep")
    assert first.message("nl") == "Kies een antwoord bij ‘Uitleg afstemmen’."
    assert first.message("en") == "Choose an answer for ‘Adapting explanation’."


def test_the_figures_of_eleven_colleagues(questionnaire):
    trainings = iter(TEXTS)
    responses = []
    for *cells, equipped in CELLS:
        answers = {"basis": dict(zip(ROWS, cells, strict=True)), "toegerust": equipped}
        if "scholing" in questionnaire.visible(answers):
            answers["scholing"] = next(trainings, None)
        responses.append(questionnaire.clean(answers))
        assert questionnaire.problems(answers) == []

    found = aggregate(
        questionnaire, responses, invited=14, cycle="2026-2027", location="09QA00", version=2,
        approved={"scholing": APPROVED},
    )  # fmt: skip

    frame = {
        "sopforms": 1, "questionnaire": "staf-ondersteuning", "versions": [2], "cycle": "2026-2027",
        "location": "09QA00", "invited": 14, "submitted": 11, "threshold": 5,
    }  # fmt: skip
    expected = {**frame, "items": json.loads(ITEMS)}
    assert json.dumps(found) == json.dumps(expected)  # the order of the keys too

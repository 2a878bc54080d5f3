"""Old answers under the names of today."""

from dataclasses import replace

from sopforms.core.questionnaire.model import Renames
from sopforms.core.questionnaire.renaming import follow

from .forms import a_form, a_question, a_radio

FORM = replace(
    a_form(
        a_radio("nieuw", choices=(1, 2), has_comment=True),
        a_question("matrix", "basis", choices=("ja", "nee"), rows=("routines",)),
        a_question("checkbox", "hulp", choices=("a", "b")),
    ),
    renames=Renames(
        questions={"oud": "ouder", "ouder": "nieuw", "x": "y", "y": "x"},
        rows={"basis": {"structuur": "routines"}},
        choices={"basis": {"wel": "ja"}, "hulp": {"z": "b"}, "nieuw": {"een": "1"}},
    ),
)


def test_old_names_are_followed_to_the_newest():
    old = {"oud": "een", "oud-Comment": "tja", "basis": {"structuur": "wel"}, "hulp": ["a", "z"], "weg": 1}

    assert follow(FORM, old) == {
        "nieuw": 1,
        "nieuw-Comment": "tja",
        "basis": {"routines": "ja"},
        "hulp": ["a", "b"],
    }


def test_answers_of_today_stay_as_they_are():
    today = {"nieuw": 2, "basis": {"routines": "nee"}}

    assert follow(FORM, today) == today


def test_a_circle_of_names_ends():
    assert follow(FORM, {"x": 1, "y": 2}) == {}

"""Import: what becomes of a SurveyJS file, part by part, and that nobody has to guess it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sopforms.core.questionnaire import fates, load
from sopforms.core.questionnaire.importing import Imported, import_survey
from sopforms.core.questionnaire.layout import laid_out
from tests.core.questionnaire.files import an_envelope

CONSTANTS = {"clearInvisibleValues": "onHiddenContainer", "locale": "nl"}
RADIO = {"type": "radiogroup", "name": "q", "title": "Lukt het?", "choices": ["ja", "nee"]}
DROPDOWN = {**RADIO, "type": "dropdown"}
TEXT = {"type": "text", "name": "q", "title": "Wat helpt?"}
RATING = {"type": "rating", "name": "q", "title": "Cijfer?"}
MATRIX = {"type": "matrix", "name": "q", "title": "Hoe vaak?", "columns": [1, 2, 3], "rows": ["a"]}
HTML = {"type": "html", "name": "q", "html": "<p>Dag</p>"}


def a_survey(*elements: Any, **more: Any) -> dict[str, Any]:
    return CONSTANTS | {"pages": [{"name": "p1", "elements": list(elements or (RADIO,))}]} | more


def imported(survey: Any, **options: Any) -> Imported:
    return import_survey(json.dumps(survey), **({"id": "proef"} | options))


def changes(result: Imported) -> list[str]:
    """Return `fate path` of what changed inside the survey."""
    inside = [change for change in result.changes if change.path.startswith("survey")]
    return [f"{change.fate} {change.path.removeprefix('survey.')}" for change in inside]


def refused(result: Imported) -> list[tuple[str, str]]:
    return [
        (one.code, one.path.removeprefix("survey.")) for one in result.problems if one.severity == "error"
    ]


def element_after(*elements: Any) -> Any:
    result = imported(a_survey(*elements))
    assert not refused(result)
    load(laid_out(result.envelope))
    return result.envelope["survey"]["pages"][0]["elements"][0]


def test_a_file_that_has_our_form_already_gets_an_envelope_and_no_other_change():
    survey = a_survey(RADIO, MATRIX | {"name": "m"}, title="Onze school")

    result = imported(survey)

    assert changes(result) == []
    assert result.envelope == {
        "sopforms": 1,
        "id": "proef",
        "kind": "staff",
        "title": "Onze school",
        "languages": ["nl"],
        "survey": survey,
        "mapping": {
            "q": {"short": "Lukt het?", "aggregate": "none"},
            "m": {"short": "Hoe vaak?", "aggregate": "none", "rows": {"a": {"short": "a"}}},
        },
    }


def test_each_addition_around_the_survey_is_told():
    result = imported(a_survey(MATRIX))

    assert [str(change) for change in result.changes] == [
        "title: added: 'title' is 'proef' - it is the name of the file",
        "languages: added: 'languages' is nl - these are the languages of the texts",
        "mapping.q: added: an entry with short 'Hoe vaak?' and aggregate 'none' - "
        "choose indicator, chapter and aggregate when it has to count",
        "mapping.q.rows.a: added: an entry with short 'a' - "
        "choose indicator, chapter and aggregate when it has to count",
    ]


RENAMED = [
    ("hasOther", RADIO, True),
    ("hasNone", RADIO, True),
    ("hasComment", RADIO, True),
    ("isAllRowRequired", MATRIX, True),
    ("optionsCaption", DROPDOWN, "Kies"),
    ("placeHolder", TEXT, "Typ hier"),
    ("otherPlaceHolder", RADIO, "Namelijk"),
    ("commentPlaceHolder", RADIO, "Omdat"),
    ("mininumRateDescription", RATING, "niets"),
    ("maximumRateDescription", RATING, "alles"),
]


@pytest.mark.parametrize(("old", "element", "value"), RENAMED)
def test_an_old_name_becomes_the_present_one(old, element, value):
    result = imported(a_survey(element | {old: value}))

    assert changes(result) == [f"renamed pages[0].elements[0].{old}"]
    assert not refused(result)
    after = result.envelope["survey"]["pages"][0]["elements"][0]
    assert after == element | {fates.RENAMED[old]: value}


def test_old_and_present_name_with_one_value_are_one_with_two_values_refused():
    one = imported(a_survey(RADIO | {"hasOther": True, "showOtherItem": True}))
    two = imported(a_survey(RADIO | {"hasOther": True, "showOtherItem": False}))

    assert changes(one) == ["dropped pages[0].elements[0].hasOther"]
    assert refused(two) == [("Q009", "pages[0].elements[0].hasOther")]


@pytest.mark.parametrize("name", sorted(fates.LOOKS))
def test_looks_of_a_question_are_dropped(name):
    result = imported(a_survey(RADIO | {name: "iets"}))

    assert changes(result) == [f"dropped pages[0].elements[0].{name}"]
    assert not refused(result)


@pytest.mark.parametrize("name", sorted({*fates.SURVEY_LOOKS, "logo", "logoFit", "progressBarType"}))
def test_looks_of_the_survey_are_dropped(name):
    result = imported(a_survey(**{name: "iets"}))

    assert changes(result) in ([f"dropped {name}"], [f'dropped survey["{name}"]'])
    assert not refused(result)


WITHOUT_PLACE = [
    (RADIO, "defaultValue", "ja"),
    (RADIO, "correctAnswer", "ja"),
    (RADIO, "choicesOrder", "random"),
    (MATRIX, "rowOrder", "initial"),
    (RADIO, "showSelectAllItem", True),
    (RADIO, "hasSelectAll", False),
    (RADIO, "selectAllText", "Alles"),
    (TEXT, "maxTextLength", 20),
    (RADIO, "maxCommentLength", 20),
    (RADIO, "maxOthersLength", 20),
    (RADIO, "visible", True),
    (RADIO, "readOnly", False),
    (RATING, "autoGenerate", False),
    (RATING, "autoGenerate", True),
    (RATING, "rateCount", 5),
    (RATING | {"rateValues": [1, 2]}, "rateCount", 2),
    (RATING | {"rateMin": 0, "rateMax": 10, "rateStep": 2}, "rateCount", 6),
    (RADIO, "visibleIf", " "),
    (RADIO, "requiredIf", ""),
    (RADIO, "enableIf", ""),
    (RADIO, "clearIfInvisible", "default"),
]


@pytest.mark.parametrize(("element", "name", "value"), WITHOUT_PLACE)
def test_what_has_no_place_here_and_changes_no_answer_is_dropped(element, name, value):
    result = imported(a_survey(element | {name: value}))

    assert changes(result) == [f"dropped pages[0].elements[0].{name}"]
    assert not refused(result)
    assert result.envelope["survey"]["pages"][0]["elements"][0] == element


@pytest.mark.parametrize("name", ["questionOrder", "navigateToUrl", "navigateToUrlOnCondition"])
def test_what_has_no_place_in_the_survey_is_dropped(name):
    assert changes(imported(a_survey(**{name: "x"}))) == [f"dropped {name}"]


REFUSED = [
    (RADIO, "visible", False),
    (RADIO, "readOnly", True),
    (RADIO, "enableIf", "{q} = 'ja'"),
    (RADIO, "clearIfInvisible", "none"),
    (RATING | {"rateValues": [1, 2]}, "autoGenerate", True),
    (RATING, "rateCount", 7),
    (RATING, "rateCount", True),
    (RADIO, "choicesByUrl", {"url": "x"}),
    (RADIO, "choicesFromQuestion", "p"),
    (RADIO, "choicesFromQuestionMode", "selected"),
    (RADIO, "choicesVisibleIf", "{item} = 1"),
    (RADIO, "showDontKnowItem", True),
    (RADIO, "showRefuseItem", True),
    (RADIO, "setValueExpression", "1"),
    (RADIO, "valueName", "x"),
    (RADIO, "storeOthersAsComment", False),
    (MATRIX, "cells", {}),
    (MATRIX, "cellType", "text"),
    (MATRIX, "eachRowUnique", True),
    (TEXT, "maskType", "numeric"),
    (TEXT, "minValueExpression", "today()"),
    (RADIO, "timeLimit", 60),
]


@pytest.mark.parametrize(("element", "name", "value"), REFUSED)
def test_what_would_change_an_answer_is_refused_by_name_with_a_hint(element, name, value):
    result = imported(a_survey(element | {name: value}))

    assert changes(result) == []
    assert refused(result) == [("Q010", f"pages[0].elements[0].{name}")]
    assert result.is_refused
    assert all(problem.hint for problem in result.problems if problem.code == "Q010")


@pytest.mark.parametrize(
    "name", ["triggers", "calculatedValues", "completedHtmlOnCondition", "maxTimeToFinishPage", "showTimer"]
)
def test_what_a_survey_may_not_do_is_refused_by_name(name):
    assert refused(imported(a_survey(**{name: []}))) == [("Q010", name)]


@pytest.mark.parametrize("name", ["visibleIf", "enableIf", "showCommentArea", "elements"])
def test_a_choice_that_is_not_the_same_for_all_is_refused(name):
    given = {"value": "ja", name: "{x} = 1"}

    result = imported(a_survey(RADIO | {"choices": [given, "nee"]}))

    assert refused(result) == [("Q010", f"pages[0].elements[0].choices[0].{name}")]


@pytest.mark.parametrize("kind", sorted(set(fates.TYPES) - {"tagbox", "buttongroup"}))
def test_a_type_that_is_refused_has_its_hint_and_no_other_change(kind):
    result = imported(a_survey({"type": kind, "name": "q", "colCount": 2, "choices": ["a|A"]}))

    assert changes(result) == []
    assert refused(result) == [("Q012", "pages[0].elements[0].type")]
    assert next(one for one in result.problems if one.code == "Q012").hint


def test_a_hidden_question_with_a_condition_keeps_the_condition():
    before = {**TEXT, "name": "r", "visible": False, "visibleIf": "{q} = 'ja'"}

    result = imported(a_survey(RADIO, before))

    assert changes(result) == ["dropped pages[0].elements[1].visible"]
    assert not refused(result)


def test_a_condition_that_requires_takes_the_place_of_required_always():
    kept = {**TEXT, "name": "r", "requiredIf": "{q} = 'ja'"}

    both = imported(a_survey(RADIO, kept | {"isRequired": True}))
    empty = imported(a_survey(RADIO, TEXT | {"name": "r", "requiredIf": "", "isRequired": True}))

    assert changes(both) == ["dropped pages[0].elements[1].isRequired"]
    assert both.envelope["survey"]["pages"][0]["elements"][1] == kept
    assert empty.envelope["survey"]["pages"][0]["elements"][1] == {**TEXT, "name": "r", "isRequired": True}


def test_a_tagbox_becomes_a_checkbox_and_a_buttongroup_a_radiogroup():
    tags = element_after(RADIO | {"type": "tagbox", "placeHolder": "Kies", "placeholder": "Kies"})
    buttons = element_after(RADIO | {"type": "buttongroup"})

    assert tags == RADIO | {"type": "checkbox"}
    assert buttons == RADIO


TRUE_AND_FALSE = [{"value": False, "text": "Nooit"}, {"value": True, "text": {"nl": "Vaak"}}]


@pytest.mark.parametrize("kind", ["radiogroup", "dropdown"])
def test_a_choice_between_true_and_false_becomes_a_yes_no_question(kind):
    given = {"type": kind, "name": "q", "title": "Vaak?", "choices": TRUE_AND_FALSE, "colCount": 2}

    after = element_after(given | {"showOtherItem": False, "isRequired": True})

    assert after == {
        "type": "boolean",
        "name": "q",
        "title": "Vaak?",
        "isRequired": True,
        "labelFalse": "Nooit",
        "labelTrue": {"nl": "Vaak"},
    }


@pytest.mark.parametrize(
    "more",
    [
        {"choices": [True, False], "showOtherItem": True},
        {"choices": [True, False, "x"]},
        {"choices": [True, True]},
        {"choices": [True, 0]},
        {"choices": [{"value": True, "visibleIf": "{x} = 1"}, False]},
        {"type": "checkbox", "choices": [True, False]},
    ],
)
def test_any_other_question_with_true_as_a_value_is_refused(more):
    result = imported(a_survey(RADIO | more))

    assert result.is_refused
    assert not any(change.startswith("converted") for change in changes(result))


def test_texts_true_and_false_are_values_like_any_other():
    assert element_after(RADIO | {"choices": ["true", "false"]})["type"] == "radiogroup"


def test_a_bar_in_a_value_divides_value_and_text():
    after = element_after(RADIO | {"choices": ["1|Een", {"value": "2|Twee|of meer"}, "drie"]})

    assert after["choices"] == [
        {"value": "1", "text": "Een"},
        {"value": "2", "text": "Twee|of meer"},
        "drie",
    ]


def test_a_bar_in_columns_rows_and_rates_too():
    matrix = element_after(MATRIX | {"columns": ["a|A", "b|B"], "rows": ["r|Rij"]})
    rating = element_after(RATING | {"rateValues": ["a|A", "b|B"]})

    assert matrix["columns"] == [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]
    assert matrix["rows"] == [{"value": "r", "text": "Rij"}]
    assert rating["rateValues"] == [{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]


@pytest.mark.parametrize("key", ["elements", "questions"])
def test_elements_without_a_page_get_one(key):
    result = imported(CONSTANTS | {key: [RADIO, TEXT | {"name": "page1"}]})

    assert changes(result) == [f"converted {key}"]
    assert [page["name"] for page in result.envelope["survey"]["pages"]] == ["page2"]
    assert not refused(result)


def test_pages_hold_elements_whatever_they_called_them():
    panel = {"type": "panel", "name": "deel", "questions": [RADIO]}

    result = imported(CONSTANTS | {"pages": [{"name": "p1", "questions": [panel]}]})

    assert changes(result) == ["renamed pages[0].questions", "renamed pages[0].elements[0].questions"]
    assert not refused(result)


def test_empty_pages_and_panels_go_the_innermost_first():
    nested = {
        "type": "panel",
        "elements": [{"type": "panel", "name": "x", "elements": []}, {"type": "panel"}],
    }

    result = imported(
        CONSTANTS | {"pages": [{"name": "leeg"}, {"elements": [nested]}, {"name": "p", "elements": [RADIO]}]}
    )

    assert [page["name"] for page in result.envelope["survey"]["pages"]] == ["p"]
    assert [change for change in changes(result) if change.startswith("dropped")] == [
        "dropped pages[0]",
        "dropped pages[1]",
        "dropped pages[1].elements[0]",
        "dropped pages[1].elements[0].elements[0]",
        "dropped pages[1].elements[0].elements[1]",
    ]
    assert not refused(result)


def test_a_survey_with_nothing_in_it_is_refused():
    assert refused(imported({"pages": []})) == [("Q020", "pages")]
    assert refused(imported(CONSTANTS | {"pages": [{"name": "p"}]})) == [("Q020", "pages")]


def test_a_question_that_is_there_twice_letter_for_letter_is_asked_once():
    other_order = dict(reversed(RADIO.items()))

    result = imported(
        CONSTANTS
        | {
            "pages": [
                {"name": "a", "elements": [RADIO]},
                {"name": "b", "elements": [TEXT | {"name": "t"}, other_order]},
            ]
        }
    )

    assert changes(result) == ["dropped pages[1].elements[1]"]
    assert not refused(result)


def test_a_name_that_is_used_for_two_questions_is_refused():
    assert refused(imported(a_survey(RADIO, TEXT))) == [("Q015", "pages[0].elements[1].name")]


def test_one_and_true_are_not_the_same_letter():
    one = {**RADIO, "choices": [1, 0]}
    two = {**RADIO, "choices": [True, False]}

    assert refused(imported(a_survey(one, two))) == [("Q015", "pages[0].elements[1].name")]


def test_pages_panels_and_html_without_a_name_or_with_one_that_is_taken_get_one():
    survey = CONSTANTS | {
        "pages": [
            {"elements": [{"type": "panel", "elements": [RADIO | {"name": "panel1"}]}]},
            {
                "name": "Page2",
                "elements": [HTML | {"name": "panel1"}, {"type": "html", "html": "<p>Tot ziens</p>"}],
            },
            {"name": "page2", "elements": [TEXT | {"name": "t"}]},
            {"name": " ", "elements": [TEXT | {"name": "u"}]},
        ]
    }

    result = imported(survey)

    pages = result.envelope["survey"]["pages"]
    assert [page["name"] for page in pages] == ["page1", "Page2", "page3", "page4"]
    assert pages[0]["elements"][0]["name"] == "panel2"
    assert [element["name"] for element in pages[1]["elements"]] == ["html1", "html2"]
    assert not refused(result)


def test_names_of_questions_are_never_changed():
    result = imported(a_survey(RADIO | {"name": "Vraag 1"}, {"type": "text", "title": "Zonder naam"}))

    assert refused(result) == [("Q013", "pages[0].elements[0].name"), ("Q013", "pages[0].elements[1]")]


@pytest.mark.parametrize("value", ["none", "onHidden", "onComplete", True])
def test_hidden_answers_are_always_cleared_in_one_way(value):
    result = imported(a_survey(clearInvisibleValues=value))

    assert changes(result) == ["converted clearInvisibleValues"]
    assert result.envelope["survey"]["clearInvisibleValues"] == "onHiddenContainer"


def test_what_every_survey_needs_is_added():
    survey = {"pages": a_survey()["pages"]}

    result = imported(survey)

    assert changes(result) == ["added clearInvisibleValues", "added locale"]
    assert result.envelope["survey"] == survey | CONSTANTS


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["Q001"]),
        ("const json = {pages: []}", ["Q001"]),
        ('{"pages": [], "pages": []}', ["Q002", "Q020"]),
        ('{"pages": [], "x": NaN}', ["Q002", "Q003", "Q020"]),
        ("[" * 40, ["Q007"]),
        ("[]", ["Q004"]),
        ("{}", ["Q004"]),
        ('{"survey": {"pages": []}}', ["Q004"]),
        ('"pages"', ["Q004"]),
    ],
)
def test_what_is_no_survey_is_a_numbered_problem(text, codes):
    result = import_survey(text, id="proef")

    assert sorted(one.code for one in result.problems if one.severity == "error") == codes
    assert result.is_refused


def test_a_file_that_is_ours_already_is_not_wrapped_again():
    result = import_survey(json.dumps(an_envelope()), id="proef")

    assert [str(problem) for problem in result.problems] == [
        "<text>:1:1: this is a questionnaire file already, not a bare SurveyJS file - "
        "only the part 'survey' goes to an editor and back [Q004]"
    ]


def test_a_problem_points_into_the_file_that_was_given():
    text = (
        '{"questions": [\n {"type": "panel", "elements": []},\n'
        ' {"type": "radiogroup", "name": "q", "hasOther": 3,\n  "choices": ["a"]}]}'
    )

    (problem,) = [
        one for one in import_survey(text, id="x1", file="mijn.json").problems if one.code == "Q005"
    ]

    assert str(problem) == (
        'mijn.json:3:50: survey.pages[0].elements[1].showOtherItem (question "q"): '
        "true or false is expected, not a number [Q005]"
    )


def test_every_change_can_be_told_in_dutch():
    result = imported(a_survey(RADIO | {"colCount": 2, "hasOther": True}))

    assert [change.what("nl") for change in result.changes][:2] == [
        "'colCount' is weggelaten - het gaat over het uiterlijk en doet hier niets",
        "'hasOther' heet nu 'showOtherItem' - SurveyJS gaf het een andere naam",
    ]


@pytest.mark.parametrize(
    "survey",
    [
        {"elements": [HTML] * 1001},
        {"pages": [{"name": "p"}] * 1001},
        {"elements": [RADIO | {"choices": [f"{number}|x" for number in range(1001)]}]},
        {
            "pages": [
                {"elements": [{"type": "text", "name": f"q{p}_{n}"} for n in range(900)]} for p in range(3)
            ]
        },
    ],
    ids=["elements", "pages", "choices", "all"],
)
def test_a_file_far_beyond_the_caps_is_refused_at_once(survey):
    result = imported(survey)

    assert [problem.code for problem in result.problems] == ["Q007"]
    assert result.changes == ()
    assert result.envelope == {}


def test_many_repeats_are_each_told_and_all_left_out():
    result = imported(a_survey(*[RADIO] * 900))

    assert len(changes(result)) == 899
    assert result.envelope["survey"]["pages"][0]["elements"] == [RADIO]


@pytest.mark.parametrize("html", ["<a href='" * 300, "<!--" * 300, "<b>" * 2000])
def test_html_that_nobody_could_have_meant_is_refused_as_it_stands(html):
    result = imported(a_survey(RADIO, HTML | {"name": "h", "html": html}))

    assert {code for code, _ in refused(result)} <= {"Q041", "Q007"}
    assert result.is_refused
    assert changes(result) == []

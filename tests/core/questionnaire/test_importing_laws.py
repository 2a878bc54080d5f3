"""What holds of import whatever comes in: it never fails, changes nothing twice, and leaves ours alone."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.comparison import compare
from sopforms.core.questionnaire.importing import import_survey, into
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.load import examine
from tests.core.questionnaire.files import an_envelope

WORDS = st.sampled_from(["Lukt het?", "Hoe vaak?", "Een <b>woord</b>", "a|b", "", " ", "{q1}"])
TEXTS = WORDS | st.fixed_dictionaries({}, optional={"default": WORDS, "nl": WORDS, "en": WORDS})
VALUES = st.sampled_from(
    ["ja", "nee", "1|Een", 1, 2, True, False, {"value": "x", "text": "X"}, {"value": 3, "visibleIf": ""}]
)
KINDS = [
    "radiogroup",
    "dropdown",
    "checkbox",
    "tagbox",
    "buttongroup",
    "rating",
    "boolean",
    "matrix",
    "text",
    "comment",
    "html",
    "file",
]
QUESTION = st.fixed_dictionaries(
    {
        "type": st.sampled_from(KINDS),
        "name": st.sampled_from(["q1", "q2", "q3", "page1", "panel1", "vraag 1"]),
    },
    optional={
        "title": TEXTS,
        "html": WORDS,
        "choices": st.lists(VALUES, max_size=3),
        "columns": st.lists(VALUES, max_size=3),
        "rows": st.lists(VALUES, max_size=2),
        "rateValues": st.lists(VALUES, max_size=3),
        "rateCount": st.integers(0, 5),
        "autoGenerate": st.booleans(),
        "isRequired": st.booleans(),
        "requiredIf": st.sampled_from(["", "{q1} = 1", "{q1"]),
        "visibleIf": st.sampled_from(["", " ", "{q1} notempty"]),
        "visible": st.booleans(),
        "hasOther": st.booleans(),
        "showOtherItem": st.booleans(),
        "hasComment": st.booleans(),
        "placeHolder": WORDS,
        "colCount": st.integers(),
        "defaultValue": VALUES,
        "onbekend": st.none(),
    },
)
ELEMENT = st.recursive(
    QUESTION,
    lambda inner: st.fixed_dictionaries(
        {"type": st.just("panel")},
        optional={
            "name": st.sampled_from(["panel1", "q1"]),
            "elements": st.lists(inner, max_size=3),
            "questions": st.lists(inner, max_size=2),
        },
    ),
    max_leaves=4,
)
PAGE = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["page1", "q1", ""]),
        "title": TEXTS,
        "elements": st.lists(ELEMENT, max_size=4),
        "questions": st.lists(ELEMENT, max_size=2),
    },
)
SURVEY = st.fixed_dictionaries(
    {},
    optional={
        "pages": st.lists(PAGE, max_size=3),
        "elements": st.lists(ELEMENT, max_size=3),
        "questions": st.lists(ELEMENT, max_size=2),
        "title": TEXTS,
        "locale": st.sampled_from(["nl", "en", "default", "", "pt-br"]),
        "clearInvisibleValues": st.sampled_from(["none", "onHiddenContainer"]),
        "completedHtml": TEXTS,
        "logo": st.just("x"),
        "triggers": st.just([]),
    },
)
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["pages", "radiogroup", "x", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "pages",
                    "elements",
                    "questions",
                    "name",
                    "type",
                    "choices",
                    "title",
                    "value",
                    "text",
                    "validators",
                    "rows",
                    "default",
                    "visible",
                    "html",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


OLD_WAYS: dict[str, dict[str, Any]] = {
    "radiogroup": {"choices": ["ja", "1|Een", 3], "hasOther": True, "choicesOrder": "random"},
    "dropdown": {"choices": ["a", {"value": "b|B"}], "optionsCaption": "Kies", "hasComment": True},
    "checkbox": {"choices": [1, 2, 3], "hasNone": True, "hasSelectAll": True},
    "tagbox": {"choices": ["a", "b"], "placeHolder": "Kies", "searchEnabled": False},
    "buttongroup": {"choices": [True, {"value": False, "text": "Nee"}], "colCount": 2},
    "rating": {"mininumRateDescription": "weinig", "rateCount": 5, "autoGenerate": True},
    "boolean": {"renderAs": "checkbox", "defaultValue": "indeterminate"},
    "matrix": {
        "columns": [1, "2|Twee"],
        "rows": ["a", "b|B"],
        "isAllRowRequired": True,
        "alternateRows": True,
    },
    "text": {"inputType": "number", "size": 4, "min": 0, "maxTextLength": 3},
    "comment": {"placeHolder": "Typ hier", "autoGrow": True, "rows": 2},
}
NEEDED = ("choices", "columns", "rows", "inputType")
ASIDE = {"visible": True, "titleLocation": "left", "visibleIf": " ", "readOnly": False, "isRequired": True}


@st.composite
def old_fashioned(draw: Any) -> dict[str, Any]:
    """Draw a survey that says everything in a way of some years ago and can be imported."""
    elements = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(sorted(OLD_WAYS)), min_size=1, max_size=6))):
        properties = OLD_WAYS[kind] | ASIDE
        kept = draw(st.sets(st.sampled_from(sorted(properties))))
        element = {
            "type": kind,
            "name": f"q{number}",
            "title": draw(st.sampled_from(["Lukt het?", {"default": "Nl"}])),
        }
        element |= {name: value for name, value in properties.items() if name in kept or name in NEEDED}
        elements.append(element)
        if draw(st.booleans()):
            elements.append(element)
    key = draw(st.sampled_from(["elements", "questions"]))
    html = {"type": "html", "html": draw(st.sampled_from(["<h1>Dag</h1>", "<p>Dag</p>", "<img>"]))}
    pages = [
        {key: elements},
        {"name": draw(st.sampled_from(["q0", "page1", "Twee"])), key: [{"type": "panel", key: [html]}, html]},
    ]
    looks = draw(st.sampled_from([{}, {"logo": "x", "showProgressBar": "top"}]))
    return draw(st.sampled_from([{"pages": pages}, {key: elements}])) | looks


def inside(result: Any) -> list[Any]:
    return [change for change in result.changes if change.path.startswith("survey")]


@given(old_fashioned())
@settings(max_examples=40, deadline=None)
def test_an_old_fashioned_survey_becomes_a_file_that_is_imported_once_and_for_all(survey):
    result = import_survey(json.dumps(survey), id="proef")

    assert not result.is_refused
    form = load(laid_out(result.envelope))
    assert not compare(form, form).changes
    once = result.envelope["survey"]
    again = import_survey(json.dumps(once), id="proef")
    assert inside(again) == []
    assert again.envelope["survey"] == once
    assert into(laid_out(result.envelope), json.dumps(once)).envelope == result.envelope
    assert names_and_values(once) == names_and_values(survey)


@given(SURVEY)
@settings(max_examples=60, deadline=None)
def test_what_is_refused_does_not_load_and_what_is_not_does(survey):
    result = import_survey(json.dumps(survey), id="proef")

    loaded = examine(laid_out(result.envelope), "proef.json")

    assert (loaded.questionnaire is None) == result.is_refused


@given(SURVEY)
@settings(max_examples=60, deadline=None)
def test_names_of_questions_and_what_they_store_stay(survey):
    before = names_and_values(survey)

    after = names_and_values(import_survey(json.dumps(survey), id="proef").envelope.get("survey", {}))

    assert after <= before


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_whatever_the_file_holds_import_has_an_answer(content):
    text = json.dumps(content)

    result = import_survey(text, id="proef")
    other = into(laid_out(an_envelope()), text)
    third = into(text, json.dumps(an_envelope()["survey"]))

    assert result.envelope or result.is_refused
    assert other.envelope or other.is_refused
    assert third.envelope or third.is_refused


@given(st.binary(max_size=60))
def test_bytes_that_are_no_file_are_a_problem(content):
    assert import_survey(content, id="proef").is_refused


def names_and_values(survey: Any) -> set[tuple[str, str]]:
    """Return (name, value) of each choice of each question that is asked."""
    found: set[tuple[str, str]] = set()
    stack = [survey]
    while stack:
        place = stack.pop()
        if isinstance(place, list):
            stack += place
        elif isinstance(place, dict):
            stack += place.values()
            if place.get("type") not in ("panel", "html", None):
                found |= {(str(place.get("name")), value) for value in values(place)}
    return found


def values(question: dict[str, Any]) -> set[str]:
    found = {json.dumps(None)}
    if question["type"] == "boolean":
        found |= {"true", "false"}
    for name in ("choices", "columns", "rows", "rateValues"):
        given = question.get(name)
        for item in given if isinstance(given, list) else ():
            value = item["value"] if isinstance(item, dict) else item
            found.add(json.dumps(value.partition("|")[0] if isinstance(value, str) else value))
    return found | ({"true", "false"} if {"true", "false"} & found else set())

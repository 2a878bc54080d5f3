"""The schema for editors: what it refuses the loader refuses too, and nothing that the loader takes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sopforms.core.questionnaire import fates
from sopforms.core.questionnaire.json_schema import json_schema
from sopforms.core.questionnaire.load import examine, shelf_of
from sopforms.core.questionnaire.properties import TABLE
from sopforms.core.questionnaire.scales import library
from tests.core.questionnaire.files import a_file, a_matrix, a_question, a_text, an_envelope

SETS = Path(__file__).resolve().parents[3] / "questionnaires"
SCALES = SETS / "scales.json"
SHIPPED = [
    path
    for path in sorted(SETS.glob("*/*.json"))
    if json.loads(path.read_bytes())["kind"] not in ("document", "plan", "report")
]
EXAMPLE = Path(__file__).with_name("staf-ondersteuning.json")
VALIDATOR = Draft202012Validator(json_schema())
SHELF = shelf_of(json.loads(SCALES.read_bytes()))


def takes(content: Any) -> bool:
    return VALIDATOR.is_valid(content)


def loads(content: Any) -> bool:
    text = json.dumps(content)
    if isinstance(content, dict) and "scales" in content and "survey" not in content:
        return not any(one.severity == "error" for one in library(text, "scales.json", ("nl",))[1])
    return examine(text, "a.json", SHELF).questionnaire is not None


def test_it_is_a_schema_and_every_object_in_it_is_closed():
    Draft202012Validator.check_schema(json_schema())

    for name, definition in json_schema()["$defs"].items():
        assert definition.get("additionalProperties") is False or name in ("element", "validator")


def test_every_property_of_the_table_is_in_it_with_what_it_is_for():
    definitions = json_schema()["$defs"]

    for row in TABLE:
        owner = row.owner.replace(":", ".")
        places = definitions if owner == "validator" else {owner: definitions[owner]}
        found = [
            one["properties"][row.name] for one in places.values() if row.name in one.get("properties", {})
        ]
        assert found
        assert row.hint
        assert any(one.get("description") == row.hint for one in found)


@pytest.mark.parametrize(
    "path", [*SHIPPED, SCALES, EXAMPLE], ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_every_shipped_file_fits(path):
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(path.read_bytes()))] == []


def everything() -> dict[str, Any]:
    """Return a file in which every property is used."""
    options: dict[str, Any] = {"nl": "tekst"}
    closed = {
        "title": "Titel",
        "description": "Uitleg",
        "isRequired": True,
        "requiredErrorText": options,
        "visibleIf": "{eerst} = 'ja'",
        "commentText": "Waarom?",
        "commentPlaceholder": "Omdat",
    }
    select = closed | {
        "choices": ["a", 2, {"value": "c", "text": "C"}],
        "showOtherItem": True,
        "otherText": "Anders",
        "otherPlaceholder": "…",
        "otherErrorText": "Vul in",
        "showNoneItem": True,
        "noneText": "Geen",
        "showCommentArea": False,
    }
    rules = [
        {"type": "expression", "expression": "{g} > 1", "text": "Meer dan 1"},
        {"type": "numeric", "minValue": 1, "maxValue": 9.5},
    ]
    email = {"type": "text", "minLength": 1, "maxLength": 60}, {"type": "email", "text": "Een adres"}
    elements = [
        {"type": "radiogroup", "name": "eerst", "title": "Eerst", "choices": ["ja", "nee"]},
        {"type": "radiogroup", "name": "a", **select},
        {"type": "dropdown", "name": "b", **select, "placeholder": "Kies"},
        {
            "type": "checkbox",
            "name": "c",
            **select,
            "minSelectedChoices": 1,
            "maxSelectedChoices": 2,
            "validators": [{"type": "answercount", "minCount": 1, "maxCount": 2}],
        },
        {
            "type": "rating",
            "name": "d",
            **closed,
            "rateMin": 0,
            "rateMax": 10,
            "rateStep": 2,
            "minRateDescription": "min",
            "maxRateDescription": "max",
            "showCommentArea": True,
        },
        {"type": "rating", "name": "d2", "title": "Cijfer", "rateValues": [1, {"value": 2, "text": "twee"}]},
        {"type": "boolean", "name": "e", **closed, "labelTrue": "Wel", "labelFalse": "Niet"},
        {
            "type": "matrix",
            "name": "f",
            **closed,
            "columns": [1, {"value": 2}],
            "rows": ["r1", {"value": "r2", "text": "Rij"}],
            "eachRowRequired": True,
        },
        {
            "type": "text",
            "name": "g",
            "title": "Getal",
            "inputType": "number",
            "min": 0,
            "max": 10,
            "step": 0.5,
            "requiredIf": "{eerst} = 'ja'",
            "validators": rules,
        },
        {
            "type": "text",
            "name": "h",
            "title": "Dag",
            "inputType": "date",
            "min": "2027-01-01",
            "max": "2027-12-31",
        },
        {
            "type": "text",
            "name": "i",
            "title": "Post",
            "inputType": "email",
            "maxLength": 80,
            "placeholder": "…",
            "validators": list(email),
        },
        {
            "type": "panel",
            "name": "j",
            "title": "Deel",
            "description": "x",
            "visibleIf": "{e}",
            "elements": [
                {
                    "type": "comment",
                    "name": "k",
                    "title": "Open",
                    "rows": 3,
                    "maxLength": 100,
                    "placeholder": "…",
                }
            ],
        },
        {"type": "html", "name": "l", "html": "<p>Dag {a}</p>", "visibleIf": "{g} notempty"},
    ]
    names = [
        one["name"]
        for one in [*elements, {"name": "k"}, {"name": "slot"}]
        if one.get("type") not in ("panel", "html")
    ]
    mapping: dict[str, Any] = {name: {"short": "Kort", "aggregate": "none"} for name in names}
    mapping["f"]["rows"] = {
        "r1": {
            "short": "R1",
            "indicator": "BO-01",
            "chapter": "ch3",
            "threshold": 7,
            "text": {"1": "Een.", "2": ""},
            "need": ["lezen"],
            "shared": "draft",
            "note": "x",
        },
        "r2": {"short": {"nl": "R2"}},
    }
    mapping["eerst"] |= {
        "score": {"ja": 1, "nee": None},
        "chapter": "ch1",
        "aggregate": ["value"],
        "base": "shown",
        "threshold": 5,
        "note": "x",
        "text": {"*": "Tekst."},
    }
    mapping["a"] |= {
        "audience": {"sectors": ["vo"]},
        "sensitive": True,
        "need": "lezen",
        "shared": "never",
        "indicator": "EX-01",
    }
    mapping["d2"] |= {"scale": "TWEE", "aggregate": "value", "chapter": "ch2"}
    scale = {
        "values": [
            {"value": 1, "text": {"nl": "een"}, "score": 1, "coverage": 1},
            {"value": 2, "text": "twee", "missing": True},
        ],
        "bipolar": False,
        "note": "x",
    }
    return {
        "$schema": "vragenlijst.schema.json",
        "sopforms": 1,
        "id": "alles",
        "kind": "consolidation",
        "title": "Alles",
        "survey": {
            "clearInvisibleValues": "onHiddenContainer",
            "title": "T",
            "description": "D",
            "locale": "nl",
            "completedHtml": "<p>Dank</p>",
            "pages": [
                {"name": "p1", "title": "P", "description": "d", "elements": elements},
                {"name": "p2", "visibleIf": "{e}", "elements": [a_text("slot")]},
            ],
        },
        "mapping": mapping,
        "languages": ["nl"],
        "scales": {"TWEE": scale, "OPEN2": {"maxLength": 10}},
        "renames": {
            "questions": {"oud": "a"},
            "rows": {"f": {"oud": "r1"}},
            "choices": {"eerst": {"oud": "ja"}},
        },
        "note": "x",
    }


def test_a_file_in_which_every_property_is_used_fits_and_loads():
    content = everything()

    assert [error.message for error in VALIDATOR.iter_errors(content)] == []
    assert loads(content)


WRONG = [
    {"sopforms": 2},
    {"kind": "ouders"},
    {"id": "Met Hoofdletters"},
    {"title": 3},
    {"languages": []},
    {"languages": ["nl", "nl"]},
    {"languages": ["nederlands"]},
    {"extra": 1},
    {"survey": {"pages": []}},
    {"survey": {"clearInvisibleValues": "none"}},
    {"survey": {"locale": "nl-BE"}},
    {"survey": {"logo": "x"}},
    {"note": 3},
]


@pytest.mark.parametrize("more", WRONG, ids=str)
def test_what_is_wrong_in_the_envelope_is_refused_by_both(more):
    content = an_envelope(**more)

    assert not takes(content)
    assert not loads(content)


@pytest.mark.parametrize(
    "more",
    [
        {"type": "file"},
        {"type": None},
        {"name": "met spatie"},
        {"name": None},
        {"choices": []},
        {"choices": None},
        {"choices": ["a|b", "c"]},
        {"choices": [1.5]},
        {"choices": [{"text": "zonder waarde"}]},
        {"choices": [{"value": 1, "visibleIf": "{x} = 1"}]},
        {"isRequired": "true"},
        {"title": {"default": "x"}},
        {"title": 3},
        {"validators": [{"type": "regex"}]},
        {"validators": [{"type": "expression", "expression": "{x} = 1"}]},
        {"visibleIf": 3},
        {"visibleIf": "{hulp} = 'ja' or " * 200},
        *({name: True} for name in sorted({*fates.LOOKS, *fates.DROPPED, *fates.REFUSED})),
    ],
    ids=lambda more: str(more)[:40],
)
def test_what_is_wrong_in_a_question_is_refused_by_both(more):
    content = an_envelope(a_question(**more))

    assert not takes(content)
    assert not loads(content)


@pytest.mark.parametrize(
    "entry",
    [
        {"aggregate": "gemiddelde"},
        {"aggregate": []},
        {"threshold": 3},
        {"chapter": "ch12", "aggregate": "value"},
        {"indicator": "bo1"},
        {"audience": {"sectors": ["havo"]}},
        {"audience": {}},
        {"base": "all"},
        {"score": {"ja": "1", "nee": 2, "soms": 3}},
        {"text": {"ja": 3}},
        {"need": ["Lezen"]},
        {"shared": "always"},
        {"onbekend": 1},
        {"short": None},
    ],
    ids=str,
)
def test_what_is_wrong_in_an_entry_is_refused_by_both(entry):
    whole = {"short": "Hulp", "aggregate": "none"} | entry
    content = an_envelope(mapping={"hulp": {key: value for key, value in whole.items() if value is not None}})

    assert not takes(content)
    assert not loads(content)


VALUES: Any = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        1,
        5,
        -1,
        1.5,
        "",
        " ",
        "x",
        "a|b",
        "nl",
        "none",
        "2027-01-01",
        "{a} = 1",
        [],
        ["x"],
        [1, "nl"],
        {},
        {"nl": "x"},
        {"value": 1},
        {"default": "x"},
        {"type": "html", "name": "z", "html": "x"},
    ]
).map(copy.deepcopy)
NAMES = st.sampled_from(sorted({row.name for row in TABLE} | {"onbekend", "de", "colCount"}))


def places(content: Any) -> list[Any]:
    """Return every object and list in a file."""
    found, stack = [], [content]
    while stack:
        place = stack.pop()
        if isinstance(place, dict | list) and place:
            found.append(place)
            stack += place.values() if isinstance(place, dict) else place
    return found


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_what_the_schema_refuses_the_loader_refuses_too(data):
    content = copy.deepcopy(
        data.draw(
            st.sampled_from([everything(), json.loads(a_file(a_matrix())), json.loads(SCALES.read_bytes())])
        )
    )
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(places(content)))
        if isinstance(place, list):
            index = data.draw(st.integers(0, len(place) - 1))
            place[index] = data.draw(VALUES)
        elif data.draw(st.booleans()):
            place[data.draw(st.sampled_from(sorted(place)))] = data.draw(VALUES)
        elif data.draw(st.booleans()):
            del place[data.draw(st.sampled_from(sorted(place)))]
        else:
            place[data.draw(NAMES)] = data.draw(VALUES)

    if not takes(content):
        assert not loads(content)

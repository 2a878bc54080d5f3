"""What a change does to results over the years: wording, additive, breaking, or refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.core.questionnaire import Questionnaire, QuestionnaireError, load
from sopforms.core.questionnaire.comparison import ChangeKind, Comparison, compare
from sopforms.core.questionnaire.load import examine
from sopforms.core.questionnaire.publishing import problems
from tests.core.questionnaire.files import a_matrix, a_question, a_text, an_entry, an_envelope

SETS = Path(__file__).resolve().parents[3] / "questionnaires"
SHIPPED = [
    SETS / sector / f"{name}.json"
    for sector in ("po", "vo")
    for name in ("evaluatie", "teamgesprek", "leerlingen", "schoolwaarden")
]
WORDING, ADDITIVE, BREAKING = ChangeKind
REFUSED = True

Envelope = dict[str, Any]


def last_year() -> Envelope:
    """Return the questionnaire of last year: every kind of thing that can change."""
    staff = {"chapter": "ch3", "aggregate": "distribution"}
    scale = {"values": [{"value": 1, "score": 1}, {"value": 2, "score": 2}, {"value": "x", "missing": True}]}
    rows = {"a": {"short": "A", "indicator": "BO-01"}, "b": {"short": "B", "indicator": "BO-02"}}
    return copy.deepcopy(
        an_envelope(
            a_question("hulp", description="Dit schooljaar."),
            a_matrix("basis", columns=[1, 2, "x"]),
            {"type": "checkbox", "name": "soort", "title": "Welke?", "choices": ["rt", "plus"]},
            {"type": "rating", "name": "cijfer", "title": "Cijfer?", "rateMax": 10},
            a_text("vrij", visibleIf="{hulp} = 'ja'", maxLength=200),
            {"type": "html", "name": "slot", "html": "<p>Dank.</p>"},
            kind="staff",
            scales={"AB": scale},
            mapping={
                "hulp": an_entry(indicator="HU-01", threshold=8, **staff | {"aggregate": ["distribution"]}),
                "basis": {"short": "Basis", "scale": "AB", "rows": rows}
                | staff
                | {"aggregate": ["distribution", "mean"]},
                "soort": {"short": "Soort", "chapter": "ch3", "indicator": "HU-02"},
                "cijfer": {"short": "Cijfer", "chapter": "ch3", "base": "shown"},
                "vrij": {"short": "Vrij", "chapter": "ch3"},
            },
        )
    )


def loaded(envelope: Envelope) -> Questionnaire:
    return load(json.dumps(envelope), scales={})


def elements(envelope: Envelope) -> list[dict[str, Any]]:
    return envelope["survey"]["pages"][0]["elements"]


def element(envelope: Envelope, name: str) -> dict[str, Any]:
    return next(one for one in elements(envelope) if one["name"] == name)


def edit(**places: Any) -> Callable[[Envelope], None]:
    """Return an edit that sets properties: `hulp__title` of the element, `m__hulp__base` of its entry."""

    def apply(envelope: Envelope) -> None:
        for place, value in places.items():
            *path, last = place.split("__")
            target = (
                envelope["mapping"] if path[0] == "m" else element(envelope, path[0]) if path[0] else envelope
            )
            for key in path[1:]:
                target = target[key]
            if value is None:
                target.pop(last)
            else:
                target[last] = copy.deepcopy(value)

    return apply


def add(question: dict[str, Any], **entry: Any) -> Callable[[Envelope], None]:
    def apply(envelope: Envelope) -> None:
        elements(envelope).append(dict(question))
        if entry:
            envelope["mapping"][question["name"]] = entry

    return apply


def drop(name: str) -> Callable[[Envelope], None]:
    def apply(envelope: Envelope) -> None:
        elements(envelope).remove(element(envelope, name))
        envelope["mapping"].pop(name, None)

    return apply


def drop_row(envelope: Envelope) -> None:
    element(envelope, "basis")["rows"].remove("b")
    del envelope["mapping"]["basis"]["rows"]["b"]


def add_row(envelope: Envelope) -> None:
    element(envelope, "basis")["rows"].append("c")
    envelope["mapping"]["basis"]["rows"]["c"] = {"short": "C", "indicator": "BO-03"}


def grow_scale(envelope: Envelope) -> None:
    element(envelope, "basis")["columns"].insert(2, 3)
    envelope["scales"]["AB"]["values"].insert(2, {"value": 3, "score": 3})


def other_scale(envelope: Envelope) -> None:
    envelope["scales"]["CD"] = envelope["scales"]["AB"]
    envelope["mapping"]["basis"]["scale"] = "CD"


def score_otherwise(envelope: Envelope) -> None:
    envelope["scales"]["AB"]["values"][0]["score"] = 0


def count_missing(envelope: Envelope) -> None:
    del envelope["scales"]["AB"]["values"][2]["missing"]
    envelope["mapping"]["basis"]["aggregate"] = ["distribution"]


def second_page(envelope: Envelope) -> None:
    envelope["survey"]["pages"].append({"name": "p2", "elements": [elements(envelope).pop()]})


def in_a_panel(envelope: Envelope) -> None:
    inside = elements(envelope)
    inside[0] = {"type": "panel", "name": "blok", "elements": [inside[0]]}


EDITS: dict[str, tuple[Callable[[Envelope], None], ChangeKind, bool]] = {
    # wording
    "a title": (edit(hulp__title="Gaat het?"), WORDING, False),
    "a description": (edit(hulp__description="Dit jaar."), WORDING, False),
    "a description away": (edit(hulp__description=None), WORDING, False),
    "a short label": (edit(m__hulp__short="De hulp"), WORDING, False),
    "sentences": (edit(m__hulp__text={"*": "Zo."}), WORDING, False),
    "a choice": (edit(hulp__choices=[{"value": "ja", "text": "Ja"}, "nee", "soms"]), WORDING, False),
    "a row": (edit(basis__rows=[{"value": "a", "text": "Anna"}, "b"]), WORDING, False),
    "html": (edit(slot__html="<p>Bedankt.</p>"), WORDING, False),
    "the title for administrators": (edit(__title="Proef 2"), WORDING, False),
    "a language": (edit(__languages=["nl", "en"]), WORDING, False),
    # additive
    "a new question": (add(a_text("nog"), short="Nog", chapter="ch3"), ADDITIVE, False),
    "a new row": (add_row, ADDITIVE, False),
    "a new unordered choice": (edit(hulp__choices=["ja", "nee", "soms", "nooit"]), ADDITIVE, False),
    "choices in another order": (edit(hulp__choices=["nee", "ja", "soms"]), ADDITIVE, False),
    "other": (edit(hulp__showOtherItem=True), ADDITIVE, False),
    "html gone": (drop("slot"), ADDITIVE, False),
    "another order": (
        lambda envelope: elements(envelope).insert(0, elements(envelope).pop(3)),
        ADDITIVE,
        False,
    ),
    "a page": (second_page, ADDITIVE, False),
    "a panel": (in_a_panel, ADDITIVE, False),
    "a condition": (edit(vrij__visibleIf="{hulp} = 'nee'"), ADDITIVE, False),
    "no condition": (edit(vrij__visibleIf=None), ADDITIVE, False),
    "required": (edit(hulp__isRequired=True), ADDITIVE, False),
    "a limit": (edit(vrij__maxLength=300), ADDITIVE, False),
    "a validator": (edit(vrij__validators=[{"type": "text", "minLength": 3}]), ADDITIVE, False),
    "another chapter": (edit(m__hulp__chapter="ch4"), ADDITIVE, False),
    "an audience": (edit(m__hulp__audience={"sectors": ["vo"]}), ADDITIVE, False),
    "scores where none were": (edit(m__hulp__score={"ja": 2, "nee": 1, "soms": 0}), ADDITIVE, False),
    "an indicator": (edit(m__cijfer__indicator="CI-01"), ADDITIVE, False),
    "an aggregate more": (edit(m__cijfer__aggregate=["distribution", "mean"]), ADDITIVE, False),
    "a higher threshold": (edit(m__hulp__threshold=9), ADDITIVE, False),
    # breaking
    "a question gone": (drop("cijfer"), BREAKING, False),
    "a row gone": (drop_row, BREAKING, False),
    "a value gone": (edit(hulp__choices=["ja", "nee"]), BREAKING, False),
    "another kind": (edit(__kind="team", m__basis__aggregate=None, m__hulp__aggregate=None), BREAKING, False),
    "another score": (score_otherwise, BREAKING, False),
    "missing counted": (count_missing, BREAKING, False),
    "another indicator": (edit(m__hulp__indicator="HU-09"), BREAKING, False),
    "an indicator gone": (edit(m__hulp__indicator=None), BREAKING, False),
    "another base": (edit(m__cijfer__base="answered"), BREAKING, False),
    "an aggregate gone": (edit(m__basis__aggregate="distribution"), BREAKING, False),
    "a lower threshold": (edit(m__hulp__threshold=None), BREAKING, False),
    # refused
    "another type": (edit(hulp__type="dropdown"), BREAKING, REFUSED),
    "another input type": (edit(vrij__inputType="email"), BREAKING, REFUSED),
    "another scale": (other_scale, BREAKING, REFUSED),
    "a value on an ordered scale": (grow_scale, BREAKING, REFUSED),
    "a rating that goes further": (edit(cijfer__rateMax=11), BREAKING, REFUSED),
}


def after(*names: str) -> Comparison:
    """Return what comes of these edits to the questionnaire of last year."""
    envelope = last_year()
    for name in names:
        EDITS[name][0](envelope)
    return compare(loaded(last_year()), loaded(envelope))


@pytest.mark.parametrize("name", EDITS)
def test_each_change_has_the_class_of_the_table(name: str) -> None:
    _, kind, is_refused = EDITS[name]

    comparison = after(name)

    assert (comparison.kind, bool(comparison.refused)) == (kind, is_refused), comparison.changes


@pytest.mark.parametrize("name", EDITS)
def test_each_change_is_told_in_english_and_dutch_with_its_place(name: str) -> None:
    for change in after(name).changes:
        assert change.what
        assert change.in_language("nl")
        assert change.path
        assert change.what != change.in_language("nl") or "'" not in change.what


INDEPENDENT = sorted(set(EDITS) - {"another kind", "a language", "a page", "a panel", "another order"})


@settings(deadline=None)
@given(st.lists(st.sampled_from(INDEPENDENT), max_size=3, unique=True))
def test_of_several_changes_the_worst_counts_and_the_hashes_agree(names: list[str]) -> None:
    envelope = last_year()
    try:
        for name in names:
            EDITS[name][0](envelope)
        new = loaded(envelope)
    except (StopIteration, KeyError, ValueError, QuestionnaireError):  # an edit of what another one took away
        return
    old = loaded(last_year())

    comparison = compare(old, new)

    assert (comparison.kind is None) is (old.content_hash == new.content_hash)
    assert (comparison.kind in (None, WORDING)) is (old.shape_hash == new.shape_hash)


APART = [
    *(
        "a title",
        "html",
        "a language",
        "a new question",
        "other",
        "required",
        "a limit",
        "no condition",
    ),
    *(
        "an indicator",
        "a higher threshold",
        "another base",
        "an aggregate gone",
        "another score",
        "another scale",
    ),
    *("another chapter", "another indicator", "sentences", "another input type", "a new row"),
]


@settings(deadline=None)
@given(st.lists(st.sampled_from(APART), max_size=5, unique=True, min_size=1))
def test_changes_that_do_not_meet_keep_their_class_together(names: list[str]) -> None:
    expected = max((EDITS[name][1] for name in names), key=list(ChangeKind).index)

    comparison = after(*names)

    assert (comparison.kind, bool(comparison.refused)) == (expected, any(EDITS[name][2] for name in names))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_questionnaire_is_no_different_from_itself(path: Path) -> None:
    assert compare(load(path), load(path), (load(path),)).changes == ()
    assert compare(load(path), load(path)).kind is None


def test_the_worst_stands_first() -> None:
    assert [change.kind for change in after("a title", "a value gone", "required").changes] == [
        BREAKING,
        ADDITIVE,
        WORDING,
    ]


# renames


def renamed() -> Envelope:
    """Return the questionnaire with a question, a row and a value under new names."""
    envelope = last_year()
    element(envelope, "hulp").update(name="steun", choices=["ja", "nee", "af_en_toe"])
    element(envelope, "vrij")["visibleIf"] = "{steun} = 'ja'"
    element(envelope, "basis")["rows"] = ["uitleg", "b"]
    mapping = envelope["mapping"]
    mapping["steun"] = mapping.pop("hulp")
    mapping["basis"]["rows"]["uitleg"] = mapping["basis"]["rows"].pop("a")
    envelope["renames"] = {
        "questions": {"hulp": "steun"},
        "rows": {"basis": {"a": "uitleg"}},
        "choices": {"steun": {"soms": "af_en_toe"}},
    }
    return envelope


def test_new_names_with_their_renames_break_nothing() -> None:
    comparison = compare(loaded(last_year()), loaded(renamed()))

    assert comparison.kind is ADDITIVE
    assert not any(map(comparison.breaks_series, ("HU-01", "BO-01", "BO-02", "basis.uitleg", "steun")))
    assert {change.key for change in comparison.changes} >= {
        "question_renamed",
        "row_renamed",
        "value_renamed",
    }


def test_new_names_without_renames_break_what_they_left() -> None:
    envelope = renamed()
    del envelope["renames"]

    comparison = compare(loaded(last_year()), loaded(envelope))

    assert comparison.breaks_series("HU-01")
    assert comparison.breaks_series("BO-01")
    assert not comparison.breaks_series("BO-02")


def test_renames_are_followed_over_the_years() -> None:
    third = renamed()
    element(third, "steun")["name"] = "bijstand"
    element(third, "vrij")["visibleIf"] = "{bijstand} = 'ja'"
    third["mapping"]["bijstand"] = third["mapping"].pop("steun")
    third["renames"]["questions"] = {"hulp": "steun", "steun": "bijstand"}
    third["renames"]["choices"] = {"bijstand": {"soms": "af_en_toe"}}
    first, second, new = loaded(last_year()), loaded(renamed()), loaded(third)

    assert compare(second, new, (first,)).kind is ADDITIVE
    assert compare(first, new).kind is ADDITIVE


def test_a_rename_changes_names_alone() -> None:
    retyped, rescored = renamed(), renamed()
    element(retyped, "steun")["type"] = "dropdown"
    scored = last_year()
    scored["mapping"]["hulp"]["score"] = {"ja": 2, "nee": 1, "soms": 0}
    rescored["mapping"]["steun"]["score"] = {"ja": 2, "nee": 1, "af_en_toe": 3}

    assert {change.code for change in compare(loaded(last_year()), loaded(retyped)).refused} == {"Q072"}
    assert {change.code for change in compare(loaded(scored), loaded(rescored)).refused} == {"Q072"}


@pytest.mark.parametrize(
    "renames",
    [
        {"questions": {"ooit": "hulp"}},
        {"rows": {"basis": {"ooit": "a"}}},
        {"choices": {"hulp": {"ooit": "ja"}}},
    ],
)
def test_the_old_name_of_a_rename_was_published_once(renames: dict[str, Any]) -> None:
    new = loaded(last_year() | {"renames": renames})

    for comparison in (compare(loaded(last_year()), new), compare(None, new)):
        assert [(change.code, change.refused) for change in comparison.refused] == [("Q071", True)]


# names for life


def test_a_name_of_any_earlier_version_returns_only_as_what_it_was() -> None:
    without, back = last_year(), last_year()
    drop("cijfer")(without)
    element(back, "cijfer").update(type="text", inputType="number", rateMax=None)
    del element(back, "cijfer")["rateMax"]
    del back["mapping"]["cijfer"]["base"]

    comparison = compare(loaded(without), loaded(back), (loaded(last_year()),))

    assert [(change.code, change.path) for change in comparison.refused] == [
        ("Q072", "survey.pages[0].elements[3].type")
    ]
    assert compare(loaded(without), loaded(last_year()), (loaded(last_year()),)).kind is ADDITIVE


def test_an_indicator_never_gets_another_scale_wherever_it_stands() -> None:
    moved = last_year()
    drop("basis")(moved)
    add(a_question("nieuw"), short="Nieuw", chapter="ch3", indicator="BO-01")(moved)
    empty = last_year()
    drop("basis")(empty)

    for old, earlier in ((loaded(last_year()), ()), (loaded(empty), (loaded(last_year()),))):
        (change,) = compare(old, loaded(moved), earlier).refused
        assert (change.code, change.path) == ("Q073", "mapping.nieuw.indicator")


def test_another_scale_asks_for_a_new_name_and_a_new_indicator() -> None:
    refused = {(change.code, change.path) for change in after("another scale").refused}

    assert refused == {
        ("Q072", "mapping.basis.scale"),
        ("Q073", "mapping.basis.rows.a.indicator"),
        ("Q073", "mapping.basis.rows.b.indicator"),
    }


# trends


@pytest.mark.parametrize(
    ("name", "broken", "whole"),
    [
        ("a question gone", {"cijfer"}, {"HU-01", "BO-01"}),
        ("a row gone", {"BO-02"}, {"BO-01", "HU-01"}),
        ("another score", {"BO-01", "BO-02"}, {"HU-01"}),
        ("another indicator", {"HU-01", "HU-09"}, {"HU-02", "BO-01"}),
        ("another kind", {"HU-01", "BO-01", "cijfer"}, set()),
        ("a title", set(), {"HU-01", "BO-01"}),
    ],
)
def test_a_break_is_drawn_in_the_trends_it_concerns(name: str, broken: set[str], whole: set[str]) -> None:
    comparison = after(name)

    assert all(map(comparison.breaks_series, broken))
    assert not any(map(comparison.breaks_series, whole))


def test_a_reworded_title_row_or_choice_is_marked_in_its_trend() -> None:
    assert after("a title").rewords_series("HU-01")
    assert after("a choice").rewords_series("HU-01")
    assert after("a row").rewords_series("BO-01")
    assert not after("a row").rewords_series("BO-02")
    assert not after("a description").rewords_series("HU-01")


# beside the line


def told(envelope: Envelope, old: Envelope | None = None, **more: Any) -> list[tuple[str, str]]:
    """Return code and the line in the file of everything that stands in the way of publishing."""
    text = json.dumps(envelope, indent=1)
    one = examine(text, "nieuw.json")
    assert one.questionnaire is not None, one.problems
    comparison = compare(loaded(old or last_year()), one.questionnaire)
    found = problems(one, comparison, **more)
    return [(problem.code, text.splitlines()[problem.line - 1].strip()) for problem in found]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("another type", [("Q072", '"type": "dropdown",')]),
        ("another input type", [("Q072", '"inputType": "email"')]),
        (
            "another scale",
            [("Q072", '"scale": "CD",'), ("Q073", '"indicator": "BO-01"'), ("Q073", '"indicator": "BO-02"')],
        ),
        ("a value gone", [("Q074", '"choices": [')]),
        ("another base", [("Q074", '"base": "answered"')]),
        ("a lower threshold", [("Q074", '"hulp": {')]),
        ("a question gone", [("Q074", '"pages": [')]),
        ("required", []),
        ("a title", []),
    ],
)
def test_what_stands_in_the_way_is_told_beside_its_line(name: str, expected: list[tuple[str, str]]) -> None:
    envelope = last_year()
    EDITS[name][0](envelope)

    assert told(envelope) == expected


def test_a_rename_of_nothing_is_told_at_the_old_name() -> None:
    assert told(last_year() | {"renames": {"questions": {"ooit": "hulp"}}}) == [("Q071", '"ooit": "hulp"')]


def test_the_explicit_choice_lets_a_break_through_and_no_refusal() -> None:
    envelope = last_year()
    EDITS["a value gone"][0](envelope)
    EDITS["another input type"][0](envelope)

    assert [code for code, _ in told(envelope)] == ["Q074", "Q072"]
    assert [code for code, _ in told(envelope, breaks=True)] == ["Q072"]

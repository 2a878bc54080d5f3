"""Files that are wrong: each code has a broken file, and the problem points at the right place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.core.questionnaire import QuestionnaireError, load
from sopforms.core.questionnaire.load import examine
from tests.core.questionnaire.files import a_file, a_matrix, a_question, a_text, an_entry, an_envelope

HERE = Path(__file__).parent
HTML = {"type": "html", "name": "uitleg", "html": "<p>Dag</p>"}
RATING = {"type": "rating", "name": "cijfer", "title": "Cijfer?"}
TICKS = {"type": "checkbox", "name": "hulp", "title": "Welke hulp?", "choices": ["a", "b", "c"]}
NUMBER = a_text("uren", inputType="number")
DATE = a_text("dag", inputType="date")
SCALE = {
    "AB": {"values": [{"value": "a", "score": 1}, {"value": "b", "score": 2}, {"value": "c", "score": 3}]}
}
BIPOLAR = {"AB": SCALE["AB"] | {"bipolar": True}}
STAFF = {"kind": "staff"}


def problems(text: str) -> list[Any]:
    """Return all problems of a file, warnings too."""
    return list(examine(text, "f.json").problems)


def place(text: str, mark: str) -> tuple[int, int]:
    """Return line and column of `mark`; `^mark` is the brace before it, `mark→` the value behind it."""
    at = text.index(mark.strip("^→"))
    if mark.startswith("^"):
        at = text.rindex("{", 0, at)
    if mark.endswith("→"):
        at = text.index(":", at) + 2
    before = text[:at]
    return before.count("\n") + 1, at - before.rfind("\n")


def entry(**more: Any) -> dict[str, Any]:
    """Return the mapping of the question `hulp` alone."""
    return {"mapping": {"hulp": an_entry(**more)}}


def after(condition: str, *before: Any, **more: Any) -> str:
    """Return a file with questions and a text that is visible under `condition`."""
    return a_file(*(before or (a_question(),)), a_text(visibleIf=condition), **more)


BROKEN = [
    # the file
    ("Q001", '{"sopforms": 1,}', "}"),
    ("Q002", a_file().replace('"kind"', '"id": "b",\n "kind"'), '"id": "b"'),
    ("Q003", a_file(naam="x"), '"naam"'),
    ("Q003", a_file(a_question(chioces=["a"])), '"chioces"'),
    ("Q003", a_file(a_question(placeholder="x")), '"placeholder"'),
    ("Q004", '{"pages": []}', "{"),
    ("Q004", "[]", "["),
    ("Q004", a_file(sopforms=2), '"sopforms"→'),
    ("Q005", a_file(id="Proef"), '"id"→'),
    ("Q005", a_file(kind="staf"), '"kind"→'),
    ("Q005", a_file(languages=["nl", "nl"]), '"languages"→'),
    ("Q005", a_file(a_question(isRequired="ja")), '"isRequired"→'),
    ("Q005", a_file(a_question(title=3)), "3,"),
    ("Q005", a_file(a_text(maxLength=0)), '"maxLength"→'),
    ("Q005", a_file(DATE | {"min": "31-12-2026"}), '"min"→'),
    ("Q005", a_file(a_question(validators=[3])), "3\n"),
    ("Q006", a_file(kind=None), "{"),
    ("Q006", a_file({"name": "hulp"}), '^"name": "hulp"'),
    ("Q007", a_file(a_question(title="x" * 5001)), '"x'),
    ("Q007", a_file(a_question(choices=list(range(201)))), "200\n"),
    ("Q007", "[" * 30 + "{", "{"),
    ("Q008", a_file(survey={"clearInvisibleValues": "onHidden"}), '"clearInvisibleValues"→'),
    ("Q009", a_file(a_question(hasOther=True)), '"hasOther"'),
    # structure
    ("Q010", a_file(a_question(choicesByUrl={})), '"choicesByUrl"'),
    ("Q010", a_file(a_question(choices=[{"value": "a", "visibleIf": "{x} = 1"}])), '"visibleIf"'),
    ("Q011", a_file(a_question(colCount=2)), '"colCount"'),
    ("Q011", a_file(survey={"progressBarType": "pages"}), '"progressBarType"'),
    ("Q012", a_file({"type": "imagepicker", "name": "hulp"}), '"type"→'),
    ("Q012", a_file({"type": "radiogruop", "name": "hulp"}), '"type"→'),
    ("Q012", a_file(a_text(validators=[{"type": "regex"}])), '"regex"'),
    ("Q013", a_file(a_question("1hulp")), '"1hulp"'),
    ("Q013", a_file(a_question("Panel")), '"Panel"'),
    ("Q013", a_file(a_question(name=None), mapping={"": None}), '^"type": "radiogroup"'),
    ("Q014", a_file(a_question(choices=[{"text": "x"}])), '^"text": "x"'),
    ("Q014", a_file(a_question(choices=["a|b"])), '"a|b"'),
    ("Q014", a_file(a_question(choices=[1.5])), "1.5"),
    ("Q014", a_file(a_matrix(rows=["a b"])), '"a b"'),
    ("Q015", a_file(a_question(), a_text("Hulp")), '"Hulp"'),
    ("Q016", a_file(a_question(choices=[1, "1"])), '"1"'),
    ("Q017", a_file(a_question(choices=["other"], showOtherItem=True)), '"other"'),
    ("Q018", a_file(NUMBER | {"min": 3, "max": 2}), '"min"→'),
    ("Q018", a_file(NUMBER | {"step": 0}), '"step"→'),
    ("Q018", a_file(RATING | {"rateMin": 5}), '"rateMin"→'),
    ("Q018", a_file(RATING | {"rateMax": 20}), '"rateMax"→'),
    ("Q018", a_file(TICKS | {"minSelectedChoices": 4}), '"minSelectedChoices"→'),
    ("Q019", a_file(a_question(showOtherItem=True, showCommentArea=True)), '"showCommentArea"'),
    ("Q019", a_file(RATING | {"rateValues": [1, 2, 3], "rateMax": 3}), '"rateMax"'),
    ("Q019", a_file(NUMBER | {"maxLength": 3}), '"maxLength"'),
    ("Q019", a_file(a_text(min=3)), '"min"'),
    ("Q019", a_file(a_text(validators=[{"type": "numeric"}])), '"numeric"'),
    ("Q020", a_file(a_question(choices=[])), "[]"),
    ("Q020", a_file(survey={"pages": []}), "[]"),
    # conditions
    ("Q030", after("{hulp} = 'ja'" + " or {hulp} = 'ja'" * 200), '"visibleIf"→'),
    ("Q030", after("(" * 21 + "{hulp} = 'ja'" + ")" * 21), '"visibleIf"→'),
    ("Q031", after("{hulp} = ja"), '"visibleIf"→'),
    ("Q032", after("{hlp} = 'ja'"), '"visibleIf"→'),
    ("Q032", after("{hulp-Comment} notempty"), '"visibleIf"→'),
    ("Q032", after("{basis.c} = 1", a_matrix()), '"visibleIf"→'),
    ("Q033", after("{vrij} = 'ja'"), '"visibleIf"→'),
    ("Q034", after("{hulp} = 'jaa'"), '"visibleIf"→'),
    ("Q034", after("{hulp} contains 'd'", TICKS), '"visibleIf"→'),
    ("Q034", after("{dag} > 'morgen'", DATE), '"visibleIf"→'),
    ("Q034", after("{uren} = 'veel'", NUMBER), '"visibleIf"→'),
    ("Q035", after("{hulp} > 3"), '"visibleIf"→'),
    ("Q035", after("{hulp} = 'a'", TICKS), '"visibleIf"→'),
    ("Q035", after("{basis} = 1", a_matrix()), '"visibleIf"→'),
    ("Q035", after("1 = 1"), '"visibleIf"→'),
    ("Q036", after("{hulp}"), '"visibleIf"→'),
    ("Q036", after("{hulp} = 'ja' and true"), '"visibleIf"→'),
    # texts
    ("Q040", a_file(a_question(title={"nl": "a", "en": "b"}), survey={"locale": "nl"}), '"en"'),
    ("Q040", a_file(a_question(title={"default": "a", "nl": "b"}), survey={"locale": "nl"}), '"default"'),
    (
        "Q040",
        a_file(a_question(title={"en": "a"}), languages=["nl", "en"], survey={"locale": "nl"}),
        '^"en": "a"',
    ),
    (
        "Q041",
        a_file(a_question(), HTML | {"html": "<p>Dag</p><script>x</script>"}),
        '"html": "<→',
    ),
    ("Q041", a_file(a_question(), HTML | {"html": "<p class='x'>Dag</p>"}), '"html": "<→'),
    ("Q041", a_file(a_question(), HTML | {"html": "<a href='java&#115;cript:x'>Dag</a>"}), '"html": "<→'),
    ("Q041", a_file(survey={"completedHtml": "<img src='/x'>"}), '"completedHtml"→'),
    ("Q042", a_file(a_question(title="Bij {hlp}?")), '"Bij {hlp}?"'),
    ("Q042", a_file(a_question(title="Bij {vrij}?"), a_text()), '"Bij {vrij}?"'),
    ("Q043", a_file(a_question(title={"nl": "a"})), '^"clearInvisibleValues"'),
    ("Q043", a_file(survey={"locale": "en"}), '"locale"→'),
    (
        "Q044",
        a_file(a_text(validators=[{"type": "expression", "expression": "{vrij} = 'x'"}])),
        '^"type": "expression"',
    ),
    # mapping
    ("Q050", a_file(mapping={"hulpp": an_entry()}), '"hulpp"'),
    ("Q050", a_file(a_question(), **entry(rows={"a": {"short": "A"}})), '"a"'),
    ("Q051", a_file(mapping={"hulp": None}), '"mapping"→'),
    ("Q051", a_file(mapping={"hulp": {"aggregate": "none"}}), '^"aggregate"'),
    ("Q051", a_file(**entry(short="x" * 41)), '"short"→'),
    ("Q051", a_file(a_matrix(), mapping={"basis": an_entry(rows={"a": {"short": "A"}})}), '^"a": {'),
    ("Q052", a_file(**entry(indicator="bo-1")), '"indicator"→'),
    ("Q052", a_file(a_question(indicator=None), kind="advice", **entry(indicator="BO-01")), '"indicator"'),
    ("Q053", a_file(**entry(scale="MATE5")), '"scale"→'),
    ("Q053", a_file(scales={"AB": {}}), "{}"),
    ("Q054", a_file(scales=SCALE, **entry(scale="AB")), '"scale"→'),
    ("Q055", a_file(**entry(aggregate="mean")), '"aggregate"→'),
    ("Q055", a_file(kind="staff", **entry(aggregate="value")), '"aggregate"→'),
    ("Q055", a_file(kind="staff", **entry(aggregate="mean", chapter="ch3")), '"aggregate"→'),
    ("Q056", a_file(**entry(score={"ja": 1})), '"score"→'),
    ("Q056", a_file(a_text("hulp"), **entry(score={"ja": 1})), '"score"'),
    (
        "Q057",
        a_file(
            a_question(choices=["a", "b", "c"]),
            scales=BIPOLAR,
            kind="staff",
            **entry(scale="AB", aggregate="mean"),
        ),
        '"aggregate"→',
    ),
    ("Q058", a_file(mapping={"hulp": {"short": "Hulp"}}), '^"short": "Hulp"'),
    ("Q058", a_file(**entry(chapter="ch12")), '"chapter"→'),
    ("Q059", a_file(**entry(threshold=4)), '"threshold"→'),
    ("Q060", a_file(**entry(text={"misschien": "Ja."})), '"misschien"'),
    ("Q060", a_file(**entry(text={"*": "{.naam}"})), '"*"→'),
    ("Q061", a_file(a_text("hulp"), kind="staff", **entry(sensitive=False)), '"sensitive"→'),
    ("Q062", a_file(**entry(base="all")), '"base"→'),
    ("Q062", a_file(**entry(audience={"sectors": ["mbo"]})), '"audience"→'),
    # renames
    ("Q070", a_file(renames={"questions": {"hulp": "hulp"}}), '"hulp": "hulp"'),
    ("Q070", a_file(renames={"questions": {"oud": "nieuw"}}), '"nieuw"'),
    ("Q070", a_file(renames={"choices": {"hulp": {"j": "jaa"}}}), '"jaa"'),
    ("Q070", a_file(renames={"questions": {"oud": "ouder", "ouder": "oud"}}), '"ouder"'),
    ("Q070", a_file(renames={"rows": {"hulp": {"a": "b"}}}), '"hulp": {\n    "a"'),
]

WARNED = [
    ("Q080", after("{hulp} contains 'j'"), '"visibleIf"→'),
    ("Q081", after("{hulp} = 'ja' and {hulp} = 'nee'"), '"visibleIf"→'),
    ("Q082", after("{hulp} = 'ja' or {hulp} != 'ja'"), '"visibleIf"→'),
    ("Q083", after("{hulp} != 'ja'"), '"visibleIf"→'),
    ("Q084", after("{hulp} > 3", a_text("hulp")), '"visibleIf"→'),
    ("Q085", a_file(languages=["nl", "en"]), '"title": "Lukt→'),
    ("Q086", a_file(mapping={"hulp": {"short": "Hulp", "chapter": "ch3"}}), '^"short": "Hulp"'),
    ("Q087", a_file(a_question(title=None)), '^"type": "radiogroup"'),
    ("Q087", a_file(a_question(title="x" * 201)), '"x'),
    ("Q088", a_file(RATING | {"rateMax": 11}), '^"type": "rating"'),
    ("Q089", a_file(a_question(title="Wat is je naam?"), **STAFF), '"Wat is'),
    ("Q090", a_file(languages=["en"]), '"languages"→'),
    ("Q091", a_file(a_question(title="Lukt <b>dit</b>?")), '"Lukt <b>'),
    (
        "Q092",
        a_file(
            a_question(choices=["a", "b", {"value": "c", "text": "cee"}]), scales=SCALE, **entry(scale="AB")
        ),
        '"value": "c",→',
    ),
    ("Q093", a_file(a_question(choices=["1", "2", "3"])), '"1"'),
    ("Q094", a_file(*(a_question(f"q{number}") for number in range(8)), **STAFF), '^"name": "p1"'),
    ("Q095", a_file(**entry(text={"ja": "Ja."})), '"text"→'),
]


def test_a_small_file_has_no_problems():
    assert problems(a_file()) == []


@pytest.mark.parametrize(("code", "text", "mark"), BROKEN)
def test_an_error_points_at_its_place(code, text, mark):
    found = {
        (problem.code, problem.line, problem.column)
        for problem in problems(text)
        if problem.severity == "error"
    }

    assert (
        code,
        *place(text, mark),
    ) in found


@pytest.mark.parametrize(("code", "text", "mark"), BROKEN, ids=lambda value: None)
def test_a_broken_file_has_that_one_error(code, text, mark):
    errors = {problem.code for problem in problems(text) if problem.severity == "error"}

    assert errors == {code}


@pytest.mark.parametrize(("code", "text", "mark"), WARNED)
def test_a_warning_points_at_its_place_and_does_not_stop_loading(code, text, mark):
    found = {(problem.code, problem.line, problem.column) for problem in load(text).warnings}

    assert (code, *place(text, mark)) in found


def test_the_lines_of_the_format_are_printed_as_it_shows_them():
    rol = a_question("rol", choices=["ja", "nee", {"text": "x"}], showOtherItem=True)
    hulp = {"type": "checkbox", "name": "hulp", "title": "Welke?", "choices": ["a"], "chioces": ["b"]}
    cijfer = RATING | {"visibleIf": "{rol}=ja"}
    uitleg = a_text("uitleg", visibleIf="{rol} = 'jaa'")

    lines = [str(problem) for problem in problems(a_file(rol, hulp, cijfer, uitleg))]

    tails = [line.split(": ", 1)[1] for line in lines]
    assert tails == [
        "survey.pages[0].elements[0].choices[2] (question \"rol\"): a choice needs 'value' [Q014]",
        'survey.pages[0].elements[1].chioces (question "hulp"): '
        "unknown property 'chioces' of a checkbox question - did you mean 'choices'? [Q003]",
        'survey.pages[0].elements[2].visibleIf (question "cijfer"): '
        "at character 7: text 'ja' must be quoted: 'ja' [Q031]",
        'survey.pages[0].elements[3].visibleIf (question "uitleg"): '
        "'jaa' is not an answer of {rol} (answers: ja, nee, other) [Q034]",
    ]
    assert all(line.startswith("f.json:") for line in lines)


def test_a_warning_says_so_and_odd_keys_are_quoted():
    text = a_file(a_question(title="Lukt <b>dit</b>?"), mapping={"hulp": an_entry(text={"j a": "Ja."})})

    lines = [str(problem) for problem in problems(text)]

    assert any(": warning: survey.pages[0]" in line and line.endswith("[Q091]") for line in lines)
    assert any('mapping.hulp.text["j a"] (question "hulp")' in line for line in lines)


def test_problems_are_said_in_dutch_too():
    problem = problems(a_file(a_question(hasOther=True)))[0]

    assert problem.in_language("nl") == ("oude eigenschapsnaam 'hasOther'", "schrijf 'showOtherItem'")
    assert '(vraag "hulp"): oude' in problem.line_in("nl")


def test_a_condition_that_cannot_be_read_is_explained_in_dutch_too():
    (problem,) = problems(after("{hulp} = ja"))

    assert problem.in_language("nl") == ("bij teken 10: tekst 'ja' hoort tussen aanhalingstekens: 'ja'", None)


def test_an_error_carries_all_problems_and_warnings():
    with pytest.raises(QuestionnaireError) as raised:
        load(a_file(a_question(title="Lukt <b>dit</b>?", colCount=1), naam="x"))

    assert [problem.code for problem in raised.value.problems] == ["Q091", "Q011", "Q003"]


def test_what_stands_behind_an_unreadable_question_is_not_blamed():
    text = a_file(
        {"type": "imagepicker", "name": "foto"}, a_text(visibleIf="{foto} notempty", title="Bij {foto}?")
    )

    assert [problem.code for problem in problems(text)] == ["Q012"]


@pytest.mark.parametrize(
    "condition",
    [
        "{hulp} = 'JA '",
        "'ja' = {hulp}",
        "{hulp} anyof ['ja', 'nee']",
        "{uren} >= {cijfer}",
        "{cijfer} > 2",
        "{dag} > '2027-05-21'",
        "{keuze} contains ['a', 'b']",
        "{vast}",
        "{vast} = false",
        "{basis.a} = 4",
        "{basis} notempty",
        "{vrij} contains 'x'",
    ],
)
def test_a_condition_that_fits_is_accepted(condition):
    before = [
        a_question(),
        NUMBER,
        DATE,
        RATING,
        TICKS | {"name": "keuze"},
        {"type": "boolean", "name": "vast", "title": "Vast?"},
        a_matrix(),
        a_text(),
        a_text("doel", visibleIf=condition),
    ]

    assert [problem for problem in problems(a_file(*before)) if problem.severity == "error"] == []


def test_a_rule_may_name_its_own_question_and_is_not_warned_for_holding_when_empty():
    rule = {"type": "expression", "expression": "{vrij} != 'x'", "text": "Geen x."}

    assert problems(a_file(a_text(validators=[rule]))) == []


def test_every_page_and_panel_stands_before_what_it_holds():
    panel = {"type": "panel", "name": "blok", "elements": [a_question("b")], "visibleIf": "{b} = 'ja'"}
    text = a_file(a_question("a"), panel, mapping={"b": an_entry()})

    assert [problem.code for problem in problems(text)] == ["Q033"]


def test_panels_are_three_deep_at_most():
    inside: dict[str, Any] = a_question("diep")
    for number in range(4):
        inside = {"type": "panel", "name": f"blok{number}", "elements": [inside]}

    assert "Q007" in {problem.code for problem in problems(a_file(inside))}


def test_pages_and_questions_have_a_cap_and_rows_count():
    pages = [{"name": f"p{number}", "elements": [a_question(f"q{number}")]} for number in range(61)]
    matrices = [a_matrix(f"m{number}", rows=[f"r{row}" for row in range(100)]) for number in range(6)]

    assert {problem.code for problem in problems(a_file(survey={"pages": pages})) if problem.code == "Q007"}
    assert [problem.code for problem in problems(a_file(*matrices))] == ["Q007"]


def test_rows_inherit_from_their_matrix():
    rows = {"a": {"short": "A", "chapter": "ch4"}, "b": {"short": "B", "threshold": 8, "indicator": "BO-02"}}
    shared = {"chapter": "ch3", "threshold": 6, "base": "shown", "audience": {"sectors": ["vo"]}}
    text = a_file(a_matrix(), kind="staff", mapping={"basis": {"short": "Basis", "rows": rows} | shared})

    entries = load(text).mapping["basis"].rows

    assert (entries["a"].chapter, entries["a"].threshold, entries["a"].base) == ("ch4", 6, "shown")
    assert (entries["b"].chapter, entries["b"].threshold, entries["b"].audience) == ("ch3", 8, {"vo"})


def test_scores_without_a_scale_make_other_and_none_missing():
    question = a_question(choices=["ja", "nee"], showOtherItem=True, showNoneItem=True)
    entry_with = {"short": "Hulp", "chapter": "ch3", "score": {"ja": 1, "nee": None}}

    measure = load(a_file(question, kind="staff", mapping={"hulp": entry_with})).mapping["hulp"].measure

    assert (measure.scores, measure.missing) == ({"ja": 1}, {"nee", "none", "other"})


def test_a_rename_may_lead_over_names_that_are_gone_too():
    renames = {"questions": {"oudst": "oud", "oud": "hulp"}}

    assert load(a_file(renames=renames)).renames.questions == {"oudst": "oud", "oud": "hulp"}


def test_a_school_is_not_asked_what_is_for_another_kind():
    mapping = {"hulp": an_entry(audience={"sectors": ["vo", "so"]}), "vrij": an_entry()}
    form = load(a_file(a_question(), a_text(visibleIf="{hulp} = 'ja'"), mapping=mapping))

    assert [question.name for question in form.for_sector("bao").questions] == ["vrij"]
    assert form.for_sector("bao").visible({"hulp": "ja"}) == ()
    assert form.for_sector("so-vso") is form


def test_text_bytes_and_path_are_the_same_questionnaire(tmp_path):
    text = a_file()
    path = tmp_path / "proef.json"
    path.write_text("\ufeff" + text, encoding="utf-8")

    loaded = [load(text), load(text.encode()), load(path), load(str(path)), load("\ufeff " + text)]

    assert len({form.content_hash for form in loaded}) == 1


def test_a_scale_that_differs_from_the_shared_one_is_refused():
    shared = {"AB": {"values": [{"value": "a"}, {"value": "b"}]}}

    with pytest.raises(QuestionnaireError, match="Q053"):
        load(a_file(scales=SCALE), scales=shared)


def test_the_shared_scales_are_checked_too():
    shared = {"sopforms": 1, "scales": {"AB": {"values": [{"text": "a"}]}}}

    with pytest.raises(QuestionnaireError, match=r"^<scales>:1:.*\[Q014\]$"):
        load(a_file(), scales=shared)


WHOLE = an_envelope(
    a_question(showOtherItem=True, visibleIf=None),
    a_matrix(),
    TICKS | {"name": "keuze"},
    NUMBER,
    HTML,
    **STAFF,
)
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 300)
    | st.floats(0, 5)
    | st.sampled_from(["", "a", "ja", "{x}", "mean"]),
    lambda inside: (
        st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["value", "type", "rows"]), inside)
    ),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything in a file."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    return [path, *(place for key, member in members for place in places(member, (*path, key)))]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([path for path in places(WHOLE) if path]), ANYTHING)
def test_anything_anywhere_in_a_file_is_judged_and_never_raises(path, value):
    whole = json.loads(json.dumps(WHOLE))
    holder = whole
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value

    loaded = examine(json.dumps(whole), "f.json")

    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert (loaded.questionnaire is None) is bool(errors)
    assert all(str(problem) and problem.line_in("nl") for problem in loaded.problems)

"""Editing a questionnaire: what changes, what stays to the byte, and what the loader says of it then."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sopforms.core.errors import NotFound
from sopforms.core.questionnaire import editing, editing_items, editing_mapping
from sopforms.core.questionnaire.editing import parse
from sopforms.core.questionnaire.editing_items import Item
from sopforms.core.questionnaire.editing_mapping import Meaning
from sopforms.core.questionnaire.editing_places import placed
from sopforms.core.questionnaire.editing_renaming import rename_choice, rename_question, rename_row
from sopforms.core.questionnaire.editing_texts import put_text, texts_of
from sopforms.core.questionnaire.load import Shelf, examine
from sopforms.core.questionnaire.properties import ELEMENTS
from sopforms.core.questionnaire.rewriting import rewrite, written
from sopforms.core.questionnaire.scales import library
from sopforms.settings import ROOT

SETS = ROOT / "questionnaires"
SHELF = Shelf((SETS / "scales.json").read_bytes(), "scales.json")
FILES = [SETS / sector / f"{name}.json" for sector in ("po", "vo")
         for name in ("evaluatie", "teamgesprek", "leerlingen", "schoolwaarden")]  # fmt: skip
EXAMPLE = (ROOT / "tests" / "core" / "questionnaire" / "staf-ondersteuning.json").read_text("utf-8")


@cache
def scales():
    return library(SHELF.content, "scales.json", ("nl", "en"))[0]


def source(name: str = "evaluatie") -> str:
    return (SETS / "po" / f"{name}.json").read_text("utf-8")


def layouts(text: str) -> list[str]:
    """The same file as different programs write it."""
    data = json.loads(text)
    return [
        text,
        json.dumps(data, ensure_ascii=False, indent=2) + "\n",
        json.dumps(data, ensure_ascii=False, indent="\t"),
        json.dumps(data, ensure_ascii=False),
        json.dumps(data, separators=(",", ":")),
    ]


def both(text: str) -> dict[str, str]:
    return {"nl": text, "en": f"{text} (en)"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_file_that_nobody_changed_keeps_every_byte(path):
    for text in layouts(path.read_text("utf-8")):
        assert written(text.encode(), parse(text)).decode() == text


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1, "a": 2}', '{"survey": 3}', '{"survey": {"pages": {}}}']
)
def test_what_is_no_envelope_is_not_edited(text):
    assert parse(text) is None


# --- an edit and its opposite


def _title(envelope, name, texts):
    changed = deepcopy(envelope)
    put_text(changed, editing.find(changed, name).thing, "title", texts)
    return changed


def _pairs():
    """Name of a deed → the deed and its opposite, each from envelope to envelope."""
    old = texts_of(editing.find(parse(source()), "ex07").thing["title"])
    return {
        "other title": (lambda e: _title(e, "ex07", both("Iets anders")), lambda e: _title(e, "ex07", old)),
        "down and up": (lambda e: editing.move(e, "ex07", 1), lambda e: editing.move(e, "ex07", -1)),
        "page down and up": (
            lambda e: editing.move(e, "signalen", 1),
            lambda e: editing.move(e, "signalen", -1),
        ),
        "copy and remove": (
            lambda e: editing.copy(e, "uitleg_matrix")[0],
            lambda e: editing.remove(e, editing.copy(parse(source()), "uitleg_matrix")[1]),
        ),
        "add and remove": (
            lambda e: editing.add(e, "radiogroup", both("Nieuw"), "uitleg", scale=scales()["KWAL4"])[0],
            lambda e: editing.remove(e, "nieuw"),
        ),
        "new page and away": (
            lambda e: editing.add_page(e, both("Nog een blad"), after="uitleg")[0],
            lambda e: editing.remove(e, "nog_een_blad"),
        ),
        "required and not": (
            lambda e: _flag(e, "ex07", True),
            lambda e: _flag(e, "ex07", False),
        ),
    }  # fmt: skip


def _flag(envelope, name, on):
    changed = deepcopy(envelope)
    thing = editing.find(changed, name).thing
    thing.pop("isRequired", None)
    if on:
        thing["isRequired"] = True
    return changed


@pytest.mark.parametrize("deed", list(_pairs()))
def test_an_edit_and_its_opposite_give_the_same_bytes(deed):
    there, back = _pairs()[deed]
    for text in layouts(source()):
        changed = written(text.encode(), there(parse(text)))

        assert changed.decode() != text
        assert written(changed, back(parse(changed))).decode() == text


def test_nothing_outside_the_edited_place_changes():
    for text in layouts(source())[:3]:
        changed = written(text.encode(), _title(parse(text), "ex07", both("Iets anders"))).decode()

        before, after = text.splitlines(), changed.splitlines()
        touched = [line for line in after if line not in before]
        assert all("Iets anders" in line for line in touched)
        assert [line for line in before if line in after] == [line for line in after if line in before]


# --- what an edit does


def test_a_new_question_gets_a_name_from_its_title_and_a_place_in_the_sidecar():
    changed, name = editing.add(parse(source()), "radiogroup", both("Durf jij hulp te vragen?"), "uitleg")

    assert name == "durf_jij_hulp_te_vragen"
    assert changed["mapping"][name] == {"short": both("Durf jij hulp te vragen?"), "aggregate": "none"}
    assert [problem.code for problem in problems(changed)] == ["Q020"]  # it has no answers yet


def test_a_name_is_valid_whatever_the_title_and_never_one_that_was_published():
    envelope = parse(source())

    names = [
        editing.add(envelope, "comment", {"nl": title}, "uitleg", ever={"eerder"})[1]
        for title in ("Eerder", "3 dingen?", "…", "survey", "Heel " * 30, "Überhaupt één ding")
    ]

    assert names[0] == "eerder_2"
    assert names[1:4] == ["vraag_3_dingen", "vraag", "survey_2"]
    assert len(names[4]) <= 50
    assert names[5] == "uberhaupt_een_ding"


def test_a_scale_fills_the_answers_and_a_question_of_that_scale_is_sound():
    changed, _ = editing.add(
        parse(source()), "radiogroup", both("Lukt het?"), "uitleg", scale=scales()["KWAL4"]
    )

    assert problems(changed) == []
    choices = editing.find(changed, "lukt_het").thing["choices"]
    assert [one["value"] for one in choices] == [1, 2, 3, 4, "x"]
    assert choices[0]["text"] == {"nl": "onvoldoende", "en": "insufficient"}


def test_at_the_edge_of_a_page_a_question_goes_to_the_page_behind():
    envelope = parse(source())
    first, second = editing.pages(envelope)[:2]
    last = first["elements"][-1]["name"]

    changed = editing.move(envelope, last, 1)

    assert editing.find(changed, last).page["name"] == second["name"]
    assert editing.find(changed, last).index == 0


def test_at_the_very_edge_nothing_happens():
    envelope = parse(source())
    pages = editing.pages(envelope)

    assert editing.move(envelope, pages[0]["elements"][0]["name"], -1) == envelope
    assert editing.move(envelope, pages[-1]["name"], 1) == envelope


def test_a_panel_takes_questions_and_never_itself():
    envelope, panel = editing.add(parse(source()), "panel", both("Samen"), "uitleg")
    envelope = editing.put(envelope, "ex07", panel)

    assert editing.find(envelope, "ex07").owner["name"] == panel
    assert editing.find(editing.move(envelope, "ex07", 1), "ex07").owner["name"] == "uitleg"
    with pytest.raises(NotFound):
        editing.put(envelope, panel, panel)


def test_a_copy_feeds_nothing_because_an_indicator_belongs_to_one_question():
    changed, name = editing.copy(parse(source()), "uitleg_matrix")

    entry = changed["mapping"][name]
    assert "indicator" not in entry["rows"]["bo01"]
    assert entry["rows"]["bo01"]["text"] == changed["mapping"]["uitleg_matrix"]["rows"]["bo01"]["text"]
    assert problems(changed) == []


def test_removing_a_question_removes_what_the_sidecar_says_and_the_names_that_led_to_it():
    envelope = parse(EXAMPLE)

    changed = editing.remove(envelope, "scholing")

    assert "scholing" not in changed["mapping"]
    assert changed["renames"] == {"rows": {"basis": {"structuur": "routines"}}}


def test_answers_keep_their_values_when_they_are_reworded_moved_and_added():
    envelope = parse(source("schoolwaarden"))
    name = next(spot.name for spot in editing.spots(envelope) if spot.kind == "radiogroup")
    old = editing.find(envelope, name).thing["choices"]

    changed = editing_items.set_items(
        envelope,
        name,
        "choices",
        [Item(both("Eerst"), 1), Item(both("Nieuw!")), Item(texts_of(old[0]["text"]), 0)],
    )

    choices = editing.find(changed, name).thing["choices"]
    assert [one["value"] for one in choices] == [old[1]["value"], "nieuw", old[0]["value"]]
    assert choices[0]["text"] == both("Eerst")
    assert choices[2] == old[0]


def test_a_row_comes_and_goes_with_its_entry():
    envelope = parse(source())
    old = editing.find(envelope, "uitleg_matrix").thing["rows"]
    kept = [Item(texts_of(row["text"]), index) for index, row in enumerate(old)]

    more = editing_items.set_items(envelope, "uitleg_matrix", "rows", [*kept, Item(both("Ik vraag hulp."))])
    less = editing_items.set_items(
        more, "uitleg_matrix", "rows", [*kept[1:], Item(both("Ik vraag hulp."), 3)]
    )

    assert more["mapping"]["uitleg_matrix"]["rows"]["ik_vraag_hulp"] == {"short": both("Ik vraag hulp.")}
    assert problems(more) == []
    assert list(less["mapping"]["uitleg_matrix"]["rows"]) == ["bo02", "bo05", "ik_vraag_hulp"]
    assert problems(less) == []


def test_another_scale_drops_the_sentences_of_values_that_are_gone():
    envelope = parse(source())
    assert "4" in envelope["mapping"]["uitleg_matrix"]["rows"]["bo01"]["text"]

    changed = editing_items.use_scale(envelope, "uitleg_matrix", scales()["TOEG3"])

    assert "text" not in changed["mapping"]["uitleg_matrix"]["rows"]["bo01"]
    assert [one["value"] for one in editing.find(changed, "uitleg_matrix").thing["columns"]] == [
        "ja", "gedeeltelijk", "nee",
    ]  # fmt: skip


def test_a_meaning_that_says_the_same_changes_nothing():
    envelope = parse(source())
    entry = envelope["mapping"]["uitleg_matrix"]

    changed = editing_mapping.set_meaning(
        envelope,
        "uitleg_matrix",
        "",
        Meaning(entry["short"], chapter="ch3", aggregate=("distribution", "mean"), base="answered"),
    )

    assert changed == envelope


def test_a_meaning_is_written_where_it_belongs():
    meaning = Meaning(both("Kort"), "BO-99", "ch4", None, "", 7, None, ("vo",), ("lezen", "taal"), "never")

    row = editing_mapping.set_meaning(parse(source()), "uitleg_matrix", "bo01", meaning)
    question = editing_mapping.set_meaning(parse(source()), "ex07", "", meaning)

    assert row["mapping"]["uitleg_matrix"]["rows"]["bo01"]["threshold"] == 7
    assert "audience" not in row["mapping"]["uitleg_matrix"]["rows"]["bo01"]
    assert question["mapping"]["ex07"]["audience"] == {"sectors": ["vo"]}
    assert problems(row) == []


def test_sentences_keep_their_order_and_an_empty_one_is_none_on_purpose():
    envelope = parse(source())
    old = envelope["mapping"]["uitleg_matrix"]["rows"]["bo01"]["text"]

    changed = editing_mapping.set_sentences(
        envelope, "uitleg_matrix", "bo01", {**old, "1": "Nog niet.", "x": ""}
    )

    sentences = changed["mapping"]["uitleg_matrix"]["rows"]["bo01"]["text"]
    assert list(sentences) == list(old)
    assert sentences["1"] == "Nog niet."
    assert written(source(), changed).decode().count('"x": ""') == source().count('"x": ""')


# --- names for life


def test_a_published_question_leaves_its_old_name_behind_and_everything_follows():
    changed = rename_question(parse(EXAMPLE), "toegerust", "bekwaam", published=True)

    assert (
        editing.find(changed, "scholing").thing["visibleIf"] == "{bekwaam} anyof [1, 2] or {basis.lezen} = 1"
    )
    assert list(changed["mapping"]) == ["basis", "bekwaam", "scholing"]
    assert changed["renames"]["questions"] == {"taal": "scholing", "toegerust": "bekwaam"}
    assert problems(changed) == []


def test_a_name_that_leads_somewhere_leads_on_and_one_that_is_back_is_no_rename():
    envelope = parse(EXAMPLE)

    onward = rename_question(envelope, "scholing", "cursus", published=False)
    back = rename_question(envelope, "scholing", "taal", published=False)

    assert onward["renames"]["questions"] == {"taal": "cursus"}
    assert "questions" not in back["renames"]
    assert problems(onward) == []


def test_a_row_and_a_choice_are_renamed_with_their_conditions_and_sentences():
    row = rename_row(parse(EXAMPLE), "basis", "lezen", "taal", published=True)
    choice = rename_choice(parse(EXAMPLE), "toegerust", "2", "groeit", published=True)

    assert "{basis.taal} = 1" in editing.find(row, "scholing").thing["visibleIf"]
    assert row["renames"]["rows"] == {"basis": {"structuur": "routines", "lezen": "taal"}}
    assert problems(row) == []
    assert "anyof [1, 'groeit']" in editing.find(choice, "scholing").thing["visibleIf"]
    assert choice["renames"]["choices"] == {"toegerust": {"2": "groeit"}}


# --- whatever is done


def problems(envelope) -> list:
    """What the loader finds wrong, without warnings."""
    loaded = examine(json.dumps(envelope, ensure_ascii=False), "x.json", SHELF)
    return [problem for problem in loaded.problems if problem.severity == "error"]


KINDS = (*ELEMENTS, *editing.INPUTS)


@st.composite
def _deeds(draw, envelope):
    """One edit of this envelope, as the pages offer it."""
    names = [spot.name for spot in editing.spots(envelope) if spot.name]
    questions = [one for one in names if one in envelope["mapping"]]
    owners = [spot.name for spot in editing.spots(envelope) if spot.kind in ("page", "panel")]
    title = {"nl": draw(st.sampled_from(["Vraag", "Nog iets?", "3 op een rij"])), "en": "Question"}
    deed = draw(
        st.sampled_from(["add", "page", "move", "put", "copy", "remove", "title", "scale", "items", "rename"])
    )
    name = draw(st.sampled_from(names)) if names else ""
    if deed == "page" or not owners or not questions:
        return lambda: editing.add_page(envelope, title)[0]
    question = draw(st.sampled_from(questions))
    if deed == "add":
        kind, scale = draw(st.sampled_from(KINDS)), draw(st.sampled_from([None, scales()["TOEG3"]]))
        return lambda: editing.add(envelope, kind, title, draw(st.sampled_from(owners)), scale=scale)[0]
    if deed == "put":
        return lambda: editing.put(envelope, question, draw(st.sampled_from(owners)))
    kind = editing.find(envelope, question).kind
    if deed == "items" and kind in editing_items.LISTS:
        key = editing_items.LISTS[kind]
        return lambda: editing_items.set_items(
            envelope, question, key, [Item(title), Item(title), Item(title, 0)]
        )
    if deed == "scale" and kind in editing_items.LISTS:
        return lambda: editing_items.use_scale(envelope, question, scales()["KWAL4"])
    return {
        "move": lambda: editing.move(envelope, name, draw(st.sampled_from([-1, 1]))),
        "remove": lambda: editing.remove(envelope, name),
        "rename": lambda: rename_question(
            envelope, question, editing.name_from("nieuw", editing.names_in(envelope)), published=True
        ),
        "title": lambda: _title(envelope, question, title),
    }.get(deed, lambda: editing.copy(envelope, question)[0])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.data(), st.sampled_from([source("teamgesprek"), EXAMPLE, json.dumps(json.loads(EXAMPLE), indent=4)])
)
def test_any_sequence_of_edits_leaves_a_readable_file_with_every_problem_named_and_placed(data, text):
    for _ in range(data.draw(st.integers(1, 5))):
        envelope = parse(text)
        before = deepcopy(envelope)
        changed = data.draw(_deeds(envelope))()
        assert envelope == before  # an edit never touches what it was given
        text = written(text, changed).decode()
        assert json.loads(text) == changed
        assert list(json.loads(text)["mapping"]) == list(changed["mapping"])

    loaded = examine(text, "x.json", SHELF)

    assert parse(text) is not None
    if loaded.questionnaire is None:
        known = {spot.name for spot in editing.spots(parse(text))} | {""}
        for one in placed(loaded.problems, parse(text)):
            assert one.problem.code.startswith("Q")
            assert one.name in known | set(parse(text)["mapping"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(max_size=3), JSON), JSON, st.sampled_from([None, 1, 4, "\t"]))
def test_a_file_holds_what_it_was_given_whatever_it_held_before(old, new, indent):
    text = json.dumps(old, indent=indent, ensure_ascii=False)

    changed = json.loads(rewrite(text, new))

    assert json.dumps(changed) == json.dumps(new)


def test_what_is_added_to_a_file_from_windows_ends_its_lines_like_the_rest():
    text = json.dumps({"a": [{"b": 1}]}, indent=2).replace("\n", "\r\n")

    changed = rewrite(text, {"a": [{"b": 1}], "c": {"d": ["a value that is too long for one line"] * 5}})

    assert changed.count("\n") == changed.count("\r\n") > text.count("\n")


def test_a_free_indicator_is_in_the_family_of_its_neighbours_and_never_was_used():
    free = editing_mapping.free_indicator

    assert free(["BO-01", "BO-02", "EX-07"], {"BO-01", "BO-02", "BO-12", "EX-07"}) == "BO-13"
    assert free([], {"BO-01"}) == ""
    assert free(["BO-999"], {"BO-999"}) == ""

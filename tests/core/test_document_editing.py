"""Editing a document: which indicators feed which chapter, and the texts of the set."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sopforms.core import document
from sopforms.core.document_editing import (
    Part,
    add_section,
    chapters,
    find,
    move_section,
    parse,
    parts_of,
    remove_section,
    set_chapter,
)
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire.rewriting import written
from sopforms.settings import ROOT

FILES = [ROOT / "questionnaires" / sector / f"{name}.json" for sector in ("po", "vo")
         for name in ("schoolgids", "jaarplan", "jaarverslag")]  # fmt: skip


def source(name: str = "schoolgids") -> str:
    return (ROOT / "questionnaires" / "po" / f"{name}.json").read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_chapter_that_says_the_same_keeps_every_byte(path):
    text = path.read_text("utf-8")
    envelope = parse(text)
    for _, chapter in chapters(envelope):
        title = {"nl": chapter["title"]}
        envelope = set_chapter(envelope, chapter["key"], title, parts_of(chapter, ("nl",)))

    assert written(text, envelope).decode() == text


def test_an_indicator_more_changes_one_line_and_away_again_none():
    text = source()
    envelope = parse(text)
    parts = parts_of(find(envelope, "ch2"), ("nl",))
    more = [replace(parts[0], indicators=("VI-01", "BO-99")), *parts[1:]]

    changed = written(text, set_chapter(envelope, "ch2", {"nl": "Visie op ondersteuning"}, more)).decode()
    back = written(
        changed, set_chapter(parse(changed), "ch2", {"nl": "Visie op ondersteuning"}, parts)
    ).decode()

    differing = [line for line in changed.splitlines() if line not in text.splitlines()]
    assert differing == [
        '   "parts": [{"form": "sentences", "indicators": ["VI-01", "BO-99"]}, {"form": "previous"}]'
    ]
    assert back == text


def test_parts_are_added_ordered_and_removed():
    envelope = parse(source())
    old = parts_of(find(envelope, "ch2"), ("nl",))

    changed = set_chapter(
        envelope,
        "ch2",
        {"nl": "Onze visie"},
        [
            Part("text", texts={"nl": "Welkom bij {school}."}),
            Part("chart", None, {}, ("BO-01",), {"nl": "Team"}),
            old[0],
        ],
    )

    assert find(changed, "ch2") == {
        "key": "ch2",
        "title": "Onze visie",
        "parts": [
            {"form": "text", "nl": "Welkom bij {school}."},
            {"form": "chart", "indicators": ["BO-01"], "title": "Team"},
            {"form": "sentences", "indicators": ["VI-01"]},
        ],
    }
    assert document.load(json.dumps(changed)).chapters[1].title["nl"] == "Onze visie"


def test_a_plan_has_sections_of_its_own_and_a_guide_has_not():
    changed, key = add_section(parse(source("jaarplan")), {"nl": "Wat het kost"})
    up = move_section(changed, key, -1)

    assert key == "wat_het_kost"
    assert [chapter["key"] for _, chapter in chapters(up)][-2:] == ["wat_het_kost", "samenwerking"]
    assert remove_section(changed, key) == parse(source("jaarplan"))
    with pytest.raises(NotFound):
        remove_section(parse(source()), "ch2")


def test_sections_of_the_same_long_title_have_keys_of_their_own():
    title = {"nl": "Wat wij dit jaar samen willen doen en waarom"}
    once, first = add_section(parse(source("jaarplan")), title)
    twice, second = add_section(once, title)

    assert second == f"{first}_2"
    assert find(twice, second)["title"] == find(twice, first)["title"]
    assert not document.problems_of(written(source("jaarplan"), twice), "jaarplan.json", ())


@pytest.mark.parametrize("text", ["", "[]", '{"chapters": 3}', '{"a": 1, "a": 2}'])
def test_what_cannot_be_read_is_not_edited(text):
    assert parse(text) is None

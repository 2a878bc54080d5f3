"""The canonical form: what makes two files the same questionnaire."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sopforms.core.questionnaire import load
from tests.core.questionnaire.files import a_file, a_question, an_entry

HERE = Path(__file__).parent
EXAMPLE = HERE / "staf-ondersteuning.json"


def example(**changes) -> str:
    """Return the worked example with top keys replaced."""
    return json.dumps(json.loads(EXAMPLE.read_text()) | changes, ensure_ascii=False)


def scales():
    return json.loads((HERE / "scales.json").read_text())


def test_the_worked_example_has_the_hash_of_the_format():
    assert load(EXAMPLE).content_hash == "d7390009edda49e2d6b38e8d71469523923c7ed2f3de451ff80c85664963de07"


def test_remarks_and_copied_scales_make_no_difference():
    whole = scales()["scales"]
    copied = {name: whole[name] for name in ("OPEN", "MATE4", "KWAL4", "TOEG3")}

    again = load(example(note="gezien door Anna", scales=copied, **{"$schema": "x"}), scales=scales())

    assert again.content_hash == load(EXAMPLE).content_hash


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"choices": ["ja", "nee"]}, {"choices": [{"value": "ja", "text": "ja"}, {"value": "nee"}]}),
        ({}, {"isRequired": False, "showCommentArea": False}),
        ({"title": "Lukt het?"}, {"title": {"nl": "Lukt het?"}}),
        ({"choices": [1, 2]}, {"choices": [1.0, 2]}),
    ],
)
def test_two_ways_to_write_the_same_have_one_hash(one, other):
    locale = {"survey": {"locale": "nl"}}

    hashes = {load(a_file(a_question(**more), **locale)).content_hash for more in (one, other)}

    assert len(hashes) == 1


def test_wording_changes_the_content_and_not_the_shape():
    first, second = load(a_file(a_question(title="Een"))), load(a_file(a_question(title="Twee")))

    assert first.content_hash != second.content_hash
    assert first.shape_hash == second.shape_hash


def test_another_choice_changes_the_shape():
    first, second = load(a_file(a_question())), load(a_file(a_question(choices=["ja", "nee"])))

    assert first.shape_hash != second.shape_hash


def test_what_is_always_so_may_be_written_or_not():
    comment = {"type": "comment", "name": "vrij", "title": "Wat helpt?"}
    entry = {"short": "Vrij", "chapter": "ch5"}
    written = entry | {"sensitive": True, "aggregate": ["texts"]}

    hashes = {
        load(a_file(comment, kind="staff", mapping={"vrij": form})).content_hash for form in (entry, written)
    }

    assert len(hashes) == 1


def test_a_question_may_be_called_note():
    assert load(a_file(a_question("note"))).content_hash != load(a_file(a_question("not"))).content_hash
    assert load(a_file(a_question("note"), mapping={"note": an_entry(note="x")})).by_name["note"]

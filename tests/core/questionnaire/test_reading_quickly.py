"""Reading quickly gives what reading strictly gives: values, places and flaws."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.reading import Reading, plain, read
from sopforms.core.questionnaire.reading_quickly import read_quickly
from tests.core.questionnaire.test_reading import JSON

SETS = Path(__file__).resolve().parents[3] / "questionnaires"


def told(reading: Reading) -> list[object]:
    """Return everything that a reading tells: flaws, and each node with its place."""
    flaws = [(flaw.code, flaw.message, reading.place(flaw.at)) for flaw in reading.flaws]
    nodes = [] if reading.root is None else list(walked(reading.root))
    return [flaws, [(node.path, node.key_at, node.at, plain(node), type(node.raw)) for node in nodes]]


def walked(node: Node):
    yield node
    for child in [*node.members.values(), *node.items]:
        yield from walked(child)


@settings(deadline=None)
@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
@example("é\u2028\ud83d\ude00", None, True)
def test_sound_json_has_the_same_values_and_places(value, indent, is_ascii):
    text = " \n" + json.dumps(value, ensure_ascii=is_ascii, indent=indent).replace(": ", " \t: ")

    assert told(read_quickly(text)) == told(read(text))


@settings(deadline=None)
@given(st.text('{}[]",:01eE.-\\untrsfal \n\r') | st.text(max_size=30) | st.binary(max_size=30))
@example("[1e400, -0, 1.0, 1234567890123456]")
@example('{"a": "\\ud800"}')
@example('{"a": "\\u0000"}')
@example('{"a": 1, "a": 2}')
@example("[" * 31 + "]" * 31)
@example("[" * 30 + "]" * 30)
@example("[" * 30 + "{}" + "]" * 30)
@example("[" * 5000)
@example("[NaN, -Infinity]")
@example("[1.0000000000000001, 999999999999999.5, 1e14, 1e15]")
@example(b"\xef\xbb\xbf[1]")
def test_whatever_is_read_has_the_same_flaws(content):
    assert told(read_quickly(content)) == told(read(content))


def test_more_values_than_any_questionnaire_holds_are_refused():
    assert [flaw.message for flaw in read_quickly("[" + "1," * 200_000 + "1]").flaws] == ["too_many_values"]


@pytest.mark.parametrize("path", sorted(SETS.glob("**/*.json")), ids=lambda path: path.name)
def test_shipped_files_have_the_same_places(path):
    content = path.read_bytes()

    assert told(read_quickly(content)) == told(read(content))


def test_a_place_is_found_from_any_node_first():
    text = json.dumps({"a": [{"b": 1}, {"c": [True, None]}], "d": "e"}, indent=1)
    last = read_quickly(text).root.members["a"].items[1].members["c"].items[1]

    assert (text[last.at : last.at + 4], last.path) == ("null", "a[1].c[1]")

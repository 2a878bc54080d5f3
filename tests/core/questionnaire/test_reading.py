"""JSON is read strictly, and every refusal tells its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire import reading
from sopforms.core.questionnaire.reading import path_of, plain, read

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=8),
    lambda inside: (
        st.lists(inside, max_size=4) | st.dictionaries(st.text('abc"\\é', max_size=3), inside, max_size=4)
    ),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("text", "code", "message", "place"),
    [
        ("", "Q001", "ends_early", (1, 1)),
        ("[", "Q001", "ends_early", (1, 2)),
        ('{"a" 1}', "Q001", "colon_expected", (1, 6)),
        ("[1 2]", "Q001", "comma_expected", (1, 4)),
        ("[1,]", "Q001", "unexpected", (1, 4)),
        ("[1}", "Q001", "unexpected", (1, 3)),
        ("{1: 2}", "Q001", "key_expected", (1, 2)),
        ("[01]", "Q001", "unexpected", (1, 2)),
        ("[1.]", "Q001", "unexpected", (1, 2)),
        ("['a']", "Q001", "unexpected", (1, 2)),
        ('["a\nb"]', "Q001", "bad_text", (1, 4)),
        (r'["\x"]', "Q001", "bad_text", (1, 3)),
        (r'["\ud800"]', "Q001", "unfit_character", (1, 2)),
        ("[] []", "Q001", "text_behind", (1, 4)),
        ("[nul]", "Q001", "unexpected", (1, 2)),
        ('{"a": 1,\n "a": 2}', "Q002", "key_twice", (2, 2)),
        ("[NaN]", "Q002", "no_number", (1, 2)),
        ("[-Infinity]", "Q002", "no_number", (1, 2)),
        ("[1234567890123456]", "Q002", "number_too_long", (1, 2)),
        ("[1e400]", "Q002", "number_too_long", (1, 2)),
        ("[" * 31 + "]" * 31, "Q007", "too_deep", (1, 31)),
    ],
)
def test_what_is_not_strict_json_is_refused_with_its_place(text, code, message, place):
    result = read(text, "a.json")

    flaw = result.flaws[0]
    assert (flaw.code, flaw.message, result.place(flaw.at)) == (code, message, place)


def test_a_byte_order_mark_is_allowed_and_no_column():
    result = read(b'\xef\xbb\xbf{"a": NaN}')

    assert [result.place(flaw.at) for flaw in result.flaws] == [(1, 7)]


def test_bytes_that_are_no_utf8_are_refused_where_they_begin():
    result = read(b'{"a":\n "ja' + b"\xff")

    assert [(flaw.code, result.place(flaw.at)) for flaw in result.flaws] == [("Q001", (2, 5))]


def test_thirty_deep_and_fifteen_digits_are_allowed():
    assert read("[" * 30 + "]" * 30).flaws == []
    assert plain(read("[123456789012345, 7.0, 0.5, 1e2]").root) == [123456789012345, 7, 0.5, 100]


def test_a_file_over_the_cap_is_not_read():
    assert [flaw.code for flaw in read(" " * (reading.MOST_BYTES + 1)).flaws] == ["Q007"]


def test_all_double_keys_and_odd_numbers_are_found_at_once():
    result = read('{"a": {"b": NaN, "b": 1}, "c c": [Infinity]}')

    assert [path_of(flaw.parent, flaw.key) for flaw in result.flaws] == ["a.b", "a.b", '["c c"][0]']


def test_key_and_value_have_their_own_place():
    result = read('{"a":\n   "b"}')

    node = result.root.members["a"]
    assert (result.place(node.key_at), result.place(node.at), node.path) == ((1, 2), (2, 4), "a")


@given(JSON, st.booleans())
def test_what_the_standard_reader_reads_is_read_the_same(value, is_ascii):
    text = json.dumps(value, ensure_ascii=is_ascii, indent=1)

    result = read(text)

    assert result.flaws == []
    assert plain(result.root) == value


@given(st.text() | st.text('{}[]",:01eE.-\\untrsfal \n') | st.binary())
def test_no_text_makes_the_reader_raise(content):
    result = read(content)

    assert (result.root is None) <= bool(result.flaws)


@given(st.text('{}[]",:01eE.-\\ntrue \n', max_size=12))
def test_the_reader_agrees_with_the_standard_reader_on_what_is_json(text):
    try:
        json.loads(text, parse_constant=lambda word: word)
        is_json = True
    except ValueError:
        is_json = False

    assert is_json is (not any(flaw.code == "Q001" for flaw in read(text).flaws))


@pytest.mark.parametrize("text", ['{"}": "\\u0041"}', '["]", "\\u0041"]', '["\\u0041", "]", "}"]'])
def test_a_bracket_inside_a_text_closes_nothing(text):
    reading = read(text)

    assert reading.flaws == []
    assert plain(reading.root) == json.loads(text)

"""Conditions: what is read, what is refused where, and what each operator says."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.questionnaire.expression import MAX_DEPTH, MAX_LENGTH, ExpressionError, parse

# The script in the browser is tested with the same table.
CASES = json.loads(Path(__file__).with_name("condition_cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("{a}", ["var", "a"]),
        ("{ a }\n=\t1", ["=", ["var", "a"], ["lit", 1]]),
        ("{a} == 'ja'", ["=", ["var", "a"], ["lit", "ja"]]),
        ('{a} <> "it\\\'s"', ["!=", ["var", "a"], ["lit", "it's"]]),
        ("{a}>=-0.50", [">=", ["var", "a"], ["lit", -0.5]]),
        ("{a} lessorequal 7.0", ["<=", ["var", "a"], ["lit", 7]]),
        ("{a} *= 'b'", ["contains", ["var", "a"], ["lit", "b"]]),
        ("{a} NotContain 'b'", ["notcontains", ["var", "a"], ["lit", "b"]]),
        ("{a} anyof [1, 'b', true]", ["anyof", ["var", "a"], ["list", 1, "b", True]]),
        ("{m.r} empty", ["empty", ["var", "m.r"]]),
        ("{a-Comment} notempty", ["notempty", ["var", "a-Comment"]]),
        ("1 < {a}", ["<", ["lit", 1], ["var", "a"]]),
        (
            "{a} or {b} and {c}",
            ["or", ["var", "a"], ["and", ["var", "b"], ["var", "c"]]],
        ),
        (
            "({a}||{b})&&{c}",
            ["and", ["or", ["var", "a"], ["var", "b"]], ["var", "c"]],
        ),
        ("{a} or {b} or {c}", ["or", ["or", ["var", "a"], ["var", "b"]], ["var", "c"]]),
    ],
)
def test_a_condition_becomes_the_tree_that_the_browser_reads(text, tree):
    assert parse(text).tree == tree


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{a} = ja", "at character 7: text 'ja' must be quoted: 'ja'"),
        ("{a} = heel-goed", "at character 7: text 'heel-goed' must be quoted: 'heel-goed'"),
        ("{a} = ''", "at character 8: text cannot be empty: use the word empty"),
        ("{a} = 'ja", "at character 10: text is not closed with '"),
        ("{a} = 'a\"b'", "at character 9: a quote inside text needs a backslash before it"),
        ("{a} = 'a\\b'", "at character 10: a backslash may only stand before a quote"),
        ("{a} = 05", "at character 8: unexpected '5'"),
        ("{a} = 1 = 2", "at character 9: a comparison does not chain"),
        ("{a} =", "at character 6: a value is missing"),
        ("", "at character 1: a value is missing"),
        ("!{a}", "at character 1: there is no '!': use the opposite operator"),
        ("iif({a}, 1, 2)", "at character 1: there are no functions: 'iif'"),
        ("({a}", "at character 5: ')' is missing"),
        ("{a})", "at character 4: unexpected ')'"),
        ("({a}) = 1", "at character 7: a comparison does not chain"),
        ("{a} anyof []", "at character 12: a list cannot be empty"),
        ("{a} anyof [1,]", "at character 14: unexpected ']'"),
        ("{a} anyof [{b}]", "at character 12: a list cannot hold variables"),
        ("{}", "at character 2: a variable cannot be empty"),
        ("{a{b}}", "at character 3: a variable cannot hold {"),
        ("{a", "at character 3: a variable is not closed with }"),
        ("{a} + 1", "at character 5: unexpected '+'"),
        ("{a} = 1e5", "at character 8: unexpected 'e'"),
        ("{a} = null", "at character 7: text 'null' must be quoted: 'null'"),
    ],
)
def test_what_is_no_condition_is_refused_at_the_first_character_that_does_not_fit(text, message):
    with pytest.raises(ExpressionError) as refused:
        parse(text)

    assert refused.value.message == message
    assert refused.value.position == int(message.split(":")[0].split()[-1])


@pytest.mark.parametrize(
    ("text", "dutch"),
    [
        ("{a} = ja", "bij teken 7: tekst 'ja' hoort tussen aanhalingstekens: 'ja'"),
        ("{a} = ''", "bij teken 8: tekst kan niet leeg zijn: gebruik het woord empty"),
        ("{a", "bij teken 3: een vraag wordt niet afgesloten met }"),
        ("{a} = 1 = 2", "bij teken 9: vergelijkingen kunnen niet achter elkaar"),
        ("{a} = 1 and", "bij teken 12: hier ontbreekt een waarde"),
        ("{a} = or {b}", "bij teken 7: 'or' hoort hier niet"),
    ],
)
def test_what_does_not_fit_is_told_in_dutch_too(text, dutch):
    with pytest.raises(ExpressionError) as refused:
        parse(text)

    assert refused.value.in_language("nl") == dutch


def test_deep_brackets_are_refused_before_the_stack_is():
    parse("(" * MAX_DEPTH + "{a}" + ")" * MAX_DEPTH)

    with pytest.raises(ExpressionError, match="deep"):
        parse("(" * 900 + "{a}" + ")" * 900)


def test_the_longest_chain_is_evaluated():
    chain = parse("||".join(["{a}"] * 399))

    assert chain.evaluate({"a": True})
    assert chain.names == ("a",)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['condition']} {case['answers']}")
def test_operators_say_what_surveyjs_says(case):
    assert parse(case["condition"]).evaluate(case["answers"]) is case["holds"]


PIECES = st.sampled_from(
    [
        *"{}()[]'\"\\!=<>*|&,.-+ \n",
        "{a}",
        "{m.r}",
        "'ja'",
        "12",
        "-0.5",
        "true",
        "and",
        "or",
        "empty",
        "contains",
        "anyof",
        "[1, 'x']",
        "=",
        "<=",
        "ja",
        "é",
        "\ud800",
        "0x1F",
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)
OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "contains", "notcontains", "anyof", "noneof", "allof"]


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
def test_parsing_raises_nothing_but_its_own_error(text):
    try:
        parsed = parse(text)
    except ExpressionError as error:
        refused = error
    else:
        assert parsed.evaluate({}) in (True, False)
        return
    assert 1 <= refused.position <= len(text) + 1
    assert refused.message.startswith(f"at character {refused.position}: ")


HOSTILE = {
    "brackets": ("(", "{a}", ")"),
    "a chain": ("{a} = 1 or ", "{a}", ""),
    "a list": ("", "{a} anyof [1", ", 1"),
    "open text": ("", "{a} = '", "x"),
    "open variables": ("", "{a} = ", "{"),
    "escapes": ("", "{a} = '", "\\'"),
    "quotes": ("'", "", '"'),
    "blanks": (" ", "{a}", "\t"),
    "digits": ("", "{a} = 1", "1"),
    "words": ("", "{a} = a", ".a-"),
    "signs": ("", "{a} = ", "-"),
}


def steps(text: str) -> int:
    """Return how many calls reading a text takes."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(text)
    except ExpressionError:
        pass
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_takes_no_more_steps_than_the_text_is_long(name):
    lead, middle, tail = HOSTILE[name]

    def written(times: int) -> str:
        return lead * times + middle + tail * times

    few, many = written(10), written(80)
    more = steps(many) - steps(few)

    assert more <= 12 * (len(many) - len(few))


@given(st.lists(PIECES, max_size=300).map("".join))
def test_any_text_is_read_in_steps_that_grow_with_its_length(text):
    assert steps(text[:MAX_LENGTH]) <= 60 + 12 * len(text)


@given(st.sampled_from(OPERATORS), ANYTHING, ANYTHING)
def test_evaluating_never_raises_whatever_was_posted(operator, a, b):
    for text in (f"{{a}} {operator} {{b}}", f"{{a}} {operator} [1, 'x']", f"{{m.r}} {operator} 'x'"):
        assert parse(text).evaluate({"a": a, "b": b, "m": a}) in (True, False)


@given(ANYTHING, ANYTHING)
def test_opposite_operators_are_opposite(a, b):
    answers = {"a": a, "b": b}

    for one, other in (("=", "!="), ("contains", "notcontains"), ("anyof", "noneof")):
        assert parse(f"{{a}} {one} {{b}}").evaluate(answers) is not parse(f"{{a}} {other} {{b}}").evaluate(
            answers
        )

"""Every message about a file exists in English and Dutch, with the same parameters."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from sopforms.core import questionnaire
from sopforms.core.questionnaire import fates
from sopforms.core.questionnaire.messages import MESSAGES, say
from sopforms.core.questionnaire.messages_advice import ADVICE
from sopforms.core.questionnaire.messages_comparison import COMPARISON, COMPARISON_HINTS
from sopforms.core.questionnaire.messages_document import DOCUMENT
from sopforms.core.questionnaire.messages_expression import EXPRESSION
from sopforms.core.questionnaire.messages_hints import HINTS
from sopforms.core.questionnaire.messages_import import IMPORTING
from sopforms.core.questionnaire.messages_meaning import MEANING
from sopforms.core.questionnaire.properties import TABLE

ALL = {**MESSAGES, **HINTS, **COMPARISON_HINTS, **ADVICE}
TABLES = (ADVICE, COMPARISON, COMPARISON_HINTS, DOCUMENT, EXPRESSION, HINTS, IMPORTING, MEANING)
SOURCES = sorted(Path(questionnaire.__file__).parent.glob("*.py"))


def parameters(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("key", ALL)
def test_english_and_dutch_tell_the_same_facts(key):
    english, dutch = ALL[key]

    assert english
    assert dutch
    assert parameters(dutch) == parameters(english)


def test_every_message_that_is_used_exists():
    used = {
        key
        for path in SOURCES
        for key in re.findall(r'"Q0\d\d",\s+"([a-z_]+)"', path.read_text(encoding="utf-8"))
    }

    assert len(used) > 80
    assert used <= set(MESSAGES) | {
        "short",
        "value",
        "looks",
    }  # no messages: properties with a code of their own, a fate


def test_no_message_is_written_over_by_another_table():
    keys = [key for table in TABLES for key in table]

    assert sorted(keys) == sorted(set(keys))


def test_advice_is_given_with_messages_that_exist():
    assert {key.removeprefix("advice_") for key in ADVICE} <= set(MESSAGES)


def test_every_refusal_by_name_has_its_reason():
    reasons = {*fates.DROPPED.values(), *fates.REFUSED.values(), *fates.REFUSED_PREFIXES.values()}
    reasons |= {*fates.CHOICE_REFUSED.values(), *fates.TYPES.values()}

    assert reasons <= set(HINTS)


def test_no_property_is_both_ours_and_refused():
    ours = {
        row.name
        for row in TABLE
        if row.owner not in ("mapping", "row", "scale", "renames", "envelope", "scales_file")
    }
    refused = {*fates.DROPPED, *fates.REFUSED, *fates.LOOKS, *fates.RENAMED}

    assert ours & refused == set()


def test_what_an_author_wrote_is_shown_on_one_line_and_not_endlessly():
    shown = say("unknown_validator", {"name": "a\nb\u202e" + "x" * 5000}, "en")

    assert shown is not None
    assert shown.startswith("unknown validator 'aU+000AbU+202Ex")
    assert len(shown) < 400

"""What the median offers, when a reason is needed, and what is still open."""

from __future__ import annotations

import pytest

from sopforms.core import consolidation as rules
from sopforms.core.codes import Agreement
from sopforms.core.questionnaire import load
from sopforms.core.talk import Outcome, agreed
from sopforms.settings import ROOT

STAFF = load(ROOT / "questionnaires" / "po" / "evaluatie.json").for_sector("bao")
OWN = load(ROOT / "questionnaires" / "po" / "schoolwaarden.json").for_sector("bao")
TOPIC = rules.topics(STAFF)[0]


def test_every_closed_indicator_is_a_topic_and_open_questions_are_not():
    indicators = {topic.indicator for topic in rules.topics(STAFF)}

    assert {"BO-01", "ST-06", "DE-09", "ON-03"} <= indicators
    assert "DE-10" not in indicators
    assert len(indicators) == 23


@pytest.mark.parametrize(("median", "offered"), [(3, 3), (2.0, 2), (2.5, None), (None, None)])
def test_a_median_between_two_values_offers_nothing(median, offered):
    assert rules.offered(TOPIC, median) == offered


@pytest.mark.parametrize(
    ("value", "median", "needed"),
    [
        (3, 3, False),
        (3, 2.5, False),
        (2, 3, True),
        (4, 2.5, True),
        ("x", 3, True),
        (1, None, False),
        ("x", None, False),
    ],
)
def test_a_step_from_the_median_needs_a_reason(value, median, needed):
    assert rules.needs_reason(TOPIC, value, median) is needed


def test_what_lacks_a_value_is_open_and_texts_and_hidden_questions_are_not():
    everything = rules.open_indicators(STAFF, OWN, {}, ())
    left = rules.open_indicators(STAFF, OWN, {"bo11": 4}, {"BO-11", "BO-01"})

    assert {"BO-01", "BO-11", "ST-07"} <= set(everything)
    assert not {"BO-12", "DE-10", "SP-01", "SA-06"} & set(everything)
    assert set(everything) - set(left) == {"BO-11", "BO-01"}


def test_what_only_explains_a_question_belongs_to_it():
    behind = rules.followers(OWN)

    assert behind["st07"] == ("st07_datum", "st07_hoe")
    assert behind["de01"] == ("de01_uren",)
    assert behind["gr01"] == ()


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ([], None),
        ([(3, Agreement.AGREED)], 3),
        ([(3, Agreement.AGREED), (3, Agreement.MOST)], 3),
        ([(3, Agreement.AGREED), (2, Agreement.AGREED)], None),
        ([(3, Agreement.AGREED), (None, Agreement.NONE)], 3),
        ([(None, Agreement.NONE)], None),
    ],
)
def test_only_what_all_conversations_agree_on_is_a_value(said, value):
    assert agreed([Outcome("BO-01", one, how) for one, how in said]) == value

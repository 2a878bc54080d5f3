"""The comparison with an earlier year in words: what changed, and what may not be compared."""

from __future__ import annotations

import pytest

from sopforms.core import trend_wording
from sopforms.core.questionnaire.trends import Figure, Footing, compare
from tests.core.questionnaire.forms import a_question, a_radio
from tests.core.questionnaire.test_trends import a_year

LAST, THIS = "2025-2026", "2026-2027"


def found(before=2, now=3, *, size=10, **facts):
    years = [a_year(a_radio(), *[value] * size, indicator="BO-01") for value in (now, before)]
    return compare(*years, **facts)


@pytest.mark.parametrize(
    ("before", "now", "sentence", "change"),
    [
        (2, 3, "Het meest vooruitgegaan: q.", "+1,0"),
        (3, 2, "Het meest gedaald: q.", "−1,0"),
        (3, 3, "De uitkomsten zijn vrijwel gelijk aan 2025-2026.", "gelijk"),
    ],
)
def test_one_sentence_says_what_changed(before, now, sentence, change):
    (chart,) = trend_wording.charts(found(before, now), LAST, THIS)

    assert (chart.title, chart.summary) == ("Veranderd sinds 2025-2026", sentence)
    assert (chart.rows[0].old, chart.rows[0].new) == (f"{before},0", f"{now},0")
    assert chart.rows[0].change == change
    assert chart.measure == "gemiddelde op de schaal van 1 tot 4"


def test_a_break_is_told_in_words_with_the_reason_of_the_partnership():
    broken = found(breaks=["BO-01"])

    (chart,) = trend_wording.charts(broken, LAST, THIS)
    notes = trend_wording.notes(broken, LAST, ["De schaal past nu bij het vo."])

    assert chart.summary == "Er is niets dat met 2025-2026 te vergelijken is."
    assert (chart.rows[0].old, chart.rows[0].change) == ("", "")
    assert chart.rows[0].note == "in 2025-2026 anders gevraagd; niet te vergelijken"
    assert notes == (
        "In 2025-2026 anders gevraagd, en daarom niet te vergelijken: q.",
        "De schaal past nu bij het vo.",
    )


def test_other_words_and_few_answers_are_named():
    assert trend_wording.notes(found(reworded=["BO-01"]), LAST) == (
        "Sinds 2025-2026 in andere woorden gevraagd; vergelijk met zorg: q.",
    )
    few = compare(a_year(a_radio(), *[3] * 10), a_year(a_radio(), *[3] * 4))
    assert trend_wording.notes(few, LAST) == ("Te weinig antwoorden in 2025-2026: q.",)
    assert trend_wording.charts(few, LAST, THIS) == ()
    assert trend_wording.notes(few, LAST, language="en") == ("Too few answers in 2025-2026: q.",)


def test_a_share_and_a_number_are_written_as_people_do():
    assert trend_wording.written(0.635, Figure.SHARE) == "64%"
    assert trend_wording.written(-0.05, Figure.SHARE, signed=True) == "−5%"
    assert trend_wording.written(-12, Figure.NPS) == "−12"
    assert trend_wording.written(2.5, Figure.MEAN, "en", signed=True) == "+2.5"


def test_numbers_that_people_typed_have_a_table_and_no_scale():
    number = a_question("text", input_type="number")
    years = [a_year(number, *[value] * 10, kinds=("median", "mean")) for value in (30, 20)]

    (chart,) = trend_wording.charts(compare(*years), LAST, THIS)

    assert (chart.lowest, chart.ticks, chart.measure) == (None, (), "gemiddelde")
    assert chart.rows[0].footing is Footing.COMPARABLE
    assert (chart.rows[0].old, chart.rows[0].new) == ("20,0", "30,0")

"""Charts of a school: one per chapter and scale, a sentence above each, little about few."""

from __future__ import annotations

import pytest

from sopforms.core import results_wording as wording
from sopforms.core.questionnaire import load
from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.settings import ROOT

FORM = load(ROOT / "questionnaires" / "po" / "evaluatie.json").for_sector("bao")


def charts(answers, language="nl"):
    figures = aggregate(FORM, answers, invited=30, cycle="2026-2027", location="09QA00")
    return wording.charts(FORM, figures["items"], language)


def people(n, **given):
    return [
        {name: value(place) if callable(value) else value for name, value in given.items()}
        for place in range(n)
    ]


def test_ten_answers_are_shown_in_full_with_a_sentence():
    answers = people(12, uitleg_matrix=lambda n: {"bo01": 1 if n % 2 else 4, "bo02": 4, "bo05": 1})

    chapter, chart = charts(answers)[0]

    assert (chapter, chart.halves) == ("ch3", False)
    assert chart.labels == ("nog niet", "soms", "meestal", "altijd")
    assert [row.counts for row in chart.rows] == [(6, 0, 0, 6), (0, 0, 0, 12), (12, 0, 0, 0)]
    assert [row.flag for row in chart.rows] == [True, False, False]
    assert chart.summary == (
        "Het team is positief over routines en voorspelbaarheid. "
        "Het team is kritisch over aanbod voor snelle leerlingen. "
        "Bij uitleg afstemmen lopen de antwoorden ver uiteen."
    )


def test_few_answers_are_halves_and_too_few_are_only_named():
    answers = people(7, st06=3) + people(3, de09=3)

    found = dict(charts(answers))

    (halves,) = [chart for chapter, chart in charts(answers) if chapter == "ch4" and chart.rows]
    assert halves.halves
    assert [(row.label, row.counts, row.unknown) for row in halves.rows] == [
        ("Vijf ondersteuningsniveaus", (0, 7), 0)
    ]
    assert halves.labels == ("onvoldoende of in ontwikkeling", "voldoende of goed")
    assert found["ch5"].rows == ()
    assert found["ch5"].hidden == ("Toegerust voor de vragen van nu",)


def test_no_two_charts_of_a_chapter_have_the_same_title():
    answers = people(7, st06=3, uitleg_matrix={"bo01": 3}) + people(
        3, de09=3, st08=1, signalen_matrix={"bo03": 2}
    )
    answers += people(12, uitleg_matrix={"bo02": 4})

    titles = [chart.title for _chapter, chart in charts(answers)]

    assert len(set(titles)) == len(titles)


def test_rows_with_few_answers_do_not_take_the_detail_from_the_others():
    answers = people(12, signalen_matrix=lambda n: {"bo03": 3, "bo04": 2} if n < 6 else {"bo03": 3})

    found = [chart for chapter, chart in charts(answers) if chapter == "ch3" and chart.rows]

    assert [(chart.halves, len(chart.rows)) for chart in found] == [(False, 1), (True, 1)]


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_every_language_gets_words(language):
    chapter, chart = charts(people(12, st06=3), language)[-1]

    assert chart.title
    assert wording.chapter_title(chapter, language)

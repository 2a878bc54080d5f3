"""The page of results: figures, what changed since last year, and nothing about few people anywhere."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
import sqlalchemy as sa

from sopforms.actions import outcomes
from sopforms.core.codes import Step
from sopforms.store import surveys
from sopforms.store.db import db
from tests import builders
from tests.web import two_years as years
from tests.web.two_years import a_closed_survey, a_text, question, two_years

TEAM = [
    {
        "st06": 1 + place % 4,
        "ex07": 3,
        "uitleg_matrix": {"bo01": 3, "bo02": 1 + 3 * (place % 2)},
        "de10": "Rust",
    }
    for place in range(12)
]
LAST = [{"st06": 2, "ex07": 3, "uitleg_matrix": {"bo01": 2, "bo02": 2}} for _ in range(12)]


def page_of(app, school, path=""):
    client = app.test_client()
    builders.sign_in(client, builders.anna(school.location))
    return client.get(f"/dossier/{school.now.id}/uitkomsten{path}")


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def the_book(answer) -> dict[str, list[tuple]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_last_years_value_stands_beside_this_years(app):
    page = page_of(app, two_years(LAST, TEAM)).text

    assert "Veranderd sinds 2026-2027" in page
    assert 'aria-label="Uitleg afstemmen: van 2,0 naar 3,0"' in page
    assert "+1,0" in page
    assert "Het meest vooruitgegaan: Uitleg afstemmen." in page


def test_a_break_is_shown_in_words_and_takes_last_years_value_away(app, tmp_path):
    def broken_on_purpose(envelope):
        question(envelope, "ex07")["title"] = "Heel anders gevraagd"
        envelope["mapping"]["ex07"]["base"] = "shown"

    school = two_years(LAST, TEAM, change=broken_on_purpose, folder=tmp_path)
    page = text_of(page_of(app, school).text)

    assert "in 2026-2027 anders gevraagd; niet te vergelijken" in page
    assert "In 2026-2027 anders gevraagd, en daarom niet te vergelijken: " in page


def test_other_words_are_marked(app, tmp_path):
    def reworded(envelope):
        question(envelope, "st06")["title"] = {
            "nl": "Hoe gaat het met de niveaus?",
            "en": "How are the levels?",
        }

    page = text_of(page_of(app, two_years(LAST, TEAM, change=reworded, folder=tmp_path)).text)

    assert (
        "Sinds 2026-2027 in andere woorden gevraagd; vergelijk met zorg: Vijf ondersteuningsniveaus." in page
    )


def test_the_workbook_has_the_counts_of_the_page(app):
    school = two_years(LAST, TEAM)
    survey = surveys.get_of_dossier(school.now.id)
    a_text(survey, "de10", '=HYPERLINK("http://kwaad.example")')
    found = outcomes.of(school.now)

    answer = page_of(app, school, "/werkblad")
    book = the_book(answer)

    assert answer.headers["Content-Disposition"].endswith(f"{school.location.code}-2027-2028.xlsx")
    topics = {row[2]: row for row in book["Per onderwerp"][1:]}
    for item in found.items:
        if "texts" in item:
            continue
        row = topics[item["indicator"]]
        if "suppressed" in item:
            assert row[3:] == (None,) * 7 + ("te weinig antwoorden om te tonen",)
        else:
            assert row[3:9] == (
                item["n"],
                item["missing"],
                item["low"],
                item["high"],
                item["median"],
                item["mean"],
            )
    answers = [row[3] for row in book["Per antwoord"][1:] if row[1] == "Vijf ondersteuningsniveaus"]
    assert answers == [line["n"] for line in found.item_of("ST-06")["distribution"]]
    assert ("Uitleg afstemmen", 2, 3, 1, None) in book["Vergeleken"]
    assert book["Eigen woorden"][1][1] == '=HYPERLINK("http://kwaad.example")'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data))["Eigen woorden"]
    assert sheet["B2"].data_type == "s"


def test_a_small_team_has_halves_and_no_more_on_the_page_and_in_the_workbook(app):
    school = two_years(LAST[:7], TEAM[:7])

    book = the_book(page_of(app, school, "/werkblad"))

    assert {row[10] for row in book["Per onderwerp"][1:]} == {
        "alleen lager en hoger", "te weinig antwoorden om te tonen",
    }  # fmt: skip
    assert all(row[8] is None for row in book["Per onderwerp"][1:])
    assert len(book["Per antwoord"]) == 1
    assert ("Uitleg afstemmen", 2, 3, 1, None) in book["Vergeleken"]


def test_nothing_of_a_team_below_the_threshold_is_anywhere_nor_in_next_years_comparison(app):
    tiny = two_years(LAST, TEAM[:4])
    assert "Te klein voor cijfers" in page_of(app, tiny).text
    assert page_of(app, tiny, "/werkblad").status_code == 404

    before = two_years(LAST[:4], TEAM)
    page = page_of(app, before).text
    assert "Veranderd sinds" not in page
    assert "Vergeleken" not in the_book(page_of(app, before, "/werkblad"))


def test_a_year_without_a_survey_is_passed_over(app):
    school = two_years(LAST, TEAM)
    partnership_id = school.now.partnership_id
    cycle = builders.a_cycle(
        db.session.get(builders.PartnershipRow, partnership_id),
        school_year="2028-2029", question_set_id=_set_of(school),
    )  # fmt: skip
    skipped = builders.a_dossier(
        Step.TALK, location=school.location, cycle=cycle, survey_skipped_reason="Fusie"
    )
    later = builders.a_cycle(
        db.session.get(builders.PartnershipRow, partnership_id),
        school_year="2029-2030", question_set_id=_set_of(school),
    )  # fmt: skip
    row = builders.a_dossier(Step.TALK, location=school.location, cycle=later)
    a_closed_survey(row, _set_of(school), TEAM)

    found = outcomes.shown(row)

    assert skipped.id != row.id
    assert found.compared.before.school_year == "2027-2028"


def _set_of(school: years.Years) -> int:
    return builders.cycles.get(school.now.cycle_id).question_set_id


def test_open_answers_and_words_beside_a_choice_are_shown_as_far_as_they_were_let_through(app):
    school = two_years(LAST, TEAM)
    survey = surveys.get_of_dossier(school.now.id)
    a_text(survey, "de10", "Meer over NT2")
    a_text(survey, "ex07-Comment", "Het lukt door de assistent")
    a_text(survey, "de10", "Els is vaak ziek", "left_out")
    a_text(survey, "de10", "Nog niet gelezen", "waiting")

    page = page_of(app, school).text

    assert "Meer over NT2" in page
    assert "Het lukt door de assistent" in page
    assert "Els is vaak ziek" not in page
    assert "Nog niet gelezen" not in page
    assert "1 tekst wacht." in page


def test_what_no_chart_shows_has_a_table(app, tmp_path):
    def more(envelope):
        page = envelope["survey"]["pages"][-1]["elements"]
        choices = [{"value": word.lower(), "text": {"nl": word, "en": word}} for word in ("Lezen", "Rekenen")]
        title = {"nl": "Waarbij?", "en": "With what?"}
        page.append({"type": "checkbox", "name": "hulp", "title": title, "choices": choices})
        page.append({"type": "boolean", "name": "plan", "title": {"nl": "Een plan?", "en": "A plan?"}})
        for name, short, number in (("hulp", "Hulp bij", "95"), ("plan", "Er is een plan", "96")):
            envelope["mapping"][name] = {
                "short": {"nl": short, "en": short}, "chapter": "ch5", "indicator": f"DE-{number}",
            }  # fmt: skip

    team = [{"hulp": ["lezen", "rekenen"] if n < 6 else ["lezen"], "plan": n < 9} for n in range(12)]

    page = text_of(page_of(app, two_years(LAST, team, change=more, folder=tmp_path)).text)

    assert "Hulp bij 12 antwoorden Antwoord Aantal Aandeel Lezen 12 100% Rekenen 6 50%" in page
    assert "Er is een plan 12 antwoorden Antwoord Aantal Aandeel Ja 9 75% Nee 3 25%" in page


def another_title(envelope):
    question(envelope, "st06")["title"] = {"nl": "Hoe gaat het met de niveaus?", "en": "How are the levels?"}


@pytest.mark.parametrize("size", [12, 60])
@pytest.mark.parametrize("change", [None, another_title])
def test_the_page_asks_six_questions_of_the_database_whatever_the_size_of_the_team(
    app, size, change, tmp_path
):
    school = two_years(LAST * 5, (TEAM * 5)[:size], change=change, folder=tmp_path)
    client = app.test_client()
    builders.sign_in(client, builders.anna(school.location))
    page = f"/dossier/{school.now.id}/uitkomsten"
    client.get(page)  # questionnaires are read once
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    assert client.get(page).status_code == 200

    assert len([one for one in asked if one.startswith("SELECT")]) <= 6, asked

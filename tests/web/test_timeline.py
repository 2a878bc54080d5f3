"""The eight steps of the year say what is done, what is now, what is late, and link only where one can go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from sopforms.core import planning
from sopforms.core.codes import PupilVoice, Step
from sopforms.core.dossier import Dossier
from sopforms.core.schoolyear import SchoolYear
from sopforms.web.timeline import Item, items
from tests.asked import an_asked_school
from tests.builders_calendar import MIDDEN
from tests.builders_dossier import a_dossier
from tests.web.browsing import as_person
from tests.web.calendar import on

IN_TIME, TOO_LATE = date(2026, 12, 1), date(2027, 6, 30)


def drawn(app: Flask, known: Dossier, today: date = IN_TIME) -> list[Item]:
    plan = planning.plan(SchoolYear(2027), MIDDEN, today=today, step=known.step, due=known.due)
    with app.test_request_context():
        return items(known, plan, today, lambda endpoint: f"/{endpoint}")


@pytest.mark.parametrize(
    ("step", "done", "now"),
    [
        (Step.OPEN, 0, "Vragenlijst"),
        (Step.SURVEY, 0, "Vragenlijst"),
        (Step.TALK, 1, "Teamgesprek"),
        (Step.CONSOLIDATED, 4, "Concepttekst"),
        (Step.REQUESTED, 5, "Advies van de MR"),
        (Step.ADVISED, 5, "Advies van de MR"),
        (Step.REACTED, 6, "Vaststellen door het bestuur"),
        (Step.ADOPTED, 7, "In de schoolgids"),
        (Step.PUBLISHED, 8, None),
    ],
)
def test_one_step_is_now(app: Flask, step: Step, done: int, now: str | None) -> None:
    steps = drawn(app, a_dossier(step))

    assert len(steps) == 8
    assert [item.state for item in steps].count("done") == done
    assert next((item.label for item in steps if item.state == "now"), None) == now


def test_what_is_past_its_last_day_is_late(app: Flask) -> None:
    steps = drawn(app, a_dossier(Step.OPEN), TOO_LATE)

    assert steps[0].state == "late"
    assert {item.state for item in steps} <= {"late", "todo"}


def test_a_year_without_the_pupils_has_seven_steps(app: Flask) -> None:
    steps = drawn(app, replace(a_dossier(Step.TALK), pupil_voice=PupilVoice.UIT))

    assert len(steps) == 7


def test_a_step_that_has_not_come_has_no_link(app: Flask) -> None:
    steps = drawn(app, a_dossier(Step.TALK))

    linked = [item.label for item in steps if item.href]
    assert linked == ["Vragenlijst", "Inbreng leerlingen", "Teamgesprek", "Schoolwaarden kiezen"]


def test_a_suspended_decision_says_until_when(app: Flask) -> None:
    known = replace(a_dossier(Step.ADOPTED), followed=False, suspended_until=date(2027, 7, 19))

    steps = drawn(app, known, date(2027, 6, 20))

    assert "opgeschort tot en met 19 juli 2027" in steps[6].note


@pytest.mark.parametrize(
    ("step", "page"),
    [
        (Step.CONSOLIDATED, ""),
        (Step.DRAFT, "/papers.edit"),
        (Step.REQUESTED, "/request.status"),
        (Step.ADOPTED, "/request.status"),
    ],
)
def test_the_advice_leads_to_its_papers_until_it_was_asked(app: Flask, step: Step, page: str) -> None:
    assert drawn(app, a_dossier(step))[5].href == page


def days_of(text: str) -> list[str]:
    return [line.split(":")[1] for line in text.split("\r\n") if line.startswith("SUMMARY:")]


def test_everybody_takes_their_own_days_along_in_a_calendar(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    path = f"/dossier/{asked.id}/planning.ics"

    board = as_person(app, asked.bram).get(path)
    coordinator = as_person(app, asked.anna).get(path)

    assert board.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert days_of(board.text) == ["Bestuur stelt vast", "Tekst voor de schoolgids", "Publiceren"]
    assert days_of(coordinator.text) == ["Tekst voor de schoolgids"]
    assert f"/dossier/{asked.id}" in board.text.replace("\r\n ", "")


def test_another_school_takes_no_days_along(app: Flask) -> None:
    asked, other = an_asked_school(), an_asked_school()

    assert as_person(app, other.anna).get(f"/dossier/{asked.id}/planning.ics").status_code == 404


def test_the_home_of_the_school_offers_the_calendar(app: Flask) -> None:
    asked = an_asked_school()

    page = as_person(app, asked.hanna).get(f"/dossier/{asked.id}")

    assert f'href="/dossier/{asked.id}/planning.ics"' in page.text


@pytest.mark.parametrize(("today", "shown"), [(date(2027, 3, 1), True), (date(2027, 10, 1), False)])
def test_the_picture_of_a_year_marks_today_while_that_year_lasts(
    app: Flask, today: date, shown: bool
) -> None:
    asked = an_asked_school()
    with on(today):
        page = as_person(app, asked.hanna).get(f"/dossier/{asked.id}/planning").text

    assert ('class="today"' in page) is shown
    assert ("stippellijn: vandaag" in page) is shown
    assert "grijze banen: vakanties" in page

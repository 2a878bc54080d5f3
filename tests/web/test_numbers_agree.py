"""A team of 60 and a team of 4: every page, the workbook and the figures say the same, and nothing of few."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest

from sopforms.actions import closing, outcomes, survey
from sopforms.cli.rehearsal import outcome
from sopforms.core.codes import Step
from sopforms.core.mailing import Address, DeliveryState
from sopforms.store import clock, dossiers, letters, locations, surveys
from sopforms.store.db import db
from tests import builders
from tests.web.respondents import COORDINATOR, a_survey, answer_and_send, enter, participations
from tests.web.test_results import text_of, the_book

TEAM, SENT, FEW = 60, 52, 4
BUSY = 9  # who answered the row of which only halves may be told


@pytest.fixture
def school(app):
    """Sixty were asked, five reminders went out, two mails bounced, it ran a week longer, 52 answered."""
    row = a_survey(TEAM)
    today = clock.today()
    for days in range(5):
        survey.remind_staff(row.id, actor=COORDINATOR, today=today + timedelta(days=days))
    lost = [mail for mail in letters.of_dossier(row.id) if mail.kind == "survey_opened"][:2]
    for place, mail in enumerate(lost):
        mail.state, mail.sent_at = DeliveryState.BOUNCED, clock.now()
        db.session.commit()
        survey.send_elsewhere(row.id, mail.id, Address("", f"nieuw{place}@school.example"))
    last = surveys.get_of_dossier(row.id).closes_on
    survey.extend_survey(row.id, last + timedelta(days=7), actor=COORDINATOR, today=today)
    for place, one in enumerate(participations(row)[:SENT]):
        grid = {
            "bo01": 1 + place % 4,
            **({"bo02": 3} if place < BUSY else {}),
            **({"bo05": 4} if place < FEW else {}),
        }
        help_ = {"ex07": "x"} if place % 2 else {"ex07": 3, "ex08": 2}
        answer_and_send(row, one, {"uitleg_matrix": grid, "st06": 2, **help_, "de10": f"Wens {place}"})
    closing.close_survey(row.id, actor=COORDINATOR, today=today)
    return dossiers.get(row.id)


def test_pages_workbook_and_figures_have_the_same_numbers_and_nothing_of_fewer_than_five(app, school):
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(school.location_id)))
    found = json.loads(json.dumps(outcome.figures_of(school.id)))  # aggregate.json
    items = {item["indicator"]: item for item in found["items"]}

    page = client.get(f"/dossier/{school.id}/uitkomsten").text
    book = the_book(client.get(f"/dossier/{school.id}/uitkomsten/werkblad"))

    assert (found["invited"], found["submitted"], found["threshold"]) == (TEAM, SENT, 5)
    assert f"{SENT} van de {TEAM}" in page
    followed = text_of(client.get(f"/dossier/{school.id}/respons").text)
    assert f"{SENT} van de {TEAM}" in followed
    assert f"{TEAM} onderweg" in followed or f"{TEAM} bezorgd" in followed
    assert [row[1] for row in book["Over deze cijfers"][1:5]] == ["2027-2028", TEAM, SENT, 5]
    # full, halves, hidden
    assert (items["BO-01"]["n"], items["BO-02"]["n"]) == (SENT, BUSY)
    assert items["BO-05"] == {
        "question": "uitleg_matrix",
        "row": "bo05",
        "indicator": "BO-05",
        "suppressed": "threshold",
    }
    topics = {row[2]: row for row in book["Per onderwerp"][1:]}
    for indicator, item in items.items():
        if "texts" in item:
            assert item["shown"] >= 5
            continue
        counts = [item.get(name) for name in ("n", "missing", "low", "high", "median", "mean")]
        assert list(topics[indicator][3:9]) == counts
        assert item.get("n", 5) >= 5
    assert re.search(
        r'aria-label="Uitleg afstemmen\. nog niet: 13\. soms: 13\. meestal: 13\. altijd: 13\. "', page
    )
    assert "Te weinig antwoorden om te laten zien: " in text_of(page)
    assert {row[1] for row in book["Per antwoord"][1:]} == {"Uitleg afstemmen", "Vijf ondersteuningsniveaus",
        "Afgesproken hulp uitgevoerd", "Resultaat van extra hulp"}  # fmt: skip
    assert "Wens" not in page
    assert "Wens" not in json.dumps(found)


def test_four_answers_of_six_show_nothing_on_any_page_nor_by_two_pages_together(app):
    row = a_survey(6)
    for place, one in enumerate(participations(row)[:FEW]):
        answer_and_send(row, one, {"uitleg_matrix": {"bo01": 1 + place}, "st06": 2, "de10": "Meer rust"})
    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))
    base, day = f"/dossier/{row.id}", clock.today()
    draft = client.post(
        f"{base}/teamgesprek",
        data={"held_on": f"{day.day}-{day.month}-{day.year}", "leader": "Anna", "present": "6"},
    ).location

    found = outcome.figures_of(row.id)
    seen = [client.get(f"{base}/{path}").text for path in ("uitkomsten", "schoolwaarden", "respons")]
    board = (draft, f"{draft}/onderwerp/BO-01", f"{draft}/scherm", f"{draft}/afronden", base)
    seen += [client.get(address).text for address in board]
    client.post(f"{draft}/afronden", data={"agreements": "Elke week een startinstructie."})
    colleague = app.test_client()
    enter(colleague, participations(row)[-1])
    report = colleague.get("/vragenlijst/het-verslag").text
    seen.append(report)

    assert all("suppressed" in item for item in found["items"])
    assert client.get(f"{base}/uitkomsten/werkblad").status_code == 404
    assert "Elke week een startinstructie." in report
    for page in seen:
        assert 'role="img"' not in page
        assert "Mediaan" not in page
        assert "Het verst uit elkaar" not in page
        assert "Meer rust" not in page


def test_a_team_of_four_has_no_figures_on_any_page(app):
    row = builders.a_dossier(Step.TALK, small_team=True)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))

    assert outcomes.of(row) is None
    assert outcome.figures_of(row.id) == {"sopforms": 1, "items": [], "school_values": []}
    assert "te klein voor een vragenlijst" in client.get(f"/dossier/{row.id}/uitkomsten").text
    assert client.get(f"/dossier/{row.id}/uitkomsten/werkblad").status_code == 404

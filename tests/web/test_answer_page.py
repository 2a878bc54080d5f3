"""A page of the survey is drawn once and filled for each: everybody gets their own, byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import time_machine
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions.published import publish_set
from sopforms.store import clock
from sopforms.store.dossiers import DossierRow
from tests import builders
from tests.builders import SETS
from tests.web.respondents import a_survey, enter, participations
from tests.web.statements import statements

FIRST = "/vragenlijst/uitleg"
CHECK = "/vragenlijst/alles-nakijken"
PAGES = ("uitleg", "signalen", "structuur", "samen", "tot_slot")
SAID = {"_shown": "uitleg_matrix", "q_uitleg_matrix--bo01": "3", "q_uitleg_matrix--bo05": "x"}
AFTER_SAVING = "2027-03-01T10:00:00"


def a_browser(app: Flask, participation: int) -> FlaskClient:
    """A browser in which the link of somebody is open."""
    client = app.test_client()
    enter(client, participation)
    return client


def drawn_anew(client: FlaskClient, address: str) -> str:
    """The page as its template draws it at once: what stands in a cookie of this browser alone says so."""
    with client.session_transaction() as session:
        session["_flashes"] = []
    return client.get(address).text


def without_id(page: str) -> str:
    """A page without the id of the act of sending, which is another one each time."""
    return re.sub(r'name="submit_id" value="[^"]+"', "", page)


def asked_by(program: Callable[[], object]) -> list[str]:
    """The first words of every statement that this asks the database."""
    with statements() as asked:
        program()
    return [one.split()[0] for one in asked]


def test_a_filled_page_is_the_page_that_its_template_draws(app: Flask) -> None:
    with time_machine.travel(AFTER_SAVING, tick=False):
        people = participations(a_survey())
        one, other = a_browser(app, people[0]), a_browser(app, people[1])
        one.post(FIRST, data=SAID)
        addresses = [f"/vragenlijst/{page}{more}" for page in PAGES for more in ("", "?terug=1")]
        for client in (one, other):
            for address in addresses:
                filled = client.get(address).text
                assert "\ue000" not in filled
                assert filled == drawn_anew(client, address)


def test_nobody_gets_what_somebody_else_filled_in(app: Flask) -> None:
    people = participations(a_survey())
    one, other = a_browser(app, people[0]), a_browser(app, people[1])
    one.post(FIRST, data=SAID)

    pages = [client.get(FIRST).text for client in (one, other, one, other)]

    assert [page.count(" checked") for page in pages] == [2, 0, 2, 0]
    assert [f'value="survey:{people[0]}"' in page for page in pages] == [True, False, True, False]


def test_the_overview_put_together_is_the_one_that_its_template_draws(app: Flask) -> None:
    with time_machine.travel(AFTER_SAVING, tick=False):
        people = participations(a_survey())
        one, other = a_browser(app, people[0]), a_browser(app, people[1])
        one.post(FIRST, data=SAID)
        for client in (one, other, one):
            for _again in range(2):
                filled = client.get(CHECK).text
                assert "\ue000" not in filled
                assert without_id(filled) == without_id(drawn_anew(client, CHECK))
            client.post(CHECK)


def test_the_overview_shows_each_their_own_answers_and_follows_a_change(app: Flask) -> None:
    people = participations(a_survey())
    one, other = a_browser(app, people[0]), a_browser(app, people[1])
    one.post(FIRST, data=SAID)
    one.post("/vragenlijst/tot_slot", data={"_shown": "de10", "q_de10": "Mijn eigen kiezelsteen."})
    one.post("/vragenlijst/structuur", data={"_shown": "st06", "q_st06": "2"})

    first, beside = one.get(CHECK).text, other.get(CHECK).text
    one.post("/vragenlijst/structuur", data={"_shown": "st06", "q_st06": "4"})
    changed = one.get(CHECK).text

    assert "Mijn eigen kiezelsteen." in first
    assert "Mijn eigen kiezelsteen." not in beside
    assert [page.count('class="keep"') for page in (first, beside, changed)] == [4, 0, 4]
    assert first != changed
    assert f'value="survey:{people[1]}"' in beside


def test_a_page_is_kept_apart_in_each_language(app: Flask) -> None:
    client = a_browser(app, participations(a_survey())[0])
    dutch = client.get(FIRST).text

    english = client.get(f"{FIRST}?taal=en").text
    again = client.get(FIRST).text
    client.get(f"{FIRST}?taal=nl")

    assert "Opslaan en verder" in dutch
    assert "Opslaan en verder" not in english
    assert '<html lang="en">' in again
    assert 'href="?taal=en"' in client.get(FIRST).text


def test_a_message_is_shown_on_a_page_once(app: Flask) -> None:
    client = a_browser(app, participations(a_survey())[0])
    client.get(FIRST)
    with client.session_transaction() as session:
        session["_flashes"] = [("message", "Dat is gelukt.")]

    assert "Dat is gelukt." in client.get(FIRST).text
    assert "Dat is gelukt." not in client.get(FIRST).text


def test_a_page_asks_the_database_one_question_and_a_save_one_more(app: Flask) -> None:
    client = a_browser(app, participations(a_survey())[0])
    client.post(FIRST, data=SAID)
    client.get(FIRST)

    assert asked_by(lambda: client.get(FIRST)) == ["SELECT"]
    assert asked_by(lambda: client.post(FIRST, data=SAID)) == ["SELECT", "UPDATE"]


def test_the_cookie_is_sent_when_it_changes_and_lasts_as_long_as_the_page_stays_open(app: Flask) -> None:
    with time_machine.travel(AFTER_SAVING, tick=False) as clock:
        client = a_browser(app, participations(a_survey())[0])
        client.get(FIRST)
        soon = [client.get(FIRST), client.post(f"{FIRST}/bewaren", data=SAID)]
        clock.shift(2 * 3600)
        later = client.post(f"{FIRST}/bewaren", data=SAID)

    assert [answer.headers.getlist("Set-Cookie") for answer in soon] == [[], []]
    assert later.headers["Set-Cookie"]


def test_a_page_holds_one_token_that_its_browser_may_send(app: Flask) -> None:
    client = a_browser(app, participations(a_survey())[0])
    app.config["WTF_CSRF_ENABLED"] = True

    pages = [client.get(FIRST).text for _ in range(2)]
    tokens = [re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', page) for page in pages]

    assert [len(found) for found in tokens] == [1, 1]
    assert client.post(FIRST, data=SAID | {"csrf_token": "old"}).status_code == 400
    assert [client.post(FIRST, data=SAID | {"csrf_token": one}).status_code for (one,) in tokens] == [302] * 2


def a_survey_that_needs_an_answer(folder: Path) -> DossierRow:
    """A survey on the shipped questions, of which one must be answered."""
    envelope = json.loads((SETS / "po/evaluatie.json").read_text("utf-8"))
    questions = (one for page in envelope["survey"]["pages"] for one in page["elements"])
    next(one for one in questions if one["name"] == "st06")["isRequired"] = True
    (folder / "evaluatie.json").write_text(json.dumps(envelope), "utf-8")
    partnership = builders.a_partnership()
    published = publish_set.__wrapped__(partnership.id, folder, SETS / "po", clock.today())  # type: ignore[attr-defined]
    location = builders.a_location(partnership, builders.a_board(partnership))
    return a_survey(location=location, cycle=builders.a_cycle(partnership, question_set_id=published.id))


def test_the_overview_does_not_say_that_gaps_are_allowed_where_an_answer_is_needed(
    app: Flask, tmp_path: Path
) -> None:
    client = a_browser(app, participations(a_survey_that_needs_an_answer(tmp_path))[0])

    looked_over, refused = client.get(CHECK), client.post(CHECK)
    client.post("/vragenlijst/structuur", data={"_shown": "st06", "q_st06": "2"})
    answered = client.get(CHECK).text

    assert "vragen zijn nog open." in looked_over.text
    assert "Dat mag." not in looked_over.text
    assert "<title>Fout:" not in looked_over.text
    assert refused.status_code == 422
    assert "Deze antwoorden zijn nog nodig" in refused.text
    assert "<title>Fout:" in refused.text
    assert "vragen zijn nog open. Dat mag." in answered

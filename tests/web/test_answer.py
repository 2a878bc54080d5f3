"""A colleague answers by a personal link: nothing happens on GET, every page saves, sending is one act."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
import sqlalchemy as sa
import time_machine

from sopforms.core.codes import Deed, Role
from sopforms.store import clock, logbook, surveys
from sopforms.store.db import Base, db
from tests import builders
from tests.web.respondents import a_survey, answer_and_send, enter, participations, token
from tests.web.statements import statements

ANSWERED = {"q_uitleg_matrix--bo01": "3", "q_uitleg_matrix--bo02": "x", "q_uitleg_matrix--bo05": "2"}
SHOWN = {"_shown": "uitleg_matrix"}


def everything() -> list[object]:
    db.session.expire_all()
    return [sorted(map(repr, db.session.execute(sa.select(table)))) for table in Base.metadata.sorted_tables]


def follow(client, address):
    """Go where the redirects lead."""
    page = client.get(address)
    while page.status_code in (302, 303):
        page = client.get(page.location)
    return page


def fields_of(page: str, mark: str) -> list[tuple[str, str]]:
    """Name and value of every field of the form that has this mark in its tag."""
    form = page[page.index(mark) :].partition("</form>")[0]
    inputs = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    boxes = re.findall(r'<textarea[^>]* name="([^"]+)">\n(.*?)</textarea>', form, re.DOTALL)
    return [(name, unescape(value)) for name, value in inputs + boxes if name != "csrf_token"]


def csrf_of(page: str) -> str:
    """The token of the first form of a page."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]


def draft(participation_id: int) -> dict[str, object]:
    db.session.expire_all()
    response = surveys.response_of(surveys.get_participation(participation_id))
    return dict(response.answers) if response else {}


def test_the_start_page_says_what_is_asked_and_changes_nothing(app):
    row = a_survey()
    one = participations(row)[0]
    address = f"/v/{token(one)}"
    before = everything()

    for _ in range(10):
        page = app.test_client().get(address)

    assert page.status_code == 200
    assert "Niemand ziet wat jij invult." in page.text
    assert "Begin" in page.text
    assert "ongeveer 8 minuten, in 6 stappen" in page.text
    assert "23 keuzes" in page.text
    assert everything() == before


def test_an_unknown_link_is_gone(app):
    assert app.test_client().get("/v/" + "a" * 64).status_code == 410
    assert app.test_client().post("/v/" + "a" * 64 + "/openen").status_code == 410
    assert app.test_client().get("/vragenlijst").status_code == 410


def test_a_page_is_saved_and_the_next_one_shown(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)

    first = follow(client, "/vragenlijst")
    answer = client.post("/vragenlijst/uitleg", data=ANSWERED | SHOWN | {"actie": "verder"})

    assert "Stap 1 van 6 · nog ongeveer 8 minuten" in first.text
    assert answer.location == "/vragenlijst/signalen"
    assert draft(one) == {"uitleg_matrix": {"bo01": 3, "bo02": "x", "bo05": 2}}


def test_an_answer_that_is_taken_away_is_gone(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)
    client.post("/vragenlijst/uitleg", data=ANSWERED | SHOWN)

    client.post("/vragenlijst/uitleg", data=SHOWN | {"q_uitleg_matrix--bo01": "4"})

    assert draft(one) == {"uitleg_matrix": {"bo01": 4}}


def test_the_autosave_stores_without_judging_or_sending(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)

    answer = client.post("/vragenlijst/uitleg/bewaren", data=ANSWERED | SHOWN)

    assert re.fullmatch(r"\d\d:\d\d", answer.json["at"])
    assert draft(one)["uitleg_matrix"]["bo01"] == 3
    assert not surveys.get_participation(one).done


def test_who_comes_back_goes_on_where_they_were(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)
    client.post("/vragenlijst/uitleg", data=ANSWERED | SHOWN)

    other = app.test_client()
    enter(other, one)
    page = other.get("/vragenlijst")

    assert page.location == "/vragenlijst/signalen"


def test_who_comes_back_goes_on_at_the_first_open_question(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)
    client.post("/vragenlijst/signalen", data={"_shown": "signalen_matrix", "q_signalen_matrix--bo03": "2"})

    page = client.get("/vragenlijst")

    assert page.location == "/vragenlijst/signalen#q_signalen_matrix--bo04-0"


def test_the_minutes_left_become_less_with_every_answer(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)

    client.post("/vragenlijst/uitleg", data=ANSWERED | SHOWN)
    client.post(
        "/vragenlijst/signalen",
        data={"_shown": "signalen_matrix", **{f"q_signalen_matrix--bo0{row}": "3" for row in (3, 4, 6, 7)}},
    )
    page = client.get("/vragenlijst/uitleg")

    assert "nog ongeveer 6 minuten" in page.text


def test_saving_keeps_the_page_open_for_twelve_hours_more(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    with time_machine.travel(clock.now(), tick=False) as travel:
        enter(client, one)
        for _ in range(3):
            travel.shift(timedelta(hours=8))
            saved = client.post("/vragenlijst/uitleg/bewaren", data=ANSWERED | SHOWN)
            assert saved.json["ends"] == 12 * 60 * 60
        travel.shift(timedelta(hours=13))
        gone = client.get("/vragenlijst/uitleg")

    assert gone.status_code == 410


def test_what_is_sent_after_the_session_ended_comes_back_whole_and_is_taken_once_the_link_was_opened(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    typed = {"_shown": "de09 de10", "q_de09": "2", "q_de10": "Meer  rust,\nen <tijd>."}
    with time_machine.travel(clock.now(), tick=False) as travel:
        enter(client, one)
        travel.shift(timedelta(hours=13))
        refused = client.post("/vragenlijst/tot_slot", data=typed)
        fields = dict(fields_of(refused.text, 'action="/vragenlijst/tot_slot"'))
        enter(client, one)
        again = client.post("/vragenlijst/tot_slot", data=fields)

    assert refused.status_code == 410
    assert "Open de link in je mail opnieuw" in refused.text
    assert again.status_code < 400
    assert draft(one) == {"de09": 2, "de10": "Meer  rust,\nen <tijd>."}


def test_without_a_script_the_page_says_how_long_it_stays_open(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)

    page = client.get("/vragenlijst/uitleg").text

    sentence = page[page.index("<noscript>") : page.index("</noscript>")]
    assert re.search(r"Deze pagina blijft open tot \w+ \d+ \w+ \d+ om \d+\.\d+ uur", sentence)
    assert 'role="alert" data-ends="43' in page


def test_sending_with_gaps_is_allowed_and_said(app):
    row = a_survey()
    one = participations(row)[0]
    client = app.test_client()
    enter(client, one)
    client.post("/vragenlijst/uitleg", data=ANSWERED | SHOWN)

    check = client.get("/vragenlijst/alles-nakijken")
    sent = client.post("/vragenlijst/alles-nakijken")
    thanks = client.get(sent.location)

    assert "vragen zijn nog open. Dat mag." in check.text
    assert "#q_signalen_matrix--bo03-0" in check.text
    assert sent.location == "/vragenlijst/dank-je-wel"
    assert "Dank je wel" in thanks.text
    assert surveys.get_participation(one).done
    lines = logbook.of_dossier(row.id)
    assert (lines[-1].deed, lines[-1].role, lines[-1].person_id) == (Deed.SEND_ANSWERS, Role.STAFF, None)


def test_a_name_in_a_text_is_asked_about_before_sending(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)
    client.post(
        "/vragenlijst/tot_slot", data={"_shown": "de09 de10", "q_de10": "Hulp bij leerling Noor, graag."}
    )

    refused = client.post("/vragenlijst/alles-nakijken")
    sent = client.post("/vragenlijst/alles-nakijken", data={"no_names": "y"})

    assert refused.status_code == 422
    assert "Noor" in refused.text
    assert sent.status_code == 302


def test_a_citizen_number_and_a_name_in_an_explanation_are_asked_about_too(app):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)
    client.post(
        "/vragenlijst/tot_slot", data={"_shown": "de10", "q_de10": "Zie dossier 111222333. Noor wil rust."}
    )

    check = client.get("/vragenlijst/alles-nakijken")

    assert "111222333, Noor" in check.text
    assert "Er staat geen naam in" in check.text


def test_a_page_that_stood_open_all_day_is_still_taken(app):
    app.config["WTF_CSRF_ENABLED"] = True
    one = participations(a_survey())[0]
    client = app.test_client()
    with time_machine.travel(clock.now(), tick=False) as travel:
        address = f"/v/{token(one)}"
        client.post(f"{address}/openen", data={"csrf_token": csrf_of(client.get(address).text)})
        typed = ANSWERED | SHOWN | {"csrf_token": csrf_of(client.get("/vragenlijst/uitleg").text)}
        travel.shift(timedelta(hours=11, minutes=50))
        saved = client.post("/vragenlijst/uitleg", data=typed)

    assert saved.location == "/vragenlijst/signalen"
    assert "csrf_token" not in draft(one)


def test_after_sending_answers_can_be_changed_until_the_last_day(app):
    row = a_survey()
    one = participations(row)[0]
    answer_and_send(row, one, {"st06": 3})
    client = app.test_client()
    enter(client, one)

    start = follow(client, "/vragenlijst")
    client.post("/vragenlijst/structuur?terug=1", data={"_shown": "structuur_matrix st06", "q_st06": "4"})

    assert "Wijzigen kan tot en met" in start.text
    assert draft(one) == {"st06": 4}


def test_after_the_last_day_nothing_is_taken_any_more(app):
    row = a_survey(today=clock.today() - timedelta(days=30))
    one = participations(row)[0]
    client = app.test_client()
    enter(client, one)

    page = follow(client, "/vragenlijst/uitleg")
    saved = client.post("/vragenlijst/uitleg", data=ANSWERED | SHOWN)

    assert "De vragenlijst is gesloten" in page.text
    assert saved.status_code == 409
    assert draft(one) == {}


def test_a_link_of_one_colleague_never_shows_the_answers_of_another(app):
    row = a_survey()
    one, two = participations(row)[:2]
    answer_and_send(row, one, {"de10": "Een eigen woord: kiezelsteen."})
    client = app.test_client()
    enter(client, two)

    pages = [client.get(f"/vragenlijst/{page}").text for page in ("tot_slot", "alles-nakijken")]

    assert not any("kiezelsteen" in text for text in pages)


def test_a_page_that_is_not_there_does_not_exist(app):
    client = app.test_client()
    enter(client, participations(a_survey())[0])

    assert client.get("/vragenlijst/bestaatniet").status_code == 404


def test_somebody_who_signed_in_gets_no_pages_of_respondents(app):
    a_survey()
    client = app.test_client()
    builders.sign_in(client, builders.a_person())

    assert client.get("/vragenlijst/uitleg").status_code == 410


@pytest.mark.parametrize("to", ["", "/bewaren"])
def test_a_page_keeps_others_waiting_only_while_its_one_statement_is_written(app, to):
    one = participations(a_survey())[0]
    client = app.test_client()
    enter(client, one)
    client.post("/vragenlijst/structuur", data={"_shown": "st06", "q_st06": "2"})

    with statements() as asked:
        answer = client.post(f"/vragenlijst/structuur{to}", data={"_shown": "st06", "q_st06": "3"})

    assert answer.status_code in (200, 302)
    assert [one.split()[0] for one in asked] == ["SELECT", "UPDATE"]


def test_who_looks_over_their_answers_reads_them_and_where_to_change_them(app):
    row = a_survey()
    one = participations(row)[0]
    client = app.test_client()
    enter(client, one)
    client.post("/vragenlijst/uitleg", data=ANSWERED | SHOWN)

    check = client.get("/vragenlijst/alles-nakijken").text

    shown = check[check.index("<details") : check.index("</details>")]
    given = re.findall(
        r'<span class="soft blk">([^<]+)</span><a class="keep" href="([^"]+)">([^<]+)</a>', shown
    )
    assert len(given) == len(ANSWERED)
    assert {said for _label, _href, said in given} == {"meestal", "soms", "weet ik niet / n.v.t."}


def test_after_sending_the_start_leads_to_the_answers_and_says_that_a_change_counts(app):
    row = a_survey()
    one = participations(row)[0]
    answer_and_send(row, one, {"st06": 3})
    client = app.test_client()
    enter(client, one)

    page = follow(client, "/vragenlijst")

    assert page.request.path == "/vragenlijst/alles-nakijken"
    assert "telt meteen mee. Opnieuw versturen hoeft niet." in page.text


def test_when_nothing_is_open_no_minutes_are_left(app):
    with app.test_request_context():
        macros = app.jinja_env.get_template("macros/ui.html").module
        assert "alles is ingevuld" in macros.steps(1, 6, 0)
        assert "minuut" not in macros.steps(1, 6, 0)

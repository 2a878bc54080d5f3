"""Somebody who does not read Dutch chooses English once, and every page after it is English."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask_babel import gettext

from sopforms.core.codes import Role, Sector, Step
from sopforms.core.roles import label
from sopforms.web import language, told
from tests.web.browsing import a_town, as_person
from tests.web.respondents import a_survey, enter, participations, token

PAGES = (
    "/",
    "/hulp",
    "/privacy",
    "/toegankelijkheid",
    "/uitleg",
    "/inloggen",
    "/nieuwe-link",
    "/dit-is-niets",
)


def other_language(page: str, address: str) -> str:
    """Where the link to the other language goes, from a page at this address."""
    found = re.search(r'<a href="([^"]+)" lang="(?:en|nl)" hreflang', page)
    assert found, "no link to the other language"
    return urljoin(address, found[1].replace("&amp;", "&"))


def headings(page: str) -> list[str]:
    return re.findall(r"<h[1-3][^>]*>(.*?)</h", page)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_a_link_to_itself_in_english_and_back(app: Flask, address: str) -> None:
    client = app.test_client()

    dutch = client.get(address, follow_redirects=True).text
    english = client.get(other_language(dutch, address), follow_redirects=True).text
    dutch_again = client.get(other_language(english, address), follow_redirects=True).text

    assert '<html lang="nl">' in dutch
    assert '<html lang="en">' in english
    assert "Accessibility" in english
    assert "Toegankelijkheid" not in english
    assert headings(dutch_again) == headings(dutch)


def test_the_choice_is_kept_for_the_pages_after_it(app: Flask) -> None:
    client = app.test_client()

    client.get("/?taal=en")

    assert "Sign in" in client.get("/inloggen").text
    assert "Inloggen" in app.test_client().get("/inloggen").text


def test_the_link_keeps_what_else_the_address_asks(app: Flask) -> None:
    page = app.test_client().get("/school?q=de+vliet").text

    assert other_language(page, "/school?q=de+vliet") == "/school?q=de+vliet&taal=en"


def test_an_unknown_language_is_dutch(app: Flask) -> None:
    assert '<html lang="nl">' in app.test_client().get("/?taal=xx").text


def test_a_form_that_is_refused_stays_english(app: Flask) -> None:
    client = app.test_client()
    client.get("/inloggen?taal=en")

    page = client.post("/inloggen", data={"email": "geen adres"})

    assert page.status_code == 422
    assert '<html lang="en">' in page.text
    assert "Check the email address." in page.text
    assert other_language(page.text, "/inloggen") == "/inloggen?taal=nl"


def test_a_colleague_fills_in_the_survey_in_english(app: Flask) -> None:
    one = participations(a_survey())[0]
    client = app.test_client()

    start = client.get(f"/v/{token(one)}?taal=en").text
    enter(client, one)
    page = client.get("/vragenlijst", follow_redirects=True).text

    assert "Nobody sees what you fill in." in start
    assert '<html lang="en">' in page
    assert "Save and continue" in page
    assert "Opslaan" not in page


def test_the_home_page_of_a_school_says_roles_and_steps_in_english(app: Flask) -> None:
    town = a_town(Step.DRAFT)
    client = as_person(app, town.anna)

    page = client.get(f"/dossier/{town.dossier.id}?taal=en").text

    assert "The next step" in page
    assert "Team conversation" in page
    assert "De volgende stap" not in page


def test_signing_out_keeps_the_language(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.anna)
    client.get("/?taal=en")

    page = client.post("/uitloggen", follow_redirects=True).text

    assert "You are signed out" in page


def test_an_answer_at_an_address_that_cannot_be_opened_leads_to_the_front_page(app: Flask) -> None:
    address = f"/v/{'a' * 64}/openen"

    page = app.test_client().post(address)

    assert page.status_code == 410
    assert other_language(page.text, address) == "/?taal=en"


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("Kies een oordeel.", "Choose a judgement."),
        ("De ronde voor 2027-2028 is al open.", "The round for 2027-2028 is already open."),
        ("“piet” is geen BRIN. Een BRIN heeft twee cijfers en twee letters, zoals 09QA.", None),
        ("Er zijn 9 stemmen, maar 8 leden aanwezig.", "There are 9 votes, but 8 members present."),
        ("bestuurder", "board member"),
        ("hoofd van de Vlietschool", "hoofd van de Vlietschool"),
        ("", ""),
    ],
)
def test_a_sentence_of_the_rules_is_told_in_english(app: Flask, dutch: str, english: str | None) -> None:
    with app.test_request_context("/?taal=en"):
        expected = "“piet” is not a BRIN." if english is None else english
        assert told.told(dutch).startswith(expected)
    with app.test_request_context("/"):
        assert told.told(dutch) == dutch


def test_work_without_a_request_is_dutch(app: Flask) -> None:
    assert language.chosen() == "nl"
    assert gettext("Inloggen") == "Inloggen"
    assert told.told(label(Role.BOARD, Sector.PO)) == "bestuurder"


def test_the_catalogue_is_read_once(app: Flask) -> None:
    assert language.catalogue("en") is language.catalogue("en")
    assert language.catalogue("en").gettext("Inloggen") == "Sign in"
    assert language.catalogue("de").gettext("Inloggen") == "Inloggen"

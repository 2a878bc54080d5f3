"""Where the council consents, no refusal, label or error calls its answer advice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from sopforms.core.actor import CALENDAR
from sopforms.core.codes import AdviceForm, LinkPurpose, Right, Step
from sopforms.store.db import db
from sopforms.web import consent_words, deed_words, overview, refusals
from tests.asked import Asked, an_advice, an_asked_school, opened
from tests.web.browsing import as_person
from tests.web.calendar import on

ADVICE = re.compile(r"advies", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _in_april() -> Iterator[None]:
    with on(date(2027, 4, 20)):
        yield


def consenting(step: Step = Step.REQUESTED) -> Asked:
    asked = an_asked_school(step)
    asked.council.right, asked.council.valid_until = Right.INSTEMMING, date(2027, 7, 31)
    db.session.commit()
    return asked


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_every_refusal_that_speaks_of_advice_has_its_words_for_consent(app: Flask) -> None:
    with app.test_request_context():
        speaking = {key for key, said in refusals.SENTENCES.items() if ADVICE.search(str(said))}
        speaking -= {"joint_other_right"}  # names both rights, as it tells them apart

        assert speaking <= set(consent_words.REFUSALS)
        assert not any(ADVICE.search(str(said)) for said in consent_words.REFUSALS.values())


def test_every_deed_that_is_called_advice_has_its_words_for_consent(app: Flask) -> None:
    with app.test_request_context():
        words = {deed: (deed_words.to_do(deed), deed_words.done(deed)) for deed in deed_words._WORDS}
        speaking = {deed for deed, both in words.items() if ADVICE.search(" ".join(both))}

        assert speaking <= set(consent_words.DEEDS)
        assert not any(ADVICE.search(str(said)) for both in consent_words.DEEDS.values() for said in both)


def test_a_refusal_and_the_plan_say_what_the_council_of_this_school_does(app: Flask) -> None:
    asked, other = consenting(), an_asked_school()

    refused = as_person(app, asked.bram).post(f"/dossier/{asked.id}/reactie/versturen")
    plan = as_person(app, asked.bram).get(f"/dossier/{asked.id}/planning").text
    theirs = as_person(app, other.bram).get(f"/dossier/{other.id}/planning").text

    assert not ADVICE.search(main_of(refused.text))
    assert "Instemming vragen aan de MR" in plan
    assert not ADVICE.search(main_of(plan))
    assert "Advies vragen aan de MR" in theirs


def test_an_answer_that_lacks_its_text_is_not_asked_for_as_advice(app: Flask) -> None:
    council = opened(app, consenting())

    answer = council.post("/advies/geven", data={"actie": "verder", "version": "1", "form": "positief"})

    assert answer.status_code == 422
    assert "Schrijf het antwoord op." in answer.text
    assert "Schrijf het advies op." not in answer.text


def test_a_link_that_is_gone_speaks_to_everybody_alike(app: Flask) -> None:
    client = app.test_client()

    for path in ("/a/" + "A" * 64, "/g/" + "A" * 64, "/v/" + "A" * 64, "/advies", "/gids"):
        main = main_of(client.get(path).text)
        assert "waarop de link kwam" in main
        assert not re.search(r"\b(je|jij|jouw|u|uw)\b", main)


def test_a_page_of_the_council_that_stood_open_too_long_speaks_to_u(app: Flask) -> None:
    asked = an_asked_school()
    opened(app, asked, LinkPurpose.ADVICE)

    away = app.test_client().post("/advies/geven", data={"text": "Een lang advies.", "actie": "verder"})

    assert away.status_code == 410
    assert "U was even weg" in away.text
    assert "Wat u had getypt" in away.text
    assert "Een lang advies." in away.text


@pytest.mark.parametrize(
    ("step", "said", "advice"),
    [
        (Step.ADVISED, "Instemming: antwoord ontvangen", "Advies ontvangen"),
        (Step.NO_ADVICE, "Instemming: geen antwoord", "Geen advies"),
    ],
)
def test_a_list_of_schools_says_what_each_council_was_asked(
    app: Flask, step: Step, said: str, advice: str
) -> None:
    asked, other = consenting(step), an_asked_school(step)

    with app.test_request_context():
        [line] = overview.of_schools([asked.location], CALENDAR, date(2027, 4, 20))
        [theirs] = overview.of_schools([other.location], CALENDAR, date(2027, 4, 20))

    assert (line.label, theirs.label) == (said, advice)


def test_every_step_that_is_called_advice_has_its_words_for_consent(app: Flask) -> None:
    with app.test_request_context():
        for step in Step:
            assert not ADVICE.search(deed_words.step(step, consents=True))
            assert "nstemm" not in deed_words.step(step, consents=False)


def test_the_pages_after_silence_never_call_it_advice(app: Flask) -> None:
    asked = consenting(Step.NO_ADVICE)
    browser = as_person(app, asked.bram)

    assert "geen antwoord binnen de termijn" in browser.get(f"/dossier/{asked.id}").text
    for page in ("/advies", "/vaststellen", "/geen-advies"):
        shown = browser.get(f"/dossier/{asked.id}{page}")
        assert shown.status_code in (200, 409), page
        said = " ".join(re.sub(r"<[^>]*>", " ", main_of(shown.text)).split())
        assert not re.findall(r".{60}advies.{30}", said, re.IGNORECASE), page


def refused(step: Step = Step.ADVISED) -> Asked:
    asked = consenting(step)
    an_advice(asked, AdviceForm.NEGATIEF, ())  # on 10 May
    return asked


def test_after_a_refusal_board_and_council_read_what_can_still_be_done_and_until_when(app: Flask) -> None:
    asked = refused()

    board = as_person(app, asked.bram)
    shown = [main_of(board.get(f"/dossier/{asked.id}{page}").text) for page in ("/advies", "/vaststellen")]
    shown.append(main_of(opened(app, asked).get("/advies").text))

    for page in shown:
        assert "Tot en met dinsdag 10 augustus 2027 laat het bestuur weten wat het doet" in page
        assert "uiterlijk dinsdag 21 september 2027" in page
        assert "Artikel 32 van de Wet medezeggenschap op scholen" in page


def test_where_the_council_advises_a_negative_answer_starts_no_such_term(app: Flask) -> None:
    asked = refused()
    asked.council.right = Right.ADVIES
    db.session.commit()

    assert "Artikel 32" not in as_person(app, asked.bram).get(f"/dossier/{asked.id}/advies").text

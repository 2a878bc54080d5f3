"""What somebody typed is never thrown away: whatever refuses it gives the same text back."""

from __future__ import annotations

import html
import re
from datetime import date
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import papers
from sopforms.core.codes import Step
from sopforms.store import advice_drafts, clock, talks
from sopforms.web import errors, typed_labels
from tests.asked import a_link, an_asked_school, opened, token_of
from tests.draft_builders import ANNA, a_drafted_school, part, what_is_asked
from tests.web.browsing import Town, a_town, as_person
from tests.web.calendar import on
from tests.web.test_draft import as_anna
from tests.web.test_papers import as_bram, soon, typed

TEXT = 'Eerste regel.\n\n<b>Tweede</b> & "derde" regel, met een é.'


def given_back(page: str) -> list[str]:
    """The texts in the boxes of a page that refused them."""
    boxes = re.findall(r'<textarea[^>]*id="getypt-\d+"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    return [html.unescape(box) for box in boxes]


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town(Step.TALK)


def a_point(town: Town) -> tuple[str, dict[str, str]]:
    """A form with a long text."""
    form = {"goal": "Een doel van de school", "action": TEXT, "owner": "IB'er", "due": "1-6-2028"}
    return f"/dossier/{town.dossier.id}/ontwikkelpunten/nieuw", {**form, "kind": "aanpak"}


def test_P02_a_form_that_was_open_too_long_comes_back_with_its_text(app: Flask, town: Town) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    path, form = a_point(town)

    answer = as_person(app, town.anna).post(path, data=form)

    assert answer.status_code == 400
    assert TEXT in given_back(answer.text)


def test_P02_who_was_signed_out_meanwhile_gets_the_text_back(app: Flask, town: Town) -> None:
    path, form = a_point(town)

    answer = app.test_client().post(path, data=form)

    assert answer.status_code == 401
    assert TEXT in given_back(answer.text)
    assert 'href="/inloggen"' in answer.text


@pytest.mark.parametrize(("who", "status"), [("sanne", 403), ("eva", 404)])
def test_P02_who_lost_the_role_gets_the_text_back(app: Flask, town: Town, who: str, status: int) -> None:
    path, form = a_point(town)

    answer = as_person(app, getattr(town, who)).post(path, data=form)

    assert answer.status_code == status
    assert TEXT in given_back(answer.text)


def test_P02_a_refusal_gives_the_text_back(app: Flask) -> None:
    town = a_town(Step.REQUESTED)
    path, form = a_point(town)

    answer = as_person(app, town.anna).post(path, data=form)

    assert answer.status_code == 409
    assert TEXT in given_back(answer.text)


def test_P02_a_link_that_ended_meanwhile_gives_the_text_back(app: Flask) -> None:
    answer = app.test_client().post("/advies/geven", data={"text": TEXT})

    assert answer.status_code == 410
    assert TEXT in given_back(answer.text)


def test_P02_our_own_fault_gives_the_text_back(app: Flask) -> None:
    with app.test_request_context("/x", method="POST", data={"text": TEXT, "csrf_token": "a b c"}):
        page, status = errors.broken(RuntimeError("test"))

    assert status == 500
    assert given_back(page) == [TEXT]


def test_P02_a_post_that_is_too_large_is_told_so(app: Flask, town: Town) -> None:
    path, form = a_point(town)

    answer = as_person(app, town.anna).post(path, data={**form, "action": "x" * 13_000_000})

    assert answer.status_code == 413


def test_P04_two_who_fill_in_the_papers_keep_both_texts(app: Flask) -> None:
    row = a_drafted_school()
    client = as_bram(app, row)
    asked = what_is_asked(talk_on=soon(14), answer_by=soon(120), reasons="Wat een ander schreef.")
    papers.complete_papers(row.id, asked, version=None, actor=ANNA, today=clock.today())

    answer = client.post(f"/dossier/{row.id}/stukken", data=typed(reasons=TEXT, version="0"))

    assert answer.status_code == 409
    assert html.escape(TEXT, quote=True).replace("&quot;", "&#34;") in answer.text
    assert "Intussen staat hier: Wat een ander schreef." in answer.text
    again = client.post(f"/dossier/{row.id}/stukken", data=typed(reasons=TEXT, version="1"))
    assert again.status_code == 302


def test_P02_papers_that_were_sent_meanwhile_give_the_text_back(app: Flask) -> None:
    row = a_drafted_school()
    row.step, row.requested_on = Step.ADVISED, date(2027, 3, 22)

    answer = as_bram(app, row).post(f"/dossier/{row.id}/stukken", data=typed(reasons=TEXT, version="0"))

    assert answer.status_code == 409
    assert TEXT in given_back(answer.text)


def test_P04_two_who_change_the_settings_keep_both_texts(app: Flask, town: Town) -> None:
    client, path = as_person(app, town.sanne), f"/samenwerkingsverband/{town.partnership.id}/instellingen"
    form = {"name": "SWV Anders", "threshold": "7", "version": "1"}
    client.post(path, data={**form, "basic_support": "Wat een ander schreef."})

    answer = client.post(path, data={**form, "basic_support": TEXT})

    assert answer.status_code == 409
    assert "Intussen staat hier: Wat een ander schreef." in answer.text
    assert 'name="version" type="hidden" value="2"' in answer.text


def test_P03_the_same_form_twice_has_the_effect_of_one(app: Flask, town: Town) -> None:
    path, form = a_point(town)
    client, named = as_person(app, town.anna), {"submit_id": str(uuid4())}

    for _ in range(3):
        assert client.post(path, data={**form, **named}).status_code == 302

    assert len(talks.points_of(town.dossier.id)) == 1


def test_P02_a_text_that_was_changed_after_going_back_is_no_repeat(app: Flask, town: Town) -> None:
    path, form = a_point(town)
    client, named = as_person(app, town.anna), {"submit_id": str(uuid4())}
    client.post(path, data={**form, **named})

    client.post(path, data={**form, **named, "action": "Toch iets anders."})

    assert [point.action for point in talks.points_of(town.dossier.id)] == [TEXT, "Toch iets anders."]


def test_P02_the_same_text_of_a_part_twice_is_no_conflict(app: Flask) -> None:
    row = a_drafted_school()
    client, path = as_anna(app, row), f"/dossier/{row.id}/concept/ch7"
    form = {"text": "Wij helpen in kleine groepen.", "version": part(row, "ch7").version}

    first = client.post(path, data={**form, "actie": "bewaren", "submit_id": str(uuid4())})
    second = client.post(path, data={**form, "actie": "klaar", "submit_id": str(uuid4())})

    assert (first.status_code, second.status_code) == (302, 302)


def two_links(app: Flask) -> tuple[FlaskClient, str, int]:
    """A browser of a joint secretary: first one request, then the other; the first page is still open."""
    first, second = an_asked_school(), an_asked_school()
    client = opened(app, first)
    page = client.get("/advies/geven").text
    found = re.search(r'name="_link" value="([^"]+)"', page)
    assert found
    client.post(f"/a/{token_of(a_link(second))}/openen")
    return client, found[1], second.request.id


def test_an_advice_is_never_written_under_another_request(app: Flask) -> None:
    with on(date(2027, 4, 20)):
        client, link, second = two_links(app)

        answer = client.post("/advies/geven", data={"text": TEXT, "version": "1", "_link": link})

        assert answer.status_code == 409
        assert TEXT in given_back(answer.text)
        assert client.post("/advies/geven/bewaren", data={"text": TEXT, "_link": link}).status_code == 409
        assert advice_drafts.find(second) is None


def test_each_text_that_comes_back_is_called_what_it_was_on_its_page(app: Flask, town: Town) -> None:
    path, form = a_point(town)

    for client in (app.test_client(), as_person(app, town.anna)):
        app.config["WTF_CSRF_ENABLED"] = True
        page = client.post(path, data=form).text
        labels = re.findall(r'<label for="getypt-\d+">([^<]+)</label>', page)
        assert labels
        assert not [label for label in labels if label.startswith("Tekst ")]


def test_a_text_of_a_point_is_called_by_its_number_and_its_question(app: Flask) -> None:
    with app.test_request_context():
        assert typed_labels.label_of("/dossier/1/reactie", "points-1-reason") == "2. Waarom?"
        assert typed_labels.label_of("/dossier/1/reactie", "text") == "Reactie op het hele advies"
        assert typed_labels.label_of("/dossier/1/reactie", "anders") == ""
        assert typed_labels.label_of("/bestaat/niet", "text") == ""

"""The papers and the request: filled in, checked, sent, followed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import documents, papers
from sopforms.core.codes import Step
from sopforms.core.mailing import DeliveryState
from sopforms.output import to_pdf
from sopforms.store import advices, clock, letters, locations, partnerships
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.people import PersonRow
from sopforms.web.inputs import written_day
from tests.asked import an_advice, an_asked_school
from tests.builders import a_location, a_partnership, anna, bram, hanna, reload, sanne, sign_in
from tests.draft_builders import ANNA, BRAM, a_drafted_school, part, what_is_asked
from tests.web.browsing import as_person

PAGES = ("stukken", "stukken/brief", "stukken/alles", "adviesaanvraag")


def soon(days: int) -> date:
    return clock.today() + timedelta(days=days)


def filled(row: DossierRow) -> DossierRow:
    asked = what_is_asked(talk_on=soon(14), answer_by=soon(120))
    papers.complete_papers(row.id, asked, version=None, actor=ANNA, today=clock.today())
    return row


def asked_school() -> DossierRow:
    row = filled(a_drafted_school())
    papers.request_advice(row.id, actor=BRAM, today=clock.today())
    return reload(row)


def as_bram(app: Flask, row: DossierRow) -> FlaskClient:
    client = app.test_client()
    sign_in(client, bram(partnerships.get_board(locations.get(row.location_id).board_id)))
    return client


def typed(**changes: str) -> dict[str, str]:
    return {
        "reasons": "Omdat.",
        "consequences": "Weinig.",
        "measures": "Scholing.",
        "talk_on": written_day(soon(14)),
        "answer_by": written_day(soon(120)),
        "decision_maker": "Bram Smit",
        "function": "bestuurder",
        **changes,
    }


@pytest.mark.parametrize("page", PAGES)
def test_school_and_board_see_the_papers_and_others_do_not(app: Flask, page: str) -> None:
    row = filled(a_drafted_school())
    location = locations.get(row.location_id)
    seen = {}
    for name, person in {
        "anna": anna(location),
        "hanna": hanna(location),
        "sanne": sanne(partnerships.get(location.partnership_id)),
        "eva": anna(a_location(a_partnership())),
    }.items():
        client = app.test_client()
        sign_in(client, person)
        seen[name] = client.get(f"/dossier/{row.id}/{page}").status_code

    assert seen == {"anna": 200, "hanna": 200, "sanne": 403, "eva": 404}


def test_an_empty_form_comes_with_a_first_version_and_a_checklist(app: Flask) -> None:
    row = a_drafted_school()

    page = as_bram(app, row).get(f"/dossier/{row.id}/stukken")

    assert "Het is de eerste keer dat de tekst in deze vorm verschijnt." in page.text
    assert "- Eerder helpen bij lezen" in page.text
    assert "Bram Smit" in page.text
    assert "Nog 1 onderdeel nodig" in page.text
    assert advices.find_request(row.id) is None


def test_what_was_filled_in_beforehand_counts_as_there(app: Flask) -> None:
    row = a_drafted_school()

    page = as_bram(app, row).get(f"/dossier/{row.id}/stukken").text

    assert page.count("Voor u ingevuld. Kijk het na en bewaar het.") == 5
    assert "Nog 1 onderdeel nodig" in page


@pytest.mark.parametrize("who", [anna, hanna])
def test_a_text_that_is_not_ready_is_not_called_ready_among_the_papers(
    app: Flask, who: Callable[[LocationRow], PersonRow]
) -> None:
    row = filled(a_drafted_school())
    part(row, "g3").ready_on = None
    row.read_round_until = soon(3)
    db.session.commit()
    client = app.test_client()
    sign_in(client, who(locations.get(row.location_id)))

    page = client.get(f"/dossier/{row.id}/stukken").text
    check = client.get(f"/dossier/{row.id}/adviesaanvraag").text

    assert "Alles is er" not in page
    for shown in (page, check):
        assert "Nog niet elk hoofdstuk is klaar." in shown
        assert "Het team leest het concept nog." in shown


def test_who_may_not_ask_hears_whose_it_is(app: Flask) -> None:
    row = filled(a_drafted_school())
    location = locations.get(row.location_id)
    bram(partnerships.get_board(location.board_id))
    client = app.test_client()
    sign_in(client, anna(location))

    page = client.get(f"/dossier/{row.id}/adviesaanvraag").text

    assert "Versturen doet het bestuur (Bram Smit), of een directeur met een vastgelegd mandaat." in page
    assert "Dit hoort niet bij uw rol" not in page
    assert "Versturen naar de secretaris" not in page


def test_papers_are_saved_and_lead_to_the_letter(app: Flask) -> None:
    row = a_drafted_school()
    client = as_bram(app, row)

    answer = client.post(f"/dossier/{row.id}/stukken", data=typed(actie="brief"))

    assert answer.location == f"/dossier/{row.id}/stukken/brief"
    assert "Wij bespreken het voorstel graag met u op" in client.get(answer.location).text


def test_a_term_that_is_too_short_comes_back_with_the_first_day_that_can(app: Flask) -> None:
    row = a_drafted_school()

    page = as_bram(app, row).post(
        f"/dossier/{row.id}/stukken", data=typed(answer_by=written_day(soon(20)), talk_on="")
    )

    assert page.status_code == 422
    assert "De MR heeft minstens tot" in page.text
    assert 'value="Bram Smit"' in page.text


def test_somebody_elses_change_is_not_overwritten(app: Flask) -> None:
    row = filled(a_drafted_school())

    page = as_bram(app, row).post(f"/dossier/{row.id}/stukken", data=typed(version="0"))

    assert page.status_code == 409


def test_what_is_missing_is_named_before_sending(app: Flask) -> None:
    row = a_drafted_school()
    papers.complete_papers(row.id, what_is_asked(reasons=""), version=None, actor=ANNA, today=clock.today())
    client = as_bram(app, row)

    page = client.get(f"/dossier/{row.id}/adviesaanvraag")

    assert "U kunt nog niet versturen" in page.text
    assert "Waarom dit voorstel" in page.text
    assert client.post(f"/dossier/{row.id}/adviesaanvraag").status_code == 409
    assert reload(row).step is Step.DRAFT


def test_the_board_checks_and_sends_once_and_the_pdf_is_there(app: Flask) -> None:
    row = filled(a_drafted_school())
    client = as_bram(app, row)
    data = {"submit_id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}

    check = client.get(f"/dossier/{row.id}/adviesaanvraag")
    sent = client.post(f"/dossier/{row.id}/adviesaanvraag", data=data)
    again = client.post(f"/dossier/{row.id}/adviesaanvraag", data=data)
    pdf = client.get(f"/dossier/{row.id}/stukken/stukken.pdf")

    assert "carla@mr.example" in check.text.replace("<wbr>", "")
    assert "verstuurd=1" in sent.location
    assert again.status_code == 302
    assert reload(row).step is Step.REQUESTED
    assert len([one for one in letters.of_dossier(row.id) if not one.copy]) == 1
    assert pdf.data.startswith(b"%PDF")
    assert "De aanvraag is verstuurd" in client.get(sent.location).text


def test_papers_that_are_still_made_say_so_and_the_page_comes_again_by_itself_a_few_times(app: Flask) -> None:
    row = asked_school()
    client, status = as_bram(app, row), f"/dossier/{row.id}/adviesaanvraag/stand"

    first, last = client.get(status), client.get(f"{status}?keer=12")

    assert "De PDF wordt gemaakt." in first.text
    assert first.headers["Refresh"] == f"5; url={status}?keer=1"
    assert "Refresh" not in last.headers
    assert "PDF maken" not in client.get(f"/dossier/{row.id}/stukken/alles").text
    assert client.get(f"/dossier/{row.id}/stukken/stukken.pdf").status_code == 404

    documents.make_due("worker")

    done = client.get(status)
    assert "Refresh" not in done.headers
    assert documents.find(row.id, documents.PAPERS).sha256 in done.text


def test_the_request_is_sent_though_the_pdf_stumbles(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    row = filled(a_drafted_school())

    def stumble(*_text: object, **_more: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(to_pdf, "render_with_notes", stumble)
    client = as_bram(app, row)

    sent = client.post(f"/dossier/{row.id}/adviesaanvraag")

    assert "verstuurd=1" in sent.location
    assert "De PDF wordt gemaakt." in client.get(sent.location).text


def test_nobody_makes_the_pdf_of_the_council_again(app: Flask) -> None:
    row = asked_school()
    documents.make(row.id, documents.PAPERS)
    client = as_bram(app, row)
    before = client.get(f"/dossier/{row.id}/stukken/stukken.pdf").data

    refused = client.post(f"/dossier/{row.id}/stukken/pdf")

    assert refused.status_code == 409
    assert "wordt nooit opnieuw gemaakt" in refused.text
    assert client.get(f"/dossier/{row.id}/stukken/stukken.pdf").data == before


def test_the_coordinator_prepares_but_does_not_send(app: Flask) -> None:
    row = filled(a_drafted_school())
    client = app.test_client()
    sign_in(client, anna(locations.get(row.location_id)))

    assert client.post(f"/dossier/{row.id}/adviesaanvraag").status_code == 409
    assert reload(row).step is Step.DRAFT


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (DeliveryState.QUEUED, "wacht op verzending"),
        (DeliveryState.RETRY, "Wij blijven het proberen. mailserver niet bereikbaar"),
        (DeliveryState.SENT, "Aangekomen"),
        (DeliveryState.FAILED, "is niet aangekomen"),
    ],
)
def test_the_page_tells_how_far_the_mail_is(app: Flask, state: DeliveryState, said: str) -> None:
    row = asked_school()
    mail = next(one for one in letters.of_dossier(row.id) if not one.copy)
    mail.state, mail.sent_at = state, clock.now()
    mail.last_error = "mailserver niet bereikbaar" if state is DeliveryState.RETRY else ""
    db.session.commit()

    page = as_bram(app, row).get(f"/dossier/{row.id}/adviesaanvraag/stand")

    assert said in page.text
    assert "De termijn is nog niet begonnen." in page.text


def test_a_mail_that_failed_is_sent_again(app: Flask) -> None:
    row = asked_school()
    mail = next(one for one in letters.of_dossier(row.id) if not one.copy)
    mail.state = DeliveryState.FAILED
    db.session.commit()

    as_bram(app, row).post(f"/dossier/{row.id}/adviesaanvraag/opnieuw-versturen")

    assert letters.get(mail.id).state is DeliveryState.QUEUED  # type: ignore[union-attr]


def test_a_hand_over_starts_the_clock_and_refuses_a_day_to_come(app: Flask) -> None:
    row = asked_school()
    client = as_bram(app, row)
    page = f"/dossier/{row.id}/adviesaanvraag/overhandigd"

    early = client.post(page, data={"received_on": written_day(soon(2)), "how": "op papier"})
    before = client.post(page, data={"received_on": written_day(soon(-2)), "how": "op papier"})
    good = client.post(page, data={"received_on": written_day(soon(0)), "how": "op papier"})

    assert (early.status_code, before.status_code, good.status_code) == (422, 422, 302)
    assert reload(row).received_on == soon(0)
    assert "op papier" in client.get(good.location).text


def test_the_hand_over_page_says_that_the_term_counts_from_today(app: Flask) -> None:
    row = asked_school()
    row.requested_on = soon(-20)
    client, page = as_bram(app, row), f"/dossier/{row.id}/adviesaanvraag/overhandigd"

    shown = client.get(page)
    done = client.post(page, data={"received_on": written_day(soon(-18)), "how": "op papier"})

    assert "De adviestermijn begint vandaag" in shown.text
    assert reload(row).received_on == soon(0)
    assert "zodat de raad geen tijd verliest" in client.get(done.location).text


def test_the_papers_are_closed_after_sending(app: Flask) -> None:
    row = asked_school()
    client = as_bram(app, row)

    for page in ("stukken", "adviesaanvraag"):
        assert client.get(f"/dossier/{row.id}/{page}").location.endswith("/adviesaanvraag/stand")
    assert "Alles wat de raad krijgt" in client.get(f"/dossier/{row.id}/stukken/alles").text


def test_the_page_of_the_request_says_that_the_advice_is_in_and_leads_to_it(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client = as_person(app, asked.hanna)

    page = client.get(f"/dossier/{asked.id}/adviesaanvraag/stand").text

    assert "Het advies van de raad is binnen" in page
    assert f'href="/dossier/{asked.id}/advies"' in page
    assert not re.search(r"Nog \d+ dag", page)
    assert page.count('class="btn"') == 1

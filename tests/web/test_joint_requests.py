"""The pages of one request over several schools, from the board's choice to the receipt of the council."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import advice, links
from sopforms.core.codes import AdviceForm, LinkPurpose, Role, Step
from sopforms.store import advice_drafts, advices, clock, people
from sopforms.store.db import db
from tests.actions.test_joint_requests import Deelraad, a_deelraad, deliver
from tests.builders import sign_in

CODE = "042042"
TYPED = {
    "form": "positief_opm",
    "text": "Wij adviseren positief.",
    "points-0-text": "Maak de lift af.",
    "points-0-kind": "aandachtspunt",
    "points-0-about": "2",
    "schools-0-form": "",
    "schools-1-form": "negatief",
    "schools-1-text": "Hier is nog geen lift.",
    "secretary": "Carla Jansen",
    "role": "secretaris",
    "actie": "verder",
}


def the_board(app: Flask) -> FlaskClient:
    client = app.test_client()
    sign_in(client, people.holders(Role.BOARD)[0])
    return client


def the_secretary(app: Flask, found: Deelraad) -> FlaskClient:
    until = clock.now() + timedelta(days=60)
    link = links.issue(
        LinkPurpose.ADVICE, found.lead_id, found.first.partnership_id, "carla@mr.example", until
    )
    db.session.commit()
    client, token = app.test_client(), links.url_of(link).rsplit("/", 1)[1]
    assert "De Eik en De Beuk" in client.get(f"/a/{token}").text
    assert client.post(f"/a/{token}/openen").status_code == 303
    return client


def test_the_board_chooses_who_goes_along_and_the_council_answers_about_each(app: Flask) -> None:
    found = a_deelraad()
    board, base = the_board(app), f"/dossier/{found.first.id}/adviesaanvraag"
    assert "De Beuk" in board.get(f"{base}/scholen").text
    board.post(f"{base}/scholen", data={"schools": str(found.second.id)})
    assert "Versturen voor 2 scholen" in board.get(base).text
    assert "gaat mee met de aanvraag van De Eik" in board.get(
        f"/dossier/{found.second.id}/adviesaanvraag"
    ).text  # fmt: skip
    board.post(base)
    deliver(found)
    assert "samen met De Beuk" in board.get(f"{base}/stand").text

    carla = the_secretary(app, found)
    overview = carla.get("/advies", follow_redirects=True).text
    assert "De Eik" in overview
    assert "De Beuk" in overview
    assert "De Beuk" in carla.get("/advies?school=2").text
    assert carla.get("/advies?school=3").status_code == 404
    assert carla.post("/advies/geven", data={**TYPED, "version": "1"}).status_code == 303
    checked = carla.get("/advies/controleren").text
    assert "Hier is nog geen lift." in checked
    carla.post("/advies/code")
    draft = advice_drafts.find(found.lead_id)
    assert draft is not None
    seen = draft.code_seen
    hashed = advice.code_hash(found.lead_id, CODE)
    advice_drafts.set_code(found.lead_id, hashed, clock.now() + advice.SHORT_LIFE, seen)
    db.session.commit()
    sent = [
        carla.post("/advies/versturen", data={"code": CODE, "seen": seen, "submit_id": "een"})
        for _twice in range(2)
    ]

    assert [answer.location for answer in sent] == ["/advies/bewijs"] * 2
    given = [advices.in_force(advices.find_request(row.id).id) for row in found.both]  # type: ignore[union-attr]
    assert [one.form for one in given if one] == [AdviceForm.POSITIEF_OPM, AdviceForm.NEGATIEF]
    assert [len(advices.points_of(one.id)) for one in given if one] == [0, 1]
    receipt = carla.get("/advies/bewijs.txt").text
    assert all(one.sha256 in receipt for one in given if one)
    assert [row.step for row in found.both] == [Step.ADVISED, Step.ADVISED]


def test_the_check_page_makes_each_draft_once(app: Flask) -> None:
    found = a_deelraad()
    board, base = the_board(app), f"/dossier/{found.first.id}/adviesaanvraag"
    board.post(f"{base}/scholen", data={"schools": str(found.second.id)})
    asked: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    assert "Versturen voor 2 scholen" in board.get(base).text

    assert len([one for one in asked if "pupil_voice.answers" in one]) == 2  # asked for each draft


def test_what_is_wrong_about_one_school_stands_at_that_school(app: Flask) -> None:
    found = a_deelraad()
    board, base = the_board(app), f"/dossier/{found.first.id}/adviesaanvraag"
    board.post(f"{base}/scholen", data={"schools": str(found.second.id)})
    board.post(base)
    carla = the_secretary(app, found)

    typed = {**TYPED, "form": "kennisgeving", "confirmed": "y", "version": "1"}
    answer = carla.post("/advies/geven", data=typed)

    assert answer.status_code == 422
    assert 'href="#schools-1-form"' in answer.text
    assert "Hier is nog geen lift." in answer.text

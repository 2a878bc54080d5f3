"""Open answers are read by the coordinator before anybody else: let through, made unreadable or left out."""

from __future__ import annotations

from sopforms.actions import closing
from sopforms.store import clock, locations, surveys
from sopforms.store.db import db
from tests import builders
from tests.web.respondents import COORDINATOR, a_survey, answer_and_send, participations


def test_the_coordinator_makes_a_passage_unreadable_for_good(app):
    row = a_survey(6)
    for one in participations(row):
        answer_and_send(row, one, {"st06": 2, "de10": "In groep 7b is het druk."})
    closing.close_survey(row.id, actor=COORDINATOR, today=clock.today())
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(row.location_id)))
    address = f"/dossier/{row.id}/uitkomsten/teksten"
    first, second = [one.id for one in surveys.texts_of(surveys.get_of_dossier(row.id).id)][:2]

    wrong = client.post(address, data={f"tekst-{first}": "approved", f"stuk-{second}": "groep 8"})
    done = client.post(address, data={f"tekst-{first}": "approved", f"stuk-{first}": "groep 7B"})

    db.session.expire_all()
    texts = {one.id: (one.text, one.state) for one in surveys.texts_of(surveys.get_of_dossier(row.id).id)}
    assert wrong.status_code == 422
    assert "Neem het stuk precies over" in wrong.text
    assert 'value="groep 8"' in wrong.text
    assert done.status_code == 302
    assert texts[first] == ("In […] is het druk.", "approved")
    assert texts[second] == ("In groep 7b is het druk.", "waiting")

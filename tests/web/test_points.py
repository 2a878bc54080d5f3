"""Development points have an owner and a day, come from a topic, and are never left in silence."""

from __future__ import annotations

import pytest

from sopforms.core.codes import Step
from sopforms.store import locations, talks
from sopforms.store.db import db
from tests import builders
from tests.web.test_answer import everything
from tests.web.test_talk import at_school, in_talk


def a_point(**changes):
    return {
        "goal": "In elke groep starten wij de rekenles met een korte herhaling.",
        "owner": "rekencoördinator",
        "due": "1-3-2028",
        "kind": "aanpak",
        "in_guide": "y",
    } | changes


def a_year_later(app):
    """Two dossiers of one school: last year's with a point, and this year's."""
    old = builders.a_dossier(Step.TALK)
    client = app.test_client()
    builders.sign_in(client, builders.anna(locations.get(old.location_id)))
    client.post(f"/dossier/{old.id}/ontwikkelpunten/nieuw", data=a_point())
    partnership = db.session.get(builders.PartnershipRow, old.partnership_id)
    cycle = builders.a_cycle(partnership, school_year="2028-2029")
    row = builders.a_dossier(Step.TALK, location=locations.get(old.location_id), cycle=cycle)
    db.session.commit()
    return row, talks.points_of(old.id)[0], client, f"/dossier/{row.id}/ontwikkelpunten"


def test_a_topic_that_was_flagged_becomes_a_point(app):
    row = in_talk()
    client, base = at_school(app, row)

    page = client.get(f"{base}/ontwikkelpunten")
    form = client.get(f"{base}/ontwikkelpunten/nieuw?onderwerp=BO-01")
    client.post(f"{base}/ontwikkelpunten/nieuw", data=a_point(indicator="BO-01"))

    assert "nieuw?onderwerp=BO-01" in page.text
    assert '<option value="BO-01" selected>' in form.text
    point = talks.points_of(row.id)[0]
    assert (point.indicator, point.owner, point.in_guide, point.status) == (
        "BO-01",
        "rekencoördinator",
        True,
        "open",
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"goal": ""}, "Vul in: Doel."),
        ({"owner": ""}, "een functie of werkgroep"),
        ({"due": "morgen"}, "Schrijf de datum als 21-5-2027."),
        ({"kind": "anders"}, "Kies een antwoord uit de lijst."),
    ],
)
def test_half_a_point_comes_back(app, changes, words):
    row = builders.a_dossier(Step.TALK)
    client, base = at_school(app, row)

    page = client.post(f"{base}/ontwikkelpunten/nieuw", data=a_point(**changes))

    assert page.status_code == 422
    assert words in page.text
    assert talks.points_of(row.id) == []


def test_a_point_can_be_changed_and_taken_away(app):
    row = builders.a_dossier(Step.TALK)
    client, base = at_school(app, row)
    client.post(f"{base}/ontwikkelpunten/nieuw", data=a_point())
    point = talks.points_of(row.id)[0]

    client.post(f"{base}/ontwikkelpunten/{point.id}", data=a_point(owner="werkgroep rekenen"))
    db.session.expire_all()
    changed = talks.get_point(row.id, point.id).owner
    client.post(f"{base}/ontwikkelpunten/{point.id}/weg")

    assert changed == "werkgroep rekenen"
    assert talks.points_of(row.id) == []


def test_an_unfinished_point_of_last_year_goes_on_with_a_reason(app):
    row, old, client, base = a_year_later(app)

    refused = client.post(f"{base}/{old.id}/doorgaan", data={"reason": ""})
    for _ in range(2):
        client.post(f"{base}/{old.id}/doorgaan", data={"reason": "De scholing begint pas in het najaar."})

    db.session.expire_all()
    new = talks.points_of(row.id)
    assert refused.status_code == 422
    assert [(one.goal, one.carried_from) for one in new] == [(old.goal, old.id)]
    assert old.due is not None
    assert new[0].due == old.due.replace(year=old.due.year + 1)
    assert talks.get_point(old.dossier_id, old.id).status == "carried"


def test_a_point_of_last_year_gets_its_result(app):
    _row, old, client, base = a_year_later(app)

    refused = client.post(f"{base}/{old.id}/resultaat", data={"status": "done", "result": ""})
    client.post(f"{base}/{old.id}/resultaat", data={"status": "done", "result": "Alle groepen doen het nu."})

    db.session.expire_all()
    assert refused.status_code == 422
    assert talks.get_point(old.dossier_id, old.id).result == "Alle groepen doen het nu."


def test_a_point_of_another_school_does_not_exist(app):
    row = builders.a_dossier(Step.TALK)
    _other, old, _client, _base = a_year_later(app)
    client, base = at_school(app, row)

    assert client.get(f"{base}/ontwikkelpunten/{old.id}").status_code == 404
    assert client.post(f"{base}/ontwikkelpunten/{old.id}/weg").status_code == 404
    assert client.get(f"{base}/ontwikkelpunten/{old.id}/resultaat").status_code == 404


def test_after_the_request_points_stand(app):
    row = builders.a_dossier(Step.REQUESTED)
    client, base = at_school(app, row)

    page = client.post(f"{base}/ontwikkelpunten/nieuw", data=a_point())

    assert page.status_code == 409


def test_looking_changes_nothing(app):
    _row, old, client, base = a_year_later(app)
    before = everything()

    for page in ("", "/nieuw", f"/{old.id}/resultaat", f"/{old.id}/doorgaan"):
        assert client.get(base + page).status_code == 200

    assert everything() == before

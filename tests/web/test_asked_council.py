"""What a council was asked stays what it was: its right, its secretary and who it is, until the decision."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import CouncilKind, Right
from sopforms.store import councils, facts
from sopforms.store.councils import CouncilLocationRow, CouncilRow
from sopforms.store.db import db
from tests import builders
from tests.asked import Asked, an_asked_school
from tests.builders import sign_in
from tests.web.browsing import digest_of_all_tables


@pytest.fixture
def asked(app: Flask) -> Asked:
    found = an_asked_school()
    found.request.sent_on = date(2027, 3, 22)
    return found


def as_sanne(app: Flask, asked: Asked) -> tuple[FlaskClient, str]:
    client = app.test_client()
    sign_in(client, builders.sanne(asked.partnership))
    return client, f"/samenwerkingsverband/{asked.partnership.id}/raden/raad/{asked.council.id}"


def form_of(asked: Asked, **changes: str) -> dict[str, str]:
    known = {
        "board_id": str(asked.board.id),
        "name": asked.council.name,
        "kind": "mr",
        "locations": str(asked.location.id),
        "right": asked.council.right.value,
        "valid_until": "",
        "weeks": "6",
        "holidays": "niet_meetellen",
        "secretary_name": asked.council.secretary_name,
        "secretary_email": asked.council.secretary_email,
    }
    return known | changes


@pytest.mark.parametrize(
    "changes",
    [
        {"right": "instemming", "valid_until": "31-7-2028"},
        {"secretary_email": "dief@elders.example"},
        {"secretary_email": ""},
    ],
)
def test_right_and_secretary_stay_while_a_request_runs(
    app: Flask, asked: Asked, changes: dict[str, str]
) -> None:
    client, path = as_sanne(app, asked)
    db.session.commit()
    before = digest_of_all_tables()

    answer = client.post(path, data=form_of(asked, **changes))

    assert answer.status_code == 422
    assert "Er loopt een aanvraag bij deze raad." in answer.text
    assert digest_of_all_tables() == before


def test_the_rest_of_a_council_may_change_meanwhile(app: Flask, asked: Asked) -> None:
    client, path = as_sanne(app, asked)

    assert client.post(path, data=form_of(asked, chair_name="Nieuwe Voorzitter")).status_code == 303


def test_after_the_decision_the_right_may_change(app: Flask, asked: Asked) -> None:
    asked.dossier.adopted_on = date(2027, 6, 7)
    client, path = as_sanne(app, asked)

    answer = client.post(path, data=form_of(asked, right="instemming", valid_until="31-7-2028"))

    assert answer.status_code == 303


def test_a_council_that_covers_the_school_later_does_not_take_over_a_request(app: Flask) -> None:
    asked = an_asked_school()
    asked.request.sent_on = date(2027, 3, 22)
    asked.council.right, asked.council.valid_until = Right.INSTEMMING, date(2028, 7, 31)
    asked.council.source = "reglement"
    later = CouncilRow(board_id=asked.board.id, name="Deelraad", kind=CouncilKind.DEELRAAD)
    db.session.add(later)
    db.session.flush()
    db.session.add(CouncilLocationRow(council_id=later.id, location_id=asked.location.id))
    db.session.flush()
    assert councils.find_of_location(asked.location.id) is later

    known = facts.of(asked.dossier, today=date(2027, 4, 20))

    assert known.right is Right.INSTEMMING

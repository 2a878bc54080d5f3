"""What programs of a partnership read: with a key, as the document says, and nothing of anybody else."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import api_tokens as tokens
from sopforms.core.codes import Step
from sopforms.core.limits import Limit
from sopforms.store import api_tokens
from sopforms.store.db import db
from sopforms.web import api_document
from tests.builders import a_partnership, sanne, sign_in
from tests.web.browsing import as_person
from tests.web.test_coverage import ABSENT, PRESENT, a_school

YEAR = "2027-2028"
PATHS = ("schools", "cycles", *(f"cycles/{YEAR}/{what}" for what in ("values", "sections", "coverage")))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def partnership() -> Any:
    made = a_partnership()
    a_school(made, "De Linde", Step.DRAFT, EX_01=PRESENT, EX_02=ABSENT, ST_08=1)
    a_school(made, "De Eik", Step.TALK, EX_01=PRESENT)
    return made


@pytest.fixture
def key(app: Flask, partnership: Any) -> str:
    return made_by(as_person(app, sanne(partnership)), partnership)


def made_by(browser: FlaskClient, partnership: Any) -> str:
    answer = browser.post(
        f"/samenwerkingsverband/{partnership.id}/uitwisseling/sleutel", data={"sleutel-name": "Website"}
    )
    assert answer.status_code == 200
    return answer.text.split('class="codes"><code>')[1].split("</code>")[0]


def asked(client: FlaskClient, partnership: Any, path: str, key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return client.get(f"/api/v1/{partnership.id}/{path}", headers=headers)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_as_the_document_says(
    client: FlaskClient, partnership: Any, key: str, path: str
) -> None:
    document = client.get("/api/v1/openapi.json").json
    found = asked(client, partnership, path, key)

    pattern = "/{partnership_id}/" + path.replace(YEAR, "{school_year}")
    schema = document["paths"][pattern]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    assert found.status_code == 200
    jsonschema.Draft202012Validator({**schema, "components": document["components"]}).validate(found.json)


def test_the_document_names_every_address_and_its_schemas_are_sound(app: Flask) -> None:
    document = api_document.document()
    addresses = {
        rule.rule.removeprefix("/api/v1").replace("<int:", "<").replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1") and "<" in rule.rule
    }

    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == addresses
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_a_program_reads_what_a_school_shares_and_nothing_before_its_draft(
    client: FlaskClient, partnership: Any, key: str
) -> None:
    values = asked(client, partnership, f"cycles/{YEAR}/values", key).json["values"]
    coverage = asked(client, partnership, f"cycles/{YEAR}/coverage", key).json

    assert {(one["indicator"], one["value"], one["rank"]) for one in values} == {
        ("EX-01", PRESENT, 4),
        ("EX-02", ABSENT, 1),
    }
    assert len({one["school"] for one in values}) == 1
    column = next(one for one in coverage["topics"] if one["key"] == "EX-01")
    assert (column["present"], column["lacking"], column["unknown"]) == (1, 0, 1)


def test_who_has_no_key_or_one_that_ended_reads_nothing(
    app: Flask, client: FlaskClient, partnership: Any, key: str
) -> None:
    sent = [asked(client, partnership, "schools", wrong) for wrong in ("", "x", key[:-1] + "z", key.upper())]
    (token,) = api_tokens.of_partnership(partnership.id)
    browser = as_person(app, sanne(partnership))
    browser.post(f"/samenwerkingsverband/{partnership.id}/uitwisseling/sleutel/{token.id}/intrekken")
    sent.append(asked(client, partnership, "schools", key))

    assert [(one.status_code, one.json) for one in sent] == [(401, {"error": "unauthorized"})] * 5
    assert sent[0].headers["WWW-Authenticate"] == "Bearer"


def test_a_session_of_a_browser_is_no_key(client: FlaskClient, partnership: Any) -> None:
    sign_in(client, sanne(partnership))

    assert asked(client, partnership, "schools").status_code == 401


def test_another_partnership_does_not_exist_and_neither_does_a_year_without_a_round(
    client: FlaskClient, partnership: Any, key: str
) -> None:
    other = a_partnership(code="PO3099")
    a_school(other, "De Beuk", Step.DRAFT, EX_01=PRESENT)

    theirs = asked(client, other, "schools", key)
    nobodys = client.get("/api/v1/99999/schools", headers={"Authorization": f"Bearer {key}"})

    assert (theirs.status_code, theirs.data) == (nobodys.status_code, nobodys.data) == (404, theirs.data)
    assert asked(client, partnership, "cycles/1999-2000/values", key).status_code == 404


def test_a_key_is_kept_as_a_hash_and_remembers_when_it_was_used(
    client: FlaskClient, partnership: Any, key: str
) -> None:
    (token,) = api_tokens.of_partnership(partnership.id)
    assert token.used_at is None

    asked(client, partnership, "schools", key)

    db.session.expire_all()
    (token,) = api_tokens.of_partnership(partnership.id)
    assert token.used_at is not None
    stored = db.session.execute(sa.text("select * from api_token")).all()
    assert key not in str(stored)
    assert key.removeprefix("sop_") not in str(stored)


def test_a_key_that_asks_too_often_waits_until_the_hour_is_over(
    client: FlaskClient, partnership: Any, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "API", Limit("api", 1))
    first, second = (asked(client, partnership, "schools", key) for _ in range(2))

    assert (first.status_code, second.status_code) == (200, 429)
    assert second.json == {"error": "too_many"}
    assert "Retry-After" in second.headers


def test_nothing_can_be_written(client: FlaskClient, partnership: Any, key: str) -> None:
    headers = {"Authorization": f"Bearer {key}"}

    for method in ("post", "put", "patch", "delete"):
        answer = getattr(client, method)(f"/api/v1/{partnership.id}/schools", headers=headers)
        assert answer.status_code in (404, 405)

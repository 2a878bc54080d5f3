"""After the link in the mail comes the code of the phone, for who sees or decides much."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import links, second_factor
from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.store import clock, sessions
from sopforms.store.db import db
from sopforms.store.people import PersonRow
from sopforms.web.policy import POLICY, Relation
from sopforms.web.sessions import hash_of
from tests import builders
from tests.phones import Phone, a_phone
from tests.web.browsing import Town, a_town, any_address, as_person, digest_of_all_tables
from tests.web.test_login import mails_to

NOW = datetime(2027, 3, 22, 9, 0, 5, tzinfo=UTC)


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


def by_mail(app: Flask, person: PersonRow) -> FlaskClient:
    """A browser that followed the link in the mail, and nothing more."""
    until = clock.now() + timedelta(minutes=15)
    row = links.issue(LinkPurpose.SIGN_IN, person.id, None, person.email, until, person_id=person.id)
    db.session.commit()
    client = app.test_client()
    assert client.post(f"/inloggen/{links.token_of(row)}").status_code == 303
    return client


def session_of(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie["_user_id"])


def phone_on_the_page(client: FlaskClient, person: PersonRow) -> Phone:
    """The phone that typed the secret which the page shows."""
    phone = Phone(person)
    found = re.search(r'<code class="secret">([A-Z2-7 ]+)</code>', client.get("/tweede-stap/telefoon").text)
    assert found
    phone.secret = found[1].replace(" ", "")
    return phone


@pytest.mark.parametrize("who", ["ada", "bram", "sanne"])
def test_who_must_sets_a_phone_up_first_and_gets_recovery_codes_once(
    app: Flask, town: Town, who: str
) -> None:
    person = getattr(town, who)
    client = by_mail(app, person)

    assert client.get("/begin").location == "/tweede-stap?next=/begin?"
    assert client.get("/tweede-stap").location == "/tweede-stap/telefoon"
    page = client.get("/tweede-stap/telefoon").text
    assert 'class="qr"' in page
    assert 'style="' not in page
    shown = client.post("/tweede-stap/telefoon", data={"code": phone_on_the_page(client, person).code()})

    codes = re.findall(r"<code>([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})</code>", shown.text)
    assert len(codes) == 10
    assert client.get("/begin").status_code in {200, 302}
    assert not client.get("/begin").location or "tweede" not in client.get("/begin").location
    assert not any(code in client.get("/sessies").text for code in codes)
    assert "U hebt nog 10 herstelcodes." in client.get("/sessies").text


def test_the_next_time_the_code_is_asked_and_leads_where_somebody_wanted_to_go(
    app: Flask, town: Town
) -> None:
    phone = a_phone(town.bram)
    client = by_mail(app, town.bram)
    wanted = f"/dossier/{town.dossier.id}"

    asked = client.get(wanted)
    assert asked.location.startswith("/tweede-stap?next=")
    assert 'autocomplete="one-time-code"' in client.get(asked.location).text
    assert client.post("/tweede-stap", data={"code": "000000"}).status_code == 422
    assert client.get(wanted).status_code == 302

    given = client.post("/tweede-stap", data={"code": phone.code()})

    assert given.location == wanted
    assert client.get(wanted).status_code == 200


@pytest.mark.parametrize("who", ["anna", "hanna"])
def test_who_works_at_one_school_without_mandate_needs_no_phone(app: Flask, town: Town, who: str) -> None:
    client = by_mail(app, getattr(town, who))

    assert client.get(f"/dossier/{town.dossier.id}").status_code == 200


def test_a_head_with_a_mandate_needs_a_phone(app: Flask, town: Town) -> None:
    head = builders.hanna(town.location, mandate=True)
    with time_machine.travel(NOW):
        assert by_mail(app, head).get("/begin").location.startswith("/tweede-stap")


def test_who_chose_to_use_a_phone_is_asked_for_it(app: Flask, town: Town) -> None:
    a_phone(town.anna)

    assert by_mail(app, town.anna).get("/begin").location.startswith("/tweede-stap")


def test_before_the_code_was_given_no_page_of_an_account_opens_and_nothing_changes(
    app: Flask, town: Town
) -> None:
    a_phone(town.ada)
    client = by_mail(app, town.ada)
    before = digest_of_all_tables()
    for rule in app.url_map.iter_rules():
        line = POLICY[rule.endpoint]
        if line.relation in {Relation.PUBLIC, Relation.LINK, Relation.PROGRAM} or line.halfway:
            continue
        for method in rule.methods & {"GET", "POST"}:
            answer = client.open(any_address(rule), method=method)
            assert answer.status_code == (302 if method == "GET" else 401), (method, rule.endpoint)
            assert method == "POST" or answer.location.startswith("/tweede-stap?next="), rule.endpoint

    assert digest_of_all_tables() == before


def test_the_session_before_the_code_is_worth_nothing_after_it(app: Flask, town: Town) -> None:
    phone = a_phone(town.bram)
    client = by_mail(app, town.bram)
    before = session_of(client)
    copy = app.test_client()
    with copy.session_transaction() as cookie:
        cookie["_user_id"] = before

    client.post("/tweede-stap", data={"code": phone.code()})

    assert session_of(client) != before
    assert client.get("/sessies").status_code == 200
    assert copy.get("/sessies").location.startswith("/inloggen")
    assert copy.get("/tweede-stap").location.startswith("/inloggen")


def test_each_sign_in_has_an_id_of_its_own(app: Flask, town: Town) -> None:
    ids = {session_of(by_mail(app, town.anna)) for _ in range(3)}

    assert len(ids) == 3
    assert all(sessions.find(hash_of(one)) for one in ids)
    assert not any(sessions.find(one) for one in ids)  # the database holds hashes


def test_a_mail_alone_sets_up_no_second_phone(app: Flask, town: Town) -> None:
    phone = a_phone(town.bram)
    client = by_mail(app, town.bram)

    assert client.get("/tweede-stap/telefoon").status_code == 409
    assert client.post("/tweede-stap/telefoon", data={"code": phone.code()}).status_code == 409


def test_a_lost_phone_is_replaced_by_a_recovery_code(app: Flask, town: Town) -> None:
    old = Phone(town.bram)
    codes = old.set_up()
    client = by_mail(app, town.bram)

    assert client.post("/tweede-stap/herstelcode", data={"code": "aaaa-bbbb-cccc"}).status_code == 422
    answer = client.post("/tweede-stap/herstelcode", data={"code": codes[0]})

    assert answer.location == "/tweede-stap/telefoon"
    assert "U hebt er nog 9." in client.get(answer.location).text
    new = phone_on_the_page(client, town.bram)
    assert client.post("/tweede-stap/telefoon", data={"code": new.code()}).status_code == 200
    again = by_mail(app, town.bram)
    assert again.post("/tweede-stap", data={"code": old.code(later=1)}).status_code == 422
    assert again.post("/tweede-stap", data={"code": new.code(later=1)}).status_code == 303


def test_too_many_wrong_codes_are_refused_in_words(app: Flask, town: Town) -> None:
    a_phone(town.bram)
    client = by_mail(app, town.bram)

    statuses = [client.post("/tweede-stap", data={"code": "000000"}).status_code for _ in range(6)]

    assert statuses == [422] * 5 + [409]
    assert "Wacht een kwartier" in client.post("/tweede-stap", data={"code": "000000"}).text


def test_new_recovery_codes_are_shown_once_to_who_has_a_phone(app: Flask, town: Town) -> None:
    a_phone(town.bram)
    client = as_person(app, town.bram)

    shown = client.post("/tweede-stap/herstelcodes")

    assert len(re.findall(r"<code>[0-9a-z-]{14}</code>", shown.text)) == 10
    assert as_person(app, town.anna).post("/tweede-stap/herstelcodes").status_code == 409


def test_the_partnership_takes_a_lost_phone_away(app: Flask, town: Town) -> None:
    a_phone(town.bram)
    client = as_person(app, town.sanne)
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.bram.id}/inloggen"

    assert "Haal de telefoon weg" in client.get(path).text
    assert client.post(f"{path}/telefoon-weg").status_code == 303

    db.session.rollback()
    assert not second_factor.is_set(town.bram.id)
    assert [mail.kind for mail in mails_to(town.bram.email)] == [LetterKind.SECOND_FACTOR]
    assert "Telefoon weggehaald bij het inloggen" in client.get(path).text
    assert "Sanne Kok" in client.get(path).text


@pytest.mark.parametrize("who", ["anna", "hanna", "bram", "eva"])
def test_nobody_else_takes_a_phone_away(app: Flask, town: Town, who: str) -> None:
    a_phone(town.bram)
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.bram.id}/inloggen"

    assert as_person(app, getattr(town, who)).post(f"{path}/telefoon-weg").status_code == 404

    db.session.rollback()
    assert second_factor.is_set(town.bram.id)


def test_ones_own_phone_is_taken_away_by_somebody_else(app: Flask, town: Town) -> None:
    a_phone(town.sanne)
    client = as_person(app, town.sanne)
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.sanne.id}/inloggen"

    assert "Haal de telefoon weg" not in client.get(path).text
    assert client.post(f"{path}/telefoon-weg").status_code == 409

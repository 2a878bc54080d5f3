"""Signing in by an account elsewhere, at a real provider: who was invited gets in, what is false does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
import sqlalchemy as sa
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from werkzeug.test import TestResponse

from sopforms.actions import people as rights
from sopforms.actions import second_factor
from sopforms.core.actor import Actor
from sopforms.core.codes import Role
from sopforms.settings import SettingsError, check
from sopforms.store import clock, people, sessions
from sopforms.store.db import db
from sopforms.store.identities import IdentityRow
from sopforms.store.people import PersonRow
from sopforms.store.sessions import UserSessionRow
from sopforms.web import provider as talk
from sopforms.web.policy import WRITING_GETS
from sopforms.web.sessions import hash_of
from tests import builders
from tests.conftest import SETTINGS
from tests.openid_provider import CLIENT, SECRET, Provider, running
from tests.phones import a_phone
from tests.web.browsing import Town, a_town, as_person, digest_of_all_tables
from tests.web.test_login import mails_to, token_for
from tests.web.test_sessions import is_over

BACK = "http://127.0.0.1:5000/inloggen/account/terug"
BY_MAIL = "/inloggen?account="


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    with running(BACK) as found:
        yield found


@pytest.fixture
def provider(app: Flask, one_provider: Provider) -> Provider:
    one_provider.reset()
    use(app, one_provider)
    return one_provider


def use(app: Flask, provider: Provider, **more: Any) -> None:
    """Let the application sign in at this provider."""
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"],
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Schoolaccount",
        **more,
    )
    talk.init_app(app)


def to_provider(client: FlaskClient, path: str = "/inloggen/account/heen") -> str:
    """Go to the provider and be sent back: the address that comes back, not opened yet."""
    away = client.get(path)
    assert away.status_code == 302
    back = requests.get(away.location, allow_redirects=False, timeout=5)
    assert back.headers["Location"].startswith(BACK)
    parts = urlsplit(back.headers["Location"])
    return f"{parts.path}?{parts.query}"


def sign_in(client: FlaskClient) -> TestResponse:
    return client.get(to_provider(client))


def is_in(client: FlaskClient) -> bool:
    return client.get("/sessies").status_code == 200


def a_link(person: PersonRow, provider: Provider, subject: str = "n-1") -> None:
    """The account of the provider is tied to this person."""
    db.session.add(
        IdentityRow(
            issuer=provider.issuer, subject=subject, person_id=person.id, label="anna", linked_at=clock.now()
        )
    )
    db.session.commit()


def links() -> list[tuple[str, int]]:
    db.session.rollback()
    return [(row.subject, row.person_id) for row in db.session.scalars(sa.select(IdentityRow))]


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


def test_the_first_time_the_link_in_the_mail_proves_who_somebody_is(
    app: Flask, provider: Provider, town: Town
) -> None:
    client = app.test_client()

    first = sign_in(client)
    assert first.location == "/inloggen"
    assert not is_in(client)
    assert "kennen uw account van Schoolaccount nog niet" in client.get("/inloggen").text
    client.post("/inloggen", data={"email": town.anna.email})
    opened = client.post(f"/inloggen/{token_for(town.anna.email)}")
    assert opened.location == "/inloggen/account/koppelen"
    assert "n-1@school.example" in client.get(opened.location).text
    assert links() == []
    assert client.post("/inloggen/account/koppelen").location == "/begin"

    assert links() == [("n-1", town.anna.id)]
    assert "Schoolaccount" in mails_to(town.anna.email)[-1].subject
    elsewhere = app.test_client()
    assert sign_in(elsewhere).location == "/begin"
    assert is_in(elsewhere)


def test_the_address_that_a_provider_tells_opens_nothing(app: Flask, provider: Provider, town: Town) -> None:
    provider.claims = {"email": town.anna.email, "email_verified": True, "name": town.anna.name}
    client = app.test_client()

    assert sign_in(client).location == "/inloggen"

    assert not is_in(client)
    assert links() == []
    assert db.session.scalar(sa.select(sa.func.count()).select_from(UserSessionRow)) == 0


def test_no_account_and_no_role_comes_of_a_provider(app: Flask, provider: Provider, town: Town) -> None:
    before = digest_of_all_tables()

    sign_in(app.test_client())

    assert digest_of_all_tables() == before


def test_who_says_no_is_not_tied_and_is_not_asked_again(app: Flask, provider: Provider, town: Town) -> None:
    client = app.test_client()
    sign_in(client)
    client.post("/inloggen", data={"email": town.anna.email})
    client.post(f"/inloggen/{token_for(town.anna.email)}")

    assert client.post("/inloggen/account/niet-koppelen").location == "/begin"

    assert links() == []
    assert client.get("/inloggen/account/koppelen").location == "/sessies"
    assert client.post("/inloggen/account/koppelen").status_code == 409


def test_an_account_does_not_wait_for_who_comes_an_hour_later(
    app: Flask, provider: Provider, town: Town
) -> None:
    client = app.test_client()
    sign_in(client)
    with time_machine.travel(clock.now() + timedelta(minutes=21)):
        client.post("/inloggen", data={"email": town.anna.email})

        assert client.post(f"/inloggen/{token_for(town.anna.email)}").location == "/begin"

        assert client.post("/inloggen/account/koppelen").status_code == 409
    assert links() == []


def test_who_is_here_by_one_account_cannot_tie_another_one(
    app: Flask, provider: Provider, town: Town
) -> None:
    a_link(town.anna, provider)
    client = app.test_client()
    sign_in(client)
    provider.subject = "n-2"
    sign_in(client)

    assert client.post("/inloggen/account/koppelen").status_code == 409
    assert links() == [("n-1", town.anna.id)]


def test_who_signed_in_by_mail_ties_an_account_from_their_own_page(
    app: Flask, provider: Provider, town: Town
) -> None:
    client = as_person(app, town.anna)
    assert "/inloggen/account/heen" in client.get("/sessies").text

    assert sign_in(client).location == "/inloggen/account/koppelen"
    client.post("/inloggen/account/koppelen")

    assert links() == [("n-1", town.anna.id)]
    assert "n-1@school.example" in client.get("/sessies").text
    client.post("/inloggen/account/ontkoppelen")
    assert links() == []


WRONG: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "of-somebody-else"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": ["another-client"]},
    "another audience for us": {"aud": ["another-client"], "azp": CLIENT},
    "two audiences and for the other": {"aud": [CLIENT, "another-client"], "azp": "another-client"},
    "another issuer": {"iss": "https://elders.example"},
    "expired": {"iat": 1_700_000_000, "exp": 1_700_000_300},
    "no end": {"exp": None},
    "nobody": {"sub": None},
    "an empty name": {"sub": ""},
    "a number for a name": {"sub": 1},
    "another access token": {"at_hash": "x" * 22},
    "one method for a list of methods": {"amr": "mfa"},
    "not yet": {"nbf": 4_000_000_000},
}


def test_what_is_false_in_a_token_lets_nobody_in(app: Flask, provider: Provider, town: Town) -> None:
    a_link(town.anna, provider)
    a_link(town.hanna, provider, "1")
    before, answers, let_in = digest_of_all_tables(), {}, []
    for name, claims in WRONG.items():
        provider.claims, client = claims, app.test_client()
        answers[name] = sign_in(client).location
        let_in += [name] if is_in(client) else []

    assert answers == dict.fromkeys(WRONG, f"{BY_MAIL}mislukt")
    assert let_in == []
    assert digest_of_all_tables() == before
    provider.claims = {}
    assert sign_in(app.test_client()).location == "/begin"


def test_a_token_that_somebody_else_signed_lets_nobody_in(app: Flask, provider: Provider, town: Town) -> None:
    a_link(town.anna, provider)
    provider.signs_with = RSAKey.generate_key(2048, parameters={"kid": "1"})
    client = app.test_client()

    assert sign_in(client).location == f"{BY_MAIL}mislukt"
    assert not is_in(client)


def test_a_new_key_of_the_provider_is_fetched(app: Flask, provider: Provider, town: Town) -> None:
    a_link(town.anna, provider)
    assert sign_in(app.test_client()).location == "/begin"
    provider.key = RSAKey.generate_key(2048, parameters={"kid": "2"})

    assert sign_in(app.test_client()).location == "/begin"


CHANGED: dict[str, Callable[[str], str]] = {
    "another state": lambda back: re.sub(r"state=[^&]+", "state=another", back),
    "no state": lambda back: re.sub(r"&?state=[^&]+", "", back),
    "another code": lambda back: re.sub(r"code=[^&]+", "code=another", back),
    "no code": lambda back: re.sub(r"code=[^&]+&?", "", back),
    "another issuer": lambda back: f"{back}&iss=https://elders.example",
    "nothing": lambda _back: "/inloggen/account/terug",
}


def test_what_was_changed_on_the_way_back_lets_nobody_in(app: Flask, provider: Provider, town: Town) -> None:
    a_link(town.anna, provider)
    before, answers, let_in = digest_of_all_tables(), {}, []
    for name, change in CHANGED.items():
        client = app.test_client()
        answers[name] = client.get(change(to_provider(client))).location
        let_in += [name] if is_in(client) else []

    assert answers == dict.fromkeys(CHANGED, f"{BY_MAIL}mislukt")
    assert let_in == []
    assert digest_of_all_tables() == before


def test_what_came_back_works_once_and_in_the_browser_that_went(
    app: Flask, provider: Provider, town: Town
) -> None:
    a_link(town.anna, provider)
    client, thief = app.test_client(), app.test_client()
    back = to_provider(client)
    with client.session_transaction() as cookie:
        copied = dict(cookie)

    assert thief.get(back).location == f"{BY_MAIL}mislukt"
    assert client.get(back).location == "/begin"
    client.post("/uitloggen")
    assert client.get(back).location == f"{BY_MAIL}mislukt"
    with thief.session_transaction() as cookie:
        cookie.update(copied)
    assert thief.get(back).location == f"{BY_MAIL}mislukt"

    assert not is_in(thief)


def test_only_the_last_start_counts_and_the_cookie_stays_small(app: Flask, provider: Provider) -> None:
    client = app.test_client()
    first = to_provider(client)
    for _ in range(8):
        to_provider(client)

    assert client.get(first).location == f"{BY_MAIL}mislukt"
    with client.session_transaction() as cookie:
        assert len(repr(dict(cookie))) < 1500


def test_we_go_there_with_a_challenge_and_a_nonce(app: Flask, provider: Provider) -> None:
    to_provider(app.test_client())

    (asked,) = provider.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == BACK
    assert len(asked["code_challenge"]) == 43
    assert len(asked["nonce"]) >= 20
    assert len(asked["state"]) >= 20


def test_who_says_no_at_the_provider_gets_the_way_by_mail(app: Flask, provider: Provider) -> None:
    provider.subject = ""

    assert sign_in(app.test_client()).location == f"{BY_MAIL}mislukt"


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_provider_that_is_down_leads_to_signing_in_by_mail(
    app: Flask, provider: Provider, town: Town, where: str
) -> None:
    client = app.test_client()
    back = to_provider(client) if where == "after" else "/inloggen/account/heen?next=/sessies"
    if where == "before":
        use(app, provider)  # as after a start: nothing is known of the provider yet
    provider.is_down = True

    answer = client.get(back)

    assert answer.location.startswith(f"{BY_MAIL}stil")
    page = client.get(answer.location)
    assert "Schoolaccount geeft nu geen antwoord" in page.text
    provider.is_down = False
    assert client.get("/inloggen/account/heen").location.startswith("/inloggen")  # it may rest first
    client.post("/inloggen", data={"email": town.anna.email})
    opened = client.post(f"/inloggen/{token_for(town.anna.email)}")
    assert opened.location == ("/sessies" if where == "before" else "/begin")


def test_a_provider_that_calls_itself_otherwise_is_not_used(app: Flask, provider: Provider) -> None:
    provider.metadata = {"issuer": "https://elders.example"}

    assert app.test_client().get("/inloggen/account/heen").location == f"{BY_MAIL}stil"


@pytest.mark.parametrize(
    ("accepted", "claims", "is_through"),
    [
        ((), {"amr": ["pwd", "mfa"]}, False),
        (("mfa",), {"amr": ["pwd", "mfa"]}, True),
        (("mfa",), {"amr": ["pwd"]}, False),
        (("https://refeds.org/profile/mfa",), {"acr": "https://refeds.org/profile/mfa"}, True),
        (("mfa",), {}, False),
    ],
)
def test_our_own_second_factor_is_asked_unless_a_setting_takes_that_of_the_provider(
    app: Flask,
    provider: Provider,
    town: Town,
    accepted: tuple[str, ...],
    claims: dict[str, Any],
    is_through: bool,
) -> None:
    use(app, provider, oidc_mfa=accepted)
    phone = a_phone(town.bram)
    a_link(town.bram, provider)
    provider.claims = claims
    client = app.test_client()

    sign_in(client)

    assert is_in(client) is is_through
    if not is_through:
        assert client.post("/tweede-stap", data={"code": phone.code()}).location == "/begin"
        assert is_in(client)


def test_nobody_ties_an_account_before_the_code_of_their_phone(
    app: Flask, provider: Provider, town: Town
) -> None:
    phone, client = a_phone(town.bram), app.test_client()
    sign_in(client)
    client.post("/inloggen", data={"email": town.bram.email})
    assert client.post(f"/inloggen/{token_for(town.bram.email)}").location == "/tweede-stap"
    assert client.post("/inloggen/account/koppelen").status_code == 401

    given = client.post("/tweede-stap", data={"code": phone.code()})

    assert given.location == "/inloggen/account/koppelen"
    client.post("/inloggen/account/koppelen")
    assert links() == [("n-1", town.bram.id)]


def _leave(town: Town, ada: Actor) -> None:
    (row,) = people.memberships_of(town.anna.id)
    rights.remove_role(town.partnership.id, row.id, builders.TODAY, actor=ada)


def _move(town: Town, ada: Actor) -> None:
    anna = town.anna
    rights.rename(
        town.partnership.id, anna.id, anna.name, "nieuw@school.example", actor=ada, today=builders.TODAY
    )


def _reset(town: Town, ada: Actor) -> None:
    second_factor.reset(town.partnership.id, town.anna.id, ada, builders.TODAY, everywhere=True)


@pytest.mark.parametrize("event", [_leave, _move, _reset])
def test_P15_who_left_moved_or_was_reset_gets_in_by_no_account(
    app: Flask, provider: Provider, town: Town, event: Any
) -> None:
    a_link(town.anna, provider)
    client = app.test_client()
    sign_in(client)
    assert is_in(client)

    event(town, Actor((Role.ADMINISTRATOR,), None, "De beheerder"))

    assert is_over(client)
    assert sign_in(app.test_client()).location == "/inloggen"


def test_an_account_that_is_tied_is_nobody_elses(app: Flask, provider: Provider, town: Town) -> None:
    client = as_person(app, town.anna)
    sign_in(client)
    a_link(town.hanna, provider)

    assert client.post("/inloggen/account/koppelen").status_code == 409
    assert links() == [("n-1", town.hanna.id)]


def test_coming_back_ends_the_session_at_hand(app: Flask, provider: Provider, town: Town) -> None:
    a_link(town.hanna, provider)
    client, copy = as_person(app, town.anna), app.test_client()
    with client.session_transaction() as cookie, copy.session_transaction() as other:
        other.update(cookie)

    sign_in(client)

    assert is_over(copy)
    assert town.hanna.name in client.get("/sessies").text


def test_the_only_page_that_writes_when_it_is_opened_is_the_way_back(
    app: Flask, provider: Provider, town: Town
) -> None:
    assert {"oidc.callback"} == WRITING_GETS
    a_link(town.anna, provider)
    client = app.test_client()
    back, before = to_provider(client), digest_of_all_tables()

    for method in ("HEAD", "OPTIONS"):
        assert client.open(back, method=method).status_code in {200, 404, 405}
    assert digest_of_all_tables() == before
    assert client.get(back).location == "/begin"
    assert digest_of_all_tables() != before


def test_P02_what_was_typed_stands_ready_after_coming_back_from_the_provider(
    app: Flask, provider: Provider, town: Town
) -> None:
    a_link(town.anna, provider)
    client = as_person(app, town.anna)
    with client.session_transaction() as cookie:
        sessions.find(hash_of(cookie["_user_id"])).revoked_at = clock.now()
    typed = "Een lange zin die niemand twee keer wil typen."
    page = f"/dossier/{town.dossier.id}/leerlingen/nieuw"
    assert client.post(page, data={"themes-0-text": typed}).status_code == 401

    back = sign_in(client)

    assert back.location == "/bewaard"
    assert typed in client.get("/bewaard").text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"oidc_issuer": "https://inloggen.example"}, "belong together"),
        ({"oidc_client_id": "a", "oidc_client_secret": "b"}, "belong together"),
        (
            {"oidc_issuer": "http://inloggen.example", "oidc_client_id": "a", "oidc_client_secret": "b"},
            "https://",
        ),
    ],
)
def test_a_provider_that_is_half_known_or_unsafe_stops_the_start(given: dict[str, str], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        check(replace(SETTINGS, **given))


def test_without_a_provider_there_is_no_button_and_no_way(app: Flask, town: Town) -> None:
    client = app.test_client()

    assert "inloggen/account" not in client.get("/inloggen").text
    for path in ("heen", "terug?code=1&state=1"):
        assert client.get(f"/inloggen/account/{path}").location == "/inloggen"


def test_the_button_leads_there_and_the_page_that_was_wanted_comes_after(
    app: Flask, provider: Provider, town: Town
) -> None:
    a_link(town.anna, provider)
    client, page = app.test_client(), f"/dossier/{town.dossier.id}"
    ask = client.get(f"/inloggen?next={page}").text

    found = re.search(r'href="(/inloggen/account/heen[^"]*)"', ask)

    assert found
    assert client.get(to_provider(client, found[1].replace("&amp;", "&"))).location == page

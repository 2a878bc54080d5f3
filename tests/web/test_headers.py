"""What every answer tells the browser, on every page; which names and proxies are believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sopforms.settings import SettingsError, check
from sopforms.store.db import db
from sopforms.web.policy import POLICY, Relation
from tests.conftest import SETTINGS, make_app
from tests.web.browsing import a_town, any_address, as_person

CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def assert_guarded(answer: TestResponse, *, private: bool, where: str) -> None:
    """Every header that a browser is to hear, and no cookie that a script or another site can have."""
    headers = answer.headers
    told = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert told == CSP, where
    assert headers["X-Content-Type-Options"] == "nosniff", where
    assert headers["Referrer-Policy"] == "no-referrer", where
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin", where
    if private:
        assert headers["Cache-Control"] == "no-store", where
    for cookie in headers.getlist("Set-Cookie"):
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; ")), where
        assert "Domain=" not in cookie, where


def everything(app: Flask, client: FlaskClient) -> list[tuple[str, TestResponse, bool]]:
    """The answer of every route to every method, and whether it belongs to somebody."""
    found = []
    for rule in app.url_map.iter_rules():
        relation = POLICY[rule.endpoint].relation if rule.endpoint in POLICY else Relation.PUBLIC
        private = relation is not Relation.PUBLIC
        for method in sorted(rule.methods or ()):
            answer = client.open(any_address(rule), method=method)
            found.append((f"{method} {rule.endpoint}", answer, private))
            answer.close()
    return found


def test_every_answer_of_every_route_is_guarded_for_strangers_and_for_who_may_do_all(app: Flask) -> None:
    town = a_town()
    for client in (app.test_client(), as_person(app, town.ada)):
        for where, answer, private in everything(app, client):
            assert_guarded(answer, private=private and "OPTIONS" not in where, where=where)
    assert_guarded(app.test_client().get("/nergens"), private=True, where="an unknown address")


@pytest.fixture
def secure(app: Flask) -> Iterator[Flask]:
    """The application as it is served to the world: behind TLS and one proxy."""
    url, base = app.config["SQLALCHEMY_DATABASE_URI"], "https://sop.example.nl"
    made = make_app(url, base_url=base, proxies=1, mail_security="starttls")
    yield made
    with made.app_context():
        db.engine.dispose()


AT = {"base_url": "https://sop.example.nl"}


def test_over_tls_the_browser_never_comes_without_and_the_cookie_is_bound_to_this_host(secure: Flask) -> None:
    answer = secure.test_client().get("/inloggen", **AT)

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    (cookie,) = answer.headers.getlist("Set-Cookie") or [""]
    assert not cookie or (cookie.startswith("__Host-sop=") and "Secure" in cookie)
    secure.config["WTF_CSRF_ENABLED"] = True
    (cookie,) = secure.test_client().get("/inloggen", **AT).headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-sop=")
    assert "Secure" in cookie.split("; ")


def test_on_loopback_nothing_is_said_about_tls(app: Flask) -> None:
    assert "Strict-Transport-Security" not in app.test_client().get("/inloggen").headers


def test_over_tls_a_form_is_taken_from_a_browser_that_sends_no_referrer(secure: Flask) -> None:
    secure.config["WTF_CSRF_ENABLED"] = True
    client = secure.test_client()
    page = client.get("/inloggen", **AT).text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]

    answer = client.post("/inloggen", data={"email": "a@b.example", "csrf_token": token}, **AT)

    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("site", "taken"), [("same-origin", True), ("none", True), ("same-site", False), ("cross-site", False)]
)
def test_a_form_of_another_site_is_refused_before_its_token_is_read(
    app: Flask, site: str, taken: bool
) -> None:
    answer = app.test_client().post(
        "/inloggen", data={"email": "a@b.example"}, headers={"Sec-Fetch-Site": site}
    )

    assert (answer.status_code == 303) is taken


@pytest.mark.parametrize("host", ["kwaad.example", "sop.example.nl.kwaad.example", "127.0.0.1", "localhost"])
def test_a_request_for_another_name_gets_no_page(secure: Flask, host: str) -> None:
    answer = secure.test_client().get("/inloggen", base_url=f"https://{host}")

    assert answer.status_code == 400
    assert host not in answer.text
    assert_guarded(answer, private=True, where=host)


def test_more_names_may_be_named(app: Flask) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    named = make_app(url, base_url="https://sop.example.nl", hosts=("oud.example.nl",))

    assert named.test_client().get("/hulp", base_url="https://oud.example.nl").status_code == 200


@pytest.mark.parametrize(("proxies", "believed"), [(0, "10.0.0.9"), (1, "198.51.100.2"), (2, "192.0.2.66")])
def test_only_so_many_proxies_are_believed_about_who_asks(app: Flask, proxies: int, believed: str) -> None:
    made = make_app(app.config["SQLALCHEMY_DATABASE_URI"], proxies=proxies)
    seen: list[str] = []
    made.before_request(lambda: seen.append(str(request.remote_addr)))
    forwarded = {
        "X-Forwarded-For": "203.0.113.1, 192.0.2.66, 198.51.100.2",
        "X-Forwarded-Host": "kwaad.example",
    }

    answer = made.test_client().get("/hulp", headers=forwarded, environ_base={"REMOTE_ADDR": "10.0.0.9"})

    assert seen == [believed]
    assert answer.status_code == 200
    assert "kwaad.example" not in answer.text


@pytest.mark.parametrize("key", ["kort", f"{'a' * 40},kort", ","])
def test_a_key_that_is_too_short_stops_the_start(key: str) -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        check(replace(SETTINGS, secret_key=key))


def test_a_retired_key_still_reads_a_cookie(app: Flask) -> None:
    town = a_town()
    old = as_person(app, town.anna)
    cookie = old.get_cookie("sop")
    assert cookie is not None
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    renewed = make_app(url, secret_key=f"{'n' * 40},{'s' * 40}")
    client = renewed.test_client()
    client.set_cookie("sop", cookie.value)

    assert client.get("/sessies").status_code == 200
    with renewed.app_context():
        db.engine.dispose()

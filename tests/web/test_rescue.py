"""A form whose session is over, or whose token is old, comes back whole: every field, for every form."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from sopforms.actions import login
from sopforms.store import kept_forms, sessions
from sopforms.store.db import db
from sopforms.web.policy import POLICY, Relation
from sopforms.web.sessions import hash_of
from tests.asked import a_link, an_asked_school, token_of
from tests.phones import a_phone
from tests.web.browsing import Town, a_town, any_address, as_person
from tests.web.test_login import token_for

FIELDS = [
    ("titel", "kort"),
    ("tekst", '\n Eerste regel.\n\n<b>Tweede</b> & "derde" regel, met een é en 🙂.\n'),
    ("keuze", "a"),
    ("keuze", "b"),
    ("leeg", ""),
    ("actie", "bewaren"),
    ("version", "3"),
    ("submit_id", "7f0c2b1e-93f1-4f0e-9d0e-111111111111"),
]


class Returned(HTMLParser):
    """The form of a page that sends everything again: where to, and each field as a browser would send it."""

    def __init__(self, page: str, path: str) -> None:
        super().__init__()
        self.path = path
        self.fields: list[tuple[str, str]] = []
        self._inside = False
        self._box: tuple[str, list[str]] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note hidden fields and the beginning of a box."""
        given_ = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given_.get("action") == self.path
        if self._inside and tag == "input" and given_.get("type") == "hidden":
            self.fields.append((given_["name"], given_["value"]))
        if self._inside and tag == "textarea":
            self._box = (given_["name"], [])

    def handle_data(self, data: str) -> None:
        """Take the text of a box."""
        if self._box:
            self._box[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a box, without the line end that a browser takes away at its beginning; end a form."""
        if tag == "textarea" and self._box:
            self.fields.append((self._box[0], "".join(self._box[1]).removeprefix("\n")))
            self._box = None
        if tag == "form":
            self._inside = False

    @property
    def typed(self) -> list[tuple[str, str]]:
        """What was typed: everything but our own tokens."""
        return [pair for pair in self.fields if pair[0] not in {"csrf_token", "_kept", "_link"}]

    @property
    def token(self) -> str:
        """The new token."""
        return dict(self.fields)["csrf_token"]


def returned(page: str, path: str) -> Returned:
    return Returned(page, path)


def send(client: FlaskClient, path: str, fields: list[tuple[str, str]]) -> object:
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return client.post(path, data=data)


def posts(app: Flask, *relations: Relation) -> list[Rule]:
    """Every route that a form is sent to, of pages in these relations."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and POLICY[rule.endpoint].relation in relations
    ]


OF_ACCOUNTS = tuple(set(Relation) - {Relation.PUBLIC, Relation.LINK})


def in_order(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs by name; of one name in the order in which they came."""
    return sorted(pairs, key=lambda pair: pair[0])


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


def with_ended_session(app: Flask, town: Town) -> FlaskClient:
    """A browser of Anna whose session is over."""
    client = as_person(app, town.anna)
    with client.session_transaction() as cookie:
        row = sessions.find(hash_of(cookie["_user_id"]))
    assert row is not None
    row.revoked_at = datetime.now(UTC)
    db.session.commit()
    return client


def test_P02_every_form_of_an_account_comes_back_whole_and_again_after_signing_in(
    app: Flask, town: Town
) -> None:
    client = with_ended_session(app, town)
    every = posts(app, *OF_ACCOUNTS)
    assert len(every) > 60
    for rule in every:
        path = any_address(rule)

        answer = send(client, path, FIELDS)

        assert answer.status_code == 401, rule.endpoint
        assert in_order(returned(answer.text, path).typed) == in_order(FIELDS), rule.endpoint
        kept = kept_forms.of_person(town.anna.id)[0]
        assert (kept.path, in_order([tuple(pair) for pair in kept.fields])) == (path, in_order(FIELDS))


def test_P02_every_form_with_an_old_token_comes_back_whole_and_is_taken_the_second_time(
    app: Flask, town: Town
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client = as_person(app, town.anna)
    for rule in posts(app, *Relation):
        if rule.endpoint in {"login.sign_out", "my_sessions.end_all"}:  # nobody types there
            continue
        path = any_address(rule)

        answer = send(client, path, [*FIELDS, ("csrf_token", "old")])

        found = returned(answer.text, path)
        assert answer.status_code == 400, rule.endpoint
        assert in_order(found.typed) == in_order(FIELDS), rule.endpoint
        again = send(client, path, [*found.typed, ("csrf_token", found.token)])
        assert again.status_code != 400, rule.endpoint
    assert kept_forms.of_person(town.anna.id) == []


def test_P02_every_form_behind_a_link_that_is_over_comes_back_whole(app: Flask) -> None:
    client = app.test_client()
    for rule in posts(app, Relation.LINK):
        path = any_address(rule)

        answer = send(client, path, FIELDS)

        assert answer.status_code == 410, rule.endpoint
        assert in_order(returned(answer.text, path).typed) == in_order(FIELDS), rule.endpoint


def test_P02_the_secretary_opens_the_link_again_and_sends_what_was_written(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    school = an_asked_school()
    token = token_of(a_link(school))
    with time_machine.travel(datetime(2027, 4, 20, 10, tzinfo=UTC)):
        client = app.test_client()
        lost = send(client, "/advies/geven", FIELDS)
        assert lost.status_code == 400
        landing = client.get(f"/a/{token}").text
        csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', landing)
        assert csrf
        client.post(f"/a/{token}/openen", data={"csrf_token": csrf[1]})
        page = returned(lost.text, "/advies/geven")

        answer = send(client, "/advies/geven", [*page.typed, ("csrf_token", page.token)])

    assert answer.status_code not in {400, 401, 410}


def test_P02_after_mail_and_phone_what_was_typed_stands_there_and_is_sent(app: Flask, town: Town) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/instellingen"
    fields = [
        ("name", "SWV Anders"),
        ("threshold", "7"),
        ("version", "1"),
        ("basic_support", "Regel 1\n\nRegel 2"),
    ]
    phone = a_phone(town.sanne)
    start = datetime(2027, 3, 22, 9, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as at:
        client = app.test_client()
        client.post("/inloggen", data={"email": town.sanne.email})
        client.post(f"/inloggen/{token_for(town.sanne.email)}")
        client.post("/tweede-stap", data={"code": phone.code()})
        assert client.get(path).status_code == 200
        at.shift(timedelta(hours=13))

        assert "Daarna staat alles wat je invulde klaar" in send(client, path, fields).text
        client.post("/inloggen", data={"email": town.sanne.email})
        client.post(f"/inloggen/{token_for(town.sanne.email)}")
        onward = client.post("/tweede-stap", data={"code": phone.code()}).location
        page = client.get(onward)
        found = returned(page.text, path)
        sent = send(client, path, found.fields)

    assert onward == "/bewaard"
    assert in_order(found.typed) == in_order(fields)
    assert sent.status_code == 303
    db.session.rollback()
    db.session.expire_all()
    assert (town.partnership.name, town.partnership.basic_support) == ("SWV Anders", "Regel 1\n\nRegel 2")
    assert kept_forms.of_person(town.sanne.id) == []


def test_P02_a_form_sent_before_the_code_was_given_waits_for_it(app: Flask, town: Town) -> None:
    phone = a_phone(town.sanne)
    client = app.test_client()
    client.post("/inloggen", data={"email": town.sanne.email})
    client.post(f"/inloggen/{token_for(town.sanne.email)}")
    path = f"/samenwerkingsverband/{town.partnership.id}/instellingen"

    assert send(client, path, FIELDS).status_code == 401
    assert client.post("/tweede-stap", data={"code": phone.code()}).location == "/bewaard"
    assert in_order(returned(client.get("/bewaard").text, path).typed) == in_order(FIELDS)


def test_what_is_kept_is_shown_to_its_writer_alone(app: Flask, town: Town) -> None:
    login.keep_form(town.anna.id, f"/dossier/{town.dossier.id}", [("tekst", "Geheim van Anna zelf")])
    kept = kept_forms.of_person(town.anna.id)[0].id
    eva = as_person(app, town.eva)

    assert eva.get("/bewaard").location == "/begin"
    eva.post(f"/bewaard/{kept}/weg")
    db.session.rollback()
    assert kept_forms.of_person(town.anna.id)
    assert "Geheim van Anna zelf" in as_person(app, town.anna).get("/bewaard").text
    as_person(app, town.anna).post(f"/bewaard/{kept}/weg")
    db.session.rollback()
    assert kept_forms.of_person(town.anna.id) == []


def test_what_nobody_came_back_for_is_thrown_away(app: Flask, town: Town) -> None:
    with time_machine.travel(datetime(2027, 3, 22, 9, tzinfo=UTC), tick=False) as at:
        login.keep_form(town.anna.id, "/begin", [("tekst", "Een lange tekst")])
        at.shift(timedelta(hours=11))
        login.forget_old_attempts(at_day := datetime(2027, 3, 22, tzinfo=UTC).date())
        assert kept_forms.of_person(town.anna.id)
        at.shift(timedelta(hours=2))
        login.forget_old_attempts(at_day)

    assert kept_forms.of_person(town.anna.id) == []


def test_of_many_forms_the_newest_few_are_kept(app: Flask, town: Town) -> None:
    for number in range(8):
        login.keep_form(town.anna.id, "/begin", [("tekst", f"Tekst {number}")])

    kept = [row.fields[0][1] for row in kept_forms.of_person(town.anna.id)]
    assert kept == [f"Tekst {number}" for number in (7, 6, 5, 4, 3)]


def test_who_never_had_a_session_leaves_nothing_behind(app: Flask, town: Town) -> None:
    path = f"/dossier/{town.dossier.id}/ontwikkelpunten/nieuw"

    answer = send(app.test_client(), path, FIELDS)

    assert in_order(returned(answer.text, path).typed) == in_order(FIELDS)
    assert kept_forms.of_person(town.anna.id) == []


def test_what_another_site_makes_a_browser_send_gets_no_button_of_ours(app: Flask, town: Town) -> None:
    path = f"/dossier/{town.dossier.id}/ontwikkelpunten/nieuw"
    client = with_ended_session(app, town)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}

    for csrf in (False, True):
        app.config["WTF_CSRF_ENABLED"] = csrf
        answer = client.post(path, data=dict(FIELDS), headers=elsewhere)
        assert answer.status_code == 400
        assert returned(answer.text, path).fields == []
    assert kept_forms.of_person(town.anna.id) == []
    assert client.post(path, data=dict(FIELDS), headers={"Sec-Fetch-Site": "same-origin"}).status_code == 400


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"])), max_size=4))
def test_P02_whatever_somebody_typed_the_same_characters_come_back(app: Flask, texts: list[str]) -> None:
    fields = [(f"veld{number}", text) for number, text in enumerate(texts)]

    answer = send(app.test_client(), "/dossier/1/ontwikkelpunten/nieuw", fields)

    if any(text.strip() for text in texts):
        back = re.findall(r'name="(veld\d)"[^>]*?(?: value="([^"]*)">|>\n([^<]*)</textarea>)', answer.text)
        found = {name: html.unescape(value or box) for name, value, box in back}
        assert found == dict(fields)

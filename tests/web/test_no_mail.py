""" "Ik kreeg geen mail": the page for who helps, at a school and for one person of the partnership."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from sopforms.actions import addresses, helping, letters
from sopforms.core import letter
from sopforms.core.codes import Step
from sopforms.core.mailing import Address, DeliveryState
from sopforms.store import clock
from sopforms.store.db import db
from tests import builders
from tests.asked import an_asked_school
from tests.web.browsing import Town, a_town, as_person, digest_of_all_tables
from tests.web.test_login import mails_to


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


def path_of(town: Any, email: str = "") -> str:
    base = f"/vestiging/{town.location.id}/geen-mail"
    keys = {one.email: one.key for one in helping.correspondents(town.location)}
    return f"{base}/{keys[email]}" if email else base


def test_the_coordinator_sees_how_a_mail_fared_and_sends_another(app: Flask, town: Town) -> None:
    client = as_person(app, town.anna)
    assert town.hanna.name in client.get(path_of(town)).text

    assert client.post(f"{path_of(town, town.hanna.email)}/opnieuw").status_code == 303
    (mail,) = mails_to(town.hanna.email)
    mail.state, mail.last_error = DeliveryState.FAILED, "mailserver weigert het adres"
    db.session.commit()
    page = client.get(path_of(town, town.hanna.email)).text

    assert "Link om in te loggen" in page
    assert "niet bezorgd" in page
    assert "mailserver weigert het adres" in page
    assert "/inloggen/" not in page  # who reads a link can use it


def test_opening_the_pages_changes_nothing(app: Flask, town: Town) -> None:
    client = as_person(app, town.anna)
    before = digest_of_all_tables()

    assert client.get(path_of(town)).status_code == 200
    assert client.get(path_of(town, town.hanna.email)).status_code == 200

    assert digest_of_all_tables() == before


def test_only_the_partnership_is_led_to_where_an_account_is_corrected(app: Flask, town: Town) -> None:
    path = path_of(town, town.hanna.email)
    correct = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.hanna.id}"

    assert correct in as_person(app, town.sanne).get(path).text
    assert correct not in as_person(app, town.anna).get(path).text


@pytest.mark.parametrize(("who", "email"), [("secretary", "carla@mr.example"), ("chair", "cor@mr.example")])
def test_an_address_of_the_council_is_put_right_where_it_stands(
    app: Flask, town: Town, who: str, email: str
) -> None:
    path = path_of(town, email)

    for_partnership, at_school = (
        as_person(app, town.sanne).get(path).text,
        as_person(app, town.anna).get(path),
    )

    form = f"/samenwerkingsverband/{town.partnership.id}/raden/raad/"
    assert form in for_partnership
    assert f"#{who}_email" in for_partnership
    assert "mr-secretaris" not in at_school.text  # nobody was asked anything yet: that page is not there
    assert "houdt bij wie secretaris en voorzitter" in at_school.text


def test_the_school_replaces_the_secretary_it_asked_and_never_the_chair(app: Flask) -> None:
    asked = an_asked_school()
    town = SimpleNamespace(location=asked.location)
    client = as_person(app, asked.anna)

    secretary, chair = (client.get(path_of(town, one)).text for one in ("carla@mr.example", "cor@mr.example"))
    sanne = as_person(app, builders.sanne(asked.partnership))
    for_partnership = sanne.get(path_of(town, "carla@mr.example")).text

    assert f"/dossier/{asked.id}/mr-secretaris" in secretary
    assert "mr-secretaris" not in chair
    assert "Verbeter het adres" not in for_partnership
    assert "De school vervangt de secretaris" in for_partnership


def test_who_has_not_answered_is_seen_by_nobody_who_helps(app: Flask) -> None:
    town = a_town(Step.SURVEY)
    about, to = addresses.about(town.dossier), Address(town.anna.name, town.anna.email)
    letters.put(letter.survey_reminder(about, 1, to, closes=clock.today(), today=clock.today()))
    db.session.commit()
    person = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.anna.id}/inloggen"

    pages = [
        as_person(app, town.sanne).get(person),
        as_person(app, town.sanne).get(path_of(town, town.anna.email)),
        as_person(app, town.hanna).get(path_of(town, town.anna.email)),
        as_person(app, town.hanna).get(path_of(town)),
    ]

    for page in pages:
        assert page.status_code == 200
        assert "erinnering" not in page.text
        assert "staat klaar" not in page.text  # how the newest mail fared would tell it too


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("hanna", 200), ("sanne", 200), ("bram", 403), ("eva", 404)]
)
def test_who_helps_at_a_school(app: Flask, town: Town, who: str, status: int) -> None:
    client = as_person(app, getattr(town, who))

    assert client.get(path_of(town)).status_code == status
    assert client.get(path_of(town, town.hanna.email)).status_code == status


def test_an_address_that_the_school_does_not_write_to_does_not_exist(app: Flask, town: Town) -> None:
    client = as_person(app, town.anna)

    assert client.get(f"{path_of(town)}/{'0' * 16}").status_code == 404
    assert client.post(f"{path_of(town)}/{'0' * 16}/opnieuw").status_code == 404


def test_the_partnership_helps_one_person(app: Flask, town: Town) -> None:
    client = as_person(app, town.sanne)
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.anna.id}"
    assert f'href="{path}/inloggen"' in client.get(path).text

    assert client.post(f"{path}/inloggen/mail").status_code == 303

    assert len(mails_to(town.anna.email)) == 1
    assert "Link om in te loggen" in client.get(f"{path}/inloggen").text


def test_who_is_not_of_this_partnership_is_helped_elsewhere(app: Flask, town: Town) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.eva.id}/inloggen"

    assert as_person(app, town.sanne).get(path).status_code == 404
    assert as_person(app, town.sanne).post(f"{path}/mail").status_code == 404

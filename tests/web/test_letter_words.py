"""A partnership's own words: written on its pages, shown first, in the mails from then on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import day_mail
from sopforms.actions import letter_words as deeds
from sopforms.actions import letters as outgoing
from sopforms.core import letter
from sopforms.core import letter_wording as rules
from sopforms.core.codes import LetterKind, Right
from sopforms.core.mailing import Address
from sopforms.store import clock, letters
from sopforms.store.db import db
from tests.web.browsing import Town, a_town, as_person

ANNA = Address("Anna", "anna@school.example")
TEXT = "{school} hoort graag van je, uiterlijk {sluitdatum}.\n\nJe <b>SWV</b> leest mee."


def page(town: Town, kind: str = "survey_opened") -> str:
    return f"/samenwerkingsverband/{town.partnership.id}/brieven/{kind}"


def mailed(town: Town, *, right: Right = Right.ADVIES, kind: str = "survey") -> letters.OutboxRow:
    about = letter.About(town.partnership.id, None, "De Boog", "2027-2028", ANNA)
    if kind == "survey":
        [row] = outgoing.put(letter.survey_opened(about, 1, ANNA, date(2027, 1, 22), 8))
    else:
        [row] = outgoing.put(
            *letter.advice_requested(
                about, 1, ANNA, None, board="Bestuur", advise_by=date(2027, 5, 12), right=right
            )
        )
    return row


def test_own_words_take_the_place_of_ours_and_are_only_text(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.sanne)
    assert "{sluitdatum}" in client.get(page(town)).text  # our words to begin with

    seen = client.post(page(town), data={"text": TEXT, "version": "0", "actie": "bekijken"})
    assert "De Voorbeeldschool hoort graag van je" in seen.text
    kept = client.post(page(town), data={"subject": "Even {school}", "text": TEXT, "version": "0"})

    assert kept.status_code == 303
    mail = mailed(town)
    assert mail.subject == "Even De Boog"
    assert "De Boog hoort graag van je, uiterlijk 22 januari 2027.\n\nJe <b>SWV</b> leest mee." in mail.text
    assert "&lt;b&gt;SWV&lt;/b&gt;" in mail.html
    assert "Niemand ziet wie wat heeft geantwoord" not in mail.text
    assert "[[link]]" in mail.text


def test_who_looks_at_a_mail_before_it_goes_out_sees_the_words_of_the_partnership(app: Flask) -> None:
    town = a_town()
    as_person(app, town.sanne).post(page(town), data={"subject": "Even", "text": TEXT, "version": "0"})
    about = letter.About(town.partnership.id, None, "De Boog", "2027-2028", ANNA)

    shown = outgoing.preview(letter.survey_opened(about, 1, ANNA, date(2027, 1, 22), 8), "(hier de link)")

    assert shown.subject == "Even"
    assert "De Boog hoort graag van je, uiterlijk 22 januari 2027." in shown.text
    assert "(hier de link)" in shown.text
    assert "[[link]]" not in shown.text


def test_a_letter_of_the_law_keeps_its_sentences_and_its_subject(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.sanne)

    client.post(
        page(town, "advice_requested"),
        data={"subject": "Iets anders", "text": "Onze consulent komt graag langs.", "version": "0"},
    )

    mail = mailed(town, kind="advice")
    assert mail.subject == "Adviesaanvraag ondersteuningsaanbod 2027-2028"
    assert mail.text.index("uiterlijk woensdag 12 mei 2027") < mail.text.index(
        "Onze consulent komt graag langs."
    )


def test_what_is_wrong_is_named_and_stays_as_typed_and_the_usual_words_come_back(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.sanne)

    wrong = client.post(page(town), data={"text": "{school} {datum}", "version": "0"})
    assert wrong.status_code == 422
    assert "Dit kennen wij hier niet: {datum}" in wrong.text
    assert "{school} {datum}</textarea>" in wrong.text
    assert "De Voorbeeldschool {datum}" in wrong.text, "the letter beside it shows what was typed"
    client.post(page(town), data={"text": TEXT, "version": "0"})
    late = client.post(page(town), data={"text": TEXT + " Later.", "version": "0"})
    assert late.status_code == 409
    assert "Je &lt;b&gt;SWV&lt;/b&gt; leest mee. Later." in late.text.partition("Zo ziet de brief eruit")[2]
    client.post(f"{page(town)}/terugzetten")

    db.session.expire_all()
    assert "Niemand ziet wie wat heeft geantwoord" in mailed(town).text


def test_the_mail_of_the_day_can_be_looked_at_in_the_words_that_count(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.sanne)
    said = "Het concept van {school} ligt klaar bij ons."
    client.post(page(town, "draft_ready"), data={"text": said, "version": "0"})

    shown = client.get(f"/samenwerkingsverband/{town.partnership.id}/brieven/mail-van-de-dag").text

    assert "Concept ondersteuningsaanbod klaar en nog 2 berichten" in shown
    assert "Het concept van De Voorbeeldschool ligt klaar bij ons." in shown
    assert shown.count("https://voorbeeld.example/link") == 3
    assert "16.00 uur" in shown
    listed = shown.partition("Dit kan wachten")[2].partition("</ul>")[0]
    assert "Het concept is klaar" in listed
    assert "Adviesaanvraag" not in listed


def test_the_words_are_the_partnerships_alone(app: Flask) -> None:
    town = a_town()

    assert as_person(app, town.hanna).get(page(town)).status_code in (403, 404)
    assert as_person(app, town.eva).get(page(town)).status_code == 404
    assert as_person(app, town.sanne).get(page(town, "sign_in")).status_code == 404


@pytest.mark.parametrize("kind", rules.KINDS)
def test_every_letter_can_be_looked_at_before_it_is_changed(app: Flask, kind: LetterKind) -> None:
    usual = deeds.usual(kind)

    of_the_day = kind is LetterKind.DAY_MAIL
    day = date(2027, 3, 1)
    shown = deeds.preview_of_the_day(0, day, usual) if of_the_day else deeds.preview(kind, usual, day)

    assert "De Voorbeeldschool" in shown.text
    assert "{" not in shown.subject + shown.text
    if kind not in rules.BOUND:
        rules.check(kind, usual)


def test_the_mail_of_the_day_gets_words_of_its_own_with_the_number_filled_in(app: Flask) -> None:
    town = a_town()
    client = as_person(app, town.sanne)
    assert "In deze mail staan {aantal} berichten" in client.get(page(town, "day_mail")).text
    wrong = client.post(page(town, "day_mail"), data={"text": "Dag van {school}.", "version": "0"})
    assert "Dit kennen wij hier niet: {school}." in wrong.text

    said = {
        "subject": "SWV: {aantal} keer nieuws",
        "text": "Het SWV bundelt {aantal} berichten.",
        "version": "0",
    }
    assert client.post(page(town, "day_mail"), data=said).status_code == 303

    about = letter.About(town.partnership.id, None, "De Boog", "2027-2028", ANNA)
    for number in (1, 2):
        outgoing.put(*letter.draft_ready(about, number, [ANNA], "/"))
    db.session.execute(sa.update(letters.OutboxRow).values(next_at=clock.now() - timedelta(minutes=1)))
    db.session.commit()
    day_mail.gather()

    [mail] = [
        row for row in db.session.scalars(sa.select(letters.OutboxRow)) if row.kind is LetterKind.DAY_MAIL
    ]
    assert mail.subject == "SWV: 2 keer nieuws"
    assert "Het SWV bundelt 2 berichten." in mail.text
    assert "Het SWV bundelt 2 berichten." in mail.html
    assert "In deze mail staan" not in mail.text

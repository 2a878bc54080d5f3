"""The owner of a point is asked in January, by a link that does one thing."""

from __future__ import annotations

from datetime import date

import pytest

from sopforms.actions import links, morning, progress
from sopforms.core.codes import LetterKind, LinkPurpose, Step
from sopforms.core.errors import LinkGone, NotFound
from sopforms.store import letters, locations, talks
from sopforms.store.db import db
from sopforms.store.links import LinkRow
from tests import builders

FREE, SCHOOL_DAY, LATER = date(2028, 1, 1), date(2028, 1, 17), date(2028, 1, 18)
OWNER = "werkgroep@school.example"


@pytest.fixture
def running(app):
    """An adopted text for 2027-2028 with one point that runs and one that is done; one address was given."""
    row = builders.a_dossier(Step.ACTIVE)
    for goal in ("Elke groep een rustige plek", "Allen een maatje"):
        db.session.add(talks.PointRow(dossier_id=row.id, goal=goal, due=date(2028, 4, 3)))
    db.session.commit()
    progress.give_address(row.id, talks.points_of(row.id)[0].id, OWNER)
    return builders.reload(row)


def mailed(row):
    return [mail.to_email for mail in letters.of_dossier(row.id) if mail.kind is LetterKind.POINT_PROGRESS]


def fresh(row):
    db.session.refresh(row)
    return row


def newest_link():
    return db.session.scalars(
        db.select(LinkRow).where(LinkRow.purpose == LinkPurpose.PROGRESS).order_by(LinkRow.id.desc())
    ).first()


def test_in_january_each_owner_with_an_address_is_asked_once_on_a_school_day(running):
    morning.run(date(2027, 12, 20))
    morning.run(FREE)
    before = mailed(running)

    morning.run(SCHOOL_DAY)
    morning.run(LATER)

    assert (before, mailed(running)) == ([], [OWNER])


def test_who_answered_that_it_is_done_is_not_asked_again(running):
    point = talks.points_of(running.id)[0]
    progress.answer(point.id, "done", "Klaar in december.", today=date(2027, 12, 20))

    morning.run(SCHOOL_DAY)

    assert mailed(running) == []


def test_one_tap_records_how_far_it_is_and_opening_does_nothing(app, running):
    point = talks.points_of(running.id)[0]
    progress.ask_owner(running.id, point.id, OWNER, today=SCHOOL_DAY)
    address = f"/p/{links.token_of(newest_link())}"
    client = app.test_client()

    opened = client.get(address)
    untouched = (fresh(point).status, point.progress, point.progress_on)
    nothing = client.post(address, data={"note": "Bijna."})
    told = client.post(address, data={"status": "busy", "note": "Twee van de drie groepen."})

    assert "Elke groep een rustige plek" in opened.text
    assert untouched == ("open", "", None)
    assert nothing.status_code == 422
    assert "Kies een van de drie knoppen." in nothing.text
    assert "Bijna." in nothing.text
    assert told.status_code == 303
    assert "Twee van de drie groepen." in client.get(told.location).text
    fresh(point)
    assert (point.status, point.progress) == ("busy", "Twee van de drie groepen.")
    assert point.progress_on is not None


def test_another_address_ends_the_link_of_the_first(app, running):
    point = talks.points_of(running.id)[0]
    progress.ask_owner(running.id, point.id, OWNER, today=SCHOOL_DAY)
    token = links.token_of(newest_link())

    progress.give_address(running.id, point.id, "ander@school.example")

    with pytest.raises(LinkGone):
        links.resolve(token, LinkPurpose.PROGRESS)
    assert app.test_client().get(f"/p/{token}").status_code == 410


def test_who_is_named_again_the_same_day_is_mailed_again(running):
    point = talks.points_of(running.id)[0]

    went = [
        progress.ask_owner(running.id, point.id, f"{who}@school.example", today=SCHOOL_DAY)
        for who in ("anna", "bo", "anna", "anna")
    ]

    assert went == [True, True, True, False]
    assert sorted(mailed(running)) == [f"{who}@school.example" for who in ("anna", "anna", "bo")]
    assert links.is_usable(newest_link())


def test_who_got_the_point_in_january_is_asked_in_january_too(running):
    morning.run(SCHOOL_DAY)
    progress.give_address(running.id, talks.points_of(running.id)[0].id, "bo@school.example")

    morning.run(LATER)

    assert set(mailed(running)) == {OWNER, "bo@school.example"}


@pytest.mark.parametrize("button", [{"actie": "weg", "email": OWNER}, {"actie": "januari", "email": ""}])
def test_an_address_that_is_taken_away_is_not_asked_and_its_link_ends(app, running, button):
    client, point = app.test_client(), talks.points_of(running.id)[0]
    progress.ask_owner(running.id, point.id, OWNER, today=date(2027, 12, 20))
    builders.sign_in(client, builders.anna(locations.get(running.location_id)))
    page = f"/dossier/{running.id}/ontwikkelpunten/{point.id}/navraag"

    refused = client.post(page, data={"email": ""})
    kept = fresh(point).owner_email
    said = client.post(page, data=button, follow_redirects=True).text
    morning.run(SCHOOL_DAY)

    assert (refused.status_code, kept) == (422, OWNER)
    assert "Vul een e-mailadres in om het nu te vragen." in refused.text
    assert "Niemand krijgt deze vraag." in said
    assert fresh(point).owner_email == ""
    assert not links.is_usable(newest_link())
    assert mailed(running) == [OWNER]
    assert "Dit adres weghalen" not in client.get(page).text


def test_a_link_to_a_point_opens_nothing_else(app, running):
    progress.ask_owner(running.id, talks.points_of(running.id)[0].id, OWNER, today=SCHOOL_DAY)
    token = links.token_of(newest_link())

    assert {app.test_client().get(f"/{place}/{token}").status_code for place in "vla"} == {410}


def test_a_point_that_went_on_takes_no_more_answers(running):
    point = talks.points_of(running.id)[0]
    point.status = "carried"
    db.session.commit()

    progress.answer(point.id, "done", "Klaar.", today=LATER)

    assert (fresh(point).status, point.progress) == ("carried", "")


def test_a_point_of_another_school_is_not_found(running):
    other = builders.a_dossier(Step.TALK)

    with pytest.raises(NotFound):
        progress.ask_owner(other.id, talks.points_of(running.id)[0].id, OWNER, today=LATER)


def test_the_coordinator_gives_the_address_of_the_owner_and_lets_january_ask(app, running):
    client, point = app.test_client(), talks.points_of(running.id)[1]
    builders.sign_in(client, builders.anna(locations.get(running.location_id)))
    page = f"/dossier/{running.id}/ontwikkelpunten/{point.id}/navraag"

    wrong = client.post(page, data={"email": "geen adres"})
    later = client.post(page, data={"email": "ict@school.example", "actie": "januari"})
    now = client.post(page, data={"email": "ict@school.example"})

    assert wrong.status_code == 422
    assert "geen adres" in wrong.text
    assert (later.status_code, now.status_code) == (302, 302)
    assert fresh(point).owner_email == "ict@school.example"
    assert mailed(running) == ["ict@school.example"]

"""What the partnership enters is kept, and what is wrong comes back with words that help."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import holidays
from sopforms.core.codes import AdviceForm, Region, Right, Role, Step
from sopforms.store import clock, councils, cycles, locations, partnerships, people
from sopforms.store.db import db
from tests import builders
from tests.asked import an_advice, an_asked_school
from tests.web.browsing import Town, a_town, as_person, digest_of_all_tables
from tests.web.calendar import on


@pytest.fixture
def town(app: Flask) -> Town:
    return a_town()


@pytest.fixture
def sanne(app: Flask, town: Town) -> FlaskClient:
    return as_person(app, town.sanne)


def fresh() -> None:
    db.session.rollback()
    db.session.expire_all()


def test_settings_are_kept(sanne: FlaskClient, town: Town) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/instellingen"
    form = {"name": "SWV Anders", "threshold": "7", "basic_support": "## Wat\n\nTekst", "version": "1"}

    answer = sanne.post(path, data=form)

    fresh()
    assert answer.status_code == 303
    assert (town.partnership.name, town.partnership.threshold) == ("SWV Anders", 7)
    assert sanne.post(path, data=form).status_code == 409


def test_among_many_schools_one_is_found_by_any_words_of_its_row(sanne: FlaskClient, town: Town) -> None:
    for number in range(21):
        place = "Beekdam" if number % 2 else "Duinstad"
        school = builders.a_location(town.partnership, town.board, name=f"De {number}e", place=place)
        builders.a_council(school, secretary_name=f"Secretaris {number}")
    home = f"/samenwerkingsverband/{town.partnership.id}"
    db.session.commit()

    for page, words, found in (
        ("/scholen", "17e beek", "1 school gevonden"), ("/raden", "secretaris 7", "2 raden gevonden"),
        ("", "20e duinstad", "1 school gevonden"), ("/raden", "Zeist", "0 raden gevonden"),
    ):  # fmt: skip
        shown = sanne.get(f"{home}{page}", query_string={"zoek": words}).text
        assert found in shown
        assert ("De 5e" in shown) is (page == "")  # among who is not in the round yet


def test_schools_are_given_to_a_consultant_by_consultant_and_municipality(
    sanne: FlaskClient, town: Town
) -> None:
    cor = builders.a_person("Cor Bos")
    builders.a_membership(cor, Role.CONSULTANT, town.partnership)
    cycle_id = town.dossier.cycle_id
    schools = [
        builders.a_location(town.partnership, town.board, name=f"De {number}e", municipality=place)
        for place in ("Beekdam", "Duinstad")
        for number in range(11)
    ]
    db.session.commit()
    page = f"/ronde/{cycle_id}/consulenten"

    first = sanne.get(page).text
    kept = sanne.post(page, data={f"school-{one.id}": str(cor.id) for one in schools[:3]})
    second = sanne.get(page).text

    assert "Niemand in het bijzonder: 23 scholen" in first
    assert "Beekdam: 11 scholen" in first
    assert kept.status_code == 303
    assert "Niemand in het bijzonder: 20 scholen" in second
    assert "Cor Bos: 3 scholen" in second
    assert "Beekdam:" not in second  # few enough to oversee


@pytest.mark.parametrize("threshold", ["4", "11", "veel", ""])
def test_a_threshold_below_five_or_above_ten_is_refused(
    sanne: FlaskClient, town: Town, threshold: str
) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/instellingen"
    before = digest_of_all_tables()

    answer = sanne.post(path, data={"name": "SWV", "threshold": threshold, "version": "1"})

    assert answer.status_code == 422
    assert digest_of_all_tables() == before


def test_a_school_is_added_and_its_code_is_cleaned(sanne: FlaskClient, town: Town) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/scholen/school"
    form = {
        "board_id": str(town.board.id),
        "code": " 09qa-01 ",
        "name": "De Nieuwe",
        "kind": "bao",
        "region": "noord",
    }

    assert sanne.post(path, data=form).status_code == 303

    fresh()
    row = locations.find_by_code("09QA01")
    assert row is not None
    assert (row.name, row.region) == ("De Nieuwe", Region.NOORD)
    twice = sanne.post(path, data=form)
    assert twice.status_code == 422
    assert "staat er al in" in twice.text


def test_a_board_of_another_partnership_cannot_be_chosen(sanne: FlaskClient, town: Town) -> None:
    foreign = builders.a_board(builders.a_partnership())
    path = f"/samenwerkingsverband/{town.partnership.id}/scholen/school"
    form = {"board_id": str(foreign.id), "code": "09QA01", "name": "X", "kind": "bao", "region": "noord"}

    assert sanne.post(path, data=form).status_code == 422


def test_a_school_of_another_partnership_does_not_exist(sanne: FlaskClient, town: Town) -> None:
    foreign = builders.a_location(builders.a_partnership())
    path = f"/samenwerkingsverband/{town.partnership.id}/scholen/school/{foreign.id}"

    assert sanne.get(path).status_code == 404
    assert sanne.post(path, data={"name": "Gekaapt"}).status_code == 404


def test_a_board_is_added(sanne: FlaskClient, town: Town) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/scholen/bestuur"

    assert sanne.post(path, data={"number": "7749", "name": "Stichting Nieuw"}).status_code == 303
    assert sanne.post(path, data={"number": "abc", "name": "Stichting Fout"}).status_code == 422

    fresh()
    names = [board.name for board in partnerships.boards_of(town.partnership.id)]
    assert "Stichting Nieuw" in names
    assert "Stichting Fout" not in names


def test_a_council_with_consent_needs_a_last_day(sanne: FlaskClient, town: Town) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/raden/raad"
    form = {
        "board_id": str(town.board.id),
        "name": "MR Nieuw",
        "kind": "mr",
        "locations": str(town.location.id),
        "right": "instemming",
        "weeks": "6",
        "holidays": "niet_meetellen",
        "secretary_email": "secretaris@mr.example",
        "article": "Artikel 24",
    }

    refused = sanne.post(path, data=form)
    longer = sanne.post(path, data=form | {"valid_until": f"1-1-{clock.today().year + 3}"})
    until = clock.today() + timedelta(days=600)
    kept = sanne.post(path, data=form | {"valid_until": f"{until:%d-%m-%Y}"})

    fresh()
    assert refused.status_code == 422
    assert "hoogstens twee jaar" in refused.text
    assert longer.status_code == 422
    assert "ten hoogste twee jaar" in longer.text
    assert kept.status_code == 303
    (row,) = [one for one in councils.of_partnership(town.partnership.id) if one.name == "MR Nieuw"]
    assert (row.right, row.valid_until, row.article) == (Right.INSTEMMING, until, "24")
    assert councils.locations_of(row.id) == [town.location.id]


def test_somebody_gets_a_role_and_loses_it(app: Flask, sanne: FlaskClient, town: Town) -> None:
    base = f"/samenwerkingsverband/{town.partnership.id}/mensen"
    form = {
        "name": "Kim Bos",
        "email": "Kim@School.example",
        "role": "coordinator",
        "where": f"location-{town.location.id}",
    }

    assert sanne.post(f"{base}/persoon", data=form).status_code == 303
    assert sanne.post(f"{base}/persoon", data=form).status_code == 422

    fresh()
    kim = people.find_by_email("kim@school.example")
    assert kim is not None
    client = as_person(app, kim)
    assert client.get(f"/dossier/{town.dossier.id}").status_code == 200
    (row,) = people.memberships_of(kim.id)
    sanne.post(f"{base}/rol/{row.id}/weg")
    assert client.get(f"/dossier/{town.dossier.id}").status_code == 302
    fresh()
    assert people.find_by_email("kim@school.example") is None


def test_somebody_is_found_by_name_and_place_among_many(sanne: FlaskClient, town: Town) -> None:
    base = f"/samenwerkingsverband/{town.partnership.id}/mensen"

    found = sanne.get(base, query_string={"zoek": f"{town.anna.name} {town.location.name}".upper()}).text
    nobody = sanne.get(base, query_string={"zoek": "<i>zomaar</i>"}).text

    assert town.anna.email in found
    assert town.bram.email not in found
    assert "0 mensen gevonden" in nobody
    assert "<i>" not in nobody


@pytest.mark.parametrize(("role", "where"), [("head", "board"), ("board", "location"), ("swv", "location")])
def test_a_role_belongs_to_its_kind_of_place(sanne: FlaskClient, town: Town, role: str, where: str) -> None:
    ids = {"board": town.board.id, "location": town.location.id}
    form = {"name": "Kim", "email": "kim@b.example", "role": role, "where": f"{where}-{ids[where]}"}

    answer = sanne.post(f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon", data=form)

    assert answer.status_code == 422


def test_who_works_for_the_partnership_cannot_decide_for_a_board(sanne: FlaskClient, town: Town) -> None:
    mine = {
        "name": town.sanne.name,
        "email": town.sanne.email,
        "role": "board",
        "where": f"board-{town.board.id}",
    }
    theirs = {"name": town.bram.name, "email": town.bram.email, "role": "swv"}
    theirs["where"] = f"partnership-{town.partnership.id}"
    base = f"/samenwerkingsverband/{town.partnership.id}/mensen"

    answers = [sanne.post(f"{base}/persoon", data=form) for form in (mine, theirs)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("kan niet ook voor een bestuur besluiten" in answer.text for answer in answers)
    fresh()
    assert [row.role for row in people.memberships_of(town.sanne.id)] == [Role.SWV]
    assert [row.role for row in people.memberships_of(town.bram.id)] == [Role.BOARD]


def test_a_person_who_works_elsewhere_too_is_not_renamed_from_here(sanne: FlaskClient, town: Town) -> None:
    builders.a_membership(town.anna, Role.COORDINATOR, builders.a_location(builders.a_partnership()))
    path = f"/samenwerkingsverband/{town.partnership.id}/mensen/persoon/{town.anna.id}"

    answer = sanne.post(path, data={"name": "Gekaapt", "email": "gekaapt@b.example"})

    assert answer.status_code == 409
    fresh()
    assert town.anna.name == "Anna de Vries"


def test_the_board_gives_a_mandate_and_takes_it_back(app: Flask, town: Town) -> None:
    client = as_person(app, town.bram)
    path = f"/bestuur/{town.board.id}/mandaten"
    (row,) = people.memberships_of(town.hanna.id)
    form = {"membership_id": str(row.id), "source": "managementstatuut artikel 4", "until": "31-7-2090"}

    assert client.post(path, data=form | {"source": ""}).status_code == 422
    assert client.post(path, data=form | {"until": "1-1-2020"}).status_code == 422
    assert client.post(path, data=form).status_code == 303
    fresh()
    assert people.memberships_of(town.hanna.id)[0].mandate_until == date(2090, 7, 31)

    assert client.post(path, data=form | {"until": ""}).status_code == 422
    assert client.post(path, data=form | {"membership_id": ""}).status_code == 422
    fresh()
    assert people.memberships_of(town.hanna.id)[0].mandate_until == date(2090, 7, 31)
    assert '<option value="">Kies een directeur' in client.get(path).text  # nobody is chosen beforehand
    client.post(path, data={"einde": str(row.id)})
    fresh()
    assert people.memberships_of(town.hanna.id)[0].mandate_until is None


def test_an_administrator_sees_the_mandates_and_gives_none(app: Flask, town: Town) -> None:
    administrator = builders.a_person("Ada Beheer")
    builders.a_membership(administrator, Role.ADMINISTRATOR)
    client, path = as_person(app, administrator), f"/bestuur/{town.board.id}/mandaten"
    (row,) = people.memberships_of(town.hanna.id)
    form = {"membership_id": str(row.id), "source": "managementstatuut artikel 4", "until": "31-7-2090"}

    looked, gave = client.get(path), client.post(path, data=form)

    assert (looked.status_code, gave.status_code) == (200, 403)
    fresh()
    assert people.memberships_of(town.hanna.id)[0].mandate_until is None


def test_a_mandate_of_who_works_for_the_partnership_counts_for_nothing(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked, AdviceForm.POSITIEF, ())
    page, data = f"/dossier/{asked.id}/oordeel", {"verdict": "toereikend", "reason": "Er is genoeg hulp."}
    with_mandate = as_person(app, asked.hanna).post(page, data=data)

    builders.a_membership(asked.hanna, Role.CONSULTANT, asked.partnership)
    at_the_partnership_too = as_person(app, asked.hanna).post(page, data=data)

    assert (with_mandate.status_code, at_the_partnership_too.status_code) == (303, 409)
    assert "mandaat" in at_the_partnership_too.text


def test_nobody_of_the_partnership_gives_a_mandate(sanne: FlaskClient, town: Town) -> None:
    assert sanne.get(f"/bestuur/{town.board.id}/mandaten").status_code == 404


def test_a_school_chooses_its_own_holiday(sanne: FlaskClient, town: Town) -> None:
    holidays.read_shipped(builders.SETS / "holidays.json")
    base = f"/samenwerkingsverband/{town.partnership.id}/vakanties"
    form = {
        "whose": str(town.location.id),
        "school_year": "2026-2027",
        "name": "Voorjaarsvakantie",
        "first": "6-2-2027",
        "last": "14-2-2027",
    }

    assert sanne.post(f"{base}/school", data=form | {"last": "1-2-2027"}).status_code == 422
    assert (
        sanne.post(f"{base}/school", data=form | {"first": "6-2-2031", "last": "7-2-2031"}).status_code == 422
    )
    assert sanne.post(f"{base}/school", data=form).status_code == 303

    fresh()
    calendar = locations.calendar_of(town.location)
    assert calendar.is_holiday(date(2027, 2, 8))
    assert not calendar.is_holiday(date(2027, 2, 23))


def test_the_school_itself_fills_in_its_own_days_and_takes_them_back(app: Flask, town: Town) -> None:
    holidays.read_shipped(builders.SETS / "holidays.json")
    page = f"/vestiging/{town.location.id}/vakanties"
    year = locations.holidays_of(town.location, "2026-2027")[0].school_year
    form = {"school_year": year, "name": "Voorjaarsvakantie", "first": "6-2-2027", "last": "14-2-2027"}
    with on(date(2026, 11, 25)):
        anna, eva = as_person(app, town.anna), as_person(app, town.eva)
        assert eva.post(page, data=form).status_code == 404
        wrong = anna.post(page, data=form | {"last": "1-2-2027"})
        assert wrong.status_code == 422
        assert "ligt voor de eerste" in wrong.text
        assert anna.post(page, data=form).status_code == 303
        fresh()
        assert locations.calendar_of(town.location).is_holiday(date(2027, 2, 8))
        (own,) = [row for row in locations.holidays_of(town.location, year) if row.location_id is not None]
        assert "eigen dagen" in anna.get(page).text
        other = builders.a_location(town.partnership)
        nina = as_person(app, builders.anna(other))
        assert nina.post(f"/vestiging/{other.id}/vakanties/{own.id}/weg").status_code == 404

        assert anna.post(f"{page}/{own.id}/weg").status_code == 303

        fresh()
        assert not locations.calendar_of(town.location).is_holiday(date(2027, 2, 8))
        assert "eigen dagen" not in anna.get(page).text


def test_a_partnership_fills_in_the_holidays_of_its_region_and_the_task_is_gone(
    app: Flask, town: Town
) -> None:
    base = f"/samenwerkingsverband/{town.partnership.id}"
    other = builders.a_location(builders.a_partnership(code="PO3003"))
    with on(date(2027, 4, 1)):
        holidays.read_shipped(builders.SETS / "holidays.json")
        sanne = as_person(app, town.sanne)
        home = sanne.get(base).text
        assert "vul de schoolvakanties van 2027-2028 in" in home
        assert "31 mei 2027" in home
        for name, first, last in (
            ("Voorjaarsvakantie", "19-2-2028", "27-2-2028"),
            ("Meivakantie", "29-4-2028", "7-5-2028"),
            ("Zomervakantie", "8-7-2028", "20-8-2028"),
        ):
            form = {"whose": town.location.region, "school_year": "2027-2028", "name": name}
            form |= {"first": first, "last": last}
            assert sanne.post(f"{base}/vakanties/school", data=form).status_code == 303
        fresh()
        assert "vul de schoolvakanties" not in sanne.get(base).text
        assert locations.calendar_of(town.location).is_holiday(date(2028, 5, 1))
        assert not locations.calendar_of(other).is_holiday(date(2028, 5, 1))
        assert "8 juli 2028" in sanne.get(f"{base}/vakanties").text
        (row, *_others) = [
            one for one in locations.regional_holidays(town.partnership.id) if one.partnership_id
        ]

        assert sanne.post(f"{base}/vakanties/{row.id}/weg").status_code == 303

        assert "vul de schoolvakanties" in sanne.get(base).text


def test_a_school_looks_at_its_holidays_once_a_year(app: Flask, town: Town) -> None:
    holidays.read_shipped(builders.SETS / "holidays.json")
    row = town.dossier
    home, page = f"/dossier/{row.id}", f"/vestiging/{town.location.id}/vakanties"
    with on(date(2026, 9, 10)):
        anna = as_person(app, town.anna)
        assert "Vakanties van 2026-2027 nakijken, uiterlijk 31 oktober 2026" in anna.get(home).text

        assert anna.post(page, data={"actie": "kloppen"}).status_code == 303

        fresh()
        assert "nakijken" not in anna.get(home).text
        assert "Deze dagen kloppen" not in anna.get(page).text


def test_a_school_that_did_not_look_in_time_hears_that_the_day_is_over(app: Flask, town: Town) -> None:
    holidays.read_shipped(builders.SETS / "holidays.json")
    with on(date(2026, 11, 1)):
        anna = as_person(app, town.anna)

        assert "dat kon tot en met 31 oktober 2026" in anna.get(f"/dossier/{town.dossier.id}").text
        assert "Doe het alsnog" in anna.get(f"/vestiging/{town.location.id}/vakanties").text


def test_shipped_holidays_are_read_once(app_on_both: Flask) -> None:
    first = holidays.read_shipped(builders.SETS / "holidays.json")

    assert first is not None
    assert first > 30
    assert holidays.read_shipped(builders.SETS / "holidays.json") == 0


def test_a_round_is_opened_with_dates_that_fit(sanne: FlaskClient, town: Town) -> None:
    path = f"/samenwerkingsverband/{town.partnership.id}/ronde"
    page = sanne.get(path).text
    form = {
        "school_year": "2027-2028",
        "question_set": "shipped",
        "survey_by": "22-1-2027",
        "draft_by": "12-3-2027",
        "request_by": "31-3-2027",
        "pupil_voice": "aan",
    }

    double = sanne.post(path, data=form)

    assert "Teruggerekend vanaf 1 augustus" in page
    assert double.status_code == 422
    assert "al open" in double.text
    assert len(cycles.of_partnership(town.partnership.id)) == 1


def test_the_administrator_adds_a_partnership(app: Flask, town: Town) -> None:
    client = as_person(app, town.ada)

    assert client.post("/installatie", data={"code": "vo-25-07", "name": "SWV VO Nieuw"}).status_code == 303
    assert client.post("/installatie", data={"code": "vo-25-07", "name": "Nog eens"}).status_code == 422
    assert client.post("/installatie", data={"code": "XX1", "name": "Fout"}).status_code == 422
    assert as_person(app, town.sanne).get("/installatie").status_code == 404

    fresh()
    row = partnerships.find_by_code("VO2507")
    assert row is not None
    assert row.sector.value == "vo"

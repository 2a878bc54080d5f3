"""Schools agree with their neighbours before the request; the partnership remarks, and never approves."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import alignment
from sopforms.core.codes import Deed, Role, Step
from sopforms.store import alignments, logbook, partnerships
from sopforms.store.db import db
from sopforms.store.locations import LocationRow
from tests.builders import a_membership, a_partnership, a_person, anna, sanne
from tests.web.browsing import as_person, dead_links
from tests.web.test_coverage import ABSENT, PRESENT, a_school

REASON = "Twee scholen in Duindorp vragen al dezelfde specialist; een derde kan de pot niet dragen."


@pytest.fixture
def schools() -> tuple[Any, Any, Any]:
    """Two neighbours and one farther away."""
    partnership = a_partnership()
    return (
        a_school(partnership, "De Linde", Step.DRAFT, EX_03=PRESENT),
        a_school(partnership, "De Eik", Step.DRAFT, EX_03=ABSENT, EX_02=PRESENT),
        a_school(partnership, "De Beuk", Step.DRAFT, "Veldstad", EX_03=PRESENT),
    )


def at(app: Flask, dossier: Any) -> FlaskClient:
    return as_person(app, anna(db.session.get_one(LocationRow, dossier.location_id)))


def of_partnership(app: Flask, dossier: Any, role: Role = Role.SWV) -> FlaskClient:
    if role is Role.SWV:
        return as_person(app, sanne(_partnership(dossier)))
    person = a_person("Coen Sulent")
    a_membership(person, role, _partnership(dossier))
    return as_person(app, person)


def _partnership(dossier: Any) -> Any:
    return partnerships.get(dossier.partnership_id)


def test_a_school_sees_what_its_neighbours_share_and_no_other_schools(app: Flask, schools: Any) -> None:
    linde, _eik, _beuk = schools

    shown = at(app, linde).get(f"/dossier/{linde.id}/afstemming").text

    eik = shown.split("De Eik</h3>")[1].split("</section>")[0]
    assert "Autisme of prikkels (op school)" in eik
    assert "Meer- of hoogbegaafdheid" in eik.split("Biedt niet:")[1]
    assert "De Beuk" not in shown


def test_an_agreement_counts_once_the_other_school_confirmed_it(app: Flask, schools: Any) -> None:
    linde, eik, beuk = schools
    mine, theirs = at(app, linde), at(app, eik)

    sent = mine.post(
        f"/dossier/{linde.id}/afstemming",
        data={"school": str(eik.location_id), "topic": "", "text": "Samen een plusklas op woensdag."},
    )
    assert sent.status_code == 303
    (made,) = alignments.agreements_of(linde.cycle_id, linde.location_id)
    assert alignments.in_force(linde.cycle_id) == []
    own = mine.post(f"/dossier/{linde.id}/afstemming/afspraak/{made.id}/bevestigen")
    stranger = at(app, beuk).post(f"/dossier/{beuk.id}/afstemming/afspraak/{made.id}/bevestigen")
    theirs.post(f"/dossier/{eik.id}/afstemming/afspraak/{made.id}/bevestigen")

    assert (own.status_code, stranger.status_code) == (409, 404)
    assert [row.text for row in alignments.in_force(linde.cycle_id)] == ["Samen een plusklas op woensdag."]
    assert logbook.of_dossier(eik.id)[-1].deed is Deed.CONFIRM_AGREEMENT
    mine.post(f"/dossier/{linde.id}/afstemming/afspraak/{made.id}/beeindigen")
    assert alignments.in_force(linde.cycle_id) == []
    assert "Samen een plusklas" in theirs.get(f"/dossier/{eik.id}/afstemming").text


def test_a_school_that_is_no_neighbour_cannot_be_chosen_and_what_was_typed_stays(
    app: Flask, schools: Any
) -> None:
    linde, _eik, beuk = schools

    answer = at(app, linde).post(
        f"/dossier/{linde.id}/afstemming", data={"school": str(beuk.location_id), "text": "Samen rekenen."}
    )

    assert answer.status_code == 422
    assert "Samen rekenen." in answer.text


def test_a_remark_is_answered_and_stands_in_the_papers_and_nothing_waits_for_it(
    app: Flask, schools: Any
) -> None:
    linde = schools[0]
    consultant = of_partnership(app, linde, Role.CONSULTANT)

    sent = consultant.post(
        f"/dossier/{linde.id}/dekking/opmerking",
        data={"opmerking-topic": "", "opmerking-text": "Alleen deze school heeft een plusklas."},
    )
    assert sent.status_code == 303
    (remark,) = alignments.remarks_of(linde.id)
    at(app, linde).post(
        f"/dossier/{linde.id}/afstemming/opmerking/{remark.id}",
        data={f"antwoord{remark.id}-text": "Wij houden haar open voor de buurt."},
    )

    db.session.expire_all()
    shown = consultant.get(f"/dossier/{linde.id}/dekking").text
    assert "Wij houden haar open voor de buurt." in shown
    assert (
        "Alleen deze school heeft een plusklas." in at(app, linde).get(f"/dossier/{linde.id}/afstemming").text
    )
    assert logbook.of_dossier(linde.id)[-1].step is Step.DRAFT
    assert alignment.for_request(alignments.remarks_of(linde.id)) == (
        "Opmerking: Alleen deze school heeft een plusklas."
        " Antwoord van de school: Wij houden haar open voor de buurt."
    )


def test_only_the_partnership_objects_and_only_with_a_reason(app: Flask, schools: Any) -> None:
    linde = schools[0]
    swv, consultant = of_partnership(app, linde), of_partnership(app, linde, Role.CONSULTANT)
    address = f"/dossier/{linde.id}/dekking/bezwaar"
    assert "WPO artikel 18a" in swv.get(f"/dossier/{linde.id}/dekking").text

    bare = swv.post(address, data={"bezwaar-topic": "", "bezwaar-text": "Te duur."})
    refused = consultant.post(address, data={"bezwaar-topic": "", "bezwaar-text": REASON})
    sent = swv.post(address, data={"bezwaar-topic": "", "bezwaar-text": REASON})

    assert (bare.status_code, refused.status_code, sent.status_code) == (422, 403, 303)
    assert "Te duur." in bare.text
    assert [row.kind for row in alignments.remarks_of(linde.id)] == ["burden"]
    line = logbook.of_dossier(linde.id)[-1]
    assert (line.deed, line.basis) == (Deed.OBJECT_BURDEN, "WPO 18a; WVO 2020 2.47 lid 8")


def test_no_page_of_the_partnership_offers_to_approve(app: Flask, schools: Any) -> None:
    linde = schools[0]

    shown = of_partnership(app, linde).get(f"/dossier/{linde.id}/dekking").text

    assert "goedkeuren" not in shown.lower()
    assert "U keurt het concept niet goed of af." in shown


def test_a_consultant_reads_and_remarks_on_the_drafts_of_own_schools_and_of_those_of_nobody(
    app: Flask, schools: Any
) -> None:
    linde, eik, beuk = schools
    coen, other = a_person("Coen Sulent"), a_person("Olga Ander")
    for person in (coen, other):
        a_membership(person, Role.CONSULTANT, _partnership(linde))
    for dossier, person in ((linde, coen), (eik, other)):
        db.session.get_one(LocationRow, dossier.location_id).consultant_id = person.id
    mine, swv = as_person(app, coen), of_partnership(app, linde)

    def opens(client: FlaskClient, page: str) -> list[int]:
        return [client.get(f"/dossier/{one.id}/{page}").status_code for one in (linde, eik, beuk)]

    assert opens(mine, "concept") == opens(mine, "concept/voorbeeld") == [200, 403, 200]
    assert opens(swv, "concept") == [200, 200, 200]
    assert opens(mine, "dekking") == [200, 200, 200]
    assert dead_links(mine, f"/dossier/{eik.id}/dekking") == dead_links(mine, f"/dossier/{eik.id}") == {}
    said = {"opmerking-topic": "", "opmerking-text": "Denk aan de buurt."}
    assert mine.post(f"/dossier/{eik.id}/dekking/opmerking", data=said).status_code == 403
    assert "heeft een andere consulent" in mine.get(f"/dossier/{eik.id}/concept").text

"""Reaction, talks, judgement and adoption by the pages of board and head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from sopforms.core.codes import AdviceForm, Right, Role, Step
from sopforms.store import advices, decisions, drafts
from sopforms.store.db import db
from sopforms.store.people import PersonRow
from tests import builders
from tests.asked import Asked, a_reaction, an_advice, an_asked_school, opened
from tests.web.browsing import as_person, digest_of_all_tables
from tests.web.calendar import on

PAGES = (
    "reactie",
    "reactie/controleren",
    "overleg",
    "nader-overleg",
    "oordeel",
    "vaststellen",
    "vaststellen/controleren",
    "besluit",
    "schoolgids",
)
ANSWERED = {
    "points-0-answer": "overgenomen",
    "points-0-reason": "Dat doen wij graag zo.",
    "points-1-answer": "niet",
    "points-1-reason": "Daar is geen tijd voor.",
    "name": "Bram Smit",
    "function": "bestuurder",
    "actie": "verder",
}


@pytest.fixture(autouse=True)
def _in_may() -> Iterator[None]:
    with on(date(2027, 5, 24)):
        yield


def reacted(app: Flask, *, follows: bool = True, **board: bool) -> tuple[Asked, FlaskClient]:
    asked = an_asked_school(Step.REACTED)
    for name, value in board.items():
        setattr(asked.board, name, value)
    a_reaction(asked, an_advice(asked, AdviceForm.POSITIEF, ()), follows=follows)
    return asked, as_person(app, asked.bram)


def version_of(client: FlaskClient, page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get(page).text)
    assert found
    return found[1]


def test_the_board_reacts_point_by_point_checks_and_sends(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"
    assert "De onderwijsassistent blijft na de kerst." in client.get(page).text
    saved = client.post(page, data={**ANSWERED, "version": "0"})
    assert saved.headers["Location"] == f"{page}/controleren"
    assert "U volgt het advies." in client.get(f"{page}/controleren").text

    first = client.post(f"{page}/controleren")
    again = client.post(f"{page}/controleren")

    assert {first.headers["Location"], again.headers["Location"]} == {f"{page}/verstuurd"}
    assert "De reactie is verstuurd" in client.get(f"{page}/verstuurd").text
    assert builders.reload(asked.dossier).followed is True
    assert decisions.find_concept(asked.id, "reaction") is None


def test_a_reaction_that_deviates_asks_for_a_day_to_talk_and_says_so(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"
    partly = {**ANSWERED, "points-0-answer": "deels"}
    wrong = client.post(page, data={**partly, "version": "0"})
    assert wrong.status_code == 422
    assert "Bied een dag aan voor nader overleg" in wrong.text

    client.post(page, data={**partly, "talks_on": "1-6-2027", "version": "1"})
    check = client.get(f"{page}/controleren").text
    client.post(f"{page}/controleren")

    assert "U volgt het advies niet helemaal." in check
    assert "dinsdag 1 juni 2027" in check
    talk = advices.find_consultation(asked.id, "nader_overleg")
    assert talk is not None
    assert talk.planned_for == date(2027, 6, 1)


def test_a_reason_that_is_missing_is_asked_for_and_what_was_typed_stays(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"

    answer = client.post(page, data={**ANSWERED, "points-1-reason": "", "version": "0"})

    assert answer.status_code == 422
    assert "Geef de reden, in ten minste één zin." in answer.text
    assert "Dat doen wij graag zo." in answer.text
    assert client.get(f"{page}/controleren").status_code == 302


def test_P04_of_two_windows_on_a_reaction_the_second_sees_both(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"
    client.post(page, data={**ANSWERED, "text": "Eerste tekst", "version": "0", "actie": "concept"})

    late = client.post(page, data={**ANSWERED, "text": "Tweede tekst", "version": "0", "actie": "concept"})

    assert late.status_code == 409
    assert "Eerste tekst" in late.text
    assert "Tweede tekst" in late.text


def test_the_board_adopts_after_a_checklist_and_a_check(app: Flask) -> None:
    asked, client = reacted(app)
    page = f"/dossier/{asked.id}/vaststellen"
    shown = client.get(page).text
    assert "Wie besluit?" in shown
    who = {"place": "Voorbeeldstad", "name": "Bram Smit", "function": "bestuurder"}
    assert client.post(page, data={**who, "name": "", "version": "0"}).status_code == 422
    client.post(page, data={**who, "version": version_of(client, page)})
    assert "24 mei 2027, Bram Smit, bestuurder" in client.get(f"{page}/controleren").text

    first = client.post(f"{page}/controleren")
    again = client.post(f"{page}/controleren")

    assert {first.headers["Location"], again.headers["Location"]} == {f"{page}/klaar"}
    assert builders.reload(asked.dossier).step is Step.ADOPTED
    assert client.get(f"/dossier/{asked.id}/besluit").status_code == 200


def test_what_stands_in_the_way_is_said_in_sentences(app: Flask) -> None:
    asked, client = reacted(app, follows=False, judgement_required=True)

    shown = client.get(f"/dossier/{asked.id}/vaststellen").text

    assert "Bied eerst nader overleg aan" in shown
    assert "legt eerst vast hoe het over het aanbod oordeelt" in shown
    assert "Wie besluit?" not in shown


def test_the_judgement_that_lacks_is_one_press_away(app: Flask) -> None:
    asked, client = reacted(app, judgement_required=True)

    shown = client.get(f"/dossier/{asked.id}/vaststellen").text

    assert (
        f'<a class="btn" href="/dossier/{asked.id}/oordeel">Oordeel van het bestuur vastleggen</a>' in shown
    )


def test_a_text_that_is_not_ready_is_named_on_the_page_and_not_adopted(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    a_reaction(asked, an_advice(asked))
    open_part = drafts.find_part(asked.id, "g3")
    assert open_part is not None
    open_part.ready_on = None
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/vaststellen"

    shown = client.get(page).text
    data = {"place": "Voorbeeldstad", "name": "Bram Smit", "function": "bestuurder", "version": "0"}
    client.post(page, data=data)
    refused = client.post(f"{page}/controleren")

    assert "Nog niet af: Ons gebouw." in shown
    assert "U kunt nog niet vaststellen" in shown
    assert refused.status_code == 409
    assert builders.reload(asked.dossier).step is Step.REACTED


def test_the_law_refuses_to_adopt_before_the_reaction_by_any_way(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/vaststellen"
    client.post(page, data={"place": "X", "name": "Bram", "function": "bestuurder", "version": "0"})

    answer = client.post(f"{page}/controleren")

    assert answer.status_code == 409
    assert "Reageer eerst schriftelijk" in answer.text
    assert decisions.find_decision(asked.id) is None


def test_two_persons_adopt_where_the_board_asks_for_it(app: Flask) -> None:
    asked, bram = reacted(app, second_person_required=True)
    other = builders.a_person("Bea Kuipers")
    builders.a_membership(other, Role.BOARD, asked.board, function="bestuurder")
    page = f"/dossier/{asked.id}/vaststellen"
    bram.post(page, data={"place": "Stad", "name": "Bram Smit", "function": "bestuurder", "version": "0"})
    assert "Een tweede persoon stelt vast." in bram.get(f"{page}/controleren").text
    assert bram.post(f"{page}/controleren").status_code == 409

    answer = as_person(app, other).post(f"{page}/controleren")

    assert answer.headers["Location"] == f"{page}/klaar"
    assert builders.reload(asked.dossier).step is Step.ADOPTED


def test_judgement_and_talks_are_recorded(app: Flask) -> None:
    asked, client = reacted(app, follows=False)
    base = f"/dossier/{asked.id}"
    assert client.post(f"{base}/oordeel", data={"verdict": "deels"}).status_code == 422

    why = {"verdict": "deels", "reason": "Er is nog een lift nodig."}
    undone = client.post(f"{base}/oordeel", data=why)
    assert undone.status_code == 422
    assert "wat het bestuur eraan doet" in undone.text

    client.post(f"{base}/oordeel", data={**why, "measures": "Wij vragen een lift aan."})
    client.post(f"{base}/nader-overleg", data={"went": "held", "day": "24-5-2027"})

    judgement = decisions.find_judgement(asked.id)
    assert judgement is not None
    assert (judgement.verdict, judgement.measures) == ("deels", "Wij vragen een lift aan.")
    talk = advices.find_consultation(asked.id, "nader_overleg")
    assert talk is not None
    assert talk.held_on == date(2027, 5, 24)


def test_silence_is_recorded_by_the_school_after_the_term(app: Flask) -> None:
    asked = an_asked_school()
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/geen-advies"
    assert "Geen antwoord is geen ja." in client.get(page).text

    client.post(page)

    assert builders.reload(asked.dossier).step is Step.NO_ADVICE


def test_a_head_without_mandate_hears_that_it_is_for_the_board(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    head = builders.hanna(asked.location)
    client, page = as_person(app, head), f"/dossier/{asked.id}/reactie"
    client.post(page, data={**ANSWERED, "version": "0"})

    answer = client.post(f"{page}/controleren")

    assert answer.status_code == 409
    assert "mandaat" in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_looking_changes_nothing(app: Flask, page: str) -> None:
    asked, client = reacted(app, follows=False)
    before = digest_of_all_tables()

    client.get(f"/dossier/{asked.id}/{page}")

    assert digest_of_all_tables() == before


def test_the_coordinator_and_the_partnership_decide_nothing(app: Flask) -> None:
    asked, _client = reacted(app)
    sanne = builders.sanne(asked.partnership)

    def codes(person: PersonRow) -> set[int]:
        client = as_person(app, person)
        base = f"/dossier/{asked.id}"
        return {client.post(f"{base}/{page}").status_code for page in ("reactie", "vaststellen", "oordeel")}

    assert codes(asked.anna) == {403}
    assert codes(sanne) == {403}


def test_another_school_does_not_exist(app: Flask) -> None:
    asked, _client = reacted(app)
    eva = builders.a_person("Eva Vos")
    builders.a_membership(eva, Role.HEAD, builders.a_location(asked.partnership))
    db.session.commit()
    client = as_person(app, eva)

    assert {client.get(f"/dossier/{asked.id}/{page}").status_code for page in PAGES} == {404}


def test_a_point_that_was_no_part_of_the_advice_is_said_not_to_be_deviating(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"
    client.post(page, data={**ANSWERED, "version": "0"})

    check = client.get(f"{page}/controleren").text

    assert "U volgt het advies." in check
    assert "Niet of niet helemaal overgenomen: punt 2." in check


def test_the_board_reacts_to_consent_and_not_to_advice(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    asked.council.right, asked.council.valid_until = Right.INSTEMMING, date(2027, 7, 31)
    an_advice(asked, AdviceForm.POSITIEF_OPM)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"

    form = client.get(page).text
    client.post(page, data={**ANSWERED, "version": "0"})
    check = client.get(f"{page}/controleren").text
    client.post(f"{page}/controleren", data={"seen": re.search(r'name="seen"[^>]*value="([^"]+)"', check)[1]})
    sent = client.get(f"{page}/verstuurd").text
    shown = client.get(f"/dossier/{asked.id}/advies").text

    assert "Instemming met aandachtspunten" in form
    for text in (form, check, sent, shown):
        main = text[text.index("<main") :].replace("/advies", "")
        assert re.findall(r".{30}\badvies\b.{30}", main) == []


def test_the_ground_of_a_covering_network_sends_the_coverage_of_that_day_along(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"
    partly = {
        **ANSWERED, "points-0-answer": "deels", "points-0-change": "Wij noemen hoe lang.",
        "points-0-part": "g2", "network": "y", "talks_on": "1-6-2027", "version": "0",
    }  # fmt: skip

    client.post(page, data=partly)
    check = client.get(f"{page}/controleren").text
    client.post(f"{page}/controleren")

    assert "Dekkend netwerk" in check
    assert "Deel: Extra hulp op onze school" in check
    given = advices.in_force(asked.request.id)
    assert given is not None
    reaction = advices.find_reaction(given.id)
    assert reaction is not None
    assert reaction.coverage["on"] == "2027-05-24"
    assert {"name", "present", "lacking", "unknown"} == set(reaction.coverage["needs"][0])
    shown = opened(app, asked).get("/advies/reactie").text
    assert "het dekkend netwerk in de regio. Dekking op 24 mei 2027" in shown
    assert "/advies/tekst#g2" in shown


def test_who_follows_the_advice_sends_no_coverage_along(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/reactie"

    client.post(page, data={**ANSWERED, "network": "y", "version": "0"})
    client.post(f"{page}/controleren")

    given = advices.in_force(asked.request.id)
    assert given is not None
    reaction = advices.find_reaction(given.id)
    assert reaction is not None
    assert reaction.coverage == {}

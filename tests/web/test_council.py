"""The pages of the council: a link that does nothing until somebody opens it, and then one request only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from sopforms.actions import links, outcomes, reading
from sopforms.core.changes import compare
from sopforms.core.codes import (
    AdviceForm,
    LinkPurpose,
    PointAnswer,
    Right,
    Role,
    Step,
    ValueSource,
)
from sopforms.store import advices
from sopforms.store.db import db
from sopforms.store.talks import SchoolValueRow
from tests import builders
from tests.asked import (
    Asked,
    a_decision,
    a_link,
    a_reaction,
    a_snapshot,
    an_advice,
    an_asked_school,
    opened,
    text_of,
    token_of,
)
from tests.web.browsing import digest_of_all_tables
from tests.web.calendar import on

READ = ("/advies", "/advies/tekst", "/advies/brief", "/advies/uitkomsten")
WRITE = ("/advies/geven", "/advies/delen", "/advies/overleg", "/advies/controleren", "/advies/intrekken")


@pytest.fixture(autouse=True)
def _in_april() -> Iterator[None]:
    with on(date(2027, 4, 20)):
        yield


def test_P07_a_hundred_looks_at_the_link_change_no_row(app_on_both: Flask) -> None:
    asked = an_asked_school()
    token = token_of(a_link(asked))
    client = app_on_both.test_client()
    before = digest_of_all_tables()

    codes = {client.get(f"/a/{token}").status_code for _ in range(50)}
    codes |= {client.head(f"/a/{token}").status_code for _ in range(50)}

    assert codes == {200}
    assert digest_of_all_tables() == before


def test_the_start_page_says_who_asks_what_before_when_and_has_one_button(app: Flask) -> None:
    asked = an_asked_school()

    answer = app.test_client().get(f"/a/{token_of(a_link(asked))}")

    assert asked.location.name in answer.text
    assert "12 mei 2027" in answer.text
    assert answer.text.count("<button") == 1
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'name="robots" content="noindex"' in answer.text


def test_opening_leads_to_an_address_without_token(app: Flask) -> None:
    asked = an_asked_school()
    link = a_link(asked)
    client = app.test_client()

    answer = client.post(f"/a/{token_of(link)}/openen")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/advies")
    db.session.refresh(link)
    assert link.opened_at is not None


@pytest.mark.parametrize("kind", ["unknown", "revoked", "expired", "other"])
def test_P08_every_link_that_does_not_work_gives_the_same_page(app: Flask, kind: str) -> None:
    asked = an_asked_school()
    link = a_link(asked)
    token = token_of(link)
    if kind == "unknown":
        token = "A" * 64
    elif kind == "revoked":
        links.revoke(link)
    elif kind == "expired":
        link.created_at = datetime.now(UTC) - timedelta(days=2)
        link.expires_at = datetime.now(UTC) - timedelta(days=1)
    else:
        other = links.issue(
            LinkPurpose.SURVEY, 1, asked.partnership.id, "d@s.example", datetime.now(UTC) + timedelta(1)
        )
        token = token_of(other)
    db.session.commit()

    answer = app.test_client().get(f"/a/{token}")
    unknown = app.test_client().get("/a/" + "B" * 64)

    assert answer.status_code == 410
    assert without_ids(answer.text) == without_ids(unknown.text)


def without_ids(page: str) -> str:
    """The page without its CSRF token and submit id, which differ each time."""
    return re.sub(r'value="[\w.-]{30,}"', "", page)


@pytest.mark.parametrize("path", READ + WRITE)
def test_without_an_opened_link_there_is_nothing(app: Flask, path: str) -> None:
    an_asked_school()

    assert app.test_client().get(path).status_code == 410


@pytest.mark.parametrize("path", READ)
def test_members_read_everything(app: Flask, path: str) -> None:
    client = opened(app, an_asked_school(), LinkPurpose.ADVICE_READ)

    answer = client.get(path)

    assert answer.status_code == 200
    assert "Advies geven" not in answer.text


@pytest.mark.parametrize("path", WRITE)
def test_members_write_nothing(app: Flask, path: str) -> None:
    client = opened(app, an_asked_school(), LinkPurpose.ADVICE_READ)

    assert client.get(path).status_code == 410
    assert client.post(path).status_code in (405, 404, 410)


def test_what_changed_comes_first_with_only_the_sentences_that_did(app: Flask) -> None:
    client = opened(app, an_asked_school())

    page = client.get("/advies").text

    assert "5 wijzigingen in 6 onderdelen" in page
    assert "vier" in page
    assert "<del>" in page
    assert "Alle scholen bieden hulp bij lezen" not in page
    assert "Vaststelling</h3>" not in page
    assert page.index("Dit is er veranderd") < page.index("Termijn</h2>")


def test_the_council_first_reads_in_plain_words_what_the_school_says_otherwise(app: Flask) -> None:
    asked = an_asked_school()
    before = outcomes.previous_dossier(asked.dossier)
    assert before is not None
    for dossier_id, value in ((before.id, 2), (asked.id, 3)):
        db.session.add(
            SchoolValueRow(
                dossier_id=dossier_id,
                indicator="BO-04",
                value=value,
                answers={},
                source=ValueSource.TALK,
                decided_on=date(2027, 2, 1),
            )
        )
    db.session.commit()

    page = opened(app, asked).get("/advies").text

    assert "van ‘soms’ naar ‘meestal’" in page
    assert page.index("van ‘soms’ naar") < page.index("<del>")


def test_what_is_written_anew_every_year_is_no_change_of_the_offer(app: Flask) -> None:
    last = text_of(
        (("g6", "Leerlingen", ("Een pauze zonder drukte.",)), ("g3", "Ons gebouw", ("Geen lift.",)))
    )
    now = text_of((("g6", "Leerlingen", ("Meer tijd.",)), ("g3", "Ons gebouw", ("Er is een lift.",))))
    asked = an_asked_school()
    read = reading.of_request(asked.request.id, date(2027, 4, 1))

    changed = replace(read, changes=compare(last, now))

    assert [part.key for part in changed.changed] == ["g6", "g3"]
    assert changed.count == next(part.count for part in changed.changed if part.key == "g3")


def test_the_first_year_says_that_there_is_nothing_to_compare(app: Flask) -> None:
    client = opened(app, an_asked_school(last_year=False))

    assert "Dit is de eerste keer in de nieuwe vorm" in client.get("/advies").text


def test_a_link_to_one_request_shows_no_other(app: Flask) -> None:
    ours, theirs = an_asked_school(), an_asked_school()
    client = opened(app, ours)

    page = client.get("/advies").text

    assert ours.location.name in page
    assert theirs.location.name not in page
    client.post(f"/a/{token_of(a_link(theirs, LinkPurpose.ADVICE_READ))}/openen")
    assert theirs.location.name in client.get("/advies").text


def test_the_secretary_shares_a_link_to_read_and_takes_it_back(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    client.post("/advies/delen")
    page = client.get("/advies/delen").text
    token = page.split("/a/")[1][:64]
    member = app.test_client()
    assert member.post(f"/a/{token}/openen").status_code == 303
    assert member.get("/advies/tekst").status_code == 200

    client.post("/advies/delen/stoppen")

    assert member.get("/advies/tekst").status_code == 410


def test_the_talk_is_recorded_and_a_missing_day_asked_for(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    wrong = client.post("/advies/overleg", data={"went": "held"})
    assert wrong.status_code == 422
    assert "Vul een datum in." in wrong.text

    answer = client.post("/advies/overleg", data={"went": "held", "day": "13-4-2027"})

    assert answer.status_code == 303
    talk = advices.find_consultation(asked.id, "overleg")
    assert talk is not None
    assert talk.held_on == date(2027, 4, 13)


def test_reaction_and_decision_come_on_the_same_link(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    given = an_advice(asked)
    a_reaction(asked, given, follows=False)
    client = opened(app, asked)
    assert "praat eerst opnieuw met u" in client.get("/advies").text
    _adopted(asked)

    page = client.get("/advies/reactie").text

    assert "Besluit: Het bevoegd gezag" in page
    assert "Dank voor uw advies" in page
    assert "19 juli 2027" in page


def _adopted(asked: Asked) -> None:
    row = builders.reload(asked.dossier)
    row.adopted_on, row.suspended_until, row.step = date(2027, 4, 20), date(2027, 7, 19), Step.ADOPTED
    a_decision(row, a_snapshot(row, "adopted"), date(2027, 4, 20), date(2027, 7, 19))
    db.session.commit()


def test_the_council_may_say_that_it_has_no_objection(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    a_reaction(asked, an_advice(asked, AdviceForm.NEGATIEF, ()), follows=False)
    _adopted(asked)
    client = opened(app, asked)
    assert client.get("/advies/geen-bedenkingen").status_code == 200

    client.post("/advies/geen-bedenkingen")
    client.post("/advies/geen-bedenkingen")

    assert builders.reload(asked.dossier).waived_on == date(2027, 4, 20)


def test_the_secretary_confirms_since_when_the_council_has_the_papers(app: Flask) -> None:
    asked = an_asked_school(received_on=None, due_on=None)
    client = opened(app, asked)
    assert "Bevestig de ontvangst" in client.get("/advies").text
    assert client.get("/advies/ontvangst").status_code == 200

    early = client.post("/advies/ontvangst", data={"received_on": "21-3-2027"})
    good = client.post("/advies/ontvangst", data={"received_on": "22-3-2027"})

    assert early.status_code == 422
    assert "21-3-2027" in early.text
    assert good.status_code == 303
    row = builders.reload(asked.dossier)
    assert (row.received_on, row.handed_over_on) == (date(2027, 3, 22), None)
    assert row.due_on is not None
    assert "Bevestig de ontvangst" not in client.get("/advies").text


def test_opening_the_link_or_the_page_of_receipt_starts_no_term(app: Flask) -> None:
    asked = an_asked_school(received_on=None, due_on=None)

    opened(app, asked).get("/advies/ontvangst")

    assert builders.reload(asked.dossier).received_on is None


def test_a_term_that_runs_is_not_moved_by_the_secretary(app: Flask) -> None:
    asked = an_asked_school()
    client = opened(app, asked)
    before = builders.reload(asked.dossier).received_on

    assert client.get("/advies/ontvangst").status_code == 302
    assert client.post("/advies/ontvangst", data={"received_on": "22-3-2027"}).status_code == 409
    assert builders.reload(asked.dossier).received_on == before


def test_the_school_records_a_new_secretary_and_the_old_link_ends(app: Flask) -> None:
    asked = an_asked_school()
    old = opened(app, asked)
    client = app.test_client()
    builders.sign_in(client, asked.hanna)
    page = f"/dossier/{asked.id}/mr-secretaris"
    assert client.post(page, data={"name": "Dirk", "email": "fout"}).status_code == 422

    answer = client.post(page, data={"name": "Dirk Post", "email": "dirk@mr.example"})

    assert answer.status_code == 303
    assert old.get("/advies").status_code == 410


def test_somebody_of_another_school_sees_no_advice(app: Flask) -> None:
    asked = an_asked_school()
    other = builders.a_location(asked.partnership)
    eva = builders.a_person("Eva Vos")
    builders.a_membership(eva, Role.HEAD, other)
    client = app.test_client()
    builders.sign_in(client, eva)

    for page in ("advies", "mr-secretaris", "reactie", "vaststellen", "schoolgids"):
        assert client.get(f"/dossier/{asked.id}/{page}").status_code == 404


def start_page(app: Flask, asked: Asked) -> str:
    return app.test_client().get(f"/a/{token_of(a_link(asked))}").text


def test_the_start_page_asks_nothing_any_more_after_the_answer(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    given = an_advice(asked)
    a_reaction(asked, given, follows=True)

    reacted = start_page(app, asked)
    _adopted(asked)
    decided = start_page(app, asked)

    assert "reageerde op" in reacted
    assert "stelde de tekst over ondersteuning in de schoolgids vast op dinsdag 20 april 2027" in decided
    for page in (reacted, decided):
        assert "om advies" not in page
        assert "Antwoord graag" not in page
        assert "lezen en antwoorden" not in page


def test_under_a_decision_further_talks_are_not_offered_any_more(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    a_reaction(asked, an_advice(asked), follows=False)
    client = opened(app, asked)
    assert "overleg aan voordat het een besluit neemt." in client.get("/advies/reactie").text

    _adopted(asked)

    assert "Het biedt nader overleg aan" not in client.get("/advies/reactie").text


def test_a_point_that_was_no_part_of_the_advice_is_named_beside_following_it(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    given = an_advice(asked)
    for place, point in enumerate(list(advices.points_of(given.id))):
        point.reason = "Dat past bij onze plannen."
        point.answer = PointAnswer.NIET if place == 1 else PointAnswer.OVERGENOMEN
    a_reaction(asked, given, follows=True)
    client = opened(app, asked)

    for page in ("/advies", "/advies/reactie"):
        text = client.get(page).text
        assert "volgt uw advies." in text
        assert "Niet of niet helemaal overgenomen: punt 2." in text


def test_a_council_with_the_right_of_consent_reads_of_no_advice(app: Flask) -> None:
    asked = an_asked_school(Step.REACTED)
    asked.council.right, asked.council.valid_until = Right.INSTEMMING, date(2027, 7, 31)
    given = an_advice(asked, AdviceForm.POSITIEF_OPM)
    a_reaction(asked, given, follows=True)
    client = opened(app, asked)

    for page in ("/advies", "/advies/reactie", "/advies/bewijs", "/advies/bewijs.txt"):
        text = client.get(page).text
        assert not re.search(
            r"advies\b", re.sub(r"<[^>]*>|Dank voor uw advies[^<]*", "", text), re.IGNORECASE
        ), page
    assert "Instemming met aandachtspunten" in client.get("/advies/bewijs").text

"""The section of the guide by the pages, and what everybody may read of it."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import decision, documents
from sopforms.actions.decision import Decider
from sopforms.core.codes import Step
from sopforms.store import drafts
from sopforms.store.db import db
from sopforms.store.drafts import SnapshotRow
from tests import builders
from tests.actions.test_proof import tampered
from tests.asked import Asked, a_decision, a_reaction, a_snapshot, an_advice, an_asked_school
from tests.web.browsing import as_person, digest_of_all_tables
from tests.web.calendar import on

TODAY = date(2027, 6, 10)
WHO = Decider("Voorbeeldstad", "Bram Smit", "bestuurder")


@pytest.fixture(autouse=True)
def _in_june() -> Iterator[None]:
    with on(TODAY):
        yield


def adopted(step: Step = Step.ADOPTED, *, until: date | None = None, **facts: object) -> Asked:
    asked = an_asked_school(step, suspended_until=until, **facts)
    a_decision(asked.dossier, a_snapshot(asked.dossier, "adopted"), date(2027, 6, 7), until)
    db.session.commit()
    return asked


def test_the_section_is_made_once_and_handed_out(app: Flask) -> None:
    asked = adopted()
    client, page = as_person(app, asked.hanna), f"/dossier/{asked.id}/schoolgids"
    assert "Tekst voor de schoolgids maken" in client.get(page).text

    client.post(page)
    client.post(page)

    assert builders.reload(asked.dossier).step is Step.IN_GUIDE
    shown = client.get(page).text
    assert "Oefenen in een groep van vier kinderen" in shown
    plain = client.get(f"{page}/bestand/section.txt")
    assert re.search(
        r'attachment; filename="ondersteuningsaanbod-\d{4}-\d{4}\.txt"', plain.headers["Content-Disposition"]
    )
    assert "De hulp duurt 10 weken." in plain.text
    assert client.get(f"{page}/bestand/section.pdf").data[:5] == b"%PDF-"
    assert client.get(f"{page}/bestand/papers.pdf").status_code == 404


@pytest.mark.parametrize(("asked_for", "first"), [("", 2), ("3", 3), ("9", 2), ("x", 2)])
def test_the_html_to_copy_begins_at_the_heading_that_its_page_needs(
    app: Flask, asked_for: str, first: int
) -> None:
    asked = adopted(Step.IN_GUIDE, guide_section_on=TODAY)
    client = as_person(app, asked.hanna)

    page = client.get(f"/dossier/{asked.id}/schoolgids", query_string={"kop": asked_for}).text

    copied = [
        html.unescape(each) for each in re.findall(r'id="html-\w+"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    ]
    assert all(re.search(r"<h(\d)", each)[1] == str(first) for each in copied)
    assert all("style=" not in each for each in copied)
    assert 'id="g2"' in copied[1]


def test_publishing_is_checked_first_and_public_at_once(app: Flask) -> None:
    asked = adopted(Step.IN_GUIDE, guide_section_on=TODAY)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/schoolgids"
    public = app.test_client()
    assert "2026-2027" in public.get(f"/school/{asked.location.code}").text
    assert "Publiceren?" in client.get(f"{page}/publiceren").text

    first = client.post(f"{page}/publiceren")
    again = client.post(f"{page}/publiceren")

    assert {first.headers["Location"], again.headers["Location"]} == {f"{page}/gepubliceerd"}
    assert builders.reload(asked.dossier).published_on == TODAY
    assert public.get(f"/school/{asked.location.code}/2027-2028").status_code == 200


def test_a_running_suspension_refuses_publishing_with_a_sentence(app: Flask) -> None:
    until = TODAY + timedelta(days=39)
    asked = adopted(Step.IN_GUIDE, until=until, guide_section_on=TODAY, followed=False)
    client, page = as_person(app, asked.bram), f"/dossier/{asked.id}/schoolgids"

    looked, sent = client.get(f"{page}/publiceren"), client.post(f"{page}/publiceren")

    assert (looked.status_code, sent.status_code) == (409, 409)
    assert "19 juli 2027" in looked.text
    assert "wacht zes weken" in sent.text
    assert "19 juli 2027" in client.get(page).text
    assert builders.reload(asked.dossier).published_on is None


def test_consent_on_the_guide_is_recorded(app: Flask) -> None:
    asked = adopted()
    client, page = as_person(app, asked.hanna), f"/dossier/{asked.id}/schoolgids/instemming"
    assert client.post(page, data={"consented_on": "11-6-2027"}).status_code == 422

    client.post(page, data={"consented_on": "9-6-2027"})

    assert builders.reload(asked.dossier).guide_consent_on == date(2027, 6, 9)


def test_parents_read_the_text_in_force_until_the_new_year_begins(app: Flask) -> None:
    asked = adopted(Step.PUBLISHED, published_on=TODAY)
    client, page = app.test_client(), f"/school/{asked.location.code.lower()}"
    before = client.get(page)
    with on(date(2027, 8, 2)):
        after = client.get(page)

    assert "groep van zes kinderen" in before.text
    assert "groep van vier kinderen" in after.text
    assert "Set-Cookie" not in before.headers
    assert "Schoolgids 2027-2028" in after.text


def test_before_there_is_a_newer_text_the_last_one_shows_with_its_year(app: Flask) -> None:
    asked = an_asked_school()
    with on(date(2027, 9, 10)):
        page = app.test_client().get(f"/school/{asked.location.code}").text

    assert "Dit is de tekst van schooljaar 2026-2027." in page


def test_contact_lines_are_of_today(app: Flask) -> None:
    asked = an_asked_school()
    asked.location.phone = "012 345 67 89"
    db.session.commit()

    page = app.test_client().get(f"/school/{asked.location.code}").text

    assert "012 345 67 89" in page
    assert 'href="tel:0123456789"' in page


def test_what_is_not_published_does_not_exist(app: Flask) -> None:
    asked = adopted()
    client = app.test_client()

    assert client.get(f"/school/{asked.location.code}/2027-2028").status_code == 404
    assert client.get("/school/99ZZ99").status_code == 404
    assert "Naam of plaats van de school" in client.get("/school/99ZZ99").text


def test_schools_are_found_by_name_or_place_and_patterns_are_only_text(app: Flask) -> None:
    asked = an_asked_school()
    client = app.test_client()

    assert asked.location.name in client.get("/scholen?zoek=tintel+voorbeeld").text
    assert asked.location.name not in client.get("/scholen?zoek=%25").text
    assert "Niets gevonden" in client.get("/scholen?zoek=_________").text


def test_a_fingerprint_proves_a_published_text_only(app: Flask) -> None:
    asked = adopted()
    sealed = drafts.find_snapshot(asked.id, "papers")
    assert sealed is not None
    client = app.test_client()
    assert client.get(f"/controle/{sealed.sha256}").status_code == 404
    row = builders.reload(asked.dossier)
    row.step, row.published_on = Step.PUBLISHED, TODAY
    db.session.commit()

    answer = client.get(f"/controle/{sealed.sha256}")

    assert answer.status_code == 200
    assert "Ongewijzigd sinds het besluit." in answer.text
    assert client.get("/controle/..%2F..%2Fetc").status_code == 404


def test_a_file_that_somebody_got_is_told_to_be_of_an_adopted_text_or_not(app: Flask) -> None:
    asked = adopted(Step.IN_GUIDE, guide_section_on=TODAY)
    file = documents.make(asked.id, "section.txt").content
    reader = app.test_client()

    def check(data: bytes):
        return reader.post("/controle", data={"file": (BytesIO(data), "gids.txt")})

    assert check(file).status_code == 404  # made, and not published yet
    as_person(app, asked.bram).post(f"/dossier/{asked.id}/schoolgids/publiceren")
    right, changed = check(file), check(file + b" ")

    assert (right.status_code, changed.status_code) == (200, 404)
    assert "Dit bestand klopt" in right.text
    assert asked.location.name in right.text
    assert "Dit bestand kennen wij niet" in changed.text
    assert reader.post("/controle", data={}).status_code == 422


def test_a_fingerprint_may_be_typed_with_blanks_and_half_of_it_is_told(app: Flask) -> None:
    reader = app.test_client()

    whole = reader.get("/controle", query_string={"kenmerk": f" {'0A' * 16} {'0a' * 16}"})
    half = reader.get("/controle", query_string={"kenmerk": "0a"})

    assert whole.headers["Location"] == f"/controle/{'0a' * 32}"
    assert "Neem alle 64 tekens over" in half.text


def test_public_pages_change_nothing(app: Flask) -> None:
    asked = adopted(Step.PUBLISHED, published_on=TODAY)
    before = digest_of_all_tables()

    for page in (f"/school/{asked.location.code}", "/scholen?zoek=de", "/controle/" + "a" * 64):
        app.test_client().get(page)

    assert digest_of_all_tables() == before


@pytest.mark.parametrize("exchanged", [False, True], ids=["text changed", "text and fingerprint changed"])
def test_the_public_pages_say_so_when_the_text_is_not_the_one_that_was_adopted(
    app: Flask, exchanged: bool
) -> None:
    asked = an_asked_school(Step.REACTED, last_year=False)
    a_reaction(asked, an_advice(asked))
    decision.adopt(asked.id, WHO, actor=asked.board_member, today=TODAY)
    row = builders.reload(asked.dossier)
    row.step, row.published_on, row.guide_section_on = Step.PUBLISHED, TODAY, TODAY
    db.session.commit()
    sealed = drafts.find_snapshot(asked.id, "adopted")
    assert sealed is not None
    public, fingerprint = app.test_client(), sealed.sha256
    page = f"/school/{asked.location.code}/2027-2028"
    good = (public.get(page).status_code, public.get(f"/controle/{fingerprint}").status_code)

    other = sealed.guide.replace("lift", "trap")
    values = {"guide": other}
    if exchanged:
        values["sha256"] = hashlib.sha256(other.encode()).hexdigest()
    tampered("snapshot", sa.update(SnapshotRow).where(SnapshotRow.id == sealed.id).values(**values))

    assert good == (200, 200)
    for path in (page, f"/controle/{fingerprint}"):
        answer = public.get(path)
        assert answer.status_code == 409, path
        assert "Deze tekst is veranderd" in answer.text
        assert "geen trap" not in answer.text


def test_an_empty_search_for_a_school_says_what_to_fill_in(app: Flask) -> None:
    client = app.test_client()

    assert 'href="/scholen"' in client.get("/hulp").text
    assert "Vul een naam of plaats in." in client.get("/scholen?zoek=").text
    assert "Vul een naam of plaats in." not in client.get("/scholen").text

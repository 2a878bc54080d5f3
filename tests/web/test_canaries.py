"""No page, file, mail or log line of one tenant holds a word of another."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from sopforms.actions import documents, morning
from sopforms.core.codes import LinkPurpose, Role
from sopforms.store import locations
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.letters import OutboxRow
from sopforms.store.locations import LocationRow
from tests import walls
from tests.web import canaries, tenants
from tests.web.calendar import on
from tests.web.canaries import WORDS, crawl, strange
from tests.web.tenants import ELSEWHERE, OTHER_BOARD, OWN, SISTER, School

LINKS = {
    LinkPurpose.SURVEY: "/vragenlijst",
    LinkPurpose.READ_ROUND: "/meelezen",
    LinkPurpose.ADVICE: "/advies",
    LinkPurpose.ADVICE_READ: "/advies/tekst",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tenants.filled(tenants.shared(tmp_path_factory))


@pytest.fixture
def known(app: Flask, filled: Path) -> dict[str, School]:
    """The schools of three tenants, every text with the word of its tenant."""
    tenants.take_over(filled, app)
    found = tenants.schools()
    assert {school.partnership_id for school in found.values()} == set(WORDS)
    changed = canaries.fill()
    assert len([table for table in changed if changed[table] > 2]) > 20
    return found


def visitors(app: Flask, known: dict[str, School]) -> list[tuple[str, FlaskClient, School, list[str]]]:
    """Everybody of the three tenants, with where they begin."""
    found = []
    for school in known.values():
        begin = ["/begin", f"/dossier/{school.dossier_id}", f"/vestiging/{school.location_id}/team"]
        roles = [Role.COORDINATOR, Role.BOARD] if school.name != SISTER else [Role.COORDINATOR]
        for role in roles:
            found.append((role.value, tenants.signed_in(app, role, school), school, begin))
        for purpose, path in LINKS.items():
            if school.object_of(purpose) is not None and school.name != SISTER:
                found.append((purpose.value, tenants.by_link(app, purpose, school), school, [path]))
    for name in (OWN, ELSEWHERE, "third"):
        school = known[name]
        home = f"/samenwerkingsverband/{school.partnership_id}"
        start = [
            home,
            f"{home}/dekking",
            f"{home}/uitwisseling",
            f"{home}/mensen",
            f"{home}/vragen",
            "/sessies",
        ]
        found.append(("swv", tenants.signed_in(app, Role.SWV, school), school, start))
        found.append(("program", tenants.with_key(app, school), school, _for_programs(school)))
    return found


def _for_programs(school: School) -> list[str]:
    own = f"/api/v1/{school.partnership_id}"
    year = db.session.get_one(CycleRow, school.cycle_id).school_year
    rounds = f"{own}/cycles/{year}"
    return [f"{own}/schools", f"{own}/cycles", f"{rounds}/values", f"{rounds}/sections", f"{rounds}/coverage"]


def leaks(app: Flask, known: dict[str, School]) -> tuple[list[tuple[str, str, list[str]]], int]:
    """Where a word of another tenant stands: who saw it, at which address; and on how many pages its own."""
    found, own = [], 0
    for who, client, school, start in visitors(app, known):
        for path, (_status, text) in crawl(
            app, client, start, pdf=who == "coordinator" and school.name == OWN
        ).items():
            own += WORDS[school.partnership_id] in text.lower()
            if words := strange(text, school.partnership_id):
                found.append((f"{who} of {school.name}", path, words))
    return found, own


def test_P09_no_page_or_file_of_a_tenant_holds_a_word_of_another(
    app: Flask, known: dict[str, School], capsys: pytest.CaptureFixture[str]
) -> None:
    with on(tenants.TODAY):
        for name in (OWN, ELSEWHERE):
            file = documents.make(known[name].dossier_id, "papers.pdf")
            text = canaries.texts_of(file.content, "application/pdf")
            assert strange(text, known[name].partnership_id) == []
            assert WORDS[known[name].partnership_id] in text

        found, own = leaks(app, known)

    assert found == []
    assert own > 150
    assert canaries.SIGNS.search(str(capsys.readouterr())) is None  # nor does any text reach the log


def test_P09_no_mail_and_no_error_page_of_a_tenant_holds_a_word_of_another(
    app: Flask, known: dict[str, School], capsys: pytest.CaptureFixture[str]
) -> None:
    before = db.session.scalar(sa.select(sa.func.max(OutboxRow.id))) or 0
    for days in (7, 14, 21, 40, 90):
        with on(tenants.TODAY + timedelta(days=days)):
            morning.run(tenants.TODAY + timedelta(days=days))

    made = db.session.scalars(sa.select(OutboxRow).where(OutboxRow.id > before)).all()
    wrong = [
        (row.kind, row.to_email)
        for row in made
        if strange(f"{row.to_email} {row.to_name} {row.subject} {row.text} {row.html}", row.partnership_id)
    ]
    assert wrong == []
    assert sum(WORDS[row.partnership_id] in row.text for row in made if row.partnership_id) > 5
    assert canaries.SIGNS.search(str(capsys.readouterr())) is None
    with on(tenants.TODAY):
        client = tenants.signed_in(app, Role.COORDINATOR, known[OTHER_BOARD])
        for path in (
            f"/dossier/{known[ELSEWHERE].dossier_id}",
            f"/bestuur/{known[OWN].board_id}",
            "/nergens",
        ):
            assert strange(client.get(path).text, known[OTHER_BOARD].partnership_id) == []
            assert strange(client.post(path).text, known[OTHER_BOARD].partnership_id) == []


def test_P09_a_page_that_forgets_whose_it_is_is_stopped_and_without_the_wall_found(
    app: Flask, known: dict[str, School], monkeypatch: pytest.MonkeyPatch
) -> None:
    school = known[OWN]

    def of_everybody(_partnership_id: int) -> list[LocationRow]:
        return list(db.session.scalars(sa.select(LocationRow)))

    def strangers() -> list[str]:
        client = tenants.signed_in(app, Role.SWV, school)
        pages = crawl(app, client, [f"/samenwerkingsverband/{school.partnership_id}/scholen"])
        return [path for path, (_status, text) in pages.items() if strange(text, school.partnership_id)]

    monkeypatch.setattr(locations, "of_partnership", of_everybody)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)  # a page that falls over shows nothing
    with on(tenants.TODAY):
        stopped = strangers()
        with walls.taken_down():
            leaked = strangers()

    assert stopped == []
    assert leaked != []

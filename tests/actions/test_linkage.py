"""P13: with a full dump after closing, tying answers to people succeeds no more often than guessing."""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pysqlite3 import dbapi2 as sqlite

from sopforms.actions import closing, morning, survey
from sopforms.core.codes import Role, Step
from sopforms.core.mailing import Address
from sopforms.store import clock, settings, surveys
from sopforms.store.db import db
from sopforms.store.links import LinkRow
from sopforms.store.locations import LocationRow
from sopforms.store.sessions import LinkSessionRow
from sopforms.store.submissions import SubmissionRow
from tests import builders
from tests.actions.linkage import ANSWERS, Dump, School, dump, guesses, moments, most_by_chance, right
from tests.web.respondents import answer_and_send, enter

SCHOOLS = int(os.environ.get("SCHOOLS", "20"))
"""`make reliability` takes a hundred, on both databases; otherwise PostgreSQL has fewer."""
COORDINATOR = builders.an_actor(Role.COORDINATOR)


@pytest.fixture
def seeded(app_on_both: Flask) -> Flask:
    """Chance that repeats itself: what passes today passes tomorrow."""
    app_on_both.config["REHEARSAL"] = True
    settings.put(clock.MARK, "1")
    settings.put(clock.SEED, "2026")
    db.session.commit()
    return app_on_both


def a_region(schools: int, *, close: bool) -> tuple[Dump, list[School]]:
    """Schools whose teams answered a survey, closed or still open, and the dump somebody took then."""
    chance = random.Random(2026)
    partnership = builders.a_partnership()
    board, cycle = builders.a_board(partnership), builders.a_cycle(partnership)
    found = []
    for number in range(schools):
        location = builders.a_location(partnership, board)
        found.append(_a_school(location, cycle, number, chance, close=close))
    return dump(), found


def _a_school(
    location: LocationRow, cycle: object, number: int, chance: random.Random, *, close: bool
) -> School:
    """Most people answer, in an order of their own, some after a reminder; two change their answers."""
    row = builders.a_dossier(Step.OPEN, location=location, cycle=cycle)
    today = clock.today()
    team = [Address("", f"p{number}-{one}@school.example") for one in range(chance.randint(5, 9))]
    survey.open_survey(row.id, team, today + timedelta(days=21), None, actor=COORDINATOR, today=today)
    asked = surveys.participations_of(surveys.get_of_dossier(row.id).id)
    senders = chance.sample([(one.id, one.email) for one in asked], len(team) - chance.randint(0, 2))
    wrote = {email: f"merk{chance.getrandbits(48):012x}" for _, email in senders}
    for place, (participation, email) in enumerate([*senders, *senders[:2]]):
        if place == len(senders) // 2:
            survey.remind_staff(row.id, actor=COORDINATOR, today=today)
        _opens_the_link(participation)
        answers = {"st06": chance.randint(1, 4), "de10": f"Een wens: {wrote[email]}"}
        answer_and_send(row, participation, answers)
    if close:
        closing.close_survey(row.id, actor=COORDINATOR, today=today)
    links = db.session.execute(db.select(LinkRow.email, LinkRow.id).where(LinkRow.email.in_(wrote)))
    by_email: dict[str, set[int]] = {}
    for email, link in links:
        by_email.setdefault(email, set()).add(link)
    return School({email: frozenset(ids) for email, ids in by_email.items()}, wrote)


def _opens_the_link(participation: int) -> None:
    """What opening the newest link leaves in the database."""
    query = db.select(LinkRow).where(LinkRow.purpose == "survey", LinkRow.object_id == participation)
    link = db.session.scalars(query.order_by(LinkRow.id.desc())).first()
    link.opened_at = clock.now()
    number = clock.token_bytes(32).hex()
    db.session.add(
        LinkSessionRow(id_hash=number, link_id=link.id, created_at=link.opened_at, ends_at=link.expires_at)
    )


def tied(found: Dump, schools: list[School]) -> tuple[int, int]:
    """The right pairs of the best attacker, and the most that chance allows so many attackers."""
    hits: Counter[tuple[str, str]] = Counter()
    for school in schools:
        for attacker, guess in guesses(found, school).items():
            hits[attacker] += right(guess, school)
    return max(hits.values()), most_by_chance(len(schools), len(hits))


@pytest.mark.usefixtures("seeded")
def test_P13_a_dump_after_closing_ties_nobody_to_an_answer():
    here = SCHOOLS if db.engine.dialect.name == "sqlite" or "SCHOOLS" in os.environ else SCHOOLS // 3
    found, schools = a_region(here, close=True)

    best, by_chance = tied(found, schools)

    assert best <= by_chance
    _nothing_else_knows_a_response(found, schools)


def _nothing_else_knows_a_response(found: Dump, schools: list[School]) -> None:
    """The ids of the responses and what they say stand in no table but their own."""
    ids = {row["id"] for row in found["response"]}
    marks = [mark for school in schools for mark in school.wrote.values()]
    for table, rows in found.items():
        if table in ANSWERS:
            continue
        text = json.dumps([list(row.values()) for row in rows], default=str)
        assert not any(mark in text for mark in marks), table
        assert not any(value in ids for row in rows for value in row.values() if type(value) is int), table


@pytest.mark.usefixtures("seeded")
def test_P13_the_same_attack_on_a_survey_that_still_runs_ties_everybody():
    found, schools = a_region(3, close=False)

    best, by_chance = tied(found, schools)

    assert best == sum(len(school.wrote) for school in schools) > by_chance


def test_P13_the_files_of_a_closed_survey_lead_back_to_no_moment_when_people_and_answers_were_tied(
    app, tmp_path
):
    file = Path(db.engine.url.database)
    a_region(1, close=False)
    (found,) = surveys.running()
    while_open = _most_tied(file, tmp_path)
    reader = sqlite.connect(file)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM survey").fetchone()  # holds the journal while the survey closes
    closing.close_survey(found.dossier_id, actor=COORDINATOR, today=clock.today())
    held = _most_tied(file, tmp_path)
    reader.close()

    morning.run(clock.today())

    assert while_open == held >= 3
    assert _most_tied(file, tmp_path) == 0


def test_P13_closing_empties_the_journal_at_once(app, tmp_path):
    file = Path(db.engine.url.database)

    a_region(1, close=True)

    assert _most_tied(file, tmp_path) == 0


def _most_tied(file: Path, folder: Path) -> int:
    """To how many people answers are tied, at the worst moment that the files know."""
    count = "SELECT count(*) FROM participation JOIN response ON response.id = participation.response_id"
    most = 0
    for moment in moments(file, folder / "copy.db"):
        with suppress(sqlite.DatabaseError):  # pages of two moments, where a part was written already
            most = max(most, *moment.execute(count).fetchone())
    return most


def test_P13_no_submit_id_of_somebody_who_answers_is_kept(app):
    row = builders.a_dossier(Step.OPEN)
    today = clock.today()
    team = [Address("", f"p{one}@school.example") for one in range(6)]
    survey.open_survey(row.id, team, today + timedelta(days=21), None, actor=COORDINATOR, today=today)
    client = app.test_client()
    enter(client, surveys.participations_of(surveys.get_of_dossier(row.id).id)[0].id)
    before = db.session.scalar(db.select(db.func.count()).select_from(SubmissionRow))

    sent = client.post("/vragenlijst/alles-nakijken", data={"submit_id": "een-eigen-nummer"})

    assert sent.status_code == 302
    assert db.session.scalar(db.select(db.func.count()).select_from(SubmissionRow)) == before

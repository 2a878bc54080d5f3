"""The product with a survey that runs: a database of its own, and respondents whose links are open."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask

from sopforms.actions import survey
from sopforms.actions.published import publish_set
from sopforms.app import create_app
from sopforms.core.codes import Role, Step
from sopforms.core.mailing import Address
from sopforms.settings import Settings
from sopforms.store import clock, scope
from sopforms.store.db import db, set_read_only
from sopforms.store.surveys import ResponseRow, SurveyRow
from tests import builders
from tests.benchmarks import material
from tests.conftest import create_tables
from tests.web import respondents

SHIPPED = material.SHIPPED.parent


def settings(url: str) -> Settings:
    """Return the settings of a product that is measured."""
    return Settings(database=url, secret_key="s" * 40, link_key="l" * 40, base_url="http://127.0.0.1:5000")


def make(folder: Path, people: int = 6, url: str = "", others: int = 0) -> tuple[Flask, list[str]]:
    """Return the product on a database in `folder` and the tokens of `people` respondents.

    The survey is the made one of 40 questions on 6 pages. `others`: responses of another school beside it.
    """
    database = url or f"sqlite:///{folder / 'product.db'}"
    set_read_only(False)
    scope.enter_everywhere()
    create_tables(database)
    app = create_app(settings(database))
    with app.app_context():
        tokens = _survey(folder, people)
        if others:
            _elsewhere(others)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return app, tokens


def _survey(folder: Path, people: int) -> list[str]:
    (folder / "evaluatie.json").write_text(material.made(40), "utf-8")
    partnership = builders.a_partnership()
    today = clock.today()
    published = publish_set.__wrapped__(partnership.id, folder, SHIPPED, today)
    location = builders.a_location(partnership, builders.a_board(partnership))
    builders.anna(location)
    cycle = builders.a_cycle(partnership, question_set_id=published.id)
    row = builders.a_dossier(Step.OPEN, location=location, cycle=cycle)
    team = [Address("", f"collega{number}@school.example") for number in range(people)]
    actor = builders.an_actor(Role.COORDINATOR)
    survey.open_survey(row.id, team, today + timedelta(days=21), None, actor=actor, today=today)
    return [respondents.token(one) for one in respondents.participations(row)]


def _elsewhere(responses: int) -> None:
    """Closed surveys of other schools with so many responses in all."""
    first = db.session.scalars(db.select(SurveyRow)).first()
    cycle_of = builders.dossiers.get(first.dossier_id)
    documents = material.answers(300)
    for number in range(-(-responses // 1000)):
        location = builders.a_location(db.session.get(builders.PartnershipRow, cycle_of.partnership_id))
        row = builders.a_dossier(
            Step.TALK, location=location, cycle=builders.cycles.get(cycle_of.cycle_id), small_team=False
        )
        today = clock.today()
        closed = SurveyRow(
            dossier_id=row.id, version_id=first.version_id, opens_on=today, closes_on=today, closed_on=today,
            invited=1000, threshold=5,
        )  # fmt: skip
        db.session.add(closed)
        db.session.flush()
        size = min(1000, responses - 1000 * number)
        rows = [
            {"survey_id": closed.id, "answers": documents[place % 300], "submitted": True}
            for place in range(size)
        ]
        db.session.execute(db.insert(ResponseRow), rows)

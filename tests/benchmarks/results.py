"""The page of results of a school, with last year beside it: time on the server and questions asked."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextvars import copy_context
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from sopforms.app import create_app
from sopforms.store import scope
from sopforms.store.db import db, set_read_only
from tests import builders
from tests.benchmarks import product
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import measure
from tests.conftest import create_tables
from tests.web.test_results import LAST, TEAM
from tests.web.two_years import two_years

AIM = 0.060


def lines(rounds: int = 5, *, seconds: float = 0.3) -> Iterator[Line]:
    """Measure everything of this file."""
    with tempfile.TemporaryDirectory() as name:
        database = f"sqlite:///{Path(name) / 'results.db'}"
        set_read_only(False)
        scope.enter_everywhere()
        create_tables(database)
        app = create_app(product.settings(database))
        with app.app_context():
            school = two_years(LAST * 5, TEAM * 5)
            client = app.test_client()
            builders.sign_in(client, builders.anna(school.location))
            page = f"/dossier/{school.now.id}/uitkomsten"
            db.session.commit()
            db.session.remove()
            asked: list[str] = []
            sa.event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        open_it = partial(copy_context().run, client.get, page)
        open_it()
        asked.clear()
        open_it()
        questions = sum(one.startswith("SELECT") for one in asked)
        found = measure({"page": open_it}, rounds, seconds=seconds)["page"]
    holds = found.median <= AIM and questions <= 6
    yield Line("results of 60 respondents, two years", found, f"<= 60 ms, <= 6 queries: {questions}", holds)

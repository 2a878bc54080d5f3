"""The pages of a partnership of ninety schools, thirty boards and two rounds: time, and questions asked.

Rows are put in the database at once, without the deeds that make them: `sopforms demo --size swv` does it by
those, and takes minutes.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextvars import copy_context
from functools import partial
from pathlib import Path

import sqlalchemy as sa

from sopforms.app import create_app
from sopforms.core.codes import Step, ValueSource
from sopforms.store import scope
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db, set_read_only
from sopforms.store.partnerships import BoardRow, PartnershipRow
from sopforms.store.talks import SchoolValueRow
from tests import builders
from tests.benchmarks import partnership_pages as pages
from tests.benchmarks import product
from tests.benchmarks.engine import Line
from tests.benchmarks.rounds import measure
from tests.conftest import create_tables

AIM = 0.300
STEPS = (Step.OPEN, Step.TALK, Step.DRAFT, Step.REQUESTED, Step.REACTED, Step.ADOPTED)
VALUES = {
    "EX": (("eigen_locatie", "bestuur_swv", "gepland", "niet_aanwezig"), 5),
    "DE": (("geen", "basiskennis", "specialist", "extern"), 8),
    "GE": (("ja", "gedeeltelijk", "nee"), 5),
    "GR": (("bieden", "met_extra", "niet_nu"), 5),
}
"""The beginning of an indicator, the values of its scale, and how many there are."""


def lines(rounds: int = 5, *, seconds: float = 0.3, schools: int = 90, boards: int = 30) -> Iterator[Line]:
    """Measure every page of a partnership."""
    with tempfile.TemporaryDirectory() as name:
        database = f"sqlite:///{Path(name) / 'partnership.db'}"
        set_read_only(False)
        scope.enter_everywhere()
        create_tables(database)
        app = create_app(product.settings(database))
        asked: list[str] = []
        with app.app_context():
            partnership = builders.a_partnership()
            cycles = two_rounds(partnership)
            for number in range(boards):
                board = builders.a_board(partnership)
                add_schools(
                    board, cycles, range(number * schools // boards, (number + 1) * schools // boards)
                )
            made = pages.furnish(partnership, cycles[0])
            client = app.test_client()
            builders.sign_in(client, builders.sanne(partnership))
            db.session.commit()
            db.session.remove()
            sa.event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
        for page in pages.PAGES:
            open_it = partial(copy_context().run, client.get, made.address(page))
            open_it()
            asked.clear()
            open_it()
            questions = sum(one.startswith("SELECT") for one in asked)
            found = measure({"page": open_it}, rounds, seconds=seconds)["page"]
            holds = found.median <= AIM and questions <= pages.MOST
            yield Line(f"{schools} schools: {page}", found, f"<= 300 ms, <= {pages.MOST}: {questions}", holds)


def two_rounds(partnership: PartnershipRow) -> tuple[CycleRow, CycleRow]:
    """Return this year's round and last year's."""
    now = builders.a_cycle(partnership)
    return now, builders.a_cycle(partnership, school_year="2026-2027", question_set_id=now.question_set_id)


def add_schools(board: BoardRow, cycles: tuple[CycleRow, CycleRow], numbers: range) -> None:
    """Add schools with their councils, this year at some step and last year done, with all that is shared."""
    for number in numbers:
        partnership = db.session.get_one(PartnershipRow, cycles[0].partnership_id)
        place = f"Plaats {number % 9}"
        location = builders.a_location(partnership, board, name=f"School {number:03d}", municipality=place)
        builders.a_council(location)
        builders.anna(location)
        for years, cycle in enumerate(cycles):
            step = Step.ACTIVE if years else STEPS[number % len(STEPS)]
            dossier = builders.a_dossier(step, location=location, cycle=cycle)
            db.session.add_all(_values(dossier.id, number + years))
    db.session.flush()


def _values(dossier_id: int, number: int) -> Iterator[SchoolValueRow]:
    for begin, (values, count) in VALUES.items():
        for place in range(count):
            yield SchoolValueRow(
                dossier_id=dossier_id,
                indicator=f"{begin}-{place + 1:02d}",
                value=values[(number + place) % len(values)],
                source=ValueSource.TALK,
                decided_on=builders.TODAY,
            )

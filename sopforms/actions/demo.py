"""A demonstration in an empty database: believable partnerships, last year's texts, this year at every step.

Everything is done by the usual deeds, as the people of the schools would do it, on a calendar that ends
today. Chance follows the seed: the same seed on the same day gives the same schools, answers and texts.
"""

from __future__ import annotations

import random
import threading
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import sqlalchemy as sa

from sopforms.actions import (
    demo_mail,
    demo_names,
    demo_organisation,
    documents,
    guide,
    holidays,
    login,
    people,
)
from sopforms.actions.deed import deed
from sopforms.actions.demo_names import Partnership
from sopforms.actions.demo_play import moment, move_to
from sopforms.actions.demo_round import Rounds, Told
from sopforms.core.codes import Step
from sopforms.store import clock, jobs, settings
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

SOON = 1.0  # seconds between two looks at the mails
SET_UP = timedelta(days=500)  # so long ago the partnerships were set up


@dataclass(frozen=True, slots=True)
class Filling:
    """What a demonstration is made of: the day that is today in it, its seed, which partnerships."""

    today: date
    seed: int = 2026
    partnerships: tuple[Partnership, ...] = demo_names.PARTNERSHIPS

    @property
    def parts(self) -> int:
        """How many parts the work has: how often `told` is called."""
        return sum(2 * len(plan.schools) for plan in self.partnerships)


def fill(filling: Filling, questionnaires: Path, told: Told = lambda _what: None) -> None:
    """Fill an empty database; `told` hears of every dossier that is done.

    Meanwhile the clock of this thread is that of the demonstration. A deed that the rules refuse is a fault
    of the demonstration and stops it.
    """
    set_up = filling.today - SET_UP
    with clock.stage(moment(set_up)):
        names = demo_names.people(random.Random(f"{filling.seed}:names"))  # noqa: S311 - repeats itself
        holidays.read_shipped(questionnaires / "holidays.json")
        _mark()
        people.first_administrator(next(names), "beheer@sopforms.example")
        for plan in filling.partnerships:
            move_to(set_up)
            organisation = demo_organisation.set_up(plan, names, set_up)
            assert organisation is not None  # only a repeated form makes nothing
            folder = questionnaires / plan.sector.value
            Rounds(organisation, folder, filling.today, filling.seed).play(told)
    jobs.forget(_in_force())  # files of last year are made when somebody asks
    demo_mail.keep_newest()


@deed
def _mark() -> None:
    """Say in the database that it is a demonstration: only there one click signs somebody in."""
    settings.put(login.DEMONSTRATION, "1")


def make_files(stop: threading.Event) -> None:
    """Make the papers and sections of this year that are not there yet, one by one, until `stop` is set.

    That takes longer than filling; the pages are of use meanwhile. Older files are made when somebody asks.
    """
    for dossier_id, name in _files():
        if stop.is_set():
            return
        documents.make(dossier_id, name)


def _files() -> list[tuple[int, str]]:
    query = sa.select(DossierRow).where(DossierRow.step != Step.ACTIVE).order_by(DossierRow.id.desc())
    found = []
    for row in db.session.scalars(query):
        names: tuple[str, ...] = ("papers.pdf",) if row.requested_on is not None else ()
        names += guide.SECTION if row.guide_section_on is not None else ()
        found += [(row.id, name) for name in names if not documents.find(row.id, name).content]
    db.session.rollback()
    return found


def _in_force() -> list[int]:
    return list(db.session.scalars(sa.select(DossierRow.id).where(DossierRow.step == Step.ACTIVE)))


def date_mails_back(stop: threading.Event) -> None:
    """Give the mails that go at the start the day of the story, until all went or `stop` is set."""
    while demo_mail.date_back() and not stop.wait(SOON):
        pass


def send_again() -> None:
    """Send the newest mails once more, for pages that moved to another address."""
    demo_mail.keep_newest()

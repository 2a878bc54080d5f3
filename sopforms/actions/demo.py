"""A demonstration in an empty database: believable partnerships, last year's texts, this year at every step.

Everything is done by the usual deeds, as the people of the schools would do it, on a calendar that ends
today. Chance follows the seed: the same seed on the same day gives the same schools, answers and texts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from flask import current_app

from sopforms.actions import demo_mail, demo_names, demo_organisation, holidays, people
from sopforms.actions.demo_names import Partnership
from sopforms.actions.demo_play import move_to
from sopforms.actions.demo_round import Rounds, Told
from sopforms.store import clock, settings
from sopforms.store.db import db

MADE_ON = "demonstration_made_on"
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

    The database is marked as a rehearsal meanwhile, so that its calendar can be moved; afterwards it is an
    ordinary one. Raises RuntimeError when the process was not started for a rehearsal. A deed that the rules
    refuse is a fault of the demonstration and stops it.
    """
    if not current_app.config["REHEARSAL"]:
        raise RuntimeError("a demonstration is filled by a process that was started for a rehearsal")
    set_up = filling.today - SET_UP
    _begin(filling, set_up)
    names = demo_names.people(random.Random(f"{filling.seed}:names"))  # noqa: S311 - repeats itself
    holidays.read_shipped(questionnaires / "holidays.json")
    people.first_administrator(next(names), "beheer@sopforms.example")
    for plan in filling.partnerships:
        organisation = demo_organisation.set_up(plan, names, set_up)
        assert organisation is not None  # only a repeated form makes nothing
        Rounds(organisation, questionnaires / plan.sector.value, filling.today, filling.seed).play(told)
    _end(filling)


def _begin(filling: Filling, day: date) -> None:
    settings.put(clock.MARK, "1")
    settings.put(clock.SEED, str(filling.seed))
    move_to(day)
    db.session.commit()


def _end(filling: Filling) -> None:
    """Take the mark of a rehearsal away, and let only the newest mails go out."""
    for name in (clock.MARK, clock.SEED, clock.MOMENT, clock.DRAWS):
        settings.remove(name)
    demo_mail.keep_newest()
    settings.put(MADE_ON, filling.today.isoformat())
    db.session.commit()

"""One dossier of the demonstration on its way: who plays, on which days, what time it is there."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sopforms.actions.demo_answers import Picture
from sopforms.actions.demo_days import Days
from sopforms.actions.demo_organisation import Cast
from sopforms.core.codes import Deed, Step
from sopforms.store import clock


@dataclass(frozen=True, slots=True)
class Play:
    """A dossier that is played until `until`; `years` is 0 for last year's round and 1 for this year's."""

    dossier_id: int
    cast: Cast
    picture: Picture
    days: Days
    years: int
    until: Step
    chance: random.Random

    @property
    def is_past(self) -> bool:
        """Whether this is the text that is in force now."""
        return self.until is Step.ACTIVE

    def does(self, deed: Deed) -> bool:
        """Whether this deed is done before the dossier stops."""
        return deed in self.days

    def on(self, deed: Deed) -> date:
        """Return the day of a deed, with the clock of the demonstration moved to it."""
        day = self.days[deed]
        move_to(day, 9 + self.chance.randrange(7))
        return day


def move_to(day: date, hour: int = 9) -> None:
    """Move the clock of the demonstration."""
    clock.move_stage(moment(day, hour))


def moment(day: date, hour: int = 9) -> datetime:
    """Return a moment of this day; the minutes differ from day to day."""
    return datetime.combine(day, time(hour, 5 * (day.day % 12)), clock.AMSTERDAM).astimezone(UTC)

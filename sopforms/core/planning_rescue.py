"""What can still be done when the year no longer fits, and from which day on the text could be public.

Nothing here shortens the council's time by itself: a term becomes shorter only by written agreement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sopforms.core.codes import Deed, Step
from sopforms.core.planning import Pace, Plan, plan
from sopforms.core.schoolcalendar import SchoolCalendar
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import advice_due
from sopforms.core.workflow import ORDER

# The fewest calendar days in which people can do their part decently.
FAST = Pace(guide=1, decide=2, react=5, read=5, write=5, consolidate=2, talk=5, survey=10)


@dataclass(frozen=True, slots=True)
class Chain:
    """What a plan was made of, so that it can be made again with something changed; see `planning.plan`."""

    year: SchoolYear
    calendar: SchoolCalendar
    weeks: int
    today: date
    step: Step
    due: date | None = None
    skip_holidays: bool = True
    suspension: bool = True
    pace: Pace | None = None

    def plan(
        self, *, weeks: int | None = None, pace: Pace | None = None, suspension: bool | None = None,
        agreed: bool = False,
    ) -> Plan:  # fmt: skip
        """Return the plan with these changes; with `agreed` a term that runs counts as ending in time."""
        return plan(
            self.year,
            self.calendar,
            self.weeks if weeks is None else weeks,
            today=self.today,
            step=self.step,
            due=None if agreed else self.due,
            skip_holidays=self.skip_holidays,
            suspension=self.suspension if suspension is None else suspension,
            pace=pace or self.pace,
        )


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What still brings the text out before its school year begins; each is tried alone, then all together.

    `faster`: everybody takes the fewest days. `no_wait`: the board follows the council, or the council has no
    objection, so that nothing is suspended. `agreed_day`: the last day for the council that it would have to
    agree to in writing. `together` needs all of these. `earliest` is the first day on which publishing can
    be, at the fewest days and with the whole term; it lies after the year began when nothing helps.
    """

    faster: bool
    no_wait: bool
    agreed_day: date | None
    together: bool
    earliest: date

    @property
    def any(self) -> bool:
        """Whether there is a way at all."""
        return self.faster or self.no_wait or self.agreed_day is not None or self.together


def ways_out(chain: Chain) -> WaysOut:
    """Return what still helps a plan that does not fit; for one that fits, everything helps."""
    asked = ORDER.index(chain.step) >= ORDER.index(Step.ADVISED)
    before = chain.plan(weeks=1, agreed=True)
    agreed_day = before.last_day(Deed.GIVE_ADVICE) if before.fits and not asked else None
    everything = chain.plan(weeks=1, pace=FAST, suspension=False, agreed=True)
    return WaysOut(
        faster=chain.plan(pace=FAST).fits,
        no_wait=chain.suspension and chain.plan(suspension=False).fits,
        agreed_day=agreed_day,
        together=everything.fits,
        earliest=earliest_publication(chain),
    )


# What lies between two steps, in order: from which step on it is over, and how many days it takes at least.
_STRETCHES = (
    (Step.TALK, FAST.survey),
    (Step.CONSOLIDATED, FAST.talk + FAST.consolidate),
    (Step.DRAFT, FAST.write),
    (Step.REQUESTED, FAST.read),
)
_AFTER = ((Step.REACTED, FAST.react), (Step.ADOPTED, FAST.decide), (Step.PUBLISHED, FAST.guide))


def earliest_publication(chain: Chain) -> date:
    """Return the first school day on which the text can be public, when nobody loses a day from now on.

    The council keeps its whole term (or the one that runs); no suspension is counted.
    """
    place = ORDER.index(chain.step)
    day = chain.today
    for reached, days in _STRETCHES:
        if place < ORDER.index(reached):
            day = chain.calendar.next_school_day(day + timedelta(days=days))
    if place < ORDER.index(Step.ADVISED):
        due = chain.due or advice_due(day, chain.weeks, chain.calendar, skip_holidays=chain.skip_holidays)
        day = max(due, day)
    for reached, days in _AFTER:
        if place < ORDER.index(reached):
            day = chain.calendar.next_school_day(day + timedelta(days=days))
    return day

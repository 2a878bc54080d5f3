"""On which day everything happens in the demonstration, so that the year fits the day it is made.

Last year follows the usual calendar. This year is counted back from today and runs faster than usual, so
that one school has already published; no day lies in the future.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from sopforms.core.codes import Deed, Step
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.workflow import MOVES

Days = Mapping[Deed, date]

# The usual day (month, day) in the year of the evaluation; from January on it is the next calendar year.
_USUAL = {
    Deed.OPEN_CYCLE: (9, 15),
    Deed.OPEN_SURVEY: (11, 16),
    Deed.CLOSE_SURVEY: (12, 7),
    Deed.RECORD_PUPIL_VOICE: (1, 19),
    Deed.RECORD_TALK: (1, 26),
    Deed.SET_VALUE: (2, 3),
    Deed.CONSOLIDATE: (2, 9),
    Deed.MAKE_DRAFT: (3, 2),
    Deed.OPEN_READ_ROUND: (3, 4),
    Deed.FINISH_DRAFT: (3, 16),
    Deed.COMPLETE_PAPERS: (3, 18),
    Deed.REQUEST_ADVICE: (3, 23),
    Deed.RECORD_CONSULTATION: (4, 8),
    Deed.GIVE_ADVICE: (4, 22),
    Deed.REACT: (5, 20),
    Deed.RECORD_FURTHER_TALKS: (5, 25),
    Deed.ADOPT: (6, 1),
    Deed.MAKE_GUIDE_SECTION: (6, 7),
    Deed.PUBLISH: (7, 16),
}
# How many days each deed comes after the one before it, when a school is quick.
_QUICK = {
    Deed.OPEN_CYCLE: 0,
    Deed.OPEN_SURVEY: 5,
    Deed.CLOSE_SURVEY: 12,
    Deed.RECORD_PUPIL_VOICE: 2,
    Deed.RECORD_TALK: 2,
    Deed.SET_VALUE: 2,
    Deed.CONSOLIDATE: 1,
    Deed.MAKE_DRAFT: 2,
    Deed.OPEN_READ_ROUND: 1,
    Deed.FINISH_DRAFT: 9,
    Deed.COMPLETE_PAPERS: 1,
    Deed.REQUEST_ADVICE: 1,
    Deed.RECORD_CONSULTATION: 8,
    Deed.GIVE_ADVICE: 12,
    Deed.REACT: 6,
    Deed.RECORD_FURTHER_TALKS: 2,
    Deed.ADOPT: 3,
    Deed.MAKE_GUIDE_SECTION: 2,
    Deed.PUBLISH: 3,
}
_LAST_WORK = {
    Step.OPEN: Deed.OPEN_CYCLE,
    Step.SURVEY: Deed.OPEN_SURVEY,
    Step.TALK: Deed.SET_VALUE,
    Step.CONSOLIDATED: Deed.CONSOLIDATE,
    Step.DRAFT: Deed.OPEN_READ_ROUND,
    Step.REQUESTED: Deed.RECORD_CONSULTATION,
    Step.NO_ADVICE: Deed.GIVE_ADVICE,
    Step.REACTED: Deed.REACT,
}
SURVEY_RUNS = timedelta(days=9)  # so long ago a survey that still runs was opened
MARGIN = timedelta(days=2)
ONE_WEEK = timedelta(days=7)


def last_deed(step: Step) -> Deed:
    """Return the deed after which a dossier that stays at `step` waits, unless its school says otherwise."""
    if step in _LAST_WORK:
        return _LAST_WORK[step]
    return next(deed for deed in _QUICK if MOVES[deed].to is step)


def this_year(today: date, last: Deed, wait: int | None = None) -> Days:
    """Return the days of a school that did `last` some days ago, and everything before it.

    `wait` is how many days the council took after the consultation, when that was not the usual number.
    """
    gaps = _QUICK | ({} if wait is None else {Deed.GIVE_ADVICE: wait})
    ago = SURVEY_RUNS if last is Deed.OPEN_SURVEY else MARGIN
    order = list(_QUICK)
    day = today - ago
    found = {}
    for deed in reversed(order[: order.index(last) + 1]):
        found[deed] = _workday(day)
        day -= timedelta(days=gaps[deed])
    return dict(reversed(found.items()))


def last_year(today: date, before: date, chance: random.Random) -> Days:
    """Return the days on which the text of the running school year came about.

    Each school has its own pace within a week. Everything is earlier in a year in which this year's round
    began (`before`) before last year's would have been done.
    """
    start = SchoolYear.of(today).start - 1
    late = date(start + 1, *_USUAL[Deed.PUBLISH]) + ONE_WEEK - before
    shift = max(timedelta(0), late)
    pace = timedelta(days=chance.randint(0, 6))
    found = {}
    for deed, (month, day) in _USUAL.items():
        usual = date(start if month >= 8 else start + 1, month, day)
        own = timedelta(0) if deed in {Deed.OPEN_CYCLE, Deed.PUBLISH} else pace
        found[deed] = _workday(usual - shift + own)
    return found


def _workday(day: date) -> date:
    """Return the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))

"""The jaarplan and the jaarverslag of a school: when they are due, their money, what still stands in the way.

Both are a habit of partnerships, no law: the partnership sets the date, late is shown and never refused. A
plan goes with the school year that a dossier is for, its report looks back when that year is over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sopforms.core.codes import Deed, Step
from sopforms.core.schoolyear import SchoolYear

MONTH, DAY = 10, 31  # many partnerships ask for both before 1 November
EARLY_MONTH = 4  # from April before the year a date makes sense
RUNNING = ("open", "busy")
UNFINISHED = (*RUNNING, "carried")


class YearPaper(StrEnum):
    """Which of the two: what the school will do, or what came of it."""

    PLAN = "jaarplan"
    REPORT = "jaarverslag"


class Standing(StrEnum):
    """How far a paper is, as everybody may know it."""

    WAITING = "waiting"
    BEGUN = "begun"
    READY = "ready"
    HANDED_IN = "handed_in"


HANDS_IN: Mapping[YearPaper, Deed] = {
    YearPaper.PLAN: Deed.HAND_IN_PLAN,
    YearPaper.REPORT: Deed.HAND_IN_REPORT,
}


@dataclass(frozen=True, slots=True)
class Money:
    """Support money in whole euros: what came in, and per purpose what is planned and what was spent.

    `note` is the explanation where the sums differ. A purpose without an amount is not there.
    """

    received: int | None = None
    planned: Mapping[str, int] = field(default_factory=dict)
    spent: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    @property
    def total_planned(self) -> int:
        """What is planned, all purposes together."""
        return sum(self.planned.values())

    @property
    def total_spent(self) -> int:
        """What was spent, all purposes together."""
        return sum(self.spent.values())


@dataclass(frozen=True, slots=True)
class Contents:
    """What a paper holds when somebody wants to be done with it.

    `lines` are the purposes it asks money for, `untold` counts points without an outcome, `names` sections
    in which the name of a pupil is suspected.
    """

    paper: YearPaper
    lines: tuple[str, ...] = ()
    money: Money = field(default_factory=Money)
    untold: int = 0
    names: int = 0


def due(paper: YearPaper, year: SchoolYear, chosen: date | None = None) -> date:
    """Return the last day to hand in: the partnership's choice, else 31 October.

    The plan in the autumn of the year itself, the report in the autumn after it.
    """
    return chosen or date(_autumn(paper, year), MONTH, DAY)


def may_be_due(paper: YearPaper, year: SchoolYear, day: date) -> bool:
    """Whether a date can be meant: from April before that autumn until the end of July after it."""
    autumn = _autumn(paper, year)
    return date(autumn, EARLY_MONTH, 1) <= day <= date(autumn + 1, 7, 31)


def _autumn(paper: YearPaper, year: SchoolYear) -> int:
    return year.start if paper is YearPaper.PLAN else year.start + 1


def difference(paper: YearPaper, money: Money) -> int:
    """Return what the sums leave over (below zero: what they lack) of the money that came in."""
    used = money.total_planned if paper is YearPaper.PLAN else money.total_spent
    return (money.received or 0) - used


def must_explain(paper: YearPaper, money: Money) -> bool:
    """Whether the numbers ask for a word: more than came in, or in a report money that is left."""
    left = difference(paper, money)
    return left < 0 or (paper is YearPaper.REPORT and left > 0)


def obstacles(contents: Contents) -> list[str]:
    """Return why this paper cannot be called finished, as stable keys; an empty list means go ahead.

    That a value or text is missing is shown and holds nothing up. An unfinished point goes on with a reason.
    """
    found = []
    money = contents.money
    if contents.lines:
        amounts = money.planned if contents.paper is YearPaper.PLAN else money.spent
        if money.received is None or any(line not in amounts for line in contents.lines):
            found.append("money_missing")
        elif must_explain(contents.paper, money) and not money.note.strip():
            found.append("money_unexplained")
    if contents.untold and contents.paper is YearPaper.REPORT:
        found.append("points_untold")
    if contents.names:
        found.append("names_suspected")
    return found


def may_take_back(last_day: date, today: date) -> bool:
    """Whether what was handed in may be taken back: until and including the last day; then only replaced."""
    return today <= last_day


def standing(*, begun: bool, ready: bool, handed_in: bool) -> Standing:
    """Return how far a paper is."""
    if handed_in:
        return Standing.HANDED_IN
    return Standing.READY if ready else Standing.BEGUN if begun else Standing.WAITING


def takes_points_at(step: Step) -> bool:
    """Whether a point of last year may still join the plan of a dossier at this step.

    Before the council is asked, while the board may change the text, and again once the text is adopted: it
    then goes into the plan alone, never into what was adopted.
    """
    return step not in (Step.REQUESTED, Step.NO_ADVICE)


def is_settled(step: Step) -> bool:
    """Whether the text of a dossier is adopted, so that a point that joins stays out of the guide."""
    return step in (Step.ADOPTED, Step.IN_GUIDE, Step.PUBLISHED, Step.ACTIVE)

"""The year planned backwards from 1 August: the last safe day of each step.

The days between the steps are habits and can be set; the clocks are those of `terms.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sopforms.core import roles, rule_set
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.schoolcalendar import ONE_DAY, SchoolCalendar
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import latest_receipt, suspended_until
from sopforms.core.workflow import ORDER


@dataclass(frozen=True, slots=True)
class Pace:
    """How many calendar days people want at least for their part of the work."""

    guide: int = 7  # from the section to the publication
    decide: int = 7  # from the reaction to the decision, further talks included
    react: int = 14
    read: int = 10  # of the finished draft, by team and board
    write: int = 14
    consolidate: int = 7
    talk: int = 14  # from the closed survey to the conversation
    survey: int = 21


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The last safe day of a deed; `late` when that day is over and the deed is not done."""

    deed: Deed
    last_day: date
    done: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps in order of the year; days are guesses where `holidays_known` is False."""

    rows: tuple[PlanRow, ...]
    holidays_known: bool

    @property
    def fits(self) -> bool:
        """Whether the text can still be published before its school year begins."""
        return not self.too_late

    @property
    def too_late(self) -> tuple[Deed, ...]:
        """The deeds whose last safe day is over: shown in red."""
        return tuple(row.deed for row in self.rows if row.late)

    def last_day(self, deed: Deed) -> date:
        """Return the last safe day of a deed; KeyError for a deed that is not planned."""
        return {row.deed: row.last_day for row in self.rows}[deed]


# A deed is done once the dossier is at this step or further.
_REACHES = {
    Deed.OPEN_SURVEY: Step.SURVEY,
    Deed.CLOSE_SURVEY: Step.TALK,
    Deed.RECORD_TALK: Step.CONSOLIDATED,
    Deed.CONSOLIDATE: Step.CONSOLIDATED,
    Deed.FINISH_DRAFT: Step.REQUESTED,
    Deed.REQUEST_ADVICE: Step.REQUESTED,
    Deed.GIVE_ADVICE: Step.ADVISED,
    Deed.REACT: Step.REACTED,
    Deed.ADOPT: Step.ADOPTED,
    Deed.MAKE_GUIDE_SECTION: Step.IN_GUIDE,
    Deed.PUBLISH: Step.PUBLISHED,
}


def _adopt_by(section: date, publish: date, calendar: SchoolCalendar, waits: int | None) -> date:
    """Return the last day to adopt; `waits` is in how many weeks a deviating decision is carried out."""
    day = section
    while waits is not None and suspended_until(day, waits) >= publish:
        day -= ONE_DAY
    return calendar.last_school_day(day)


def last_days(
    year: SchoolYear,
    calendar: SchoolCalendar,
    weeks: int = 6,
    *,
    skip_holidays: bool = True,
    suspension: bool = True,
    pace: Pace | None = None,
) -> dict[Deed, date]:
    """Return the last safe day of each deed, in order of the year; `year` is the year of the text.

    Each is a school day. `suspension` keeps the six weeks free that a deviating decision would wait.
    """
    pace = pace or Pace()

    def before(day: date, days: int) -> date:
        return calendar.last_school_day(day - timedelta(days=days))

    publish = before(year.first_day, 1)
    section = before(publish, pace.guide)
    waits = rule_set.of_year(year).suspension_weeks if suspension else None
    adopt = _adopt_by(section, publish, calendar, waits)
    react = before(adopt, pace.decide)
    advice = before(react, pace.react)
    request = before(latest_receipt(advice, weeks, calendar, skip_holidays=skip_holidays), 0)
    draft = before(request, pace.read)
    consolidate = before(draft, pace.write)
    talk = before(consolidate, pace.consolidate)
    close = before(talk, pace.talk)
    return {
        Deed.OPEN_SURVEY: before(close, pace.survey),
        Deed.CLOSE_SURVEY: close,
        Deed.RECORD_TALK: talk,
        Deed.CONSOLIDATE: consolidate,
        Deed.FINISH_DRAFT: draft,
        Deed.REQUEST_ADVICE: request,
        Deed.GIVE_ADVICE: advice,
        Deed.REACT: react,
        Deed.ADOPT: adopt,
        Deed.MAKE_GUIDE_SECTION: section,
        Deed.PUBLISH: publish,
    }


def plan(
    year: SchoolYear,
    calendar: SchoolCalendar,
    weeks: int = 6,
    *,
    today: date,
    step: Step = Step.OPEN,
    due: date | None = None,
    skip_holidays: bool = True,
    suspension: bool = True,
    pace: Pace | None = None,
) -> Plan:
    """Return the plan as it stands today for a dossier at `step`.

    `due` is the last day of a term that already runs: when it lies after the last safe day for the advice,
    the advice is too late even before that day comes.
    """
    days = last_days(year, calendar, weeks, skip_holidays=skip_holidays, suspension=suspension, pace=pace)
    first = min(days.values())
    return Plan(tuple(_rows(days, today, step, due)), calendar.covers(first, year.first_day))


def _rows(days: dict[Deed, date], today: date, step: Step, due: date | None) -> Iterator[PlanRow]:
    for deed, last_day in days.items():
        done = ORDER.index(step) >= ORDER.index(_REACHES[deed])
        too_long = deed == Deed.GIVE_ADVICE and due is not None and due > last_day
        yield PlanRow(deed, last_day, done, not done and (today > last_day or too_long))


def of_roles(plan: Plan, held: Iterable[Role], *, mandate: bool) -> tuple[PlanRow, ...]:
    """Return what these roles still have to do; who does nothing of the plan follows all of it.

    A head without a mandate does not decide for the board, so those days are not theirs.
    """
    held = tuple(held)
    todo = tuple(row for row in plan.rows if not row.done)
    if not any(roles.may(role, row.deed) for role in held for row in plan.rows):
        return todo
    return tuple(row for row in todo if any(_does(role, row.deed, mandate) for role in held))


def _does(role: Role, deed: Deed, mandate: bool) -> bool:
    if role is Role.HEAD and deed in roles.NEEDS_MANDATE and not mandate:
        return False
    return roles.may(role, deed)

"""Lists of schools with where each is: one line for a school, its step, and how many days are left."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from flask import url_for
from flask_babel import gettext as _

from sopforms.core import planning, roles, rule_set
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Right, Step
from sopforms.core.dossier import Dossier
from sopforms.core.schoolcalendar import SchoolCalendar
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import councils, cycles, dossiers, facts, locations, talks
from sopforms.store.councils import CouncilRow
from sopforms.store.cycles import CycleRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.web import deed_words
from sopforms.web.next_steps import Next, facts_for, next_for

# The deed whose last safe day says how much time a school still has at a step.
NEXT_DAY: Mapping[Step, Deed] = MappingProxyType(
    {
        Step.OPEN: Deed.OPEN_SURVEY,
        Step.SURVEY: Deed.CLOSE_SURVEY,
        Step.TALK: Deed.CONSOLIDATE,
        Step.CONSOLIDATED: Deed.FINISH_DRAFT,
        Step.DRAFT: Deed.REQUEST_ADVICE,
        Step.REQUESTED: Deed.GIVE_ADVICE,
        Step.ADVISED: Deed.REACT,
        Step.NO_ADVICE: Deed.ADOPT,
        Step.REACTED: Deed.ADOPT,
        Step.ADOPTED: Deed.MAKE_GUIDE_SECTION,
        Step.IN_GUIDE: Deed.PUBLISH,
    }
)


@dataclass(frozen=True, slots=True)
class Line:
    """One school: `kind` colours the badge, `days` is negative when the last safe day is over."""

    location: LocationRow
    step: Step | None
    label: str
    kind: str
    year: str = ""
    last_day: date | None = None
    days: int | None = None
    next: Next | None = None
    url: str = ""

    @property
    def mine(self) -> bool:
        """Whether the next step is for who looks."""
        return self.next is not None and bool(self.next.url)


def of_schools(
    schools: Sequence[LocationRow], actor: Actor, today: date, *, with_next: bool = False
) -> list[Line]:
    """Return a line for each school with its newest dossier, in the given order.

    `with_next` also asks what the next step is for this person: a dozen queries for each school. Then there
    is a line too for each adopted text that is changed while the next round runs already.
    """
    newest: dict[int, DossierRow] = {}
    rows = dossiers.of_locations([school.id for school in schools])
    for row in rows:
        newest.setdefault(row.location_id, row)
    rounds = cycles.of_ids({row.cycle_id for row in rows})
    days = _Days(
        councils.find_of_locations([school.id for school in schools]), locations.calendars_of(schools), rounds
    )
    talked = talks.held_in([row.id for row in newest.values() if row.step is Step.TALK])
    lines = [_line(school, newest.get(school.id), talked, days, today) for school in schools]
    if not with_next:
        return lines
    behind = [
        row for row in rows if row.edition > 1 and not row.adopted_on and newest[row.location_id] is not row
    ]
    places = {school.id: school for school in schools}
    return [replace(line, next=_next(newest.get(line.location.id), actor, today)) for line in lines] + [
        replace(_line(places[row.location_id], row, talked, days, today), next=_next(row, actor, today))
        for row in behind
    ]


def _next(row: DossierRow | None, actor: Actor, today: date) -> Next | None:
    if row is None:
        return None
    return next_for(facts_for(row, actor), row.id, actor, today)


def _line(
    school: LocationRow, row: DossierRow | None, talked: Collection[int], days: _Days, today: date
) -> Line:
    if row is None:
        return Line(school, None, _("Geen ronde"), "info")
    cycle = days.rounds[row.cycle_id]
    if row.absent_on is not None:
        url = url_for("school.home", dossier_id=row.id)
        return Line(school, None, _("Doet dit jaar niet mee"), "info", cycle.school_year, url=url)
    to_talk = row.step is Step.TALK and row.id not in talked
    deed = Deed.RECORD_TALK if to_talk else NEXT_DAY.get(row.step)
    last_day = days.of(school, cycle)[deed] if deed else None
    last_day = _otherwise(row) or last_day
    if row.edition > 1:  # a change has no day in the plan of the year
        last_day = None
    if row.step is Step.REQUESTED and row.due_on:
        last_day = row.due_on
    left = (last_day - today).days if last_day else None
    waits = _suspended(row, today)
    return Line(
        school,
        row.step,
        _label(row, waits, to_talk, consents=days.consents(school, row, today)),
        "warn" if waits and (left is None or left >= 0) else _kind(row.step, left),
        cycle.school_year,
        last_day,
        left,
        url=url_for("school.home", dossier_id=row.id),
    )


def _otherwise(row: DossierRow) -> date | None:
    """Return the day that the partnership agreed with this school for the step that it is at."""
    if row.step in (Step.OPEN, Step.SURVEY):
        return row.survey_by
    return {Step.CONSOLIDATED: row.draft_by, Step.DRAFT: row.request_by}.get(row.step)


def _suspended(row: DossierRow, today: date) -> bool:
    """Whether the decision of this dossier may not be carried out yet (Wms 34)."""
    known = Dossier(
        decided=row.adopted_on,
        followed=row.followed,
        suspended_until=row.suspended_until,
        waived=row.waived_on,
    )
    return known.suspended(today)


def _label(row: DossierRow, waits: bool, to_talk: bool, *, consents: bool) -> str:
    if waits:
        return _("Uitvoering opgeschort")
    if row.edition > 1 and row.adopted_on is None:
        return _("Wijziging: %(step)s", step=deed_words.step(row.step, consents=consents).lower())
    if row.step is Step.TALK and not to_talk:
        return _("Schoolwaarden kiezen")
    return deed_words.step(row.step, consents=consents)


def _kind(step: Step, days: int | None) -> str:
    if step in {Step.PUBLISHED, Step.ACTIVE}:
        return "ok"
    if days is None:
        return "info"
    return "bad" if days < 0 else "warn" if days <= 14 else "info"


class _Days:
    """The last safe days, worked out once for each calendar, term and school year."""

    def __init__(
        self,
        of_schools: dict[int, CouncilRow],
        calendars: Mapping[int, SchoolCalendar],
        rounds: Mapping[int, CycleRow],
    ) -> None:
        self.rounds = rounds
        self._councils = of_schools
        self._calendars = calendars
        self._known: dict[tuple[object, ...], dict[Deed, date]] = {}

    def consents(self, school: LocationRow, row: DossierRow, today: date) -> bool:
        """Whether the council of this school consents instead of advising."""
        sector = roles.sector_of(school.kind)
        return facts.right_of(row, self._councils.get(school.id), sector, today) is Right.INSTEMMING

    def of(self, school: LocationRow, cycle: CycleRow) -> dict[Deed, date]:
        school_year, pace = cycle.school_year, cycle.pace
        council = self._councils.get(school.id)
        held = council or rule_set.of_year(SchoolYear.parse(school_year))
        weeks, counted = held.weeks, held.holidays_count
        calendar = self._calendars[school.id]
        key = (calendar, weeks, counted, school_year, pace)
        if key not in self._known:
            self._known[key] = planning.last_days(
                SchoolYear.parse(school_year),
                calendar,
                weeks,
                skip_holidays=not counted,
                pace=pace,
            )
        return self._known[key]

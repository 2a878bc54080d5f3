"""The jaarplannen and jaarverslagen of a whole round, as the partnership sees them: handed in or not.

Above the school only what was handed in is read, never what is still being written.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sopforms.actions import letters, year_papers
from sopforms.actions.addresses import school_team
from sopforms.actions.deed import deed
from sopforms.core import year_paper, year_paper_letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, Role
from sopforms.core.errors import Invalid
from sopforms.core.mailing import About, Address, Letter
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import Money, YearPaper
from sopforms.core.year_paper_overview import Overview, Paper, PointTold, overview
from sopforms.store import cycles, dossiers, locations, logbook, partnerships, people
from sopforms.store import year_papers as stored
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.locations import LocationRow
from sopforms.store.year_papers import HandedInRow


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """One school: what it handed in, None when it did not, and how it stands to the last day."""

    location: LocationRow
    dossier_id: int
    handed_in: HandedInRow | None
    last_day: date

    @property
    def came_late(self) -> bool:
        """Whether it was handed in after the last day."""
        return self.handed_in is not None and self.handed_in.handed_in_on > self.last_day

    def days_late(self, today: date) -> int:
        """How many days it is late and not handed in; 0 when it is not late."""
        return max(0, (today - self.last_day).days) if self.handed_in is None else 0


@dataclass(frozen=True, slots=True)
class Region:
    """One paper of one round: its last day, a line for each school by name, and all of it together."""

    cycle: CycleRow
    paper: YearPaper
    last_day: date
    lines: tuple[SchoolLine, ...]

    @property
    def waiting(self) -> tuple[SchoolLine, ...]:
        """The schools that did not hand in."""
        return tuple(line for line in self.lines if line.handed_in is None)

    @property
    def overview(self) -> Overview:
        """What was handed in, all schools together."""
        return overview([_paper(line.location.name, line.handed_in) for line in self.lines if line.handed_in])


def region(cycle: CycleRow, paper: YearPaper) -> Region:
    """Return one paper of every school of a round, in three queries however many schools there are."""
    rows = dossiers.of_cycle(cycle.id)
    schools = {school.id: school for school in locations.of_partnership(cycle.partnership_id)}
    found = stored.handed_in_of([row.id for row in rows])
    last_day = year_papers.last_day(cycle, paper)
    place = {location_id: number for number, location_id in enumerate(schools)}
    lines = [
        SchoolLine(schools[row.location_id], row.id, found.get((row.id, paper)), last_day)
        for row in sorted(rows, key=lambda row: place.get(row.location_id, -1))
        if row.location_id in schools
    ]
    return Region(cycle, paper, last_day, tuple(lines))


@deed
def set_dates(
    cycle_id: int, plan_by: date | None, report_by: date | None, *, actor: Actor, today: date
) -> None:
    """Set until when schools hand in; an empty date is 31 October again. Raises Invalid for an odd day."""
    cycle = cycles.get(cycle_id)
    year = SchoolYear.parse(cycle.school_year)
    chosen = {YearPaper.PLAN: ("plan_by", plan_by), YearPaper.REPORT: ("report_by", report_by)}
    problems = {
        name: "Deze dag past niet bij dit schooljaar. Kies een dag rond 31 oktober."
        for paper, (name, day) in chosen.items()
        if day is not None and not year_paper.may_be_due(paper, year, day)
    }
    if problems:
        raise Invalid(**problems)
    cycle.plan_by, cycle.report_by = plan_by, report_by
    days = {name: day.isoformat() if day else None for name, day in chosen.values()}
    _note(Act.SET_PAPER_DATES, cycle, actor, today, days)


@deed
def remind(
    cycle_id: int, paper: YearPaper, dossier_ids: Collection[int], *, actor: Actor, today: date
) -> int:
    """Mail coordinator and head of these schools that their paper is waited for; return how many schools.

    Who handed in meanwhile gets no mail; the same school at most one a day.
    """
    cycle = cycles.get(cycle_id)
    chosen = [line for line in region(cycle, paper).waiting if line.dossier_id in set(dossier_ids)]
    written = [one for line in chosen for one in to_school(cycle, paper, line, actor, today)]
    letters.put(*written)
    schools = [line.dossier_id for line in chosen]
    _note(Act.REMIND_PAPERS, cycle, actor, today, {"paper": paper.value, "dossiers": schools})
    return len(chosen)


def to_school(
    cycle: CycleRow, paper: YearPaper, line: SchoolLine, actor: Actor, today: date
) -> tuple[Letter, ...]:
    """Return the mails to one school: one for its coordinator, one for its head."""
    swv = partnerships.get(cycle.partnership_id).name
    person = people.get(actor.person_id) if actor.person_id is not None else None
    contact = Address(person.name, person.email) if person else Address("", "")
    about = About(cycle.partnership_id, line.dossier_id, line.location.name, cycle.school_year, contact)
    page = f"/dossier/{line.dossier_id}/{paper}"
    return tuple(
        year_paper_letter.year_paper_due(
            about, paper, to, swv=swv, last_day=line.last_day, today=today, page=page
        )
        for to in school_team(line.location)
    )


def told_points(school: str, found: HandedInRow) -> tuple[PointTold, ...]:
    """Return the points of what a school handed in."""
    names = ("goal", "kind", "status", "result", "onward")
    return tuple(PointTold(school, *(point[name] for name in names)) for point in found.points)


def money_of(found: HandedInRow) -> Money:
    """Return the money of what a school handed in."""
    return stored.read_money(found)


def _paper(school: str, found: HandedInRow) -> Paper:
    return Paper(school, stored.read_money(found), told_points(school, found))


def _note(act: Act, cycle: CycleRow, actor: Actor, today: date, details: Mapping[str, object]) -> None:
    role = next((one for one in actor.roles if one in (Role.SWV, Role.ADMINISTRATOR)), Role.SWV)
    logbook.write(
        today, act, role, partnership_id=cycle.partnership_id, person_id=actor.person_id,
        details={"cycle": cycle.id, **details},
    )  # fmt: skip
    db.session.flush()

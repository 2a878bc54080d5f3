"""Which jaarplan and jaarverslag are asked of a school in this school year, and whether they came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sopforms.actions import year_papers
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import YearPaper
from sopforms.store import cycles, dossiers
from sopforms.store import year_papers as stored
from sopforms.store.dossiers import DossierRow
from sopforms.store.year_papers import HandedInRow


@dataclass(frozen=True, slots=True)
class PaperState:
    """The plan or report that is asked of a school in this school year: when it came, or how late it is."""

    dossier_id: int
    year: str
    handed_in_on: date | None
    last_day: date
    days_late: int = 0


def of_school(location_id: int, today: date) -> dict[YearPaper, PaperState]:
    """Return what is asked of one school now; nothing before its first round has become a year."""
    own = dossiers.of_location(location_id)
    return among(own, stored.handed_in_of([row.id for row in own]), today)


def among(
    own: Sequence[DossierRow], handed: Mapping[tuple[int, YearPaper], HandedInRow], today: date
) -> dict[YearPaper, PaperState]:
    """Return the plan of the running year and the report of the year before, where the school has them."""
    now = SchoolYear.of(today)
    found = {}
    for paper, year in ((YearPaper.PLAN, now), (YearPaper.REPORT, now.previous)):
        row = of_year(own, year)
        if row is None:
            continue
        last_day = year_papers.last_day(cycles.get(row.cycle_id), paper)
        came = handed.get((row.id, paper))
        late = 0 if came else max(0, (today - last_day).days)
        found[paper] = PaperState(row.id, str(year), came.handed_in_on if came else None, last_day, late)
    return found


def of_year(own: Sequence[DossierRow], year: SchoolYear) -> DossierRow | None:
    """Return the dossier for a school year among these of one school."""
    return next((row for row in own if cycles.get(row.cycle_id).school_year == str(year)), None)

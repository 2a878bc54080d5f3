"""The schools of a board side by side: its judgement, plan and report, points, and professional development.

A board may have schools in several partnerships; each school is read with the rounds of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sopforms.actions import asked_papers
from sopforms.actions.asked_papers import PaperState
from sopforms.core import workflow
from sopforms.core.codes import Deed
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import YearPaper
from sopforms.store import cycles, decisions, dossiers, locations, partnerships, talks
from sopforms.store import year_papers as stored
from sopforms.store.decisions import JudgementRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.talks import PointRow

TRAINING = "scholing"


@dataclass(frozen=True, slots=True)
class Side:
    """One school beside the others. `verdict` is of the newest round, `before` of the one before it."""

    location: LocationRow
    partnership: str
    newest: DossierRow | None
    year: str
    verdict: JudgementRow | None
    before: JudgementRow | None
    may_judge: bool
    papers: Mapping[YearPaper, PaperState]
    points: int
    done: int


@dataclass(frozen=True, slots=True)
class Training:
    """Professional development of all schools: points by school and by status, and what is planned for it."""

    year: str
    schools: tuple[tuple[str, tuple[PointRow, ...], int], ...]
    statuses: Mapping[str, int]
    planned: int

    @property
    def points(self) -> int:
        """How many points there are."""
        return sum(len(points) for _name, points, _planned in self.schools)


def side_by_side(board_id: int, today: date) -> list[Side]:
    """Return the schools of a board by name, in as many queries however many schools there are."""
    schools, rows = _schools(board_id)
    ids = [row.id for found in rows.values() for row in found]
    verdicts, handed = decisions.judgements_of(ids), stored.handed_in_of(ids)
    points = _by_dossier(talks.points_of_many(ids))
    sides = []
    for school in schools:
        own = rows[school.id]
        newest = own[0] if own else None
        running = asked_papers.of_year(own, SchoolYear.of(today))
        told = points[running.id] if running else []
        sides.append(
            Side(
                school,
                partnerships.get(school.partnership_id).name,
                newest,
                _year(newest) if newest else "",
                verdicts.get(newest.id) if newest else None,
                verdicts.get(own[1].id) if len(own) > 1 else None,
                newest is not None and newest.step in workflow.MOVES[Deed.JUDGE_OFFER].at,
                asked_papers.among(own, handed, today),
                len(told),
                sum(point.status == "done" for point in told),
            )
        )
    return sides


def training(board_id: int, today: date) -> Training:
    """Return the points of type scholing of the running school year, school by school and together."""
    schools, rows = _schools(board_id)
    year = SchoolYear.of(today)
    running = {school.id: asked_papers.of_year(rows[school.id], year) for school in schools}
    ids = [row.id for row in running.values() if row]
    points = _by_dossier(talks.points_of_many(ids))
    plans = {row.dossier_id: row for row in stored.of_dossiers(ids) if row.paper is YearPaper.PLAN}
    found = []
    for school in schools:
        row = running[school.id]
        own = tuple(point for point in points[row.id] if point.kind == TRAINING) if row else ()
        plan = plans.get(row.id) if row else None
        amounts = plan.amounts.items() if plan else ()
        found.append((school.name, own, sum(amount for name, amount in amounts if TRAINING in name.lower())))
    statuses = Counter(point.status for _name, own, _planned in found for point in own)
    return Training(str(year), tuple(found), statuses, sum(planned for _name, _own, planned in found))


def _schools(board_id: int) -> tuple[list[LocationRow], Mapping[int, list[DossierRow]]]:
    """Return the schools of a board, and their dossiers, the newest round first."""
    schools = locations.of_board(board_id)
    rows: defaultdict[int, list[DossierRow]] = defaultdict(list)
    for row in dossiers.of_locations([school.id for school in schools]):
        rows[row.location_id].append(row)
    for own in rows.values():
        own.sort(key=_year, reverse=True)
    return schools, rows


def _by_dossier(points: list[PointRow]) -> Mapping[int, list[PointRow]]:
    found: defaultdict[int, list[PointRow]] = defaultdict(list)
    for point in points:
        found[point.dossier_id].append(point)
    return found


def _year(row: DossierRow) -> str:
    return cycles.get(row.cycle_id).school_year

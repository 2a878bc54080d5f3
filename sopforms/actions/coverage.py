"""The shared values of all schools of a round, as the partnership may see them.

The wall is here: a value leaves the school when its question says so (`shared`) and its text has become a
draft. No query in this file knows of responses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sopforms.actions import needs, shared_terms
from sopforms.actions.shared_terms import Terms
from sopforms.core import coverage, roles
from sopforms.core.codes import Right, Step
from sopforms.core.coverage import Network, School, Topic
from sopforms.store import dossiers, earlier_values, facts, locations, talks
from sopforms.store.cycles import CycleRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardRow

SHARED_FROM = tuple(Step)[tuple(Step).index(Step.DRAFT) :]
MOST_YEARS = 5


class View(StrEnum):
    """What the columns of the matrix are."""

    NEEDS = "behoefte"
    PROVISIONS = "voorzieningen"
    EXPERTISE = "deskundigheid"
    LIMITS = "grenzen"
    BUILDING = "gebouw"
    CHAPTERS = "hoofdstuk"
    TOPICS = "onderwerp"


@dataclass(frozen=True, slots=True)
class Round:
    """What schools shared in one school year: (location, indicator) → value, and the dossier of each school.

    `held` is empty for a year of which only values are known, from before the first round.
    """

    school_year: str
    terms: Terms
    values: Mapping[tuple[int, str], Any] = field(default_factory=dict)
    held: Mapping[int, DossierRow] = field(default_factory=dict)

    @property
    def steps(self) -> dict[int, Step]:
        """Where each school is, by location."""
        return {location_id: row.step for location_id, row in self.held.items()}

    @property
    def dossiers(self) -> dict[int, int]:
        """The dossier of each school, by location."""
        return {location_id: row.id for location_id, row in self.held.items()}

    def shares(self, location_id: int) -> bool:
        """Whether the values of this school may be seen."""
        held = self.held.get(location_id)
        return held is not None and held.step in SHARED_FROM


@dataclass(frozen=True, slots=True)
class Region:
    """Schools of a partnership by name, their boards, its years (newest first), what it calls each need."""

    locations: tuple[LocationRow, ...]
    rounds: tuple[Round, ...]
    boards: Mapping[int, BoardRow]
    needs: Mapping[str, str]

    @property
    def schools(self) -> tuple[School, ...]:
        """The schools as rows of a matrix."""
        return tuple(
            School(row.id, row.name, row.municipality, row.board_id, row.kind.value) for row in self.locations
        )

    def network(self, view: View = View.NEEDS, language: str = "nl", year: int = 0) -> Network:
        """Return the matrix of a year, counted back from the newest; its columns are those of the newest."""
        topics = topics_of(self.rounds[0].terms, view, language, self.needs)
        values = {}
        for (location_id, indicator), value in self.rounds[year].values.items():
            rank = self.rounds[year].terms.rank(indicator, value)
            if rank is not None:
                values[location_id, indicator] = rank
        return coverage.network(self.schools, topics, values)

    def over_years(self, view: View, language: str) -> list[tuple[str, Network]]:
        """Return the matrix of every year, newest first."""
        return [
            (each.school_year, self.network(view, language, place)) for place, each in enumerate(self.rounds)
        ]


def topics_of(terms: Terms, view: View, language: str, needs: Mapping[str, str]) -> list[Topic]:
    """Return the columns of a view; `needs` is what each need is called."""
    match view:
        case View.NEEDS:
            return terms.needs(needs)
        case View.CHAPTERS:
            return terms.chapter_topics(language)
        case View.PROVISIONS:
            return terms.topics(terms.provisions(), language)
        case View.EXPERTISE:
            return terms.topics(terms.expertise(), language)
        case View.BUILDING:
            return terms.topics(terms.building(), language)
        case View.LIMITS:
            return terms.topics(terms.limits, language)
    return terms.topics(terms.ranked, language)


def of_rounds(partnership_id: int, rounds: Sequence[CycleRow]) -> Region:
    """Return what the schools share in these rounds, newest first, and in the years before the first one.

    Six questions to the database, whatever the number of schools and rounds.
    """
    terms = shared_terms.of_sets({row.question_set_id for row in rounds})
    rows = dossiers.of_cycles([row.id for row in rounds])
    places = {row.id: row for row in rows if row.step in SHARED_FROM}
    asked = {name for found in terms.values() for name in found.entries}
    values: dict[int, dict[tuple[int, str], Any]] = {row.id: {} for row in rounds}
    shared = {row.id: terms[row.question_set_id].entries for row in rounds}
    for dossier_id, indicator, value in talks.shared_values(list(places), sorted(asked)):
        dossier = places[dossier_id]
        if indicator in shared[dossier.cycle_id]:
            values[dossier.cycle_id][dossier.location_id, indicator] = value
    found = [
        Round(
            row.school_year,
            terms[row.question_set_id],
            values[row.id],
            {one.location_id: one for one in rows if one.cycle_id == row.id},
        )
        for row in rounds
    ]
    if found:
        found += _earlier(partnership_id, found[-1])
    schools = locations.with_boards(partnership_id)
    return Region(
        tuple(location for location, _board in schools),
        tuple(found[:MOST_YEARS]),
        {board.id: board for _location, board in schools},
        needs.shorts(partnership_id),
    )


def consenting(region: Region, today: date) -> frozenset[int]:
    """Return the schools that now have an answer, or silence, of a council that was asked for consent.

    One question to the database, and none where no council answered yet.
    """
    answered = [row for row in region.rounds[0].held.values() if row.step in (Step.ADVISED, Step.NO_ADVICE)]
    sectors = {row.id: roles.sector_of(row.kind) for row in region.locations}
    asked = facts.councils_asked([row.id for row in answered]) if answered else {}
    return frozenset(
        row.location_id
        for row in answered
        if facts.right_of(row, asked.get(row.id), sectors[row.location_id], today) is Right.INSTEMMING
    )


def _earlier(partnership_id: int, oldest: Round) -> list[Round]:
    """Return the years before the first round of which values were brought in."""
    years: dict[str, dict[tuple[int, str], Any]] = {}
    for row in earlier_values.of_partnership(partnership_id):
        if row.school_year < oldest.school_year:
            years.setdefault(row.school_year, {})[row.location_id, row.indicator] = row.value
    return [Round(year, oldest.terms, years[year]) for year in sorted(years, reverse=True)]


def frozen(cycle: CycleRow, today: date) -> dict[str, Any]:
    """Return the coverage of this day as a reaction sends it along: counts for each need, no schools."""
    counted = [
        {
            "name": column.topic.name,
            "present": column.present,
            "lacking": column.lacking,
            "unknown": column.unknown,
        }
        for column in of_rounds(cycle.partnership_id, [cycle]).network().columns()
    ]
    return {"on": today.isoformat(), "needs": counted}

"""The shared values of all schools of a round, as the partnership may see them.

The wall is here: a value leaves the school when its question says so (`shared`) and its text has become a
draft. No query in this file knows of responses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sopforms.actions import published
from sopforms.core import coverage
from sopforms.core.codes import Step
from sopforms.core.coverage import Network, School, Topic
from sopforms.core.document import PartForm
from sopforms.core.draft_provisions import NEED_WORDS, NEEDS
from sopforms.core.questionnaire.meaning import MappingEntry
from sopforms.store import dossiers, locations, talks
from sopforms.store.cycles import CycleRow

SHARED_FROM = tuple(Step)[tuple(Step).index(Step.DRAFT) :]
BY_NEED, BY_TOPIC = "behoefte", "onderwerp"


@dataclass(frozen=True, slots=True)
class Shared:
    """The network of a round, with where each school is (location → step); None without a dossier."""

    network: Network
    steps: dict[int, Step | None]


def of_cycle(cycle: CycleRow, *, by: str = BY_NEED, language: str = "nl") -> Shared:
    """Return what the schools of a round share, by need of children or by topic."""
    rows = dossiers.of_cycle(cycle.id)
    schools = [
        School(row.id, row.name, row.municipality, row.board_id, row.kind.value)
        for row in locations.of_partnership(cycle.partnership_id)
    ]
    entries = _entries(cycle.question_set_id)
    places = {row.id: row.location_id for row in rows if row.step in SHARED_FROM}
    values = {}
    for value in talks.values_of_many(list(places), list(entries)):
        rank = _rank(entries[value.indicator], value.value)
        if rank is not None:
            values[places[value.dossier_id], value.indicator] = rank
    topics = _topics(entries, language)
    if by == BY_NEED:
        topics = _needs(entries, _limits(cycle.question_set_id))
    steps: dict[int, Step | None] = {school.id: None for school in schools}
    steps |= {row.location_id: row.step for row in rows}
    return Shared(coverage.network(schools, topics, values), steps)


def frozen(cycle: CycleRow, today: date) -> dict[str, Any]:
    """Return the coverage of this day as a reaction sends it along: counts for each need, no schools."""
    needs = [
        {
            "name": column.topic.name,
            "present": column.present,
            "lacking": column.lacking,
            "unknown": column.unknown,
        }
        for column in of_cycle(cycle).network.columns()
    ]
    return {"on": today.isoformat(), "needs": needs}


def _entries(set_id: int) -> dict[str, MappingEntry]:
    """Return the entries of the set that schools share and that have ranks, by indicator, in their order."""
    found: dict[str, MappingEntry] = {}
    for form in published.all_of(set_id):
        for entry in form.mapping.values():
            for each in (entry, *entry.rows.values()):
                if each.indicator and each.shared == "draft" and _has_ranks(each):
                    found.setdefault(each.indicator, each)
    return found


def _has_ranks(entry: MappingEntry) -> bool:
    return entry.measure is not None and any(value.coverage is not None for value in entry.measure.values)


def _rank(entry: MappingEntry, value: Any) -> int | None:
    if entry.measure is None:
        return None
    return next((each.coverage for each in entry.measure.values if str(each.value) == str(value)), None)


def _limits(set_id: int) -> frozenset[str]:
    """Return the indicators that say what is hard for a school: not having a limit is no help in itself."""
    pieces = (piece for chapter in published.document(set_id).chapters for piece in chapter.parts)
    return frozenset(name for piece in pieces if piece.form is PartForm.LIMITS for name in piece.indicators)


def _needs(entries: dict[str, MappingEntry], limits: frozenset[str]) -> list[Topic]:
    """Return a topic for each need of children that an indicator names; others in the order of the set."""
    listed: dict[str, list[str]] = {}
    for indicator, entry in entries.items():
        for need in entry.need if indicator not in limits else ():
            listed.setdefault(need, []).append(indicator)
    order = [need for need in NEEDS if need in listed] + [need for need in listed if need not in NEEDS]
    return [Topic(need, _capital(NEED_WORDS.get(need, need)), tuple(listed[need])) for need in order]


def _topics(entries: dict[str, MappingEntry], language: str) -> list[Topic]:
    return [
        Topic(indicator, entry.short.get(language, entry.short["nl"]), (indicator,))
        for indicator, entry in entries.items()
    ]


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]

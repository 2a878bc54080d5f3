"""What programs of a partnership may read: schools, rounds, shared values, published sections, coverage.

The same wall as for pages (`actions/coverage.py`): values from the draft on, texts once they are published.
No function here knows of responses, respondents or numbers of people.
"""

from __future__ import annotations

from typing import Any

from sopforms.actions import coverage
from sopforms.actions.coverage import Region, View
from sopforms.core import blocks_json
from sopforms.core.errors import NotFound
from sopforms.output import to_html, to_text
from sopforms.store import cycles, locations, partnerships, publications
from sopforms.store.cycles import CycleRow

Json = dict[str, Any]


def schools(partnership_id: int) -> Json:
    """Return the schools with their boards."""
    boards = {row.id: row for row in partnerships.boards_of(partnership_id)}
    found = [
        {
            "code": row.code,
            "name": row.name,
            "kind": row.kind.value,
            "place": row.place,
            "municipality": row.municipality,
            "board": {"number": boards[row.board_id].number, "name": boards[row.board_id].name},
        }
        for row in locations.of_partnership(partnership_id)
    ]
    return {"schools": found}


def rounds(partnership_id: int) -> Json:
    """Return the rounds, newest first, with the step of each school."""
    rows = cycles.of_partnership(partnership_id)
    region = coverage.of_rounds(partnership_id, rows)
    codes = {row.id: row.code for row in region.locations}
    steps = {each.school_year: each.steps for each in region.rounds}
    found = [
        {
            "school_year": row.school_year,
            "opened_on": row.opened_on.isoformat(),
            "survey_by": row.survey_by.isoformat(),
            "draft_by": row.draft_by.isoformat(),
            "request_by": row.request_by.isoformat(),
            "schools": [
                {"code": codes[place], "step": step.value}
                for place, step in sorted(steps[row.school_year].items())
            ],
        }
        for row in rows
        if row.school_year in steps
    ]
    return {"cycles": found}


def values(partnership_id: int, school_year: str) -> Json:
    """Return every value that a school shares in this round. Raises NotFound for a year without a round."""
    region = _region(partnership_id, school_year)
    now = region.rounds[0]
    codes = {row.id: row.code for row in region.locations}
    found = [
        {
            "school": codes[place],
            "indicator": name,
            "topic": now.terms.short(name, "nl"),
            "value": value,
            "text": now.terms.words(name, value, "nl"),
            "rank": now.terms.rank(name, value),
        }
        for (place, name), value in sorted(now.values.items(), key=lambda each: each[0])
    ]
    return {"school_year": school_year, "values": found}


def sections(partnership_id: int, school_year: str) -> Json:
    """Return the sections that were published for this school year, as HTML and as plain text."""
    cycle = _cycle(partnership_id, school_year)
    found = []
    for one in publications.of_cycle(cycle.id):
        text = blocks_json.load(one.snapshot.guide)
        found.append(
            {
                "school": one.location.code,
                "title": text.title,
                "sha256": one.snapshot.sha256,
                "adopted_on": one.decision.decided_on.isoformat(),
                "published_on": one.dossier.published_on.isoformat() if one.dossier.published_on else None,
                "html": str(to_html.document(text)),
                "text": to_text.text(text),
            }
        )
    return {"school_year": school_year, "sections": found}


def of_coverage(partnership_id: int, school_year: str) -> Json:
    """Return the matrix by need and by topic: counts, ranks of each school, municipalities without."""
    region = _region(partnership_id, school_year)
    views = {"needs": View.NEEDS, "topics": View.TOPICS}
    return {"school_year": school_year, **{name: _columns(region, view) for name, view in views.items()}}


def _columns(region: Region, view: View) -> list[Json]:
    network = region.network(view)
    codes = {row.id: row.code for row in region.locations}
    return [
        {
            "key": column.topic.key,
            "name": column.topic.name,
            "present": column.present,
            "lacking": column.lacking,
            "unknown": column.unknown,
            "municipalities_without": list(column.without),
            "ranks": {
                codes[school.id]: rank
                for school in network.schools
                if (rank := network.rank(school, column.topic)) is not None
            },
        }
        for column in network.columns()
    ]


def _cycle(partnership_id: int, school_year: str) -> CycleRow:
    found = next(
        (row for row in cycles.of_partnership(partnership_id) if row.school_year == school_year), None
    )
    if found is None:
        raise NotFound
    return found


def _region(partnership_id: int, school_year: str) -> Region:
    return coverage.of_rounds(partnership_id, [_cycle(partnership_id, school_year)])

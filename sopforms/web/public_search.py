"""Finding help in parents' words: schools whose text speaks of a need, and the lines in one text that do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, render_template, request, url_for

from sopforms.actions import needs as known_needs
from sopforms.core import blocks_json
from sopforms.core import needs as rules
from sopforms.core.errors import NotFound
from sopforms.core.needs import Need, Wanted
from sopforms.core.schoolyear import SchoolYear
from sopforms.output import to_text
from sopforms.store import locations, publications
from sopforms.store.clock import today
from sopforms.store.locations import LocationRow
from sopforms.store.publications import Published

bp = Blueprint("public_search", __name__)

MOST_LINES = 3  # of one school among others
SHARED = frozenset({"g1", "g8", "g9"})  # what every school of the region says, and what is no help
LONGEST = 240  # characters of a line as it is shown
MOST_TEXTS = 128  # a region and more; a text is some 60 kB


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a text that speaks of what was asked, with the part it stands in."""

    key: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for in all regions, and the beginnings of words it has in each, by partnership."""

    wanted: Wanted
    stems: Mapping[int, tuple[str, ...]]


def asked(typed: str) -> Sought:
    """Return what somebody looks for, in the words of every partnership here."""
    regions = known_needs.by_partnership()
    others = list(dict.fromkeys(regions.values()))  # most regions have our words
    stems = {needs: rules.wanted(typed, needs).stems for needs in others}
    everywhere = rules.of_all(others, known_needs.every())
    return Sought(
        rules.wanted(typed, everywhere), {number: stems[needs] for number, needs in regions.items()}
    )


def helping(sought: Sought) -> list[tuple[Published, list[Hit]]]:
    """Return the schools whose text in force speaks of what is wanted, with the first lines that do.

    A school is looked at with the words of its own region.
    """
    wanted = sought.wanted
    if not wanted.needs:
        return []
    return _helping(wanted.stems, wanted.others, lambda one: sought.stems[one.location.partnership_id])


def with_words(words: tuple[str, ...]) -> list[tuple[Published, list[Hit]]]:
    """Return the schools in the scope that parents find with these words for a need."""
    return _helping(words, (), lambda _one: words)


def _helping(
    stems: tuple[str, ...], others: tuple[str, ...], stems_of: Callable[[Published], tuple[str, ...]]
) -> list[tuple[Published, list[Hit]]]:
    year = SchoolYear.of(today())
    newest: dict[int, Published] = {}
    for one in publications.speaking_of(stems, others, (str(year), str(year.next))):
        held = newest.get(one.location.id)
        if held is None or (held.school_year != str(year) and one.school_year == str(year)):
            newest[one.location.id] = one
    found = [(one, hits(one.snapshot.guide, stems_of(one))) for one in newest.values()]
    own = [(one, [hit for hit in lines if hit.key not in SHARED]) for one, lines in found]
    return [(one, lines[:MOST_LINES]) for one, lines in own if lines]


def hits(source: str, stems: tuple[str, ...]) -> list[Hit]:
    """Return the lines of an adopted text that have a word which begins like one of these."""
    return [
        Hit(key, title, _cut(said)) for key, title, said in _lines(source) if rules.speaks_of(said, stems)
    ]


@lru_cache(maxsize=MOST_TEXTS)
def _lines(source: str) -> tuple[tuple[str, str, str], ...]:
    """Return the lines of an adopted text, each with its part: it never changes and is read once."""
    found = []
    for part in blocks_json.load(source).parts:
        for line in to_text.part(part).splitlines()[1:]:
            if said := line.strip().removeprefix("- "):
                found.append((part.key, part.title, said))
    return tuple(found)


def _cut(line: str) -> str:
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"


@bp.get("/school/<code>/zoeken")
def in_text(code: str) -> str | tuple[str, int]:
    """Find in the text of one school what a parent looks for, with all words for the same need."""
    location: LocationRow | None = locations.find_by_code(code.upper())
    texts = publications.of_location(location.id) if location else []
    if location is None or not texts:
        raise NotFound
    now = str(SchoolYear.of(today()))
    one = next((each for each in texts if each.school_year == now), texts[0])
    typed = request.args.get("zoek", "").strip()[:80]
    needs: tuple[Need, ...] = known_needs.of(location.partnership_id)
    wanted = rules.wanted(typed, needs)
    stems = wanted.stems + wanted.others
    found = hits(one.snapshot.guide, stems) if stems else []
    return render_template(
        "public/in_text.html",
        one=one,
        brand=location.name,
        home_url=url_for("public.newest", code=location.code),
        asked=typed,
        wanted=wanted,
        found=found,
        needs=needs,
        empty="zoek" in request.args and not typed,
    )

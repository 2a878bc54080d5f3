"""A whole region for the demonstration: ninety schools of thirty boards, with 2,500 people who are asked.

All invented, as in `demo_names`; made of parts of names, always the same. In four municipalities every school
has a draft, so that gaps can be told; in the others some have only just begun.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from sopforms.actions.demo_names import PARTNERSHIPS, Partnership, School
from sopforms.core.codes import CouncilKind, Region, Right, SchoolKind, Sector, Step

SCHOOLS, BOARDS, RESPONDENTS = 90, 30, 2500
TINY = 4  # a team of which nothing is counted

_FIRST = ("Beuken", "Berg", "Duin", "Haven", "Iepen", "Kern", "Linden", "Meer", "Wilgen", "Zand")
_LAST = ("baken", "boog", "brug", "erf", "hof", "kring", "poort", "tuin", "wijzer")
_PLACES = tuple(
    f"Voorbeeld{end}" for end in ("berg", "broek", "burg", "dijk", "hoven", "kerk", "meer", "veen", "zand")
)
_AREAS = (
    "een wijk met veel jonge gezinnen", "een dorp met veel buitengebied", "het centrum van de stad",
    "een wijk waar veel talen worden gesproken", "een rustige woonwijk", "een dorp aan het water",
)  # fmt: skip
_MAY_DEVIATE = (Step.REACTED, Step.ADOPTED)  # a decision that deviates is not published within six weeks
_KNOWN_PLACES = 4  # so many municipalities of which every school has a draft
_BEGUN = (Step.OPEN,) * 4 + (Step.SURVEY,) * 8 + (Step.TALK,) * 8 + (Step.CONSOLIDATED,) * 6
_DRAFTED = (
    (Step.DRAFT,) * 20 + (Step.REQUESTED,) * 14 + (Step.ADVISED,) * 8 + (Step.NO_ADVICE,) * 2
    + (Step.REACTED,) * 6 + (Step.ADOPTED,) * 6 + (Step.IN_GUIDE,) * 4 + (Step.PUBLISHED,) * 4
)  # fmt: skip


def region() -> tuple[Partnership, ...]:
    """Return the partnership of ninety schools."""
    return (
        Partnership(
            code="PO9902",
            name="Samenwerkingsverband Voorbeeldland",
            sector=Sector.PO,
            region=Region.NOORD,
            boards=tuple(f"Stichting Voorbeeldonderwijs {number}" for number in range(1, BOARDS + 1)),
            places=tuple(_place(number * SCHOOLS // BOARDS) for number in range(BOARDS)),
            schools=tuple(_schools()),
            support_point="Ouder- en jeugdsteunpunt Voorbeeldland",
            domain="swv-voorbeeldland.example",
            judging_board=BOARDS - 1,
            basic=PARTNERSHIPS[0].basic,
        ),
    )


def _schools() -> Iterator[School]:
    """Yield the schools of one municipality after the other; three in a row have one board."""
    chance = random.Random("region")  # noqa: S311 - a demonstration repeats itself
    names = [f"De {first}{last}" for last in _LAST for first in _FIRST]
    chance.shuffle(names)
    teams, steps = _teams(chance), _steps(chance)
    for number, name in enumerate(names):
        yield School(
            name=name,
            place=_place(number),
            team=teams[number],
            pupils=teams[number] * 12,
            board=number * BOARDS // SCHOOLS,
            until=steps[number],
            mandate=number % 3 == 0,
            kind=_kind(number),
            council=CouncilKind.MR,
            right=Right.INSTEMMING if number % 30 == 17 else Right.ADVIES,
            weeks=3 if steps[number] is Step.NO_ADVICE else 6,
            holidays_count=steps[number] is Step.NO_ADVICE,
            area=_AREAS[number % len(_AREAS)],
            followed=number % 3 > 0 or steps[number] not in _MAY_DEVIATE,
        )


def _place(number: int) -> str:
    return _PLACES[number * len(_PLACES) // SCHOOLS]


def _kind(number: int) -> SchoolKind:
    return {11: SchoolKind.SBO, 34: SchoolKind.SBO, 57: SchoolKind.SBO, 80: SchoolKind.SO}.get(
        number, SchoolKind.BAO
    )


def _teams(chance: random.Random) -> list[int]:
    """Return teams of 12 to 46, and three of four; together exactly so many as are asked."""
    teams = [TINY if number % 40 == 8 else chance.randint(12, 43) for number in range(SCHOOLS)]
    at = 0
    while (short := RESPONDENTS - sum(teams)) != 0:
        if teams[at] != TINY:
            teams[at] += 1 if short > 0 else -1
        at = (at + 1) % SCHOOLS
    return teams


def _steps(chance: random.Random) -> list[Step]:
    """Return where each school is: first those of the municipalities that are whole."""
    drafted = list(_DRAFTED)
    chance.shuffle(drafted)
    whole = SCHOOLS * _KNOWN_PLACES // len(_PLACES)
    mixed = [*drafted[whole:], *_BEGUN]
    chance.shuffle(mixed)
    return [*drafted[:whole], *mixed]

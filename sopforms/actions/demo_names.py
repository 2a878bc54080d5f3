"""Who and what there is in the demonstration: all invented, and by place and board plainly an example.

Codes begin with 99 and addresses end in `.example`, so that none of them can be real.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sopforms.core.codes import CouncilKind, Deed, Region, Right, SchoolKind, Sector, Step


@dataclass(frozen=True, slots=True)
class School:
    """One school: how large, of which board, how its council works, and how far it is this year.

    `board` counts from 0 in the list of its partnership. `mandate`: the head may decide for the board.
    `last` is the last deed this year, where a step has several. `followed`: the board follows the advice.
    """

    name: str
    place: str
    team: int
    pupils: int
    board: int
    until: Step
    mandate: bool = False
    kind: SchoolKind = SchoolKind.BAO
    council: CouncilKind = CouncilKind.MR
    right: Right = Right.ADVIES
    weeks: int = 6
    holidays_count: bool = False
    area: str = "een wijk met veel jonge gezinnen"
    last: Deed | None = None
    followed: bool = True

    @property
    def domain(self) -> str:
        """The part of addresses after the at-sign."""
        words = self.name.lower().replace("é", "e").split()
        return "-".join(word for word in words if word not in {"de", "het"}) + ".example"


@dataclass(frozen=True, slots=True)
class Partnership:
    """A partnership with its boards and schools."""

    code: str
    name: str
    sector: Sector
    region: Region
    boards: tuple[str, ...]
    schools: tuple[School, ...]
    support_point: str
    domain: str
    places: tuple[str, ...]
    basic: tuple[str, ...]
    judging_board: int | None = None


_PO_SCHOOLS = (
    School("De Zonnekorf", "Voorbeeldstad", 24, 310, 0, Step.OPEN),
    School("De Bosvonk", "Voorbeeldstad", 23, 280, 0, Step.SURVEY, area="een groene wijk aan de rand"),
    School(
        "De Kiezelbrug", "Voorbeeldstad", 60, 720, 0, Step.TALK, True,
        area="het centrum van de stad", last=Deed.CLOSE_SURVEY,
    ),
    School("De Letterboot", "Voorbeelddam", 18, 205, 1, Step.TALK, area="een dorp aan het water"),
    School("De Kleine Kade", "Voorbeelddam", 4, 38, 1, Step.CONSOLIDATED, area="een klein dorp"),
    School("De Windwissel", "Voorbeelddam", 21, 240, 1, Step.DRAFT, weeks=4, holidays_count=True),
    School(
        "De Rietvink", "Voorbeeldwijk", 26, 335, 2, Step.REQUESTED, True,
        area="een wijk waar veel talen worden gesproken",
    ),
    School("De Klimduin", "Voorbeeldwijk", 19, 220, 2, Step.ADVISED, right=Right.INSTEMMING),
    School(
        "De Wolkenwei", "Voorbeeldwijk", 16, 180, 2, Step.NO_ADVICE, weeks=3, holidays_count=True,
        area="een dorp met veel buitengebied",
    ),
    School("De Hazelkroon", "Voorbeelddal", 28, 360, 3, Step.REACTED, True, followed=False),
    School(
        "De Sterrenschuit", "Voorbeelddal", 25, 140, 3, Step.ADOPTED,
        kind=SchoolKind.SBO, area="de hele streek", followed=False,
    ),
    School("De Zilverspar", "Voorbeelddal", 17, 190, 3, Step.PUBLISHED, True, area="een rustige woonwijk"),
)  # fmt: skip

_VO_SCHOOLS = (
    School(
        "Voorbeeldcollege Havenkant", "Voorbeeldhaven", 44, 640, 0, Step.SURVEY,
        kind=SchoolKind.VO, council=CouncilKind.DEELRAAD, area="de stad en de dorpen eromheen",
    ),
    School(
        "Lyceum De Stroomlijn", "Voorbeeldhaven", 38, 820, 1, Step.IN_GUIDE, True,
        kind=SchoolKind.VO, weeks=4, area="een stad met een ruim buitengebied",
    ),
)  # fmt: skip

PARTNERSHIPS = (
    Partnership(
        code="PO9901",
        name="Samenwerkingsverband Voorbeeldstreek",
        sector=Sector.PO,
        region=Region.MIDDEN,
        boards=(
            "Stichting Voorbeeldscholen Stad",
            "Vereniging Christelijk Onderwijs Voorbeelddam",
            "Stichting Openbaar Onderwijs Voorbeeldwijk",
            "Katholieke Stichting Voorbeelddal",
        ),
        places=("Voorbeeldstad", "Voorbeelddam", "Voorbeeldwijk", "Voorbeelddal"),
        schools=_PO_SCHOOLS,
        support_point="Ouder- en jeugdsteunpunt Voorbeeldstreek",
        domain="swv-voorbeeldstreek.example",
        judging_board=3,
        basic=(
            "Elke school in onze streek biedt:",
            "- uitleg op drie niveaus en hulp bij lezen, taal en rekenen;",
            "- een veilig klimaat, met een afgesproken aanpak tegen pesten;",
            "- hulp bij dyslexie en dyscalculie volgens het protocol;",
            "- een ondersteuningsteam met een deskundige van buiten de school;",
            "- een vast aanspreekpunt voor ouders en leerlingen.",
        ),
    ),
    Partnership(
        code="VO9901",
        name="Samenwerkingsverband VO Voorbeeldkust",
        sector=Sector.VO,
        region=Region.ZUID,
        boards=("Stichting Voortgezet Onderwijs Voorbeeldhaven", "Vereniging Lyceum Voorbeeldkust"),
        places=("Voorbeeldhaven", "Voorbeeldhaven"),
        schools=_VO_SCHOOLS,
        support_point="Ouder- en jeugdsteunpunt Voorbeeldkust",
        domain="swv-voorbeeldkust.example",
        basic=(
            "Elke school in onze regio biedt:",
            "- een mentor als eerste aanspreekpunt voor leerling en ouders;",
            "- hulp bij dyslexie, dyscalculie, plannen en leren;",
            "- een veilig klimaat, met een anti-pestcoördinator;",
            "- een ondersteuningsteam met een deskundige van buiten de school.",
        ),
    ),
)

_FIRST = (
    "Amira", "Bas", "Carlijn", "Dewi", "Elif", "Floor", "Guus", "Hilde", "Imane", "Jelle", "Karim", "Lotte",
    "Maarten", "Nadia", "Olaf", "Petra", "Quinten", "Roos", "Sjoerd", "Tamar", "Ugur", "Vera", "Wim", "Yara",
    "Zoë", "Anouk", "Bram", "Chantal", "Daan", "Esra", "Frits", "Gerda", "Hugo", "Ilse", "Joris", "Kim",
    "Lars", "Mirjam", "Noor", "Omar", "Pien", "Rachid", "Sanne", "Tjeerd",
)  # fmt: skip
_LAST = (
    "Aalders", "van Baal", "Cramer", "Dijkhof", "Erkens", "Faber", "Groenveld", "Haasnoot", "Idrissi",
    "Jellema", "Kaya", "van der Laan", "Meerman", "Nijland", "Oosting", "Pauw", "Quist", "Ruiter", "Schoute",
    "Terpstra", "Uitham", "Veenvliet", "Wessels", "Yildiz", "Zandstra", "Brinkhof", "Dammers", "Elzenga",
    "Hoekman", "Kortink", "Lammers", "Molenkamp", "Ravenhorst", "Stuivenberg",
)  # fmt: skip


def people(chance: random.Random) -> Iterator[str]:
    """Yield full names, each once, in an order that follows the seed; after some 1,500 double ones."""
    names = [f"{first} {last}" for first in _FIRST for last in _LAST]
    chance.shuffle(names)
    yield from names
    for other in _LAST:
        yield from (f"{name}-{other}" for name in names if " " not in other and not name.endswith(other))


def address(name: str, domain: str) -> str:
    """Return the mail address of somebody at a school, board or partnership."""
    plain = name.lower().replace("ë", "e").replace("é", "e").replace(" ", ".")
    return f"{plain}@{domain}"


def small() -> tuple[Partnership, ...]:
    """Return two schools only, the one of four teachers among them: enough for a test of every step."""
    po = PARTNERSHIPS[0]
    tiny = next(school for school in po.schools if school.team < 5)
    done = next(school for school in po.schools if school.until is Step.PUBLISHED)
    return (replace(po, schools=(tiny, done)),)

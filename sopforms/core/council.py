"""The council that is asked: which one, what it may do here, how its term is counted, who is in it.

All of it is a setting per council: never assume advice, six weeks or holidays.
"""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sopforms.core.codes import CouncilKind, Right, Sector
from sopforms.core.errors import Invalid
from sopforms.core.terms import MOST_WEEKS

_ARTICLE_WORD = re.compile(r"^\s*(artikel|art\.?)(?=[\s\d]|$)\s*", re.IGNORECASE)


class RightSource(StrEnum):
    """Where the right comes from: the law, or the council's reglement (Wms 24 lid 2)."""

    WET = "wet"
    REGLEMENT = "reglement"


NAMES = {
    CouncilKind.MR: "medezeggenschapsraad (MR)",
    CouncilKind.DEELRAAD: "deelraad",
    CouncilKind.GMR: "gemeenschappelijke medezeggenschapsraad (GMR)",
}


@dataclass(frozen=True, slots=True)
class Council:
    """A council and its settings; `holidays_count` True means that school holidays count in the term.

    `article` is the article of the reglement with the term, without the word "artikel".
    `valid_until` is the last day on which a right by reglement holds; `by_law` what the law of that school
    year gives (`rule_set.py`), which counts where no reglement says otherwise.
    """

    kind: CouncilKind = CouncilKind.MR
    sector: Sector = Sector.PO
    right: Right = Right.ADVIES
    source: RightSource = RightSource.WET
    valid_until: date | None = None
    agreed_on: date | None = None
    weeks: int = 6
    holidays_count: bool = False
    article: str = ""
    by_law: Right = Right.ADVIES

    @property
    def name(self) -> str:
        """What the council is called in a sentence."""
        return NAMES[self.kind]

    @property
    def sections(self) -> str:
        """Who consents to the school guide, in words for the letter: parents, or parents and pupils."""
        return "ouders en leerlingen" if self.sector == Sector.VO else "ouders"

    @property
    def section_name(self) -> str:
        """The part of the council that consents to the school guide."""
        return "ouder- en leerlinggeleding" if self.sector == Sector.VO else "oudergeleding"

    @property
    def guide_article(self) -> str:
        """The article by which that part consents to the school guide."""
        return "Wms 14 lid 1 a" if self.sector == Sector.VO else "Wms 13 lid 1 g"

    def right_on(self, day: date) -> Right:
        """Return what the council may do on this day: a right by reglement ends, that by law is left."""
        ended = self.valid_until is not None and day > self.valid_until
        return self.right if self.right is Right.INSTEMMING and not ended else self.by_law


def article_of(typed: str) -> str:
    """Return an article as it is kept: "artikel 24" and "art. 24" are "24"; the letter adds the word."""
    return _ARTICLE_WORD.sub("", typed).strip()


def two_years_after(day: date) -> date:
    """Return the last day of two years that begin on `day`: as long as a reglement may convert a right."""
    if day.month == 2 and day.day == 29 and not isleap(day.year + 2):
        return date(day.year + 2, 2, 28)
    return day.replace(year=day.year + 2)


def check(council: Council) -> None:
    """Raise Invalid when these settings cannot be: the law gives advice, only a reglement gives consent."""
    problems = {}
    if not 1 <= council.weeks <= MOST_WEEKS:
        problems["weeks"] = (
            f"De termijn is 1 tot en met {MOST_WEEKS} weken. Kijk in het reglement van de raad."
        )
    if council.right == Right.INSTEMMING:
        if council.source != RightSource.REGLEMENT:
            problems["source"] = "Instemmingsrecht op dit onderwerp kan alleen uit het reglement komen."
        if council.valid_until is None:
            problems["valid_until"] = "Vul in tot en met welke dag het instemmingsrecht geldt."
        elif council.agreed_on is not None and council.valid_until > two_years_after(council.agreed_on):
            problems["valid_until"] = "Een reglement kan dit recht voor ten hoogste twee jaar geven."
    if problems:
        raise Invalid(**problems)

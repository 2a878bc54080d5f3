"""The law as data: one rule set from a first school year on, until the next one begins.

A new law is a new row here, not an edit: what was asked and decided under an older one keeps its own. What a
reglement may change stands with the council; what no law fixes is a setting that begins at the value here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sopforms.core.codes import PupilVoice, Right, Sector
from sopforms.core.council import Council
from sopforms.core.schoolyear import SchoolYear


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What holds for every text of the school years from `first` on.

    `right`: what the law itself gives the council on the support offer (Wms 11 lid 1 r). `weeks` and
    `holidays_count`: the term a council begins with; the law leaves it to the reglement (Wms 24 lid 1 g).
    `pupil_voice`: what a round begins with; VERPLICHT and UIT are no choice, AAN may be made stricter or
    looser. `suspension_weeks`: how long a deviating decision waits (Wms 34).
    """

    first: SchoolYear
    right: Right = Right.ADVIES
    weeks: int = 6
    holidays_count: bool = False
    pupil_voice: PupilVoice = PupilVoice.AAN
    suspension_weeks: int = 6

    @property
    def voices(self) -> tuple[PupilVoice, ...]:
        """What a partnership may choose for a round: everything, unless the law settles it."""
        return tuple(PupilVoice) if self.pupil_voice is PupilVoice.AAN else (self.pupil_voice,)

    def council(self, known: Council | None, sector: Sector = Sector.PO) -> Council:
        """Return the council as these rules see it; None is a school whose council is not filled in yet."""
        if known is None:
            known = Council(sector=sector, weeks=self.weeks, holidays_count=self.holidays_count)
        return replace(known, by_law=self.right)


# Parliament adopted the pupils' voice in 2024; the day on which it enters into force is not known yet. That
# day brings a row of its own, with PupilVoice.VERPLICHT.
RULE_SETS: tuple[RuleSet, ...] = (RuleSet(first=SchoolYear(2025)),)


def of_year(year: SchoolYear, rule_sets: Sequence[RuleSet] = RULE_SETS) -> RuleSet:
    """Return the rules for a text of this school year; years before the first rule set get the first."""
    begun = [rules for rules in rule_sets if rules.first <= year]
    return max(begun or [min(rule_sets, key=_first)], key=_first)


def _first(rules: RuleSet) -> SchoolYear:
    return rules.first

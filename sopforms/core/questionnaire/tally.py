"""The answers to one question or one row of a matrix, counted, and what each kind of result makes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import Any

from sopforms.core.questionnaire import counting
from sopforms.core.questionnaire.model import (
    NONE,
    OTHER,
    Aggregate,
    Base,
    MappingEntry,
    Number,
    Question,
    QuestionType,
    Scale,
)

DISCUSS_FROM = 4
"""Low and high are each one in this many, or more: worth discussing."""
Result = dict[str, Any]
_NO_SCALE = Scale("")


@dataclass(frozen=True, slots=True)
class Tally:
    """`counts` holds how often each counted value was given; missing values are in `missing` alone.

    With a checkbox list one response counts for several values, so `n` is not the sum of `counts`.
    """

    question: Question
    entry: MappingEntry
    shown: int
    answered: int
    missing: int
    counts: Mapping[Any, int]
    base: int
    scale: Scale
    """What is counted with."""
    scores: Mapping[Number, int]
    """Score → how often; a typed number is its own score; `other` and `none` have none."""

    @property
    def n(self) -> int:
        """The responses that count."""
        return self.answered - self.missing

    @property
    def has_halves(self) -> bool:
        """Whether low and high say something: one ordered scale with a worst and a best end."""
        picks_one = self.question.type is not QuestionType.CHECKBOX
        return picks_one and self.scale.ordered and not self.scale.bipolar

    @property
    def values(self) -> list[Any]:
        """The values that can be counted, in scale or file order, `none` and `other` last."""
        listed = [value.value for value in self.scale.counted]
        if self.question.has_none and NONE not in self.scale.missing:
            listed.append(NONE)
        if self.question.has_other and OTHER not in self.scale.missing:
            listed.append(OTHER)
        return listed


def count(
    question: Question,
    entry: MappingEntry,
    given: Iterable[Any],
    *,
    shown: int,
    invited: int | None,
) -> Tally:
    """Count the stored answers; None is unanswered."""
    scale = entry.measure or _NO_SCALE
    if question.type is QuestionType.CHECKBOX:
        lists = [ticks for ticks in given if ticks]
        counts = Counter(chain.from_iterable(lists))
        answered = len(lists)
        missing = sum(scale.missing.issuperset(ticks) for ticks in lists) if scale.missing else 0
    else:
        counts = Counter(given)
        counts.pop(None, None)
        answered = sum(counts.values())
        missing = sum(counts.get(value, 0) for value in scale.missing)
    for value in scale.missing:
        counts.pop(value, None)
    bases = {Base.SHOWN: shown, Base.INVITED: invited or 0}
    base = bases.get(entry.base, answered - missing)
    scores = counts if question.is_number else _scores(scale, counts)
    return Tally(question, entry, shown, answered, missing, counts, base, scale, scores)


def _scores(scale: Scale, counts: Mapping[Any, int]) -> dict[Number, int]:
    scores: dict[Number, int] = {}
    for value, score in scale.scores.items():
        if value in counts:
            scores[score] = scores.get(score, 0) + counts[value]
    return scores


def full(tally: Tally) -> Result:
    """Return the results asked for, in a fixed order, each under the name of its kind."""
    results: Result = {}
    for kind in sorted(tally.entry.aggregate, key=_PLACES.__getitem__):
        if kind in _KINDS:
            results.update(_KINDS[kind](tally))
    return results


def halves(tally: Tally) -> Result:
    """Return what a small group gets to see: no single answer can be read from it."""
    if tally.question.is_number:
        return {"median": counting.median(tally.scores)}
    if tally.question.type is QuestionType.BOOLEAN:
        return {"yes": tally.counts.get(True, 0), "no": tally.counts.get(False, 0)}
    if tally.has_halves:
        return _low_and_high(tally)
    most = [value for value in tally.values if 2 * tally.counts.get(value, 0) >= tally.n]
    return {"majority": most}


def _low_and_high(tally: Tally) -> Result:
    low, high, scale = 0, 0, tally.scale
    for value, times in tally.counts.items():
        if value in scale.low:
            low += times
        elif value in scale.high:
            high += times
    discuss = DISCUSS_FROM * min(low, high) >= tally.n
    return {"low": low, "high": high, "median": counting.median(tally.scores), "discuss": discuss}


def _listed(tally: Tally) -> list[Result]:
    base, counts = tally.base, tally.counts
    found = ((value, counts.get(value, 0)) for value in tally.values)
    return [{"value": value, "n": n, "share": counting.share(n, base)} for value, n in found]


def _distribution(tally: Tally) -> Result:
    return {"distribution": _listed(tally), **(_low_and_high(tally) if tally.has_halves else {})}


def _share_top2(tally: Tally) -> Result:
    scores = tally.scores
    top = sorted(set(tally.scale.scores.values()))[-2:]
    return {"share_top2": counting.share(sum(scores.get(score, 0) for score in top), tally.n)}


def _nps(tally: Tally) -> Result:
    scores = Counter(tally.scores)
    promoters, critics = scores[9] + scores[10], sum(scores[score] for score in range(7))
    points = Fraction(100 * (promoters - critics), tally.n or 1)
    return {"nps": int(counting.half_up(points, 0))}


def _count_selected(tally: Tally) -> Result:
    ticks = sum(times for value, times in tally.counts.items() if value != NONE)
    return {"count_selected": counting.half_up(Fraction(ticks, tally.n or 1), 2)}


def _share_yes(tally: Tally) -> Result:
    yes, no = tally.counts.get(True, 0), tally.counts.get(False, 0)
    return {"share_yes": {"yes": yes, "no": no, "share": counting.share(yes, tally.base)}}


_KINDS: Mapping[Aggregate, Callable[[Tally], Result]] = {
    Aggregate.DISTRIBUTION: _distribution,
    Aggregate.MEDIAN: lambda tally: {"median": counting.median(tally.scores)},
    Aggregate.MEAN: lambda tally: {"mean": counting.mean(tally.scores)},
    Aggregate.SHARE_TOP2: _share_top2,
    Aggregate.NPS: _nps,
    Aggregate.MULTI: lambda tally: {"multi": _listed(tally)},
    Aggregate.COUNT_SELECTED: _count_selected,
    Aggregate.SHARE_YES: _share_yes,
    Aggregate.SUM: lambda tally: {"sum": counting.total(tally.scores)},
}
_PLACES: Mapping[Aggregate, int] = {kind: place for place, kind in enumerate(Aggregate)}

"""The plans or reports of many schools together: who handed in, the money summed, the points counted.

Made of what was handed in alone; a school that did not hand in counts for nothing and is named as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sopforms.core.year_paper import UNFINISHED, Money

KINDS = ("aanpak", "scholing", "middelen")


@dataclass(frozen=True, slots=True)
class PointTold:
    """A development point as a school handed it in: what it is about, how far it is, why it goes on."""

    school: str
    goal: str
    kind: str
    status: str
    result: str = ""
    onward: str = ""

    @property
    def is_unfinished(self) -> bool:
        """Whether it was neither finished nor stopped."""
        return self.status in UNFINISHED


@dataclass(frozen=True, slots=True)
class Paper:
    """What one school handed in."""

    school: str
    money: Money
    points: tuple[PointTold, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """What is planned and what was spent for one purpose, all schools together."""

    name: str
    planned: int
    spent: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All papers together. `kinds` counts points by kind and status, every kind there."""

    papers: int
    received: int
    sums: tuple[Sum, ...]
    kinds: Mapping[str, Counter[str]] = field(default_factory=dict)
    unfinished: tuple[PointTold, ...] = ()

    @property
    def planned(self) -> int:
        """What is planned, all purposes together."""
        return sum(one.planned for one in self.sums)

    @property
    def spent(self) -> int:
        """What was spent, all purposes together."""
        return sum(one.spent for one in self.sums)

    @property
    def points(self) -> int:
        """How many points there are."""
        return sum(sum(counts.values()) for counts in self.kinds.values())


def overview(papers: Sequence[Paper]) -> Overview:
    """Return the papers of these schools together; purposes in the order in which they are met."""
    names = dict.fromkeys(name for paper in papers for name in (*paper.money.planned, *paper.money.spent))
    sums = tuple(
        Sum(
            name,
            sum(paper.money.planned.get(name, 0) for paper in papers),
            sum(paper.money.spent.get(name, 0) for paper in papers),
        )
        for name in names
    )
    points = [point for paper in papers for point in paper.points]
    return Overview(
        len(papers),
        sum(paper.money.received or 0 for paper in papers),
        sums,
        {kind: Counter(point.status for point in points if point.kind == kind) for kind in KINDS},
        tuple(point for point in points if point.is_unfinished),
    )

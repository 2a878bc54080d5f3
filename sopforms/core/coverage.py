"""The offer of all schools of a partnership laid side by side: what is there, where it lacks, and what if.

Only what schools share is here: a rank from 1 (lacks) to 4 (present) for each school and topic, never an
answer of a person. A topic is one indicator, or a need of children over several indicators: then the best of
them counts, because one way to help is help. Of a chapter the middle counts: the best would hide what lacks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median_low

from sopforms.core import alphabet

LOWEST, HIGHEST = 1, 4
PRESENT = 3
"""From this rank on a school offers it, itself or with the board and the partnership."""

Ranks = Mapping[tuple[int, str], int]
"""(school, topic) → rank; what is not there is not known."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A column: its key, its short name, and the indicators whose best rank counts.

    With `middle` their middle counts instead; of two in the middle the lower.
    """

    key: str
    name: str
    indicators: tuple[str, ...]
    middle: bool = False


@dataclass(frozen=True, slots=True)
class School:
    """A row: who it is and where; `id` is that of its location."""

    id: int
    name: str
    municipality: str = ""
    board_id: int = 0
    kind: str = ""

    @property
    def in_alphabet(self) -> tuple[str, str]:
        """Where it stands in the alphabet."""
        return alphabet.place(self.name)


@dataclass(frozen=True, slots=True)
class Column:
    """What one topic looks like over the schools: how many offer it, lack it, or are not known.

    `without` are the municipalities of which every school is known and none offers it.
    """

    topic: Topic
    present: int
    lacking: int
    unknown: int
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Schools, topics, and the ranks that are known."""

    schools: tuple[School, ...]
    topics: tuple[Topic, ...]
    ranks: Ranks = field(default_factory=dict)

    def rank(self, school: School, topic: Topic) -> int | None:
        """Return the rank of a school on a topic; None when it is not known."""
        return self.ranks.get((school.id, topic.key))

    def weak(self, school: School) -> int:
        """Return on how many topics a school is known to offer nothing."""
        return sum((self.rank(school, topic) or HIGHEST) < PRESENT for topic in self.topics)

    def known(self, school: School) -> bool:
        """Whether anything of a school is known."""
        return any(self.rank(school, topic) is not None for topic in self.topics)

    def offering(self, topic: Topic) -> frozenset[int]:
        """Return the schools that offer it."""
        return frozenset(
            school.id for school in self.schools if (self.rank(school, topic) or LOWEST) >= PRESENT
        )

    def column(self, topic: Topic) -> Column:
        """Return what this topic looks like over the schools."""
        ranks = [self.rank(school, topic) for school in self.schools]
        present = sum(rank is not None and rank >= PRESENT for rank in ranks)
        unknown = sum(rank is None for rank in ranks)
        return Column(topic, present, len(ranks) - present - unknown, unknown, self.without(topic))

    def columns(self) -> tuple[Column, ...]:
        """Return every topic over the schools, in order."""
        return tuple(self.column(topic) for topic in self.topics)

    def without(self, topic: Topic) -> tuple[str, ...]:
        """Return the municipalities where no school offers it; where one is unknown nobody can say."""
        ranks: dict[str, list[int | None]] = {}
        for school in self.schools:
            ranks.setdefault(school.municipality, []).append(self.rank(school, topic))
        return tuple(
            sorted(
                name
                for name, found in ranks.items()
                if name and all(rank is not None and rank < PRESENT for rank in found)
            )
        )

    def places(self, topic: Topic) -> tuple[tuple[str, tuple[tuple[School, int | None], ...]], ...]:
        """Return each municipality with its schools and their ranks, the best first, unknown last.

        Municipalities come by name; schools of which it is not known stand under "" at the end.
        """
        found: dict[str, list[tuple[School, int | None]]] = {}
        for school in self.schools:
            found.setdefault(school.municipality, []).append((school, self.rank(school, topic)))
        return tuple(
            (name, tuple(sorted(found[name], key=lambda each: (-(each[1] or 0), each[0].in_alphabet))))
            for name in sorted(found, key=lambda name: (not name, alphabet.place(name)))
        )

    def only(self, schools: Collection[int]) -> Network:
        """Return the network of some of the schools."""
        return Network(
            tuple(school for school in self.schools if school.id in schools), self.topics, self.ranks
        )

    def worst_first(self) -> tuple[School, ...]:
        """Return the schools, who lacks most first; who is not known last."""
        return tuple(
            sorted(
                self.schools,
                key=lambda school: (not self.known(school), -self.weak(school), school.in_alphabet),
            )
        )


def network(
    schools: Sequence[School], topics: Sequence[Topic], values: Mapping[tuple[int, str], int]
) -> Network:
    """Return the network of ranks of indicators: (school, indicator) → rank, in `LOWEST`..`HIGHEST`."""
    ranks = {}
    for school in schools:
        for topic in topics:
            found = [values[school.id, name] for name in topic.indicators if (school.id, name) in values]
            if found:
                ranks[school.id, topic.key] = median_low(found) if topic.middle else max(found)
    return Network(tuple(schools), tuple(topics), ranks)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes when one school starts or stops offering something.

    `lost` and `gained` are municipalities that are left without it, or no longer without it; `left` are the
    schools in the lost ones, the school itself first; `elsewhere` those that still offer it. `unsure` are the
    schools on which it depends whether the municipality is left without: no other there is known to offer it.
    """

    school: School
    topic: Topic
    rank: int | None
    before: Column
    after: Column
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    left: tuple[School, ...]
    elsewhere: tuple[School, ...]
    unsure: tuple[School, ...]


def what_if(network: Network, school_id: int, topic_key: str, *, stops: bool) -> WhatIf:
    """Return what it means for the region when a school stops or starts offering a topic.

    Raises KeyError for a school or topic that is not in the network.
    """
    school = {each.id: each for each in network.schools}[school_id]
    topic = {each.key: each for each in network.topics}[topic_key]
    ranks = {**network.ranks, (school_id, topic_key): LOWEST if stops else HIGHEST}
    changed = Network(network.schools, network.topics, ranks)
    before, after = network.column(topic), changed.column(topic)
    lost = tuple(name for name in after.without if name not in before.without)
    offering = changed.offering(topic)
    return WhatIf(
        school,
        topic,
        network.rank(school, topic),
        before,
        after,
        lost,
        tuple(name for name in before.without if name not in after.without),
        tuple(
            sorted(
                (each for each in network.schools if each.municipality in lost),
                key=lambda each: (each.id != school_id, each.in_alphabet),
            )
        ),
        tuple(
            sorted(
                (each for each in network.schools if each.id in offering), key=lambda each: each.in_alphabet
            )
        ),
        _unsure(changed, school, topic) if stops and school_id in network.offering(topic) else (),
    )


def _unsure(changed: Network, school: School, topic: Topic) -> tuple[School, ...]:
    """Return the unknown schools beside one that stopped, when no known school there offers the topic."""
    around = [
        each for each in changed.schools if school.municipality and each.municipality == school.municipality
    ]
    if any(each.id in changed.offering(topic) for each in around):
        return ()
    unknown = (each for each in around if changed.rank(each, topic) is None)
    return tuple(sorted(unknown, key=lambda each: each.in_alphabet))


@dataclass(frozen=True, slots=True)
class YearCount:
    """In one year: how many schools offer a topic, of how many that are known."""

    year: str
    present: int
    known: int


@dataclass(frozen=True, slots=True)
class Trend:
    """How a topic went over the years, the newest first.

    `moved` is how many more schools offer it than in the year before, over the `same` schools that are known
    in both: counts of different schools cannot be compared.
    """

    topic: Topic
    years: tuple[YearCount, ...]
    moved: int
    same: int


def trends(years: Sequence[tuple[str, Network]]) -> tuple[Trend, ...]:
    """Return for each topic of the newest year how it went; `years` come newest first, at least one.

    Schools that are no longer in the newest network do not count.
    """
    now = years[0][1]
    found = []
    for topic in now.topics:
        counts = []
        for year, each in years:
            ranks = [each.rank(school, topic) for school in now.schools]
            known = [rank for rank in ranks if rank is not None]
            counts.append(YearCount(year, sum(rank >= PRESENT for rank in known), len(known)))
        moves = [] if len(years) == 1 else _moves(now, years[1][1], topic)
        found.append(Trend(topic, tuple(counts), sum(moves), len(moves)))
    return tuple(found)


def _moves(now: Network, before: Network, topic: Topic) -> list[int]:
    """Return for each school known in both years: 1 when it began to offer it, -1 when it stopped, else 0."""
    found = []
    for school in now.schools:
        one, other = now.rank(school, topic), before.rank(school, topic)
        if one is not None and other is not None:
            found.append((one >= PRESENT) - (other >= PRESENT))
    return found

"""The agenda of a team conversation: which topics come first, why, and how many minutes there are for each.

What is worth the time: answers that lie far apart, a value of last year that the team no longer sees, and
what went up. Where nobody was asked, the order of the survey stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LENGTHS = (60, 90)
OPENING, LOOKING_BACK, AGREEING, CLOSING = 10, 5, 15, 5
"""Minutes that are not for topics: what goes well, last year's points, three points to take up, the end."""
LEAST, MOST = 6, 12
"""Minutes for one topic: in less nothing comes of it, and after more the others wait."""
A_STEP = 1


class Why(StrEnum):
    """Why a topic is on the agenda."""

    SPREAD = "spread"
    PROMISE = "promise"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What decides whether a topic comes on the agenda; scores on the scale of the topic, None when unknown.

    `apart` says that low and high answers are both common; `spread` is the smaller share of the two; `before`
    is the score of last year's value; `promised` says that a point of last year on this topic is not done.
    """

    indicator: str
    apart: bool = False
    spread: float = 0.0
    median: float | None = None
    before: float | None = None
    promised: bool = False

    @property
    def change(self) -> float:
        """How much more the team now says than last year's value; 0 where one of the two is unknown."""
        return 0.0 if self.median is None or self.before is None else self.median - self.before

    @property
    def why(self) -> tuple[Why, ...]:
        """The reasons to talk about it, the strongest first; empty without any."""
        broken = self.promised or self.change <= -A_STEP
        found = ((Why.SPREAD, self.apart), (Why.PROMISE, broken), (Why.CHANGE, self.change >= A_STEP))
        return tuple(why for why, holds in found if holds)

    @property
    def weight(self) -> tuple[float, float]:
        """How much it asks to be discussed: first by reasons, then by how far answers lie apart."""
        points = 2.0 * self.apart + 1.5 * self.promised + max(0.0, -self.change) + max(0.0, self.change) / 4
        return points, self.spread


@dataclass(frozen=True, slots=True)
class Agenda:
    """The topics for the time there is, in order, and all others after them.

    `minutes` is the whole conversation, `each` what one topic gets, `back` what last year's points get.
    """

    minutes: int
    topics: tuple[str, ...]
    rest: tuple[str, ...]
    each: int
    back: int
    why: Mapping[str, tuple[Why, ...]]

    @property
    def order(self) -> tuple[str, ...]:
        """All topics in the order in which they are offered."""
        return self.topics + self.rest


def plan(weighed: Iterable[Weighed], minutes: int, *, has_points: bool) -> Agenda:
    """Return the agenda for so many minutes; `has_points` keeps time for the points of last year."""
    known = list(weighed)
    heaviest = sorted(known, key=lambda one: one.weight, reverse=True)  # stable: then as in the survey
    back = LOOKING_BACK if has_points else 0
    left = minutes - OPENING - back - AGREEING - CLOSING
    fits = left // LEAST
    asked = any(one.median is not None for one in known)
    worth = [one for one in heaviest if one.why or not asked or one.spread > 0]
    chosen = [one.indicator for one in worth[:fits]]
    each = min(MOST, left // len(chosen)) if chosen else 0
    rest = tuple(one.indicator for one in heaviest if one.indicator not in chosen)
    return Agenda(minutes, tuple(chosen), rest, each, back, {one.indicator: one.why for one in known})

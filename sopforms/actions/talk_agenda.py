"""What a team talks about this time: its topics weighed, and last year's points asked back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sopforms.actions import points
from sopforms.actions.consolidation import TopicState
from sopforms.core import talk_agenda as rules
from sopforms.core.talk_agenda import Agenda, Weighed
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow

UNFINISHED = ("open", "busy")


def of(row: DossierRow, known: Sequence[TopicState], minutes: int) -> Agenda:
    """Return the agenda of a conversation of so many minutes about these topics."""
    back = points.of_last_year(row)
    promised = {point.indicator for point in back if point.status in UNFINISHED}
    weighed = [_weigh(state, promised) for state in known]
    return rules.plan(weighed, minutes, has_points=bool(back))


def promised_on(row: DossierRow, indicator: str) -> list[PointRow]:
    """Return the points of last year that were about this topic."""
    return [point for point in points.of_last_year(row) if point.indicator == indicator]


def _weigh(state: TopicState, promised: Collection[str]) -> Weighed:
    item = state.item or {}
    asked = item.get("n") or 0
    smaller = min(item.get("low") or 0, item.get("high") or 0)
    scores = state.topic.scale.scores
    return Weighed(
        state.topic.indicator,
        apart=state.flagged,
        spread=smaller / asked if asked else 0.0,
        median=state.median,
        before=scores.get(state.before) if isinstance(state.before, (str, int, bool)) else None,
        promised=state.topic.indicator in promised,
    )

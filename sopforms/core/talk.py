"""The team conversation as it is recorded: when, with how many, and what was agreed on each topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sopforms.core.codes import Agreement
from sopforms.core.questionnaire.meaning import NOTHING, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was agreed on one indicator. Without agreement there may be no value; `dissent` names nobody."""

    indicator: str
    value: Value | None
    agreement: Agreement
    dissent: str = ""

    @property
    def counts(self) -> bool:
        """Whether a value came out of it."""
        return self.value is not None and self.agreement is not Agreement.NONE


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation of a team or, in a large school, of one of its teams."""

    held_on: date
    leader: str
    present: int
    team: str = ""
    outcomes: tuple[Outcome, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    agreements: str = ""


SUGGESTIONS: Mapping[str, tuple[str, ...]] = {
    "nl": (
        "Waar komt het verschil vandaan: groep, vak, ervaring of uitleg van de vraag?",
        "Wat doen collega's bij wie het vaak lukt?",
        "Wat is nodig zodat het bij meer collega's lukt?",
    ),
    "en": (
        "Where does the difference come from: group, subject, experience or how the question was read?",
        "What do colleagues do for whom it often works?",
        "What is needed so that it works for more colleagues?",
    ),
}
"""Questions that help when answers on a topic differ widely."""


def agreed(outcomes: list[Outcome]) -> Value | None:
    """Return the value on which all conversations agree; None when they differ or none came to one."""
    values = {repr(outcome.value): outcome.value for outcome in outcomes if outcome.counts}
    return next(iter(values.values())) if len(values) == 1 else None

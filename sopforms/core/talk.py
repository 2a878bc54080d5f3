"""The team conversation as it is recorded: when, with how many, and what was agreed on each topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sopforms.core.codes import Agreement
from sopforms.core.questionnaire.meaning import NOTHING, Value
from sopforms.core.talk_agenda import Why


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


_SUGGESTIONS: Mapping[str, Mapping[Why, tuple[str, ...]]] = {
    "nl": {
        Why.SPREAD: (
            "Waar komt het verschil vandaan: groep, vak, ervaring of uitleg van de vraag?",
            "Wat doen collega's bij wie het vaak lukt?",
            "Wat is nodig zodat het bij meer collega's lukt?",
        ),
        Why.PROMISE: (
            "Wat beloven wij op papier, maar doen wij niet?",
            "Gaan wij het alsnog doen, of passen wij de tekst aan?",
        ),
        Why.CHANGE: ("Wat deden wij dit jaar anders?", "Wat is nodig om dit vast te houden?"),
    },
    "en": {
        Why.SPREAD: (
            "Where does the difference come from: group, subject, experience or how the question was read?",
            "What do colleagues do for whom it often works?",
            "What is needed so that it works for more colleagues?",
        ),
        Why.PROMISE: (
            "What do we promise on paper but not do?",
            "Will we do it after all, or do we change the text?",
        ),
        Why.CHANGE: ("What did we do differently this year?", "What is needed to keep this up?"),
    },
}
_OF_A_CHAPTER: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "ch3": "Wat doen wij wel, maar staat nergens?",
        "ch5": "Wat hebben wij als team nodig: tijd, kennis of handen?",
        "ch6": "Welke leerlingen doen wij nog tekort?",
        "ch8": "Welke grens is echt een grens, en welke is gewoonte?",
        "ch9": "Wat zeggen ouders en leerlingen?",
    },
    "en": {
        "ch3": "What do we do that is written nowhere?",
        "ch5": "What do we need as a team: time, knowledge or hands?",
        "ch6": "Which pupils do we still fail to serve well?",
        "ch8": "Which limit is a real limit, and which is habit?",
        "ch9": "What do parents and pupils say?",
    },
}


def suggestions(why: Iterable[Why], chapter: str, language: str) -> tuple[str, ...]:
    """Return questions that help the conversation on: by why the topic is on the agenda, and by its chapter.

    A topic without a reason has those of its chapter alone; where reasons meet, each brings two at most, so
    that all of it stands on one screen.
    """
    known, reasons = _SUGGESTIONS.get(language, _SUGGESTIONS["nl"]), list(why)
    most = 2 if len(reasons) > 1 else 3
    asked = [line for one in reasons for line in known[one][:most]]
    own = _OF_A_CHAPTER.get(language, _OF_A_CHAPTER["nl"]).get(chapter)
    return tuple([*asked, own] if own else asked)


def agreed(outcomes: list[Outcome]) -> Value | None:
    """Return the value on which all conversations agree; None when they differ or none came to one."""
    values = {repr(outcome.value): outcome.value for outcome in outcomes if outcome.counts}
    return next(iter(values.values())) if len(values) == 1 else None

"""Answers nobody gave: believable ones for the shipped questions, plain ones for any other question."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sopforms.actions import demo_answers
from sopforms.actions.demo_names import School
from sopforms.core.questionnaire import Questionnaire, load
from sopforms.core.questionnaire.inventing import invent
from sopforms.core.questionnaire.model import Answers, Kind

STARTS = date(2027, 8, 1)  # of the first year that is played


@dataclass(slots=True)
class Inventor:
    """Invents what the people of one school answer; `shipped` holds the hashes of the shipped questions.

    `number` counts the years from the first: a school grows, and nobody answers the same twice.
    """

    school: School
    seed: int
    chance: random.Random
    shipped: frozenset[str]
    number: int = 0
    _decks: demo_answers.Decks = field(init=False)

    def __post_init__(self) -> None:
        """Shuffle what may be written once, so that nobody repeats a colleague."""
        self._decks = demo_answers.decks(self.chance)

    def answers(self, questionnaire: Questionnaire) -> Answers:
        """Return answers without problems for this questionnaire."""
        if questionnaire.content_hash in self.shipped:
            found = self._believable(questionnaire)
            if not questionnaire.problems(found):
                return questionnaire.clean(found)
        return invent(questionnaire, self.chance)

    def _believable(self, questionnaire: Questionnaire) -> Answers:
        picture, years = demo_answers.Picture(self.school, self.seed), 1 + self.number
        starts = STARTS.replace(year=STARTS.year + self.number)
        match questionnaire.kind:
            case Kind.STAFF:
                return demo_answers.staff(questionnaire, picture, years, self.chance, self._decks)
            case Kind.CONSOLIDATION:
                return demo_answers.school(questionnaire, picture, years, starts)
            case Kind.PUPILS:
                return demo_answers.pupils(questionnaire, picture, years)
            case _:
                return demo_answers.talk(questionnaire, picture)


def hashes_of(folder: Path, names: tuple[str, ...]) -> frozenset[str]:
    """Return the content hashes of the questionnaires in a shipped set."""
    return frozenset(load(folder / f"{name}.json").content_hash for name in names)

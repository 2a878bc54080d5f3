"""What the scenes of a rehearsal share: the stage, the company, the answers, and how far the year is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sopforms.actions import published
from sopforms.cli.rehearsal.browser import Person, Stuck
from sopforms.cli.rehearsal.cast import Company
from sopforms.cli.rehearsal.given import Given
from sopforms.cli.rehearsal.invented import Inventor
from sopforms.cli.rehearsal.stage import Stage
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.model import Answers
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import locations

FIRST = SchoolYear(2027)


@dataclass(slots=True)
class Play:
    """One year of a rehearsal under way."""

    stage: Stage
    company: Company
    given: Given
    inventor: Inventor
    threshold: int = 5
    dossier_id: int = 0
    question_set_id: int = 0
    number: int = 0
    """Which of the years that are played one after the other; 0 is the first."""
    typed: list[Answers] = field(default_factory=list)
    """What each of the team answered, in the order in which they sent it."""

    @property
    def text_year(self) -> SchoolYear:
        """The school year that the text of this year is for."""
        return SchoolYear(FIRST.start + self.number)

    def on(self, day: date) -> date:
        """Return the day of this year that stands for `day` of the first: the same weekday, 52 weeks on."""
        return day + timedelta(weeks=52 * self.number)

    def next(self) -> Play:
        """Return the year after this one, by the same people on the same stage."""
        inventor = replace(self.inventor, number=self.number + 1)
        return replace(self, inventor=inventor, dossier_id=0, number=self.number + 1, typed=[])

    def as_(self, address: str) -> Person:
        """Return the browser of somebody with an account, signed in anew: sessions end after twelve hours."""
        return self.stage.sign_in(address)

    def questionnaire(self, name: str) -> Questionnaire:
        """Return a questionnaire of the set as it was published, for the kind of school that plays."""

        def load() -> Questionnaire:
            found = published.questionnaire_of(self.question_set_id, name)[1]
            return found.for_sector(locations.get(self.company.location_id).kind)

        return self.stage.inside(load)

    @staticmethod
    def one_of(person: Person, buttons: tuple[str, ...]) -> str:
        """Return the first of these buttons that the page has."""
        for button in buttons:
            if button in person.buttons():
                return button
        raise Stuck(f"{person.address}: none of {buttons} (there: {person.buttons()})")

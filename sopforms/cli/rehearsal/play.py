"""What the scenes of a rehearsal share: the stage, the company, the answers, and how far the year is."""

from __future__ import annotations

from dataclasses import dataclass

from sopforms.actions import published
from sopforms.cli.rehearsal.browser import Person, Stuck
from sopforms.cli.rehearsal.cast import Company
from sopforms.cli.rehearsal.given import Given
from sopforms.cli.rehearsal.invented import Inventor
from sopforms.cli.rehearsal.stage import Stage
from sopforms.core.questionnaire import Questionnaire
from sopforms.store import locations


@dataclass(slots=True)
class Play:
    """One rehearsal under way."""

    stage: Stage
    company: Company
    given: Given
    inventor: Inventor
    threshold: int = 5
    dossier_id: int = 0
    question_set_id: int = 0

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

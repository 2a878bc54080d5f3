"""The figures of a school: from stored answers to what may be shown, after the survey has closed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sopforms.actions import published
from sopforms.actions.deed import deed
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.store import cycles, dossiers, locations, questionnaires, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.surveys import ApprovedTextRow, SurveyRow

APPROVED, LEFT_OUT, WAITING = "approved", "left_out", "waiting"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The survey of a dossier with its figures; a survey that still runs has none."""

    survey: SurveyRow
    questionnaire: Questionnaire
    figures: dict[str, Any]

    @property
    def items(self) -> list[dict[str, Any]]:
        """The results, one per question or row."""
        return list(self.figures["items"])

    @property
    def submitted(self) -> int:
        """How many sent their answers."""
        return int(self.figures["submitted"])

    @property
    def too_small(self) -> bool:
        """Whether nothing can be shown: the team conversation is the outcome."""
        return self.submitted < int(self.figures["threshold"])

    def item_of(self, indicator: str) -> dict[str, Any] | None:
        """Return the result of an indicator, None when there is none or it is hidden."""
        for item in self.items:
            if item.get("indicator") == indicator and "suppressed" not in item:
                return item
        return None


def of(dossier: DossierRow) -> Outcomes | None:
    """Return the outcomes of a dossier; None while the survey runs, or when it was skipped."""
    survey = surveys.find_of_dossier(dossier.id)
    if survey is None or survey.closed_on is None:
        return None
    location = locations.get(dossier.location_id)
    version = questionnaires.get_version(survey.version_id)
    form = published.questionnaire(survey.version_id).for_sector(location.kind)
    approved: defaultdict[str, list[str]] = defaultdict(list)
    for row in surveys.texts_of(survey.id):
        if row.state == APPROVED:
            approved[row.question].append(row.text)
    figures = aggregate(
        form,
        surveys.submitted_answers(survey.id),
        invited=survey.invited,
        cycle=cycles.get(dossier.cycle_id).school_year,
        location=location.code,
        threshold=survey.threshold,
        version=version.version,
        approved=approved,
    )
    return Outcomes(survey, form, figures)


def previous_dossier(dossier: DossierRow) -> DossierRow | None:
    """Return the dossier of the same location one round earlier, when there was one."""
    year = cycles.get(dossier.cycle_id).school_year
    earlier = [
        (cycles.get(row.cycle_id).school_year, row.id, row)
        for row in dossiers.of_location(dossier.location_id)
        if row.id != dossier.id
    ]
    before = [found for found in earlier if found[0] < year]
    return max(before)[2] if before else None


@deed
def judge_texts(dossier_id: int, choices: dict[int, str]) -> None:
    """Let open answers pass or leave them out: text id → `approved` or `left_out`.

    Reading is all that happens here, so the logbook has no line for it.
    """
    survey = surveys.get_of_dossier(dossier_id)
    for text_id, state in choices.items():
        row = db.session.get(ApprovedTextRow, text_id)
        if row is None or row.survey_id != survey.id or state not in (APPROVED, LEFT_OUT, WAITING):
            raise NotFound
        row.state = state

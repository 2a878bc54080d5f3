"""The figures of a school: from stored answers to what may be shown, after the survey has closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sopforms.actions import for_school, remembering
from sopforms.actions.deed import deed
from sopforms.core import blurring
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.questionnaire import Questionnaire, trends
from sopforms.core.questionnaire.aggregate import aggregate
from sopforms.core.questionnaire.trends import Trends, Year
from sopforms.store import cycles, dossiers, questionnaires, rounds, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.rounds import Given, Round
from sopforms.store.surveys import ApprovedTextRow, SurveyRow

APPROVED, LEFT_OUT, WAITING = "approved", "left_out", "waiting"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The survey of a dossier with its figures; a survey that still runs has none.

    `texts` are the open answers that were let through, by question (or `name-Comment`), in alphabetical
    order; `waiting` is how many nobody has read yet.
    """

    survey: SurveyRow
    questionnaire: Questionnaire
    figures: dict[str, Any]
    texts: dict[str, list[str]]
    waiting: int

    @property
    def items(self) -> list[dict[str, Any]]:
        """The results, one per question or row."""
        return list(self.figures["items"])

    @property
    def school_year(self) -> str:
        """The school year for which these answers were given."""
        return str(self.figures["cycle"])

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


@dataclass(frozen=True, slots=True)
class Compared:
    """This year beside the last earlier year in which the school held a survey."""

    before: Outcomes
    trends: Trends
    reasons: tuple[str, ...] = ()
    """What the partnership wrote about the breaks between the two versions."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of results shows: figures and a comparison when there are any."""

    survey: SurveyRow | None
    now: Outcomes | None = None
    compared: Compared | None = None


def of(dossier: DossierRow) -> Outcomes | None:
    """Return the outcomes of a dossier; None while the survey runs, or when it was skipped."""
    return remembering.once(("outcomes", dossier.id), lambda: _of(dossier.id))


def shown(dossier: DossierRow) -> Shown:
    """Return what the page of results shows, with last year's values beside this year's."""
    found = rounds.up_to(dossier)
    own = next((one for one in found if one.survey.dossier_id == dossier.id), None)
    if own is None or own.survey.closed_on is None:
        return Shown(own.survey if own else None)
    earlier = next((one for one in found if one is not own and one.survey.closed_on is not None), None)
    answers = rounds.given([one.survey.id for one in (own, earlier) if one])
    now = _outcomes(own, answers[own.survey.id])
    if earlier is None:
        return Shown(own.survey, now)
    before = _outcomes(earlier, answers[earlier.survey.id])
    return Shown(own.survey, now, None if before.too_small else _compared(own, now, earlier, before))


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


def next_dossier(dossier: DossierRow) -> DossierRow | None:
    """Return the dossier of the same location one round later, when there is one."""
    year = cycles.get(dossier.cycle_id).school_year
    others = dossiers.of_location(dossier.location_id)
    later = [(cycles.get(row.cycle_id).school_year, row.id, row) for row in others if row.id != dossier.id]
    after = [found for found in later if found[0] > year]
    return min(after)[2] if after else None


def _of(dossier_id: int) -> Outcomes | None:
    found = rounds.closed(dossier_id)
    return None if found is None else _outcomes(*found)


def _outcomes(one: Round, given: Given) -> Outcomes:
    form = for_school.questionnaire(one.content_hash, one.survey.version_id, one.kind)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for question, text, state in given.texts:
        if state == APPROVED:
            texts[question].append(text)
    figures = aggregate(
        form,
        given.answers,
        invited=one.survey.invited,
        cycle=one.school_year,
        location=one.code,
        threshold=one.survey.threshold,
        version=one.version,
        approved=texts,
    )
    waiting = sum(state == WAITING for _, _, state in given.texts)
    return Outcomes(one.survey, form, figures, {key: sorted(texts[key]) for key in texts}, waiting)


def _compared(own: Round, now: Outcomes, earlier: Round, before: Outcomes) -> Compared:
    between = questionnaires.Between()
    if own.questionnaire_id == earlier.questionnaire_id and own.version != earlier.version:
        between = questionnaires.breaks_between(
            own.partnership_id, own.questionnaire_id, own.version, earlier.version
        )
    found = trends.compare(
        Year(now.questionnaire, now.items),
        Year(before.questionnaire, before.items),
        breaks=between.breaks,
        reworded=between.reworded,
    )
    return Compared(before, found, between.reasons)


@deed
def judge_texts(
    dossier_id: int, choices: dict[int, str], blurred: Mapping[int, str] = MappingProxyType({})
) -> None:
    """Let open answers pass or leave them out: text id → `approved` or `left_out`.

    `blurred` holds passages to make unreadable first, for good: text id → passage as it stands there. Raises
    Invalid with the ids where it does not. Reading is all that happens here, so the logbook has no line.
    """
    survey = surveys.get_of_dossier(dossier_id)
    for text_id, state in choices.items():
        row = db.session.get(ApprovedTextRow, text_id)
        if row is None or row.survey_id != survey.id or state not in (APPROVED, LEFT_OUT, WAITING):
            raise NotFound
        row.state = state
    missing = {}
    for text_id, passage in blurred.items():
        row = db.session.get(ApprovedTextRow, text_id)
        if row is None or row.survey_id != survey.id:
            raise NotFound
        if blurring.found(row.text, passage):
            row.text = blurring.blurred(row.text, passage)
        else:
            missing[str(text_id)] = "Neem het stuk precies over zoals het er staat."
    if missing:
        raise Invalid(**missing)

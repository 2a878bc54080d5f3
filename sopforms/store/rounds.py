"""The surveys of one school over the years, with all that figures are made of, in two questions; one in one.

Nothing here looks at another school, and nothing grows with other partnerships.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from sopforms.core.codes import SchoolKind
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.questionnaires import QuestionnaireVersionRow
from sopforms.store.side_by_side import rows_beside
from sopforms.store.surveys import ApprovedTextRow, ResponseRow, SurveyRow


@dataclass(frozen=True, slots=True)
class Round:
    """The survey of one school in one year, and on which version of which questions it was held."""

    survey: SurveyRow
    school_year: str
    partnership_id: int
    code: str
    kind: SchoolKind
    questionnaire_id: str
    version: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Given:
    """What was sent in one survey: answers, and the open ones that somebody reads: (key, text, state)."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    texts: list[tuple[str, str, str]] = field(default_factory=list)


_OF_A_ROUND = (
    SurveyRow, CycleRow.school_year, DossierRow.partnership_id, LocationRow.code, LocationRow.kind,
    QuestionnaireVersionRow.questionnaire_id, QuestionnaireVersionRow.version,
    QuestionnaireVersionRow.content_hash,
)  # fmt: skip


def up_to(dossier: DossierRow) -> list[Round]:
    """Return the rounds of a school up to and with that of `dossier`, the newest first."""
    own_year = sa.select(CycleRow.school_year).where(CycleRow.id == dossier.cycle_id).scalar_subquery()
    query = (
        sa.select(*_OF_A_ROUND)
        .join(DossierRow, DossierRow.id == SurveyRow.dossier_id)
        .join(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .join(LocationRow, LocationRow.id == DossierRow.location_id)
        .join(QuestionnaireVersionRow, QuestionnaireVersionRow.id == SurveyRow.version_id)
        .where(DossierRow.location_id == dossier.location_id)
        .where((DossierRow.id == dossier.id) | (CycleRow.school_year < own_year))
        .order_by(CycleRow.school_year.desc(), SurveyRow.id.desc())
    )
    return [Round(*row) for row in db.session.execute(query)]


def given(survey_ids: Collection[int]) -> dict[int, Given]:
    """Return what was sent in each of these surveys; the order of answers says nothing."""
    nothing = sa.null()
    answers = sa.select(
        ResponseRow.survey_id, ResponseRow.answers,
        sa.cast(nothing, sa.Integer).label("place"), sa.cast(nothing, sa.Text).label("question"),
        sa.cast(nothing, sa.Text).label("text"), sa.cast(nothing, sa.Text).label("state"),
    ).where(ResponseRow.survey_id.in_(survey_ids), ResponseRow.submitted)  # fmt: skip
    texts = sa.select(
        ApprovedTextRow.survey_id, nothing, ApprovedTextRow.id,
        ApprovedTextRow.question, ApprovedTextRow.text, ApprovedTextRow.state,
    ).where(ApprovedTextRow.survey_id.in_(survey_ids))  # fmt: skip
    found: defaultdict[int, Given] = defaultdict(Given)
    for row in db.session.execute(sa.union_all(answers, texts).order_by("question", "place")):
        if row.question is None:
            found[row.survey_id].answers.append(row.answers)
        else:
            found[row.survey_id].texts.append((row.question, row.text, row.state))
    return {survey_id: found[survey_id] for survey_id in survey_ids}


def closed(dossier_id: int) -> tuple[Round, Given] | None:
    """Return the survey of a dossier with what was sent in it, in one question; None until it is closed."""
    answered, text = ResponseRow, ApprovedTextRow
    over = (SurveyRow.dossier_id == dossier_id) & SurveyRow.closed_on.is_not(None)
    survey_id = sa.select(SurveyRow.id).where(over).scalar_subquery()
    piece, beside = rows_beside(3)
    query = (
        sa.select(*_OF_A_ROUND, answered.answers, text.id, text.question, text.text, text.state)
        .select_from(beside)
        .outerjoin(SurveyRow, (piece == 0) & over)
        .outerjoin(DossierRow, DossierRow.id == SurveyRow.dossier_id)
        .outerjoin(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .outerjoin(LocationRow, LocationRow.id == DossierRow.location_id)
        .outerjoin(QuestionnaireVersionRow, QuestionnaireVersionRow.id == SurveyRow.version_id)
        .outerjoin(answered, (piece == 1) & (answered.survey_id == survey_id) & answered.submitted)
        .outerjoin(text, (piece == 2) & (text.survey_id == survey_id))
        .order_by(piece, text.question, text.id)
    )
    own, given = None, Given()
    for row in db.session.execute(query):
        *school, answers, text_id, question, words, state = row
        if school[0] is not None:
            own = Round(*school)
        if answers is not None:
            given.answers.append(answers)
        if text_id is not None:
            given.texts.append((question, words, state))
    return None if own is None else (own, given)

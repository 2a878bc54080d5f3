"""Where a question set is used: rounds that were opened with it, surveys that run on it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.questionnaires import QuestionnaireVersionRow
from sopforms.store.surveys import ParticipationRow, ResponseRow, SurveyRow


@dataclass(frozen=True, slots=True)
class Use:
    """Who works with a set: school years of its rounds, surveys that run, drafts of answers, sent answers.

    The numbers of people are over all schools together, so that nobody can be told from them.
    """

    years: tuple[str, ...] = ()
    surveys: int = 0
    busy: int = 0
    sent: int = 0


def of_set(set_id: int) -> Use:
    """Return where a set is used now."""
    years = db.session.scalars(
        sa.select(CycleRow.school_year)
        .where(CycleRow.question_set_id == set_id)
        .order_by(CycleRow.school_year)
    )
    running = (
        sa.select(SurveyRow.id)
        .join(QuestionnaireVersionRow, QuestionnaireVersionRow.id == SurveyRow.version_id)
        .where(QuestionnaireVersionRow.question_set_id == set_id, SurveyRow.closed_on.is_(None))
        .subquery()
    )
    begun = (
        sa.select(sa.func.count())
        .select_from(ParticipationRow)
        .join(ResponseRow, ResponseRow.id == ParticipationRow.response_id)
        .where(ParticipationRow.survey_id.in_(sa.select(running.c.id)))
    )
    return Use(
        tuple(years),
        db.session.scalar(sa.select(sa.func.count()).select_from(running)) or 0,
        db.session.scalar(begun.where(ParticipationRow.done.is_(False))) or 0,
        db.session.scalar(begun.where(ParticipationRow.done)) or 0,
    )


def unanswered(set_id: int) -> list[SurveyRow]:
    """Return the surveys that run on a set and in which nobody has sent answers."""
    sent = sa.exists().where(ParticipationRow.survey_id == SurveyRow.id, ParticipationRow.done)
    query = (
        sa.select(SurveyRow)
        .join(QuestionnaireVersionRow, QuestionnaireVersionRow.id == SurveyRow.version_id)
        .where(QuestionnaireVersionRow.question_set_id == set_id, SurveyRow.closed_on.is_(None), ~sent)
    )
    return list(db.session.scalars(query.order_by(SurveyRow.id)))


def begin_anew(survey: SurveyRow, version_id: int) -> None:
    """Let a survey run on another version; the drafts on the old one go, everybody may begin again."""
    mine = ParticipationRow.survey_id == survey.id
    db.session.execute(sa.update(ParticipationRow).where(mine).values(response_id=None))
    db.session.execute(sa.delete(ResponseRow).where(ResponseRow.survey_id == survey.id))
    survey.version_id = version_id
    db.session.flush()

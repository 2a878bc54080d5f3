"""Where a question set is used: rounds that were opened with it, surveys that run on it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from sopforms.core.codes import Step
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
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
    return of_sets([set_id])[set_id]


def of_sets(set_ids: Collection[int]) -> dict[int, Use]:
    """Return where each of these sets is used now, in two queries."""
    years: dict[int, list[str]] = {}
    rounds = sa.select(CycleRow.question_set_id, CycleRow.school_year).order_by(CycleRow.school_year)
    for set_id, year in db.session.execute(rounds.where(CycleRow.question_set_id.in_(set_ids))):
        years.setdefault(set_id, []).append(year)
    person, version = ParticipationRow, QuestionnaireVersionRow
    begun = person.response_id.is_not(None)
    running = (
        sa.select(version.question_set_id, sa.func.count(sa.distinct(SurveyRow.id)))
        .add_columns(sa.func.count(sa.case((begun & person.done.is_(False), 1))))
        .add_columns(sa.func.count(sa.case((begun & person.done, 1))))
        .join(SurveyRow, SurveyRow.version_id == version.id)
        .outerjoin(person, person.survey_id == SurveyRow.id)
        .where(version.question_set_id.in_(set_ids), SurveyRow.closed_on.is_(None))
        .group_by(version.question_set_id)
    )
    counts = {found[0]: (found[1], found[2], found[3]) for found in db.session.execute(running)}
    return {one: Use(tuple(years.get(one, ())), *counts.get(one, (0, 0, 0))) for one in set_ids}


def waiting_with(set_id: int) -> list[tuple[int, int, str]]:
    """Return the schools that have this set as an exception and have not begun: round, school, its name."""
    query = (
        sa.select(DossierRow.cycle_id, LocationRow.id, LocationRow.name)
        .join(LocationRow, LocationRow.id == DossierRow.location_id)
        .where(DossierRow.question_set_id == set_id, DossierRow.step == Step.OPEN)
        .where(DossierRow.absent_on.is_(None))
    )
    found = db.session.execute(query.order_by(LocationRow.name, LocationRow.id))
    return [(row[0], row[1], row[2]) for row in found]


def carry_over(set_id: int, other_id: int) -> None:
    """Let the schools that have the set as an exception go on with another one, unless they are done."""
    query = sa.select(DossierRow).where(DossierRow.question_set_id == set_id, DossierRow.adopted_on.is_(None))
    for row in db.session.scalars(query):
        row.question_set_id = other_id


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

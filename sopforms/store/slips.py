"""Printed slips: participations without an address, each found by the digest of its code."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from sopforms.store.db import db
from sopforms.store.surveys import ParticipationRow, SurveyRow


def of_survey(survey_id: int) -> list[ParticipationRow]:
    """Return the slips of a survey by number, those that were taken back included."""
    query = sa.select(ParticipationRow).where(
        ParticipationRow.survey_id == survey_id, ParticipationRow.slip_number.is_not(None)
    )
    return list(db.session.scalars(query.order_by(ParticipationRow.slip_number)))


def find(digests: Collection[str]) -> ParticipationRow | None:
    """Return the slip whose code has one of these digests."""
    return db.session.scalar(sa.select(ParticipationRow).where(ParticipationRow.code_digest.in_(digests)))


def add(survey: SurveyRow, number: int, today: date) -> ParticipationRow:
    """Store a slip that has no code yet, and give it its id."""
    row = ParticipationRow(
        survey_id=survey.id,
        email="",
        slip_number=number,
        code_digest=f"{survey.id}:{number}",
        invited_on=today,
    )
    db.session.add(row)
    db.session.flush()
    return row

"""The staff survey: who was asked (participation), apart from what was answered (response).

The two are tied only while the survey is open, so that somebody can save, resume and change; closing cuts
the tie for good, with new random ids. A response never holds a person, a moment or an order.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.store.db import Base, db, json_column


class SurveyRow(Base):
    """The survey of one dossier, on one published version.

    `threshold` is what staff were promised when it opened: nothing is told of fewer people, whatever the
    partnership sets later.
    """

    __tablename__ = "survey"
    __table_args__ = (
        sa.CheckConstraint("opens_on <= closes_on", name="order"),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= opens_on", name="closed"),
        sa.CheckConstraint("threshold BETWEEN 5 AND 10", name="threshold"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), unique=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closed_on: Mapped[date | None]
    talk_on: Mapped[date | None]
    invited: Mapped[int] = mapped_column(default=0)
    threshold: Mapped[int]


class ResponseRow(Base):
    """One set of answers; while it is a draft it belongs to a participation, afterwards to nobody."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("survey.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(json_column())
    submitted: Mapped[bool] = mapped_column(default=False)


class ParticipationRow(Base):
    """Somebody was asked, by mail or by a printed slip; `done` says that answers were sent, never which."""

    __tablename__ = "participation"
    __table_args__ = (
        sa.Index(
            "ix_participation_survey_id_email",
            "survey_id",
            "email",
            unique=True,
            sqlite_where=sa.text("email <> ''"),
            postgresql_where=sa.text("email <> ''"),
        ),
        sa.CheckConstraint("NOT cut OR response_id IS NULL", name="cut"),
        sa.CheckConstraint("(email = '') = (slip_number IS NOT NULL)", name="slip"),
        sa.CheckConstraint("(slip_number IS NULL) = (code_digest IS NULL)", name="code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("survey.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    invited_on: Mapped[date]
    reminded: Mapped[int] = mapped_column(default=0)
    done: Mapped[bool] = mapped_column(default=False)
    cut: Mapped[bool] = mapped_column(default=False)
    slip_number: Mapped[int | None]
    code_digest: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    revoked_on: Mapped[date | None]
    response_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("response.id", ondelete="SET NULL"), unique=True
    )


class ApprovedTextRow(Base):
    """An open answer the coordinator read and let pass, loose from its response."""

    __tablename__ = "approved_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("survey.id"), index=True)
    question: Mapped[str] = mapped_column(sa.String(110))
    text: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.String(10), default="waiting")

    __table_args__ = (sa.CheckConstraint("state IN ('waiting', 'approved', 'left_out')", name="state"),)


def find_of_dossier(dossier_id: int) -> SurveyRow | None:
    """Return the survey of a dossier, when there is one."""
    return db.session.scalar(sa.select(SurveyRow).where(SurveyRow.dossier_id == dossier_id))


def get(survey_id: int) -> SurveyRow:
    """Return the survey; raise `NotFound` when there is none."""
    row = db.session.get(SurveyRow, survey_id)
    if row is None:
        raise NotFound
    return row


def get_of_dossier(dossier_id: int) -> SurveyRow:
    """Return the survey of a dossier; raise `NotFound` when it was never opened."""
    row = find_of_dossier(dossier_id)
    if row is None:
        raise NotFound
    return row


def running() -> list[SurveyRow]:
    """Return every survey that is not closed, in a fixed order."""
    return list(
        db.session.scalars(sa.select(SurveyRow).where(SurveyRow.closed_on.is_(None)).order_by(SurveyRow.id))
    )


def get_participation(participation_id: int) -> ParticipationRow:
    """Return who was asked; raise `NotFound`."""
    row = db.session.get(ParticipationRow, participation_id)
    if row is None:
        raise NotFound
    return row


def participations_of(survey_id: int, *, by_mail: bool = False) -> list[ParticipationRow]:
    """Return everybody who was asked, by address; with `by_mail` only who has one."""
    query = sa.select(ParticipationRow).where(ParticipationRow.survey_id == survey_id)
    query = query.where(ParticipationRow.email != "") if by_mail else query
    return list(db.session.scalars(query.order_by(ParticipationRow.email, ParticipationRow.id)))


def find_participation(survey_id: int, email: str) -> ParticipationRow | None:
    """Return who was asked at this address."""
    return db.session.scalar(
        sa.select(ParticipationRow).where(
            ParticipationRow.survey_id == survey_id, ParticipationRow.email == email
        )
    )


def done(survey_id: int) -> int:
    """Return how many have sent their answers."""
    query = sa.select(sa.func.count()).select_from(ParticipationRow)
    return db.session.scalar(query.where(ParticipationRow.survey_id == survey_id, ParticipationRow.done)) or 0


def response_of(participation: ParticipationRow) -> ResponseRow | None:
    """Return the answers of somebody while the survey is open; afterwards nobody can."""
    if participation.response_id is None:
        return None
    return db.session.get(ResponseRow, participation.response_id, populate_existing=True)


def start(participation_id: int) -> ResponseRow | None:
    """Return the response of this participation, made when it had none; two at a time get the same one.

    None once the tie was cut. Holds the participation until the transaction ends.
    """
    row = db.session.get(ParticipationRow, participation_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound
    found = response_of(row)
    if found is None and not row.cut:
        found = ResponseRow(survey_id=row.survey_id, answers={}, submitted=False)
        db.session.add(found)
        db.session.flush()
        row.response_id = found.id
        db.session.flush()
    return found


def responses_of(survey_id: int) -> list[ResponseRow]:
    """Return all responses of a survey, locked until the transaction ends: for closing it."""
    query = sa.select(ResponseRow).where(ResponseRow.survey_id == survey_id).with_for_update()
    return list(db.session.scalars(query, execution_options={"populate_existing": True}))


def submitted_answers(survey_id: int) -> list[dict[str, Any]]:
    """Return the answers of submitted responses; the order says nothing."""
    query = sa.select(ResponseRow.answers).where(ResponseRow.survey_id == survey_id, ResponseRow.submitted)
    return list(db.session.scalars(query.order_by(ResponseRow.id)))


def texts_of(survey_id: int) -> list[ApprovedTextRow]:
    """Return the open answers of a survey, loose, in the shuffled order in which they were put."""
    query = sa.select(ApprovedTextRow).where(ApprovedTextRow.survey_id == survey_id)
    return list(db.session.scalars(query.order_by(ApprovedTextRow.question, ApprovedTextRow.id)))

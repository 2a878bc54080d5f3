"""The staff survey: who was asked (participation), apart from what was answered (response).

The two are tied only while the survey is open, so that somebody can save, resume and change; closing cuts
the tie for good, with new random ids. A response never holds a person, a moment or an order.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.store.db import Base, json_column


class SurveyRow(Base):
    """The survey of one dossier, on one published version."""

    __tablename__ = "survey"
    __table_args__ = (
        sa.CheckConstraint("opens_on <= closes_on", name="order"),
        sa.CheckConstraint("closed_on IS NULL OR closed_on >= opens_on", name="closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), unique=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closed_on: Mapped[date | None]
    talk_on: Mapped[date | None]
    invited: Mapped[int] = mapped_column(default=0)


class ResponseRow(Base):
    """One set of answers; while it is a draft it belongs to a participation, afterwards to nobody."""

    __tablename__ = "response"

    id: Mapped[int] = mapped_column(sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True)
    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("survey.id"), index=True)
    answers: Mapped[dict[str, Any]] = mapped_column(json_column())
    submitted: Mapped[bool] = mapped_column(default=False)


class ParticipationRow(Base):
    """Somebody was asked; `done` says that answers were sent, never which."""

    __tablename__ = "participation"
    __table_args__ = (
        sa.UniqueConstraint("survey_id", "email"),
        sa.CheckConstraint("NOT cut OR response_id IS NULL", name="cut"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(sa.ForeignKey("survey.id"), index=True)
    email: Mapped[str] = mapped_column(sa.String(254))
    invited_on: Mapped[date]
    reminded: Mapped[int] = mapped_column(default=0)
    done: Mapped[bool] = mapped_column(default=False)
    cut: Mapped[bool] = mapped_column(default=False)
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

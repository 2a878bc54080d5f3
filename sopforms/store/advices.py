"""The request for advice and its papers, talks with the council, the advice, the board's reaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import AdviceForm, PointAnswer, PointKind
from sopforms.store.db import Base, Moment, code, json_column


class AdviceRequestRow(Base):
    """The papers of Wms 8 and 17 and the request that carries them; `sent_on` is set by sending."""

    __tablename__ = "advice_request"
    __table_args__ = (
        sa.CheckConstraint("sent_on IS NULL OR snapshot_id IS NOT NULL", name="sent_with_text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), unique=True)
    council_id: Mapped[int] = mapped_column(sa.ForeignKey("council.id"), index=True)
    snapshot_id: Mapped[int | None] = mapped_column(sa.ForeignKey("snapshot.id"))
    reasons: Mapped[str] = mapped_column(sa.Text, default="")
    consequences: Mapped[str] = mapped_column(sa.Text, default="")
    measures: Mapped[str] = mapped_column(sa.Text, default="")
    swv_remark: Mapped[str] = mapped_column(sa.Text, default="")
    talk_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    agreed_with: Mapped[str] = mapped_column(sa.String(120), default="")
    decision_maker: Mapped[str] = mapped_column(sa.String(120), default="")
    function: Mapped[str] = mapped_column(sa.String(80), default="")
    mandate: Mapped[str] = mapped_column(sa.String(200), default="")
    sent_on: Mapped[date | None]
    outcomes: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ConsultationRow(Base):
    """A talk between board and council: before the advice (Wms 17 b), or further talks (17 d)."""

    __tablename__ = "consultation"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "kind"),
        sa.CheckConstraint("kind IN ('overleg', 'nader_overleg')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    kind: Mapped[str] = mapped_column(sa.String(14))
    offered_on: Mapped[date]
    planned_for: Mapped[date | None]
    held_on: Mapped[date | None]
    declined: Mapped[bool] = mapped_column(default=False)
    report: Mapped[str] = mapped_column(sa.Text, default="")


class AdviceRow(Base):
    """What the council advised; a withdrawn or replaced advice stays on file."""

    __tablename__ = "advice"
    __table_args__ = (
        sa.Index(
            "uq_advice_in_force",
            "request_id",
            unique=True,
            sqlite_where=sa.text("withdrawn_at IS NULL"),
            postgresql_where=sa.text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("advice_request.id"), index=True)
    submit_id: Mapped[str] = mapped_column(sa.String(40), unique=True)
    form: Mapped[AdviceForm] = mapped_column(code(AdviceForm))
    text: Mapped[str] = mapped_column(sa.Text)
    minority: Mapped[str] = mapped_column(sa.Text, default="")
    meeting_on: Mapped[date | None]
    present: Mapped[int | None]
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    votes_blank: Mapped[int | None]
    chair: Mapped[str] = mapped_column(sa.String(120), default="")
    secretary: Mapped[str] = mapped_column(sa.String(120), default="")
    received_at: Mapped[datetime] = mapped_column(Moment)
    sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class AdviceDraftRow(Base):
    """The secretary's unsent advice, kept per request as typed."""

    __tablename__ = "advice_draft"

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("advice_request.id"), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(json_column())
    code_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    code_until: Mapped[datetime | None] = mapped_column(Moment)
    code_tries: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class AdvicePointRow(Base):
    """One point or condition of an advice, and how the board answered it."""

    __tablename__ = "advice_point"
    __table_args__ = (sa.CheckConstraint("answer IS NULL OR length(reason) > 0", name="answer_has_a_reason"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(sa.ForeignKey("advice.id"), index=True)
    place: Mapped[int]
    kind: Mapped[PointKind] = mapped_column(code(PointKind))
    text: Mapped[str] = mapped_column(sa.Text)
    part_of_advice: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[PointAnswer | None] = mapped_column(code(PointAnswer))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    change: Mapped[str] = mapped_column(sa.Text, default="")


class ReactionRow(Base):
    """The board's written reaction to an advice, with reasons (Wms 17 c)."""

    __tablename__ = "reaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(sa.ForeignKey("advice.id"), unique=True)
    text: Mapped[str] = mapped_column(sa.Text)
    follows: Mapped[bool]
    sent_on: Mapped[date]
    name: Mapped[str] = mapped_column(sa.String(120))
    function: Mapped[str] = mapped_column(sa.String(80), default="")

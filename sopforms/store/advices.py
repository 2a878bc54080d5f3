"""The request for advice and its papers, talks with the council, the advice, the board's reaction."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.advice import Advice, AdvicePointValue, PointReaction, Reaction
from sopforms.core.codes import AdviceForm, PointAnswer, PointKind
from sopforms.core.errors import NotFound
from sopforms.store.db import Base, Moment, code, db, json_column
from sopforms.store.dossiers import DossierRow, edition_of


class AdviceRequestRow(Base):
    """The papers of Wms 8 and 17 and the request that carries them; `sent_on` is set by sending.

    A dossier has one for each edition of its text. `papers_sha256` is the fingerprint of the PDF as the
    council got it, once it was made.
    """

    __tablename__ = "advice_request"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "edition"),
        sa.CheckConstraint("sent_on IS NULL OR snapshot_id IS NOT NULL", name="sent_with_text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"))
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
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
    papers_sha256: Mapped[str] = mapped_column(sa.String(64), default="")
    outcomes: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class ConsultationRow(Base):
    """A talk between board and council: before the advice (Wms 17 b), or further talks (17 d)."""

    __tablename__ = "consultation"
    __table_args__ = (
        sa.UniqueConstraint("dossier_id", "edition", "kind"),
        sa.CheckConstraint("kind IN ('overleg', 'nader_overleg')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"))
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
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
    """The secretary's unsent advice, kept per request as typed.

    `code_seen` is the fingerprint of what stood on the check page when the code was asked: it sends nothing
    else.
    """

    __tablename__ = "advice_draft"

    request_id: Mapped[int] = mapped_column(sa.ForeignKey("advice_request.id"), primary_key=True)
    fields: Mapped[dict[str, Any]] = mapped_column(json_column())
    code_hash: Mapped[str] = mapped_column(sa.String(64), default="")
    code_seen: Mapped[str] = mapped_column(sa.String(64), default="")
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
    part: Mapped[str] = mapped_column(sa.String(4), default="")


class ReactionRow(Base):
    """The board's written reaction to an advice, with reasons (Wms 17 c).

    `coverage` is what the schools of the partnership offered together on the day it was sent, where that is
    the ground for deviating; otherwise empty.
    """

    __tablename__ = "reaction"

    id: Mapped[int] = mapped_column(primary_key=True)
    advice_id: Mapped[int] = mapped_column(sa.ForeignKey("advice.id"), unique=True)
    text: Mapped[str] = mapped_column(sa.Text)
    follows: Mapped[bool]
    sent_on: Mapped[date]
    name: Mapped[str] = mapped_column(sa.String(120))
    function: Mapped[str] = mapped_column(sa.String(80), default="")
    coverage: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)


def find_request(dossier_id: int, edition: int | None = None) -> AdviceRequestRow | None:
    """Return the request of a dossier, sent or in the making: of this edition, or of the one it is at."""
    return db.session.scalar(
        sa.select(AdviceRequestRow).where(
            AdviceRequestRow.dossier_id == dossier_id,
            AdviceRequestRow.edition == (edition or edition_of(dossier_id)),
        )
    )


def get_request(request_id: int) -> AdviceRequestRow:
    """Return the request; raise `NotFound` when there is none."""
    row = db.session.get(AdviceRequestRow, request_id)
    if row is None:
        raise NotFound
    return row


def of_other_editions(row: DossierRow) -> set[int]:
    """Return the requests about other editions of the text than the one that the dossier is at."""
    query = sa.select(AdviceRequestRow.id).where(
        AdviceRequestRow.dossier_id == row.id, AdviceRequestRow.edition != row.edition
    )
    return set(db.session.scalars(query))


def is_asked(council_id: int, today: date) -> bool:
    """Whether the council still has a word: nothing was decided yet, or the decision waits (Wms 34)."""
    waits = DossierRow.waived_on.is_(None) & (DossierRow.suspended_until >= today)
    running = (
        sa.select(AdviceRequestRow.id)
        .join(DossierRow, DossierRow.id == AdviceRequestRow.dossier_id)
        .where(AdviceRequestRow.council_id == council_id, DossierRow.requested_on.is_not(None))
        .where(AdviceRequestRow.edition == DossierRow.edition)
        .where(DossierRow.adopted_on.is_(None) | waits)
    )
    return db.session.scalar(running.limit(1)) is not None


def in_force(request_id: int) -> AdviceRow | None:
    """Return the advice that stands: given and neither withdrawn nor replaced."""
    return db.session.scalar(
        sa.select(AdviceRow).where(AdviceRow.request_id == request_id, AdviceRow.withdrawn_at.is_(None))
    )


def all_of(request_id: int) -> list[AdviceRow]:
    """Return every advice ever given on this request, oldest first."""
    query = sa.select(AdviceRow).where(AdviceRow.request_id == request_id)
    return list(db.session.scalars(query.order_by(AdviceRow.id)))


def points_of(advice_id: int) -> list[AdvicePointRow]:
    """Return the points of an advice in the council's order."""
    query = sa.select(AdvicePointRow).where(AdvicePointRow.advice_id == advice_id)
    return list(db.session.scalars(query.order_by(AdvicePointRow.place)))


def find_reaction(advice_id: int) -> ReactionRow | None:
    """Return the board's reaction to this advice."""
    return db.session.scalar(sa.select(ReactionRow).where(ReactionRow.advice_id == advice_id))


def find_consultation(dossier_id: int, kind: str, edition: int | None = None) -> ConsultationRow | None:
    """Return the talk of this kind: `overleg` before the advice, `nader_overleg` after the reaction.

    Of this edition, or of the one that the dossier is at.
    """
    return db.session.scalar(
        sa.select(ConsultationRow).where(
            ConsultationRow.dossier_id == dossier_id,
            ConsultationRow.kind == kind,
            ConsultationRow.edition == (edition or edition_of(dossier_id)),
        )
    )


def value(row: AdviceRow) -> Advice:
    """Return the advice as the rules read it, with its points in order."""
    return Advice(
        form=row.form,
        text=row.text,
        points=tuple(AdvicePointValue(p.text, p.kind, p.part_of_advice) for p in points_of(row.id)),
        minority=row.minority,
        meeting_on=row.meeting_on,
        present=row.present,
        votes_for=row.votes_for,
        votes_against=row.votes_against,
        votes_blank=row.votes_blank,
        chair=row.chair,
        secretary=row.secretary,
        confirmed=True,
    )


def reaction_value(advice: AdviceRow, row: ReactionRow) -> Reaction:
    """Return the reaction as the rules read it, its answers in the order of the points."""
    points = tuple(PointReaction(p.answer, p.reason, p.change, p.part) for p in points_of(advice.id))
    return Reaction(row.text, points, row.follows, row.name, row.function, bool(row.coverage))

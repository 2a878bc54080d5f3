"""What a council asked of the board before it advises, and its signed letter: all of it on record."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.council_question import Wish
from sopforms.store.db import Base, Moment, code, db


class CouncilQuestionRow(Base):
    """One question of the council: information, or a later last day; and what the board answered.

    `agreed` is the last day that the board agreed to; it stays empty when the board kept the term.
    """

    __tablename__ = "council_question"
    __table_args__ = (
        sa.CheckConstraint("(answered_on IS NULL) = (length(answer) = 0)", name="answer_has_a_day"),
        sa.CheckConstraint("wish <> 'later_day' OR wanted IS NOT NULL", name="wanted_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("advice_request.id"), index=True)
    wish: Mapped[Wish] = mapped_column(code(Wish))
    text: Mapped[str] = mapped_column(sa.Text)
    wanted: Mapped[date | None]
    asked_on: Mapped[date]
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    agreed: Mapped[date | None]
    answered_on: Mapped[date | None]
    answered_by: Mapped[str] = mapped_column(sa.String(120), default="")


class SignedLetterRow(Base):
    """The signed letter of the council as PDF: handed out as a file, never opened by us.

    Without `advice_id` it belongs to the advice that is being written; then to the one that was sent.
    """

    __tablename__ = "signed_letter"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256"),
        sa.CheckConstraint("length(content) > 0", name="content"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("advice_request.id"), index=True)
    advice_id: Mapped[int | None] = mapped_column(sa.ForeignKey("advice.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    sha256: Mapped[str] = mapped_column(sa.String(64))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    added_at: Mapped[datetime] = mapped_column(Moment)


def questions_of(request_id: int) -> list[CouncilQuestionRow]:
    """Return what the council asked, oldest first."""
    query = sa.select(CouncilQuestionRow).where(CouncilQuestionRow.request_id == request_id)
    return list(db.session.scalars(query.order_by(CouncilQuestionRow.id)))


def find_question(request_id: int, question_id: int) -> CouncilQuestionRow | None:
    """Return one question of this request."""
    row = db.session.get(CouncilQuestionRow, question_id)
    return row if row is not None and row.request_id == request_id else None


def letter_of(request_id: int, advice_id: int | None) -> SignedLetterRow | None:
    """Return the signed letter of an advice; with None that of the advice that is being written."""
    query = sa.select(SignedLetterRow).where(
        SignedLetterRow.request_id == request_id,
        SignedLetterRow.advice_id.is_(None) if advice_id is None else SignedLetterRow.advice_id == advice_id,
    )
    return db.session.scalar(query.order_by(SignedLetterRow.id.desc()).limit(1))


def drop_letters(request_id: int) -> None:
    """Remove the letter of the advice that is being written; those that were sent stay."""
    gone = sa.delete(SignedLetterRow).where(
        SignedLetterRow.request_id == request_id, SignedLetterRow.advice_id.is_(None)
    )
    db.session.execute(gone, execution_options={"synchronize_session": "fetch"})

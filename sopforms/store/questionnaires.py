"""Question sets and the published versions of their files: stored bytes are the truth."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.store.db import Base, db


class QuestionSetRow(Base):
    """A question set: the files a cycle works with, published together."""

    __tablename__ = "question_set"

    id: Mapped[int] = mapped_column(primary_key=True)
    partnership_id: Mapped[int] = mapped_column(sa.ForeignKey("partnership.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    published_on: Mapped[date]


class QuestionnaireVersionRow(Base):
    """One published file of a set, immutable; `name` is the file's stem: evaluatie, teamgesprek, …"""

    __tablename__ = "questionnaire_version"
    __table_args__ = (sa.UniqueConstraint("question_set_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_set_id: Mapped[int] = mapped_column(sa.ForeignKey("question_set.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(40))
    questionnaire_id: Mapped[str] = mapped_column(sa.String(50))
    kind: Mapped[str] = mapped_column(sa.String(20))
    version: Mapped[int]
    source: Mapped[bytes] = mapped_column(sa.LargeBinary)
    content_hash: Mapped[str] = mapped_column(sa.String(64))
    shape_hash: Mapped[str] = mapped_column(sa.String(64))


def get_set(set_id: int) -> QuestionSetRow:
    """Return the set; raise `NotFound` when there is none."""
    row = db.session.get(QuestionSetRow, set_id)
    if row is None:
        raise NotFound
    return row


def get_version(version_id: int) -> QuestionnaireVersionRow:
    """Return the version; raise `NotFound` when there is none."""
    row = db.session.get(QuestionnaireVersionRow, version_id)
    if row is None:
        raise NotFound
    return row


def find_in_set(set_id: int, name: str) -> QuestionnaireVersionRow | None:
    """Return the file of the set with this stem."""
    return db.session.scalar(
        sa.select(QuestionnaireVersionRow).where(
            QuestionnaireVersionRow.question_set_id == set_id, QuestionnaireVersionRow.name == name
        )
    )


def latest(partnership_id: int, questionnaire_id: str) -> QuestionnaireVersionRow | None:
    """Return the newest published version of a questionnaire in a partnership."""
    return db.session.scalar(
        sa.select(QuestionnaireVersionRow)
        .join(QuestionSetRow, QuestionSetRow.id == QuestionnaireVersionRow.question_set_id)
        .where(
            QuestionSetRow.partnership_id == partnership_id,
            QuestionnaireVersionRow.questionnaire_id == questionnaire_id,
        )
        .order_by(QuestionnaireVersionRow.version.desc(), QuestionnaireVersionRow.id.desc())
        .limit(1)
    )


def sets_of(partnership_id: int) -> list[QuestionSetRow]:
    """Return the published sets of a partnership, newest first."""
    return list(
        db.session.scalars(
            sa.select(QuestionSetRow)
            .where(QuestionSetRow.partnership_id == partnership_id)
            .order_by(QuestionSetRow.id.desc())
        )
    )

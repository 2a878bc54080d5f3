"""What is said aloud: pupils' voice, the team conversation, and what the team agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import Agreement, ValueSource
from sopforms.store.db import Base, code, json_column


class PupilVoiceRow(Base):
    """One conversation with pupils, recorded about the group: no names."""

    __tablename__ = "pupil_voice"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    version_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    held_on: Mapped[date]
    leader: Mapped[str] = mapped_column(sa.String(120))
    answers: Mapped[dict[str, Any]] = mapped_column(json_column())


class TalkRow(Base):
    """One team conversation: day, leader, number present, answers to the conversation questions."""

    __tablename__ = "talk"
    __table_args__ = (sa.CheckConstraint("present >= 1", name="present"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    version_id: Mapped[int | None] = mapped_column(sa.ForeignKey("questionnaire_version.id"))
    held_on: Mapped[date]
    leader: Mapped[str] = mapped_column(sa.String(120))
    team: Mapped[str] = mapped_column(sa.String(80), default="")
    present: Mapped[int]
    answers: Mapped[dict[str, Any]] = mapped_column(json_column())
    agreements: Mapped[str] = mapped_column(sa.Text, default="")


class TalkOutcomeRow(Base):
    """What one talk agreed on one indicator, with dissent on record (no names)."""

    __tablename__ = "talk_outcome"
    __table_args__ = (sa.UniqueConstraint("talk_id", "indicator"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(sa.ForeignKey("talk.id"), index=True)
    indicator: Mapped[str] = mapped_column(sa.String(8))
    value: Mapped[Any] = mapped_column(json_column(), nullable=True)
    agreement: Mapped[Agreement] = mapped_column(code(Agreement))
    dissent: Mapped[str] = mapped_column(sa.Text, default="")


class SchoolValueRow(Base):
    """One value per indicator and dossier: the only figure that anybody above the school ever sees."""

    __tablename__ = "school_value"
    __table_args__ = (sa.UniqueConstraint("dossier_id", "indicator"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    indicator: Mapped[str] = mapped_column(sa.String(8))
    value: Mapped[Any] = mapped_column(json_column())
    comment: Mapped[str] = mapped_column(sa.Text, default="")
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(json_column(), default=dict)
    source: Mapped[ValueSource] = mapped_column(code(ValueSource))
    decided_on: Mapped[date]


class PointRow(Base):
    """A development point: goal, action, owner (a function, not a name), date, means, status."""

    __tablename__ = "point"
    __table_args__ = (
        sa.CheckConstraint("status IN ('open', 'busy', 'done', 'carried', 'stopped')", name="status"),
        sa.CheckConstraint("kind IN ('scholing', 'middelen', 'aanpak')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    indicator: Mapped[str] = mapped_column(sa.String(8), default="")
    goal: Mapped[str] = mapped_column(sa.String(300))
    action: Mapped[str] = mapped_column(sa.Text, default="")
    owner: Mapped[str] = mapped_column(sa.String(80), default="")
    due: Mapped[date | None]
    means: Mapped[str] = mapped_column(sa.String(200), default="")
    kind: Mapped[str] = mapped_column(sa.String(10), default="aanpak")
    status: Mapped[str] = mapped_column(sa.String(10), default="open")
    result: Mapped[str] = mapped_column(sa.Text, default="")
    carried_from: Mapped[int | None] = mapped_column(sa.ForeignKey("point.id"))
    carried_reason: Mapped[str] = mapped_column(sa.Text, default="")
    in_guide: Mapped[bool] = mapped_column(default=True)

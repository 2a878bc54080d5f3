"""What is said aloud: pupils' voice, the team conversation, and what the team agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.codes import Agreement, ValueSource
from sopforms.core.errors import NotFound
from sopforms.core.talk_agenda import LENGTHS
from sopforms.store.cycles import CycleRow
from sopforms.store.db import Base, code, db, json_column
from sopforms.store.dossiers import DossierRow


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


class TalkDraftRow(Base):
    """A team conversation that is being held: kept as it goes, and gone once it is recorded.

    `data`: `held_on` (ISO), `leader`, `team`, `present`, `minutes`, `outcomes` (indicator → value, agreement,
    dissent), `typed` (indicator → fields that are no outcome yet), `answers` to the conversation questions,
    `agreements`.
    """

    __tablename__ = "talk_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(sa.ForeignKey("dossier.id"), index=True)
    data: Mapped[dict[str, Any]] = mapped_column(json_column())

    @property
    def minutes(self) -> int:
        """How long the conversation is meant to take."""
        return int(self.data.get("minutes", LENGTHS[0]))

    @property
    def typed(self) -> dict[str, dict[str, str]]:
        """What was typed on topics and is no outcome yet: indicator → field → text."""
        return dict(self.data.get("typed", {}))


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
    """A development point: goal, action, owner (a function, not a name), date, means, status.

    `progress` is what was said on the way, `result` what came of it; `owner_email` is where the question how
    far it is goes to, `asked_on` when it went. `earlier`: of the year before the first round here.
    `carried_reason` is why it came from the year before, `onward_reason` why it goes on into the next one.
    """

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
    progress: Mapped[str] = mapped_column(sa.Text, default="")
    progress_on: Mapped[date | None]
    owner_email: Mapped[str] = mapped_column(sa.String(254), default="")
    asked_on: Mapped[date | None]
    carried_from: Mapped[int | None] = mapped_column(sa.ForeignKey("point.id"))
    carried_reason: Mapped[str] = mapped_column(sa.Text, default="")
    onward_reason: Mapped[str] = mapped_column(sa.Text, default="", server_default="")
    in_guide: Mapped[bool] = mapped_column(default=True)
    earlier: Mapped[bool] = mapped_column(default=False)


def of_dossier(dossier_id: int) -> list[TalkRow]:
    """Return the recorded conversations of a dossier, in the order in which they were held."""
    query = sa.select(TalkRow).where(TalkRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(TalkRow.held_on, TalkRow.id)))


def held_in(dossier_ids: list[int]) -> set[int]:
    """Return the dossiers among these in which a conversation was recorded."""
    query = sa.select(TalkRow.dossier_id).where(TalkRow.dossier_id.in_(dossier_ids))
    return set(db.session.scalars(query)) if dossier_ids else set()


def get(talk_id: int) -> TalkRow:
    """Return the conversation; raise `NotFound` when there is none."""
    row = db.session.get(TalkRow, talk_id)
    if row is None:
        raise NotFound
    return row


def outcomes_of(dossier_id: int) -> list[tuple[TalkRow, TalkOutcomeRow]]:
    """Return what the conversations of a dossier agreed, in the order in which they were held."""
    query = (
        sa.select(TalkRow, TalkOutcomeRow)
        .join(TalkOutcomeRow, TalkOutcomeRow.talk_id == TalkRow.id)
        .where(TalkRow.dossier_id == dossier_id)
        .order_by(TalkRow.held_on, TalkRow.id, TalkOutcomeRow.indicator)
    )
    return [(talk, outcome) for talk, outcome in db.session.execute(query)]


def drafts_of(dossier_id: int) -> list[TalkDraftRow]:
    """Return the conversations that are being held, oldest first."""
    query = sa.select(TalkDraftRow).where(TalkDraftRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(TalkDraftRow.id)))


def get_draft(dossier_id: int, draft_id: int, *, lock: bool = False) -> TalkDraftRow:
    """Return a conversation that is being held; with `lock`, nobody else writes it meanwhile."""
    row = db.session.get(TalkDraftRow, draft_id, with_for_update=lock or None, populate_existing=True)
    if row is None or row.dossier_id != dossier_id:
        raise NotFound
    return row


def find_value(dossier_id: int, indicator: str) -> SchoolValueRow | None:
    """Return the school value of one indicator, None while there is none."""
    return db.session.scalar(
        sa.select(SchoolValueRow).where(
            SchoolValueRow.dossier_id == dossier_id, SchoolValueRow.indicator == indicator
        )
    )


def values_of(dossier_id: int) -> dict[str, SchoolValueRow]:
    """Return the school values of a dossier by indicator."""
    query = sa.select(SchoolValueRow).where(SchoolValueRow.dossier_id == dossier_id)
    return {row.indicator: row for row in db.session.scalars(query.order_by(SchoolValueRow.indicator))}


def shared_values(dossier_ids: list[int], indicators: list[str]) -> list[tuple[int, str, Any]]:
    """Return (dossier, indicator, value) of these indicators; one query for a whole partnership."""
    row = SchoolValueRow
    query = sa.select(row.dossier_id, row.indicator, row.value).where(
        row.dossier_id.in_(dossier_ids), row.indicator.in_(indicators)
    )
    return [(each[0], each[1], each[2]) for each in db.session.execute(query)]


def pupil_voices_of(dossier_id: int) -> list[PupilVoiceRow]:
    """Return the conversations with pupils, in the order in which they were held."""
    query = sa.select(PupilVoiceRow).where(PupilVoiceRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(PupilVoiceRow.held_on, PupilVoiceRow.id)))


def points_of(dossier_id: int, *, earlier: bool = False) -> list[PointRow]:
    """Return the development points of a dossier, in the order in which they were made.

    `earlier` gives those of the year before instead, which a school typed over in its first round.
    """
    query = sa.select(PointRow).where(PointRow.dossier_id == dossier_id, PointRow.earlier.is_(earlier))
    return list(db.session.scalars(query.order_by(PointRow.id)))


def points_of_many(dossier_ids: list[int]) -> list[PointRow]:
    """Return the development points of these dossiers, in the order in which they were made."""
    query = sa.select(PointRow).where(PointRow.dossier_id.in_(dossier_ids), PointRow.earlier.is_(False))
    return list(db.session.scalars(query.order_by(PointRow.id))) if dossier_ids else []


def find_point(point_id: int) -> PointRow | None:
    """Return a development point, of whatever dossier; None when it was taken away."""
    found: PointRow | None = db.session.get(PointRow, point_id)
    return found


def dossiers_with_owners(school_year: str) -> list[int]:
    """Return the dossiers for this school year with a point whose owner can be asked, in a fixed order."""
    query = (
        sa.select(PointRow.dossier_id)
        .join(DossierRow, DossierRow.id == PointRow.dossier_id)
        .join(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .where(CycleRow.school_year == school_year, PointRow.owner_email != "")
    )
    return sorted(set(db.session.scalars(query)))


def get_point(dossier_id: int, point_id: int) -> PointRow:
    """Return a development point of this dossier; raise `NotFound` when it is not there."""
    row = db.session.get(PointRow, point_id)
    if row is None or row.dossier_id != dossier_id:
        raise NotFound
    return row

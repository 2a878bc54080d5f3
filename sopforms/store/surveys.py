"""The staff survey: who was asked (participation), apart from what was answered (response).

The two are tied only while the survey is open, so that somebody can save, resume and change; closing cuts
the tie for good, with new random ids. A response never holds a person, a moment or an order.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from sopforms.core.errors import NotFound
from sopforms.store import scope
from sopforms.store.db import Base, db, json_column
from sopforms.store.dossiers import DossierRow
from sopforms.store.questionnaires import QuestionnaireVersionRow, QuestionSetRow


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


def save(participation_id: int, given: Mapping[str, Any], offered: Collection[str], today: date) -> bool:
    """Put the answers of one page into the response in one statement; return False when it is too late.

    `offered` names every key the page speaks for: those that are not in `given` are taken away. All other
    answers stay as they are, whoever else is saving them at the same moment.
    """
    keys = sorted({*offered, *given})
    added = {"added": json.dumps(dict(given), ensure_ascii=False)}
    if db.engine.dialect.name == "sqlite":
        paths = {f"path{place}": f'$."{key}"' for place, key in enumerate(keys)}
        return _change(_saving_sqlite(len(keys)), participation_id, today, {**added, **paths})
    return _change(_saving_postgresql(), participation_id, today, {**added, "keys": keys})


def submit(participation_id: int, answers: Mapping[str, Any], today: date) -> bool:
    """Mark the response as sent, with its answers as they are counted; return False when it is too late."""
    return _change(_mine().values(answers=dict(answers), submitted=True), participation_id, today, {})


_response = cast(sa.Table, ResponseRow.__table__)


def _mine() -> sa.Update:
    """Return a change of the response of `participation`, as long as its survey runs `today`.

    The table is changed and not its class, on the connection of the session: that takes a third of the time.
    So `walls` adds no criterion: that the response is in the scope at hand (`tenant`; none: any) stands here.
    """
    tenant = sa.bindparam("tenant", type_=sa.Integer)
    asked, running = ParticipationRow.__table__.c, SurveyRow.__table__.c
    version, questions = QuestionnaireVersionRow.__table__.c, QuestionSetRow.__table__.c
    dossier = DossierRow.__table__.c
    mine = (
        sa.select(asked.response_id)
        .where(asked.id == sa.bindparam("participation"), asked.cut.is_(False))
        .scalar_subquery()
    )
    open_still = sa.exists().where(
        running.id == _response.c.survey_id,
        running.closed_on.is_(None),
        running.closes_on >= sa.bindparam("today"),
        dossier.id == running.dossier_id,
        sa.or_(tenant.is_(None), dossier.partnership_id == tenant),
        version.id == running.version_id,
        questions.id == version.question_set_id,
        questions.withdrawn_on.is_(None),
    )
    return sa.update(_response).where(_response.c.id == mine, open_still)


# First the keys of the page are taken away, then its answers added. So nothing of an old answer stays inside
# a new one: a grid of which a row was emptied replaces the old grid as a whole, on both databases.


@lru_cache(maxsize=256)
def _saving_sqlite(keys: int) -> sa.Update:
    """Return the change for so many keys, put together once: it is made with every page that is saved."""
    paths = [sa.bindparam(f"path{place}", type_=sa.Text) for place in range(keys)]
    without = sa.func.json_remove(_response.c.answers, *paths)
    added = sa.bindparam("added", type_=sa.Text)
    return _mine().values(answers=sa.func.json_patch(without, added))


@cache
def _saving_postgresql() -> sa.Update:
    """Return the same for PostgreSQL."""
    keys = sa.cast(sa.bindparam("keys", type_=ARRAY(sa.Text)), ARRAY(sa.Text))
    added = sa.cast(sa.bindparam("added", type_=sa.Text), JSONB)
    return _mine().values(answers=_response.c.answers.op("-")(keys).op("||")(added))


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


def _change(statement: sa.Update, participation_id: int, today: date, given: Mapping[str, Any]) -> bool:
    """Change the response of a participation in the scope at hand; False when it is too late."""
    at_hand = scope.now()
    if at_hand is None or not (at_hand.everywhere or len(at_hand.partnerships) == 1):
        raise scope.NoScope("response")
    tenant = None if at_hand.everywhere else at_hand.partnerships[0]
    who = {"participation": participation_id, "today": today, "tenant": tenant}
    return db.session.connection().execute(statement, {**who, **given}).rowcount == 1

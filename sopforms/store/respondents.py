"""Whoever answers behind a link, with everything that a page of theirs asks for, in one question.

A page of a survey is turned more often than anything else here is done. So session, link, survey, school,
contact and answers come together, as values and not as objects that are watched for changes.

The tables are asked and not their classes, on the connection of the session: that takes a third of the time.
So `walls` adds no criterion, and whose rows they are is looked at here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

import sqlalchemy as sa

from sopforms.core.codes import LinkPurpose, Role, SchoolKind
from sopforms.store import scope
from sopforms.store.alone import Question
from sopforms.store.cycles import CycleRow
from sopforms.store.db import Moment, db
from sopforms.store.dossiers import DossierRow
from sopforms.store.links import LinkRow
from sopforms.store.locations import LocationRow
from sopforms.store.people import MembershipRow, PersonRow
from sopforms.store.questionnaires import QuestionnaireVersionRow, QuestionSetRow
from sopforms.store.sessions import LinkSessionRow
from sopforms.store.surveys import ParticipationRow, ResponseRow, SurveyRow


@dataclass(frozen=True, slots=True)
class Respondent:
    """Where somebody is in a survey. `answers` is None before the first save.

    `contact`: name and address of the coordinator, else of the head; None when the school has neither.
    """

    partnership_id: int
    participation_id: int
    done: bool
    cut: bool
    survey_id: int
    closes_on: date
    closed_on: date | None
    talk_on: date | None
    threshold: int
    dossier_id: int
    version_id: int
    content_hash: str
    questions_closed_on: date | None
    withdrawn_on: date | None
    withdrawn_because: str
    location_id: int
    school: str
    kind: SchoolKind
    school_year: str
    answers: dict[str, Any] | None
    contact: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """The link by which somebody came in: what `LinkRow` says of it, as values."""

    purpose: LinkPurpose
    partnership_id: int | None
    object_id: int
    email: str
    expires_at: datetime


@dataclass(slots=True)
class OpenedSession:
    """A browser that opened it, until when."""

    id_hash: str
    ends_at: datetime


def find(participation_id: int) -> Respondent | None:
    """Return where somebody is who was asked to answer, when that is in the scope at hand."""
    at_hand = scope.now()
    if at_hand is None:
        raise scope.NoScope("participation")
    with scope.everywhere():
        row = db.session.connection().execute(_by_id(), {"participation": participation_id}).one_or_none()
    if row is None or not (at_hand.everywhere or row[0] in at_hand.partnerships):
        return None
    return _respondent(tuple(row))


def find_by_session(id_hash: str, now: datetime) -> tuple[OpenedSession, OpenedLink, Respondent] | None:
    """Return who comes in by this session and where they are; None when session or link has ended.

    For who does not know yet whose session it is: it is found in every partnership.
    """
    with scope.everywhere():
        row = _by_session().row({"id_hash": id_hash, "now": now})
    if row is None:
        return None
    ends_at, partnership_id, object_id, email, expires_at, *rest = row
    link = OpenedLink(LinkPurpose.SURVEY, partnership_id, object_id, email, expires_at)
    return OpenedSession(id_hash, ends_at), link, _respondent(tuple(rest))


def _respondent(values: tuple[Any, ...]) -> Respondent:
    *facts, name, email = values
    return Respondent(*[*facts, None if email is None else (name, email)])


_participation, _survey, _response = ParticipationRow.__table__, SurveyRow.__table__, ResponseRow.__table__
_version, _set = QuestionnaireVersionRow.__table__, QuestionSetRow.__table__
_dossier, _location, _cycle = DossierRow.__table__, LocationRow.__table__, CycleRow.__table__
_person, _membership = PersonRow.__table__, MembershipRow.__table__
_link, _session = LinkRow.__table__, LinkSessionRow.__table__

_FACTS = (
    _dossier.c.partnership_id, _participation.c.id, _participation.c.done, _participation.c.cut,
    _survey.c.id, _survey.c.closes_on, _survey.c.closed_on, _survey.c.talk_on, _survey.c.threshold,
    _survey.c.dossier_id, _survey.c.version_id, _version.c.content_hash,
    _set.c.closed_on, _set.c.withdrawn_on, _set.c.reason,
    _dossier.c.location_id, _location.c.name, _location.c.kind, _cycle.c.school_year, _response.c.answers,
)  # fmt: skip


def _written(key: StrEnum) -> sa.ColumnElement[str]:
    """Return a key of ours as it stands in the text of a statement, which then has less to be filled in."""
    return sa.literal_column(f"'{key.value}'", sa.Text)


def _everything(first_of_all: Any = _participation) -> Any:
    """Return the tables of a respondent, from the participation to whom the school lets answer questions.

    `first_of_all` leads to the participation. One row of each table is found by the one before: PostgreSQL
    keeps to this order, for it weighs no more than eight tables against each other.
    """
    holder = sa.alias(_person)
    coordinates = _membership.c.role == _written(Role.COORDINATOR)
    leads = _membership.c.role == _written(Role.HEAD)
    first = (
        sa.select(holder.c.id)
        .join(_membership, _membership.c.person_id == holder.c.id)
        .where(
            _membership.c.location_id == _location.c.id,
            sa.or_(coordinates, leads),
            holder.c.deactivated_on.is_(None),
        )
        .order_by(sa.not_(coordinates), holder.c.name, holder.c.id)
        .limit(1)
        .correlate(_location)
        .scalar_subquery()
    )
    return (
        first_of_all.join(_survey, _survey.c.id == _participation.c.survey_id)
        .join(_version, _version.c.id == _survey.c.version_id)
        .join(_set, _set.c.id == _version.c.question_set_id)
        .join(_dossier, _dossier.c.id == _survey.c.dossier_id)
        .join(_location, _location.c.id == _dossier.c.location_id)
        .join(_cycle, _cycle.c.id == _dossier.c.cycle_id)
        .outerjoin(_response, _response.c.id == _participation.c.response_id)
        .outerjoin(_person, _person.c.id == first)
    )


@cache
def _by_id() -> Any:
    """Return the question by participation, put together once."""
    return (
        sa.select(*_FACTS, _person.c.name, _person.c.email)
        .select_from(_everything())
        .where(_participation.c.id == sa.bindparam("participation"))
    )


@cache
def _by_session() -> Question:
    """Return the question by session, put together once."""
    now = sa.bindparam("now", type_=Moment)
    behind = sa.and_(
        _link.c.purpose == _written(LinkPurpose.SURVEY), _link.c.object_id == _participation.c.id
    )
    opened = _session.join(_link, _link.c.id == _session.c.link_id).join(_participation, behind)
    facts = (_session.c.ends_at, _link.c.partnership_id, _link.c.object_id, _link.c.email, _link.c.expires_at)
    return Question(
        sa.select(*facts, *_FACTS, _person.c.name, _person.c.email)
        .select_from(_everything(opened))
        .where(
            _session.c.id_hash == sa.bindparam("id_hash"),
            _session.c.ends_at > now,
            _link.c.partnership_id == _dossier.c.partnership_id,
            _link.c.revoked_at.is_(None),
            _link.c.expires_at > now,
        )
    )

"""The answers of one respondent, changed by one statement: a page that is saved, and sending.

Its condition holds every guard: that the response belongs to who is answering, in the scope at hand, that its
survey runs and that its questions were not withdrawn. So nothing is read before, and nothing is locked.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from sopforms.store import scope
from sopforms.store.alone import Change
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.questionnaires import QuestionnaireVersionRow, QuestionSetRow
from sopforms.store.surveys import ParticipationRow, ResponseRow, SurveyRow


def save(participation_id: int, given: Mapping[str, Any], offered: Collection[str], today: date) -> bool:
    """Put the answers of one page into the response in one statement; return False when it is too late.

    `offered` names every key the page speaks for: those that are not in `given` are taken away. All other
    answers stay as they are, whoever else is saving them at the same moment.
    """
    change, values = _saving(given, offered)
    values |= _whose(participation_id, today)
    return db.session.connection().execute(change.statement, values).rowcount == 1


def save_alone(
    participation_id: int, given: Mapping[str, Any], offered: Collection[str], today: date
) -> bool:
    """Do the same as a transaction of its own, past the session: it is on disk when this returns True."""
    change, values = _saving(given, offered)
    return change.rows(values | _whose(participation_id, today)) == 1


def _saving(given: Mapping[str, Any], offered: Collection[str]) -> tuple[Change, dict[str, Any]]:
    keys = sorted({*offered, *given})
    added = {"added": json.dumps(dict(given), ensure_ascii=False)}
    if db.engine.dialect.name == "sqlite":
        paths = {f"path{place}": f'$."{key}"' for place, key in enumerate(keys)}
        return _saving_sqlite(len(keys)), {**added, **paths}
    return _saving_postgresql(), {**added, "keys": keys}


def submit(participation_id: int, answers: Mapping[str, Any], today: date) -> bool:
    """Mark the response as sent, with its answers as they are counted; return False when it is too late."""
    statement = _mine().values(answers=dict(answers), submitted=True)
    return db.session.connection().execute(statement, _whose(participation_id, today)).rowcount == 1


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
def _saving_sqlite(keys: int) -> Change:
    """Return the change for so many keys, put together once: it is made with every page that is saved."""
    paths = [sa.bindparam(f"path{place}", type_=sa.Text) for place in range(keys)]
    without = sa.func.json_remove(_response.c.answers, *paths)
    added = sa.bindparam("added", type_=sa.Text)
    return Change(_mine().values(answers=sa.func.json_patch(without, added)))


@cache
def _saving_postgresql() -> Change:
    """Return the same for PostgreSQL."""
    keys = sa.cast(sa.bindparam("keys", type_=ARRAY(sa.Text)), ARRAY(sa.Text))
    added = sa.cast(sa.bindparam("added", type_=sa.Text), JSONB)
    return Change(_mine().values(answers=_response.c.answers.op("-")(keys).op("||")(added)))


def _whose(participation_id: int, today: date) -> dict[str, Any]:
    """Return what `_mine` asks: whose response, on which day, in the scope at hand."""
    at_hand = scope.now()
    if at_hand is None or not (at_hand.everywhere or len(at_hand.partnerships) == 1):
        raise scope.NoScope("response")
    tenant = None if at_hand.everywhere else at_hand.partnerships[0]
    return {"participation": participation_id, "today": today, "tenant": tenant}

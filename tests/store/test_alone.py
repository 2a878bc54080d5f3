"""A statement past the session means the same as by it, and what it changes is kept at once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.core.codes import LinkPurpose
from sopforms.store import clock, respondents, saving, scope, surveys
from sopforms.store.alone import Question, engine_apart
from sopforms.store.db import db
from sopforms.store.links import LinkRow
from sopforms.store.locations import LocationRow
from sopforms.store.sessions import LinkSessionRow
from tests.web.respondents import a_survey, participations


def stored(participation: int) -> dict[str, object]:
    db.session.rollback()
    return dict(surveys.response_of(surveys.get_participation(participation)).answers)


def begun() -> int:
    """Somebody who was asked and has room for answers."""
    one = participations(a_survey())[0]
    surveys.start(one)
    db.session.commit()
    return one


def test_a_save_of_its_own_stores_what_a_save_within_a_transaction_stores(app_on_both: Flask) -> None:
    one = begun()
    pages = [
        ({"st06": 3, "de10": "Meer 'NT2' — \"graag\" %s ?"}, ["st06", "de10"]),
        ({"uitleg_matrix": {"bo01": 1}}, ["uitleg_matrix", "st06"]),
    ]

    alone = [saving.save_alone(one, *page, clock.today()) for page in pages]
    found = stored(one)
    saving.save(one, {}, list(found), clock.today())
    for page in pages:
        saving.save(one, *page, clock.today())

    assert alone == [True, True]
    assert found == {"uitleg_matrix": {"bo01": 1}, "de10": "Meer 'NT2' — \"graag\" %s ?"}
    assert dict(surveys.response_of(surveys.get_participation(one)).answers) == found


def test_a_save_of_its_own_is_refused_when_it_is_too_late_or_another_partnership_s(
    app_on_both: Flask,
) -> None:
    one = begun()
    late = clock.today() + timedelta(days=100)
    with scope.only(10_000):
        elsewhere = saving.save_alone(one, {"st06": 3}, ["st06"], clock.today())

    assert (elsewhere, saving.save_alone(one, {"st06": 3}, ["st06"], late)) == (False, False)
    assert stored(one) == {}


def test_who_comes_in_by_a_session_is_who_is_found_by_their_participation(app_on_both: Flask) -> None:
    one = begun()
    saving.save_alone(one, {"st06": 3, "uitleg_matrix": {"bo01": "x"}}, ["st06"], clock.today())
    link = db.session.scalars(sa.select(LinkRow).where(LinkRow.object_id == one)).one()
    now = clock.now()
    ends = now + timedelta(hours=12)
    db.session.add(LinkSessionRow(id_hash="h" * 64, link_id=link.id, created_at=now, ends_at=ends))
    db.session.commit()

    session, opened, found = respondents.find_by_session("h" * 64, now)

    assert found == respondents.find(one)
    assert found.answers == {"st06": 3, "uitleg_matrix": {"bo01": "x"}}
    assert (session.ends_at, opened.expires_at) == (ends, link.expires_at)
    assert (opened.purpose, opened.object_id) == (LinkPurpose.SURVEY, one)
    assert respondents.find_by_session("h" * 64, ends) is None


def test_a_moment_without_a_zone_is_refused_here_too(app: Flask) -> None:
    with pytest.raises(ValueError, match="time zone"):
        respondents.find_by_session("h" * 64, datetime(2027, 2, 1))  # noqa: DTZ001 - the point


def test_a_question_never_gives_the_first_of_several(app: Flask) -> None:
    a_survey()
    db.session.commit()
    everybody = sa.select(surveys.ParticipationRow.__table__.c.id)

    with pytest.raises(ValueError, match="unpack"):
        Question(everybody).row({})


def on_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def test_walls_of_the_database_see_the_scope_that_the_statement_says(app_on_both: Flask) -> None:
    a_survey()
    db.session.commit()
    schools = Question(sa.select(sa.func.count()).select_from(LocationRow.__table__))
    mine = db.session.scalars(sa.select(LocationRow.partnership_id)).one()
    counted = []
    for whose in (mine, mine + 1, mine):
        with scope.only(whose):
            counted += schools.row({})
    with scope.everywhere():
        counted += schools.row({})

    # SQLite has no walls of its own: there the statement itself holds whose rows they are.
    assert counted == ([1, 0, 1, 1] if on_postgresql() else [1, 1, 1, 1])


def test_a_plan_is_made_once_and_outlives_the_pages_that_only_read(app_on_both: Flask) -> None:
    one = begun()
    for value in range(8):
        assert saving.save_alone(one, {"st06": value}, ["st06"], clock.today())
        respondents.find(one)
        db.session.rollback()

    if on_postgresql():
        with engine_apart(db.engine).connect() as connection:
            plans = "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            kept = connection.exec_driver_sql(f"{plans} WHERE starts_with(statement, 'UPDATE')")
            assert [tuple(row) for row in kept] == [(8, 0)]
    assert stored(one) == {"st06": 7}


def test_it_asks_again_on_a_new_connection_when_the_database_was_started_anew(app_on_both: Flask) -> None:
    one = begun()
    saving.save_alone(one, {"st06": 2}, ["st06"], clock.today())
    if on_postgresql():
        others = "FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()"
        ended = db.session.execute(sa.text(f"SELECT pg_terminate_backend(pid) {others}")).all()
        assert ended
        db.session.rollback()

    assert saving.save_alone(one, {"st06": 3}, ["st06"], clock.today())
    assert stored(one) == {"st06": 3}

"""No statement sees a row of another partnership, however it asks."""

from __future__ import annotations

import contextvars
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import aliased

from sopforms.store import cycles, dossiers, locations, row_security, scope, surveys, tenancy, walls
from sopforms.store.db import Base, db
from sopforms.store.dossiers import DossierRow
from sopforms.store.letters import OutboxRow
from sopforms.store.locations import LocationRow
from sopforms.store.logbook import EventRow
from sopforms.store.partnerships import BoardPartnershipRow, BoardRow, PartnershipRow
from sopforms.store.people import PersonRow
from sopforms.store.talks import TalkDraftRow
from tests import builders
from tests.walls import taken_down, third_taken_down

OTHER, TALK = aliased(LocationRow), aliased(TalkDraftRow)
_schools = sa.select(LocationRow.id).where(LocationRow.board_id == BoardRow.id)

# What each asks for, with the rows of two partnerships in the tables; every answer must be that of one.
ONE_OF_TWO = {
    "rows": sa.select(LocationRow.id),
    "under another name": sa.select(OTHER.id),
    "joined so": sa.select(OTHER.id).join_from(BoardRow, OTHER, OTHER.board_id == BoardRow.id),
    "what hangs on it, joined so": sa.select(TALK.id).join_from(BoardRow, TALK, sa.true()).distinct(),
    "a board by its schools": sa.select(BoardRow.id).where(_schools.exists()),
    "a board by a list of schools": sa.select(BoardRow.id).where(
        BoardRow.id.in_(sa.select(LocationRow.board_id))
    ),
    "two tables side by side": sa.select(BoardRow.id).where(LocationRow.board_id == BoardRow.id),
    "a school and its dossier": sa.select(LocationRow.id, DossierRow.id).join(
        DossierRow, DossierRow.location_id == LocationRow.id
    ),
    "what hangs on a dossier": sa.select(TalkDraftRow.id),
    "one with the other": sa.union(sa.select(LocationRow.id), sa.select(LocationRow.id)),
    "a table put together before": sa.select(sa.select(LocationRow.id).cte().c.id),
    "one put together inside": sa.select(sa.select(DossierRow.id).subquery().c.id),
}
COUNTED = {
    "all": sa.select(sa.func.count()).select_from(LocationRow),
    "where something holds": sa.select(sa.func.count()).where(LocationRow.name != ""),
    "inside another": sa.select(sa.select(sa.func.count(LocationRow.id)).scalar_subquery()),
    "on both sides": sa.select(sa.func.count()).where(LocationRow.id == OTHER.id),
    "the joined of all boards": sa.select(sa.func.count(LocationRow.id)).select_from(
        sa.outerjoin(BoardRow, LocationRow, LocationRow.board_id == BoardRow.id)
    ),
    "what is nobody's": sa.select(sa.func.count()).select_from(TalkDraftRow),
}


class Place(NamedTuple):
    """A dossier and what it hangs on, by their ids."""

    id: int
    partnership_id: int
    location_id: int
    cycle_id: int


@pytest.fixture
def two(app_on_both) -> tuple[Place, Place]:
    """Two partnerships with a school, a dossier and a conversation that is being written down."""
    found = []
    for _each in range(2):
        partnership = builders.a_partnership()
        location = builders.a_location(partnership, builders.a_board(partnership))
        dossier = builders.a_dossier(location=location)
        db.session.add(TalkDraftRow(dossier_id=dossier.id, data={}))
        found.append(Place(dossier.id, partnership.id, location.id, dossier.cycle_id))
    db.session.commit()
    db.session.expunge_all()
    return found[0], found[1]


def alone(work) -> None:
    """Do it without the scope that a test has."""
    context = contextvars.copy_context()
    context.run(scope.forget)
    context.run(work)


def added(row: object) -> None:
    """Put a row in, or find everything as it was."""
    with db.session.begin_nested():
        db.session.add(row)


def test_P09_every_form_of_asking_finds_the_rows_of_the_scope_alone(two):
    def look():
        scope.enter([two[0].partnership_id])
        wrong = [name for name, query in ONE_OF_TWO.items() if len(db.session.execute(query).all()) != 1]
        wrong += [name for name, query in COUNTED.items() if db.session.scalar(query) != 1]
        assert wrong == []
        assert db.session.scalar(sa.select(LocationRow.id)) == two[0].location_id

    alone(look)
    # What is kept of a statement is not of a scope.
    assert {name for name, query in ONE_OF_TWO.items() if len(db.session.execute(query).all()) != 2} == set()
    assert {name for name, query in COUNTED.items() if db.session.scalar(query) != 2} == set()


def test_P09_of_several_partnerships_exactly_those_are_seen(two):
    third = builders.a_location(builders.a_partnership())
    db.session.commit()

    def look():
        scope.enter([one.partnership_id for one in two])
        assert set(db.session.scalars(ONE_OF_TWO["rows"])) == {one.location_id for one in two}
        assert db.session.get(LocationRow, third_id) is None

    third_id = third.id
    db.session.expunge_all()
    alone(look)


def test_P09_nobody_changes_or_removes_what_they_do_not_see(two):
    own, other = two[0].partnership_id, two[1].id

    def change():
        scope.enter([own])
        for statement in (
            sa.update(DossierRow).where(DossierRow.id == other).values(small_team=True),
            sa.delete(TalkDraftRow).where(TalkDraftRow.dossier_id == other),
        ):
            assert db.session.execute(statement).rowcount == 0
        assert db.session.execute(sa.update(LocationRow).values(name="Anders")).rowcount == 1
        db.session.commit()

    alone(change)
    assert db.session.scalar(COUNTED["what is nobody's"]) == 2
    assert list(db.session.scalars(sa.select(LocationRow.name))).count("Anders") == 1


def test_P09_without_a_scope_nothing_of_a_partnership_is_read(two):
    def look():
        for ask in (
            lambda: dossiers.get(two[0].id),
            lambda: locations.find_own_holiday(1, 1, "2026-2027", "Kerst"),
            lambda: surveys.find_of_dossier(1),
            lambda: db.session.scalar(COUNTED["all"]),
        ):
            with pytest.raises(scope.NoScope):
                ask()
        assert db.session.scalars(sa.select(PersonRow)).all() == []  # people belong to no partnership

    alone(look)


def test_P09_what_no_criterion_can_be_added_to_is_refused(two):
    def look():
        scope.enter([own])
        for statement in (sa.text("SELECT id FROM location"), sa.select(LocationRow.__table__.c.id)):
            with pytest.raises(walls.Unguarded):
                db.session.execute(statement)

    own = two[0].partnership_id
    alone(look)


def test_P09_a_request_never_gets_a_second_scope():
    def twice():
        scope.enter([1])
        scope.enter([1])
        with pytest.raises(scope.Rescoped):
            scope.enter([1, 2])
        with pytest.raises(scope.Rescoped):
            scope.enter_everywhere()
        with scope.everywhere():
            assert scope.now() == scope.EVERYWHERE
        assert scope.partnerships() == (1,)

    alone(twice)


def test_every_table_leads_to_a_partnership_or_is_named_as_the_installations():
    found = tenancy.ways(Base.metadata)
    assert set(Base.metadata.tables) == set(found) | (tenancy.INSTALLATION & set(Base.metadata.tables))
    lost = sa.MetaData()
    sa.Table("lost", lost, sa.Column("id", sa.Integer, primary_key=True))
    with pytest.raises(LookupError):
        tenancy.ways(lost)


def test_P09_no_row_hangs_on_two_partnerships(two):
    one, other = two
    for row in (
        DossierRow(partnership_id=one.partnership_id, location_id=one.location_id, cycle_id=other.cycle_id),
        DossierRow(partnership_id=other.partnership_id, location_id=one.location_id, cycle_id=other.cycle_id),
        cycles.CycleRow(
            partnership_id=one.partnership_id,
            school_year="2030-2031",
            question_set_id=cycles.get(other.cycle_id).question_set_id,
        ),
    ):
        with pytest.raises(IntegrityError):
            added(row)
    for table in (EventRow, OutboxRow):
        named = {
            tuple(part.parent.name for part in key.elements)
            for key in table.__table__.foreign_key_constraints
        }
        assert ("partnership_id", "dossier_id") in named


def test_P09_postgresql_gives_and_takes_nothing_else_where_the_second_wall_is_gone(two):
    is_postgresql = db.engine.dialect.name == "postgresql"
    own, other, there = two[0].partnership_id, two[1].id, two[1].partnership_id

    def look():
        scope.enter([own])
        seen = 1 if is_postgresql else 2
        for query in (*ONE_OF_TWO.values(), sa.text("SELECT id FROM dossier"), sa.select(PartnershipRow.id)):
            assert len(db.session.execute(query).all()) == seen, query
        if not is_postgresql:
            return
        board = db.session.scalar(sa.select(BoardPartnershipRow.board_id))
        for row in (
            TalkDraftRow(dossier_id=other, data={}),
            BoardPartnershipRow(board_id=board, partnership_id=there),
        ):
            with pytest.raises(DBAPIError, match="row-level security"):
                added(row)
        assert dossiers_seen() == 1  # also after what went wrong
        with scope.everywhere():
            assert dossiers_seen() == 2
        assert dossiers_seen() == 1
        db.session.rollback()

    def unseen():
        with db.engine.connect() as connection:
            assert connection.execute(sa.text("SELECT id FROM location")).all() == []

    def leak():
        scope.enter([own])
        assert dossiers_seen() == 2
        db.session.rollback()

    with taken_down():
        alone(look)
        if is_postgresql:
            alone(unseen)
            with third_taken_down():
                alone(leak)


def test_whether_the_database_keeps_partnerships_apart_depends_on_the_role(empty_postgresql, postgresql_url):
    superuser, plain = sa.create_engine(postgresql_url), sa.create_engine(empty_postgresql)
    try:
        assert not row_security.holds(superuser)
        assert row_security.holds(plain)
    finally:
        superuser.dispose()
        plain.dispose()


def dossiers_seen() -> int:
    """How many dossiers this scope holds, as the database tells."""
    return len(db.session.scalars(sa.select(DossierRow.id)).all())

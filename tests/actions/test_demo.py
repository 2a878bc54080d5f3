"""The demonstration: whole, on a calendar that ends today, and true to the rules that it shows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.actions import (
    demo,
    demo_days,
    demo_mail,
    demo_names,
    demo_roles,
    demo_year_papers,
    outcomes,
    sources,
    year_paper_region,
)
from sopforms.core.codes import Deed, LetterKind, Sector, Step
from sopforms.core.mailing import DeliveryState
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import YearPaper
from sopforms.settings import ROOT
from sopforms.store import clock, cycles, dossiers, locations, logbook, people, scope, surveys
from sopforms.store.db import db, set_read_only
from sopforms.store.dossiers import DossierRow
from sopforms.store.letters import OutboxRow
from sopforms.store.logbook import EventRow
from tests.conftest import create_tables, make_app

TODAY = date(2026, 11, 25)
TINY, DONE = "De Kleine Kade", "De Zilverspar"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A demonstration of two schools; the tests only look at it."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}"
    create_tables(url)
    app = make_app(url)
    with app.app_context():
        set_read_only(False)
        scope.enter_everywhere()
        demo.fill(demo.Filling(TODAY, partnerships=demo_names.small()), ROOT / "questionnaires")
        yield app
        db.session.remove()
        db.engine.dispose()


def newest(name: str) -> DossierRow:
    """The dossier of this year of a school."""
    (school,) = (one for one in locations.of_partnership(1) if one.name == name)
    return dossiers.of_location(school.id)[0]


def test_every_step_of_the_procedure_is_passed_by_a_deed(filled):
    passed = set(db.session.scalars(sa.select(EventRow.step).where(EventRow.deed.is_not(None))))

    assert passed == set(Step) - {Step.NO_ADVICE}


def test_the_whole_demonstration_has_a_school_at_every_step():
    places = {school.until for plan in demo_names.PARTNERSHIPS for school in plan.schools}

    assert places == set(Step) - {Step.ACTIVE}
    assert [len(plan.schools) for plan in demo_names.PARTNERSHIPS] == [12, 2]
    assert {school.team for school in demo_names.PARTNERSHIPS[0].schools} >= {4, 60}


def test_last_years_text_is_in_force_and_this_years_is_where_it_should_be(filled):
    assert {name: [row.step for row in _years(name)] for name in (TINY, DONE)} == {
        TINY: [Step.CONSOLIDATED, Step.ACTIVE],
        DONE: [Step.PUBLISHED, Step.ACTIVE],
    }
    assert [cycle.school_year for cycle in cycles.of_partnership(1)] == ["2027-2028", "2026-2027"]


def test_half_of_the_schools_have_handed_in_the_plan_of_this_year_before_its_last_day(filled):
    now = cycles.of_partnership(1)[1]
    region = year_paper_region.region(now, YearPaper.PLAN)

    handed = [line.handed_in for line in region.lines if line.handed_in is not None]

    assert 0 < len(handed) < len(region.lines) or len(region.lines) == 1
    assert all(one.handed_in_on <= region.last_day for one in handed)


def test_who_is_done_with_next_year_has_handed_in_the_report_of_this_one(filled):
    now = cycles.of_partnership(1)[1]
    region = year_paper_region.region(now, YearPaper.REPORT)
    (line,) = [line for line in region.lines if line.handed_in is not None]

    assert line.location.name == DONE
    assert line.handed_in.handed_in_on <= TODAY
    assert all(point.onward for point in region.overview.unfinished)


def test_of_the_whole_demonstration_some_reports_are_handed_in_and_one_is_half_filled():
    steps = [school.until for plan in demo_names.PARTNERSHIPS for school in plan.schools]

    assert sum(step in demo_year_papers.REPORTED for step in steps) >= 2
    assert demo_year_papers.HALFWAY in steps


def test_schools_have_looked_at_their_holidays_when_the_last_day_is_over(filled):
    schools = locations.of_partnership(1)

    assert {school.holidays_checked for school in schools} == {str(SchoolYear.of(TODAY))}


def _years(name: str) -> list[DossierRow]:
    return dossiers.of_location(newest(name).location_id)


def test_nothing_is_counted_of_a_school_with_four_teachers(filled):
    for row in _years(TINY):
        assert row.small_team
        assert surveys.find_of_dossier(row.id) is None
        assert outcomes.of(row) is None


def test_a_school_that_is_large_enough_shows_figures_and_approved_texts(filled):
    found = outcomes.of(newest(DONE))

    assert found is not None
    assert not found.too_small
    assert found.submitted >= 5


def test_no_day_of_the_demonstration_lies_in_the_future(filled):
    days = list(db.session.scalars(sa.select(EventRow.day)))

    assert max(days) <= TODAY
    assert logbook.first_broken() is None


def test_the_clock_is_that_of_the_machine_again(filled):
    with pytest.raises(RuntimeError):
        clock.move_stage(clock.now())


def test_only_the_newest_mails_of_this_year_wait_to_be_sent(filled):
    rows = list(db.session.scalars(sa.select(OutboxRow).where(OutboxRow.state == DeliveryState.QUEUED)))

    assert 0 < len(rows) <= 2 * demo_mail.PER_DOSSIER
    assert {row.dossier_id for row in rows} == {newest(TINY).id, newest(DONE).id}
    assert LetterKind.PUBLISHED in {row.kind for row in rows}


def test_all_names_say_that_they_are_invented(filled):
    assert all(person.email.endswith(".example") for person, _role in people.everybody())
    assert all("oorbeeld" in school.place for school in locations.of_partnership(1))
    assert all(school.code.startswith("99") for school in locations.of_partnership(1))


def test_it_offers_people_to_begin_with(filled):
    offered = demo_roles.who_to_be()

    assert {one.function for one in offered} >= {"coördinator passend onderwijs", "directeur"}
    assert all(one.name and one.place and one.turn for one in offered)


def test_parents_can_read_the_text_of_the_school_that_is_done(filled):
    row = newest(DONE)

    text = sources.section_text(row)

    assert row.published_on is not None
    assert len(text.parts) == 9


@pytest.mark.parametrize("today", [date(2026, 8, 1), date(2027, 7, 31)])
def test_it_can_be_made_on_the_first_and_the_last_day_of_a_school_year(app, today):
    demo.fill(demo.Filling(today, partnerships=demo_names.small()), ROOT / "questionnaires")

    assert newest(DONE).step is Step.PUBLISHED
    assert cycles.of_partnership(1)[0].school_year == str(SchoolYear.of(today).next)


DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


@given(DAYS, st.sampled_from([step for step in Step if step is not Step.ACTIVE]))
def test_the_days_of_this_year_follow_each_other_and_end_before_today(today, step):
    days = demo_days.this_year(today, demo_days.last_deed(step))

    assert list(days.values()) == sorted(days.values())
    assert max(days.values()) < today
    assert all(day.weekday() < 5 for day in days.values())


@settings(max_examples=60)
@given(DAYS)
def test_last_years_text_was_published_before_this_years_round_began(today):
    chance = random.Random(1)
    began = demo_days.this_year(today, Deed.PUBLISH)[Deed.OPEN_CYCLE]

    days = demo_days.last_year(today, began, chance)

    assert list(days.values()) == sorted(days.values())
    assert days[Deed.PUBLISH] < began
    assert days[Deed.PUBLISH] < SchoolYear.of(today).first_day + timedelta(days=1)


def test_the_same_seed_gives_the_same_people():
    first, second = (list(demo_names.people(random.Random(7))) for _ in range(2))

    assert first == second
    assert len(set(first)) == len(first)


def test_both_sectors_are_shown():
    assert {plan.sector for plan in demo_names.PARTNERSHIPS} == set(Sector)
    assert Path(ROOT / "questionnaires" / "vo").is_dir()

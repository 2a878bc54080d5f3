"""The jaarplan and jaarverslag: one point on its way through two years, handing in, and the whole region."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from sopforms.actions import (
    composing,
    points,
    talk_agenda,
    year_paper_files,
    year_paper_writing,
    year_papers,
)
from sopforms.actions import year_paper_region as region
from sopforms.actions.points import Point
from sopforms.actions.year_paper_writing import Told
from sopforms.core import blocks_json
from sopforms.core.actor import Actor
from sopforms.core.codes import LetterKind, Role, Step, ValueSource
from sopforms.core.errors import Conflict, Invalid, Refused
from sopforms.core.year_paper import YearPaper
from sopforms.output import to_text
from sopforms.store import cycles, letters, locations, logbook, partnerships, talks
from sopforms.store import year_papers as stored
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from tests.builders import TODAY, a_cycle, a_dossier, a_location, an_actor, anna, hanna, sanne

PLAN, REPORT = YearPaper.PLAN, YearPaper.REPORT
ANNA = Actor((Role.COORDINATOR,), None, "Anna de Vries", "intern begeleider")
GOAL, WHY = "Elke groep een vaste leesroutine", "De taalcoördinator was lang ziek"
LAST_DAY = date(2027, 10, 31)
POINT = Point(GOAL, "Samen oefenen", "taalcoördinator", date(2028, 5, 1), "20 uur", "scholing")
LINES = ("Personeel", "Scholing", "Materiaal en voorzieningen", "Inhuur van deskundigen", "Overig")
MONEY = dict.fromkeys(LINES, 0) | {"Scholing": 1500, "Personeel": 6000}


@pytest.fixture
def row(app: Flask) -> DossierRow:
    """A school that chooses its points in the conversation for 2027-2028."""
    return a_dossier(Step.TALK)


def settled(row: DossierRow) -> None:
    row.step, row.requested_on, row.adopted_on, row.published_on = Step.ACTIVE, TODAY, TODAY, TODAY
    row.reacted_on, row.followed = TODAY, True
    db.session.commit()


def next_year(row: DossierRow, year: str, step: Step = Step.OPEN) -> DossierRow:
    before = cycles.get(row.cycle_id)
    partnership = partnerships.get(row.partnership_id)
    cycle = a_cycle(partnership, school_year=year, question_set_id=before.question_set_id)
    return a_dossier(step, location=locations.get(row.location_id), cycle=cycle)


def handed_in(row: DossierRow, paper: YearPaper, day: date, money: dict[str, int] = MONEY) -> None:
    own = stored.find(row.id, paper)
    version = own.version if own else 0
    year_paper_writing.save_money(row.id, paper, sum(money.values()), money, "", version=version)
    year_paper_writing.mark_ready(row.id, paper, ready=True, today=day)
    year_paper_writing.hand_in(row.id, paper, actor=ANNA, today=day)


def read(row: DossierRow, paper: YearPaper) -> str:
    """What stands in the paper as it is now."""
    return to_text.text(year_papers.whole(row, paper).text)


def sections(row: DossierRow) -> tuple[year_papers.Section, ...]:
    return year_papers.whole(row, REPORT).sections


def a_value(row: DossierRow, indicator: str, value: int) -> None:
    decided = {"source": ValueSource.TALK, "decided_on": TODAY, "answers": {}}
    db.session.add(talks.SchoolValueRow(dossier_id=row.id, indicator=indicator, value=value, **decided))
    db.session.flush()


def test_one_point_from_the_conversation_to_the_conversation_of_the_year_after(row: DossierRow) -> None:
    # the conversation, and the draft that the council reads
    points.save_point(row.id, POINT)
    chapter = {part.key: part for part in composing.compose(row).parts}["ch10"]
    assert GOAL in to_text.blocks(chapter.blocks)

    # the plan, as the partnership reads it
    settled(row)
    handed_in(row, PLAN, date(2027, 10, 20))
    found = stored.find_handed_in(row.id, PLAN)
    assert found is not None
    assert GOAL in to_text.text(blocks_json.load(found.text))

    # the conversation a year later asks how far it is
    following = next_year(row, "2028-2029", Step.TALK)
    asked = points.of_last_year(following)
    assert [point.goal for point in asked] == [GOAL]
    assert talk_agenda.of(following, (), 60).back > 0  # and has minutes for it
    points.note_progress(asked[0].id, "busy", "In de helft van de groepen", date(2028, 1, 20))
    (far,) = points.of_last_year(following)
    assert (far.status, far.progress) == ("busy", "In de helft van de groepen")
    assert GOAL in read(following, PLAN)  # under what the year before came to, while it runs

    # the report says what came of it: not finished, it goes on with the reason
    settled(following)
    with pytest.raises(Refused, match="points_untold"):
        year_paper_writing.mark_ready(row.id, REPORT, ready=True, today=date(2028, 10, 1))
    told = Told("carried", "Vier van de acht groepen", WHY)
    year_paper_writing.tell_points(row.id, {asked[0].id: told})
    handed_in(row, REPORT, date(2028, 10, 20))
    report = stored.find_handed_in(row.id, REPORT)
    assert report is not None
    assert f"Gaat door: {WHY}" in to_text.text(blocks_json.load(report.text))

    # the plan of the next year has it too, with the same reason and a day a year later
    (carried,) = talks.points_of(following.id)
    assert (carried.goal, carried.due, carried.in_guide) == (GOAL, date(2029, 5, 1), False)
    assert f"Van vorig jaar: {WHY}" in read(following, PLAN)

    # and the conversation of the year after that asks for it again
    again = next_year(row, "2029-2030", Step.TALK)
    assert points.of_last_year(again) == [carried]
    assert talk_agenda.of(again, (), 60).back > 0


def test_a_report_says_what_the_school_found_when_it_looked_back_on_that_year(row: DossierRow) -> None:
    a_value(row, "ON-03", 1)  # of the year before: told in the plan, and no part of this report
    settled(row)
    following = next_year(row, "2028-2029", Step.CONSOLIDATED)
    a_value(following, "ON-03", 4)

    plan, waiting = read(row, PLAN), read(row, REPORT)
    waits = {section.chapter.key: [gap.text for gap in section.gaps] for section in sections(row)}
    following.consolidated_on = TODAY
    report = read(row, REPORT)

    assert "klopt nog niet met wat wij in de praktijk doen" in plan
    assert "met wat wij in de praktijk doen" not in waiting
    assert "leerlingen niet apart" not in waiting  # nor that nobody asked the pupils
    assert "de ronde 2028-2029" in waits["praktijk"][0]
    assert waits["inleiding"] == []
    assert "Wat op papier staat, klopt met wat wij in de praktijk doen" in report


def test_a_round_after_a_year_that_was_left_out_tells_nothing_of_it(row: DossierRow) -> None:
    following = next_year(row, "2029-2030", Step.CONSOLIDATED)
    following.consolidated_on = TODAY

    assert year_papers.told_in_dossier(row, REPORT) is None


def test_a_point_that_goes_on_may_yet_be_finished(row: DossierRow) -> None:
    points.save_point(row.id, POINT)
    settled(row)
    following = next_year(row, "2028-2029")
    (point,) = talks.points_of(row.id)
    year_paper_writing.tell_points(row.id, {point.id: Told("carried", "", WHY)})
    year_paper_writing.tell_points(row.id, {point.id: Told("carried", "", f"{WHY} en weg")})
    assert [one.carried_reason for one in talks.points_of(following.id)] == [f"{WHY} en weg"]

    year_paper_writing.tell_points(row.id, {point.id: Told("done", "Alle groepen lezen")})

    assert talks.points_of(following.id) == []
    assert (point.status, point.onward_reason) == ("done", "")


@pytest.mark.parametrize(
    ("told", "field"),
    [(Told("done"), "result"), (Told("carried", "Half"), "onward"), (Told("elsewhere"), "status")],
)
def test_what_came_of_a_point_is_told_in_full(row: DossierRow, told: Told, field: str) -> None:
    points.save_point(row.id, POINT)
    (point,) = talks.points_of(row.id)

    with pytest.raises(Invalid) as wrong:
        year_paper_writing.tell_points(row.id, {point.id: told})

    assert list(wrong.value.problems) == [f"{field}_{point.id}"]


def test_what_is_handed_in_stays_as_it_was_until_it_is_replaced(row: DossierRow) -> None:
    handed_in(row, PLAN, date(2027, 10, 1))
    first = stored.find_handed_in(row.id, PLAN)
    text = "Wij kijken terug op een rustig jaar."
    year_paper_writing.save_part(
        row.id, PLAN, "terugblik", text, version=0, no_names=False, actor=ANNA, today=TODAY
    )
    assert year_papers.whole(row, PLAN).changed_since
    assert text not in to_text.text(blocks_json.load(first.text))  # type: ignore[union-attr]
    with pytest.raises(Refused, match="paper_not_ready"):
        year_paper_writing.hand_in(row.id, PLAN, actor=ANNA, today=TODAY)

    handed_in(row, PLAN, LAST_DAY + timedelta(days=3))  # late, and not refused

    now = stored.find_handed_in(row.id, PLAN)
    assert now is not None
    assert text in to_text.text(blocks_json.load(now.text))
    assert not year_papers.whole(row, PLAN).changed_since
    deeds = [line.deed.value for line in logbook.of_dossier(row.id) if line.deed]
    assert deeds.count("hand_in_plan") == 2


def test_it_is_taken_back_until_the_last_day_and_not_later(row: DossierRow) -> None:
    handed_in(row, PLAN, date(2027, 10, 1))

    with pytest.raises(Refused, match="too_late_to_take_back"):
        year_paper_writing.take_back(row.id, PLAN, actor=ANNA, today=LAST_DAY + timedelta(days=1))
    year_paper_writing.take_back(row.id, PLAN, actor=ANNA, today=LAST_DAY)

    assert stored.find_handed_in(row.id, PLAN) is None
    with pytest.raises(Refused, match="not_handed_in"):
        year_paper_writing.take_back(row.id, PLAN, actor=ANNA, today=LAST_DAY)


def test_two_people_do_not_overwrite_each_other(row: DossierRow) -> None:
    save = year_paper_writing.save_part
    save(row.id, PLAN, "grenzen", "Eerst dit.", version=0, no_names=False, actor=ANNA, today=TODAY)

    with pytest.raises(Conflict):
        save(row.id, PLAN, "grenzen", "Nu dat.", version=0, no_names=False, actor=ANNA, today=TODAY)
    year_paper_writing.save_money(row.id, REPORT, 100, {}, "", version=0)
    with pytest.raises(Conflict):
        year_paper_writing.save_money(row.id, REPORT, 200, {}, "", version=0)


def test_the_report_sets_what_was_spent_beside_the_plan(row: DossierRow) -> None:
    handed_in(row, PLAN, date(2027, 10, 1))
    handed_in(row, REPORT, date(2028, 10, 1), MONEY | {"Scholing": 900})

    money = year_papers.whole(row, REPORT).money

    assert (money.total_planned, money.total_spent) == (7500, 6900)
    assert year_paper_files.as_xlsx(row, REPORT)[:2] == b"PK"


def test_the_partnership_sees_who_handed_in_and_the_money_together(row: DossierRow) -> None:
    cycle = cycles.get(row.cycle_id)
    points.save_point(row.id, POINT)
    handed_in(row, PLAN, LAST_DAY + timedelta(days=2))
    late = a_dossier(cycle=cycle, location=_another_school(row))
    year_paper_writing.save_money(late.id, PLAN, 999, {}, "nog niet klaar", version=0)

    found = region.region(cycle, PLAN)

    assert [line.handed_in is not None for line in found.lines] == [True, False]
    assert found.lines[0].came_late
    assert found.lines[1].days_late(LAST_DAY + timedelta(days=4)) == 4
    together = found.overview
    assert (together.papers, together.received, together.planned) == (1, 7500, 7500)
    assert together.kinds["scholing"]["open"] == 1
    assert [point.goal for point in together.unfinished] == [GOAL]


def test_a_reminder_goes_to_coordinator_and_head_of_who_is_chosen_and_waits(row: DossierRow) -> None:
    cycle, school = cycles.get(row.cycle_id), locations.get(row.location_id)
    first, second = anna(school), hanna(school)
    other = a_dossier(cycle=cycle, location=_another_school(row))
    anna(locations.get(other.location_id))
    handed_in(other, PLAN, LAST_DAY)
    swv = an_actor(Role.SWV, person=sanne(partnerships.get(row.partnership_id)))

    for _ in range(2):  # once a day
        count = region.remind(cycle.id, PLAN, [row.id, other.id], actor=swv, today=LAST_DAY + timedelta(1))

    assert count == 1
    sent = [one for one in letters.of_dossier(row.id) if one.kind is LetterKind.YEAR_PAPER_DUE]
    assert {one.to_email for one in sent} == {first.email, second.email}
    assert len(sent) == 2
    assert [one for one in letters.of_dossier(other.id) if one.kind is LetterKind.YEAR_PAPER_DUE] == []


def test_the_partnership_sets_the_last_day(row: DossierRow) -> None:
    cycle = cycles.get(row.cycle_id)
    swv = an_actor(Role.SWV, person=sanne(partnerships.get(row.partnership_id)))
    region.set_dates(cycle.id, date(2027, 11, 15), None, actor=swv, today=TODAY)
    assert year_papers.last_day(cycle, PLAN) == date(2027, 11, 15)
    assert year_papers.last_day(cycle, REPORT) == date(2028, 10, 31)

    with pytest.raises(Invalid) as wrong:
        region.set_dates(cycle.id, date(2030, 1, 1), date(2027, 10, 31), actor=swv, today=TODAY)

    assert set(wrong.value.problems) == {"plan_by", "report_by"}


def _another_school(row: DossierRow) -> locations.LocationRow:
    return a_location(partnerships.get(row.partnership_id), name="Zonder stuk")

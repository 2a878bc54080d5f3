"""Jaarplan and jaarverslag of the running school year in the demonstration.

Half of the schools have handed in their plan. Who is done with the text of next year has also looked back on
this one: like that text, its report is ahead of the calendar.
"""

from __future__ import annotations

from datetime import date, timedelta

from sopforms.actions import outcomes, year_paper_writing, year_papers
from sopforms.actions.deed import deed
from sopforms.actions.demo_play import Play, move_to
from sopforms.actions.year_paper_writing import Told
from sopforms.core import year_paper
from sopforms.core.codes import Step
from sopforms.core.year_paper import YearPaper
from sopforms.store import dossiers, talks

EACH = 2500  # euro for each heading of the plan
SPENT = 2300  # of the first heading in the report, of which the rest is left
EARLY = 14  # days before the last one at which the first school hands in
LEFT = "Eén training is door ziekte van de trainer naar het volgende schooljaar gegaan."
RESULT = "Het team werkt er nu mee. Wij kijken in het voorjaar wat leerlingen ervan merken."
REPORTED = (Step.ADOPTED, Step.IN_GUIDE, Step.PUBLISHED)
HALFWAY = Step.REACTED
"""Where schools are with the text of next year whose report is handed in, and whose is half filled."""


@deed
def hand_in(play: Play, today: date) -> None:
    """Hand in the plan that goes with the text in force, some days before the last day; the others are late.

    Nothing happens before that day has come. Who reports has planned.
    """
    row = dossiers.get(play.dossier_id)
    whole = year_papers.whole(row, YearPaper.PLAN)
    day = whole.last_day - timedelta(days=EARLY - row.id % EARLY)
    reports = play.cast.school.until in (*REPORTED, HALFWAY)
    if (row.id % 2 and not reports) or day > today:
        return
    move_to(day)
    amounts = dict.fromkeys(whole.lines, EACH)
    year_paper_writing.save_money(row.id, YearPaper.PLAN, EACH * len(amounts), amounts, "", version=0)
    _hand_in(play, row.id, YearPaper.PLAN, day)


@deed
def report(play: Play) -> None:
    """Look back on the running year after the last deed of a dossier for the next: in full, or half of it."""
    before = outcomes.previous_dossier(dossiers.get(play.dossier_id))
    if before is None or play.until not in (*REPORTED, HALFWAY):
        return
    day = max(play.days.values())
    move_to(day, 17)
    lines = year_papers.whole(before, YearPaper.REPORT).lines
    spent = dict.fromkeys(lines, EACH)
    if lines:
        spent[lines[0]] = SPENT
    if play.until is HALFWAY:
        some = dict(list(spent.items())[: len(spent) // 2])
        year_paper_writing.save_money(before.id, YearPaper.REPORT, EACH * len(lines), some, "", version=0)
        return
    year_paper_writing.save_money(before.id, YearPaper.REPORT, EACH * len(lines), spent, LEFT, version=0)
    running = [point for point in talks.points_of(before.id) if point.status in year_paper.RUNNING]
    year_paper_writing.tell_points(before.id, {point.id: Told("done", RESULT) for point in running})
    _hand_in(play, before.id, YearPaper.REPORT, day)


def _hand_in(play: Play, dossier_id: int, paper: YearPaper, day: date) -> None:
    year_paper_writing.mark_ready(dossier_id, paper, ready=True, today=day)
    year_paper_writing.hand_in(dossier_id, paper, actor=play.cast.coordinator, today=day)

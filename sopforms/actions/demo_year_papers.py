"""The jaarplan of the running school year in the demonstration: half of the schools have handed it in."""

from __future__ import annotations

from datetime import date, timedelta

from sopforms.actions import year_paper_writing, year_papers
from sopforms.actions.deed import deed
from sopforms.actions.demo_play import Play, move_to
from sopforms.core.year_paper import YearPaper
from sopforms.store import dossiers

EACH = 2500  # euro for each heading of the plan
EARLY = 14  # days before the last one at which the first school hands in


@deed
def hand_in(play: Play, today: date) -> None:
    """Hand in the plan that goes with the text in force, some days before the last day; the others are late.

    Nothing happens before that day has come.
    """
    row = dossiers.get(play.dossier_id)
    whole = year_papers.whole(row, YearPaper.PLAN)
    day = whole.last_day - timedelta(days=EARLY - row.id % EARLY)
    if row.id % 2 == 0 or day > today:
        return
    move_to(day)
    amounts = dict.fromkeys(whole.lines, EACH)
    year_paper_writing.save_money(row.id, YearPaper.PLAN, EACH * len(amounts), amounts, "", version=0)
    year_paper_writing.mark_ready(row.id, YearPaper.PLAN, ready=True, today=day)
    year_paper_writing.hand_in(row.id, YearPaper.PLAN, actor=play.cast.coordinator, today=day)

"""The two rounds of one partnership in the demonstration: last year's, which is in force, and this year's."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sopforms.actions import cycle, demo_days, demo_scenes, demo_year_papers, holidays
from sopforms.actions.demo_answers import Picture
from sopforms.actions.demo_days import Days
from sopforms.actions.demo_organisation import Cast, Organisation
from sopforms.actions.demo_play import Play, move_to
from sopforms.core import holiday_task
from sopforms.core.codes import Deed, Step
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import advice_due
from sopforms.store import cycles, dossiers, locations

Told = Callable[[str], None]
LAST, THIS = 0, 1
LONGEST_SILENCE = 200  # days; a term of some weeks over a summer is shorter
LOOKING = 21  # days in which schools look at their holidays
INSTRUCTION = "Plan het teamgesprek kort na de vragenlijst. Vragen? Bel de coördinator."


@dataclass(frozen=True, slots=True)
class Rounds:
    """Both rounds of a partnership, with the days on which each school does its part."""

    organisation: Organisation
    folder: Path
    today: date
    seed: int

    def play(self, told: Told) -> None:
        """Play last year for every school, then this year."""
        now = {cast.location_id: self._days(cast) for cast in self.organisation.casts}
        began = min(days[Deed.OPEN_CYCLE] for days in now.values())
        chance = random.Random(f"{self.seed}:{self.folder.name}")  # noqa: S311 - a demonstration repeats
        before = {
            cast.location_id: demo_days.last_year(self.today, began, chance)
            for cast in self.organisation.casts
        }
        self._round(before, LAST, told)
        self._round(now, THIS, told)

    def _round(self, days: Mapping[int, Days], years: int, told: Told) -> None:
        opened = min(plan[Deed.OPEN_CYCLE] for plan in days.values())
        cycle_id = self._open(SchoolYear.of(self.today) if years == LAST else self._year, opened, years)
        for cast in self.organisation.casts:
            row = dossiers.find(cycle_id, cast.location_id)
            assert row is not None  # the round made one for every school
            until = Step.ACTIVE if years == LAST else cast.school.until
            name = f"{self.seed}:{cast.school.domain}:{years}"
            chance = random.Random(name)  # noqa: S311
            picture = Picture(cast.school, self.seed)
            play = Play(row.id, cast, picture, days[cast.location_id], years, until, chance)
            demo_scenes.play_all(play)
            if years == LAST:
                demo_year_papers.hand_in(play, self.today)
            else:
                demo_year_papers.report(play)
                self._look_at_holidays(cast)
            told(cast.school.name)

    def _look_at_holidays(self, cast: Cast) -> None:
        """Let a school that began say, some weeks before the last day, that its holidays are right."""
        task = holiday_task.of_school("", self.today)
        assert task is not None  # it never looked before
        day = task.by - timedelta(days=cast.location_id % LOOKING)
        if cast.school.until is not Step.OPEN and day <= self.today:
            move_to(day)
            holidays.check(cast.location_id, task.school_year)

    @property
    def _year(self) -> SchoolYear:
        """The school year that this year's round makes the text for."""
        return SchoolYear.of(self.today).next

    def _open(self, year: SchoolYear, day: date, years: int) -> int:
        """Open a round; its dates are those that fit, unless the demonstration is ahead of them."""
        move_to(day)
        partnership_id = self.organisation.partnership_id
        known = cycles.of_partnership(partnership_id)
        survey_by, draft_by, request_by = (
            max(day + timedelta(weeks=weeks), fits)
            for weeks, fits in zip((4, 8, 10), cycle.suggested(partnership_id, year), strict=True)
        )
        opening = cycle.Opening(
            school_year=year,
            survey_by=survey_by,
            draft_by=draft_by,
            request_by=request_by,
            question_set_id=known[0].question_set_id if known else None,
            instruction=INSTRUCTION if years == THIS else "",
        )
        made = cycle.open_cycle(partnership_id, opening, self.folder, self.organisation.swv, day)
        assert made is not None  # only a repeated form makes nothing
        return made.id

    def _days(self, cast: Cast) -> Days:
        """Return this year's days; where the council stayed silent, its whole term is over."""
        school = cast.school
        last = school.last or demo_days.last_deed(school.until)
        if school.until is not Step.NO_ADVICE:
            return demo_days.this_year(self.today, last)
        calendar = locations.calendar_of(locations.get(cast.location_id))
        for wait in range(LONGEST_SILENCE):
            days = demo_days.this_year(self.today, last, wait)
            asked = days[Deed.REQUEST_ADVICE]
            due = advice_due(asked, school.weeks, calendar, skip_holidays=not school.holidays_count)
            if due < days[last]:
                break
        return days

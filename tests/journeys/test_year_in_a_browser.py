"""The whole year of one school in a real browser on a phone: without script, which no page needs.

`YEARS=all` of a release run plays it with script as well; the other journeys look at what that adds.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from sopforms.cli.rehearsal import outcome, year
from sopforms.cli.rehearsal.begin import begin
from sopforms.cli.rehearsal.stage import Stage
from sopforms.core.codes import Sector, Step
from sopforms.store import dossiers
from tests.journeys.chromium import ChromiumPerson, chromium

BEGIN = date(2026, 9, 1)
TEAM = 6


@pytest.mark.parametrize(
    "script", [False, True] if os.environ.get("YEARS") else [False], ids=lambda on: f"script {on}"
)
def test_a_school_goes_from_questionnaire_to_published_guide_section(tmp_path: Path, script: bool) -> None:
    people: list[ChromiumPerson] = []
    complaints: list[str] = []

    with chromium() as browser:

        def visitor(base: str) -> ChromiumPerson:
            person = ChromiumPerson(browser, base, script=script)
            people.append(person)
            return person

        with Stage(5, BEGIN, tmp_path / "mail", visitor) as stage:
            play = begin(stage, Sector.PO, TEAM)
            for _scene in year.perform(play):
                while people:
                    gone = people.pop()
                    complaints += [f"{gone.address}: {text}" for text in gone.complaints]
                    gone.close()
            failures = outcome.write(play, tmp_path)
            step = stage.inside(lambda: dossiers.get(play.dossier_id).step)

    assert step is Step.ACTIVE
    assert failures == []
    assert complaints == []
    assert "vastgesteld" in (tmp_path / "section.html").read_text("utf-8").lower()

"""The whole year of one school in a real browser on a phone: without script, which no page needs.

It is played on PostgreSQL and must leave, byte for byte, what the same seed leaves over plain HTTP on SQLite.
`YEARS=all` of a release run plays it with script as well; the other journeys look at what that adds.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sopforms.cli.rehearsal import outcome, year
from sopforms.cli.rehearsal.begin import begin
from sopforms.cli.rehearsal.stage import Stage
from sopforms.cli.rehearse import BEGIN
from sopforms.core.codes import Sector, Step
from sopforms.store import dossiers
from tests.journeys.chromium import ChromiumPerson, chromium
from tests.rehearsed import SAME_EACH_TIME, SEED, TEAM


@pytest.mark.parametrize(
    "script", [False, True] if os.environ.get("YEARS") else [False], ids=lambda on: f"script {on}"
)
def test_the_same_seed_gives_the_same_year_in_a_browser_on_the_other_database(
    tmp_path: Path, script: bool, po_year: Path, empty_postgresql: str
) -> None:
    people: list[ChromiumPerson] = []
    complaints: list[str] = []

    with chromium() as browser:

        def visitor(base: str) -> ChromiumPerson:
            person = ChromiumPerson(browser, base, script=script)
            people.append(person)
            return person

        with Stage(SEED, BEGIN, tmp_path / "mail", visitor, empty_postgresql) as stage:
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
    different = [
        name for name in SAME_EACH_TIME if (tmp_path / name).read_bytes() != (po_year / name).read_bytes()
    ]
    assert different == []

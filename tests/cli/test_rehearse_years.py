"""Three whole years in a row by `sopforms rehearse --years 3`, where there is time (`make reliability`)."""

from __future__ import annotations

import json
import os
from datetime import date
from itertools import pairwise
from pathlib import Path

from click.testing import CliRunner

from sopforms.cli import main
from sopforms.cli.rehearsal.play import FIRST, Play
from sopforms.core.schoolyear import SchoolYear

YEARS = 3 if os.environ.get("YEARS") else 1


def test_a_later_year_keeps_weekdays_and_ends_on_its_own_1_august() -> None:
    play = Play.__new__(Play)
    play.number = 2

    assert play.text_year == SchoolYear(FIRST.start + 2)
    assert play.on(date(2027, 3, 22)).weekday() == date(2027, 3, 22).weekday()
    assert play.on(date(2027, 7, 20)) in play.text_year.previous


if YEARS > 1:

    def test_every_year_begins_from_the_last_and_carries_its_unfinished_points(tmp_path: Path) -> None:
        options = ["--out", str(tmp_path), "--staff", "6", "--years", str(YEARS)]
        done = CliRunner().invoke(main, ["rehearse", *options])

        assert done.exit_code == 0, done.stderr
        years = json.loads((tmp_path / "years.json").read_text("utf-8"))
        assert [year["step"] for year in years] == ["active"] * YEARS
        for before, now in pairwise(years):
            assert now["begins_from"] == now["compared_with"] == before["school_year"]
            carried = {point["goal"] for point in before["points"] if point["status"] == "carried"}
            assert carried == {point["goal"] for point in now["points"] if point["carried_reason"]}
            assert [point["status"] for point in before["points"]].count("done") == 1
            assert 0 < len(now["changed_parts"]) < 9
            assert (tmp_path / now["school_year"] / "jaarverslag.xlsx").stat().st_size > 500

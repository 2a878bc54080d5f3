"""Three whole years in a row by `sopforms rehearse --years 3`, where there is time (`make reliability`)."""

from __future__ import annotations

import json
import os
import statistics
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

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


def counted(folder: Path, question: str, row: str | None, figure: str) -> float:
    """The figure of one question, counted by hand over what was typed; who does not know does not count."""
    typed = [
        json.loads(line)["answers"] for line in (folder / "answers.jsonl").read_text("utf-8").splitlines()
    ]
    given = [answers[question] for answers in typed if question in answers]
    values = [int(each[row] if row else each) for each in given if str(each[row] if row else each).isdigit()]
    return {"mean": statistics.mean, "median": statistics.median}[figure](values)


def test_the_count_by_hand_leaves_out_who_does_not_know(tmp_path: Path) -> None:
    lines = [{"q": 1, "m": {"a": 4}}, {"q": "x"}, {"q": 4, "m": {"a": 2}}, {}, {"q": "2"}]
    text = "\n".join(json.dumps({"questionnaire": "s", "answers": line}) for line in lines)
    (tmp_path / "answers.jsonl").write_text(text, "utf-8")

    assert counted(tmp_path, "q", None, "median") == 2
    assert counted(tmp_path, "m", "a", "mean") == 3


def through(years: list[dict[str, Any]]) -> None:
    """What only a row of years shows: one line of figures, and points that went on more than once."""
    for earlier, before, now in zip(years, years[1:], years[2:], strict=False):
        figures = [{_key(trend): trend for trend in year["trends"]} for year in (before, now)]
        assert len(figures[0].keys() & figures[1].keys()) > 10
        assert all(
            figures[0][key]["after"] == figures[1][key]["before"] for key in figures[0] if key in figures[1]
        )
        goals = [{point["goal"]: point for point in year["points"]} for year in (earlier, before, now)]
        twice = goals[0].keys() & goals[1].keys() & goals[2].keys()
        assert twice
        for goal in twice:
            first, second, third = (each[goal] for each in goals)
            assert [first["status"], second["status"]] == ["carried", "carried"]
            assert first["carried_reason"] == ""
            assert second["carried_reason"]
            assert third["carried_reason"]
            assert second["carried_reason"] != third["carried_reason"]


def _key(trend: dict[str, Any]) -> tuple[Any, ...]:
    return trend["question"], trend["row"], trend["figure"]


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
            trends = [trend for trend in now["trends"] if trend["figure"] in ("mean", "median")]
            assert len([trend for trend in trends if trend["before"] is not None]) > 10
            for trend in trends:
                asked = (trend["question"], trend["row"], trend["figure"])
                assert round(trend["after"], 6) == round(counted(tmp_path / now["school_year"], *asked), 6), (
                    asked
                )
                if trend["before"] is not None:
                    assert round(trend["before"], 6) == round(
                        counted(tmp_path / before["school_year"], *asked), 6
                    ), asked
            # carried over or not: every unfinished point of last year, and nothing that was not there
            left = {point["goal"] for point in before["points"] if point["status"] not in ("done", "stopped")}
            assert carried == left
            assert (tmp_path / now["school_year"] / "jaarverslag.xlsx").stat().st_size > 500
        through(years)

"""The same year on PostgreSQL: the pages, deeds and clocks do not know which database they are on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sopforms.cli.rehearsal import outcome, year
from sopforms.cli.rehearsal.begin import begin
from sopforms.cli.rehearsal.stage import Stage
from sopforms.core.codes import Sector

BEGIN = date(2026, 9, 1)
TEAM = 6


def test_a_year_on_postgresql_ends_like_one_on_sqlite(tmp_path: Path, empty_postgresql: str) -> None:
    for name, database in (("sqlite", None), ("postgresql", empty_postgresql)):
        with Stage(4, BEGIN, tmp_path / name / "mail", database=database) as stage:
            play = begin(stage, Sector.PO, TEAM)
            for _scene in year.perform(play):
                pass
            assert outcome.write(play, tmp_path / name) == []

    for file in ("timeline.json", "aggregate.json", "draft.html", "section.html", "section.txt"):
        assert (tmp_path / "sqlite" / file).read_bytes() == (tmp_path / "postgresql" / file).read_bytes(), (
            file
        )

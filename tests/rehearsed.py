"""One whole year of a school, played once for all tests that look at what it leaves."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from sopforms.cli import main
from tests.made_once import made_once

SEED, TEAM = 11, 6
# What two plays of one seed leave alike; mails carry links that are new each time.
SAME_EACH_TIME = (
    "timeline.json",
    "aggregate.json",
    "draft.html",
    "section.html",
    "section.txt",
    "section.pdf",
    "section.docx",
    "jaarplan.xlsx",
)


def rehearse(out: Path, *options: str) -> Result:
    """`sopforms rehearse` with a small team."""
    return CliRunner().invoke(main, ["rehearse", "--out", str(out), "--staff", str(TEAM), *options])


def played_once(out: Path) -> Path:
    """The year of `SEED` in this folder."""

    def play(folder: Path) -> None:
        done = rehearse(folder, "--seed", str(SEED))
        assert done.exit_code == 0, done.stderr

    return made_once(out, play)

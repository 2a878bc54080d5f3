"""A rehearsal ready to be played: the company gathered on the stage, the answers at hand."""

from __future__ import annotations

import random
from pathlib import Path

from sopforms.actions.published import QUESTIONNAIRES
from sopforms.cli.rehearsal.cast import gather
from sopforms.cli.rehearsal.given import Given
from sopforms.cli.rehearsal.invented import Inventor, hashes_of
from sopforms.cli.rehearsal.play import Play
from sopforms.cli.rehearsal.stage import Stage
from sopforms.core.codes import Sector
from sopforms.settings import ROOT

SHIPPED = ROOT / "questionnaires"


def begin(
    stage: Stage, sector: Sector, staff: int, *, given: Given | None = None, own: Path | None = None
) -> Play:
    """Gather the company on an empty stage and return the play; everything by chance follows its seed."""
    chance = random.Random(stage.seed)  # noqa: S311 - a rehearsal must repeat itself
    company = stage.inside(lambda: gather(sector, staff, chance, stage.day, SHIPPED, own))
    shipped = hashes_of(SHIPPED / sector.value, QUESTIONNAIRES)
    inventor = Inventor(company.school, stage.seed, chance, shipped)
    return Play(stage, company, given or Given(), inventor)

"""`sopforms rehearse`: one school's whole year on a simulated calendar, before one real teacher is asked."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import click
from tqdm import tqdm

from sopforms.actions import published
from sopforms.cli.rehearsal import outcome, year
from sopforms.cli.rehearsal.begin import SHIPPED, begin
from sopforms.cli.rehearsal.browser import Stuck
from sopforms.cli.rehearsal.given import Given, read
from sopforms.cli.rehearsal.play import FIRST, Play
from sopforms.cli.rehearsal.stage import Stage
from sopforms.core.codes import Sector
from sopforms.core.questionnaire import Questionnaire, QuestionnaireError, load
from sopforms.core.schoolyear import SchoolYear

BEGIN = date(2026, 9, 1)
LEAST, MOST = 2, 200
MOST_YEARS = 5
LEFT = (
    "mail", "aggregate.json", "timeline.json", "answers.jsonl", "draft.html", "jaarplan.xlsx", "years.json",
    *(str(SchoolYear(FIRST.start + number)) for number in range(MOST_YEARS)), *outcome.FILES,
)  # fmt: skip
"""What a rehearsal leaves in its folder; an earlier one is cleared away, and nothing else is."""


@click.command()
@click.option(
    "--out",
    "out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Where to leave it all.",
)
@click.option(
    "--set",
    "own",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The question set to try; what it lacks comes from the shipped one.",
)
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON Lines: one respondent's answers a line; invented ones fill up.",
)
@click.option(
    "--staff", type=click.IntRange(LEAST, MOST), default=24, show_default=True, help="How many are asked."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same year.")
@click.option(
    "--sector", type=click.Choice([sector.value for sector in Sector]), default="po", show_default=True
)
@click.option(
    "--years",
    type=click.IntRange(1, MOST_YEARS),
    default=1,
    show_default=True,
    help="How many years in a row; of several each has a folder of its own.",
)
def rehearse(  # noqa: PLR0917 - click hands them over
    out: Path, own: Path | None, answers: Path | None, staff: int, seed: int, sector: str, years: int
) -> None:
    """Play one school's year through the real pages; leaves mails, draft, papers and guide section in DIR."""
    play_years(Sector(sector), staff, seed, out, own, answers, years)


def play_years(  # noqa: PLR0917 - the options of the command
    sector: Sector, staff: int, seed: int, out: Path, own: Path | None, answers: Path | None, years: int
) -> None:
    """Play the years and exit: 0 done, 1 with what was wrong on stderr."""
    given = _given(sector, own, answers)
    _clear(out)
    wrong = list(given.wrong)
    try:
        with Stage(seed, BEGIN, out / "mail") as stage:
            play = begin(stage, sector, staff, given=given, own=own)
            for number in range(years):
                play = play.next() if number else play
                wrong += _perform(play, out / str(play.text_year) if years > 1 else out)
            if years > 1:
                outcome.write_years(play, out)
    except Stuck as stuck:
        wrong.append(f"the year stopped: {stuck}")
    for line in wrong:
        click.echo(line, err=True)
    if wrong:
        raise SystemExit(1)


def _perform(play: Play, out: Path) -> list[str]:
    with tqdm(total=len(year.SCENES), unit="scene", leave=False) as bar:
        try:
            for scene in year.perform(play):
                bar.set_description(f"{play.stage.day:%d-%m-%Y} {scene.name}")
                bar.update()
        finally:
            failures = outcome.write(play, out) if play.dossier_id else []
    return failures


def _given(sector: Sector, own: Path | None, answers: Path | None) -> Given:
    """Check the set and read the answers; a set that is wrong ends it here, with all its problems."""
    fallback = SHIPPED / sector.value
    folder = own or fallback
    files = published.set_files(folder, fallback)
    scales = published.scales_for(folder, fallback)
    try:
        published.check_files(files, scales)
        published.check_together(folder, files, scales)
    except QuestionnaireError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        raise SystemExit(1) from None
    if answers is None:
        return Given()
    return read(answers, [_load(files[name], scales) for name in published.QUESTIONNAIRES if name in files])


def _load(path: Path, scales: Path) -> Questionnaire:
    return load(path, scales=scales)


def _clear(out: Path) -> None:
    for name in LEFT:
        path = out / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)

"""`sopforms questionnaire diff`: what changed between two versions, and what that does to trends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from sopforms.cli.problem_lines import lines
from sopforms.core.questionnaire.comparison import ChangeKind, Comparison, compare
from sopforms.core.questionnaire.comparison_sets import compare_sets
from sopforms.core.questionnaire.problems import Severity
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.questionnaires_on_disk import check_set

BREAKS, UNUSABLE = 1, 2
_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("old", type=_PATH)
@click.argument("new", type=_PATH)
@click.option("--json", "as_json", is_flag=True, help="Print one array of objects and nothing else.")
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.pass_context
def diff(context: click.Context, old: Path, new: Path, as_json: bool, language: str) -> None:
    """Classify what changed from OLD to NEW: two files, or two directories with a question set each.

    A line per change: class, path and what. Exit: 0 nothing breaks a series, 1 something does, 2 a file that
    cannot be read or has errors.
    """
    if old.is_dir() is not new.is_dir():
        raise click.UsageError("OLD and NEW are two files or two directories")
    before, after = _loaded(context, old, language), _loaded(context, new, language)
    compared = _compared(before, after, is_set=new.is_dir())
    if as_json:
        found = [
            {"file": file} | change.as_dict(language)
            for file, comparison in compared.items()
            for change in comparison.changes
        ]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in _lines(compared, language, is_set=new.is_dir()):
            click.echo(line)
    if any(comparison.kind is ChangeKind.BREAKING for comparison in compared.values()):
        context.exit(BREAKS)


def _loaded(context: click.Context, path: Path, language: str) -> dict[str, Questionnaire]:
    """Return the questionnaires in a file or directory; end when one cannot be read or has errors."""
    try:
        checked = check_set([path])
    except OSError as error:
        click.echo(f"{error.filename}: cannot be opened: {error.strerror}", err=True)
        context.exit(UNUSABLE)
    wrong = [
        problem
        for found in checked.problems.values()
        for problem in found
        if problem.severity is Severity.ERROR
    ]
    for line in lines(wrong, language):
        click.echo(line, err=True)
    if not wrong and not checked.questionnaires:
        click.echo(f"{path}: there is no questionnaire here", err=True)
    if wrong or not checked.questionnaires:
        context.exit(UNUSABLE)
    return checked.questionnaires


def _compared(
    old: dict[str, Questionnaire], new: dict[str, Questionnaire], *, is_set: bool
) -> dict[str, Comparison]:
    if is_set:
        named = [{Path(file).name: form for file, form in side.items()} for side in (old, new)]
        return compare_sets(*named)
    (before,), ((file, after),) = old.values(), new.items()
    return {file: compare(before, after)}


def _lines(compared: dict[str, Comparison], language: str, *, is_set: bool) -> Iterator[str]:
    """Yield a line per change; in a set with the file it is in."""
    for file, comparison in compared.items():
        for change in comparison.changes:
            yield change.line_in(language, file if is_set else "")

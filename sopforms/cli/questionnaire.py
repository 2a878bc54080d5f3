"""`sopforms questionnaire …`: the commands for authors of questionnaires."""

from __future__ import annotations

import json
from pathlib import Path

import click

from sopforms.cli.problem_lines import lines
from sopforms.cli.questionnaire_diff import diff
from sopforms.cli.questionnaire_import import import_
from sopforms.cli.questionnaire_preview import preview
from sopforms.cli.questionnaire_schema import schema
from sopforms.core import document
from sopforms.core.questionnaire.problems import Severity
from sopforms.questionnaires_on_disk import CheckedSet, check_set

FOUND, UNUSABLE = 1, 2


@click.group()
def questionnaire() -> None:
    """Check, import and try out questionnaire files and question sets."""


@questionnaire.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE_OR_DIR...", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one array of objects and nothing else.")
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
@click.pass_context
def check(context: click.Context, files: tuple[Path, ...], as_json: bool, language: str) -> None:
    """Load files strictly and together; a directory is a question set.

    Exit: 0 no error (warnings may be printed), 1 an error, 2 a file that cannot be opened.
    """
    try:
        checked = check_set(files)
    except OSError as error:
        click.echo(f"{error.filename}: cannot be opened: {error.strerror}", err=True)
        context.exit(UNUSABLE)
    _check_documents(checked)
    problems = list(dict.fromkeys(problem for found in checked.problems.values() for problem in found))
    if as_json:
        click.echo(
            json.dumps([problem.as_dict(language) for problem in problems], ensure_ascii=False, indent=1)
        )
    else:
        for line in lines(problems, language):
            click.echo(line)
    if any(problem.severity is Severity.ERROR for problem in problems):
        context.exit(FOUND)


def _check_documents(checked: CheckedSet) -> None:
    """Check document, plan and report of a set, against its questionnaires when all of these are sound."""
    for file, reading in checked.others.items():
        folder = Path(file).parent
        beside = [form for name, form in checked.questionnaires.items() if Path(name).parent == folder]
        broken = any(
            problem.severity is Severity.ERROR
            for name, found in checked.problems.items()
            for problem in found
            if Path(name).parent == folder and name not in checked.others
        )
        checked.problems[file] = document.problems_of(reading.text, file, () if broken else beside)


questionnaire.add_command(diff)
questionnaire.add_command(import_)
questionnaire.add_command(preview)
questionnaire.add_command(schema)

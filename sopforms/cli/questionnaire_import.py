"""`sopforms questionnaire import`: a bare SurveyJS file becomes a questionnaire file, with a report."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

import click

from sopforms.cli.problem_lines import lines
from sopforms.core.questionnaire.importing import Imported, ImportedInto, import_survey, into
from sopforms.core.questionnaire.importing_mapping import mapped
from sopforms.core.questionnaire.layout import laid_out
from sopforms.core.questionnaire.properties import KINDS
from sopforms.questionnaires_on_disk import read, shelf_beside

REFUSED, UNUSABLE = 1, 2
_ID = re.compile(r"[a-z][a-z0-9-]{1,49}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_OF_A_NEW_FILE = ("id", "kind", "language")


def _fitting(pattern: re.Pattern[str], rule: str) -> Any:
    """Return a check of an option: the rule is what the author reads."""

    def check(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
        if value is not None and not pattern.fullmatch(value):
            raise click.BadParameter(rule)
        return value

    return check


_is_id = _fitting(_ID, "a small letter, then 1 to 49 small letters, digits and '-'")
_is_language = _fitting(_LANGUAGE, "two small letters, such as nl or en")


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--into",
    "envelope",
    metavar="ENVELOPE",
    type=click.Path(path_type=Path),
    help="Replace the survey of this file and leave the rest.",
)
@click.option("--id", callback=_is_id, help="Id of the questionnaire; without it made of the file name.")
@click.option("--kind", type=click.Choice(KINDS), help="Who answers it; without it staff.")
@click.option("--language", callback=_is_language, help="Language of plain texts; else 'locale', else nl.")
@click.option(
    "--default-language",
    callback=_is_language,
    default="en",
    show_default=True,
    help="Language of texts named 'default'.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the file here; without it to standard output.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object; needs -o.")
@click.pass_context
def import_(
    context: click.Context,
    file: Path,
    envelope: Path | None,
    output: Path | None,
    as_json: bool,
    **given: Any,
) -> None:
    """Make a questionnaire file of a bare SurveyJS file, and list every change.

    Exit: 0 written (mappings may be left over), 1 something is refused and nothing is written, 2 unusable
    arguments.
    """
    if as_json and output is None:
        raise click.UsageError("--json needs -o, for the file itself")
    for name in _OF_A_NEW_FILE:
        if envelope is not None and given[name] is not None:
            raise click.UsageError(f"--{name} does not go with --into: the file has its own")
    try:
        imported = _import(file, envelope, given)
        if not imported.is_refused:
            _write(output, laid_out(imported.envelope))
    except OSError as error:
        click.echo(f"{error.filename}: cannot be opened: {error.strerror}", err=True)
        context.exit(UNUSABLE)
    if as_json:
        click.echo(json.dumps(_report(imported), ensure_ascii=False, indent=1))
    else:
        _tell(imported, output)
    context.exit(REFUSED if imported.is_refused else 0)


def _import(file: Path, envelope: Path | None, given: dict[str, Any]) -> Imported:
    """Return what comes of the file."""
    default, text = given["default_language"], read(file)
    if envelope is not None:
        shelf, before = shelf_beside(envelope), read(envelope)
        return into(
            before, text, default_language=default, file=str(file), envelope_file=str(envelope), shelf=shelf
        )
    return import_survey(
        text,
        id=given["id"] or id_of(file),
        kind=given["kind"] or "staff",
        language=given["language"],
        default_language=default,
        file=str(file),
        shelf=shelf_beside(file),
    )


def id_of(file: Path) -> str:
    """Return an id made of the name of a file."""
    name = re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")
    name = name if _ID.match(name) else f"vragenlijst-{name}".rstrip("-")
    return name[:50].rstrip("-")


def _write(output: Path | None, text: str) -> None:
    """Write the file whole or not at all; without a name to standard output."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        handle, name = tempfile.mkstemp(dir=output.absolute().parent, prefix=f".{output.name}.")
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from None
    try:
        with open(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.chmod(name, output.stat().st_mode & 0o777 if output.exists() else 0o644)
        os.replace(name, output)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _report(imported: Imported) -> dict[str, Any]:
    """Return the report for `--json`."""
    names = _names(imported)
    left = imported.left if isinstance(imported, ImportedInto) else ()
    return {
        "changes": [change.as_dict() for change in imported.changes],
        "mapping": {title.replace(" ", "_"): list(found) for title, found in names.items()},
        "problems": [problem.as_dict() for problem in (*imported.problems, *left)],
    }


def _names(imported: Imported) -> dict[str, tuple[str, ...]]:
    """Return the three lists of a survey that was put into a file; in a new file everything is new."""
    if not isinstance(imported, ImportedInto):
        return {
            "still mapped": (),
            "no longer mapped": (),
            "new": mapped(imported.envelope.get("mapping", {})),
        }
    return {
        "still mapped": imported.still_mapped,
        "no longer mapped": imported.no_longer_mapped,
        "new": imported.new,
    }


def _tell(imported: Imported, output: Path | None) -> None:
    """Print the report: on standard error when the file itself goes to standard output."""
    is_aside = output is None
    for change in imported.changes:
        click.echo(str(change), err=is_aside)
    for title, names in _names(imported).items() if isinstance(imported, ImportedInto) else ():
        click.echo(f"{title}: {', '.join(names) or 'nothing'}", err=is_aside)
    for line in lines(imported.problems):
        click.echo(line, err=is_aside)
    if imported.is_refused:
        click.echo("refused: nothing is written", err=is_aside)
        return
    if isinstance(imported, ImportedInto):
        for line in lines(imported.left):
            click.echo(line, err=is_aside)
    if output is not None:
        click.echo(f"written: {output}")

"""`sopforms verify`: is everything that was sealed still what it was?"""

from __future__ import annotations

import click

from sopforms.actions import proof
from sopforms.actions.proof import Fault, Finding
from sopforms.app import create_app
from sopforms.settings import SettingsError
from sopforms.store import cycles, dossiers, locations, scope
from sopforms.store.db import db, set_read_only

_SAID = {
    Fault.LOGBOOK_BROKEN: "logbook: line {row} does not follow the line before it, or was changed",
    Fault.TEXT_CHANGED: "{where}: the text ({what}) is not the one that was sealed",
    Fault.TEXT_UNKNOWN: "{where}: the logbook knows nothing of the text ({what})",
    Fault.DECISION_WITHOUT_TEXT: "{where}: the decision has no adopted text",
    Fault.DECISION_CHANGED: "{where}: the decision is not the one that was taken",
    Fault.REOPENING_CHANGED: "{where}: why and from where the text was changed is not what was recorded",
    Fault.CORRECTION_CHANGED: "{where}: a correction of the text is not the one that was made",
    Fault.UNREADABLE: "{what}: holds a row that cannot be read",
    Fault.FILE_CHANGED: "{where}: {what} is not the file that was made",
    Fault.FILE_UNKNOWN: "{where}: the logbook knows nothing of {what}",
}


@click.command("verify")
def verify() -> None:
    """Check the chain of the logbook, the sealed texts and their files; exit code 1 when one changed."""
    try:
        app = create_app()
    except SettingsError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    with app.app_context():
        set_read_only(True)
        scope.enter_everywhere()
        report = proof.examine()
        said = [sentence(finding) for finding in report.findings]
        db.session.rollback()
    for line in said:
        click.echo(line, err=True)
    click.echo(f"{report.lines} lines of the logbook, {report.texts} sealed texts, {report.files} files")
    if said:
        click.echo(f"{len(said)} of them do not hold", err=True)
        raise SystemExit(1)
    click.echo("all of it is as it was")


def sentence(finding: Finding) -> str:
    """Return what does not hold, and where."""
    return _SAID[finding.fault].format(
        row=finding.row_id, where=_where(finding.dossier_id), what=finding.what
    )


def _where(dossier_id: int | None) -> str:
    if dossier_id is None:
        return "no dossier"
    row = dossiers.get(dossier_id)
    school = locations.get(row.location_id)
    return f"{school.code} {school.name}, {cycles.get(row.cycle_id).school_year}"

"""`sopforms import …`: lists that others keep, taken over row by row; a wrong one is named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from sopforms.actions import school_import
from sopforms.actions import staff as staff_list
from sopforms.actions.school_import import Landed, Wanted
from sopforms.cli.init import application
from sopforms.core import identifiers
from sopforms.core.codes import Region, SchoolKind, Sector
from sopforms.core.errors import Invalid
from sopforms.core.table_files import WrongCell
from sopforms.store import locations, partnerships, scope
from sopforms.store.db import db
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import PartnershipRow

FOUND = 1
WHOLE_COUNTRY = 100_000


@click.group("import")
def import_() -> None:
    """Take over lists that others keep."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--partnership", "code", required=True, help="Code of the partnership, such as PO3002.")
@click.option("--region", type=click.Choice([region.value for region in Region]), required=True)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in SchoolKind]),
    help="Of schools in a list that does not tell.",
)
@click.option("--municipality", "municipalities", multiple=True, help="Only schools there; may be repeated.")
@click.pass_context
def duo(context: click.Context, file: Path, code: str, **chosen: Any) -> None:
    """Take over the schools of an address list of DUO; repeating it changes nothing.

    Exit: 0 all rows landed, 1 some rows were not taken (listed), 2 unusable arguments.
    """
    app = application()
    with app.app_context():
        scope.enter_everywhere()
        partnership = _partnership(code)
        wanted = Wanted(
            Region(chosen["region"]),
            SchoolKind(chosen["kind"]) if chosen["kind"] else _usual(partnership),
            chosen["municipalities"],
            everywhere=True,
            most=WHOLE_COUNTRY,
        )
        data = file.read_bytes()
        try:
            with tqdm(total=data.count(b"\n"), unit="row", leave=False) as bar:
                landed = school_import.take_over(partnership.id, data, wanted, progress=bar.update)
        except Invalid as refused:
            raise click.UsageError(" ".join(refused.problems.values())) from refused
        finally:
            db.session.remove()
            db.engine.dispose()
    _tell(landed, file.name)
    if landed.wrong:
        context.exit(FOUND)


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--school", "code", required=True, help="Code of the location, such as 09QA00.")
@click.pass_context
def staff(context: click.Context, file: Path, code: str) -> None:
    """Take over the team of a school from a CSV or Excel file; repeating it changes nothing.

    Exit: 0 all rows landed, 1 some rows were not taken (listed), 2 unusable arguments.
    """
    app = application()
    with app.app_context():
        scope.enter_everywhere()
        try:
            taken = staff_list.take(_location(code).id, staff_list.read_file(file.read_bytes()))
        except Invalid as refused:
            raise click.UsageError(" ".join(refused.problems.values())) from refused
        finally:
            db.session.remove()
            db.engine.dispose()
    assert taken is not None
    click.echo(
        f"{taken.new} new, {taken.changed} changed, {taken.same} unchanged, {len(taken.wrong)} not taken"
    )
    _tell_wrong(taken.wrong, file.name)
    if taken.wrong:
        context.exit(FOUND)


def _location(code: str) -> LocationRow:
    try:
        row = locations.find_by_code(identifiers.location_code(code))
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--school") from wrong
    if row is None:
        raise click.BadParameter(f"there is no school {code}", param_hint="--school")
    return row


def _partnership(code: str) -> PartnershipRow:
    try:
        row = partnerships.find_by_code(identifiers.partnership_code(code))
    except ValueError as wrong:
        raise click.BadParameter(str(wrong), param_hint="--partnership") from wrong
    if row is None:
        raise click.BadParameter(f"there is no partnership {code}", param_hint="--partnership")
    return row


def _usual(partnership: PartnershipRow) -> SchoolKind:
    return SchoolKind.BAO if partnership.sector is Sector.PO else SchoolKind.VO


def _tell(landed: Landed, name: str) -> None:
    click.echo(
        f"{len(landed.new)} new, {len(landed.filled)} filled in, {len(landed.same)} unchanged, "
        f"{len(landed.boards)} new boards, {len(landed.wrong)} not taken"
    )
    for differs in landed.differs:
        click.echo(f"{differs.code} {differs.field}: here '{differs.here}', in the list '{differs.there}'")
    _tell_wrong(landed.wrong, name)


def _tell_wrong(cells: Iterable[WrongCell], name: str) -> None:
    for wrong in cells:
        click.echo(f"{name}:{wrong.line}: {wrong.column} '{wrong.value}': {wrong.why}", err=True)

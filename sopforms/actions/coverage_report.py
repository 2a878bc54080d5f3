"""The report of a region: what stands in it, its Word file at once, and its PDF by the worker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import structlog

from sopforms.actions import coverage
from sopforms.actions.coverage import View
from sopforms.actions.deed import deed, repeatable
from sopforms.core import coverage as networks
from sopforms.core import coverage_report
from sopforms.core.blocks import Text
from sopforms.output import to_docx, to_pdf, to_print
from sopforms.output.to_html import Head
from sopforms.store import alignments, clock, cycles, partnerships, region_files, scope
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.region_files import RegionFileRow

PDF = "dekking.pdf"
LEASE = timedelta(minutes=3)
TOPICS = (
    ("Voorzieningen", View.PROVISIONS),
    ("Deskundigheid", View.EXPERTISE),
    ("Grenzen", View.LIMITS),
    ("Gebouw", View.BUILDING),
)
_log = structlog.get_logger()


def text_of(rounds: Sequence[CycleRow]) -> Text:
    """Return the report of the first of these rounds, newest first, as it stands today."""
    cycle = rounds[0]
    region = coverage.of_rounds(cycle.partnership_id, rounds)
    names = {row.id: row.name for row in region.locations}
    years = region.over_years(View.NEEDS, "nl")
    agreed = tuple(
        (names[row.location_id], names[row.other_location_id], row.topic, row.text)
        for row in alignments.in_force(cycle.id)
    )
    return coverage_report.text(
        coverage_report.Region(
            partnerships.get(cycle.partnership_id).name,
            cycle.school_year,
            clock.today(),
            region.network(),
            tuple((name, region.network(view)) for name, view in TOPICS),
            networks.trends(years) if len(years) > 1 else (),
            agreed,
        )
    )


def as_docx(rounds: Sequence[CycleRow]) -> bytes:
    """Return the report as a Word file, to take over into the support plan."""
    return to_docx.render(text_of(rounds), _head(rounds[0]))


def _head(cycle: CycleRow) -> Head:
    name = partnerships.get(cycle.partnership_id).name
    return Head(name, cycle.school_year, status="Overzicht", day=clock.today())


@deed
def order(cycle: CycleRow) -> None:
    """Ask for the PDF; the worker makes it."""
    region_files.put(cycle.partnership_id, cycle.id, PDF, clock.now())


def find(cycle: CycleRow) -> RegionFileRow | None:
    """Return the PDF as it stands: there, on its way, failed, or never asked for."""
    return region_files.find(cycle.id, PDF)


def make_due(owner: str) -> str:
    """Make the report that waits longest and return its name; empty when none waits. For the worker."""
    _give_up()
    row = region_files.first_due(clock.now())
    if row is None:
        db.session.rollback()
        return ""
    file_id, partnership_id, cycle_id = row.id, row.partnership_id, row.cycle_id
    db.session.rollback()
    with scope.only(partnership_id):
        if _claim(file_id, owner):
            _keep(file_id, owner, _made(cycle_id))
    return PDF


@repeatable
def _give_up() -> None:
    region_files.give_up(clock.now())


@repeatable
def _claim(file_id: int, owner: str) -> bool:
    return region_files.claim(file_id, owner, clock.now(), LEASE)


def _made(cycle_id: int) -> bytes | None:
    cycle = cycles.get(cycle_id)
    earlier = cycles.of_partnership(cycle.partnership_id)
    text = text_of([row for row in earlier if row.school_year <= cycle.school_year])
    head = _head(cycle)
    db.session.rollback()  # no transaction is open while a PDF is made
    try:
        return to_pdf.render(to_print.document(text, head), title=text.title)
    except to_pdf.PdfFailed as failed:
        _log.error("report_failed", cause=failed.cause)
        return None


@repeatable
def _keep(file_id: int, owner: str, content: bytes | None) -> None:
    region_files.settle(file_id, owner, content, clock.today())

"""Long work: asked for in a moment, done piece by piece by the worker, and told as it goes.

What each kind does with a piece stands in `HANDLERS`: it gets what was given with the piece and returns what
came of it and why it failed. A piece may be begun twice when a worker dies: twice changes nothing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog

from sopforms.actions import documents, instructions, school_import
from sopforms.actions.deed import deed, repeatable
from sopforms.core import filing
from sopforms.core.actor import Actor
from sopforms.core.correction import version_in
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.long_work import Progress, Work
from sopforms.store import clock, cycles, decisions, dossiers, locations, reopenings, scope, works
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.works import WorkItemRow, WorkRow

LEASE = timedelta(minutes=5)
STOPPED = "Dit stuk stopte een paar keer voordat het klaar was."
BROKEN = "Er ging iets mis dat wij niet verwachtten. Probeer het opnieuw, of vraag de beheerder."
_log = structlog.get_logger()

Outcome = tuple[dict[str, Any], str]
Handler = Callable[[int, dict[str, Any], WorkItemRow], Outcome]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a work that is asked for: what it is called, and what the worker needs for it."""

    label: str
    given: dict[str, Any] = field(default_factory=dict)
    dossier_id: int | None = None


def begin(
    partnership_id: int,
    kind: Work,
    pieces: Sequence[Piece],
    actor: Actor,
    options: dict[str, Any] | None = None,
) -> int | None:
    """Ask for a work and return its id; the same form sent twice asks once."""
    row = _begin(partnership_id, kind, list(pieces), actor, options or {})
    if row is not None:
        return row.id
    newest = works.of_partnership(partnership_id, 1)
    return newest[0].id if newest else None


@deed
def _begin(
    partnership_id: int, kind: Work, pieces: list[Piece], actor: Actor, options: dict[str, Any]
) -> WorkRow:
    row = WorkRow(
        partnership_id=partnership_id,
        kind=kind,
        person_id=actor.person_id,
        asked_by=actor.name,
        asked_at=clock.now(),
        options=options,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        WorkItemRow(work_id=row.id, label=one.label[:160], given=one.given, dossier_id=one.dossier_id)
        for one in pieces
    )
    db.session.flush()
    return row


def print_sections(partnership_id: int, actor: Actor, school_year: str = "") -> int | None:
    """Ask for the section of the guide as a PDF of every school that has one for a school year.

    Without a school year it is that of the newest round. Raises Invalid when no school has one.
    """
    rounds = [one for one in cycles.of_partnership(partnership_id) if school_year in {"", one.school_year}]
    rows = dossiers.of_cycle(rounds[0].id) if rounds else []
    names = {school.id: school.name for school in locations.of_partnership(partnership_id)}
    pieces = [
        Piece(names[row.location_id], {"name": _section_in_force(row)}, row.id)
        for row in rows
        if any(one.guide_section_on is not None for one in reopenings.chain(row))
    ]
    if not pieces:
        raise Invalid(work="Nog geen school heeft een vastgestelde tekst in deze ronde.")
    return begin(partnership_id, Work.GUIDE_SECTIONS, sorted(pieces, key=lambda one: one.label), actor)


def _section_in_force(row: DossierRow) -> str:
    """Return the name of the PDF of the text for the guide, which may have been corrected or changed."""
    sealed = reopenings.placed(row)
    return filing.versioned(documents.SECTION_PDF, version_in(sealed.kind) if sealed else 1)


def print_guide(partnership_id: int, actor: Actor) -> int | None:
    """Ask for the guide with the five instructions as a PDF."""
    return begin(partnership_id, Work.INSTRUCTION_GUIDE, [Piece(instructions.GUIDE_TITLE)], actor)


@deed
def stop(partnership_id: int, work_id: int) -> None:
    """Begin no piece any more; what is being done at this moment is finished."""
    row = works.get(work_id, partnership_id)
    if row.stopped_at is None:
        row.stopped_at = clock.now()


@deed
def go_on(partnership_id: int, work_id: int) -> None:
    """Go on with what was stopped, and try again what failed."""
    row = works.get(work_id, partnership_id)
    row.stopped_at = None
    db.session.flush()
    works.retry(work_id)


def progress(partnership_id: int, work_id: int) -> tuple[WorkRow, Progress, list[WorkItemRow]]:
    """Return a work, how far it is, and its pieces."""
    row = works.get(work_id, partnership_id)
    return row, works.progress_of([row])[row.id], works.items_of(work_id)


def parcel(partnership_id: int, work_id: int) -> bytes:
    """Return all PDFs that were made as one ZIP; raise NotFound when this work makes none."""
    row, _progress, items = progress(partnership_id, work_id)
    if row.kind is not Work.GUIDE_SECTIONS:
        raise NotFound
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for item in items:
            made = decisions.find_artifact(item.dossier_id or 0, item.given["name"]) if item.made else None
            if made is not None:
                name = zipfile.ZipInfo(f"{_file_name(item.label)}-{item.dossier_id}.pdf")
                archive.writestr(name, made.content)
    return packed.getvalue()


def do_due(owner: str) -> bool:
    """Do the piece that waits longest; return whether there was one. For the worker."""
    _give_up()
    found = works.first_due(clock.now())
    if found is None:
        db.session.rollback()
        return False
    item_id, partnership_id = found[0].id, found[1].partnership_id
    db.session.rollback()
    with scope.only(partnership_id):
        if _claim(item_id, owner):
            made, failure = _done(partnership_id, item_id)
            _settle(item_id, owner, made, failure)
    return True


def _done(partnership_id: int, item_id: int) -> Outcome:
    """Do one piece; whatever goes wrong is its own failure, so that the other pieces go on."""
    item = db.session.get_one(WorkItemRow, item_id)
    kind = db.session.get_one(WorkRow, item.work_id).kind
    try:
        return HANDLERS[kind](partnership_id, dict(item.given), item)
    except Invalid as wrong:
        db.session.rollback()
        return {}, " ".join(wrong.problems.values())
    except Exception as error:  # one piece that is broken never keeps the others waiting
        db.session.rollback()
        _log.error("work_failed", item=item_id, kind=kind, error=type(error).__name__)
        return {}, BROKEN


def _section(_partnership_id: int, given: dict[str, Any], item: WorkItemRow) -> Outcome:
    file = documents.make(item.dossier_id or 0, given["name"])
    if not file.content:
        return {}, file.failure or BROKEN
    return {"sha256": file.sha256, "bytes": len(file.content)}, ""


def _guide(partnership_id: int, _given: dict[str, Any], _item: WorkItemRow) -> Outcome:
    failure = instructions.make_guide(partnership_id)
    return ({} if failure else {"made": True}), failure


def _schools(partnership_id: int, given: dict[str, Any], _item: WorkItemRow) -> Outcome:
    return school_import.take_piece(partnership_id, given), ""


HANDLERS: Mapping[Work, Handler] = {
    Work.SCHOOL_IMPORT: _schools,
    Work.GUIDE_SECTIONS: _section,
    Work.INSTRUCTION_GUIDE: _guide,
}


@repeatable
def _give_up() -> None:
    works.give_up(clock.now(), STOPPED)


@repeatable
def _claim(item_id: int, owner: str) -> bool:
    return works.claim(item_id, owner, clock.now(), LEASE)


@repeatable
def _settle(item_id: int, owner: str, made: dict[str, Any], failure: str) -> None:
    works.settle(item_id, owner, made, failure)


def _file_name(label: str) -> str:
    kept = "".join(mark if mark.isalnum() else "-" for mark in label.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or "school"

"""Whether what was sealed is still what it was: the logbook, the texts, and the files made of them.

The logbook holds the fingerprints of what was sent and adopted, and each of its lines that of the line
before: who changes a text must change every later line too, and a copy kept elsewhere still tells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from sopforms.core.codes import Deed
from sopforms.store import logbook
from sopforms.store.db import db
from sopforms.store.decisions import ArtifactRow, DecisionRow
from sopforms.store.drafts import SnapshotRow
from sopforms.store.logbook import EventRow


class Fault(StrEnum):
    """What does not hold: of the logbook, a sealed text, a decision, or a file."""

    LOGBOOK_BROKEN = "logbook_broken"
    TEXT_CHANGED = "text_changed"
    TEXT_UNKNOWN = "text_unknown"
    DECISION_WITHOUT_TEXT = "decision_without_text"
    FILE_CHANGED = "file_changed"
    FILE_UNKNOWN = "file_unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not hold; `what` names the text or file, `row_id` the line of the logbook."""

    fault: Fault
    dossier_id: int | None = None
    what: str = ""
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was looked at, and what does not hold."""

    lines: int
    texts: int
    files: int
    findings: tuple[Finding, ...]


def hashes_of(row: SnapshotRow) -> dict[str, str]:
    """Return the fingerprints of a sealed text as the logbook keeps them: what parents read, its chapters."""
    return {row.kind: _sha256(row.guide), f"{row.kind}.chapters": _sha256(row.chapters)}


def examine() -> Report:
    """Look at everything that was sealed in this database; changes nothing."""
    broken = logbook.first_broken()
    findings = [] if broken is None else [Finding(Fault.LOGBOOK_BROKEN, row_id=broken)]
    known = _recorded()
    findings += [*_texts(known), *_decisions(), *_files(known)]
    return Report(_count(EventRow.id), _count(SnapshotRow.id), _count(ArtifactRow.id), tuple(findings))


def is_as_adopted(snapshot: SnapshotRow) -> bool:
    """Whether an adopted text is still the one of its fingerprint, and that the one of the logbook.

    Where the logbook has no line about it, the fingerprint alone decides; `examine` reports that.
    """
    recorded = _recorded(snapshot.dossier_id).get((snapshot.dossier_id, snapshot.kind), snapshot.sha256)
    return _sha256(snapshot.guide) == snapshot.sha256 == recorded


def was_adopted(sha256: str) -> bool:
    """Whether a text with this fingerprint was adopted here, whatever became of it since."""
    adopted = sa.select(EventRow).where(EventRow.deed == Deed.ADOPT)
    said = sa.cast(EventRow.details, sa.Text).like(f"%{sha256}%")
    return any(
        row.details.get("sha256", {}).get("adopted") == sha256
        for row in db.session.scalars(adopted.where(said))
    )


def _recorded(dossier_id: int | None = None) -> dict[tuple[int | None, str], str]:
    """Return the fingerprints of the logbook, by dossier and name; of a name the last one counts."""
    query = sa.select(EventRow.dossier_id, EventRow.details).order_by(EventRow.id)
    deeds = (Deed.REQUEST_ADVICE, Deed.ADOPT, Deed.KEEP_DOCUMENT)
    query = query.where(EventRow.deed.in_(deeds))
    if dossier_id is not None:
        query = query.where(EventRow.dossier_id == dossier_id)
    found: dict[tuple[int | None, str], str] = {}
    for row_dossier, details in db.session.execute(query):
        for name, sha in details.get("sha256", {}).items():
            found[row_dossier, name] = sha
    return found


def _texts(known: dict[tuple[int | None, str], str]) -> Iterator[Finding]:
    for row in db.session.scalars(sa.select(SnapshotRow).order_by(SnapshotRow.id)):
        now = hashes_of(row)
        said = {name: known.get((row.dossier_id, name)) for name in now}
        if row.sha256 != now[row.kind]:
            yield Finding(Fault.TEXT_CHANGED, row.dossier_id, row.kind)
        elif None in said.values():
            yield Finding(Fault.TEXT_UNKNOWN, row.dossier_id, row.kind)
        elif said != now:
            yield Finding(Fault.TEXT_CHANGED, row.dossier_id, row.kind)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _decisions() -> Iterator[Finding]:
    query = sa.select(DecisionRow, SnapshotRow).outerjoin(
        SnapshotRow, SnapshotRow.id == DecisionRow.snapshot_id
    )
    for decision, text in db.session.execute(query.order_by(DecisionRow.id)):
        if text is None or (text.kind, text.dossier_id) != ("adopted", decision.dossier_id):
            yield Finding(Fault.DECISION_WITHOUT_TEXT, decision.dossier_id)


def _files(known: dict[tuple[int | None, str], str]) -> Iterator[Finding]:
    """Look at the files that are fixed, one at a time: a PDF is large. Previews may change."""
    for row_id in db.session.scalars(
        sa.select(ArtifactRow.id).where(ArtifactRow.fixed).order_by(ArtifactRow.id)
    ).all():
        row = db.session.get_one(ArtifactRow, row_id)
        said = known.get((row.dossier_id, row.name))
        if said is None:
            yield Finding(Fault.FILE_UNKNOWN, row.dossier_id, row.name)
        elif not hashlib.sha256(row.content).hexdigest() == row.sha256 == said:
            yield Finding(Fault.FILE_CHANGED, row.dossier_id, row.name)
        db.session.expunge(row)


def _count(column: InstrumentedAttribute[int]) -> int:
    return db.session.scalar(sa.select(sa.func.count(column))) or 0

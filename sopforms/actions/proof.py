"""Whether what was sealed is still what it was: the logbook, the texts, and the files made of them.

The logbook holds the fingerprints of what was sent and adopted, and each of its lines that of the line
before: who changes a text must change every later line too, and a copy kept elsewhere still tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from sopforms.core.codes import Deed
from sopforms.core.correction import kind_of
from sopforms.store import drafts, logbook
from sopforms.store.corrections import CorrectionRow
from sopforms.store.db import db
from sopforms.store.decisions import ArtifactRow, DecisionRow
from sopforms.store.drafts import SnapshotRow
from sopforms.store.logbook import EventRow
from sopforms.store.reopenings import ReopeningRow

Known = dict[tuple[int | None, str], str]
DECISION, CORRECTION, REOPENING = "decision", "correction", "reopening"
UNREADABLE = (ValueError, LookupError)  # what a column raises that holds no date, no word it knows, no JSON


class Fault(StrEnum):
    """What does not hold: of the logbook, a sealed text, a decision, or a file."""

    LOGBOOK_BROKEN = "logbook_broken"
    TEXT_CHANGED = "text_changed"
    TEXT_UNKNOWN = "text_unknown"
    DECISION_WITHOUT_TEXT = "decision_without_text"
    DECISION_CHANGED = "decision_changed"
    CORRECTION_CHANGED = "correction_changed"
    REOPENING_CHANGED = "reopening_changed"
    FILE_CHANGED = "file_changed"
    FILE_UNKNOWN = "file_unknown"
    UNREADABLE = "unreadable"


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


def hash_of_decision(row: DecisionRow) -> dict[str, str]:
    """Return the fingerprint of who decided what, where and when, as the logbook keeps it."""
    names = ("dossier_id", "snapshot_id", "decided_on", "place", "name", "function", "mandate", "text")
    said = [str(getattr(row, name)) for name in (*names, "deviates", "suspended_until", "edition")]
    return {_decision(row.edition): _sha256(json.dumps(said, ensure_ascii=False))}


def _decision(edition: int) -> str:
    return DECISION if edition == 1 else f"{DECISION}.{edition}"


def hash_of_reopening(row: ReopeningRow) -> dict[str, str]:
    """Return the fingerprint of why and on which text a next edition was begun, as the logbook keeps it."""
    names = ("dossier_id", "snapshot_id", "public_id", "reason", "reopened_on", "name", "function")
    said = [*(str(getattr(row, name)) for name in names), row.facts, row.draft]
    return {f"{REOPENING}.{row.edition}": _sha256(json.dumps(said, ensure_ascii=False, sort_keys=True))}


def hash_of_correction(row: CorrectionRow) -> dict[str, str]:
    """Return the fingerprint of what was corrected, why and by whom, as the logbook keeps it."""
    names = ("dossier_id", "snapshot_id", "version", "part", "was", "now", "reason", "corrected_on", "name")
    said = [str(getattr(row, name)) for name in (*names, "function")]
    return {f"{CORRECTION}.{row.version}": _sha256(json.dumps(said, ensure_ascii=False))}


def examine() -> Report:
    """Look at everything that was sealed in this database; changes nothing."""
    known: Known = {}
    findings = [*_read("logbook", lambda: _logbook(known))]
    if not any(one.fault is Fault.UNREADABLE for one in findings):
        findings += _read("snapshot", lambda: _texts(known))
        findings += _read("decision", lambda: _decisions(known))
        findings += _read("correction", lambda: _corrections(known))
        findings += _read("reopening", lambda: _reopenings(known))
        findings += _read("artifact", lambda: _files(known))
    return Report(_count(EventRow.id), _count(SnapshotRow.id), _count(ArtifactRow.id), tuple(findings))


def _read(table: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Return what was found; a row that cannot even be read (no date, no known word) is a finding too."""
    try:
        return list(look())
    except UNREADABLE:
        db.session.rollback()
        return [Finding(Fault.UNREADABLE, what=table)]


def _logbook(known: Known) -> Iterator[Finding]:
    """Look at the chain, and fill `known` with the fingerprints it holds."""
    known |= _recorded()
    broken = logbook.first_broken()
    if broken is not None:
        yield Finding(Fault.LOGBOOK_BROKEN, row_id=broken)


def is_as_adopted(snapshot: SnapshotRow) -> bool:
    """Whether everything that was adopted with this text still is what the logbook says it was.

    The text, the decision and the files that were made of it, and every line of the logbook about this
    dossier with the line before it.
    """
    dossier_id = snapshot.dossier_id
    try:
        known = _recorded(dossier_id)
        looked = (
            _texts(known, dossier_id),
            _decisions(known, dossier_id),
            _corrections(known, dossier_id),
            _reopenings(known, dossier_id),
            _files(known, dossier_id),
        )
        return not any(list(found) for found in looked) and _lines_hold(dossier_id)
    except UNREADABLE:
        return False


def _lines_hold(dossier_id: int) -> bool:
    """Whether each line about a dossier is whole and follows the line before it."""
    earlier = aliased(EventRow)
    before = (
        sa.select(earlier.hash)
        .where(earlier.id < EventRow.id)
        .order_by(earlier.id.desc())
        .limit(1)
        .correlate(EventRow)
        .scalar_subquery()
    )
    lines = db.session.execute(sa.select(EventRow, before).where(EventRow.dossier_id == dossier_id)).all()
    return all(
        line.hash == logbook.digest(line) and line.previous == (previous or "0" * 64)
        for line, previous in lines
    )


def is_gone(sha256: str) -> bool:
    """Whether a text with this fingerprint was adopted here and is not there any more."""
    if db.session.scalar(sa.select(SnapshotRow.id).where(SnapshotRow.sha256 == sha256).limit(1)) is not None:
        return False  # adopted, and not published yet
    adopted = sa.select(EventRow).where(EventRow.deed.in_((Deed.ADOPT, Deed.CORRECT_TEXT)))
    said = sa.cast(EventRow.details, sa.Text).like(f"%{sha256}%")
    return any(
        sha256 in (said for name, said in row.details.get("sha256", {}).items() if _is_text(name))
        for row in db.session.scalars(adopted.where(said))
    )


def _is_text(name: str) -> bool:
    return name == "adopted" or (name.startswith("version.") and not name.endswith(".chapters"))


def _recorded(dossier_id: int | None = None) -> Known:
    """Return the fingerprints of the logbook, by dossier and name; of a name the last one counts."""
    query = sa.select(EventRow.dossier_id, EventRow.details).order_by(EventRow.id)
    deeds = (
        *(Deed.REQUEST_ADVICE, Deed.ADOPT, Deed.CORRECT_TEXT, Deed.REOPEN_TEXT),
        Deed.KEEP_DOCUMENT,
    )
    query = query.where(EventRow.deed.in_(deeds))
    if dossier_id is not None:
        query = query.where(EventRow.dossier_id == dossier_id)
    found: Known = {}
    for row_dossier, details in db.session.execute(query):
        for name, sha in details.get("sha256", {}).items():
            found[row_dossier, name] = sha
    return found


def _texts(known: Known, dossier_id: int | None = None) -> Iterator[Finding]:
    query = sa.select(SnapshotRow).order_by(SnapshotRow.id)
    if dossier_id is not None:
        query = query.where(SnapshotRow.dossier_id == dossier_id, drafts.is_sealed())
    for row in db.session.scalars(query):
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


def _decisions(known: Known, dossier_id: int | None = None) -> Iterator[Finding]:
    query = sa.select(DecisionRow, SnapshotRow).outerjoin(
        SnapshotRow, SnapshotRow.id == DecisionRow.snapshot_id
    )
    if dossier_id is not None:
        query = query.where(DecisionRow.dossier_id == dossier_id)
    for decision, text in db.session.execute(query.order_by(DecisionRow.id)):
        ((name, now),) = hash_of_decision(decision).items()
        if text is None or text.dossier_id != decision.dossier_id or not _is_text(text.kind):
            yield Finding(Fault.DECISION_WITHOUT_TEXT, decision.dossier_id)
        elif known.get((decision.dossier_id, name)) != now:
            yield Finding(Fault.DECISION_CHANGED, decision.dossier_id)


def _corrections(known: Known, dossier_id: int | None = None) -> Iterator[Finding]:
    query = sa.select(CorrectionRow, SnapshotRow).outerjoin(
        SnapshotRow, SnapshotRow.id == CorrectionRow.snapshot_id
    )
    if dossier_id is not None:
        query = query.where(CorrectionRow.dossier_id == dossier_id)
    for row, text in db.session.execute(query.order_by(CorrectionRow.id)):
        ((name, now),) = hash_of_correction(row).items()
        belongs = text is not None and (text.kind, text.dossier_id) == (kind_of(row.version), row.dossier_id)
        if not belongs or known.get((row.dossier_id, name)) != now:
            yield Finding(Fault.CORRECTION_CHANGED, row.dossier_id)


def _reopenings(known: Known, dossier_id: int | None = None) -> Iterator[Finding]:
    query = sa.select(ReopeningRow).order_by(ReopeningRow.id)
    if dossier_id is not None:
        query = query.where(ReopeningRow.dossier_id == dossier_id)
    for row in db.session.scalars(query):
        ((name, now),) = hash_of_reopening(row).items()
        if known.get((row.dossier_id, name)) != now:
            yield Finding(Fault.REOPENING_CHANGED, row.dossier_id)


def _files(known: Known, dossier_id: int | None = None) -> Iterator[Finding]:
    """Look at the files that are fixed, one at a time: a PDF is large. Previews may change."""
    query = sa.select(ArtifactRow.id).where(ArtifactRow.fixed).order_by(ArtifactRow.id)
    if dossier_id is not None:
        query = query.where(ArtifactRow.dossier_id == dossier_id, ArtifactRow.name.like("section%"))
    for row_id in db.session.scalars(query).all():
        row = db.session.get_one(ArtifactRow, row_id)
        said = known.get((row.dossier_id, row.name))
        if said is None:
            yield Finding(Fault.FILE_UNKNOWN, row.dossier_id, row.name)
        elif not hashlib.sha256(row.content).hexdigest() == row.sha256 == said:
            yield Finding(Fault.FILE_CHANGED, row.dossier_id, row.name)
        db.session.expunge(row)


def _count(column: InstrumentedAttribute[int]) -> int:
    return db.session.scalar(sa.select(sa.func.count(column))) or 0

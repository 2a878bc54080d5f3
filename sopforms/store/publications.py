"""What is public: the sections that were published, by school and year, and schools to find them by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from sopforms.core import alphabet, filing
from sopforms.core.codes import Step
from sopforms.core.correction import version_in
from sopforms.store import decisions, drafts, reopenings
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.decisions import ArtifactRow, DecisionRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import SnapshotRow
from sopforms.store.locations import LocationRow
from sopforms.store.reopenings import ReopeningRow

MOST_FOUND = 50
_PUBLIC = (Step.PUBLISHED, Step.ACTIVE)


@dataclass(frozen=True, slots=True)
class Published:
    """One published section: its dossier, school, year, decision, and the sealed text in force.

    While that text is being changed, `dossier` is as it was when it was published: a copy to read.
    """

    dossier: DossierRow
    location: LocationRow
    school_year: str
    snapshot: SnapshotRow
    decision: DecisionRow


def of_location(location_id: int) -> list[Published]:
    """Return what this school published, newest year first."""
    return _found(DossierRow.location_id == location_id)


def of_cycle(cycle_id: int) -> list[Published]:
    """Return what the schools of a round published, newest dossier first."""
    return _found(DossierRow.cycle_id == cycle_id)


def by_fingerprint(sha256: str) -> Published | None:
    """Return the published section of which a version has this fingerprint; its text is the one in force."""
    sealed = sa.select(SnapshotRow.dossier_id).where(SnapshotRow.sha256 == sha256, drafts.is_sealed())
    found = _found(DossierRow.id.in_(sealed))
    known = bool(found) and sha256 in {one.sha256 for one in versions_of(found[0].dossier.id)}
    return found[0] if known else None


def versions_of(dossier_id: int) -> list[SnapshotRow]:
    """Return every version of a published text: as adopted, and as corrected or changed since.

    A version that was adopted and not published yet is not among them.
    """
    query = sa.select(SnapshotRow).where(SnapshotRow.dossier_id == dossier_id, drafts.is_sealed())
    query = query.join(DossierRow, DossierRow.id == SnapshotRow.dossier_id).where(
        SnapshotRow.id <= _in_force()
    )
    return list(db.session.scalars(query.order_by(SnapshotRow.id)))


def changes_of(one: Published) -> list[tuple[int, DecisionRow, str]]:
    """Return each later decision about a published text: which version it made, and why it was changed."""
    reasons = {row.edition: row.reason for row in reopenings.of_dossier(one.dossier.id)}
    kinds = {row.id: row.kind for row in versions_of(one.dossier.id)}
    return [
        (version_in(kinds[row.snapshot_id]), row, reasons[row.edition])
        for row in decisions.all_of(one.dossier.id)
        if row.edition > 1 and row.snapshot_id in kinds
    ]


def by_file(sha256: str) -> Published | None:
    """Return the published section of which a file with this fingerprint was made."""
    made = sa.select(ArtifactRow.dossier_id).where(
        ArtifactRow.sha256 == sha256, ArtifactRow.fixed, ArtifactRow.name.startswith("section.")
    )
    found = _found(DossierRow.id.in_(made))
    return found[0] if found else None


def version_of_file(one: Published, sha256: str) -> int:
    """Return of which version of a published text a file with this fingerprint was made."""
    name = db.session.scalar(
        sa.select(ArtifactRow.name).where(
            ArtifactRow.dossier_id == one.dossier.id, ArtifactRow.sha256 == sha256
        )
    )
    return filing.version_in(name or "")


def search(words: str) -> list[LocationRow]:
    """Return the schools whose name, place or code holds every one of these words, by name."""
    query = sa.select(LocationRow).order_by(LocationRow.name, LocationRow.id).limit(MOST_FOUND)
    for word in words.lower().split()[:6]:
        query = query.where(_named(word))
    return sorted(db.session.scalars(query), key=lambda row: (alphabet.place(row.name), row.id))


def speaking_of(stems: Sequence[str], words: Sequence[str], years: Sequence[str]) -> list[Published]:
    """Return the published texts of these school years that hold one of the beginnings of words, by school.

    `words` must stand in name, place or code of the school, each of them. At most `MOST_FOUND`.
    """
    text = sa.func.lower(SnapshotRow.guide)
    hits = sa.or_(*(text.like(f"%{_plain(stem.rstrip('.'))}%", escape="\\") for stem in stems))
    schools = [_named(word) for word in words]
    found = _found(hits, CycleRow.school_year.in_(years), *schools, most=MOST_FOUND)
    return sorted(
        found, key=lambda one: (alphabet.place(one.location.name), one.location.id, one.school_year)
    )


def _named(word: str) -> sa.ColumnElement[bool]:
    """Return that a word stands in name, place or code of a school."""
    part = f"%{_plain(word)}%"
    fields = (LocationRow.name, LocationRow.place, LocationRow.municipality, LocationRow.code)
    return sa.or_(*(sa.func.lower(field).like(part, escape="\\") for field in fields))


def _plain(word: str) -> str:
    """Return the word with what LIKE would read as a pattern taken literally."""
    for mark in ("\\", "%", "_"):
        word = word.replace(mark, f"\\{mark}")
    return word


def _in_force() -> sa.ColumnElement[int]:
    """Return which text of a dossier everybody reads; NULL where nothing was published.

    As adopted, or as corrected last. While an adopted text is changed it is the one from before: until the
    next one is published.
    """
    sealed = aliased(SnapshotRow)
    newest = sa.select(sa.func.max(sealed.id)).where(
        sealed.dossier_id == DossierRow.id, sealed.kind.not_like("papers%")
    )
    before = sa.select(ReopeningRow.public_id).where(
        ReopeningRow.dossier_id == DossierRow.id, ReopeningRow.edition == DossierRow.edition
    )
    return sa.case(
        (DossierRow.step.in_(_PUBLIC), newest.correlate(DossierRow).scalar_subquery()),
        else_=before.correlate(DossierRow).scalar_subquery(),
    )


def _found(*where: sa.ColumnElement[bool], most: int | None = None) -> list[Published]:
    decided = aliased(DecisionRow)
    last = (
        sa.select(sa.func.max(decided.id))
        .where(decided.dossier_id == DossierRow.id, decided.snapshot_id <= SnapshotRow.id)
        .correlate(DossierRow, SnapshotRow)
        .scalar_subquery()
    )
    rows = db.session.execute(
        sa.select(DossierRow, LocationRow, CycleRow.school_year, SnapshotRow, DecisionRow)
        .join(LocationRow, LocationRow.id == DossierRow.location_id)
        .join(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .join(SnapshotRow, SnapshotRow.id == _in_force())
        .join(DecisionRow, DecisionRow.id == last)
        .where(*where)
        .order_by(CycleRow.school_year.desc(), DossierRow.id.desc())
        .limit(most)
    )
    return [
        Published(reopenings.public(row), location, year, text, decision)
        for row, location, year, text, decision in rows
    ]

"""What a draft is made of: the queries over values, points, pupils' voice and last year's adopted text."""

from __future__ import annotations

import sqlalchemy as sa

from sopforms.store import cycles, dossiers
from sopforms.store.advices import AdviceRequestRow, AdviceRow, ConsultationRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import SnapshotRow, find_snapshot
from sopforms.store.talks import PointRow, PupilVoiceRow, SchoolValueRow


def values_of(dossier_id: int) -> list[SchoolValueRow]:
    """Return the school values of a dossier, by indicator."""
    query = sa.select(SchoolValueRow).where(SchoolValueRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(SchoolValueRow.indicator)))


def points_of(dossier_id: int) -> list[PointRow]:
    """Return the development points of a dossier, in the order in which they were written."""
    query = sa.select(PointRow).where(PointRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(PointRow.id)))


def voices_of(dossier_id: int) -> list[PupilVoiceRow]:
    """Return the conversations with pupils, in the order of their days."""
    query = sa.select(PupilVoiceRow).where(PupilVoiceRow.dossier_id == dossier_id)
    return list(db.session.scalars(query.order_by(PupilVoiceRow.held_on, PupilVoiceRow.id)))


def adopted_before(row: DossierRow) -> SnapshotRow | None:
    """Return the text that was adopted last for this location in an earlier school year."""
    year = cycles.get(row.cycle_id).school_year
    earlier = [
        (cycles.get(other.cycle_id).school_year, other.id)
        for other in dossiers.of_location(row.location_id)
        if other.id != row.id
    ]
    for _, dossier_id in sorted((found for found in earlier if found[0] < year), reverse=True):
        snapshot = find_snapshot(dossier_id, "adopted")
        if snapshot is not None:
            return snapshot
    return None


def find_request(dossier_id: int) -> AdviceRequestRow | None:
    """Return the request for advice of a dossier, sent or not."""
    return db.session.scalar(sa.select(AdviceRequestRow).where(AdviceRequestRow.dossier_id == dossier_id))


def find_talk(dossier_id: int) -> ConsultationRow | None:
    """Return the talk with the council before the advice, offered or held."""
    return db.session.scalar(
        sa.select(ConsultationRow).where(
            ConsultationRow.dossier_id == dossier_id, ConsultationRow.kind == "overleg"
        )
    )


def find_advice(request_id: int) -> AdviceRow | None:
    """Return the advice in force of a request; a withdrawn one does not count."""
    return db.session.scalar(
        sa.select(AdviceRow).where(AdviceRow.request_id == request_id, AdviceRow.withdrawn_at.is_(None))
    )

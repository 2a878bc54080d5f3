"""What a draft is composed of, in two questions: what a school recorded, and its texts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import sqlalchemy as sa

from sopforms.store import drafts
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftCommentRow, DraftPartRow, SnapshotRow
from sopforms.store.previous_texts import PreviousTextRow
from sopforms.store.reopenings import ReopeningRow
from sopforms.store.side_by_side import rows_beside
from sopforms.store.talks import PointRow, PupilVoiceRow, SchoolValueRow


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a school recorded: its values by indicator, this year's points, conversations with pupils."""

    values: dict[str, SchoolValueRow] = field(default_factory=dict)
    points: list[PointRow] = field(default_factory=list)
    voices: list[PupilVoiceRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Texts:
    """The parts of a draft with the comments on each, and the texts that it stands beside.

    `before` was adopted for the location in an earlier year, `former` is what the school brought from before
    this product, by chapter; `replaced` is the text in force that a change of it is told against.
    """

    parts: list[DraftPartRow] = field(default_factory=list)
    comments: dict[str, list[DraftCommentRow]] = field(default_factory=dict)
    before: SnapshotRow | None = None
    former: dict[str, str] = field(default_factory=dict)
    replaced: SnapshotRow | None = None


def recorded(dossier_id: int) -> Recorded:
    """Return what a school recorded in a dossier, in one question."""
    value, point, voice = SchoolValueRow, PointRow, PupilVoiceRow
    piece, beside = rows_beside(3)
    query = (
        sa.select(value, point, voice)
        .select_from(beside)
        .outerjoin(value, (piece == 0) & (value.dossier_id == dossier_id))
        .outerjoin(point, (piece == 1) & (point.dossier_id == dossier_id) & point.earlier.is_(False))
        .outerjoin(voice, (piece == 2) & (voice.dossier_id == dossier_id))
        .order_by(piece, value.indicator, point.id, voice.held_on, voice.id)
    )
    found = Recorded()
    for one, goal, talk in db.session.execute(query):
        if one is not None:
            found.values[one.indicator] = one
        if goal is not None:
            found.points.append(goal)
        if talk is not None:
            found.voices.append(talk)
    return found


def texts(row: DossierRow) -> Texts:
    """Return the draft of a dossier and the texts beside it, in one question."""
    part, comment, former, snapshot = DraftPartRow, DraftCommentRow, PreviousTextRow, SnapshotRow
    piece, beside = rows_beside(5)
    own = sa.select(part.id).where(part.dossier_id == row.id).correlate(None)
    before = (piece == 3) & (snapshot.id == drafts.id_adopted_before(row))
    replaced = (piece == 4) & (snapshot.id == _replaced_by(row))
    query = (
        sa.select(piece, part, comment, former, snapshot)
        .select_from(beside)
        .outerjoin(part, (piece == 0) & (part.dossier_id == row.id))
        .outerjoin(comment, (piece == 1) & comment.part_id.in_(own))
        .outerjoin(former, (piece == 2) & (former.dossier_id == row.id))
        .outerjoin(snapshot, before | replaced)
        .order_by(piece, part.place, comment.id, former.id)
    )
    found = Texts()
    keys: dict[int, str] = {}
    adopted: dict[int, SnapshotRow] = {}
    for place, each, remark, old, text in db.session.execute(query):
        if each is not None:
            found.parts.append(each)
            keys[each.id] = each.key
        if remark is not None:
            found.comments.setdefault(keys[remark.part_id], []).append(remark)
        if old is not None:
            found.former[old.key] = old.text
        if text is not None:
            adopted[place] = text
    return replace(found, before=adopted.get(3), replaced=adopted.get(4))


def _replaced_by(row: DossierRow) -> sa.ScalarSelect[int]:
    """Return, for a query, the text in force on which this edition goes on; none for the first."""
    query = sa.select(ReopeningRow.snapshot_id).where(
        ReopeningRow.dossier_id == row.id, ReopeningRow.edition == row.edition
    )
    return query.scalar_subquery()

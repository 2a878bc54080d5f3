"""The adopted text on its way to readers: the editor of the guide, where it stands, who has it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sopforms.actions import addresses, links
from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import blocks_json, letter
from sopforms.core import placement as rules
from sopforms.core.actor import Actor
from sopforms.core.blocks import Part, Text
from sopforms.core.codes import Deed, LinkPurpose
from sopforms.core.correction import version_in
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.mailing import Address, Letter, LinkTo
from sopforms.core.placement import Chore, Piece, Receiver
from sopforms.core.schoolyear import SchoolYear
from sopforms.output import to_text
from sopforms.store import cycles, dossiers, drafts, letters, placements, reopenings
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import SnapshotRow
from sopforms.store.links import ended
from sopforms.store.placements import ChoreRow, DeliveryRow, GuideEditorRow, PlacementRow

SOON = timedelta(days=14)  # for a later version of a text that is read already


@dataclass(frozen=True, slots=True)
class Placed:
    """One part of the adopted text and where it stands.

    `newer` tells that another text was adopted since it was placed; `pieces` where what was pasted back
    differs from the text as adopted now.
    """

    part: Part
    row: PlacementRow | None
    newer: bool
    pieces: tuple[Piece, ...]

    @property
    def state(self) -> str:
        """How it is: `open`, `newer`, `differs`, `same`, or `placed` while nobody compared."""
        if self.row is None:
            return "open"
        if self.newer:
            return "newer"
        if self.row.pasted:
            return "differs" if self.pieces else "same"
        return "placed"


def text_of(dossier_id: int) -> tuple[SnapshotRow, Text]:
    """Return the adopted text for the guide with its snapshot; raise NotFound before adoption."""
    snapshot = reopenings.placed(dossiers.get(dossier_id))
    if snapshot is None:
        raise NotFound
    return snapshot, blocks_json.load(snapshot.guide)


def of_dossier(dossier_id: int) -> list[Placed]:
    """Return every part of the adopted text with where it stands, in the order of the text."""
    snapshot, text = text_of(dossier_id)
    rows = placements.of_dossier(dossier_id)
    return [_placed(part, rows.get(part.key), snapshot.sha256) for part in text.parts]


def _placed(part: Part, row: PlacementRow | None, sha256: str) -> Placed:
    newer = row is not None and row.sha256 != sha256
    pieces = rules.difference(to_text.part(part), row.pasted) if row is not None and row.pasted else ()
    return Placed(part, row, newer, pieces)


def newer_dossier(row: DossierRow) -> DossierRow | None:
    """Return the dossier of a later year of this school whose text is in the guide already."""
    mine = cycles.get(row.cycle_id).school_year
    later = [
        other
        for other in dossiers.of_location(row.location_id)
        if other.guide_section_on is not None and cycles.get(other.cycle_id).school_year > mine
    ]
    return max(later, key=lambda other: cycles.get(other.cycle_id).school_year, default=None)


# The editor


@deed
def name_editor(dossier_id: int, name: str, email: str, *, actor: Actor, today: date) -> bool:
    """Record who makes guide and site; return whether they get a mail now: when there is a text.

    The link of whoever had it before ends for this text; to the texts of other years they keep theirs.
    The same address gets one mail a day, unless somebody else was named in between.
    """
    row = dossiers.get(dossier_id)
    if not name.strip():
        raise Invalid(name="Vul de naam van de gidsredacteur in.")
    before = placements.editor_of(row.location_id)
    if before is not None and before.email.lower() != email.lower():
        links.revoke_all(LinkPurpose.GUIDE, row.id)
    editor = before or GuideEditorRow(location_id=row.location_id, name="", email="", named_on=today)
    editor.name, editor.email, editor.named_on = name.strip(), email, today
    db.session.add(editor)
    occasion = f"{today}:{ended(LinkPurpose.GUIDE, row.id)}"
    placed = reopenings.in_force(row).guide_section_on  # while it is changed: the text from before
    written = letter_to(editor, row, occasion, today) if placed else None
    mailed = written is not None and letters.find(written.dedupe) is None
    record(Deed.NAME_GUIDE_EDITOR, row, actor, today, letters=[written] if written else [])
    db.session.flush()
    return mailed


def letter_to(editor: GuideEditorRow, row: DossierRow, occasion: str, today: date) -> Letter:
    """Return the mail with which the editor comes to the text of a dossier."""
    return letter.section_ready(
        addresses.about(row), row.id, Address(editor.name, editor.email), LinkTo(LinkPurpose.GUIDE, row.id),
        publish_by(row), occasion=occasion, replaces=replaces(row), waits=waits_until(row, today),
    )  # fmt: skip


def replaces(row: DossierRow) -> bool:
    """Whether an earlier text of this school is known to stand somewhere."""
    others = [other.id for other in dossiers.of_location(row.location_id) if other.id != row.id]
    return any(placements.of_dossier(other) for other in others) or bool(placements.of_dossier(row.id))


def publish_by(row: DossierRow) -> date:
    """Return the last day before the year of the text: parents have it before it begins.

    A later version of the text is due within two weeks when that day is over; no text before its decision
    may be carried out.
    """
    year = SchoolYear.parse(cycles.get(row.cycle_id).school_year)
    usual, sealed = year.first_day - timedelta(days=1), drafts.find_in_force(row.id)
    waits = _suspended_until(row)
    if sealed is not None and version_in(sealed.kind) > 1:
        return max(usual, max(sealed.taken_on, waits or sealed.taken_on) + SOON)
    return max(usual, waits + timedelta(days=1)) if waits is not None else usual


def waits_until(row: DossierRow, today: date) -> date | None:
    """Return the last day on which guide and site must not have the text yet (Wms 34); None when they may."""
    waits = _suspended_until(row)
    return waits if waits is not None and today <= waits else None


def _suspended_until(row: DossierRow) -> date | None:
    held = reopenings.in_force(row)  # while it is changed: the text from before
    return held.suspended_until if held.waived_on is None else None


# Where it stands, what of the old SOP is gone, who has it


@deed
def place_text(
    dossier_id: int, key: str, place: str, pasted: str, *, actor: Actor, today: date
) -> bool | None:
    """Record where a part stands; with `pasted`, say whether its words are those that were adopted.

    Returns None when nothing was pasted back.
    """
    rules.check_placement(place, pasted)
    snapshot, text = text_of(dossier_id)
    part = next((one for one in text.parts if one.key == key), None)
    if part is None:
        raise NotFound
    record(Deed.PLACE_TEXT, dossiers.get(dossier_id), actor, today)
    row = placements.of_dossier(dossier_id).get(key)
    row = row or PlacementRow(dossier_id=dossier_id, key=key, place="", placed_on=today, sha256="", pasted="")
    row.place, row.placed_on, row.sha256 = place.strip()[:300], today, snapshot.sha256
    row.pasted = pasted.strip()
    row.same = rules.is_same(to_text.part(part), pasted) if pasted.strip() else None
    db.session.add(row)
    db.session.flush()
    return row.same


@deed
def tidy_old_text(dossier_id: int, done: Collection[Chore], *, actor: Actor, today: date) -> None:
    """Record what of the SOP of before is gone from guide and site; what is not ticked is open."""
    record(Deed.TIDY_OLD_TEXT, dossiers.get(dossier_id), actor, today)
    known = placements.chores_of(dossier_id)
    for chore in Chore:
        if chore in done and chore not in known:
            db.session.add(ChoreRow(dossier_id=dossier_id, chore=chore, done_on=today))
        elif chore not in done and chore in known:
            db.session.delete(known[chore])
    db.session.flush()


@deed
def record_delivery(
    dossier_id: int, receiver: Receiver, delivered_on: date | None, how: str, *, actor: Actor, today: date
) -> None:
    """Record when and how parents, council or inspectorate got the guide."""
    row = dossiers.get(dossier_id)
    rules.check_delivery(delivered_on, row.published_on, today)
    assert delivered_on is not None
    record(Deed.RECORD_DELIVERY, row, actor, today)
    found = placements.deliveries_of(dossier_id).get(receiver)
    found = found or DeliveryRow(
        dossier_id=dossier_id, receiver=receiver, edition=row.edition, delivered_on=delivered_on
    )
    found.delivered_on, found.how = delivered_on, how.strip()[:200]
    db.session.add(found)
    db.session.flush()

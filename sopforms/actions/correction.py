"""Mending a typing error in an adopted text: a new version, sealed like the first, and who must know."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from sopforms.actions import addresses, documents, placement, proof
from sopforms.actions.council import parties_of
from sopforms.actions.deed import deed
from sopforms.actions.guide import editors, files_of
from sopforms.actions.recording import record
from sopforms.core import blocks_json, change_letter, letter
from sopforms.core import correction as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Step
from sopforms.core.errors import NotFound
from sopforms.core.mailing import Letter, LinkTo
from sopforms.store import corrections, dossiers, drafts, locations, placements, reopenings
from sopforms.store.corrections import CorrectionRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow


@deed
def correct_text(
    dossier_id: int, part: str, was: str, now: str, reason: str, *, actor: Actor, today: date
) -> CorrectionRow:
    """Replace the words of a typing error by a new version of the text; the adopted one stays on file.

    Raises Invalid for what is more than a typing error, or stands nowhere in this part; NotFound before the
    text was adopted.
    """
    row, sealed = dossiers.get(dossier_id), drafts.find_in_force(dossier_id)
    rules.check(was, now, reason)
    if sealed is None:
        raise NotFound
    text = rules.corrected(blocks_json.load(sealed.guide), part, was, now)
    version = corrections.version_of(dossier_id) + 1
    snapshot = drafts.add_snapshot(
        row.id, rules.kind_of(version), blocks_json.load(sealed.chapters), text, today
    )
    new = CorrectionRow(
        dossier_id=row.id,
        snapshot_id=snapshot.id,
        version=version,
        part=part,
        was=was,
        now=now,
        reason=reason.strip(),
        corrected_on=today,
        name=actor.name[:120],
        function=actor.function[:80],
    )
    db.session.add(new)
    db.session.flush()
    files = files_of(version) if row.guide_section_on is not None else ()
    record(
        Deed.CORRECT_TEXT, row, actor, today, documents=files,
        letters=[*(_told(row, version, today) if files else ()), *_for_file(row, version, today)],
        hashes={**proof.hashes_of(snapshot), **proof.hash_of_correction(new)},
    )  # fmt: skip
    flag_modified(row, "step")  # who opens the text again at this moment must begin from these words
    documents.order(row.id, *files)
    return new


def files_in_force(row: DossierRow) -> tuple[str, ...]:
    """Return the names of the files of the text for the guide."""
    sealed = reopenings.placed(row)
    return files_of(rules.version_in(sealed.kind) if sealed else 1)


def _for_file(row: DossierRow, version: int, today: date) -> tuple[Letter, ...]:
    """Return the mails to secretary and chair of the council: it advised about these words."""
    found = parties_of(row.id)
    both = (found.secretary, found.chair) if found else ()
    to = {one.email.lower(): one for one in both if one is not None and one.email}
    is_public = row.step in (Step.PUBLISHED, Step.ACTIVE)
    page = f"/school/{locations.get(row.location_id).code}" if is_public else ""
    return change_letter.text_corrected(
        addresses.about(row), row.id, list(to.values()), corrected=today, version=version, page=page
    )


def _told(row: DossierRow, version: int, today: date) -> list[Letter]:
    """Return the mails that say that a newer text exists: to who makes guide and site, and the head."""
    occasion, editor = f"versie {version}", placements.editor_of(row.location_id)
    page = LinkTo(path=f"/dossier/{row.id}/schoolgids")
    about, day, waits = addresses.about(row), placement.publish_by(row), placement.waits_until(row, today)
    told = [
        letter.section_ready(about, row.id, to, page, day, occasion=occasion, replaces=True, waits=waits)
        for to in editors(row)
    ]
    return [*told, placement.letter_to(editor, row, occasion, today)] if editor is not None else told

"""Pupils' voice on the offer: what a group said, recorded about the group. No names, no single pupil."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sopforms.actions import published, recording
from sopforms.actions.deed import deed
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.questionnaire import Questionnaire
from sopforms.store import cycles, dossiers, locations, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PupilVoiceRow


def conversation(row: DossierRow) -> tuple[int, Questionnaire]:
    """Return version and questions of the conversation with pupils of this round."""
    version, form = published.questionnaire_of(cycles.set_of(row), "leerlingen")
    return version.id, form.for_sector(locations.get(row.location_id).kind)


def get_voice(dossier_id: int, voice_id: int) -> PupilVoiceRow:
    """Return a recorded conversation of this dossier; raise NotFound."""
    row = db.session.get(PupilVoiceRow, voice_id)
    if row is None or row.dossier_id != dossier_id:
        raise NotFound
    return row


@deed
def record_pupil_voice(
    dossier_id: int,
    answers: Mapping[str, Any],
    held_on: date,
    leader: str,
    *,
    actor: Actor,
    today: date,
    voice_id: int | None = None,
) -> None:
    """Record what a group of pupils said; with `voice_id` an earlier record is mended. Raises Invalid."""
    row = dossiers.get(dossier_id)
    version_id, form = conversation(row)
    problems = form.problems(answers)
    if problems:
        raise Invalid(**{problem.path: problem.message("nl") for problem in problems})
    if held_on > today:
        raise Invalid(held_on="Kies de dag waarop het gesprek was.")
    recording.record(Deed.RECORD_PUPIL_VOICE, row, actor, today)
    if voice_id is None:
        found = PupilVoiceRow(dossier_id=row.id)
        db.session.add(found)
    else:
        found = get_voice(dossier_id, voice_id)
    found.version_id, found.answers = version_id, form.clean(answers)
    found.held_on, found.leader = held_on, leader


def groups_of(dossier_id: int) -> list[PupilVoiceRow]:
    """Return the recorded conversations with pupils, in the order in which they were held."""
    return talks.pupil_voices_of(dossier_id)

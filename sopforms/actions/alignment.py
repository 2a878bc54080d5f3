"""Schools agree with their neighbours; the partnership remarks or objects; the school answers. All on record.

None of it changes where a dossier is, and nothing waits for it: the partnership never approves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sopforms.actions import coverage, recording
from sopforms.actions.coverage import Region, Round
from sopforms.actions.deed import deed
from sopforms.core import alignment
from sopforms.core.actor import Actor
from sopforms.core.alignment import Remark
from sopforms.core.codes import Deed
from sopforms.core.coverage import School, Topic
from sopforms.core.errors import Invalid, Refused
from sopforms.store import alignments, cycles, dossiers
from sopforms.store.alignments import AgreementRow, CoverageRemarkRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

_DEEDS = {Remark.REMARK: Deed.REMARK_COVERAGE, Remark.BURDEN: Deed.OBJECT_BURDEN}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A school nearby: whether it shares its offer already, and (topic, rank) of what it shares."""

    school: School
    shares: bool
    offer: tuple[tuple[Topic, int], ...]


def region_of(row: DossierRow) -> Region:
    """Return what the schools of the partnership share in the round of this dossier."""
    return coverage.of_rounds(row.partnership_id, [cycles.get(row.cycle_id)])


def neighbours(row: DossierRow, region: Region) -> list[Neighbour]:
    """Return the schools nearby with what each shares; of one without a draft nothing is known."""
    network, now = region.network(), region.rounds[0]
    found = []
    for school in alignment.neighbours(region.schools, row.location_id):
        ranks = [(topic, network.rank(school, topic)) for topic in network.topics]
        offer = tuple((topic, rank) for topic, rank in ranks if rank is not None)
        found.append(Neighbour(school, now.shares(school.id), offer))
    return found


def values_of(now: Round, location_id: int, language: str) -> list[tuple[str, str, str, int | None]]:
    """Return (chapter, topic, value in words, rank) of all that a school shares, in the order of the set."""
    found = []
    for name, entry in now.terms.entries.items():
        value = now.values.get((location_id, name))
        if value is not None:
            words = now.terms.words(name, value, language)
            rank = now.terms.rank(name, value)
            found.append((entry.chapter or "", now.terms.short(name, language), words, rank))
    return found


@deed
def agree(
    dossier_id: int, other_location_id: int, topic: str, text: str, *, actor: Actor, today: date
) -> AgreementRow:
    """Write down an agreement with a school nearby; it counts once that school confirmed it.

    Raises Invalid for another school than one nearby that takes part in the round, or a text that cannot be.
    """
    row = dossiers.get(dossier_id)
    schools = alignment.neighbours(region_of(row).schools, row.location_id)
    if other_location_id not in {school.id for school in schools}:
        raise Invalid(school="Kies een school uit de lijst.")
    if dossiers.find(row.cycle_id, other_location_id) is None:
        raise Invalid(school="Deze school doet nog niet mee aan de ronde. Kies een andere school.")
    text = alignment.check_text("text", text)
    recording.record(Deed.AGREE_WITH_SCHOOL, row, actor, today)
    made = AgreementRow(
        partnership_id=row.partnership_id,
        cycle_id=row.cycle_id,
        location_id=row.location_id,
        other_location_id=other_location_id,
        topic=topic.strip()[:80],
        text=text,
        made_by=actor.name,
        made_on=today,
    )
    db.session.add(made)
    db.session.flush()
    return made


@deed
def confirm(dossier_id: int, agreement_id: int, *, actor: Actor, today: date) -> None:
    """Say yes to what another school wrote down; once more changes nothing.

    Raises Refused for the school that wrote it, and for one that was ended.
    """
    row = dossiers.get(dossier_id)
    found = alignments.get_agreement(row.cycle_id, row.location_id, agreement_id)
    if found.location_id == row.location_id:
        raise Refused("other_school_confirms")
    if found.ended_on is not None:
        raise Refused("agreement_ended")
    if found.confirmed_on is None:
        recording.record(Deed.CONFIRM_AGREEMENT, row, actor, today)
        found.confirmed_on, found.confirmed_by = today, actor.name


@deed
def end(dossier_id: int, agreement_id: int, *, actor: Actor, today: date) -> None:
    """End an agreement; it stays to be read. Either school may; once more changes nothing."""
    row = dossiers.get(dossier_id)
    found = alignments.get_agreement(row.cycle_id, row.location_id, agreement_id)
    if found.ended_on is None:
        recording.record(Deed.END_AGREEMENT, row, actor, today)
        found.ended_on, found.ended_by = today, actor.name


@deed
def remark(
    dossier_id: int, kind: Remark, topic: str, text: str, *, actor: Actor, today: date
) -> CoverageRemarkRow:
    """Put a remark on the coverage, or an objection with its reason, at a draft; the school decides."""
    row = dossiers.get(dossier_id)
    text = alignment.check_reason(text) if kind is Remark.BURDEN else alignment.check_text("text", text)
    doing = _DEEDS[kind]
    recording.record(doing, row, actor, today)
    made = CoverageRemarkRow(
        dossier_id=row.id,
        kind=kind,
        topic=topic.strip()[:80],
        text=text,
        name=actor.name,
        role=actor.role_for(doing),
        made_on=today,
    )
    db.session.add(made)
    db.session.flush()
    return made


@deed
def answer(dossier_id: int, remark_id: int, text: str, *, actor: Actor, today: date) -> None:
    """Write down what the school or its board does with it. Raises Refused for a second answer."""
    row = dossiers.get(dossier_id)
    found = alignments.get_remark(row.id, remark_id)
    if found.answered_on is not None:
        raise Refused("remark_answered")
    said = alignment.check_text("text", text)
    recording.record(Deed.ANSWER_REMARK, row, actor, today)
    found.answer, found.answered_by, found.answered_on = said, actor.name, today


def for_request(remarks: Sequence[CoverageRemarkRow]) -> str:
    """Return what the partnership said, as the papers of the council quote it; empty without a remark."""
    return "\n\n".join(
        f"{'Bezwaar (onevenredige belasting)' if one.kind is Remark.BURDEN else 'Opmerking'}"
        f"{f' over {one.topic.lower()}' if one.topic else ''}: {one.text}"
        f"{f' Antwoord van de school: {one.answer}' if one.answer else ''}"
        for one in remarks
    )

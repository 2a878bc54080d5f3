"""Gathers the card for a team: the adopted text, what its indicators are about, what the team answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.actions import composing, needs
from sopforms.core import blocks_json, staff_card
from sopforms.core.draft_sentences import Speaker, asked_in
from sopforms.core.staff_card import Answered, Card
from sopforms.output.language import long_date
from sopforms.store import cycles, decisions, dossiers, drafts, talks
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import SnapshotRow


@dataclass(frozen=True, slots=True)
class StaffCard:
    """The card of one adopted text: for which school year, since which day, and what it asks per need."""

    school_year: str
    adopted_on: date | None
    cards: tuple[Card, ...]


def of_dossier(row: DossierRow) -> StaffCard | None:
    """Return the card of the text that was adopted in this dossier; before that, of the one in force.

    None when this school never adopted a text here.
    """
    snapshot = drafts.find_in_force(row.id) or drafts.adopted_before(row)
    return None if snapshot is None else _card(dossiers.get(snapshot.dossier_id), snapshot)


def before(row: DossierRow) -> StaffCard | None:
    """Return the card of the text that was in force when this dossier began: its survey looks back at it."""
    snapshot = drafts.adopted_before(row)
    return None if snapshot is None else _card(dossiers.get(snapshot.dossier_id), snapshot)


def _card(row: DossierRow, sealed: SnapshotRow) -> StaffCard:
    asked = asked_in(composing.questionnaires_of(row))
    about = {name: tuple(place.entry.need) for name, place in asked.items()}
    called = needs.of(row.partnership_id)
    found = staff_card.cards(blocks_json.load(sealed.guide), called, about, _answers(row))
    decision = decisions.of_text(sealed)
    decided_on = decision.decided_on if decision else None
    return StaffCard(cycles.get(row.cycle_id).school_year, decided_on, found)


def _answers(row: DossierRow) -> dict[str, Answered]:
    """Return what the team answered to each statement, as the value that it agreed on."""
    asked = asked_in(composing.questionnaires_of(row))
    speaker = Speaker(asked, {}, lambda day: long_date(day, weekday=False))
    return {
        name: Answered(asked[name].short, speaker.display(asked[name], value.value))
        for name, value in talks.values_of(row.id).items()
        if name in asked and asked[name].is_staff and not asked[name].is_open
    }

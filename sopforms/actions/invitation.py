"""The invitation as colleagues will read it: to look at, and to send to oneself first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sopforms.actions import addresses, letters, published
from sopforms.actions.deed import deed
from sopforms.actions.survey import USUAL_LENGTH
from sopforms.core import letter, pace
from sopforms.core.mailing import Address, Letter, LinkTo
from sopforms.output.wording import Wording
from sopforms.store import cycles, dossiers, locations, surveys
from sopforms.store.dossiers import DossierRow

NOBODY_YET = 0


def preview(row: DossierRow, to: Address, today: date, instead: str) -> Wording:
    """Return the words of the invitation; `instead` stands where everybody has a link of their own."""
    return letters.preview(_written(row, to, today), instead)


@deed
def send_to_myself(dossier_id: int, to: Address, request_id: str, *, today: date) -> None:
    """Mail the invitation to who is about to invite; its link leads to the questions on paper.

    It belongs to no dossier, so that it counts among no invitations.
    """
    row = dossiers.get(dossier_id)
    page = LinkTo(path=f"/dossier/{row.id}/op-papier/evaluatie")
    mine = _written(row, to, today)
    letters.put(replace(mine, link=page, dossier_id=None, dedupe=f"trial:{row.id}:{request_id}"))


def _written(row: DossierRow, to: Address, today: date) -> Letter:
    """Return the invitation with the last day that stands, or the usual one before the survey is open."""
    survey = surveys.find_of_dossier(row.id)
    closes = survey.closes_on if survey else today + USUAL_LENGTH
    _version, form = published.questionnaire_of(cycles.set_of(row), "evaluatie")
    minutes = pace.minutes(form.for_sector(locations.get(row.location_id).kind).pages)
    return letter.survey_opened(addresses.about(row), NOBODY_YET, to, closes, minutes)

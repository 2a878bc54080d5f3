"""Printed slips with a code, for colleagues whose address the school does not have.

Each code opens one response, until that was sent. How many there are is counted; whose is whose nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sopforms.actions import limits, links, recording
from sopforms.actions.deed import deed
from sopforms.core import link as link_rules
from sopforms.core import slip as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LinkPurpose
from sopforms.core.errors import Invalid
from sopforms.core.limits import SLIP_FROM
from sopforms.store import clock, dossiers, slips, surveys
from sopforms.store import links as link_rows
from sopforms.store.dossiers import DossierRow
from sopforms.store.links import LinkRow
from sopforms.store.surveys import ParticipationRow, SurveyRow

MOST = 200


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip as it is printed."""

    number: int
    code: str


@deed
def make_slips(dossier_id: int, count: int, *, actor: Actor, today: date) -> None:
    """Make more slips for a survey that runs; each counts as somebody who was asked."""
    row = dossiers.get(dossier_id)
    recording.record(Deed.INVITE_STAFF, row, actor, today)
    add(surveys.get_of_dossier(row.id), count, today)


def add(survey: SurveyRow, count: int, today: date) -> None:
    """Add slips to a survey within the running deed. Raises Invalid for more than a school can need."""
    numbers = [one.slip_number or 0 for one in slips.of_survey(survey.id)]
    if count < 0 or len(numbers) + count > MOST:
        raise Invalid(slips="Maak hoogstens 200 briefjes.")
    first, key = max(numbers, default=0) + 1, links.keys_in_use()[0]
    for number in range(first, first + count):
        made = slips.add(survey, number, today)
        made.code_digest = _digest(key, survey.id, made.id)
        survey.invited += 1


def to_print(row: DossierRow) -> list[Slip]:
    """Return every slip that was not taken back, used or not: a second print tells nothing about anybody."""
    survey = surveys.get_of_dossier(row.id)
    return [
        Slip(one.slip_number or 0, _code(survey.id, one))
        for one in slips.of_survey(survey.id)
        if one.revoked_on is None
    ]


def counted(survey_id: int) -> tuple[int, int]:
    """Return how many slips there are, and how many were taken back."""
    found = slips.of_survey(survey_id)
    return len(found), sum(one.revoked_on is not None for one in found)


@deed
def revoke_slips(dossier_id: int, numbers: Iterable[int], *, actor: Actor, today: date) -> None:
    """Take back slips that were lost or are left over: their code opens nothing any more.

    What was sent by such a slip stays and counts; what was only begun is not sent any more. Raises `Invalid`
    for a number that was never printed.
    """
    row = dossiers.get(dossier_id)
    survey, wanted = surveys.get_of_dossier(row.id), set(numbers)
    made = slips.of_survey(survey.id)
    if not wanted <= {one.slip_number for one in made}:
        raise Invalid(number="Er is geen briefje met dit nummer.")
    recording.record(Deed.INVITE_STAFF, row, actor, today)
    for one in made:
        if one.slip_number in wanted and one.revoked_on is None:
            one.revoked_on = today
            survey.invited -= not one.done
            links.revoke_all(LinkPurpose.SURVEY, one.id)


@deed
def open_slip(typed: str, source: str) -> LinkRow | None:
    """Return the link by which this browser may answer; None for a code that opens nothing (any more).

    A code is spent once its answers were sent: whoever finds the slip then reads nothing. Too many codes from
    one place are not even looked at.
    """
    if not limits.take(SLIP_FROM, source):
        return None
    row = _find(typed)
    if row is None or row.revoked_on is not None or row.done or row.cut:
        return None
    survey = surveys.get(row.survey_id)
    if survey.closed_on is not None or survey.closes_on < clock.today():
        return None
    links.revoke_all(LinkPurpose.SURVEY, row.id)  # one browser at a time: the last one to type the code
    until = clock.now() + link_rules.LIFETIME[LinkPurpose.SURVEY]
    made = links.issue(LinkPurpose.SURVEY, row.id, dossiers.get(survey.dossier_id).partnership_id, "", until)
    link_rows.mark_opened(made.id, clock.now(), once=False)
    return made


def _find(typed: str) -> ParticipationRow | None:
    bare = rules.bare(typed)
    return slips.find([rules.digest(key, bare) for key in links.keys_in_use()]) if bare else None


def _digest(key: bytes, survey_id: int, participation_id: int) -> str:
    bare = rules.bare(rules.code(key, survey_id, participation_id))
    assert bare is not None
    return rules.digest(key, bare)


def _code(survey_id: int, row: ParticipationRow) -> str:
    """Return the code as it was printed: with the key of that day, when the key has changed since."""
    for key in links.keys_in_use():
        if row.code_digest == _digest(key, survey_id, row.id):
            return rules.code(key, survey_id, row.id)
    return "–"

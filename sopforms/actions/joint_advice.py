"""The council advises about several schools at once: one act, code and receipt; an advice per dossier."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from sopforms.actions import advice as deeds
from sopforms.actions import council_questions as council_letters
from sopforms.actions import together
from sopforms.actions.advice_letters import advised
from sopforms.actions.council import parties
from sopforms.actions.deed import deed
from sopforms.actions.recording import ask, record
from sopforms.core import joint_advice as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Step
from sopforms.core.errors import Refused
from sopforms.core.joint_advice import JointAdvice
from sopforms.store import advice_drafts, advices, clock, council_questions, dossiers, drafts, locations
from sopforms.store.advices import AdviceRequestRow, AdviceRow
from sopforms.store.db import db


@dataclass(frozen=True, slots=True)
class Mark:
    """The fingerprints that stand on the receipt for one school: of its text, and of the advice about it."""

    school: str
    text: str
    advice: str


def marks_of(given: list[AdviceRow]) -> list[Mark]:
    """Return the fingerprints of each advice and of the text it is about."""
    found = []
    for row in given:
        dossier = dossiers.get(advices.get_request(row.request_id).dossier_id)
        snapshot = drafts.find_papers(dossier.id)
        name = locations.get(dossier.location_id).name
        found.append(Mark(name, snapshot.sha256 if snapshot else "", row.sha256))
    return found


def given_of(lead: AdviceRequestRow) -> list[AdviceRow]:
    """Return the advice in force about each school of the request that has one."""
    found = [advices.in_force(request.id) for request in together.requests_of(lead)]
    return [row for row in found if row is not None]


def seen_before_sending(lead: AdviceRequestRow, requests: list[AdviceRequestRow], said: JointAdvice) -> str:
    """Return what stands for all that would be sent: each advice with its text, and the signed letter."""
    signed = council_questions.letter_of(lead.id, None)
    seen = [
        deeds.seen_before_sending(request, one) for request, one in zip(requests, said.each(), strict=True)
    ]
    return hashlib.sha256("|".join([*seen, signed.sha256 if signed else ""]).encode()).hexdigest()


def seen_before_withdrawing(given: list[AdviceRow]) -> str:
    """Return what stands for everything that would be taken back."""
    return hashlib.sha256("|".join(map(deeds.seen_before_withdrawing, given)).encode()).hexdigest()


@deed
def give_joint_advice(
    request_id: int, asked: list[int], said: JointAdvice, code: str, *, actor: Actor, today: date
) -> list[AdviceRow]:
    """Take the advice about several schools in one act, or about none of them.

    `request_id` is the first request, `asked` those that are answered, in the order of `said.schools`. Board
    and heads are told, secretary and chair get one receipt with the fingerprint about each school.
    """
    lead = advices.get_request(request_id)
    requests = [advices.get_request(each) for each in asked]
    rules.check(said, dossiers.get(lead.dossier_id).due_on, today)
    known = []
    for request, one in zip(requests, said.each(), strict=True):
        row = dossiers.get(request.dossier_id)
        given = deeds.known(row, one.form, today)
        known.append(given)
        row.step = ask(Deed.GIVE_ADVICE, row, actor, today, facts=given)
    db.session.flush()  # of two at once, the second stops here
    seen = seen_before_sending(lead, requests, said)
    if not advice_drafts.use_code(lead.id, deeds.code_hash(lead.id, code), clock.now(), seen):
        raise Refused("code_wrong")
    added = [deeds.put(request, one) for request, one in zip(requests, said.each(), strict=True)]
    _send_along(lead, added)
    marks = "; ".join(f"{mark.school}: {mark.advice}" for mark in marks_of(added))
    written = advised(parties(lead), added[0], today, marks)
    for request, facts in zip(requests, known, strict=True):
        row = dossiers.get(request.dossier_id)
        letters = written if request is requests[0] else ()
        record(Deed.GIVE_ADVICE, row, actor, today, facts=facts, letters=letters)
    return added


def _send_along(lead: AdviceRequestRow, added: list[AdviceRow]) -> None:
    """Tie the signed letter to every advice that is sent: it is about all of them."""
    waiting = council_questions.letter_of(lead.id, None)
    if waiting is None:
        return
    for new in added:
        if new.request_id != lead.id:
            council_letters.copy_along(waiting, new.request_id, new.id)
    if any(new.request_id == lead.id for new in added):
        council_letters.send_along(lead.id, next(new.id for new in added if new.request_id == lead.id))
    else:
        council_questions.drop_letters(lead.id)


@deed
def withdraw_joint_advice(
    request_id: int, code: str, fields: dict[str, Any], *, actor: Actor, today: date
) -> None:
    """Take the whole advice back, before the board reacted about any of the schools."""
    lead = advices.get_request(request_id)
    given = given_of(lead)
    rows = [dossiers.get(advices.get_request(each.request_id).dossier_id) for each in given]
    if not given or any(row.step is not Step.ADVISED for row in rows):
        raise Refused("already_reacted" if given else "advice_withdrawn")
    seen = seen_before_withdrawing(given)
    for row in rows:
        record(Deed.WITHDRAW_ADVICE, row, actor, today)
    if not advice_drafts.use_code(lead.id, deeds.code_hash(lead.id, code), clock.now(), seen):
        raise Refused("code_wrong")
    for each in given:
        each.withdrawn_at = clock.now()
    first = given[0]
    if (sent := council_questions.letter_of(first.request_id, first.id)) is not None:
        council_letters.keep_for_later(sent, lead.id)
    draft = advice_drafts.find(lead.id)
    if draft is not None:
        advice_drafts.save(lead.id, fields, draft.version)

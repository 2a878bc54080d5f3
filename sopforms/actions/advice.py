"""The council advises: what it is writing, the code that sends it, sending, taking back, and silence."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

from flask import current_app

from sopforms.actions import council_questions as council_letters
from sopforms.actions import letters as outgoing
from sopforms.actions import standing, together
from sopforms.actions.advice_letters import advised, expired
from sopforms.actions.council import parties
from sopforms.actions.deed import deed, submit_id
from sopforms.actions.recording import ask, record
from sopforms.core import advice as rules
from sopforms.core import council as council_rules
from sopforms.core import letter
from sopforms.core.actor import Actor
from sopforms.core.advice import Advice
from sopforms.core.codes import AdviceForm, Deed, Step
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Invalid, Refused
from sopforms.core.mailing import SHORT_LIFE, Address
from sopforms.store import advice_drafts, advices, clock, council_questions, dossiers, drafts, facts, sessions
from sopforms.store.advices import AdvicePointRow, AdviceRequestRow, AdviceRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

CODES_PER_HOUR = 6


# What the council is writing


@deed
def start_draft(request_id: int) -> None:
    """Make room for what the council will write; does nothing when there is."""
    advice_drafts.start(request_id)


@deed
def keep_draft(request_id: int, fields: dict[str, Any], version: int) -> bool:
    """Keep what was typed meanwhile (autosave); False when a newer text was saved elsewhere."""
    return advice_drafts.keep(request_id, fields, version)


@deed
def save_draft(request_id: int, fields: dict[str, Any], version: int) -> bool:
    """Save what was typed; False when somebody else saved first, and then nothing is overwritten."""
    return advice_drafts.save(request_id, fields, version)


# The code


@deed
def send_code(request_id: int, to: str, seen: str) -> None:
    """Mail six digits to the address of the link; they work a quarter of an hour, and end older ones.

    `seen` is what the check page showed (`seen_before_sending`, `seen_before_withdrawing`): the code is for
    that and for nothing else.
    """
    found = parties(advices.get_request(request_id))
    about = found.about_all
    advice_drafts.start(request_id)
    now = clock.now()
    hour = f"{now:%Y-%m-%dT%H}"
    if not sessions.take_attempt(f"advice_code:{request_id}", hour, CODES_PER_HOUR):
        raise Refused("codes_asked_too_often")
    code = f"{int.from_bytes(clock.token_bytes(8)) % 1_000_000:06d}"
    advice_drafts.set_code(request_id, code_hash(request_id, code), now + SHORT_LIFE, seen)
    asked = submit_id.get() or clock.token_bytes(8).hex()
    name = found.row.secretary_name
    outgoing.put(
        letter.advice_code(about, request_id, Address(name, to), code=code, request=asked, right=found.right)
    )


def try_code(request_id: int, code: str) -> bool:
    """Whether this code works now; a wrong one counts, and after five no code works any more.

    Every try is one of its own, also when the same page is sent again.
    """
    token = submit_id.set("")
    try:
        return bool(_try_code(request_id, code))
    finally:
        submit_id.reset(token)


@deed
def _try_code(request_id: int, code: str) -> bool:
    return advice_drafts.try_code(request_id, code_hash(request_id, code), clock.now())


def code_hash(request_id: int, code: str) -> str:
    """Return what the database holds of a code: nothing by which six digits could be found again."""
    key = str(current_app.config["LINK_KEY"]).split(",")[0].encode()
    said = "".join(code.split())
    return hmac.new(key, f"advice code|{request_id}|{said}".encode(), hashlib.sha256).hexdigest()


# Sending


def fingerprint(advice: Advice) -> str:
    """Return the sha256 of everything the council sent, as it stands on the receipt."""
    said = json.dumps(asdict(advice), sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def seen_before_sending(request: AdviceRequestRow, advice: Advice) -> str:
    """Return what stands for the advice as it would be sent, its signed letter, and the text it is about."""
    snapshot = drafts.find_papers(request.dossier_id)
    about = snapshot.sha256 if snapshot else ""
    letter_ = council_questions.letter_of(request.id, None)
    signed = letter_.sha256 if letter_ else ""
    return hashlib.sha256(f"{request.id}|{about}|{fingerprint(advice)}|{signed}".encode()).hexdigest()


def seen_before_withdrawing(given: AdviceRow) -> str:
    """Return what stands for the advice that would be taken back."""
    return hashlib.sha256(f"{given.id}|{given.sha256}".encode()).hexdigest()


def known(row: DossierRow, form: AdviceForm | None, today: date) -> Dossier:
    """Return the facts with this form of the advice, and whether the text is still the one that was sent."""
    return replace(standing.known(row, facts.of(row, today=today)), advice_form=form)


@deed
def give_advice(request_id: int, advice: Advice, code: str, *, actor: Actor, today: date) -> AdviceRow:
    """Take the advice: tell board and head, and send secretary and chair the receipt.

    The code is used up in the same transaction, and only for the advice and the text that stood on the check
    page. An earlier answer, which a council with the right of consent
    may replace after the reaction, stays on file.
    """
    request = advices.get_request(request_id)
    row = dossiers.get(request.dossier_id)
    rules.check(advice, row.due_on, today)
    given = known(row, advice.form, today)
    row.step = ask(Deed.GIVE_ADVICE, row, actor, today, facts=given)
    db.session.flush()  # of two at once, the second stops here
    seen = seen_before_sending(request, advice)
    if not advice_drafts.use_code(request_id, code_hash(request_id, code), clock.now(), seen):
        raise Refused("code_wrong")
    new = put(request, advice)
    council_letters.send_along(request_id, new.id)
    record(
        Deed.GIVE_ADVICE, row, actor, today, facts=given,
        letters=advised(parties(request), new, today, new.sha256),
    )  # fmt: skip
    return new


def put(request: AdviceRequestRow, advice: Advice) -> AdviceRow:
    """Keep an advice inside the deed that gives it; the one before it stays on file as replaced."""
    before, row = advices.in_force(request.id), dossiers.get(request.dossier_id)
    if before is not None:
        before.withdrawn_at = clock.now()
        db.session.flush()
    row.reacted_on, row.followed = None, None
    return _add(request.id, advice)


def _add(request_id: int, advice: Advice) -> AdviceRow:
    named = (
        "form", "text", "minority", "meeting_on", "present", "votes_for", "votes_against", "votes_blank",
        "chair", "secretary",
    )  # fmt: skip
    new = AdviceRow(
        request_id=request_id,
        submit_id=hashlib.sha256(_act(request_id)).hexdigest()[:40],
        received_at=clock.now(),
        sha256=fingerprint(advice),
        **{name: getattr(advice, name) for name in named},
    )
    db.session.add(new)
    db.session.flush()
    for place, point in enumerate(advice.points):
        db.session.add(
            AdvicePointRow(
                advice_id=new.id,
                place=place,
                kind=point.kind,
                text=point.text,
                part_of_advice=point.part_of_advice,
            )
        )
    db.session.flush()
    return new


def _act(request_id: int) -> bytes:
    """Return what makes this act of sending its own, also where it gives an advice about several schools."""
    sent = submit_id.get()
    return f"{sent}|{request_id}".encode() if sent else clock.token_bytes(16)


@deed
def withdraw_advice(request_id: int, code: str, fields: dict[str, Any], *, actor: Actor, today: date) -> None:
    """Take the advice back before the board reacts; `fields` is its text as the council goes on writing."""
    request = advices.get_request(request_id)
    row, given = dossiers.get(request.dossier_id), advices.in_force(request_id)
    record(Deed.WITHDRAW_ADVICE, row, actor, today)
    assert given is not None  # the step says that there is one
    seen = seen_before_withdrawing(given)
    if not advice_drafts.use_code(request_id, code_hash(request_id, code), clock.now(), seen):
        raise Refused("code_wrong")
    given.withdrawn_at = clock.now()
    council_letters.take_back(request_id, given.id)
    draft = advice_drafts.find(request_id)
    if draft is not None:
        advice_drafts.save(request_id, fields, draft.version)


# Silence


@deed
def record_no_advice(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Record that the term ended without advice; silence is told as silence, never as a yes.

    Of a request over several schools it is recorded for each of them, and told once.
    """
    rows = together.able(Deed.RECORD_NO_ADVICE, together.rows_of(dossier_id), actor, today)
    request = advices.find_request(together.rows_of(dossier_id)[0].id)
    for row in rows:
        written = expired(parties(request), row.due_on) if request and row is rows[0] else []
        record(Deed.RECORD_NO_ADVICE, row, actor, today, letters=written)
        row.no_advice_on = today


@deed
def remind_council(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Remind the secretary of the last day of the term."""
    rows = together.rows_of(dossier_id)
    request, due = advices.find_request(rows[0].id), rows[0].due_on
    if request is None or due is None:
        raise Refused("term_not_started")
    found = parties(request)
    reminder = letter.advice_reminder(
        found.about_all, request.id, found.secretary, board=found.board.name, advise_by=due, today=today,
        right=found.right, council=council_rules.NAMES[found.row.kind],
    )  # fmt: skip
    able = together.able(Deed.REMIND_COUNCIL, rows, actor, today)
    for row in able:
        record(Deed.REMIND_COUNCIL, row, actor, today, letters=[reminder] if row is able[0] else [])


def days_left(due: date | None, today: date) -> int | None:
    """Return how many days the council still has, today not counted; None while no term runs."""
    return None if due is None else max((due - today) // timedelta(days=1), 0)


def is_open(step: Step) -> bool:
    """Whether the council may be writing at this step; what exactly is allowed, the rules say."""
    return step in (Step.REQUESTED, Step.NO_ADVICE, Step.REACTED)


def check_code_given(code: str) -> None:
    """Raise Invalid when this cannot be a code."""
    said = "".join(code.split())
    if not (len(said) == 6 and said.isascii() and said.isdigit()):
        raise Invalid(code="De code heeft zes cijfers. Kijk in de mail die wij u stuurden.")

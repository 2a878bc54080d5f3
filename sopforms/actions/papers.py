"""The papers of the council and the request that carries them.

What the council reads is taken as a snapshot at the moment of asking. The clock starts when the mail server
accepted the mail to the secretary, when the secretary confirms, or on the day a hand-over is recorded; never
because somebody opened a link.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sopforms.actions import (
    addresses,
    composing,
    delivery,
    documents,
    joining,
    paperwork,
    proof,
    recording,
    together,
)
from sopforms.actions import draft as drafting
from sopforms.actions import letters as outgoing
from sopforms.actions.deed import deed
from sopforms.core import letter, papers
from sopforms.core.actor import CALENDAR, Actor
from sopforms.core.codes import Deed, LetterKind, Step
from sopforms.core.correction import papers_kind
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Conflict, NotFound, Refused
from sopforms.core.mailing import Address, Letter
from sopforms.core.papers import Asked
from sopforms.output.language import DUTCH_TIME, long_date
from sopforms.store import (
    advices,
    clock,
    councils,
    dossiers,
    drafts,
    joint_requests,
    letters,
    locations,
    partnerships,
    reopenings,
)
from sopforms.store.advices import AdviceRequestRow, ConsultationRow
from sopforms.store.councils import CouncilRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.letters import OutboxRow

papers_of = paperwork.papers_of


@deed
def complete_papers(dossier_id: int, asked: Asked, *, version: int | None, actor: Actor, today: date) -> None:
    """Keep what was filled in for the request; what is still empty may stay empty until it is sent.

    `version` is that of the request the form showed, None when there was none. Raises Invalid for a day that
    cannot be, Conflict when somebody else saved meanwhile.
    """
    row = dossiers.get(dossier_id)
    council = _council(row)
    papers.check(asked, paperwork.term(row, today), today, long_date)
    recording.record(Deed.COMPLETE_PAPERS, row, actor, today)
    request = advices.find_request(row.id)
    if (request.version if request else None) != version:
        raise Conflict
    if request is None:
        request = AdviceRequestRow(dossier_id=row.id, edition=row.edition, council_id=council.id)
        db.session.add(request)
    request.council_id = council.id
    for name in Asked.__slots__:
        setattr(request, name, getattr(asked, name))
    db.session.flush()


@deed
def request_advice(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Ask the council: take the snapshot, offer the talk, write to secretary and chair.

    Schools that were chosen to go along are sent with it: one letter, one link, a snapshot of each text.
    Raises Refused while the papers are incomplete, or when one of the schools cannot go along after all;
    Invalid when the day asked for has become too early.
    """
    row = dossiers.get(dossier_id)
    rows = joining.rows_going(row)
    if rows[0].id != row.id:
        raise Refused("joint_goes_along")
    known = joining.check_all(rows, actor, today)
    request = advices.find_request(row.id)
    recording.ask(Deed.REQUEST_ADVICE, row, actor, today, facts=known[0])
    if request is None:
        raise Refused("papers_incomplete")
    papers.check(paperwork.asked_of(request), paperwork.term(row, today), today, long_date)
    joining.take_over(rows)
    if (joint := joint_requests.find(row.id)) is not None:
        joint.sent_on = today
    for each in rows:
        each.requested_on = today
    for each, facts in zip(rows, known, strict=True):
        _request(each, facts, actor, today, written=_requested(rows, request, today) if each is row else ())


def _request(
    row: DossierRow, facts: Dossier, actor: Actor, today: date, *, written: tuple[Letter, ...]
) -> None:
    """Send what one school asks: its text is kept as it is now, the talk stands offered."""
    request = together.request_of(row.id)
    request.council_id = _council(row).id
    request.outcomes = paperwork.frozen(row, request, today)
    kind, file = papers_kind(row.edition), documents.papers_name(row)
    snapshot = drafts.add_snapshot(row.id, kind, *drafting.current_text(row.id), today)
    request.snapshot_id = snapshot.id
    request.sent_on = today
    db.session.add(
        ConsultationRow(
            dossier_id=row.id, edition=row.edition, kind="overleg", offered_on=today,
            planned_for=request.talk_on,
        )
    )  # fmt: skip
    recording.record(
        Deed.REQUEST_ADVICE, row, actor, today, facts=facts, letters=written, documents=("papers", file),
        hashes=proof.hashes_of(snapshot),
    )  # fmt: skip
    documents.order(row.id, file)


@deed
def confirm_receipt(dossier_id: int, *, received_on: date, how: str, actor: Actor, today: date) -> None:
    """Start the clock; the term is that of the council, or what was agreed in writing.

    On which day it starts depends on who tells (`core.papers.clock_starts`). Raises Invalid for a day before
    the request or after today, Refused when the clock runs already.
    """
    rows = together.rows_of(dossier_id)
    request = advices.find_request(rows[0].id)
    if request is None:
        raise NotFound
    role = actor.role_for(Deed.CONFIRM_RECEIPT)
    starts = papers.clock_starts(role, received_on, rows[0].requested_on, today)
    asked = paperwork.asked_of(request)
    due = papers.due_after(asked, paperwork.term(rows[0], starts))
    for row in rows:
        recording.record(Deed.CONFIRM_RECEIPT, row, actor, today)
        row.received_on, row.received_how = starts, how[:200]
        row.handed_over_on = received_on if received_on != starts else None
        row.due_on = due
        row.due_agreed_with = asked.agreed_with if papers.agreement_holds(asked, starts) else ""
    db.session.flush()


@deed
def record_bounce(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Note that the mail to the secretary came back after all: the clock stops, until it arrives again.

    Raises Refused when the council has answered already, or when the mail was never accepted.
    """
    rows = together.rows_of(dossier_id)
    for row in rows:
        recording.ask(Deed.STOP_CLOCK, row, actor, today)
    mail = request_mail(dossier_id)
    if mail is None:
        raise Refused("step_passed")
    outgoing.record_bounce(mail.id, "de mail kwam terug")
    for row in rows:
        recording.record(Deed.STOP_CLOCK, row, actor, today, documents=("bounce",))
        row.due_on = row.received_on = row.handed_over_on = None
        row.received_how = row.due_agreed_with = ""
    db.session.flush()


def request_mail(dossier_id: int) -> OutboxRow | None:
    """Return the newest mail with the request to the secretary; of several schools there is one."""
    mails = letters.of_dossier(joint_requests.sent(dossier_id)[0])
    return next((one for one in mails if one.kind is LetterKind.ADVICE_REQUESTED and not one.copy), None)


def on_delivered(mail: OutboxRow) -> None:
    """Start the clock: the mail server accepted the request to the secretary. Twice changes nothing."""
    row = dossiers.get(mail.dossier_id) if mail.dossier_id else None
    if row is None or mail.sent_at is None or row.received_on is not None or row.step is not Step.REQUESTED:
        return
    if mail.object_id in advices.of_other_editions(row):
        return  # it came late: the council waits for the request about the next edition
    received_on = mail.sent_at.astimezone(DUTCH_TIME).date()
    how = f"mail aan {mail.to_email}"
    today = max(clock.today(), received_on)
    confirm_receipt(row.id, received_on=received_on, how=how, actor=CALENDAR, today=today)


delivery.DELIVERED[LetterKind.ADVICE_REQUESTED] = on_delivered


def _council(row: DossierRow) -> CouncilRow:
    council = councils.find_of_location(row.location_id)
    if council is None:
        raise Refused("papers_incomplete")
    return council


def _requested(rows: list[DossierRow], request: AdviceRequestRow, today: date) -> tuple[Letter, ...]:
    row, council = rows[0], _council(rows[0])
    board = partnerships.get_board(locations.get(row.location_id).board_id)
    chair = Address(council.chair_name, council.chair_email) if council.chair_email else None
    return letter.advice_requested(
        replace(addresses.about(row), school=together.names_of(rows)),
        request.id,
        Address(council.secretary_name, council.secretary_email),
        chair,
        board=board.name,
        advise_by=request.answer_by or paperwork.term(row, today).due,
        consultation_on=request.talk_on,
        right=paperwork.council_of(row).right_on(today),
        council=composing.noun_of(council),
        first=all(reopenings.compared_with(each) is None for each in rows),
        change=row.edition > 1,
    )

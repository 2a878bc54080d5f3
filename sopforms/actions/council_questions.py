"""What the council asks before it advises, the board's answer, and the signed letter beside the advice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from sopforms.actions import together
from sopforms.actions.council import parties, parties_of, told_inside
from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import council as council_rules
from sopforms.core import council_question as rules
from sopforms.core import question_letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Step
from sopforms.core.council_question import Wish
from sopforms.core.errors import NotFound, Refused
from sopforms.store import advices, clock, council_questions, dossiers
from sopforms.store.council_questions import CouncilQuestionRow, SignedLetterRow
from sopforms.store.db import db

MOST_QUESTIONS = 20  # of one council about one request


@dataclass(frozen=True, slots=True)
class Answer:
    """What the board answers; `agreed` is the later last day it agrees to, for a question that asked one."""

    text: str
    agrees: bool = False
    agreed: date | None = None
    name: str = ""


@deed
def ask_board(
    request_id: int, wish: Wish, text: str, wanted: date | None, *, actor: Actor, today: date
) -> None:
    """Ask the board for information or a later day: board and head get a mail, the term runs on meanwhile.

    The question is about the whole request: of several schools `request_id` is that of the first. Raises
    Invalid for a question that says nothing, Refused once there are `MOST_QUESTIONS`.
    """
    found = parties(advices.get_request(request_id))
    row = found.dossier
    rules.check_question(wish, text, wanted, row.due_on or found.request.answer_by, today)
    if len(council_questions.questions_of(request_id)) >= MOST_QUESTIONS:
        raise Refused("too_many_questions")
    new = CouncilQuestionRow(
        request_id=request_id,
        wish=wish,
        text=text.strip(),
        wanted=wanted if wish is Wish.LATER_DAY else None,
        asked_on=today,
    )
    db.session.add(new)
    db.session.flush()
    letters = [
        question_letter.council_asked(
            told.about, new.id, told.to, asked=today,
            page=f"/dossier/{told.dossier_id}/vragen-van-de-raad",
            later=wish is Wish.LATER_DAY, right=found.right, council=council_rules.NAMES[found.row.kind],
        )
        for told in told_inside(found)
    ]  # fmt: skip
    for each in together.rows_of(row.id):
        record(Deed.ASK_BOARD, each, actor, today, letters=letters if each is row else ())


@deed
def answer_council(dossier_id: int, question_id: int, answer: Answer, *, actor: Actor, today: date) -> None:
    """Answer a question of the council; with a later day that the board agrees to, the term ends then.

    The day stands in writing on both sides: asked by the secretary, agreed to by the board. Raises NotFound
    for a question of somebody else, Refused when it was answered before.
    """
    rows = together.rows_of(dossier_id)
    row, found = rows[0], parties_of(rows[0].id)
    question = council_questions.find_question(found.request.id, question_id) if found else None
    if found is None or question is None:
        raise NotFound
    if question.answered_on is not None:
        raise Refused("question_answered")
    rules.check_answer(
        question.wish, answer.text, answer.agreed, agrees=answer.agrees,
        may_move=row.step is Step.REQUESTED, due=row.due_on or found.request.answer_by, today=today,
    )  # fmt: skip
    agreed = answer.agreed if answer.agrees and question.wish is Wish.LATER_DAY else None
    written = question_letter.council_answered(
        found.about_all, found.request.id, question.id, found.secretary, board=found.board.name,
        asked=question.asked_on, answer_by=agreed, right=found.right,
    )  # fmt: skip
    able = together.able(Deed.ANSWER_COUNCIL, rows, actor, today)
    for each in able:
        record(Deed.ANSWER_COUNCIL, each, actor, today, letters=[written] if each is able[0] else ())
    question.answer, question.answered_on, question.agreed = answer.text.strip(), today, agreed
    question.answered_by = (answer.name or actor.name)[:120]
    for each in rows if agreed is not None else ():
        together.request_of(each.id).answer_by = agreed
        if each.received_on is not None:
            each.due_on, each.due_agreed_with = agreed, found.row.secretary_name[:120]
    db.session.flush()


# The signed letter


@deed
def attach_letter(request_id: int, name: str, content: bytes, *, actor: Actor, today: date) -> None:
    """Keep the signed letter beside the advice that is being written; it replaces an earlier one."""
    rules.check_letter(content)
    row = dossiers.get(advices.get_request(request_id).dossier_id)
    record(Deed.ATTACH_LETTER, row, actor, today, documents=("signed_letter",))
    council_questions.drop_letters(request_id)
    db.session.add(_letter(request_id, name, content))
    db.session.flush()


@deed
def drop_letter(request_id: int, *, actor: Actor, today: date) -> None:
    """Take the letter away again, before the advice is sent."""
    if council_questions.letter_of(request_id, None) is None:
        return
    row = dossiers.get(advices.get_request(request_id).dossier_id)
    record(Deed.ATTACH_LETTER, row, actor, today)
    council_questions.drop_letters(request_id)


def send_along(request_id: int, advice_id: int) -> None:
    """Tie the letter to the advice that is sent now; inside that deed."""
    waiting = council_questions.letter_of(request_id, None)
    if waiting is not None:
        waiting.advice_id = advice_id
        db.session.flush()


def take_back(request_id: int, advice_id: int) -> None:
    """Put a copy of the letter beside the advice as it is written on; the sent one stays on file."""
    sent = council_questions.letter_of(request_id, advice_id)
    if sent is not None:
        keep_for_later(sent, request_id)


def keep_for_later(sent: SignedLetterRow, request_id: int) -> None:
    """Put a copy of a letter that was sent beside the advice that is being written, unless one waits."""
    if council_questions.letter_of(request_id, None) is None:
        db.session.add(_letter(request_id, sent.name, sent.content))
        db.session.flush()


def copy_along(sent: SignedLetterRow, request_id: int, advice_id: int) -> None:
    """Put the letter that is sent beside the advice about another school of the same request too."""
    row = _letter(request_id, sent.name, sent.content)
    row.advice_id = advice_id
    db.session.add(row)
    db.session.flush()


def _letter(request_id: int, name: str, content: bytes) -> SignedLetterRow:
    return SignedLetterRow(
        request_id=request_id,
        name=name[-120:] or "brief.pdf",
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        added_at=clock.now(),
    )

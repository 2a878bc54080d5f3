"""What becomes of a published question set: closed, withdrawn, and how a round goes on after that.

A closed set is for who began with it. A withdrawn one was wrong: drafts of answers on it end, and a round
that works with it may go on with another set.
"""

from __future__ import annotations

from datetime import date

from sopforms.actions.deed import deed
from sopforms.core import confirmation
from sopforms.core.actor import Actor
from sopforms.core.codes import Act, Role
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.store import cycles, logbook, question_use, questionnaires
from sopforms.store.questionnaires import QuestionSetRow


@deed
def close(partnership_id: int, set_id: int, actor: Actor, today: date) -> None:
    """Close a set: no round and no survey begins with it any more; who began, finishes.

    Closing twice is harmless. Raises NotFound for a set of another partnership, Invalid while it is the
    exception of a school that has not begun: that school would stand still.
    """
    row = own_set(partnership_id, set_id)
    if question_use.waiting_with(row.id):
        raise Invalid(
            close="Kies eerst andere vragen voor de scholen die deze vragen als uitzondering hebben."
        )
    if row.closed_on is None:
        row.closed_on, row.closed_by = today, actor.person_id
        note(Act.CLOSE_QUESTIONS, row, actor, today)


@deed
def withdraw(partnership_id: int, set_id: int, reason: str, actor: Actor, today: date) -> None:
    """Withdraw a set that was wrong: drafts of answers on it end, and who wrote them reads `reason`.

    Answers that were sent stay what they are. Raises Invalid without a reason, NotFound as `close`.
    """
    row = own_set(partnership_id, set_id)
    if not reason.strip():
        raise Invalid(reason="Schrijf waarom, in gewone woorden. Wie bezig was, leest dit.")
    if len(reason.strip()) > confirmation.LONGEST_REASON:
        raise Invalid(reason=f"Maak de reden korter: het maximum is {confirmation.LONGEST_REASON} tekens.")
    if row.withdrawn_on is None:
        row.closed_on = row.closed_on or today
        row.closed_by = row.closed_by or actor.person_id
        row.withdrawn_on, row.reason = today, reason.strip()
        note(Act.WITHDRAW_QUESTIONS, row, actor, today)


@deed
def go_on_with(partnership_id: int, set_id: int, other_id: int, actor: Actor, today: date) -> None:
    """Let the rounds of a withdrawn set go on with another one, and the schools whose exception it is.

    A survey in which nobody has sent answers begins anew on the new questions, with the same links; one in
    which somebody has keeps its version: answers to other questions are never put together. Raises Refused
    when the set was not withdrawn, Invalid when the other one is closed or another partnership's.
    """
    row = own_set(partnership_id, set_id)
    other = questionnaires.get_set(other_id)
    if row.withdrawn_on is None:
        raise Refused("questions_in_use")
    if other.partnership_id != partnership_id or other.closed_on is not None:
        raise Invalid(question_set="Kies een vragenset die nog open is.")
    version = questionnaires.find_in_set(other.id, "evaluatie")
    if version is None:
        raise Invalid(question_set="Kies een vragenset met een vragenlijst voor het team.")
    for survey in question_use.unanswered(row.id):
        question_use.begin_anew(survey, version.id)
    for cycle in cycles.of_partnership(partnership_id):
        if cycle.question_set_id == row.id:
            cycle.question_set_id = other.id
    question_use.carry_over(row.id, other.id)
    note(Act.GO_ON_WITH_QUESTIONS, other, actor, today)


def note(act: Act, row: QuestionSetRow, actor: Actor, today: date) -> None:
    """Write a line in the logbook of the partnership; reasons stand with the set itself."""
    logbook.write(
        today,
        act,
        Role.SWV,
        partnership_id=row.partnership_id,
        person_id=actor.person_id,
        details={"set": row.id},
    )


def own_set(partnership_id: int, set_id: int) -> QuestionSetRow:
    """Return a set of this partnership; raise NotFound."""
    row = questionnaires.get_set(set_id)
    if row.partnership_id != partnership_id:
        raise NotFound
    return row

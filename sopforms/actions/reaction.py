"""The board's written reaction to the advice, with reasons, also when it follows everything (Wms 17 c)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sopforms.actions import coverage
from sopforms.actions.council import Talk, parties, record_further_talks
from sopforms.actions.deed import deed
from sopforms.actions.recording import ask, record
from sopforms.core import advice as rules
from sopforms.core import letter
from sopforms.core.actor import Actor
from sopforms.core.advice import Advice, Reaction
from sopforms.core.codes import Deed
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Refused
from sopforms.store import advices, cycles, decisions, dossiers, facts
from sopforms.store.advices import AdviceRow, ReactionRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

CONCEPT = "reaction"


@deed
def save_reaction(
    dossier_id: int, fields: dict[str, Any], version: int, *, actor: Actor, today: date
) -> bool:
    """Keep what was typed; False when somebody else saved first. `version` is 0 the first time."""
    return decisions.save_concept(
        dossier_id, CONCEPT, fields, version, person_id=actor.person_id, today=today
    )


def given_advice(dossier_id: int) -> tuple[AdviceRow, Advice]:
    """Return the advice that is to be answered; raise Refused when there is none."""
    request = advices.find_request(dossier_id)
    row = advices.in_force(request.id) if request else None
    if row is None:
        raise Refused("advice_missing")
    return row, advices.value(row)


def known(row: DossierRow, said: Advice, reaction: Reaction, actor: Actor, today: date) -> Dossier:
    """Return the facts with what this reaction still leaves open."""
    stored = facts.of(row, mandate=bool(actor.mandate), today=today)
    return replace(stored, reaction_points_open=rules.points_open(said, reaction))


@deed
def react(
    dossier_id: int, reaction: Reaction, *, talks_on: date | None = None, actor: Actor, today: date
) -> None:
    """Send the reaction to the council. When it deviates, it offers further talks in the same letter.

    Whether it deviates is decided by the rules from the answers to the points, not by the board's own label.
    """
    row = dossiers.get(dossier_id)
    given, said = given_advice(dossier_id)
    asked = known(row, said, reaction, actor, today)
    step = ask(Deed.REACT, row, actor, today, facts=asked)
    rules.check_reaction(said, reaction)
    follows = not rules.deviates(said, reaction)
    row.reacted_on, row.followed, row.step = today, follows, step
    db.session.flush()
    sent = ReactionRow(
        advice_id=given.id,
        text=reaction.text,
        follows=follows,
        sent_on=today,
        name=reaction.name,
        function=reaction.function,
        coverage={} if follows or not reaction.network else coverage.frozen(cycles.get(row.cycle_id), today),
    )
    db.session.add(sent)
    for point, answered in zip(advices.points_of(given.id), reaction.points, strict=False):
        point.answer, point.reason, point.change = answered.answer, answered.reason, answered.change
        point.part = answered.part
    db.session.flush()
    found = parties(advices.get_request(given.request_id))
    letters = letter.reaction_sent(
        found.about, found.request.id, sent.id, found.secretary, found.chair,
        board=found.board.name, talks_offered=not follows, right=found.right,
    )  # fmt: skip
    record(Deed.REACT, row, actor, today, facts=asked, letters=letters)
    decisions.drop_concept(dossier_id, CONCEPT)
    if not follows:
        record_further_talks(dossier_id, Talk(planned_for=talks_on), actor=actor, today=today)

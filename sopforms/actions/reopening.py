"""Changing what an adopted text says: it is opened again, and goes the whole way of advice and decision.

The adopted text stays in force and stays what everybody reads until a next one takes its place. The dossier
begins a next edition: a request, talks, a reaction, a judgement and a decision of its own; what was asked,
advised and decided before stays on record. Until it decides, the board may give the change up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.actions import addresses, draft_changes, links, proof, read_round, together
from sopforms.actions.council import Parties, parties, parties_of
from sopforms.actions.deed import deed
from sopforms.actions.recording import ask, record
from sopforms.core import change_letter
from sopforms.core import correction as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LinkPurpose, Role, Step
from sopforms.core.errors import NotFound, Refused
from sopforms.core.mailing import Address, Letter
from sopforms.store import advices, decisions, dossiers, drafts, facts, joint_requests, people, reopenings
from sopforms.store.advices import AdvicePointRow, AdviceRequestRow, AdviceRow, ReactionRow
from sopforms.store.db import db
from sopforms.store.decisions import DecisionRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.reopenings import ReopeningRow


@dataclass(frozen=True, slots=True)
class Earlier:
    """An edition before the one that the dossier is at: what was asked, advised, answered and decided.

    `why` is why it was begun, empty for the first; `given_up` tells that it came to no decision.
    """

    edition: int
    why: str
    request: AdviceRequestRow | None
    advice: AdviceRow | None
    points: tuple[AdvicePointRow, ...]
    reaction: ReactionRow | None
    decision: DecisionRow | None

    @property
    def given_up(self) -> bool:
        """Whether the board took the change back."""
        return self.decision is None


def earlier(row: DossierRow) -> list[Earlier]:
    """Return every other edition of the text of a dossier, the newest first."""
    begun = reopenings.of_dossier(row.id)
    whys = {1: "", **{one.edition: one.reason for one in begun}}
    return [
        _earlier(row, edition, whys[edition])
        for edition in sorted(whys, reverse=True)
        if edition != row.edition
    ]


def asked_before(row: DossierRow) -> list[Earlier]:
    """Return the earlier editions that the council was asked about, the newest first."""
    return [one for one in earlier(row) if one.request is not None and one.edition < row.edition]


def _earlier(row: DossierRow, edition: int, why: str) -> Earlier:
    request = advices.find_request(row.id, edition)
    advice = advices.in_force(request.id) if request else None
    return Earlier(
        edition=edition,
        why=why,
        request=request if request and request.sent_on else None,
        advice=advice,
        points=tuple(advices.points_of(advice.id)) if advice else (),
        reaction=advices.find_reaction(advice.id) if advice else None,
        decision=decisions.find_decision(row.id, edition),
    )


@deed
def reopen_text(dossier_id: int, reason: str, *, actor: Actor, today: date) -> ReopeningRow:
    """Open the adopted text again as a draft; what was adopted stays in force until the next decision.

    Raises Invalid without a reason, Refused while the council needs the link that it has for this school and
    others together: one still waits for its decision, or for the council to say that it has no objection.
    """
    row, sealed = dossiers.get(dossier_id), drafts.find_in_force(dossier_id)
    rules.check_change(reason)
    if sealed is None:
        raise NotFound
    _check_together(row, today)
    before = parties_of(row.id)
    edition = len(reopenings.of_dossier(row.id)) + 2
    new = ReopeningRow(
        dossier_id=row.id,
        edition=edition,
        snapshot_id=sealed.id,
        public_id=sealed.id if row.step in (Step.PUBLISHED, Step.ACTIVE) else _public_before(row),
        reason=reason.strip(),
        reopened_on=today,
        name=actor.name[:120],
        function=actor.function[:80],
        facts=reopenings.facts_of(row),
        draft=draft_changes.kept(row),
    )
    db.session.add(new)
    db.session.flush()
    told = _reopened(row, before, edition, today) if before else ()
    record(Deed.REOPEN_TEXT, row, actor, today, letters=told, hashes=proof.hash_of_reopening(new))
    _end_links(before)
    joint_requests.leave(row.id)
    _begin(row, edition)
    draft_changes.take_corrections(row)
    db.session.flush()
    return new


def _check_together(row: DossierRow, today: date) -> None:
    rows = together.rows_of(row.id)
    if any(other.adopted_on is None for other in rows):
        raise Refused("joint_undecided")
    others = rows[1:] if rows[0].id == row.id else []  # the link is of the first: it stays for the others
    if any(facts.of(other, today=today).suspended(today) for other in others):
        raise Refused("joint_suspended")


def _public_before(row: DossierRow) -> int | None:
    """Return the text that everybody reads while this edition was never published."""
    last = reopenings.find(row.id, row.edition)
    return last.public_id if last else None


def _begin(row: DossierRow, edition: int) -> None:
    """Let the dossier hold nothing of the edition before; its step is that of a draft."""
    for name in reopenings.OF_AN_EDITION:
        if name not in ("step", "edition"):
            setattr(row, name, "" if name in ("received_how", "due_agreed_with") else None)
    row.edition = edition
    _drop_concepts(row.id)


@deed
def drop_change(dossier_id: int, reason: str, *, actor: Actor, today: date) -> None:
    """Give the change up: draft, values and dossier are again as they were; the council is told.

    Raises Invalid without a reason, Refused where nothing is being changed.
    """
    row = dossiers.get(dossier_id)
    rules.check_change(reason)
    known = facts.of(row, mandate=bool(actor.mandate), today=today)
    ask(Deed.DROP_CHANGE, row, actor, today, facts=known)
    change, asked, edition = reopenings.now(row), parties_of(row.id), row.edition
    assert change is not None  # the rules refuse where nothing is being changed
    told = _dropped(row, change, asked, today)
    _end_links(asked)
    joint_requests.leave(row.id)
    _drop_concepts(row.id)
    if row.read_round_until is not None and row.read_round_closed_on is None:
        read_round.cut(row)  # no morning will close this round any more
    reopenings.put_back(row, change.facts)
    draft_changes.put_back(row, change.draft)
    record(Deed.DROP_CHANGE, row, actor, today, facts=known, letters=told, documents=(f"edition.{edition}",))


def _drop_concepts(dossier_id: int) -> None:
    for kind in ("reaction", "adoption"):
        decisions.drop_concept(dossier_id, kind)


def _end_links(found: Parties | None) -> None:
    """End the links of the council to a request that is no longer the one of the dossier."""
    if found is not None:
        for purpose in (LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ):
            links.revoke_all(purpose, found.request.id)


def _writers(row: DossierRow) -> list[Address]:
    """Return coordinator and head of the school and its board, each address once."""
    about_school = people.holders(Role.COORDINATOR, location_id=row.location_id)
    about_school += people.holders(Role.HEAD, location_id=row.location_id)
    found = parties_of(row.id)
    about_school += people.holders(Role.BOARD, board_id=found.board.id) if found else []
    return [Address(one.name, one.email) for one in {one.email: one for one in about_school}.values()]


def _council(found: Parties) -> list[Address]:
    """Return secretary and chair, each address once."""
    both = (found.secretary, found.chair)
    return list({one.email.lower(): one for one in both if one is not None and one.email}.values())


def _reopened(row: DossierRow, found: Parties, edition: int, today: date) -> tuple[Letter, ...]:
    return change_letter.text_reopened(
        addresses.about(row), edition, _writers(row), _council(found),
        board=found.board.name, reopened=today, page=f"/dossier/{row.id}/concept", right=found.right,
    )  # fmt: skip


def _dropped(row: DossierRow, change: ReopeningRow, asked: Parties | None, today: date) -> tuple[Letter, ...]:
    request = advices.find_request(row.id, change.facts["edition"])
    if request is None:
        return ()
    found, before = parties(request), facts.of(reopenings.before(row, change), today=today)
    return change_letter.change_dropped(
        addresses.about(row), row.edition, _writers(row),
        change_letter.CouncilTo(request.id, found.secretary, found.chair),
        board=found.board.name, dropped=today, page=f"/dossier/{row.id}/besluit", right=before.right,
        asked=bool(asked and asked.request.sent_on),
    )  # fmt: skip

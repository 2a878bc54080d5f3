"""The board decides: it judges the offer, adopts the text, waits when it deviates, and what ends the wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sopforms.actions import draft, links, proof, standing, together
from sopforms.actions.council import Parties, parties_of
from sopforms.actions.deed import deed
from sopforms.actions.recording import ask, record
from sopforms.core import decision as rules
from sopforms.core import letter, roles, waiver_letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LinkPurpose, PointAnswer, Role
from sopforms.core.correction import kind_of
from sopforms.core.decision import Decision, decision_text
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Invalid, Refused
from sopforms.core.mailing import Address, Letter, LinkTo
from sopforms.core.schoolyear import SchoolYear
from sopforms.output.language import long_date
from sopforms.store import advices, clock, corrections, cycles, decisions, dossiers, drafts, facts, people
from sopforms.store.advices import AdvicePointRow
from sopforms.store.db import db
from sopforms.store.decisions import DecisionRow, JudgementRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import SnapshotRow

CONCEPT = "adoption"
VERDICTS = ("toereikend", "deels", "niet")
LINK_WORKS = timedelta(days=14)  # after the decision, or after the last day that it waits


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides where, and on which points the decision deviates, in the words of the board."""

    place: str
    name: str
    function: str
    mandate: str = ""
    deviations: tuple[str, ...] = ()


@deed
def judge_offer(
    dossier_id: int, verdict: str, reason: str, measures: str = "", *, actor: Actor, today: date
) -> None:
    """Record whether the board finds that the offer suffices, why, and what it does where something lacks."""
    problems = {}
    if verdict not in VERDICTS:
        problems["verdict"] = "Kies een oordeel."
    if len(reason.split()) < 3:
        problems["reason"] = "Leg in een of twee zinnen uit waarom."
    if verdict in ("deels", "niet") and len(measures.split()) < 3:
        problems["measures"] = "Schrijf in een of twee zinnen op wat het bestuur eraan doet."
    if problems:
        raise Invalid(**problems)
    row = dossiers.get(dossier_id)
    record(Deed.JUDGE_OFFER, row, actor, today)
    found = decisions.find_judgement(dossier_id)
    if found is None:
        found = JudgementRow(dossier_id=dossier_id, edition=row.edition)
        db.session.add(found)
    found.judged_on, found.verdict, found.reason = today, verdict, reason.strip()
    found.measures = measures.strip()
    db.session.flush()


# Adoption


@deed
def save_adoption(
    dossier_id: int, fields: dict[str, Any], version: int, *, actor: Actor, today: date
) -> bool:
    """Keep who decides where; False when somebody else saved first. `version` is 0 the first time.

    Where the board asks for two persons, who saves is the first; another one adopts. Who does not decide for
    the board may prepare, but counts as neither.
    """
    counts = roles.decides(role_of(actor), mandate=bool(actor.mandate))
    return decisions.save_concept(
        dossier_id, CONCEPT, fields, version, person_id=actor.person_id if counts else None, today=today
    )


def signed(who: Decider, actor: Actor) -> Decider:
    """Return who decides, as the decision names them: a head does so on the mandate that was recorded."""
    return replace(who, mandate=actor.mandate) if role_of(actor) is Role.HEAD else who


def known(row: DossierRow, actor: Actor, today: date) -> Dossier:
    """Return the facts as they are for this person (mandate, second person), and what the text lacks."""
    prepared = decisions.find_concept(row.id, CONCEPT)
    second = prepared is not None and prepared.person_id not in (None, actor.person_id)
    return standing.known(row, facts.of(row, mandate=bool(actor.mandate), second_person=second, today=today))


def decision_of(row: DossierRow, who: Decider, today: date) -> Decision:
    """Return the decision as it would be taken today; raise Refused before advice was asked."""
    found = parties_of(row.id)
    if found is None:
        raise Refused("step_not_reached")
    now = facts.of(row, today=today)
    answered = row.reacted_on is not None
    return Decision(
        school=found.location.name,
        board=found.board.name,
        board_number=found.board.number,
        year=SchoolYear.parse(cycles.get(row.cycle_id).school_year),
        decided=today,
        place=who.place,
        name=who.name,
        function=who.function,
        mandate=who.mandate,
        right=now.right,
        asked=row.requested_on,
        due=row.due_on,
        advised=now.advised if answered else None,
        reacted=row.reacted_on,
        followed=row.followed is not False,
        deviations=who.deviations,
        council=found.council.name,
    )


def wording(decision: Decision) -> str:
    """Return the decision in words, its days written out."""
    return decision_text(decision, lambda day: long_date(day, weekday=False))


def unmet_points(dossier_id: int) -> list[AdvicePointRow]:
    """Return the points on which the board does not follow the advice: what the decision has to name."""
    request = advices.find_request(dossier_id)
    given = advices.in_force(request.id) if request else None
    rows = advices.points_of(given.id) if given else []
    return [
        row
        for row in rows
        if row.answer not in (None, PointAnswer.OVERGENOMEN)
        and (row.part_of_advice or row.kind.value == "voorwaarde")
    ]


def role_of(actor: Actor) -> Role:
    """Return in which quality somebody adopts."""
    return actor.role_for(Deed.ADOPT)


@deed
def adopt(dossier_id: int, who: Decider, *, actor: Actor, today: date) -> DecisionRow:
    """Adopt the text as it stands: seal it, tell council, coordinator and partnership.

    A decision that deviates is not carried out before the suspension is over (Wms 34). The link of the
    council works until two weeks after that.
    """
    row, who = dossiers.get(dossier_id), signed(who, actor)
    now = known(row, actor, today)
    step = ask(Deed.ADOPT, row, actor, today, facts=now)
    decision = decision_of(row, who, today)
    rules.check(decision, role_of(actor), today)
    row.adopted_on, row.suspended_until, row.step = today, decision.suspended_until, step
    db.session.flush()
    sealed = _seal(row, today)
    new = DecisionRow(
        dossier_id=row.id,
        edition=row.edition,
        snapshot_id=sealed.id,
        decided_on=today,
        place=who.place,
        name=who.name,
        function=who.function,
        mandate=who.mandate,
        text=wording(decision),
        deviates=decision.suspended_until is not None,
        suspended_until=decision.suspended_until,
    )
    db.session.add(new)
    db.session.flush()
    found = parties_of(row.id)
    assert found is not None
    record(
        Deed.ADOPT, row, actor, today, facts=now, letters=_told(found, new, today), documents=("adopted",),
        hashes={**proof.hashes_of(sealed), **proof.hash_of_decision(new)},
    )  # fmt: skip
    _end_links(found, decision.suspended_until or today)
    decisions.drop_concept(dossier_id, CONCEPT)
    return new


def _seal(row: DossierRow, today: date) -> SnapshotRow:
    """Keep the exact text that is adopted, with its fingerprint; it never changes afterwards."""
    version = corrections.version_of(row.id) + 1 if drafts.find_in_force(row.id) else 1
    return drafts.add_snapshot(row.id, kind_of(version), *draft.current_text(row.id, decided_on=today), today)


def _told(found: Parties, new: DecisionRow, today: date) -> list[Letter]:
    page = LinkTo(path=f"/dossier/{found.dossier.id}/besluit")
    to: list[tuple[Address, LinkTo]] = [
        (found.secretary, LinkTo(LinkPurpose.ADVICE, found.request.id)),
    ]
    if found.chair is not None and found.chair.email.lower() != found.secretary.email.lower():
        to.append((found.chair, LinkTo(LinkPurpose.ADVICE_READ, found.request.id)))
    inside = (
        *people.holders(Role.COORDINATOR, location_id=found.location.id),
        *people.holders(Role.SWV, partnership_id=found.location.partnership_id),
    )
    to += [(Address(person.name, person.email), page) for person in inside]
    letters = [
        letter.adopted(
            found.about,
            new.id,
            address,
            board=found.board.name,
            decided=today,
            link=link,
            suspended_until=new.suspended_until,
            change=new.edition > 1,
        )
        for address, link in to
    ]
    if new.suspended_until is None:
        return letters
    deviating = letter.decision_deviates(
        found.about, found.request.id, new.id, found.secretary, found.chair,
        board=found.board.name, decided=today, suspended_until=new.suspended_until,
    )  # fmt: skip
    return [*letters, *deviating]


def _end_links(found: Parties, last_day: date) -> None:
    """Let the council's link end some time after the decision; one over several schools after the last."""
    rows = together.rows_of(found.dossier.id)
    lead = together.lead_of(found.request)
    ending = {found.request.id: last_day}
    if all(row.adopted_on for row in rows):
        ending[lead.id] = max(row.suspended_until or row.adopted_on or last_day for row in rows)
    elif lead.id in ending:
        del ending[lead.id]
    for request_id, day in ending.items():
        ends = datetime.combine(day + LINK_WORKS, time(23, 59), tzinfo=clock.AMSTERDAM)
        for purpose in (LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ):
            links.end_at(purpose, request_id, ends)


@deed
def record_waiver(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Record that the council has no objection: the decision need not wait any longer (Wms 34).

    Secretary and chair get notice, so that nobody waives for the council unseen; board and head may go on.
    """
    row, found = dossiers.get(dossier_id), parties_of(dossier_id)
    letters = waiver_letter.waiver_recorded(
        found.about, found.request.id, found.secretary, found.chair, found.deciders,
        recorded=today, page=f"/dossier/{row.id}/besluit",
    ) if found else ()  # fmt: skip
    record(Deed.RECORD_WAIVER, row, actor, today, letters=letters)
    row.waived_on = today
    db.session.flush()

"""The team conversation: kept while it is held, recorded once it is over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sopforms.actions import addresses, consolidation, published, recording
from sopforms.actions.deed import deed, repeatable
from sopforms.core import consolidation as rules
from sopforms.core import letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Agreement, Deed, LinkPurpose
from sopforms.core.errors import Invalid
from sopforms.core.mailing import Address, Letter, LinkTo
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.talk import Outcome, Talk
from sopforms.core.talk_agenda import LENGTHS
from sopforms.output.language import long_date
from sopforms.store import cycles, dossiers, locations, surveys, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import TalkDraftRow, TalkOutcomeRow, TalkRow

EMPTY: Mapping[str, Any] = {"outcomes": {}, "answers": {}, "agreements": "", "typed": {}}


def conversation(row: DossierRow) -> tuple[int, Questionnaire]:
    """Return version and questions of the conversation of this round."""
    version, form = published.questionnaire_of(cycles.set_of(row), "teamgesprek")
    return version.id, form.for_sector(locations.get(row.location_id).kind)


@deed
def start(
    dossier_id: int,
    held_on: date,
    leader: str,
    present: int,
    team: str = "",
    *,
    minutes: int = LENGTHS[0],
    actor: Actor,
    today: date,
) -> int:
    """Begin to keep a conversation of so many minutes and return its id; nothing is recorded yet."""
    row = dossiers.get(dossier_id)
    recording.ask(Deed.RECORD_TALK, row, actor, today)
    begun: dict[str, Any] = {
        "held_on": held_on.isoformat(),
        "leader": leader,
        "present": present,
        "team": team,
    }
    begun |= {"minutes": minutes}
    draft = TalkDraftRow(dossier_id=row.id, data={**EMPTY, **begun})
    db.session.add(draft)
    db.session.flush()
    return draft.id


@repeatable
def keep(dossier_id: int, draft_id: int, **parts: Any) -> None:
    """Change day, leader, number, team or agreements of a conversation that is being held."""
    draft = talks.get_draft(dossier_id, draft_id, lock=True)
    draft.data = {**draft.data, **parts}


@repeatable
def keep_outcome(dossier_id: int, draft_id: int, indicator: str, outcome: Outcome | None) -> None:
    """Keep what was agreed on a topic; None takes it away."""
    draft = talks.get_draft(dossier_id, draft_id, lock=True)
    kept = {name: value for name, value in draft.data["outcomes"].items() if name != indicator}
    if outcome is not None:
        kept[indicator] = {
            "value": outcome.value,
            "agreement": outcome.agreement.value,
            "dissent": outcome.dissent,
        }
    typed = {name: fields for name, fields in draft.typed.items() if name != indicator}
    draft.data = {**draft.data, "outcomes": kept, "typed": typed}


@repeatable
def keep_typed(dossier_id: int, draft_id: int, indicator: str, fields: Mapping[str, str]) -> None:
    """Keep what is being typed on a topic and is no outcome yet, so that it is not lost on the way."""
    draft = talks.get_draft(dossier_id, draft_id, lock=True)
    draft.data = {**draft.data, "typed": {**draft.typed, indicator: dict(fields)}}


@repeatable
def keep_answers(dossier_id: int, draft_id: int, given: Mapping[str, Any], offered: Collection[str]) -> None:
    """Keep the answers to one page of conversation questions; what is offered and not given was emptied."""
    draft = talks.get_draft(dossier_id, draft_id, lock=True)
    answers = {name: value for name, value in draft.data["answers"].items() if name not in offered}
    draft.data = {**draft.data, "answers": answers | dict(given)}


@deed
def drop(dossier_id: int, draft_id: int) -> None:
    """Throw away a conversation that was begun by mistake."""
    db.session.delete(talks.get_draft(dossier_id, draft_id, lock=True))


def talk_of(draft: TalkDraftRow) -> Talk:
    """Return what was kept as a conversation to record."""
    data = draft.data
    outcomes = tuple(
        Outcome(indicator, kept["value"], Agreement(kept["agreement"]), kept["dissent"])
        for indicator, kept in sorted(data["outcomes"].items())
    )
    return Talk(
        date.fromisoformat(data["held_on"]), data["leader"], data["present"], data["team"], outcomes,
        data["answers"], data["agreements"],
    )  # fmt: skip


@deed
def record_talk(
    dossier_id: int, talk: Talk, *, actor: Actor, today: date, draft_id: int | None = None
) -> None:
    """Record a conversation: what all conversations agree on becomes the school value; tell the team.

    Raises Invalid for a day to come, nobody present, or a topic or value that is not in the survey.
    """
    row = dossiers.get(dossier_id)
    recording.ask(Deed.RECORD_TALK, row, actor, today)
    version_id, form = conversation(row)
    _check(talk, row, today)
    if draft_id is not None:
        db.session.delete(talks.get_draft(dossier_id, draft_id, lock=True))
    found = TalkRow(
        dossier_id=row.id, version_id=version_id, held_on=talk.held_on, leader=talk.leader, team=talk.team,
        present=talk.present, answers=form.clean(talk.answers), agreements=talk.agreements,
    )  # fmt: skip
    db.session.add(found)
    db.session.flush()
    for one in talk.outcomes:
        db.session.add(
            TalkOutcomeRow(
                talk_id=found.id, indicator=one.indicator, value=one.value, agreement=one.agreement,
                dissent=one.dissent,
            )
        )  # fmt: skip
    reason = f"Afgesproken in het teamgesprek van {long_date(talk.held_on, weekday=False)}."
    consolidation.settle_from_talks(row, [one.indicator for one in talk.outcomes], reason, today)
    recording.record(Deed.RECORD_TALK, row, actor, today, letters=_told(row, found))


def _check(talk: Talk, row: DossierRow, today: date) -> None:
    if talk.held_on > today:
        raise Invalid(held_on="Kies de dag waarop het gesprek was.")
    if talk.present < 1:
        raise Invalid(present="Vul in hoeveel collega's erbij waren.")
    known = {topic.indicator: topic for topic in rules.topics(consolidation.staff_form(row))}
    for one in talk.outcomes:
        topic = known.get(one.indicator)
        if topic is None:
            raise Invalid(outcomes=f"Het onderwerp {one.indicator} staat niet in de vragenlijst.")
        if one.value is not None and one.value not in {value.value for value in topic.scale.values}:
            raise Invalid(outcomes="Kies een antwoord uit de lijst.")
        if one.value is None and one.agreement is not Agreement.NONE:
            raise Invalid(outcomes="Kies wat het team afsprak, of geef aan dat jullie er niet uitkwamen.")


def _told(row: DossierRow, found: TalkRow) -> list[Letter]:
    """Return the letters to the team: by their own link, and to coordinator and head by the page."""
    about = addresses.about(row)
    page = LinkTo(path=f"/dossier/{row.id}/teamgesprek/verslag/{found.id}")
    school = addresses.school_team(locations.get(row.location_id))
    told = [letter.talk_recorded(about, found.id, to, found.held_on, page) for to in school]
    survey = surveys.find_of_dossier(row.id)
    reached = {to.email for to in school}
    for one in surveys.participations_of(survey.id, by_mail=True) if survey else ():
        if one.email not in reached:
            link = LinkTo(LinkPurpose.SURVEY, one.id)
            told.append(letter.talk_recorded(about, found.id, Address("", one.email), found.held_on, link))
    return told

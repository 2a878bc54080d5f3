"""Which page does which deed, and what the one next step of a school is for who looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from flask import current_app, g, url_for
from flask_babel import gettext

from sopforms.actions import consolidation, standing
from sopforms.core import roles, workflow
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Right, Step
from sopforms.core.dossier import Dossier
from sopforms.core.nextstep import next_deed
from sopforms.store import dossiers, facts
from sopforms.store.dossiers import DossierRow
from sopforms.web import deed_words
from sopforms.web.policy import may_open
from sopforms.web.refusals import sentences

PAGES: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.OPEN_SURVEY: "survey.invite",
        Deed.INVITE_STAFF: "survey.invite",
        Deed.SKIP_SURVEY: "survey.invite",
        Deed.REMIND_STAFF: "survey.response",
        Deed.EXTEND_SURVEY: "survey.response",
        Deed.CLOSE_SURVEY: "survey.response",
        Deed.RECORD_PUPIL_VOICE: "pupils.record",
        Deed.RECORD_TALK: "talk.record",
        Deed.SET_VALUE: "talk.values",
        Deed.CONSOLIDATE: "talk.values",
        Deed.MAKE_DRAFT: "draft.overview",
        Deed.EDIT_CHAPTER: "draft.overview",
        Deed.FINISH_DRAFT: "draft.overview",
        Deed.OPEN_READ_ROUND: "read_round.open",
        Deed.COMPLETE_PAPERS: "papers.edit",
        Deed.REQUEST_ADVICE: "request.check",
        Deed.CONFIRM_RECEIPT: "request.status",
        Deed.STOP_CLOCK: "request.status",
        Deed.REPLACE_SECRETARY: "council.secretary",
        Deed.RECORD_CONSULTATION: "decision.consult",
        Deed.REMIND_COUNCIL: "request.status",
        Deed.RECORD_NO_ADVICE: "decision.no_advice",
        Deed.GIVE_ADVICE: "request.status",
        Deed.REACT: "reaction.edit",
        Deed.RECORD_FURTHER_TALKS: "decision.further_talks",
        Deed.JUDGE_OFFER: "decision.judge",
        Deed.ADOPT: "adoption.adopt",
        Deed.MAKE_GUIDE_SECTION: "guide.section",
        Deed.RECORD_GUIDE_CONSENT: "guide.consent",
        Deed.PUBLISH: "guide.publish",
    }
)


@dataclass(frozen=True, slots=True)
class Next:
    """The next step: `url` is empty when it is somebody else's, `waits_for` when it is one's own."""

    deed: Deed
    label: str
    url: str = ""
    waits_for: str = ""
    until: date | None = None
    obstacles: tuple[str, ...] = ()


def facts_for(row: DossierRow, actor: Actor) -> Dossier:
    """Return the facts of a dossier as they are for this person, what is open counted in.

    What still stands open in a text that was reacted to, only who may decide is told: no other page needs it.
    """
    still_open = consolidation.open_values(row) if row.step is Step.TALK else 0
    known = facts.of(row, mandate=bool(actor.mandate), open_values=still_open)
    if g.get("dossier") is row:  # the words of this page ask it again
        g.consents = known.right is Right.INSTEMMING
    decides = not roles.DOERS[Deed.ADOPT].isdisjoint(actor.roles)
    return standing.known(row, known) if row.step is Step.REACTED and decides else known


def url_of(endpoint: str, dossier_id: int, actor: Actor) -> str:
    """Return the address of a page of the dossier, or an empty string when this person may not open it."""
    opens = may_open(endpoint, actor.roles, elsewhere=bool(g.get("elsewhere")))
    if endpoint not in current_app.view_functions or not opens:
        return ""
    return url_for(endpoint, dossier_id=dossier_id)


def _doer(deed: Deed, known: Dossier, dossier_id: int) -> str:
    return deed_words.doer(deed, known.sector, dossiers.get(dossier_id).partnership_id)


def label_of(deed: Deed, known: Dossier) -> str:
    """Return what is to be done in words; a draft of an adopted text is not finished but changed."""
    if deed is Deed.EDIT_CHAPTER and known.edition > 1:
        return gettext("De tekst wijzigen")
    return deed_words.to_do(deed)


def next_for(known: Dossier, dossier_id: int, actor: Actor, today: date) -> Next | None:
    """Return the next step as this person sees it; None when the text is in force."""
    deed = next_deed(known, today)
    if deed is None:
        return None
    found = workflow.next_step_for(known, actor.role_for(deed), today)
    url = url_of(PAGES.get(deed, ""), dossier_id, actor)
    if found is None or not found.mine or not url:
        return Next(
            deed,
            label_of(deed, known),
            waits_for="" if deed is Deed.ENTER_INTO_FORCE else _doer(deed, known, dossier_id),
            until=known.due if deed is Deed.GIVE_ADVICE else None,
        )
    return Next(deed, label_of(deed, known), url=url, obstacles=tuple(sentences(found.obstacles)))

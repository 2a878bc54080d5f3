"""Which one deed brings a dossier further: the primary button on a school's home page.

It only picks; whether the deed may be done, and by whom, is asked in `workflow.py`.
"""

from __future__ import annotations

from datetime import date

from sopforms.core.codes import Deed, PupilVoice, Right, Step
from sopforms.core.dossier import Dossier


def _in_talk(dossier: Dossier, today: date) -> Deed:
    if dossier.talks_held == 0:
        return Deed.RECORD_TALK
    if dossier.pupil_voice == PupilVoice.VERPLICHT and dossier.pupil_voice_recorded is None:
        return Deed.RECORD_PUPIL_VOICE
    return Deed.SET_VALUE if dossier.open_values else Deed.CONSOLIDATE


def _in_draft(dossier: Dossier, today: date) -> Deed:
    if dossier.chapters_open or dossier.names_suspected:
        return Deed.EDIT_CHAPTER
    if dossier.edition > 1 and dossier.papers_missing and dossier.draft_ready is None:
        return Deed.EDIT_CHAPTER  # every part was adopted and ready: what changes is still to be written
    return Deed.COMPLETE_PAPERS if dossier.papers_missing else Deed.REQUEST_ADVICE


def _while_requested(dossier: Dossier, today: date) -> Deed:
    if dossier.received is None:
        return Deed.CONFIRM_RECEIPT
    if dossier.consultation_offered is None:
        return Deed.RECORD_CONSULTATION
    return Deed.RECORD_NO_ADVICE if dossier.term_expired(today) else Deed.GIVE_ADVICE


def _before_decision(dossier: Dossier, today: date) -> Deed:
    if dossier.step == Step.REACTED and dossier.deviates and dossier.further_talks_offered is None:
        return Deed.RECORD_FURTHER_TALKS
    if dossier.right == Right.INSTEMMING and not dossier.consented(today):
        return Deed.GIVE_ADVICE
    if dossier.judgement_required and dossier.judgement is None:
        return Deed.JUDGE_OFFER
    return Deed.ADOPT


def _in_guide(dossier: Dossier, today: date) -> Deed:
    lacks = dossier.guide_consent_required and dossier.guide_consent is None
    return Deed.RECORD_GUIDE_CONSENT if lacks else Deed.PUBLISH


_CHOICES = {
    Step.TALK: _in_talk,
    Step.DRAFT: _in_draft,
    Step.REQUESTED: _while_requested,
    Step.REACTED: _before_decision,
    Step.NO_ADVICE: _before_decision,
    Step.IN_GUIDE: _in_guide,
}
_ALWAYS = {
    Step.SURVEY: Deed.CLOSE_SURVEY,
    Step.CONSOLIDATED: Deed.MAKE_DRAFT,
    Step.ADVISED: Deed.REACT,
    Step.ADOPTED: Deed.MAKE_GUIDE_SECTION,
    Step.PUBLISHED: Deed.ENTER_INTO_FORCE,
}


def next_deed(dossier: Dossier, today: date) -> Deed | None:
    """Return the deed that comes next, whoever does it; None when the text is in force."""
    if dossier.step == Step.OPEN:
        return Deed.SKIP_SURVEY if dossier.small_team else Deed.OPEN_SURVEY
    if dossier.step in _CHOICES:
        return _CHOICES[dossier.step](dossier, today)
    return _ALWAYS.get(dossier.step)

"""The gates of the procedure: each asks one thing and returns a stable reason, or None to go ahead.

A gate gets the facts, who acts and on which day. Gates that rest on the law name the article; they are
never settings. Every reason has a sentence in `sopforms/web/refusals.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sopforms.core.codes import PupilVoice, Right, Role, Step
from sopforms.core.dossier import NO_REAL_ADVICE, Dossier

Gate = Callable[[Dossier, Role, date], str | None]


# A change of an adopted text


def first_edition(dossier: Dossier, role: Role, today: date) -> str | None:
    """What belongs to the start of a year is over once a text was adopted, also while that is changed."""
    return "text_reopened" if dossier.edition > 1 else None


def asked_once(dossier: Dossier, role: Role, today: date) -> str | None:
    """There is a text that cannot change any more, also while the next one is written."""
    return None if dossier.requested is not None or dossier.edition > 1 else "step_not_reached"


def change_runs(dossier: Dossier, role: Role, today: date) -> str | None:
    """Only a change that is being prepared can be given up."""
    return None if dossier.reopened_from is not None else "not_reopened"


def section_once(dossier: Dossier, role: Role, today: date) -> str | None:
    """There is a text in the guide, or one from before while an adopted text is changed."""
    return None if dossier.guide_section is not None or dossier.edition > 1 else "guide_section_missing"


def year_not_over(dossier: Dossier, role: Role, today: date) -> str | None:
    """The text of a school year that is over says what was; it is not changed any more."""
    over = dossier.year is not None and today > dossier.year.last_day
    return "school_year_over" if over else None


# Evaluation


def takes_part(dossier: Dossier, role: Role, today: date) -> str | None:
    """A school that sits this year out begins nothing until its partnership lets it take part again."""
    return "school_absent" if dossier.absent is not None else None


def team_large_enough(dossier: Dossier, role: Role, today: date) -> str | None:
    """A team below the threshold is offered the conversation only; its results could never be shown."""
    return "team_too_small" if dossier.small_team else None


def reason_to_skip(dossier: Dossier, role: Role, today: date) -> str | None:
    """The survey is skipped for a small team or with a recorded reason, never silently."""
    return None if dossier.small_team or dossier.survey_skipped_reason.strip() else "skip_reason_missing"


def survey_runs(dossier: Dossier, role: Role, today: date) -> str | None:
    """Answers are taken up to and including the closing date."""
    closes = dossier.survey_closes
    return "survey_over" if closes is not None and today > closes else None


def survey_over(dossier: Dossier, role: Role, today: date) -> str | None:
    """The calendar closes after the closing date only; a person of the school may close earlier."""
    if role != Role.CALENDAR:
        return None
    closes = dossier.survey_closes
    return None if closes is not None and today > closes else "survey_runs"


def pupil_voice_on(dossier: Dossier, role: Role, today: date) -> str | None:
    """Where the partnership switched the pupils' voice off, nothing is recorded."""
    return "pupil_voice_off" if dossier.pupil_voice == PupilVoice.UIT else None


def pupils_heard(dossier: Dossier, role: Role, today: date) -> str | None:
    """Where the pupils' voice is obligatory, it comes before the school values."""
    missing = dossier.pupil_voice == PupilVoice.VERPLICHT and dossier.pupil_voice_recorded is None
    return "pupil_voice_missing" if missing else None


def talk_held(dossier: Dossier, role: Role, today: date) -> str | None:
    """The team talks at least once before the values stand."""
    return None if dossier.talks_held > 0 else "talk_missing"


def values_complete(dossier: Dossier, role: Role, today: date) -> str | None:
    """Every indicator has a school value."""
    return "values_open" if dossier.open_values > 0 else None


# Draft and request


def text_whole(dossier: Dossier, role: Role, today: date) -> str | None:
    """Every chapter and part is there: an empty text is never asked about, and never sealed."""
    return "draft_missing" if dossier.parts_missing > 0 else None


def chapters_ready(dossier: Dossier, role: Role, today: date) -> str | None:
    """Every chapter was marked ready by a person."""
    return "chapters_open" if dossier.chapters_open > 0 else None


def guide_settled(dossier: Dossier, role: Role, today: date) -> str | None:
    """What parents will read says what the school answered, and lacks nothing by accident.

    Not asked where the council kept silent: then the text stands as it was asked about, nobody may edit it.
    """
    if dossier.step == Step.NO_ADVICE:
        return None
    if dossier.guide_stale > 0:
        return "guide_stale"
    return "guide_gaps" if dossier.guide_gaps > 0 else None


def text_as_asked(dossier: Dossier, role: Role, today: date) -> str | None:
    """The council answers about the text it was sent: no other text may stand in its place meanwhile."""
    return "text_changed" if dossier.text_changed else None


def papers_complete(dossier: Dossier, role: Role, today: date) -> str | None:
    """The request carries everything of Wms 8 and 17."""
    return "papers_incomplete" if dossier.papers_missing else None


def no_names(dossier: Dossier, role: Role, today: date) -> str | None:
    """No suspected name of a pupil goes to the council or into a guide."""
    return "names_suspected" if dossier.names_suspected > 0 else None


def read_round_over(dossier: Dossier, role: Role, today: date) -> str | None:
    """The team was promised its days to read, the last one included."""
    until = dossier.read_round_until
    return "read_round_runs" if until is not None and today <= until else None


def not_received(dossier: Dossier, role: Role, today: date) -> str | None:
    """The clock starts once; a bounce clears the receipt before it can start again."""
    return "already_received" if dossier.received is not None else None


def term_known(dossier: Dossier, role: Role, today: date) -> str | None:
    """Without a receipt no term runs."""
    return "term_not_started" if dossier.due is None else None


# Advice


def consultation_offered(dossier: Dossier, role: Role, today: date) -> str | None:
    """Consultation is offered before the council advises (Wms 17 b)."""
    offered = dossier.consultation_offered
    return None if offered is not None and offered <= today else "consultation_not_offered"


def term_over(dossier: Dossier, role: Role, today: date) -> str | None:
    """Only an expired term makes silence a fact (Wms 24 lid 1 g); it never makes it a yes."""
    return term_known(dossier, role, today) or (None if dossier.term_expired(today) else "term_runs")


def real_advice(dossier: Dossier, role: Role, today: date) -> str | None:
    """`geen` and `kennisgeving` count as no advice: they wait for the end of the term."""
    return "counts_as_no_advice" if dossier.advice_form in NO_REAL_ADVICE else None


def answer_open(dossier: Dossier, role: Role, today: date) -> str | None:
    """After the reaction an advice stands; consent that is still lacking may be given until the decision."""
    if dossier.step != Step.REACTED:
        return None
    open_consent = dossier.right == Right.INSTEMMING and not dossier.consented(today)
    return None if open_consent else "already_reacted"


def not_withdrawn(dossier: Dossier, role: Role, today: date) -> str | None:
    """A withdrawn advice is no advice."""
    return "advice_withdrawn" if dossier.advice_withdrawn else None


def points_answered(dossier: Dossier, role: Role, today: date) -> str | None:
    """Each point of the advice is answered with a reason (Wms 17 c)."""
    return "reaction_points_open" if dossier.reaction_points_open > 0 else None


# Decision


def is_deviating(dossier: Dossier, role: Role, today: date) -> str | None:
    """Further talks belong to a reaction that does not wholly follow the advice."""
    return None if dossier.deviates else "not_deviating"


def council_answered(dossier: Dossier, role: Role, today: date) -> str | None:
    """Adoption follows a reaction (Wms 17 c), or an expired term in which consultation was offered."""
    if dossier.step == Step.NO_ADVICE:
        return consultation_offered(dossier, role, today) or term_over(dossier, role, today)
    if dossier.reacted is None or dossier.reacted > today:
        return "reaction_missing"
    return "followed_unknown" if dossier.followed is None else None


def further_talks_offered(dossier: Dossier, role: Role, today: date) -> str | None:
    """Who deviates first offers to talk again (Wms 17 d)."""
    if not dossier.deviates or dossier.step == Step.NO_ADVICE:
        return None
    offered = dossier.further_talks_offered
    return None if offered is not None and offered <= today else "further_talks_not_offered"


def consent_stands(dossier: Dossier, role: Role, today: date) -> str | None:
    """Where the council has the right of consent, there is no decision without it (Wms 24, 32)."""
    if dossier.right != Right.INSTEMMING or dossier.consented(today):
        return None
    if dossier.consent_refused is not None:
        return "consent_refused"
    return "consent_conditions_not_met" if dossier.consent_given is not None else "consent_missing"


def offer_judged(dossier: Dossier, role: Role, today: date) -> str | None:
    """Where the rules of the year ask for it, the board judges the offer before it adopts."""
    return "judgement_missing" if dossier.judgement_required and dossier.judgement is None else None


def two_persons(dossier: Dossier, role: Role, today: date) -> str | None:
    """Where the board asks for it, a second person confirms the adoption."""
    return "second_person_missing" if dossier.second_person_required and not dossier.second_person else None


# Guide


def was_suspended(dossier: Dossier, role: Role, today: date) -> str | None:
    """Only a running suspension can be waived."""
    return None if dossier.suspended(today) else "not_suspended"


def adopted(dossier: Dossier, role: Role, today: date) -> str | None:
    """Nothing is published that was not adopted (WPO 16 lid 2, WVO 2020 2.92 lid 1)."""
    return None if dossier.decided is not None and dossier.decided <= today else "decision_missing"


def not_suspended(dossier: Dossier, role: Role, today: date) -> str | None:
    """A deviating decision is not carried out for six weeks, unless the council has no objection (Wms 34)."""
    return "suspension_runs" if dossier.suspended(today) else None


def section_made(dossier: Dossier, role: Role, today: date) -> str | None:
    """What is published is the section that was made from the adopted text."""
    return None if dossier.guide_section is not None else "guide_section_missing"


def guide_consented(dossier: Dossier, role: Role, today: date) -> str | None:
    """Where the setting says so, consent to the guide is on file first (Wms 13 lid 1 g, 14 lid 1 a)."""
    missing = dossier.guide_consent_required and dossier.guide_consent is None
    return "guide_consent_missing" if missing else None


def published(dossier: Dossier, role: Role, today: date) -> str | None:
    """What comes into force was published."""
    return None if dossier.published is not None and dossier.published <= today else "publication_missing"


def year_begun(dossier: Dossier, role: Role, today: date) -> str | None:
    """A text is in force from 1 August of its school year."""
    if dossier.year is None:
        return "school_year_missing"
    return None if today >= dossier.year.first_day else "school_year_not_begun"

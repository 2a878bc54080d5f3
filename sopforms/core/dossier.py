"""The facts of one location in one school year that the rules ask for.

A step says where the dossier is; the dates tell the rest. Rules never see rows: the store hands over a
`Dossier`. A deed that brings facts of its own (the form of the advice, the points that are still open in
the reaction) asks the rules with these facts filled in: `replace(row.facts(), advice_form=advice.form)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.core import rule_set
from sopforms.core.codes import AdviceForm, PupilVoice, Right, Sector, Step
from sopforms.core.rule_set import RuleSet
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import RefusalTerms, refusal_terms

NO_REAL_ADVICE = frozenset({AdviceForm.GEEN, AdviceForm.KENNISGEVING})


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the guards may ask; every date is a Dutch calendar day, None means that it did not happen.

    `school_year` is the year the text is for (N+1). `followed` is None before the reaction, False when the
    board does not or not wholly follow the advice. `mandate` tells whether the head who acts now holds a
    recorded mandate of the board that is valid on the day of the deed. `guide_stale` and `guide_gaps` count
    the parts for parents that rest on answers which have changed, or lack something that nobody left out on
    purpose; `text_changed`: parents would now read other words than the council was sent.

    `edition` counts the rounds of advice about the text of this year. From the second on an adopted text is
    being changed: all dates after the draft are those of the new round, `reopened_from` is where the dossier
    was, and the text that was adopted before stays in force meanwhile.
    """

    step: Step = Step.OPEN
    sector: Sector = Sector.PO
    school_year: str = ""
    # What the council may do and how its term is counted
    right: Right = Right.ADVIES
    holidays_count: bool = False
    weeks: int = 6
    # Evaluation
    absent: date | None = None
    small_team: bool = False
    survey_opened: date | None = None
    survey_closes: date | None = None
    survey_closed: date | None = None
    survey_skipped_reason: str = ""
    pupil_voice: PupilVoice = PupilVoice.AAN
    pupil_voice_recorded: date | None = None
    talks_held: int = 0
    open_values: int = 0
    # Draft
    draft_made: date | None = None
    parts_missing: int = 0
    chapters_open: int = 0
    guide_stale: int = 0
    guide_gaps: int = 0
    read_round_until: date | None = None
    names_suspected: int = 0
    # Advice
    papers_missing: tuple[str, ...] = ()
    requested: date | None = None
    received: date | None = None
    due: date | None = None
    consultation_offered: date | None = None
    consultation_held: date | None = None
    advice_form: AdviceForm | None = None
    advised: date | None = None
    advice_withdrawn: bool = False
    text_changed: bool = False
    consent_given: date | None = None
    consent_refused: date | None = None
    # Reaction and decision
    reaction_points_open: int = 0
    reacted: date | None = None
    followed: bool | None = None
    further_talks_offered: date | None = None
    further_talks_held: date | None = None
    judgement: date | None = None
    judgement_required: bool = False
    decided: date | None = None
    suspended_until: date | None = None
    waived: date | None = None
    mandate: bool = False
    second_person_required: bool = False
    second_person: bool = False
    # Guide
    guide_section: date | None = None
    guide_consent_required: bool = False
    guide_consent: date | None = None
    published: date | None = None
    in_force: date | None = None
    # A change of an adopted text
    edition: int = 1
    draft_ready: date | None = None
    reopened: date | None = None
    reopened_from: Step | None = None

    @property
    def deviates(self) -> bool:
        """Whether the board does not wholly follow the advice: further talks first, then suspension."""
        return self.followed is not None and not self.followed

    @property
    def year(self) -> SchoolYear | None:
        """The school year the text is for, or None when it was not filled in."""
        return SchoolYear.parse(self.school_year) if self.school_year else None

    @property
    def rules(self) -> RuleSet:
        """The rules that hold for the text of this year."""
        return rule_set.of_year(self.year or rule_set.RULE_SETS[-1].first)

    def term_expired(self, today: date) -> bool:
        """Whether the council's term is over: the day after `due` at the earliest; no term never expires."""
        return self.due is not None and today > self.due

    def consented(self, today: date) -> bool:
        """Whether the council's consent stands; silence never counts, a later refusal undoes it.

        Consent under conditions is none when the board does not meet them in full.
        """
        if self.consent_given is None or self.consent_given > today or self.deviates:
            return False
        return self.consent_refused is None or self.consent_given > self.consent_refused

    @property
    def refusal(self) -> RefusalTerms | None:
        """What is left to the board after a refusal, from the day of the council's answer on (Wms 32).

        A condition of the consent that the board does not meet in full counts as a refusal. None where
        nothing was refused, where the council advises, and after a decision.
        """
        refused = self.consent_refused or (self.consent_given if self.deviates else None)
        if self.right is not Right.INSTEMMING or refused is None or self.decided is not None:
            return None
        return refusal_terms(refused)

    def suspended(self, today: date) -> bool:
        """Whether execution still waits (Wms 34): up to and including `suspended_until`, unless waived.

        A deviating decision without a known last day is suspended: doubt is in favour of the council.
        """
        if self.waived is not None and self.waived <= today:
            return False
        if self.suspended_until is None:
            return self.deviates and self.decided is not None
        return today <= self.suspended_until

"""Whole years, played at random by everybody at once: what the law forbids is never reached.

The machine keeps a history of its own and judges by that, not by the facts that the rules look at. STEPS says
how many steps it takes (`make reliability`).
"""

import os
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from sopforms.core import gates, workflow
from sopforms.core.codes import AdviceForm, Deed, PupilVoice, Right, Role, Step
from sopforms.core.decision import Decision, decision_text
from sopforms.core.dossier import Dossier
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import advice_due, suspended_until
from sopforms.core.workflow import ORDER, advance, next_step_for, obstacles
from tests.builders_calendar import NOORD

STEPS = int(os.environ.get("STEPS", "3000"))
LONG = 50  # steps of one year
REAL = (AdviceForm.POSITIEF, AdviceForm.POSITIEF_VOORW, AdviceForm.NEGATIEF, AdviceForm.VERDEELD)


def _facts(deed: Deed, dossier: Dossier, today: date, pick) -> dict:
    """What a deed writes besides the step; the people decide, so it is drawn."""
    dated = {
        Deed.RECORD_PUPIL_VOICE: "pupil_voice_recorded",
        Deed.MAKE_DRAFT: "draft_made",
        Deed.RECORD_CONSULTATION: "consultation_offered",
        Deed.RECORD_FURTHER_TALKS: "further_talks_offered",
        Deed.JUDGE_OFFER: "judgement",
        Deed.RECORD_WAIVER: "waived",
        Deed.MAKE_GUIDE_SECTION: "guide_section",
        Deed.RECORD_GUIDE_CONSENT: "guide_consent",
        Deed.PUBLISH: "published",
        Deed.ENTER_INTO_FORCE: "in_force",
    }
    if deed in dated:
        return {dated[deed]: today}
    if deed is Deed.OPEN_SURVEY:
        return {"survey_opened": today, "survey_closes": today + timedelta(days=21)}
    if deed is Deed.RECORD_TALK:
        return {"talks_held": dossier.talks_held + 1}
    if deed is Deed.SET_VALUE:
        return {"open_values": max(0, dossier.open_values - 1)}
    if deed is Deed.REQUEST_ADVICE:
        return {"requested": today, "consultation_offered": pick([None, today])}
    if deed is Deed.CONFIRM_RECEIPT:
        return {"received": today, "due": _due(today, dossier)}
    if deed is Deed.STOP_CLOCK:
        return {"received": None, "due": None}
    if deed is Deed.GIVE_ADVICE:
        yes = pick([True, False])
        given = {"consent_given": today} if yes else {"consent_refused": today}
        return {"advised": today, **(given if dossier.right is Right.INSTEMMING else {})}
    if deed is Deed.WITHDRAW_ADVICE:
        return {"advised": None, "advice_form": None, "consent_given": None, "consent_refused": None}
    if deed is Deed.REACT:
        return {"reacted": today, "followed": pick([True, False]), "further_talks_offered": None}
    if deed is Deed.ADOPT:
        until = suspended_until(today) if dossier.deviates else None
        return {"decided": today, "suspended_until": until, "reopened": None, "reopened_from": None}
    if deed is Deed.REOPEN_TEXT:
        again = {name: getattr(Dossier(), name) for name in OF_AN_EDITION}
        return {**again, "edition": dossier.edition + 1, "reopened": today, "reopened_from": dossier.step}
    return {}


# What a next edition of the text begins without: everything from the request on.
OF_AN_EDITION = (
    *("requested", "received", "due", "consultation_offered", "advice_form", "advised", "consent_given"),
    *("consent_refused", "reacted", "followed", "further_talks_offered", "judgement", "decided"),
    *("suspended_until", "waived", "guide_section", "guide_consent", "published", "in_force"),
)


def _due(received: date, dossier: Dossier) -> date:
    return advice_due(received, dossier.weeks, NOORD, skip_holidays=not dossier.holidays_count)


# It helps, reminds and says what it thinks: it decides nothing about a school's text.
OF_THE_PARTNERSHIP = {
    Deed.OPEN_CYCLE,
    Deed.EXCEPT_SCHOOL,
    Deed.REMIND_SCHOOL,
    Deed.REMARK_COVERAGE,
    Deed.OBJECT_BURDEN,
}
HURRIED = [
    Deed.GIVE_ADVICE,
    Deed.ADOPT,
    Deed.PUBLISH,
    Deed.REACT,
    Deed.RECORD_NO_ADVICE,
    Deed.WITHDRAW_ADVICE,
    Deed.RECORD_WAIVER,
    Deed.REOPEN_TEXT,
    Deed.DROP_CHANGE,
]


def _picking(data):
    return lambda options: data.draw(st.sampled_from(options))


class Year(RuleBasedStateMachine):
    """One location, one year, and everybody who might do something."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date(2026, 11, 23)
        self.history: list[tuple[date, Deed, Role, Dossier]] = []  # of this edition of the text
        self.before: list[tuple[Dossier, list[tuple[date, Deed, Role, Dossier]]]] = []  # of earlier ones
        self.done: set[Deed] = set()
        self.dossier = Dossier()

    @initialize(
        right=st.sampled_from(Right),
        voice=st.sampled_from(PupilVoice),
        open_values=st.integers(0, 2),
        guide=st.booleans(),
        step=st.sampled_from([Step.DRAFT, Step.OPEN]),
        weeks=st.sampled_from([2, 6, 8]),
        settings_=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    )
    def begin(self, right, voice, open_values, guide, step, weeks, settings_):
        counted, judged, two = settings_
        self.dossier = Dossier(
            step=step,
            school_year="2027-2028",
            right=right,
            pupil_voice=voice,
            open_values=open_values,
            guide_consent_required=guide,
            weeks=weeks,
            holidays_count=counted,
            judgement_required=judged,
            second_person_required=two,
        )

    @rule(days=st.integers(1, 60))
    def days_pass(self, days):
        self.today += timedelta(days=days)

    @rule(mandate=st.booleans())
    def the_board_gives_or_takes_the_mandate(self, mandate):
        self.dossier = replace(self.dossier, mandate=mandate)

    @rule(names=st.integers(0, 1), second=st.booleans())
    def a_name_slips_in_or_out_and_somebody_else_sits_down(self, names, second):
        self.dossier = replace(self.dossier, names_suspected=names, second_person=second)

    @rule(deed=st.sampled_from(Deed), role=st.sampled_from(Role), data=st.data())
    def somebody_tries(self, deed, role, data):
        self._try(deed, role, _picking(data))

    @rule(data=st.data())
    def somebody_hurries(self, data):
        self._hurry(_picking(data))

    @precondition(lambda self: self.dossier.step is not Step.ACTIVE)
    @rule(data=st.data())
    def the_year_goes_on(self, data):
        self._go_on(_picking(data))

    def _hurry(self, pick):
        """What people would like to be over with, tried by those who come nearest to being allowed."""
        deed = pick(HURRIED)
        self._try(deed, pick([Role.BOARD, Role.HEAD, Role.SWV, Role.SECRETARY]), pick)

    def _go_on(self, pick):
        """The next deed by somebody who may do it; when nobody may, time passes."""
        found = next_step_for(self.dossier, Role.BOARD, self.today)
        ready = [role for role in Role if found and not obstacles(found.deed, self.dossier, role, self.today)]
        if ready:
            self._try(found.deed, pick(ready), pick)
        else:
            self.today += timedelta(days=pick([1, 8, 30]))

    def _try(self, deed, role, pick):
        asked = self.dossier
        if deed is Deed.GIVE_ADVICE:
            asked = replace(asked, advice_form=pick([*REAL, AdviceForm.KENNISGEVING]))
        if deed is Deed.SKIP_SURVEY:
            asked = replace(asked, survey_skipped_reason=pick(["", "fusie"]))
        if obstacles(deed, asked, role, self.today):
            return
        after = advance(deed, asked, role, self.today)
        self._judge(deed, role, asked)
        self.done.add(deed)
        if deed is Deed.REOPEN_TEXT:  # nothing that was done about the text before counts for the next one
            self.before.append((asked, self.history))
            self.history = []
        if deed is Deed.DROP_CHANGE:
            as_it_was, self.history = self.before.pop()
            assert after is as_it_was.step
            self.dossier = replace(as_it_was, mandate=asked.mandate)
            return
        self.dossier = replace(asked, step=after, **_facts(deed, asked, self.today, pick))
        self.history.append((self.today, deed, role, self.dossier))

    def _last(self, *deeds):
        return next((event for event in reversed(self.history) if event[1] in deeds), None)

    def _judge(self, deed, role, asked):
        decides = deed in (Deed.REQUEST_ADVICE, Deed.REACT, Deed.ADOPT, Deed.REOPEN_TEXT, Deed.DROP_CHANGE)
        if decides:
            assert role is Role.BOARD or (role is Role.HEAD and asked.mandate)
        if role is Role.SWV:
            assert deed in OF_THE_PARTNERSHIP
        if deed is Deed.GIVE_ADVICE:
            assert asked.advice_form in REAL
            assert role is Role.SECRETARY
        if deed in (Deed.GIVE_ADVICE, Deed.RECORD_NO_ADVICE):
            assert any(event[3].consultation_offered for event in self.history)
        if deed is Deed.RECORD_NO_ADVICE:
            received = self._last(Deed.CONFIRM_RECEIPT, Deed.STOP_CLOCK)
            assert received
            assert received[1] is Deed.CONFIRM_RECEIPT
            assert self.today > received[3].due >= received[0] + timedelta(weeks=asked.weeks)
        if deed is Deed.ADOPT:
            self._judge_adoption()
        if deed is Deed.REOPEN_TEXT:
            assert self._last(Deed.ADOPT)
            assert self.today <= date(2028, 7, 31)
        if deed is Deed.DROP_CHANGE:
            assert self.before
            assert not self._last(Deed.ADOPT)
        if deed in (Deed.REQUEST_ADVICE, Deed.ADOPT):
            assert asked.names_suspected == 0
        if deed is Deed.RECORD_WAIVER:
            assert role is Role.SECRETARY
        if deed is Deed.PUBLISH:
            self._judge_publication()
        if deed is Deed.ENTER_INTO_FORCE:
            assert self._last(Deed.PUBLISH)
            assert self.today >= date(2027, 8, 1)

    def _judge_adoption(self):
        self._judge_words()
        if self.dossier.judgement_required:
            assert self._last(Deed.JUDGE_OFFER)
        if self.dossier.second_person_required:
            assert self.dossier.second_person
        answer = self._last(Deed.REACT, Deed.RECORD_NO_ADVICE, Deed.GIVE_ADVICE, Deed.WITHDRAW_ADVICE)
        assert answer
        assert answer[1] in (Deed.REACT, Deed.RECORD_NO_ADVICE)
        if answer[1] is Deed.REACT and answer[3].followed is False:
            talks = self._last(Deed.RECORD_FURTHER_TALKS)
            assert talks
            assert self.history.index(talks) > self.history.index(self._last(Deed.REACT))
        if self.dossier.right is Right.INSTEMMING:
            advice = self._last(Deed.GIVE_ADVICE, Deed.WITHDRAW_ADVICE)
            assert advice
            assert advice[1] is Deed.GIVE_ADVICE
            assert advice[3].consent_given == advice[0]
            assert answer[3].followed is True

    def _judge_words(self):
        """What the decision says: no consent where advice was asked, no yes where the council kept silent."""
        given, silence = self._last(Deed.REACT), self.dossier.step is Step.NO_ADVICE
        said = decision_text(
            Decision(
                "De Regenboog", "Stichting", "12345", SchoolYear(2027), self.today, "Stad", "Bram", "functie",
                right=self.dossier.right,
                due=self.dossier.due,
                advised=None if silence else self.dossier.advised,
                reacted=None if silence else given[0],
                followed=self.dossier.followed is not False,
                deviations=("een punt",),
            ),
            str,
        )  # fmt: skip
        assert ("instemming" in said) is (self.dossier.right is Right.INSTEMMING)
        assert ("geen advies uitbracht" in said) is silence
        assert not (silence and "volgt" in said)

    def _judge_publication(self):
        decided, _, _, decision = self._last(Deed.ADOPT)
        if decision.followed is False and not self._last(Deed.RECORD_WAIVER):
            assert self.today > decided + timedelta(days=42)


Year.TestCase.settings = settings(max_examples=STEPS // LONG, stateful_step_count=LONG, deadline=None)
TestYear = Year.TestCase


def _random_year(right: Right, seed: int) -> Year:
    rng = random.Random(seed)
    year = Year()
    year.dossier = Dossier(Step.DRAFT, school_year="2027-2028", right=right, mandate=rng.random() < 0.5)
    for _ in range(60):
        way = rng.random()
        if way < 0.5:
            year._go_on(rng.choice)
        elif way < 0.8:
            year._hurry(rng.choice)
        elif way < 0.95:
            year._try(rng.choice(list(Deed)), rng.choice(list(Role)), rng.choice)
        else:
            year.today += timedelta(days=rng.choice([1, 20, 60]))
    return year


@pytest.mark.parametrize("right", Right)
def test_three_hundred_random_years_keep_to_the_law_and_come_to_an_end(right):
    ends = {deed for seed in range(300) for deed in _random_year(right, seed).done}

    assert {Deed.ADOPT, Deed.RECORD_NO_ADVICE, Deed.WITHDRAW_ADVICE, Deed.RECORD_FURTHER_TALKS} <= ends
    assert {Deed.PUBLISH, Deed.ENTER_INTO_FORCE, Deed.REOPEN_TEXT, Deed.DROP_CHANGE} <= ends
    assert (Deed.RECORD_WAIVER in ends) is (right is Right.ADVIES)  # with consent nobody deviates


@pytest.mark.parametrize(
    ("deed", "gate", "right"),
    [
        (Deed.ADOPT, gates.further_talks_offered, Right.ADVIES),
        (Deed.ADOPT, gates.consent_stands, Right.INSTEMMING),
        (Deed.PUBLISH, gates.not_suspended, Right.ADVIES),
        (Deed.RECORD_NO_ADVICE, gates.term_over, Right.ADVIES),
        (Deed.GIVE_ADVICE, gates.real_advice, Right.ADVIES),
        (Deed.GIVE_ADVICE, gates.consultation_offered, Right.ADVIES),
        (Deed.ENTER_INTO_FORCE, gates.year_begun, Right.ADVIES),
        (Deed.DROP_CHANGE, gates.change_runs, Right.ADVIES),
    ],
)
def test_without_one_of_the_gates_the_same_years_break_the_law(monkeypatch, deed, gate, right):
    move = workflow.MOVES[deed]
    weaker = replace(move, guards=tuple(guard for guard in move.guards if guard is not gate))
    monkeypatch.setattr(workflow, "MOVES", {**workflow.MOVES, deed: weaker})

    with pytest.raises(AssertionError):
        [_random_year(right, seed) for seed in range(300)]


def _play(dossier, today, moves):
    for deed, role, later, facts in moves:
        today += timedelta(days=later)
        dossier = replace(dossier, **facts)
        dossier = replace(dossier, step=advance(deed, dossier, role, today))
    return dossier, today


def test_a_year_in_which_the_board_deviates_passes_every_step():
    moves = [
        (Deed.OPEN_SURVEY, Role.COORDINATOR, 0, {}),
        (Deed.CLOSE_SURVEY, Role.CALENDAR, 22, {"survey_closes": date(2026, 12, 14)}),
        (Deed.RECORD_TALK, Role.COORDINATOR, 30, {}),
        (Deed.CONSOLIDATE, Role.COORDINATOR, 7, {"talks_held": 1}),
        (Deed.MAKE_DRAFT, Role.COORDINATOR, 1, {}),
        (Deed.REQUEST_ADVICE, Role.BOARD, 20, {}),
        (Deed.GIVE_ADVICE, Role.SECRETARY, 30, {"consultation_offered": date(2027, 2, 15)}),
        (Deed.REACT, Role.BOARD, 7, {}),
        (Deed.RECORD_FURTHER_TALKS, Role.BOARD, 1, {"reacted": date(2027, 3, 20), "followed": False}),
        (Deed.ADOPT, Role.BOARD, 7, {"further_talks_offered": date(2027, 3, 21)}),
        (Deed.MAKE_GUIDE_SECTION, Role.COORDINATOR, 0, {"decided": date(2027, 3, 28)}),
        (
            Deed.PUBLISH,
            Role.HEAD,
            60,
            {"guide_section": date(2027, 3, 28), "suspended_until": date(2027, 5, 10)},
        ),
        (Deed.ENTER_INTO_FORCE, Role.CALENDAR, 90, {"published": date(2027, 5, 27)}),
    ]

    dossier, today = _play(Dossier(school_year="2027-2028"), date(2026, 11, 23), moves)

    assert dossier.step is Step.ACTIVE
    assert today >= date(2027, 8, 1)
    assert ORDER[-1] is Step.ACTIVE

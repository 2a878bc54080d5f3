"""The law as data: the same year, played by the same people, under three sets of rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sopforms.core import decision, planning, rule_set
from sopforms.core.codes import AdviceForm, Deed, PupilVoice, Right, Role, Step
from sopforms.core.council import Council, RightSource
from sopforms.core.decision import Decision
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Refused
from sopforms.core.rule_set import RuleSet
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import advice_due, suspended_until
from sopforms.core.workflow import advance, obstacles
from tests.builders_calendar import NOORD

YEAR = SchoolYear(2027)
NOW = RuleSet(first=SchoolYear(2025))
CONSENT = RuleSet(first=SchoolYear(2026), right=Right.INSTEMMING)
LATER = RuleSet(first=YEAR, weeks=8, holidays_count=True, pupil_voice=PupilVoice.UIT, suspension_weeks=8)
RECEIVED = date(2027, 3, 22)


def a_dossier(rules: RuleSet, **facts) -> Dossier:
    """The facts of a school whose council follows the law, as the rules of the year fill them in."""
    council = rules.council(None)
    return Dossier(
        school_year=str(YEAR),
        right=council.right_on(RECEIVED),
        weeks=council.weeks,
        holidays_count=council.holidays_count,
        pupil_voice=rules.pupil_voice,
        **facts,
    )


def asked(rules: RuleSet) -> Dossier:
    dossier = a_dossier(rules, step=Step.REQUESTED, received=RECEIVED, consultation_offered=RECEIVED)
    return replace(
        dossier,
        due=advice_due(RECEIVED, dossier.weeks, NOORD, skip_holidays=not dossier.holidays_count),
    )


def silent_until(rules: RuleSet) -> Dossier:
    dossier = asked(rules)
    day = dossier.due + timedelta(days=1)
    return replace(dossier, step=advance(Deed.RECORD_NO_ADVICE, dossier, Role.CALENDAR, day))


@pytest.mark.parametrize(
    ("rules", "due"),
    [(NOW, date(2027, 5, 12)), (CONSENT, date(2027, 5, 12)), (LATER, date(2027, 5, 18))],
)
def test_the_term_of_the_same_request_is_that_of_the_rules(rules, due):
    dossier = asked(rules)

    assert dossier.due == due
    assert obstacles(Deed.RECORD_NO_ADVICE, dossier, Role.CALENDAR, due) == ["term_runs"]
    assert silent_until(rules).step is Step.NO_ADVICE


@pytest.mark.parametrize(("rules", "way"), [(NOW, []), (CONSENT, ["consent_missing"]), (LATER, [])])
def test_the_same_silence_lets_the_board_decide_only_where_it_asked_for_advice(rules, way):
    silent = silent_until(rules)

    assert obstacles(Deed.ADOPT, silent, Role.BOARD, silent.due + timedelta(days=2)) == way


@pytest.mark.parametrize(("rules", "way"), [(NOW, []), (CONSENT, ["consent_missing"]), (LATER, [])])
def test_a_reaction_that_deviates_is_enough_only_where_the_council_advises(rules, way):
    reacted = replace(
        asked(rules),
        step=Step.REACTED,
        advice_form=AdviceForm.NEGATIEF,
        advised=date(2027, 5, 3),
        reacted=date(2027, 5, 10),
        followed=False,
        further_talks_offered=date(2027, 5, 11),
    )

    assert obstacles(Deed.ADOPT, reacted, Role.BOARD, date(2027, 5, 20)) == way


@pytest.mark.parametrize(("rules", "off"), [(NOW, False), (CONSENT, False), (LATER, True)])
def test_pupils_are_recorded_unless_the_rules_switched_their_voice_off(rules, off):
    talk = a_dossier(rules, step=Step.TALK)

    if off:
        with pytest.raises(Refused, match="pupil_voice_off"):
            advance(Deed.RECORD_PUPIL_VOICE, talk, Role.COORDINATOR, RECEIVED)
    else:
        assert advance(Deed.RECORD_PUPIL_VOICE, talk, Role.COORDINATOR, RECEIVED) is Step.TALK


def test_an_obligatory_voice_is_no_choice_of_the_partnership():
    assert set(NOW.voices) == set(PupilVoice)
    assert LATER.voices == (PupilVoice.UIT,)
    assert RuleSet(first=YEAR, pupil_voice=PupilVoice.VERPLICHT).voices == (PupilVoice.VERPLICHT,)


@pytest.mark.parametrize(
    ("year", "rules"), [(2024, NOW), (2025, NOW), (2026, CONSENT), (2027, LATER), (2031, LATER)]
)
def test_a_text_keeps_the_rules_of_its_own_year(year, rules):
    assert rule_set.of_year(SchoolYear(year), (LATER, NOW, CONSENT)) is rules


def test_a_reglement_goes_before_the_law_until_it_ends():
    converted = Council(
        right=Right.INSTEMMING, source=RightSource.REGLEMENT, valid_until=date(2027, 7, 31), weeks=4
    )

    council = NOW.council(converted)

    assert council.right_on(date(2027, 7, 31)) is Right.INSTEMMING
    assert council.right_on(date(2027, 8, 1)) is Right.ADVIES
    assert council.weeks == 4
    assert CONSENT.council(converted).right_on(date(2027, 8, 1)) is Right.INSTEMMING


def test_another_suspension_moves_the_decision_and_the_last_day_to_take_it(monkeypatch):
    decided = Decision(
        "De Tintelgaard", "Stichting", "12345", YEAR, date(2027, 5, 10), "Stad", "Bram", "bestuurder",
        advised=date(2027, 4, 26), reacted=date(2027, 5, 3), followed=False, deviations=("een punt",),
    )  # fmt: skip
    six, last = decided.suspended_until, planning.last_days(YEAR, NOORD)[Deed.ADOPT]

    monkeypatch.setattr(rule_set, "RULE_SETS", (NOW, LATER))
    monkeypatch.setattr(rule_set.of_year, "__defaults__", ((NOW, LATER),))

    assert (six, decided.suspended_until) == (date(2027, 6, 21), suspended_until(date(2027, 5, 10), 8))
    assert decided.suspended_until == date(2027, 7, 5)
    assert planning.last_days(YEAR, NOORD)[Deed.ADOPT] < last
    assert "6 juli 2027" in decision.decision_text(decided, lambda day: f"{day.day} juli {day.year}")

"""What may be done when: the gates of the law first, the ordinary year beside them."""

from datetime import date, timedelta

import pytest

from sopforms.core.codes import AdviceForm, Deed, PupilVoice, Right, Role, Step
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Refused
from sopforms.core.workflow import MOVES, advance, basis, next_deeds, obstacles
from tests.builders_dossier import TODAY, a_dossier

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
CONSENT = Right.INSTEMMING


def test_every_deed_has_a_move():
    assert set(MOVES) == set(Deed)


def test_what_the_law_asks_for_names_its_article():
    assert basis(Deed.REACT) == "Wms 17 c"
    assert basis(Deed.ADOPT) == "WPO 16 lid 2; WVO 2020 2.92 lid 1"
    assert basis(Deed.OPEN_SURVEY) == ""


@pytest.mark.parametrize(
    ("deed", "step", "role", "after"),
    [
        (Deed.OPEN_SURVEY, Step.OPEN, Role.COORDINATOR, Step.SURVEY),
        (Deed.SEND_ANSWERS, Step.SURVEY, Role.STAFF, Step.SURVEY),
        (Deed.CLOSE_SURVEY, Step.SURVEY, Role.CALENDAR, Step.TALK),
        (Deed.RECORD_TALK, Step.TALK, Role.COORDINATOR, Step.TALK),
        (Deed.MAKE_DRAFT, Step.CONSOLIDATED, Role.COORDINATOR, Step.DRAFT),
        (Deed.FINISH_DRAFT, Step.DRAFT, Role.HEAD, Step.DRAFT),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.BOARD, Step.REQUESTED),
        (Deed.GIVE_ADVICE, Step.REQUESTED, Role.SECRETARY, Step.ADVISED),
        (Deed.WITHDRAW_ADVICE, Step.ADVISED, Role.SECRETARY, Step.REQUESTED),
        (Deed.RECORD_NO_ADVICE, Step.REQUESTED, Role.CALENDAR, Step.NO_ADVICE),
        (Deed.GIVE_ADVICE, Step.NO_ADVICE, Role.SECRETARY, Step.ADVISED),
        (Deed.REACT, Step.ADVISED, Role.BOARD, Step.REACTED),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, Step.ADOPTED),
        (Deed.ADOPT, Step.NO_ADVICE, Role.BOARD, Step.ADOPTED),
        (Deed.MAKE_GUIDE_SECTION, Step.ADOPTED, Role.COORDINATOR, Step.IN_GUIDE),
        (Deed.PUBLISH, Step.IN_GUIDE, Role.HEAD, Step.PUBLISHED),
    ],
)
def test_an_ordinary_year_goes_from_step_to_step(deed, step, role, after):
    facts = {"survey_closes": TODAY} if deed is Deed.SEND_ANSWERS else {}

    assert advance(deed, a_dossier(step, **facts), role, TODAY) is after


@pytest.mark.parametrize(
    ("deed", "step", "role", "facts", "reasons"),
    [
        # evaluation
        (Deed.OPEN_SURVEY, Step.OPEN, Role.HEAD, {"small_team": True}, ["team_too_small"]),
        (Deed.SKIP_SURVEY, Step.OPEN, Role.HEAD, {}, ["skip_reason_missing"]),
        (Deed.SKIP_SURVEY, Step.OPEN, Role.HEAD, {"survey_skipped_reason": "fusie"}, []),
        (Deed.SKIP_SURVEY, Step.OPEN, Role.HEAD, {"small_team": True}, []),
        (Deed.SEND_ANSWERS, Step.SURVEY, Role.STAFF, {"survey_closes": YESTERDAY}, ["survey_over"]),
        (Deed.CLOSE_SURVEY, Step.SURVEY, Role.CALENDAR, {"survey_closes": TODAY}, ["survey_runs"]),
        (Deed.EXTEND_SURVEY, Step.SURVEY, Role.HEAD, {"survey_closes": TODAY}, []),
        (Deed.EXTEND_SURVEY, Step.SURVEY, Role.HEAD, {"survey_closes": YESTERDAY}, ["survey_over"]),
        (Deed.EXTEND_SURVEY, Step.SURVEY, Role.CALENDAR, {"survey_closes": TODAY}, ["role_may_not"]),
        (Deed.CLOSE_SURVEY, Step.SURVEY, Role.COORDINATOR, {"survey_closes": TODAY}, []),
        (
            Deed.RECORD_PUPIL_VOICE,
            Step.TALK,
            Role.PUPIL_LEADER,
            {"pupil_voice": PupilVoice.UIT},
            ["pupil_voice_off"],
        ),
        (Deed.CONSOLIDATE, Step.TALK, Role.COORDINATOR, {}, ["talk_missing"]),
        (Deed.CONSOLIDATE, Step.TALK, Role.HEAD, {"talks_held": 1, "open_values": 2}, ["values_open"]),
        # draft and request
        (Deed.FINISH_DRAFT, Step.DRAFT, Role.HEAD, {"chapters_open": 1}, ["chapters_open"]),
        (
            Deed.REQUEST_ADVICE,
            Step.DRAFT,
            Role.BOARD,
            {"papers_missing": ("reasons",)},
            ["papers_incomplete"],
        ),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.BOARD, {"parts_missing": 1}, ["draft_missing"]),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.BOARD, {"names_suspected": 1}, ["names_suspected"]),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.BOARD, {"guide_stale": 1}, ["guide_stale"]),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.BOARD, {"guide_gaps": 1}, ["guide_gaps"]),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.BOARD, {"read_round_until": TODAY}, ["read_round_runs"]),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.BOARD, {"read_round_until": YESTERDAY}, []),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.HEAD, {}, ["mandate_missing"]),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.HEAD, {"mandate": True}, []),
        (Deed.REQUEST_ADVICE, Step.DRAFT, Role.SWV, {"mandate": True}, ["swv_never_decides"]),
        (Deed.CONFIRM_RECEIPT, Step.REQUESTED, Role.CALENDAR, {}, ["already_received"]),
        (Deed.CONFIRM_RECEIPT, Step.REQUESTED, Role.CALENDAR, {"received": None}, []),
        (Deed.STOP_CLOCK, Step.REQUESTED, Role.COORDINATOR, {}, []),
        (Deed.STOP_CLOCK, Step.ADVISED, Role.BOARD, {}, ["step_passed"]),
        (Deed.EDIT_CHAPTER, Step.REQUESTED, Role.HEAD, {}, ["not_at_this_step"]),
        (Deed.EDIT_CHAPTER, Step.ADVISED, Role.HEAD, {}, ["not_at_this_step"]),
        (Deed.EDIT_CHAPTER, Step.NO_ADVICE, Role.HEAD, {}, ["not_at_this_step"]),
        (Deed.EDIT_CHAPTER, Step.REACTED, Role.HEAD, {}, []),
        (Deed.EDIT_CHAPTER, Step.ADOPTED, Role.HEAD, {}, ["step_passed"]),
        (Deed.KEEP_DOCUMENT, Step.DRAFT, Role.CALENDAR, {}, ["step_not_reached"]),
        (Deed.KEEP_DOCUMENT, Step.DRAFT, Role.CALENDAR, {"edition": 2}, []),
        (Deed.KEEP_DOCUMENT, Step.REQUESTED, Role.CALENDAR, {}, []),
        (Deed.KEEP_DOCUMENT, Step.ACTIVE, Role.BOARD, {}, ["role_may_not"]),
        # advice
        (Deed.REMIND_COUNCIL, Step.REQUESTED, Role.CALENDAR, {"due": None}, ["term_not_started"]),
        (
            Deed.GIVE_ADVICE,
            Step.REQUESTED,
            Role.SECRETARY,
            {"consultation_offered": None},
            ["consultation_not_offered"],
        ),
        (Deed.GIVE_ADVICE, Step.REQUESTED, Role.BOARD, {}, ["role_may_not"]),
        (Deed.GIVE_ADVICE, Step.REQUESTED, Role.SECRETARY, {"text_changed": True}, ["text_changed"]),
        (
            Deed.GIVE_ADVICE,
            Step.REACTED,
            Role.SECRETARY,
            {"right": CONSENT, "text_changed": True},
            ["text_changed"],
        ),
        (Deed.GIVE_ADVICE, Step.REACTED, Role.SECRETARY, {}, ["already_reacted"]),
        (Deed.GIVE_ADVICE, Step.REACTED, Role.SECRETARY, {"right": CONSENT}, []),
        (Deed.WITHDRAW_ADVICE, Step.REACTED, Role.SECRETARY, {}, ["step_passed"]),
        (Deed.RECORD_NO_ADVICE, Step.REQUESTED, Role.CALENDAR, {"due": TODAY}, ["term_runs"]),
        (Deed.RECORD_NO_ADVICE, Step.REQUESTED, Role.CALENDAR, {"due": None}, ["term_not_started"]),
        (
            Deed.RECORD_NO_ADVICE,
            Step.REQUESTED,
            Role.CALENDAR,
            {"consultation_offered": None},
            ["consultation_not_offered"],
        ),
        (Deed.REACT, Step.ADVISED, Role.BOARD, {"reaction_points_open": 1}, ["reaction_points_open"]),
        (Deed.REACT, Step.ADVISED, Role.BOARD, {"advice_withdrawn": True}, ["advice_withdrawn"]),
        (Deed.REACT, Step.ADVISED, Role.COORDINATOR, {}, ["role_may_not"]),
        (Deed.REACT, Step.NO_ADVICE, Role.BOARD, {}, ["step_passed"]),
        (Deed.RECORD_FURTHER_TALKS, Step.REACTED, Role.HEAD, {}, ["not_deviating"]),
        # decision
        (Deed.ADOPT, Step.ADVISED, Role.BOARD, {}, ["step_not_reached", "reaction_missing"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"reacted": None}, ["reaction_missing"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"followed": None}, ["followed_unknown"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"followed": False}, ["further_talks_not_offered"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"followed": False, "further_talks_offered": TODAY}, []),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"parts_missing": 20}, ["draft_missing"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"chapters_open": 1}, ["chapters_open"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"guide_stale": 1}, ["guide_stale"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"guide_gaps": 1}, ["guide_gaps"]),
        # where the council kept silent, the text stands as it was asked about
        (Deed.ADOPT, Step.NO_ADVICE, Role.BOARD, {"guide_stale": 1, "guide_gaps": 1}, []),
        (Deed.ADOPT, Step.REACTED, Role.HEAD, {}, ["mandate_missing"]),
        (Deed.ADOPT, Step.REACTED, Role.HEAD, {"mandate": True}, []),
        (Deed.ADOPT, Step.REACTED, Role.SWV, {"mandate": True}, ["swv_never_decides"]),
        (Deed.ADOPT, Step.REACTED, Role.COORDINATOR, {"mandate": True}, ["role_may_not"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"judgement_required": True}, ["judgement_missing"]),
        (Deed.ADOPT, Step.REACTED, Role.BOARD, {"second_person_required": True}, ["second_person_missing"]),
        (Deed.ADOPT, Step.NO_ADVICE, Role.BOARD, {"due": TODAY}, ["term_runs"]),
        (Deed.ADOPT, Step.NO_ADVICE, Role.BOARD, {"due": None}, ["term_not_started"]),
        (
            Deed.ADOPT,
            Step.NO_ADVICE,
            Role.BOARD,
            {"consultation_offered": None},
            ["consultation_not_offered"],
        ),
        # guide
        (Deed.PUBLISH, Step.IN_GUIDE, Role.HEAD, {"suspended_until": TODAY}, ["suspension_runs"]),
        (Deed.PUBLISH, Step.IN_GUIDE, Role.HEAD, {"suspended_until": YESTERDAY}, []),
        (Deed.PUBLISH, Step.IN_GUIDE, Role.HEAD, {"suspended_until": TOMORROW, "waived": TODAY}, []),
        (Deed.PUBLISH, Step.IN_GUIDE, Role.HEAD, {"decided": None}, ["decision_missing"]),
        (Deed.PUBLISH, Step.IN_GUIDE, Role.HEAD, {"guide_section": None}, ["guide_section_missing"]),
        (
            Deed.PUBLISH,
            Step.IN_GUIDE,
            Role.HEAD,
            {"guide_consent_required": True},
            ["guide_consent_missing"],
        ),
        (
            Deed.PUBLISH,
            Step.IN_GUIDE,
            Role.HEAD,
            {"guide_consent_required": True, "guide_consent": TODAY},
            [],
        ),
        (Deed.RECORD_WAIVER, Step.ADOPTED, Role.SECRETARY, {}, ["not_suspended"]),
        (Deed.RECORD_WAIVER, Step.ADOPTED, Role.SECRETARY, {"suspended_until": TOMORROW}, []),
        (Deed.RECORD_WAIVER, Step.ADOPTED, Role.BOARD, {"suspended_until": TOMORROW}, ["role_may_not"]),
        (Deed.RECORD_WAIVER, Step.ADOPTED, Role.HEAD, {"suspended_until": TOMORROW}, ["role_may_not"]),
        (Deed.ENTER_INTO_FORCE, Step.PUBLISHED, Role.CALENDAR, {}, ["school_year_not_begun"]),
        (Deed.ENTER_INTO_FORCE, Step.PUBLISHED, Role.CALENDAR, {"school_year": ""}, ["school_year_missing"]),
    ],
)
def test_each_gate_names_its_reason(deed, step, role, facts, reasons):
    assert obstacles(deed, a_dossier(step, **facts), role, TODAY) == reasons


@pytest.mark.parametrize(
    ("voice", "recorded", "reasons"),
    [
        (PupilVoice.VERPLICHT, None, ["pupil_voice_missing"]),
        (PupilVoice.VERPLICHT, TODAY, []),
        (PupilVoice.AAN, None, []),
        (PupilVoice.UIT, None, []),
    ],
)
def test_pupils_come_first_where_that_is_obligatory(voice, recorded, reasons):
    dossier = a_dossier(Step.TALK, talks_held=1, pupil_voice=voice, pupil_voice_recorded=recorded)

    assert obstacles(Deed.CONSOLIDATE, dossier, Role.COORDINATOR, TODAY) == reasons


@pytest.mark.parametrize("form", [AdviceForm.GEEN, AdviceForm.KENNISGEVING])
def test_taking_note_is_no_advice_and_waits_for_the_end_of_the_term(form):
    running = a_dossier(Step.REQUESTED, advice_form=form, due=TOMORROW)
    over = a_dossier(Step.REQUESTED, advice_form=form, due=YESTERDAY)

    assert obstacles(Deed.GIVE_ADVICE, running, Role.SECRETARY, TODAY) == ["counts_as_no_advice"]
    assert obstacles(Deed.RECORD_NO_ADVICE, running, Role.SECRETARY, TODAY) == ["term_runs"]
    assert advance(Deed.RECORD_NO_ADVICE, over, Role.SECRETARY, TODAY) is Step.NO_ADVICE


@pytest.mark.parametrize("step", [Step.REACTED, Step.NO_ADVICE])
@pytest.mark.parametrize(
    ("given", "refused", "reasons"),
    [
        (None, None, ["consent_missing"]),
        (None, TODAY, ["consent_refused"]),
        (YESTERDAY, TODAY, ["consent_refused"]),
        (TODAY, YESTERDAY, []),
    ],
)
def test_where_consent_is_needed_silence_and_refusal_stop_the_adoption(step, given, refused, reasons):
    dossier = a_dossier(step, right=CONSENT, consent_given=given, consent_refused=refused)

    assert obstacles(Deed.ADOPT, dossier, Role.BOARD, TODAY) == reasons


def test_consent_under_conditions_is_none_while_the_board_does_not_meet_them():
    dossier = a_dossier(
        Step.REACTED, right=CONSENT, consent_given=YESTERDAY, followed=False, further_talks_offered=TODAY
    )

    assert obstacles(Deed.ADOPT, dossier, Role.BOARD, TODAY) == ["consent_conditions_not_met"]
    assert advance(Deed.GIVE_ADVICE, dossier, Role.SECRETARY, TODAY) is Step.ADVISED


def test_a_text_comes_into_force_on_1_august():
    dossier = a_dossier(Step.PUBLISHED)

    assert obstacles(Deed.ENTER_INTO_FORCE, dossier, Role.CALENDAR, date(2027, 7, 31))
    assert advance(Deed.ENTER_INTO_FORCE, dossier, Role.CALENDAR, date(2027, 8, 1)) is Step.ACTIVE


def test_a_refusal_carries_every_reason():
    dossier = a_dossier(Step.DRAFT, chapters_open=2, papers_missing=("reasons",), names_suspected=1)

    with pytest.raises(Refused) as refused:
        advance(Deed.REQUEST_ADVICE, dossier, Role.HEAD, TODAY)

    assert refused.value.reasons == (
        "mandate_missing",
        "chapters_open",
        "papers_incomplete",
        "names_suspected",
    )


def test_who_comes_too_early_hears_what_is_lacking():
    dossier = a_dossier(Step.TALK, chapters_open=11)

    assert obstacles(Deed.REQUEST_ADVICE, dossier, Role.BOARD, TODAY) == ["step_not_reached", "chapters_open"]


def test_what_each_person_can_do_while_the_council_reads():
    dossier = a_dossier(Step.REQUESTED, due=TOMORROW)

    assert next_deeds(dossier, Role.SECRETARY, TODAY) == [
        Deed.RECORD_CONSULTATION,
        Deed.ASK_BOARD,
        Deed.ATTACH_LETTER,
        Deed.GIVE_ADVICE,
        Deed.RECORD_GUIDE_CONSENT,
    ]
    assert next_deeds(dossier, Role.COORDINATOR, TODAY) == [
        Deed.ANSWER_REMARK,
        Deed.CONFIRM_AGREEMENT,
        Deed.END_AGREEMENT,
        Deed.STOP_CLOCK,
        Deed.REPLACE_SECRETARY,
        Deed.NAME_GUIDE_EDITOR,
        Deed.HAND_IN_PLAN,
        Deed.HAND_IN_REPORT,
        Deed.TAKE_BACK_PAPER,
    ]
    assert next_deeds(dossier, Role.MEMBER, TODAY) == []


def test_a_new_dossier_needs_no_facts():
    assert obstacles(Deed.OPEN_SURVEY, Dossier(), Role.COORDINATOR, TODAY) == []

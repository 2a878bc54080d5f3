"""The one deed that brings a dossier further, and for whom it waits."""

from datetime import date

import pytest

from sopforms.core.codes import Deed, PupilVoice, Right, Role, Step
from sopforms.core.nextstep import next_deed
from sopforms.core.workflow import MOVES, next_step_for
from tests.builders_dossier import TODAY, a_dossier


@pytest.mark.parametrize(
    ("step", "facts", "deed"),
    [
        (Step.OPEN, {}, Deed.OPEN_SURVEY),
        (Step.OPEN, {"small_team": True}, Deed.SKIP_SURVEY),
        (Step.SURVEY, {}, Deed.CLOSE_SURVEY),
        (Step.TALK, {}, Deed.RECORD_TALK),
        (Step.TALK, {"talks_held": 1, "pupil_voice": PupilVoice.VERPLICHT}, Deed.RECORD_PUPIL_VOICE),
        (Step.TALK, {"talks_held": 1, "open_values": 3}, Deed.SET_VALUE),
        (Step.TALK, {"talks_held": 1}, Deed.CONSOLIDATE),
        (Step.CONSOLIDATED, {}, Deed.MAKE_DRAFT),
        (Step.DRAFT, {"chapters_open": 1}, Deed.EDIT_CHAPTER),
        (Step.DRAFT, {"names_suspected": 1}, Deed.EDIT_CHAPTER),
        (Step.DRAFT, {"papers_missing": ("reasons",)}, Deed.COMPLETE_PAPERS),
        (Step.DRAFT, {"papers_missing": ("reasons",), "edition": 2}, Deed.EDIT_CHAPTER),
        (
            Step.DRAFT,
            {"papers_missing": ("reasons",), "edition": 2, "draft_ready": TODAY},
            Deed.COMPLETE_PAPERS,
        ),
        (Step.DRAFT, {}, Deed.REQUEST_ADVICE),
        (Step.REQUESTED, {"received": None}, Deed.CONFIRM_RECEIPT),
        (Step.REQUESTED, {"consultation_offered": None}, Deed.RECORD_CONSULTATION),
        (Step.REQUESTED, {"due": TODAY}, Deed.GIVE_ADVICE),
        (Step.REQUESTED, {}, Deed.RECORD_NO_ADVICE),
        (Step.ADVISED, {}, Deed.REACT),
        (Step.NO_ADVICE, {}, Deed.ADOPT),
        (Step.REACTED, {}, Deed.ADOPT),
        (Step.REACTED, {"followed": False}, Deed.RECORD_FURTHER_TALKS),
        (Step.REACTED, {"judgement_required": True}, Deed.JUDGE_OFFER),
        (Step.REACTED, {"right": Right.INSTEMMING}, Deed.GIVE_ADVICE),
        (Step.ADOPTED, {}, Deed.MAKE_GUIDE_SECTION),
        (Step.IN_GUIDE, {}, Deed.PUBLISH),
        (Step.IN_GUIDE, {"guide_consent_required": True}, Deed.RECORD_GUIDE_CONSENT),
        (Step.PUBLISHED, {}, Deed.ENTER_INTO_FORCE),
        (Step.ACTIVE, {}, None),
    ],
)
def test_each_step_has_one_deed_that_leads_on(step, facts, deed):
    dossier = a_dossier(step, **facts)

    assert next_deed(dossier, TODAY) is deed
    assert deed is None or step in MOVES[deed].at


def test_the_coordinator_sees_what_stands_in_the_way():
    found = next_step_for(a_dossier(Step.OPEN), Role.COORDINATOR, TODAY)

    assert (found.deed, found.mine, found.obstacles) == (Deed.OPEN_SURVEY, True, ())


def test_the_board_sees_that_the_read_round_still_runs():
    found = next_step_for(a_dossier(Step.DRAFT, read_round_until=TODAY), Role.BOARD, TODAY)

    assert (found.mine, found.obstacles) == (True, ("read_round_runs",))


@pytest.mark.parametrize(("mandate", "mine"), [(True, True), (False, False)])
def test_a_head_without_mandate_waits_for_the_board(mandate, mine):
    found = next_step_for(a_dossier(Step.REACTED, mandate=mandate), Role.HEAD, TODAY)

    assert found.mine is mine
    assert Role.BOARD in found.doers


def test_the_school_waits_for_the_council():
    found = next_step_for(a_dossier(Step.REQUESTED, due=date(2027, 6, 1)), Role.HEAD, TODAY)

    assert (found.mine, found.doers, found.obstacles) == (False, {Role.SECRETARY}, ())


def test_nothing_is_left_when_the_text_is_in_force():
    assert next_step_for(a_dossier(Step.ACTIVE), Role.BOARD, TODAY) is None

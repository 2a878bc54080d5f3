"""What waits for the mail of the day, when that leaves, and what never waits."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sopforms.core import letter
from sopforms.core.codes import LetterKind, LinkPurpose
from sopforms.core.day_mail import CAN_WAIT, leaves_at, may_wait, subject
from sopforms.core.mailing import INFORMAL, SHORT_LIVED, LinkTo
from tests.letters import of_every_kind
from tests.mail_app import ABOUT, ANNA, CARLA

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SOON, LATE = date(2026, 12, 1), date(2027, 8, 1)
WAITS, AT_ONCE = True, False


def test_whatever_a_council_gets_goes_at_once():
    councils = {LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ}
    gets = [one for one in of_every_kind() if one.link is not None and one.link.purpose in councils]

    assert {one.kind for one in gets} >= {LetterKind.ADVICE_REQUESTED, LetterKind.ADOPTED}
    assert not any(may_wait(one, SOON) for one in gets)


def test_what_the_board_must_answer_and_what_lets_somebody_in_go_at_once():
    urgent = {
        LetterKind.ADVICE_RECEIVED,
        LetterKind.ADVICE_EXPIRED,
        LetterKind.COUNCIL_ASKED,
        LetterKind.WAIVER_RECORDED,
        LetterKind.SECRETARY_REPLACED,
        LetterKind.SURVEY_OPENED,
        LetterKind.SURVEY_REMINDER,
        LetterKind.READ_ROUND_OPENED,
        LetterKind.NEW_LINK,
        LetterKind.RIGHTS_CHANGED,
        LetterKind.SECOND_FACTOR,
    }

    assert not CAN_WAIT & (urgent | SHORT_LIVED)
    assert {one.kind for one in of_every_kind() if may_wait(one, SOON)} == CAN_WAIT
    assert CAN_WAIT & INFORMAL  # colleagues too get one mail a day


@pytest.mark.parametrize(
    ("leaves_on", "waits"), [(date(2027, 7, 31), WAITS), (LATE, AT_ONCE), (date(2027, 9, 2), AT_ONCE)]
)
def test_nothing_waits_past_the_first_of_august_that_has_to_be_out_before_it(leaves_on, waits):
    told = letter.published(ABOUT, 3, ANNA, date(2027, 7, 31), "/school/09QA00")
    adopted = letter.adopted(
        ABOUT, 2, ANNA, board="Stichting", decided=date(2027, 7, 30), link=LinkTo(path="/")
    )

    assert may_wait(told, leaves_on) is waits
    assert may_wait(adopted, leaves_on) is waits


@pytest.mark.parametrize(("leaves_on", "waits"), [(date(2027, 7, 8), WAITS), (date(2027, 7, 9), AT_ONCE)])
def test_a_text_for_the_guide_goes_at_once_when_its_day_has_come(leaves_on, waits):
    assert (
        may_wait(letter.section_ready(ABOUT, 3, ANNA, LinkTo(path="/"), date(2027, 7, 9)), leaves_on) is waits
    )


@pytest.mark.parametrize(("leaves_on", "waits"), [(date(2027, 2, 2), WAITS), (date(2027, 2, 3), AT_ONCE)])
def test_results_never_arrive_after_the_talk_began(leaves_on, waits):
    assert may_wait(letter.survey_closed(ABOUT, 4, ANNA, "/", date(2027, 2, 3)), leaves_on) is waits


def test_the_copy_of_a_council_chair_is_no_exception():
    first, second = letter.advice_requested(
        ABOUT, 5, CARLA, ANNA, board="Stichting", advise_by=date(2027, 5, 21)
    )

    assert not may_wait(first, SOON)
    assert not may_wait(second, SOON)


@pytest.mark.parametrize(
    ("now", "leaves"),
    [
        ("2027-04-05T06:00", "2027-04-05T16:00"),
        ("2027-04-05T15:59", "2027-04-05T16:00"),
        ("2027-04-05T16:00", "2027-04-06T16:00"),
        ("2027-03-27T18:00", "2027-03-28T16:00"),  # the clock goes forward that night
    ],
)
def test_it_leaves_at_four_in_the_afternoon(now, leaves):
    here = datetime.fromisoformat(now).replace(tzinfo=AMSTERDAM)

    assert leaves_at(here) == datetime.fromisoformat(leaves).replace(tzinfo=AMSTERDAM)


@pytest.mark.parametrize(
    ("of_each", "said"),
    [
        (["Concept klaar", "Concept klaar", "Concept klaar"], "Concept klaar (3 berichten)"),
        (["Concept klaar", "Tekst voor de schoolgids"], "Concept klaar en nog 1 bericht"),
        (["Concept klaar", "Tekst", "Tekst"], "Concept klaar en nog 2 berichten"),
    ],
)
def test_the_subject_says_what_it_is_about_and_how_much(of_each, said):
    assert subject(of_each) == said

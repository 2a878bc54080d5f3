"""What a dossier tells about itself: doubt is in favour of the council."""

from datetime import date

import pytest

from sopforms.core.codes import Right, Step
from sopforms.core.dossier import Dossier
from sopforms.core.schoolyear import SchoolYear
from tests.builders_dossier import TODAY, a_dossier

UNTIL = date(2027, 6, 30)
BEFORE, AFTER = date(2027, 6, 1), date(2027, 7, 1)


def test_an_empty_dossier_is_open_and_knows_no_year():
    dossier = Dossier()

    assert dossier.step is Step.OPEN
    assert dossier.year is None
    assert not dossier.deviates


def test_the_year_of_the_text_is_read():
    assert a_dossier().year == SchoolYear(2027)


@pytest.mark.parametrize(
    ("due", "expired"), [(None, False), (TODAY, False), (date(2027, 5, 19), True), (date(2027, 5, 21), False)]
)
def test_the_last_day_of_the_term_still_belongs_to_the_council(due, expired):
    assert a_dossier(Step.REQUESTED, due=due).term_expired(TODAY) is expired


@pytest.mark.parametrize(
    ("given", "refused", "stands"),
    [
        (None, None, False),
        (None, BEFORE, False),
        (BEFORE, None, True),
        (BEFORE, UNTIL, False),  # refused afterwards
        (BEFORE, BEFORE, False),
        (UNTIL, BEFORE, True),  # given after all
        (date(2027, 7, 2), None, False),  # lies in the future
    ],
)
def test_only_a_given_consent_that_was_not_refused_later_stands(given, refused, stands):
    dossier = a_dossier(consent_given=given, consent_refused=refused)

    assert dossier.consented(AFTER) is stands


@pytest.mark.parametrize(
    ("today", "facts", "suspended"),
    [
        (BEFORE, {"suspended_until": UNTIL}, True),
        (UNTIL, {"suspended_until": UNTIL}, True),
        (AFTER, {"suspended_until": UNTIL}, False),
        (BEFORE, {"suspended_until": UNTIL, "waived": BEFORE}, False),
        (BEFORE, {"suspended_until": UNTIL, "waived": AFTER}, True),
        (AFTER, {"followed": False}, True),  # deviates, last day unknown
        (AFTER, {"followed": True}, False),
        (AFTER, {"followed": False, "decided": None}, False),
    ],
)
def test_a_suspension_runs_to_its_last_day_unless_waived(today, facts, suspended):
    assert a_dossier(Step.ADOPTED, **facts).suspended(today) is suspended


REFUSED = date(2027, 5, 10)


@pytest.mark.parametrize(
    ("facts", "announce_by"),
    [
        ({"consent_refused": REFUSED}, date(2027, 8, 10)),
        ({"consent_given": REFUSED, "followed": False}, date(2027, 8, 10)),  # a condition that is not met
        ({"consent_given": REFUSED, "followed": True}, None),
        ({"consent_refused": REFUSED, "right": Right.ADVIES}, None),
        ({"consent_refused": REFUSED, "decided": date(2027, 6, 1)}, None),
        ({}, None),
    ],
)
def test_what_is_left_after_a_refusal_counts_from_the_answer_of_the_council(facts, announce_by):
    dossier = Dossier(**{"right": Right.INSTEMMING, **facts})

    assert (dossier.refusal.announce_by if dossier.refusal else None) == announce_by

"""The board reacts with reasons; whether it deviates is decided by the rules."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from sopforms.actions import reaction as deeds
from sopforms.core.advice import PointReaction, Reaction
from sopforms.core.codes import AdviceForm, Deed, LetterKind, PointAnswer, PointKind, Role, Step
from sopforms.core.errors import Invalid, Refused
from sopforms.store import advices, letters, logbook
from tests.asked import an_advice, an_asked_school
from tests.builders import an_actor, reload

TODAY = date(2027, 5, 20)
YES = PointReaction(PointAnswer.OVERGENOMEN, "Dat doen wij graag zo.")
PARTLY = PointReaction(PointAnswer.DEELS, "Alleen tot de zomer, daarna niet.", "Er komt een zin bij.")
NO = PointReaction(PointAnswer.NIET, "Daar is geen geld voor.")


def said(*points: PointReaction, text: str = "Dank voor uw advies.", follows: bool | None = None) -> Reaction:
    return Reaction(text, points, follows, "Bram Smit", "bestuurder")


def test_following_every_point_makes_a_reaction_that_follows(app_on_both: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    given = an_advice(asked)

    deeds.react(asked.id, said(YES, NO), actor=asked.board_member, today=TODAY)

    row = reload(asked.dossier)
    assert (row.step, row.reacted_on, row.followed) == (Step.REACTED, TODAY, True)
    assert [point.answer for point in advices.points_of(given.id)] == [
        PointAnswer.OVERGENOMEN,
        PointAnswer.NIET,
    ]
    sent = [(mail.kind, mail.to_email) for mail in letters.of_dossier(asked.id)]
    assert sorted(sent) == [
        (LetterKind.REACTION_SENT, "carla@mr.example"),
        (LetterKind.REACTION_SENT, "cor@mr.example"),
    ]
    assert [line.deed for line in logbook.of_dossier(asked.id)] == [Deed.REACT]


def test_a_condition_met_in_part_deviates_and_offers_further_talks(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)

    deeds.react(asked.id, said(PARTLY, YES), talks_on=date(2027, 5, 28), actor=asked.head, today=TODAY)

    assert reload(asked.dossier).followed is False
    talk = advices.find_consultation(asked.id, "nader_overleg")
    assert talk is not None
    assert (talk.offered_on, talk.planned_for) == (TODAY, date(2027, 5, 28))
    assert [line.deed for line in logbook.of_dossier(asked.id)] == [Deed.REACT, Deed.RECORD_FURTHER_TALKS]


def test_a_remark_that_belongs_to_the_advice_binds_like_a_condition(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked, AdviceForm.POSITIEF_OPM, ((PointKind.AANDACHTSPUNT, "Let op de tijd.", True),))

    deeds.react(asked.id, said(PARTLY), actor=asked.board_member, today=TODAY)

    assert reload(asked.dossier).followed is False


def test_a_loose_remark_may_be_left(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked, AdviceForm.POSITIEF_OPM, ((PointKind.AANDACHTSPUNT, "Let op de tijd.", False),))

    deeds.react(asked.id, said(NO), actor=asked.board_member, today=TODAY)

    assert reload(asked.dossier).followed is True


def test_every_point_needs_an_answer_with_a_reason(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)

    with pytest.raises(Refused) as refused:
        deeds.react(asked.id, said(YES), actor=asked.board_member, today=TODAY)

    assert refused.value.reasons == ("reaction_points_open",)
    assert reload(asked.dossier).step is Step.ADVISED


def test_full_agreement_still_needs_a_written_reaction(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked, AdviceForm.POSITIEF, ())

    with pytest.raises(Invalid) as wrong:
        deeds.react(asked.id, said(text=""), actor=asked.board_member, today=TODAY)

    assert "text" in wrong.value.problems


def test_a_negative_advice_asks_whether_the_board_follows_it(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked, AdviceForm.NEGATIEF, ())
    with pytest.raises(Invalid) as wrong:
        deeds.react(asked.id, said(), actor=asked.board_member, today=TODAY)
    assert "follows" in wrong.value.problems

    deeds.react(asked.id, said(follows=False), actor=asked.board_member, today=TODAY)

    assert reload(asked.dossier).followed is False


def test_a_head_without_mandate_does_not_react_for_the_board(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)

    with pytest.raises(Refused) as refused:
        deeds.react(asked.id, said(YES, YES), actor=an_actor(Role.HEAD, person=asked.hanna), today=TODAY)

    assert refused.value.reasons == ("mandate_missing",)


def test_there_is_one_reaction(app: Flask) -> None:
    asked = an_asked_school(Step.ADVISED)
    an_advice(asked)
    deeds.react(asked.id, said(YES, YES), actor=asked.board_member, today=TODAY)

    with pytest.raises(Refused):
        deeds.react(asked.id, said(YES, YES), actor=asked.board_member, today=TODAY)

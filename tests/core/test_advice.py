"""What counts as advice, what a reaction must say, and when the board deviates."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.advice import (
    LABELS,
    Advice,
    AdvicePointValue,
    PointReaction,
    Reaction,
    check,
    check_reaction,
    consents,
    deviates,
    deviating_points,
    labels_under,
    points_open,
)
from sopforms.core.codes import AdviceForm, PointAnswer, PointKind, Right
from sopforms.core.errors import Invalid

DUE = date(2027, 5, 12)
DAY_AFTER = date(2027, 5, 13)
REASON = "Dit past bij onze plannen."
REMARK = AdvicePointValue("Noem ook de logopedist.")
MARKED = AdvicePointValue("Noem ook de logopedist.", part_of_advice=True)
CONDITION = AdvicePointValue("Er komt een tweede rustruimte.", PointKind.VOORWAARDE)
MET, PARTLY, NOT_MET = PointAnswer.OVERGENOMEN, PointAnswer.DEELS, PointAnswer.NIET
FOLLOWS, DEVIATES = False, True


def an_advice(form=AdviceForm.POSITIEF, *points, **facts):
    return replace(Advice(form, "De raad adviseert positief.", points, secretary="Carla Smit"), **facts)


def a_reaction(*answers, **facts):
    points = tuple(PointReaction(answer, REASON) for answer in answers)
    return replace(Reaction("Dank voor het advies.", points, name="Bram de Wit"), **facts)


def _problems(call, *args):
    with pytest.raises(Invalid) as refused:
        call(*args)
    return set(refused.value.problems)


def test_every_form_has_a_label():
    assert set(LABELS) == set(AdviceForm)


@pytest.mark.parametrize(
    "form", [AdviceForm.POSITIEF, AdviceForm.POSITIEF_OPM, AdviceForm.POSITIEF_VOORW, AdviceForm.NEGATIEF]
)
def test_text_and_a_name_are_enough(form):
    check(an_advice(form))

    assert an_advice(form).counts


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"text": "  "}, {"text"}),
        ({"secretary": ""}, {"secretary"}),
        ({"form": AdviceForm.VERDEELD}, {"minority"}),
        ({"form": AdviceForm.KENNISGEVING}, {"confirmed"}),
        ({"form": AdviceForm.GEEN}, {"form"}),
        ({"present": -1}, {"present"}),
        ({"votes_for": -2, "present": 5}, {"votes_for"}),
        ({"votes_for": 5, "votes_against": 2, "present": 6}, {"present"}),
        ({"points": (replace(REMARK, text=" "),)}, {"points-0-text"}),
    ],
)
def test_what_cannot_be_taken_is_named(facts, problems):
    assert _problems(check, an_advice(**facts)) == problems


def test_votes_need_not_be_told():
    check(an_advice(present=6, votes_for=4, votes_blank=2))
    check(an_advice(votes_for=4))


def test_a_meeting_cannot_lie_in_the_future():
    assert _problems(check, an_advice(meeting_on=DAY_AFTER), DUE, DUE) == {"meeting_on"}


def test_no_advice_is_recorded_after_the_term_only():
    silent = an_advice(AdviceForm.GEEN, text="")

    assert _problems(check, silent, DUE, DUE) == {"form"}
    check(silent, DUE, DAY_AFTER)
    assert not silent.counts


def test_taking_note_is_confirmed_and_counts_as_no_advice():
    noted = an_advice(AdviceForm.KENNISGEVING, text="", confirmed=True)

    check(noted)

    assert not noted.counts


@pytest.mark.parametrize(
    ("advice", "reaction", "outcome"),
    [
        (an_advice(), a_reaction(), FOLLOWS),
        (an_advice(), a_reaction(follows=False), DEVIATES),
        (an_advice(AdviceForm.POSITIEF_OPM, REMARK), a_reaction(NOT_MET), FOLLOWS),
        (an_advice(AdviceForm.POSITIEF_OPM, MARKED), a_reaction(NOT_MET), DEVIATES),
        (an_advice(AdviceForm.POSITIEF_OPM, MARKED), a_reaction(MET), FOLLOWS),
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), a_reaction(MET), FOLLOWS),
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), a_reaction(PARTLY), DEVIATES),
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), a_reaction(NOT_MET), DEVIATES),
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), a_reaction(), DEVIATES),  # not answered
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION, REMARK), a_reaction(MET, NOT_MET), FOLLOWS),
        (an_advice(AdviceForm.POSITIEF_VOORW), a_reaction(), DEVIATES),  # conditions in the text only
        (an_advice(AdviceForm.POSITIEF_VOORW), a_reaction(follows=True), FOLLOWS),
        (an_advice(AdviceForm.NEGATIEF), a_reaction(follows=False), DEVIATES),
        (an_advice(AdviceForm.NEGATIEF), a_reaction(), DEVIATES),
        (an_advice(AdviceForm.NEGATIEF), a_reaction(follows=True), FOLLOWS),
        (an_advice(AdviceForm.VERDEELD), a_reaction(follows=True), FOLLOWS),
        (an_advice(AdviceForm.VERDEELD, CONDITION), a_reaction(NOT_MET, follows=True), DEVIATES),
    ],
)
def test_when_the_board_deviates(advice, reaction, outcome):
    assert deviates(advice, reaction) is outcome


def test_the_deviating_points_are_named_by_place():
    advice = an_advice(AdviceForm.POSITIEF_VOORW, REMARK, CONDITION, MARKED)

    assert deviating_points(advice, a_reaction(NOT_MET, PARTLY, MET)) == (1,)


@pytest.mark.parametrize(
    ("advice", "reaction", "problems"),
    [
        (an_advice(), a_reaction(text=""), {"text"}),
        (an_advice(), a_reaction(name=" "), {"name"}),
        (an_advice(AdviceForm.NEGATIEF), a_reaction(), {"follows"}),
        (an_advice(AdviceForm.POSITIEF_OPM, REMARK), a_reaction(), {"points-0-answer", "points-0-reason"}),
        (
            an_advice(AdviceForm.POSITIEF_OPM, REMARK),
            a_reaction(points=(PointReaction(MET, "ja"),)),
            {"points-0-reason"},
        ),
        (an_advice(), a_reaction(MET), {"points"}),
    ],
)
def test_a_reaction_without_reasons_is_refused_also_in_full_agreement(advice, reaction, problems):
    assert _problems(check_reaction, advice, reaction) == problems


def test_a_reasoned_reaction_is_taken():
    check_reaction(an_advice(), a_reaction())
    check_reaction(an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), a_reaction(PARTLY, text=""))


def test_open_points_are_counted():
    advice = an_advice(AdviceForm.POSITIEF_OPM, REMARK, CONDITION, MARKED)

    assert points_open(advice, a_reaction()) == 3
    assert points_open(advice, a_reaction(MET, None)) == 2
    assert points_open(advice, a_reaction(MET, NOT_MET, PARTLY)) == 0


@pytest.mark.parametrize(
    ("advice", "reaction", "consented"),
    [
        (an_advice(), None, True),
        (an_advice(AdviceForm.POSITIEF_OPM, REMARK), None, True),
        (an_advice(AdviceForm.POSITIEF_OPM, MARKED), None, False),
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), None, False),
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), a_reaction(MET), True),
        (an_advice(AdviceForm.POSITIEF_VOORW, CONDITION), a_reaction(PARTLY), False),
        (an_advice(AdviceForm.NEGATIEF), a_reaction(follows=True), False),
        (an_advice(AdviceForm.VERDEELD), a_reaction(follows=True), False),
        (an_advice(AdviceForm.KENNISGEVING), a_reaction(follows=True), False),
        (an_advice(AdviceForm.GEEN), a_reaction(follows=True), False),
    ],
)
def test_only_a_positive_answer_whose_conditions_are_met_is_consent(advice, reaction, consented):
    assert consents(advice, reaction) is consented


points = st.builds(AdvicePointValue, st.just("punt"), st.sampled_from(PointKind), st.booleans())


@given(st.sampled_from(AdviceForm), st.lists(points, max_size=4), st.data())
def test_who_takes_over_everything_never_deviates_on_points(form, found, data):
    advice = an_advice(form, *found)
    all_met = a_reaction(*[MET] * len(found), follows=True)
    one_less = data.draw(st.integers(0, len(found)))

    assert not deviates(advice, all_met)
    assert points_open(advice, replace(all_met, points=all_met.points[:one_less])) == len(found) - one_less


def test_under_a_right_of_consent_no_answer_is_called_advice():
    assert set(labels_under(Right.INSTEMMING)) == set(AdviceForm)
    assert not [label for label in labels_under(Right.INSTEMMING).values() if "dvies" in label]
    assert not [label for label in labels_under(Right.ADVIES).values() if "nstemming" in label]

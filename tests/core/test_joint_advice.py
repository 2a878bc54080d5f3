"""One advice over several schools: the same for all, a point about one, another position about one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import joint_advice
from sopforms.core.advice import Advice, AdvicePointValue
from sopforms.core.codes import AdviceForm
from sopforms.core.dossier import NO_REAL_ADVICE
from sopforms.core.errors import Invalid
from sopforms.core.joint_advice import JointAdvice, SchoolAnswer

POINTS = (AdvicePointValue("Voor allemaal."), AdvicePointValue("Over de Eik."))
COMMON = Advice(AdviceForm.POSITIEF_OPM, "Wij adviseren positief.", POINTS, secretary="Carla")
BOTH = (SchoolAnswer("De Eik"), SchoolAnswer("De Beuk"))
REAL = [form for form in AdviceForm if form not in NO_REAL_ADVICE]


def test_a_point_that_names_a_school_reaches_that_school_alone() -> None:
    said = JointAdvice(COMMON, BOTH, (None, 0))

    assert [point.text for point in said.of(0).points] == ["Voor allemaal.", "Over de Eik."]
    assert [point.text for point in said.of(1).points] == ["Voor allemaal."]


def test_about_one_school_the_council_may_take_another_position() -> None:
    own = SchoolAnswer("De Beuk", AdviceForm.NEGATIEF, "Hier ontbreekt hulp bij rekenen.")
    said = JointAdvice(COMMON, (BOTH[0], own))

    joint_advice.check(said)
    assert said.of(0).form is AdviceForm.POSITIEF_OPM
    assert said.of(1).form is AdviceForm.NEGATIEF
    assert said.of(1).text == "Wij adviseren positief.\n\nHier ontbreekt hulp bij rekenen."


@given(st.lists(st.sampled_from([None, *REAL]), min_size=1, max_size=6), st.data())
def test_no_word_is_lost_and_none_reaches_a_school_it_is_not_about(
    forms: list[AdviceForm | None], data: st.DataObject
) -> None:
    schools = tuple(SchoolAnswer(str(place), form) for place, form in enumerate(forms))
    places = st.one_of(st.none(), st.integers(0, len(forms) - 1))
    about = tuple(data.draw(st.lists(places, max_size=5)))
    points = tuple(AdvicePointValue(f"punt {number}") for number in range(len(about)))

    each = JointAdvice(replace(COMMON, points=points), schools, about).each()

    for number, place in enumerate(about):
        reached = [at for at, one in enumerate(each) if points[number] in one.points]
        assert reached == ([place] if place is not None else list(range(len(forms))))
    assert [one.form for one in each] == [form or COMMON.form for form in forms]
    assert all(one.text == COMMON.text and one.secretary == COMMON.secretary for one in each)


@pytest.mark.parametrize("form", sorted(NO_REAL_ADVICE))
def test_taking_note_or_keeping_silent_is_for_all_schools_or_for_none(form: AdviceForm) -> None:
    of_one = JointAdvice(COMMON, (BOTH[0], SchoolAnswer("De Beuk", form)))
    of_the_others = JointAdvice(
        replace(COMMON, form=form, confirmed=True), (BOTH[0], SchoolAnswer("De Beuk", AdviceForm.POSITIEF))
    )

    for said in (of_one, of_the_others):
        with pytest.raises(Invalid) as wrong:
            joint_advice.check(said)
        assert "schools-1-form" in wrong.value.problems


def test_a_divided_position_about_one_school_needs_the_words_of_the_minority() -> None:
    said = JointAdvice(COMMON, (BOTH[0], SchoolAnswer("De Beuk", AdviceForm.VERDEELD)))

    with pytest.raises(Invalid) as wrong:
        joint_advice.check(said)

    assert set(wrong.value.problems) == {"minority"}
    joint_advice.check(replace(said, common=replace(COMMON, minority="Twee leden zijn tegen.")))


def test_the_council_writes_for_all_or_for_each() -> None:
    empty = replace(COMMON, text="")
    with pytest.raises(Invalid) as wrong:
        joint_advice.check(JointAdvice(empty, (SchoolAnswer("De Eik", text="Goed."), BOTH[1])))
    assert set(wrong.value.problems) == {"text"}

    joint_advice.check(JointAdvice(empty, tuple(replace(one, text="Goed.") for one in BOTH)))

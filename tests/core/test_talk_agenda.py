"""The agenda of the team conversation: what differs, what was promised, what changed; within the time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.talk import suggestions
from sopforms.core.talk_agenda import LEAST, LENGTHS, MOST, Weighed, Why, plan

NO_POINTS, POINTS = False, True


def test_answers_far_apart_come_first_then_a_broken_promise_then_what_went_up():
    topics = [
        Weighed("SAME", median=3, before=3),
        Weighed("UP", median=4, before=2),
        Weighed("DOWN", median=2, before=3),
        Weighed("APART", apart=True, spread=0.5, median=2.5),
    ]

    agenda = plan(topics, 60, has_points=NO_POINTS)

    assert agenda.topics == ("APART", "DOWN", "UP")
    assert agenda.rest == ("SAME",)
    assert agenda.why == {"APART": (Why.SPREAD,), "DOWN": (Why.PROMISE,), "UP": (Why.CHANGE,), "SAME": ()}


def test_a_point_of_last_year_that_is_not_done_is_a_promise():
    agenda = plan([Weighed("POINT", median=3, before=3, promised=True)], 60, has_points=POINTS)

    assert agenda.why["POINT"] == (Why.PROMISE,)


@pytest.mark.parametrize(
    ("minutes", "points", "topics", "each", "back"),
    [(60, NO_POINTS, 5, 6, 0), (60, POINTS, 4, 6, 5), (90, NO_POINTS, 10, 6, 0), (90, POINTS, 9, 6, 5)],
)
def test_so_many_topics_fit_in_the_time(minutes, points, topics, each, back):
    many = [Weighed(f"T{n}", apart=True, spread=0.3, median=2) for n in range(30)]

    agenda = plan(many, minutes, has_points=points)

    assert (len(agenda.topics), agenda.each, agenda.back) == (topics, each, back)


def test_a_team_without_a_survey_talks_in_the_order_of_the_questions():
    agenda = plan([Weighed(f"T{n}") for n in range(8)], 60, has_points=NO_POINTS)

    assert agenda.order == tuple(f"T{n}" for n in range(8))
    assert len(agenda.topics) == 5


def test_where_nothing_differs_the_agenda_is_empty_and_all_topics_are_there():
    agenda = plan([Weighed("A", median=3, before=3), Weighed("B", median=4)], 60, has_points=NO_POINTS)

    assert (agenda.topics, agenda.rest, agenda.each) == ((), ("A", "B"), 0)


_scores = st.none() | st.sampled_from([1.0, 1.5, 2.0, 2.5, 3.0, 4.0])


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 0.5), _scores, _scores, st.booleans()), max_size=40),
    st.sampled_from(LENGTHS),
    st.booleans(),
)
def test_every_topic_is_there_once_and_the_time_is_never_exceeded(facts, minutes, points):
    topics = [Weighed(f"T{n}", *one) for n, one in enumerate(facts)]

    agenda = plan(topics, minutes, has_points=points)

    assert sorted(agenda.order) == sorted(one.indicator for one in topics)
    assert agenda.each * len(agenda.topics) + agenda.back + 30 <= minutes
    assert not agenda.topics or LEAST <= agenda.each <= MOST


def test_questions_to_ask_fit_the_reason_and_the_chapter():
    assert suggestions((Why.PROMISE,), "ch8", "nl") == (
        "Wat beloven wij op papier, maar doen wij niet?",
        "Gaan wij het alsnog doen, of passen wij de tekst aan?",
        "Welke grens is echt een grens, en welke is gewoonte?",
    )
    assert suggestions((), "ch1", "en") == ()

"""One statement saves one page: nothing else of the response is touched, and what was emptied is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sopforms.core.questionnaire.posted import merge
from sopforms.store import clock, saving, surveys
from sopforms.store.db import db
from tests.web.respondents import a_survey, participations

OLD = {
    "uitleg_matrix": {"bo01": 1, "bo02": "x"},
    "st06": 2,
    "ex07-Comment": "Een toelichting",
    "de10": "Meer 'NT2' — \"graag\" ${}",
}


@pytest.mark.parametrize(
    ("offered", "given"),
    [
        (["st06"], {"st06": 4}),
        (["st06"], {}),
        (["uitleg_matrix"], {"uitleg_matrix": {"bo02": 3}}),
        (["uitleg_matrix"], {}),
        (["ex07"], {"ex07": 1}),
        (["de10", "gr06"], {"gr06": "Regel 1\nRegel 2 met ? en :naam en %s"}),
        (["st06", "uitleg_matrix", "de10", "ex07"], {"keuzes": ["a", "b"], "st06": 0, "de10": False}),
    ],
)
def test_a_save_means_the_same_on_both_databases_as_in_the_core(app_on_both, offered, given):
    one = participations(a_survey())[0]
    today = clock.today()
    surveys.start(one)
    saving.save(one, OLD, [], today)
    keys = [key for name in offered for key in (name, f"{name}-Comment")]

    saved = saving.save(one, {k: v for k, v in given.items() if k in keys}, keys, today)

    db.session.expire_all()
    stored = surveys.response_of(surveys.get_participation(one)).answers
    assert saved
    assert stored == merge(OLD, offered, given, offered)


def test_two_pages_that_are_saved_at_once_do_not_lose_each_other(app_on_both):
    one = participations(a_survey())[0]
    today = clock.today()
    surveys.start(one)

    saving.save(one, {"st06": 3}, ["st06"], today)
    saving.save(one, {"de10": "Rust"}, ["de10"], today)

    db.session.expire_all()
    assert surveys.response_of(surveys.get_participation(one)).answers == {"st06": 3, "de10": "Rust"}


def test_after_the_last_day_a_save_changes_nothing(app_on_both):
    row = a_survey()
    one = participations(row)[0]
    surveys.start(one)
    late = surveys.get_of_dossier(row.id).closes_on + timedelta(days=1)

    assert not saving.save(one, {"st06": 3}, ["st06"], late)
    assert not saving.submit(one, {"st06": 3}, late)
    assert surveys.response_of(surveys.get_participation(one)).answers == {}


def test_beginning_twice_makes_one_response(app_on_both):
    one = participations(a_survey())[0]

    assert surveys.start(one).id == surveys.start(one).id

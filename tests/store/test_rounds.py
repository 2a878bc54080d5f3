"""The rounds of a school: its own, up to a year, with what was sent in each."""

from __future__ import annotations

from sopforms.core.codes import Step
from sopforms.store import cycles, dossiers, partnerships, rounds, surveys
from tests import builders
from tests.web.two_years import a_closed_survey, a_text, two_years

LAST, THIS = [{"st06": 2, "de10": "Rust"}], [{"st06": 3}, {"uitleg_matrix": {"bo01": 4}}]


def test_both_years_come_with_their_answers_and_texts_on_both_databases(app_on_both):
    school = two_years(LAST, THIS)
    survey = surveys.get_of_dossier(school.now.id)
    a_text(survey, "de10", "Meer 'NT2' — \"graag\"")
    a_text(survey, "ex07-Comment", "Later", "waiting")

    now, before = rounds.up_to(school.now)
    found = rounds.given([now.survey.id, before.survey.id])

    assert [one.school_year for one in (now, before)] == ["2027-2028", "2026-2027"]
    assert (now.code, now.questionnaire_id, now.version) == (school.location.code, "evaluatie-po", 1)
    assert sorted(map(str, found[now.survey.id].answers)) == sorted(map(str, THIS))
    assert found[now.survey.id].texts == [
        ("de10", "Meer 'NT2' — \"graag\"", "approved"), ("ex07-Comment", "Later", "waiting"),
    ]  # fmt: skip
    assert found[before.survey.id].answers == LAST
    assert rounds.closed(school.now.id) == (now, found[now.survey.id])


def test_what_was_sent_in_a_survey_that_runs_is_not_read(app):
    school = two_years(LAST, THIS)
    surveys.get_of_dossier(school.now.id).closed_on = None

    assert rounds.closed(school.now.id) is None


def test_a_later_year_and_another_school_are_not_among_them(app):
    school = two_years(LAST, THIS)
    cycle_id = school.now.cycle_id
    location = builders.a_location(partnerships.get(school.now.partnership_id))
    other = builders.a_dossier(Step.TALK, location=location, cycle=cycles.get(cycle_id))
    a_closed_survey(other, cycles.get(cycle_id).question_set_id, THIS)

    assert [one.school_year for one in rounds.up_to(school.before)] == ["2026-2027"]
    assert [one.survey.dossier_id for one in rounds.up_to(dossiers.get(other.id))] == [other.id]


def test_a_survey_in_which_nobody_answered_has_nothing(app):
    school = two_years([], [])
    (now, _before) = rounds.up_to(school.now)

    assert rounds.given([now.survey.id])[now.survey.id] == rounds.Given([], [])

"""The evaluation in the demonstration: survey, pupils, team conversation, school values, points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sopforms.actions import (
    answering,
    closing,
    consolidation,
    demo_answers,
    outcomes,
    points,
    published,
    pupils,
    survey,
)
from sopforms.actions import demo_texts as texts
from sopforms.actions import talk as talking
from sopforms.actions.demo_play import Play
from sopforms.core import talk
from sopforms.core.codes import Agreement, Deed
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.meaning import Value
from sopforms.core.questionnaire.model import COMMENT_SUFFIX
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import cycles, dossiers, locations, surveys
from sopforms.store.surveys import ParticipationRow
from sopforms.store.talks import PointRow

SENT_LAST_YEAR, SENT, BEGUN = 0.65, 0.8, 0.06  # of who was asked, in a survey that is over
SENT_SO_FAR, BEGUN_SO_FAR = 0.6, 0.12  # and in one that still runs
LEFT_OUT = 0.1  # of the open answers
EVERY = 6  # every so many topics is talked about, besides what divides the team


def ask_team(play: Play) -> None:
    """Open the survey and let colleagues answer it; a small team goes straight to the conversation."""
    day, cast = play.on(Deed.OPEN_SURVEY), play.cast
    threshold = survey.threshold_of(dossiers.get(play.dossier_id))
    if len(cast.staff) < threshold:
        survey.skip_survey(play.dossier_id, "", small_team=True, actor=cast.coordinator, today=day)
        return
    runs = not play.does(Deed.CLOSE_SURVEY)
    closes = day + timedelta(days=23) if runs else play.days[Deed.CLOSE_SURVEY]
    talk = play.days.get(Deed.RECORD_TALK, closes + timedelta(days=12))
    survey.open_survey(play.dossier_id, cast.staff, closes, talk, actor=cast.coordinator, today=day)
    found = surveys.get_of_dossier(play.dossier_id)
    form = form_of(play, "evaluatie")
    over = SENT_LAST_YEAR if play.is_past else SENT
    _answer(play, form, surveys.participations_of(found.id), SENT_SO_FAR if runs else over)


def _answer(play: Play, form: Questionnaire, asked: Sequence[ParticipationRow], sent: float) -> None:
    """Let a part of the team send its answers, and some others begin; at least as many as make numbers."""
    day = play.days[Deed.OPEN_SURVEY]
    begun = BEGUN_SO_FAR if not play.does(Deed.CLOSE_SURVEY) else BEGUN
    decks = demo_answers.decks(play.chance)
    order = list(asked)
    play.chance.shuffle(order)
    sending = max(5, round(sent * len(order)))
    for one in order[:sending]:
        answers = demo_answers.staff(form, play.picture, play.years, play.chance, decks)
        answering.begin(one.id, day)
        answering.save(one.id, answers, list(answers), day)
        answering.send_answers(one.id, today=day)
    for one in order[sending : sending + round(begun * len(order))]:
        answers = demo_answers.staff(form, play.picture, play.years, play.chance, decks, pages=2)
        answering.begin(one.id, day)
        answering.save(one.id, answers, list(answers), day)


def close(play: Play) -> None:
    """Close the survey, when there is one."""
    if surveys.find_of_dossier(play.dossier_id) is not None:
        day = play.on(Deed.CLOSE_SURVEY)
        closing.close_survey(play.dossier_id, actor=play.cast.coordinator, today=day)


def read_texts(play: Play) -> None:
    """Let the coordinator read the open answers: most pass, some are left out."""
    found = surveys.find_of_dossier(play.dossier_id)
    if found is not None:
        choices = {
            text.id: outcomes.LEFT_OUT if play.chance.random() < LEFT_OUT else outcomes.APPROVED
            for text in surveys.texts_of(found.id)
        }
        outcomes.judge_texts(play.dossier_id, choices)


def hold_talk(play: Play) -> None:
    """Hold the team conversation: what divides the team, and some more, is talked through and agreed."""
    day, cast = play.on(Deed.RECORD_TALK), play.cast
    row = dossiers.get(play.dossier_id)
    form = form_of(play, "teamgesprek")
    small = surveys.find_of_dossier(row.id) is None
    discussed = [
        state
        for place, state in enumerate(consolidation.states(row))
        if small or state.flagged or place % EVERY == 0
    ]
    recorded = talk.Talk(
        held_on=day,
        leader=cast.coordinator.name,
        present=max(1, round(0.85 * len(cast.staff))),
        outcomes=tuple(_outcome(play, state) for state in discussed),
        answers=demo_answers.talk(form, play.picture),
        agreements=play.chance.choice(texts.AGREEMENTS),
    )
    talking.record_talk(play.dossier_id, recorded, actor=cast.coordinator, today=day)


def _outcome(play: Play, state: consolidation.TopicState) -> talk.Outcome:
    """Return what the team agreed: mostly what the answers say, now and then with somebody against."""
    value = _value(play, state)
    if play.chance.random() < 0.2:
        return talk.Outcome(state.topic.indicator, value, Agreement.MOST, play.chance.choice(texts.DISSENT))
    return talk.Outcome(state.topic.indicator, value, Agreement.AGREED)


def _value(play: Play, state: consolidation.TopicState) -> Value:
    if state.median is not None:
        return int(state.median)
    return round(play.picture.level(state.topic.indicator.lower().replace("-", ""), play.years))


def hear_pupils(play: Play) -> None:
    """Record what a group of pupils said."""
    day, actor = play.on(Deed.RECORD_PUPIL_VOICE), play.cast.coordinator
    answers = demo_answers.pupils(form_of(play, "leerlingen"), play.picture, play.years)
    pupils.record_pupil_voice(play.dossier_id, answers, day, actor.name, actor=actor, today=day)


def set_values(play: Play) -> None:
    """Settle what was not talked about; a dossier that stops here has filled in a part."""
    day, actor = play.on(Deed.SET_VALUE), play.cast.coordinator
    row = dossiers.get(play.dossier_id)
    open_ = [state for state in consolidation.states(row) if state.value is None]
    clear = [state.topic.indicator for state in open_ if state.offered is not None]
    consolidation.accept_medians(row.id, clear, actor=actor, today=day)
    for state in open_:
        if state.offered is None:
            consolidation.set_value(
                row.id, state.topic.indicator, _value(play, state), texts.REASON, actor=actor, today=day
            )
    form = form_of(play, "schoolwaarden")
    starts = SchoolYear.parse(cycles.get(row.cycle_id).school_year).first_day
    pages = form.pages if play.does(Deed.CONSOLIDATE) else form.pages[: len(form.pages) // 2]
    answers = demo_answers.school(form, play.picture, play.years, starts)
    given = {question.name for page in pages for question in page.questions}
    draft = {key: answer for key, answer in answers.items() if key.removesuffix(COMMENT_SUFFIX) in given}
    for page in pages:
        consolidation.set_values(row.id, page.name, draft, actor=actor, today=day)


def plan_points(play: Play) -> None:
    """Write down what the school takes up, and what became of last year's points."""
    row = dossiers.get(play.dossier_id)
    year = SchoolYear.parse(cycles.get(row.cycle_id).school_year)
    before = points.of_last_year(row)
    if before:
        _look_back(row.id, before)
    known = {old.goal for old in before}
    new = [point for point in texts.POINTS if point[0] not in known]
    for place, planned in enumerate(play.chance.sample(new, 2 if before else 3)):
        goal, action, owner, means, kind, indicator = planned
        due = date(year.start + (place > 0), (11, 3, 5)[place], 1)
        who = owner.format(role=play.cast.coordinator.function)
        points.save_point(row.id, points.Point(goal, action, who, due, means, kind, indicator=indicator))


def _look_back(dossier_id: int, before: Sequence[PointRow]) -> None:
    """One point of last year is done, one goes on, with the others the school is busy."""
    done, on, *busy = before
    points.note_result(dossier_id, done.id, "done", texts.RESULTS[0])
    points.carry_over(dossier_id, on.id, texts.CARRIED)
    for old in busy:
        points.note_result(dossier_id, old.id, "busy", texts.RESULTS[1])


def consolidate(play: Play) -> None:
    """Settle the school values."""
    day = play.on(Deed.CONSOLIDATE)
    consolidation.consolidate(play.dossier_id, actor=play.cast.coordinator, today=day)


def form_of(play: Play, name: str) -> Questionnaire:
    """Return a questionnaire of the round, for the kind of school."""
    row = dossiers.get(play.dossier_id)
    _version, form = published.questionnaire_of(cycles.set_of(row), name)
    return form.for_sector(locations.get(row.location_id).kind)

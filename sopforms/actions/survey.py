"""The staff survey of a school: invite, remind, extend, close; or skip it with a reason.

Nobody learns here who answered what: the school sees numbers, and reminders go to who has not finished.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from sopforms.actions import addresses, letters, links, published, recording, slips
from sopforms.actions.deed import deed
from sopforms.core import letter, pace
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LetterKind, LinkPurpose, Role
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.mailing import Address, Letter
from sopforms.core.questionnaire import Questionnaire
from sopforms.store import cycles, dossiers, locations, logbook, partnerships, questionnaires, surveys
from sopforms.store import facts as facts_of
from sopforms.store import letters as outbox
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.surveys import ParticipationRow, SurveyRow

USUAL_LENGTH = timedelta(weeks=3)
REMIND_AFTER = (timedelta(days=10), timedelta(days=17))
"""Two reminders by the calendar, counted from the opening day."""


def threshold_of(row: DossierRow) -> int:
    """Return below how many people nothing is shown: what was promised when the survey opened.

    Before that: the setting of the partnership, at least 5. A setting that is lowered later changes nothing
    for people who answered under a higher one.
    """
    survey = surveys.find_of_dossier(row.id)
    return survey.threshold if survey else partnerships.get(row.partnership_id).threshold


@deed
def open_survey(
    dossier_id: int,
    invitees: Iterable[Address],
    closes_on: date,
    talk_on: date | None,
    *,
    slip_count: int = 0,
    actor: Actor,
    today: date,
) -> None:
    """Open the survey on the questionnaire of the round and invite these people, each with an own link.

    `slip_count` printed codes are made besides, for who has no address. Raises Refused `team_too_small` below
    the threshold, Invalid when the days are not in order.
    """
    row = dossiers.get(dossier_id)
    people = {one.email: one for one in invitees}
    threshold = threshold_of(row)
    facts = replace(facts_of.of(row), small_team=len(people) + slip_count < threshold)
    recording.ask(Deed.OPEN_SURVEY, row, actor, today, facts=facts)
    _check_days(today, closes_on, talk_on)
    set_id = cycles.set_of(row)
    _check_questions(set_id)
    version, form = published.questionnaire_of(set_id, "evaluatie")
    survey = SurveyRow(
        dossier_id=row.id, version_id=version.id, opens_on=today, closes_on=closes_on, talk_on=talk_on,
        threshold=threshold,
    )  # fmt: skip
    db.session.add(survey)
    db.session.flush()
    row.small_team = False
    posted = _invite(row, survey, people.values(), form, today)
    slips.add(survey, slip_count, today)
    recording.record(Deed.OPEN_SURVEY, row, actor, today, facts=facts, letters=posted)


@deed
def invite_staff(dossier_id: int, invitees: Iterable[Address], *, actor: Actor, today: date) -> None:
    """Invite more people to a survey that runs; who was invited before gets nothing new."""
    row = dossiers.get(dossier_id)
    recording.ask(Deed.INVITE_STAFF, row, actor, today)
    survey = surveys.get_of_dossier(row.id)
    _check_questions(questionnaires.get_version(survey.version_id).question_set_id)
    new = {one.email: one for one in invitees if surveys.find_participation(survey.id, one.email) is None}
    posted = _invite(row, survey, new.values(), published.questionnaire(survey.version_id), today)
    recording.record(Deed.INVITE_STAFF, row, actor, today, letters=posted)


@deed
def remind_staff(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Remind who has not finished, and tell them how far they are; at most one mail a day each."""
    row = dossiers.get(dossier_id)
    recording.ask(Deed.REMIND_STAFF, row, actor, today)
    survey = surveys.get_of_dossier(row.id)
    _check_answerable(survey)
    recording.record(Deed.REMIND_STAFF, row, actor, today, letters=_reminders(row, survey, today))


@deed
def extend_survey(dossier_id: int, closes_on: date, *, actor: Actor, today: date) -> None:
    """Let the survey run longer. Who has not finished hears the new last day."""
    row = dossiers.get(dossier_id)
    recording.ask(Deed.EXTEND_SURVEY, row, actor, today)
    survey = surveys.get_of_dossier(row.id)
    _check_answerable(survey)
    if closes_on <= survey.closes_on:
        raise Invalid(closes_on="Kies een datum na de sluitingsdatum die er nu staat.")
    survey.closes_on = closes_on
    db.session.flush()
    recording.record(Deed.EXTEND_SURVEY, row, actor, today, letters=_reminders(row, survey, today))


@deed
def skip_survey(dossier_id: int, reason: str, *, small_team: bool = False, actor: Actor, today: date) -> None:
    """Go to the team conversation without a survey: a small team, or a recorded reason."""
    row = dossiers.get(dossier_id)
    facts = replace(facts_of.of(row), survey_skipped_reason=reason.strip(), small_team=small_team)
    recording.record(Deed.SKIP_SURVEY, row, actor, today, facts=facts)
    row.survey_skipped_reason, row.small_team = reason.strip(), small_team


@deed
def send_elsewhere(dossier_id: int, outbox_id: int, to: Address) -> None:
    """Send an invitation that did not arrive to the right address of the same person.

    No deed of the procedure: nothing is decided, a mail is mended. Raises Refused when it did arrive.
    """
    mail = outbox.get(outbox_id)
    if mail is None or mail.dossier_id != dossier_id or mail.kind is not LetterKind.SURVEY_OPENED:
        raise NotFound
    survey = surveys.get_of_dossier(dossier_id)
    row = surveys.find_participation(survey.id, mail.to_email)
    if row is None:
        raise NotFound
    if surveys.find_participation(survey.id, to.email) is not None:
        raise Invalid(email="Dit adres is al uitgenodigd.")
    letters.send_elsewhere(outbox_id, to)
    links.revoke_for(mail.to_email, LinkPurpose.SURVEY, row.id)  # those of reminders too
    row.email = to.email


def due_for_reminder(today: date) -> list[int]:
    """Return the dossiers that the calendar reminds today: from day 10 once, from day 17 once more.

    Days of a school holiday do not count and bring no mail: both reminders wait until the school is back.
    """
    due = []
    for survey in surveys.running():
        if questionnaires.set_of(survey.version_id).withdrawn_on is not None:
            continue  # there is nothing left to answer
        passed = _marks_passed(survey, today)
        lines = logbook.of_dossier(survey.dossier_id)
        sent = sum(line.deed is Deed.REMIND_STAFF and line.role is Role.CALENDAR for line in lines)
        if sent < passed and today <= survey.closes_on and surveys.done(survey.id) < survey.invited:
            due.append(survey.dossier_id)
    return due


def _marks_passed(survey: SurveyRow, today: date) -> int:
    """Return how many reminders are due, counted in days outside the holidays of the school; 0 in one."""
    location = locations.get(dossiers.get(survey.dossier_id).location_id)
    calendar = locations.calendar_of(location)
    if calendar.is_holiday(today):
        return 0
    days = (today - survey.opens_on).days
    counted = sum(
        not calendar.is_holiday(survey.opens_on + timedelta(days=day + 1)) for day in range(max(0, days))
    )
    return sum(timedelta(days=counted) >= after for after in REMIND_AFTER)


def due_for_closing(today: date) -> list[int]:
    """Return the dossiers whose survey the calendar closes today: the last day is over."""
    return [survey.dossier_id for survey in surveys.running() if survey.closes_on < today]


def _check_questions(set_id: int) -> None:
    """Raise Refused when the partnership closed or withdrew the questions: nobody begins with them now."""
    questions = questionnaires.get_set(set_id)
    if questions.withdrawn_on is not None:
        raise Refused("questions_withdrawn")
    if questions.closed_on is not None:
        raise Refused("questions_closed")


def _check_answerable(survey: SurveyRow) -> None:
    """Raise Refused when the partnership withdrew the questions: there is nothing left to answer."""
    if questionnaires.set_of(survey.version_id).withdrawn_on is not None:
        raise Refused("questions_withdrawn")


def _check_days(today: date, closes_on: date, talk_on: date | None) -> None:
    if closes_on <= today:
        raise Invalid(closes_on="Kies een datum na vandaag.")
    if talk_on is not None and talk_on < closes_on:
        raise Invalid(talk_on="Kies een datum na de sluiting, want eerst komen de uitkomsten.")


def _invite(
    row: DossierRow, survey: SurveyRow, people: Iterable[Address], form: Questionnaire, today: date
) -> list[Letter]:
    about = addresses.about(row)
    kind = locations.get(row.location_id).kind
    minutes = pace.minutes(form.for_sector(kind).pages)
    posted = []
    for one in people:
        participation = ParticipationRow(survey_id=survey.id, email=one.email, invited_on=today)
        db.session.add(participation)
        db.session.flush()
        survey.invited += 1
        posted.append(letter.survey_opened(about, participation.id, one, survey.closes_on, minutes))
    return posted


def _reminders(row: DossierRow, survey: SurveyRow, today: date) -> list[Letter]:
    about = addresses.about(row)
    form = published.questionnaire(survey.version_id).for_sector(locations.get(row.location_id).kind)
    posted = []
    for one in surveys.participations_of(survey.id, by_mail=True):
        if one.done:
            continue
        one.reminded += 1
        posted.append(_reminder(about, one, survey, form, today))
    return posted


def _reminder(
    about: letter.About, one: ParticipationRow, survey: SurveyRow, form: Questionnaire, today: date
) -> Letter:
    response = surveys.response_of(one)
    to = Address("", one.email)
    if response is None or not response.answers:
        return letter.survey_reminder(about, one.id, to, closes=survey.closes_on, today=today)
    page = pace.resume_at(form, response.answers)
    return letter.survey_reminder(
        about,
        one.id,
        to,
        closes=survey.closes_on,
        today=today,
        steps_left=max(1, len(pace.left_from(form, response.answers, page))),
        minutes_left=pace.minutes_left(form, response.answers, page),
    )

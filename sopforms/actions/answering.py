"""Answering the survey behind a personal link: begin, save page by page, send, change until it closes.

Nothing here keeps a submit id: a row of those would say for good which browser sent something on which day.
Saving and sending the same again changes nothing, so a repeat needs none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sopforms.actions import published, recording
from sopforms.actions.deed import repeatable
from sopforms.core import pace, recognisable
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Role, SchoolKind
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.questionnaire import Questionnaire
from sopforms.store import dossiers, respondents, saving, surveys
from sopforms.store import facts as facts_of

RESPONDENT = Actor((Role.STAFF,))
"""Whoever answers: no person is noted."""
KEPT = 256
_cut: dict[tuple[str, SchoolKind], Questionnaire] = {}


@dataclass(frozen=True, slots=True)
class Answering:
    """What one respondent's pages need. `draft` holds what was saved so far, hidden answers included."""

    participation_id: int
    survey_id: int
    dossier_id: int
    location_id: int
    school: str
    kind: SchoolKind
    school_year: str
    threshold: int
    closes_on: date
    closed_on: date | None
    talk_on: date | None
    questionnaire: Questionnaire
    draft: dict[str, Any]
    withdrawn_on: date | None
    withdrawn_because: str
    """Why the partnership withdrew the questions; then nothing more can be answered."""
    starters_stopped: bool
    """The partnership closed the questions before this person began; who began may finish."""
    is_open: bool
    is_sent: bool
    """Answers were sent; until closing they may still be changed."""
    contact: tuple[str, str] | None
    """Name and address of the coordinator, else of the head; None when the school has neither."""

    @property
    def has_begun(self) -> bool:
        """Whether anything was answered."""
        return bool(self.draft)

    @property
    def resume(self) -> str | None:
        """The page to go on with; None when all pages were passed."""
        return pace.resume_at(self.questionnaire, self.draft)


def load(participation_id: int, today: date) -> Answering:
    """Return where this respondent is; raise NotFound. Writes nothing."""
    row = respondents.find(participation_id)
    if row is None:
        raise NotFound
    return where_is(row, today)


def where_is(row: respondents.Respondent, today: date) -> Answering:
    """Return the same of somebody who was read with their session."""
    running = row.closed_on is None and today <= row.closes_on and not row.cut
    stopped = running and row.questions_closed_on is not None and row.answers is None
    return Answering(
        participation_id=row.participation_id,
        survey_id=row.survey_id,
        dossier_id=row.dossier_id,
        location_id=row.location_id,
        school=row.school,
        kind=row.kind,
        school_year=row.school_year,
        threshold=row.threshold,
        closes_on=row.closes_on,
        closed_on=row.closed_on,
        talk_on=row.talk_on,
        questionnaire=_questionnaire(row.content_hash, row.version_id, row.kind),
        draft=dict(row.answers or {}),
        withdrawn_on=row.withdrawn_on,
        withdrawn_because=row.withdrawn_because,
        starters_stopped=stopped,
        is_open=running and row.withdrawn_on is None and not stopped,
        is_sent=row.done,
        contact=row.contact,
    )


def _questionnaire(content_hash: str, version_id: int, kind: SchoolKind) -> Questionnaire:
    """Return the questionnaire as schools of this kind have it; cut once per content and kind."""
    found = _cut.get((content_hash, kind))
    if found is None:
        found = published.by_hash(content_hash, version_id).for_sector(kind)
        if len(_cut) >= KEPT:
            _cut.clear()
        _cut[content_hash, kind] = found
    return found


@repeatable
def begin(participation_id: int, today: date) -> None:
    """Make room for answers; once is enough. After closing nothing is made."""
    if load(participation_id, today).is_open:
        surveys.start(participation_id)


def save_alone(
    participation_id: int, given: Mapping[str, Any], offered: Collection[str], today: date
) -> bool:
    """Store the answers of one page by one statement, for who has no other transaction; False: use `save`.

    That makes room for who has none yet, and says why nothing more is taken.
    """
    return saving.save_alone(participation_id, given, offered, today)


@repeatable
def save(participation_id: int, given: Mapping[str, Any], offered: Collection[str], today: date) -> None:
    """Store the answers of one page; `offered` names all keys of that page.

    Raises Refused: `survey_over`, or what the partnership did to the questions.
    """
    if saving.save(participation_id, given, offered, today):
        return
    begin(participation_id, today)
    if not saving.save(participation_id, given, offered, today):
        raise Refused(_over(load(participation_id, today)))


def _over(where: Answering) -> str:
    """Return why nothing more is taken."""
    if where.withdrawn_on is not None:
        return "questions_withdrawn"
    return "questions_closed" if where.starters_stopped else "survey_over"


@repeatable
def send_answers(participation_id: int, *, actor: Actor = RESPONDENT, today: date) -> None:
    """Send the answers; sending others replaces them, sending the same again changes nothing.

    Raises Invalid when a required answer is missing, Refused when the survey is over.
    """
    begin(participation_id, today)  # holds the participation: two at once are handled one after the other
    where = load(participation_id, today)
    dossier = dossiers.get(where.dossier_id)
    facts = facts_of.of(dossier, today=today)
    recording.ask(Deed.SEND_ANSWERS, dossier, actor, today, facts=facts)
    problems = where.questionnaire.problems(where.draft)
    if problems:
        raise Invalid(**{problem.path: problem.message("nl") for problem in problems})
    answers = where.questionnaire.clean(where.draft)
    if where.is_sent and answers == where.draft:
        return
    if not saving.submit(participation_id, answers, today):
        raise Refused(_over(where))
    surveys.get_participation(participation_id).done = True
    recording.record(Deed.SEND_ANSWERS, dossier, actor, today, facts=facts)


def names_in(questionnaire: Questionnaire, seen: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return question → what in its text may point at a pupil; `seen` are the answers that are visible."""
    found = {}
    for key, answer in seen.items():
        signs = recognisable.signs(answer) if isinstance(answer, str) else ()
        if signs and _is_free_text(questionnaire, key):
            found[key] = signs
    return found


def _is_free_text(questionnaire: Questionnaire, key: str) -> bool:
    question = questionnaire.by_name.get(key)
    return question is None or not (question.is_closed or question.is_date or question.is_number)

"""What a partnership does while a round runs: exceptions for a school, reminders, consultants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sopforms.actions import addresses
from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.errors import Conflict, Invalid, NotFound, Refused
from sopforms.core.mailing import Address, Letter
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import cycles, dossiers, locations, people, questionnaires
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow

LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What one school does otherwise than the round; None means: as the round."""

    because: str
    survey_by: date | None = None
    draft_by: date | None = None
    request_by: date | None = None
    question_set_id: int | None = None
    absent: bool = False


@deed
def except_school(dossier_id: int, otherwise: Otherwise, *, version: int, actor: Actor, today: date) -> None:
    """Keep what this school does otherwise, with the reason.

    Raises Invalid for days that do not follow each other, Refused for other questions or a year out after the
    school began, Conflict when somebody changed the dossier meanwhile.
    """
    row = dossiers.get(dossier_id)
    _check(row, otherwise)
    if row.version != version:
        raise Conflict
    record(Deed.EXCEPT_SCHOOL, row, actor, today)
    row.survey_by, row.draft_by, row.request_by = (
        otherwise.survey_by, otherwise.draft_by, otherwise.request_by
    )  # fmt: skip
    row.question_set_id = otherwise.question_set_id
    row.otherwise_because = otherwise.because.strip()
    row.absent_on = (row.absent_on or today) if otherwise.absent else None


def _check(row: DossierRow, otherwise: Otherwise) -> None:
    cycle = cycles.get(row.cycle_id)
    changed = otherwise != Otherwise(otherwise.because)
    if changed and not otherwise.because.strip():
        raise Invalid(because="Leg in een of twee zinnen uit waarom.")
    if row.step is not Step.OPEN and (otherwise.absent or otherwise.question_set_id != row.question_set_id):
        raise Refused("school_began")
    days = [
        ("survey_by", otherwise.survey_by or cycle.survey_by),
        ("draft_by", otherwise.draft_by or cycle.draft_by),
        ("request_by", otherwise.request_by or cycle.request_by),
    ]
    for (_before, first), (name, then) in pairwise(days):
        if then < first:
            raise Invalid(**{name: "Kies een datum na die van de stap ervoor."})
    year = SchoolYear.parse(cycle.school_year)
    if days[-1][1] >= year.first_day:
        raise Invalid(request_by=f"Kies een datum voor 1 augustus {year.start}.")
    if otherwise.question_set_id not in (None, row.question_set_id):
        chosen = questionnaires.get_set(otherwise.question_set_id)
        if chosen.partnership_id != row.partnership_id or chosen.closed_on is not None:
            raise Invalid(question_set="Kies een vragenset van dit samenwerkingsverband.")


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is sent to which schools of a round; `days` are their last safe days, by dossier."""

    cycle_id: int
    dossier_ids: tuple[int, ...]
    words: str
    days: Mapping[int, date]


def reminders(reminder: Reminder, actor: Actor, today: date) -> dict[int, list[Letter]]:
    """Return the letters that would go out by dossier: to head and coordinator, once a day at most.

    Raises Invalid without a school or words, NotFound for a school of another round.
    """
    if not reminder.dossier_ids:
        raise Invalid(schools="Kies minstens één school.")
    if not reminder.words.strip() or len(reminder.words) > LONGEST_WORDS:
        raise Invalid(words=f"Schrijf een of meer zinnen, hoogstens {LONGEST_WORDS} tekens.")
    return {found: _to_school(found, reminder, actor, today) for found in reminder.dossier_ids}


@deed
def remind(reminder: Reminder, actor: Actor, today: date) -> int:
    """Send the reminders and write each in the logbook of its school; return how many mails it are."""
    of_each = reminders(reminder, actor, today)
    for dossier_id, letters in of_each.items():
        record(Deed.REMIND_SCHOOL, dossiers.get(dossier_id), actor, today, letters=letters)
    return sum(len(letters) for letters in of_each.values())


def _to_school(dossier_id: int, reminder: Reminder, actor: Actor, today: date) -> list[Letter]:
    row = dossiers.get(dossier_id)
    if row.cycle_id != reminder.cycle_id:
        raise NotFound
    location, about = locations.get(row.location_id), addresses.about(row)
    sender = people.get(actor.person_id) if actor.person_id is not None else None
    if sender is not None:
        about = replace(about, contact=Address(sender.name, sender.email))
    holders = people.holders(Role.HEAD, location_id=location.id)
    holders += people.holders(Role.COORDINATOR, location_id=location.id)
    return [
        letter.school_reminder(
            about,
            row.id,
            Address(one.name, one.email),
            today=today,
            page=f"/dossier/{row.id}",
            own_words=" ".join(reminder.words.split()),
            last_day=reminder.days.get(row.id),
        )
        for one in {one.id: one for one in holders}.values()
    ]


@deed
def assign(partnership_id: int, consultants: Mapping[int, int | None]) -> None:
    """Say which consultant works for which school, by id; None is nobody.

    Raises NotFound for a school of another partnership, Invalid for a person who is no consultant here.
    """
    known = {one.id for one in people.holders(Role.CONSULTANT, partnership_id=partnership_id)}
    for location_id, person_id in consultants.items():
        row = locations.get(location_id)
        if row.partnership_id != partnership_id:
            raise NotFound
        if person_id is not None and person_id not in known:
            raise Invalid(consultant="Kies iemand die consulent is van dit samenwerkingsverband.")
        row.consultant_id = person_id
    db.session.flush()

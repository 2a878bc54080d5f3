"""Opening the round of a school year: a dossier for every school, and a letter to who works on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sopforms.actions import letters, published
from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import letter, planning, rule_set
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, PupilVoice, Role
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.mailing import About, Address, Letter
from sopforms.core.planning_rescue import FAST
from sopforms.core.schoolyear import SchoolYear
from sopforms.output.language import listing
from sopforms.store import cycles, dossiers, locations, partnerships, people, questionnaires
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.people import PersonRow

# Who hears at which address that the round is open.
_AT_SCHOOL = (Role.HEAD, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Opening:
    """What the partnership decides when it opens a round; `school_year` is the year the text is for.

    `question_set_id` is a set that was published before; None publishes the set in `folder`.
    """

    school_year: SchoolYear
    survey_by: date
    draft_by: date
    request_by: date
    question_set_id: int | None = None
    pupil_voice: PupilVoice = PupilVoice.AAN
    guide_consent_required: bool = False
    instruction: str = ""
    basic_support: str | None = None
    shortened: bool = False


@deed
def open_cycle(partnership_id: int, opening: Opening, folder: Path, actor: Actor, today: date) -> CycleRow:
    """Open the round: copy the basic-support text, make a dossier for every school, tell who works on it.

    `folder` is the shipped set of the sector. Raises Invalid when the year has a round already or a date
    does not fit, QuestionnaireError for a broken set.
    """
    partnership = partnerships.get(partnership_id)
    _check(partnership_id, opening, today)
    set_id = opening.question_set_id
    if set_id is None:
        made = published.publish_set(partnership_id, folder, folder, today)
        assert made is not None
        set_id = made.id
    else:
        _check_set(partnership_id, set_id)
    cycle = CycleRow(
        partnership_id=partnership_id,
        school_year=str(opening.school_year),
        question_set_id=set_id,
        opened_on=today,
        survey_by=opening.survey_by,
        draft_by=opening.draft_by,
        request_by=opening.request_by,
        instruction=opening.instruction,
        basic_support=partnership.basic_support if opening.basic_support is None else opening.basic_support,
        shortened=opening.shortened,
        pupil_voice=opening.pupil_voice,
        guide_consent_required=opening.guide_consent_required,
    )
    db.session.add(cycle)
    db.session.flush()
    _begin(cycle, locations.of_partnership(partnership_id), actor, today)
    return cycle


@deed
def join(cycle_id: int, location_id: int, actor: Actor, today: date) -> None:
    """Let a school that came later take part in an open round; one of another partnership does not exist."""
    cycle, location = cycles.get(cycle_id), locations.get(location_id)
    if location.partnership_id != cycle.partnership_id:
        raise NotFound
    if dossiers.find(cycle_id, location_id) is None:
        _begin(cycle, [location], actor, today)


def years_to_open(partnership_id: int, today: date) -> list[SchoolYear]:
    """Return the school years without a round, the likeliest first; never none, for years go on."""
    now = SchoolYear.of(today)
    taken = {row.school_year for row in cycles.of_partnership(partnership_id)}
    years = [now.next, now.next.next, now]
    return [year for year in years if str(year) not in taken] or [now.next.next.next]


def suggested(partnership_id: int, year: SchoolYear, *, shortened: bool = False) -> tuple[date, date, date]:
    """Return dates that fit every school: survey closed, draft ready, advice asked for at the latest.

    `shortened` gives everybody the fewest days; the council keeps its whole term all the same.
    """
    plans = [
        planning.last_days(year, locations.calendar_of(school), pace=FAST if shortened else None)
        for school in _one_of_each_region(locations.of_partnership(partnership_id))
    ]
    deeds = (Deed.CLOSE_SURVEY, Deed.FINISH_DRAFT, Deed.REQUEST_ADVICE)
    if not plans:
        start = year.first_day.year
        return date(start, 1, 22), date(start, 3, 12), date(start, 3, 31)
    survey, draft, request = (min(plan[one] for plan in plans) for one in deeds)
    return survey, draft, request


def _one_of_each_region(schools: Iterable[LocationRow]) -> list[LocationRow]:
    return list({school.region: school for school in schools}.values())


def _check(partnership_id: int, opening: Opening, today: date) -> None:
    if any(row.school_year == str(opening.school_year) for row in cycles.of_partnership(partnership_id)):
        raise Invalid(school_year=f"De ronde voor {opening.school_year} is al open.")
    if opening.pupil_voice not in rule_set.of_year(opening.school_year).voices:
        raise Invalid(pupil_voice="Voor dat schooljaar bepaalt de wet of leerlingen inbreng geven.")
    if opening.survey_by < today:
        raise Invalid(survey_by="Kies een datum vanaf vandaag.")
    if opening.draft_by < opening.survey_by:
        raise Invalid(draft_by="Kies een datum na die van de vragenlijst.")
    if opening.request_by < opening.draft_by:
        raise Invalid(request_by="Kies een datum na die van het concept.")
    if opening.request_by >= opening.school_year.first_day:
        raise Invalid(request_by=f"Kies een datum voor 1 augustus {opening.school_year.start}.")


def _check_set(partnership_id: int, set_id: int) -> None:
    row = questionnaires.get_set(set_id)
    if row.partnership_id != partnership_id:
        raise Invalid(question_set="Kies een vragenset van dit samenwerkingsverband.")
    if row.closed_on is not None:
        raise Invalid(question_set="Deze vragenset is gesloten. Kies een andere.")


def _begin(cycle: CycleRow, schools: list[LocationRow], actor: Actor, today: date) -> None:
    """Make the dossiers, write a line for each, and put one letter for each person."""
    begun: list[tuple[LocationRow, DossierRow]] = []
    for school in schools:
        row = DossierRow(partnership_id=cycle.partnership_id, location_id=school.id, cycle_id=cycle.id)
        db.session.add(row)
        db.session.flush()
        begun.append((school, row))
    written = _letters(cycle, begun, actor)
    for _school, row in begun:
        own = [one for one in written if one.dossier_id == row.id]
        record(Deed.OPEN_CYCLE, row, actor, today, letters=own)
    letters.put(*(one for one in written if one.dossier_id is None))


def _letters(cycle: CycleRow, begun: list[tuple[LocationRow, DossierRow]], actor: Actor) -> list[Letter]:
    """Return one letter for each person: about their school, or about all their schools together."""
    concerned: dict[int, tuple[PersonRow, list[tuple[LocationRow, DossierRow]]]] = {}
    for school, row in begun:
        holders = [one for role in _AT_SCHOOL for one in people.holders(role, location_id=school.id)]
        holders += people.holders(Role.BOARD, board_id=school.board_id)
        for person in {one.id: one for one in holders}.values():
            concerned.setdefault(person.id, (person, []))[1].append((school, row))
    swv = partnerships.get(cycle.partnership_id).name
    contact = _contact(cycle.partnership_id, actor)
    return [_letter(cycle, person, theirs, swv, contact) for person, theirs in concerned.values()]


def _letter(
    cycle: CycleRow,
    person: PersonRow,
    theirs: list[tuple[LocationRow, DossierRow]],
    swv: str,
    contact: Address,
) -> Letter:
    year = SchoolYear.parse(cycle.school_year)
    only = theirs[0][1] if len(theirs) == 1 else None
    about = About(
        cycle.partnership_id,
        only.id if only else None,
        listing([school.name for school, _row in theirs]),
        cycle.school_year,
        contact,
    )
    days = [planning.last_days(year, locations.calendar_of(school)) for school, _row in theirs[:1]]
    return letter.cycle_opened(
        about,
        cycle.id,
        Address(person.name, person.email),
        swv=swv,
        publish_by=days[0][Deed.PUBLISH],
        page=f"/dossier/{only.id}" if only else "/begin",
    )


def _contact(partnership_id: int, actor: Actor) -> Address:
    """Return whom to ask: who opened the round, else somebody of the partnership."""
    person = people.get(actor.person_id) if actor.person_id is not None else None
    if person is None:
        person = next(iter(people.holders(Role.SWV, partnership_id=partnership_id)), None)
    return Address(person.name, person.email) if person else Address("", "")

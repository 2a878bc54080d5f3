"""The read round: the team reads the draft for five school days and says per chapter whether it is right.

Nobody learns who said what: a remark holds no address, no moment and no order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sopforms.actions import addresses, recording
from sopforms.actions.deed import deed
from sopforms.core import letter
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.mailing import Address
from sopforms.core.schoolcalendar import ONE_DAY, SchoolCalendar
from sopforms.store import clock, dossiers, drafts, locations, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import ReadRemarkRow

SCHOOL_DAYS = 5
MOST = 500
ID_BITS = 62
APPROVED, LEFT_OUT, WAITING = "approved", "left_out", "waiting"


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was said about one chapter: how many agree and do not, and the texts, in alphabetical order."""

    agree: int = 0
    disagree: int = 0
    texts: tuple[ReadRemarkRow, ...] = ()


def last_day(today: date, calendar: SchoolCalendar) -> date:
    """Return the last day of a read round that opens today: the fifth school day after it."""
    day = today
    for _ in range(SCHOOL_DAYS):
        day = calendar.next_school_day(day + ONE_DAY)
    return day


def readers_of(row: DossierRow) -> list[Address]:
    """Return the colleagues who were asked in the survey."""
    survey = surveys.find_of_dossier(row.id)
    return [Address("", one.email) for one in surveys.participations_of(survey.id)] if survey else []


@deed
def open_read_round(dossier_id: int, readers: Iterable[Address], *, actor: Actor, today: date) -> None:
    """Send everybody a link of their own; the draft waits until the last day is over."""
    row = dossiers.get(dossier_id)
    people = {one.email.lower(): one for one in readers}
    if not people:
        raise Invalid(readers="Vul minstens een e-mailadres in.")
    until = last_day(today, locations.calendar_of(locations.get(row.location_id)))
    about = addresses.about(row)
    posted = [letter.read_round_opened(about, row.id, one, until) for one in people.values()]
    recording.record(Deed.OPEN_READ_ROUND, row, actor, today, letters=posted)
    row.read_round_from, row.read_round_until = today, until


def is_open(row: DossierRow, today: date) -> bool:
    """Whether colleagues can still send remarks."""
    return row.read_round_until is not None and today <= row.read_round_until


@deed
def send_remarks(dossier_id: int, remarks: Mapping[str, tuple[bool, str]], *, today: date) -> None:
    """Keep what one colleague says: part key → (agrees, why not). Raises Refused when the round is over.

    No deed of the procedure, so the logbook has no line for it.
    """
    row = dossiers.get(dossier_id)
    if not is_open(row, today):
        raise Refused("step_passed")
    known = {part.key for part in drafts.parts_of(row.id)}
    chance = clock.shuffler()
    for key, (agrees, text) in sorted(remarks.items()):
        if key not in known:
            raise NotFound
        said = "" if agrees else text.strip()
        if len(said) > MOST:
            raise Invalid(**{f"w-{key}": f"Maak de opmerking korter: hoogstens {MOST} tekens."})
        # Numbers in order would tell which remarks one colleague made, and when.
        number = chance.getrandbits(ID_BITS)
        db.session.add(ReadRemarkRow(id=number, dossier_id=row.id, key=key, agrees=agrees, text=said))


def remarks_of(dossier_id: int) -> dict[str, Remarks]:
    """Return what was said, by part key."""
    rows = drafts.remarks_of(dossier_id)
    counts = Counter((row.key, row.agrees) for row in rows)
    return {
        key: Remarks(
            counts[key, True], counts[key, False], tuple(row for row in rows if row.key == key and row.text)
        )
        for key in dict.fromkeys(row.key for row in rows)
    }


@deed
def judge_remarks(dossier_id: int, choices: Mapping[int, str]) -> None:
    """Let remarks pass to the team or leave them out: id → `approved` or `left_out`."""
    for remark_id, state in choices.items():
        row = db.session.get(ReadRemarkRow, remark_id)
        if row is None or row.dossier_id != dossier_id or state not in (APPROVED, LEFT_OUT, WAITING):
            raise NotFound
        row.state = state

"""The read round: the team reads the draft for five school days and says per chapter whether it is right.

Nobody learns who said what: a remark holds no address, no moment and no order. While the round runs nobody
sees what was said, and each colleague may change their own; closing it cuts what tied a remark to its writer.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import current_app

from sopforms.actions import addresses, recording, survey
from sopforms.actions.deed import deed
from sopforms.core import letter
from sopforms.core import read_round as rules
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.mailing import Address
from sopforms.core.schoolcalendar import ONE_DAY, SchoolCalendar
from sopforms.store import clock, dossiers, drafts, locations, surveys
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import ReadRemarkRow

SCHOOL_DAYS = 5
MOST = rules.MOST
ID_BITS = 62
APPROVED, LEFT_OUT, WAITING = "approved", "left_out", "waiting"


@dataclass(frozen=True, slots=True)
class Remarks:
    """What was said about one chapter: how many agree and do not, and the texts, in alphabetical order.

    `counted` is False where fewer spoke than the threshold of the school: then both counts are 0.
    """

    agree: int = 0
    disagree: int = 0
    texts: tuple[ReadRemarkRow, ...] = ()
    counted: bool = True


def last_day(today: date, calendar: SchoolCalendar) -> date:
    """Return the last day of a read round that opens today: the fifth school day after it."""
    day = today
    for _ in range(SCHOOL_DAYS):
        day = calendar.next_school_day(day + ONE_DAY)
    return day


def readers_of(row: DossierRow) -> list[Address]:
    """Return the colleagues who were asked in the survey."""
    found = surveys.find_of_dossier(row.id)
    asked = surveys.participations_of(found.id, by_mail=True) if found else []
    return [Address("", one.email) for one in asked]


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
    row.read_round_from, row.read_round_until, row.read_round_closed_on = today, until, None


def is_open(row: DossierRow, today: date) -> bool:
    """Whether colleagues can still send remarks."""
    return rules.is_open(row.read_round_until, today)


def may_be_seen(row: DossierRow) -> bool:
    """Whether counts and texts may be shown: the round was closed."""
    return rules.may_be_seen(row.read_round_closed_on)


def reader_of(dossier_id: int, email: str) -> str:
    """Return what stands for a colleague while the round runs; a dump of the database cannot undo it."""
    key = str(current_app.config["LINK_KEY"]).split(",")[0].encode()
    return hmac.new(key, f"read round|{dossier_id}|{email.lower()}".encode(), hashlib.sha256).hexdigest()


@deed
def send_remarks(
    dossier_id: int, email: str, remarks: Mapping[str, tuple[bool, str]], *, today: date
) -> None:
    """Keep what one colleague says: part key → (agrees, why not); what they said of it before is replaced.

    Raises Refused when the round is over, NotFound for a part that is none. No deed of the procedure, so the
    logbook has no line for it.
    """
    row = dossiers.get(dossier_id)
    texts = {key: "" if agrees else text.strip() for key, (agrees, text) in remarks.items()}
    if not set(texts) <= {part.key for part in drafts.parts_of(row.id)}:
        raise NotFound
    rules.check_sending(row.read_round_until, today, texts)
    chance, reader = clock.shuffler(), reader_of(row.id, email)
    before = drafts.remarks_by(row, reader)
    for key, text in sorted(texts.items()):
        agrees = remarks[key][0]
        if key in before:
            before[key].agrees, before[key].text = agrees, text
            continue
        # Numbers in order would tell which remarks one colleague made, and when.
        number = chance.getrandbits(ID_BITS)
        remark = ReadRemarkRow(id=number, dossier_id=row.id, edition=row.edition, key=key, agrees=agrees)
        remark.text, remark.reader = text, reader
        db.session.add(remark)


def own_remarks(row: DossierRow, email: str) -> dict[str, tuple[bool, str]]:
    """Return what this colleague said so far, to change it; nothing once the round was closed."""
    found = drafts.remarks_by(row, reader_of(row.id, email))
    return {key: (one.agrees, one.text) for key, one in found.items()}


@deed
def close_read_round(dossier_id: int, *, actor: Actor, today: date) -> None:
    """Cut what ties remarks to colleagues, and let counts and texts be seen. Twice changes nothing."""
    row = dossiers.get(dossier_id)
    if row.read_round_until is None or row.read_round_closed_on is not None:
        return
    recording.record(Deed.CLOSE_READ_ROUND, row, actor, today)
    row.read_round_closed_on = today
    cut(row)


def cut(row: DossierRow) -> None:
    """Cut what ties the remarks on this edition to colleagues.

    The remarks get new numbers in a new order, so that a copy made while the round ran tells nothing either.
    """
    old = drafts.remarks_of(row)
    said = [(one.key, one.agrees, one.text) for one in old]
    for one in old:
        db.session.delete(one)
    db.session.flush()
    chance = clock.shuffler()
    chance.shuffle(said)
    for key, agrees, text in said:
        number = chance.getrandbits(ID_BITS)
        db.session.add(
            ReadRemarkRow(
                id=number, dossier_id=row.id, edition=row.edition, key=key, agrees=agrees, text=text
            )
        )


def due_for_closing(today: date) -> list[int]:
    """Return the dossiers whose round is over and was not closed yet."""
    query = sa.select(DossierRow.id).where(
        DossierRow.read_round_until < today, DossierRow.read_round_closed_on.is_(None)
    )
    return list(db.session.scalars(query.order_by(DossierRow.id)))


def remarks_of(row: DossierRow, *, judges: bool = False) -> dict[str, Remarks]:
    """Return what was said, by part key; nothing before the round was closed.

    How many agree is told of a part of which enough colleagues spoke. Texts are those that the coordinator
    let pass; who judges them sees all.
    """
    if not may_be_seen(row):
        return {}
    rows, least = drafts.remarks_of(row), survey.threshold_of(row)
    counts = Counter((one.key, one.agrees) for one in rows)
    shown = [one for one in rows if one.text and (judges or one.state == APPROVED)]
    found = {}
    for key in dict.fromkeys(one.key for one in rows):
        agree, disagree = counts[key, True], counts[key, False]
        texts = tuple(one for one in shown if one.key == key)
        enough = rules.are_enough(agree + disagree, least)
        found[key] = Remarks(agree, disagree, texts) if enough else Remarks(texts=texts, counted=False)
    return found


@deed
def judge_remarks(dossier_id: int, choices: Mapping[int, str]) -> None:
    """Let remarks pass to the team or leave them out: id → `approved` or `left_out`."""
    for remark_id, state in choices.items():
        row = db.session.get(ReadRemarkRow, remark_id)
        if row is None or row.dossier_id != dossier_id or state not in (APPROVED, LEFT_OUT, WAITING):
            raise NotFound
        row.state = state

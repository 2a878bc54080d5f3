"""Development points: what the school takes up, who does it and when it is done; nothing is left in silence.

The logbook has no line for them: they are the school's plan, and what is decided is decided with the draft.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.actions import outcomes
from sopforms.actions.deed import deed, repeatable
from sopforms.core import year_paper
from sopforms.core.codes import Step
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.core.schoolyear import a_year_later
from sopforms.store import dossiers, talks
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow

KINDS = ("aanpak", "scholing", "middelen")
MOST_PROGRESS = 500
CLOSED = ("done", "carried", "stopped")
EDITABLE = (Step.OPEN, Step.SURVEY, Step.TALK, Step.CONSOLIDATED, Step.DRAFT, Step.ADVISED, Step.REACTED)


@dataclass(frozen=True, slots=True)
class Point:
    """What is written down of a development point. `owner` is a function, never a name."""

    goal: str
    action: str = ""
    owner: str = ""
    due: date | None = None
    means: str = ""
    kind: str = "aanpak"
    in_guide: bool = True
    indicator: str = ""


@deed
def save_point(dossier_id: int, point: Point, point_id: int | None = None) -> None:
    """Add a point, or change one of this year."""
    row = _editable(dossier_id)
    found = talks.get_point(row.id, point_id) if point_id else PointRow(dossier_id=row.id)
    if point.kind not in KINDS or not point.goal.strip():
        raise Invalid(goal="Vul in: doel.")
    found.goal, found.action, found.owner = point.goal, point.action, point.owner
    found.due, found.means, found.kind = point.due, point.means, point.kind
    found.in_guide, found.indicator = point.in_guide, point.indicator
    db.session.add(found)


@deed
def drop_point(dossier_id: int, point_id: int) -> None:
    """Take a point away that was not carried over from last year."""
    row = _editable(dossier_id)
    db.session.delete(_own(row, point_id))


@deed
def note_result(dossier_id: int, point_id: int, status: str, result: str) -> None:
    """Note how far a point of last year is: `open`, `busy`, `done` or `stopped`, with what came of it."""
    row = dossiers.get(dossier_id)
    point = _of_last_year(row, point_id)
    if status not in ("open", "busy", "done", "stopped"):
        raise Invalid(status="Kies een antwoord uit de lijst.")
    if status in ("done", "stopped") and not result.strip():
        raise Invalid(result="Schrijf in een of twee zinnen op wat het opleverde.")
    point.status, point.result = status, result.strip()


@repeatable
def note_progress(point_id: int, status: str, note: str, today: date) -> None:
    """Note how far a point is, while it runs: `open`, `busy`, `done` or `stopped`, and a few words.

    What came of it is another question, asked when the yearly report is due (`note_result`). A point that
    goes on under another year keeps its status; an empty status leaves the old one.
    """
    point = db.session.get(PointRow, point_id)
    if point is None:
        raise NotFound
    if status not in ("", "open", "busy", "done", "stopped"):
        raise Invalid(status="Kies een antwoord uit de lijst.")
    new = status if status and point.status != "carried" else point.status
    if (new, note.strip()) != (point.status, point.progress):
        point.status, point.progress, point.progress_on = new, note.strip()[:MOST_PROGRESS], today


@deed
def carry_over(dossier_id: int, point_id: int, reason: str) -> None:
    """Take an unfinished point of last year into this year, with the reason; a second time does nothing.

    Its last day moves on a year; the school may choose another.
    """
    row = _editable(dossier_id)
    old = _of_last_year(row, point_id)
    if any(point.carried_from == old.id for point in talks.points_of(row.id)):
        return
    if not reason.strip():
        raise Invalid(reason="Leg in een of twee zinnen uit waarom.")
    _carry(old, row, reason)


def go_on(row: DossierRow, point: PointRow, reason: str) -> None:
    """Let a point of this dossier go on, as its report says; inside the deed that writes the report.

    It joins the plan of the next year when that may still take it; before there is one, the next year's
    pages offer it. After adoption it goes into the plan alone, never among what the guide says.
    """
    following = outcomes.next_dossier(row)
    point.status, point.onward_reason = "carried", reason.strip()
    if following is None:
        return
    there = next((one for one in talks.points_of(following.id) if one.carried_from == point.id), None)
    if there is not None:
        there.carried_reason = reason.strip()
    elif year_paper.takes_points_at(following.step):
        _carry(point, following, reason)


def stay(row: DossierRow, point: PointRow) -> None:
    """Let a point end with its year after all: what the next year's plan took over of it goes again.

    Once the next year's text is adopted, only a point that joined the plan after that.
    """
    following = outcomes.next_dossier(row)
    if following is None or not year_paper.takes_points_at(following.step):
        return
    for there in talks.points_of(following.id):
        if there.carried_from == point.id and not (there.in_guide and year_paper.is_settled(following.step)):
            db.session.delete(there)


def _carry(old: PointRow, row: DossierRow, reason: str) -> None:
    """Make the point of the year before one of this dossier too."""
    new = PointRow(
        dossier_id=row.id, indicator=old.indicator, goal=old.goal, action=old.action, owner=old.owner,
        due=a_year_later(old.due) if old.due else None, means=old.means, kind=old.kind,
        in_guide=old.in_guide and not year_paper.is_settled(row.step), carried_from=old.id,
        carried_reason=reason.strip(),
    )  # fmt: skip
    old.status, old.onward_reason = "carried", reason.strip()
    db.session.add(new)


def of_last_year(row: DossierRow) -> list[PointRow]:
    """Return the points of last year's dossier of the same location; the first time those typed over."""
    before = outcomes.previous_dossier(row)
    return talks.points_of(before.id) if before else talks.points_of(row.id, earlier=True)


def _of_last_year(row: DossierRow, point_id: int) -> PointRow:
    before = outcomes.previous_dossier(row)
    found = talks.get_point(before.id if before else row.id, point_id)
    if before is None and not found.earlier:
        raise NotFound
    return found


def _own(row: DossierRow, point_id: int) -> PointRow:
    point = talks.get_point(row.id, point_id)
    if point.carried_from is not None:
        before = db.session.get_one(PointRow, point.carried_from)
        before.status, before.onward_reason = "open", ""
    return point


def _editable(dossier_id: int) -> DossierRow:
    row = dossiers.get(dossier_id)
    if row.step not in EDITABLE:
        raise Refused("not_at_this_step")
    return row

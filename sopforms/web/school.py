"""The home of a school: the year in eight steps, the one next step, the plan, and what happened."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, current_app, g, make_response, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from sopforms.actions import asked_papers, start_year
from sopforms.core import holiday_task, planning
from sopforms.core.codes import Deed, PupilVoice, Step
from sopforms.core.dossier import Dossier
from sopforms.core.planning import Plan
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.workflow import obstacles
from sopforms.core.year_paper import YearPaper
from sopforms.output import to_html, to_ical
from sopforms.output.markdown import to_blocks
from sopforms.output.to_ical import Entry
from sopforms.store import clock, cycles, dossiers, locations, logbook, reopenings
from sopforms.store.dossiers import DossierRow
from sopforms.web import deed_words, next_steps, timeline
from sopforms.web.filters import date_without_weekday
from sopforms.web.places import school_url
from sopforms.web.policy import may_open
from sopforms.web.year_papers import WORDS

bp = Blueprint("school", __name__)

_COUNCIL = (Step.DRAFT, Step.REQUESTED, Step.ADVISED, Step.NO_ADVICE, Step.REACTED)
_GUIDE = (Step.ADOPTED, Step.IN_GUIDE, Step.PUBLISHED)


@bp.get("/dossier/<int:dossier_id>")
def home(dossier_id: int) -> str:
    """Show where this school is, and what is next for who looks."""
    row, today = g.dossier, clock.today()
    known = next_steps.facts_for(row, g.actor)
    plan = plan_of(row, known)

    def href(endpoint: str) -> str:
        return next_steps.url_of(endpoint, row.id, g.actor)

    return render_template(
        "school/home.html",
        year=known.school_year,
        facts=known,
        next=next_steps.next_for(known, row.id, g.actor, today),
        steps=timeline.items(known, plan, today, href),
        plan=plan,
        change=reopenings.now(row),
        may_drop=not obstacles(Deed.DROP_CHANGE, known, g.actor.role_for(Deed.DROP_CHANGE), today),
        planned={row.deed: deed_words.planned(row.deed) for row in plan.rows},
        late=[deed_words.planned(deed).lower() for deed in plan.too_late],
        beside=_beside(known, href, row),
        lines=_lines(row, known),
        earlier=_earlier(row),
        message=to_html.blocks(to_blocks(cycles.get(row.cycle_id).instruction)),
        instruction=_instruction(known),
        today=today,
    )


@bp.get("/dossier/<int:dossier_id>/planning.ics")
def calendar(dossier_id: int) -> Response:
    """Hand out the last days of what this person still has to do, for their own calendar."""
    known = next_steps.facts_for(g.dossier, g.actor)
    rows = planning.of_roles(plan_of(g.dossier, known), g.actor.roles, mandate=bool(g.actor.mandate))
    page = f"{current_app.config['BASE_URL']}/dossier/{dossier_id}"
    entries = [
        Entry(
            f"{row.deed}-{dossier_id}@{current_app.config['BASE_URL'].partition('//')[2]}",
            row.last_day,
            f"{deed_words.planned(row.deed)}: {g.location.name}",
            gettext("Uiterlijk op deze dag, dan past het nog voor 1 augustus."),
            page,
        )
        for row in rows
    ]
    name = f"{g.location.name}, {gettext('aanbod voor %(year)s', year=known.school_year)}"
    answer = make_response(to_ical.calendar(name, entries, clock.now()))
    answer.headers["Content-Type"] = to_ical.MEDIA_TYPE
    answer.headers["Content-Disposition"] = f'attachment; filename="planning-{known.school_year}.ics"'
    return answer


@bp.get("/vestiging/<int:location_id>")
def waiting(location_id: int) -> str | Response:
    """Say that the partnership has not opened a round yet; go on when it has."""
    if dossiers.of_location(location_id):
        return redirect(school_url(location_id))
    return render_template("school/waiting.html")


def plan_of(row: DossierRow, known: Dossier) -> Plan:
    """Return the plan of this school as it stands today."""
    return planning.plan(
        SchoolYear.parse(known.school_year),
        locations.calendar_of(locations.get(row.location_id)),
        known.weeks,
        today=clock.today(),
        step=Step.PUBLISHED if row.edition > 1 else row.step,  # a change has no day in the plan
        due=known.due,
        skip_holidays=not known.holidays_count,
        suspension=known.followed is not True,
        pace=cycles.get(row.cycle_id).pace,
    )


def _beside(known: Dossier, href: timeline.Href, row: DossierRow) -> list[tuple[str, str]]:
    """Return what can be done beside the next step, as pairs of address and text."""
    order = tuple(Step)
    before_request = order.index(known.step) < order.index(Step.REQUESTED)
    wanted = []
    if before_request and known.pupil_voice is not PupilVoice.UIT and known.pupil_voice_recorded is None:
        wanted.append((Deed.RECORD_PUPIL_VOICE, "pupils.record"))
    if before_request and href("start_year.show") and start_year.is_first(row):
        wanted.append((Deed.BRING_TEXT, "start_year.show"))
    if known.step is Step.DRAFT:
        wanted.append((Deed.OPEN_READ_ROUND, "read_round.open"))
    if known.step is Step.DRAFT and known.edition > 1:
        written = known.draft_ready is not None or not known.papers_missing
        beside = (Deed.EDIT_CHAPTER, "draft.overview") if written else (Deed.COMPLETE_PAPERS, "papers.edit")
        wanted.insert(0, beside)
    if known.step is Step.REQUESTED and known.consultation_held is None:
        wanted.append((Deed.RECORD_CONSULTATION, "decision.consult"))
    found = [(url, next_steps.label_of(deed, known)) for deed, endpoint in wanted if (url := href(endpoint))]
    found += _papers()
    if before_request and (line := _holidays()):
        found.append(line)
    if order.index(known.step) >= order.index(Step.CONSOLIDATED) and (url := href("alignment.show")):
        found.append((url, gettext("Afstemmen met scholen in de buurt")))
    if order.index(known.step) >= order.index(Step.TALK) and (url := href("points.edit")):
        found.append((url, gettext("Ontwikkelpunten bijhouden")))
    if known.decided and (url := href("decision.show")):
        found.append((url, gettext("Het besluit, en verbeteren of wijzigen")))
    if (known.decided or known.edition > 1) and (url := href("staff_card.show")):
        found.append((url, gettext("Wat vraagt de tekst van ons?")))
    if order.index(known.step) >= order.index(Step.CONSOLIDATED) and (url := href("year_papers.plan")):
        found.append((url, gettext("Jaarplan en jaarverslag")))
    if order.index(known.step) >= order.index(Step.CONSOLIDATED) and (url := href("documents.overview")):
        found.append((url, gettext("Documenten bekijken, en het Word-sjabloon van de school")))
    return found


def _papers() -> list[tuple[str, str]]:
    """Return the plan and report that the partnership waits for, for who may hand them in."""
    found: list[tuple[str, str]] = []
    if not may_open("year_paper_writing.hand_in", g.actor.roles):
        return found
    for paper, asked in asked_papers.of_school(g.location.id, clock.today()).items():
        if asked.handed_in_on is not None:
            continue
        told = {"paper": WORDS[paper], "year": asked.year, "day": date_without_weekday(asked.last_day)}
        if asked.days_late:
            said = gettext("%(paper)s %(year)s nog inleveren: de laatste dag was %(day)s", **told)
        else:
            said = gettext("%(paper)s %(year)s inleveren, uiterlijk %(day)s", **told)
        page = "year_papers.plan" if paper is YearPaper.PLAN else "year_papers.report"
        found.append((url_for(page, dossier_id=asked.dossier_id), said))
    return found


def _holidays() -> tuple[str, str] | None:
    """Return the yearly task to look at the school's holidays, for who may say that they are right."""
    task = holiday_task.of_school(g.location.holidays_checked, clock.today())
    if task is None or not may_open("own_holidays.overview", g.actor.roles):
        return None
    told = {"year": task.school_year, "day": date_without_weekday(task.by)}
    if task.late(clock.today()):
        said = gettext("Vakanties van %(year)s nog nakijken: dat kon tot en met %(day)s", **told)
    else:
        said = gettext("Vakanties van %(year)s nakijken, uiterlijk %(day)s", **told)
    return url_for("own_holidays.overview", location_id=g.location.id), said


def _instruction(known: Dossier) -> int:
    """Return which instruction belongs to the next step: the council's comes when the text is written."""
    writing = known.step is Step.DRAFT and bool(known.parts_missing or known.chapters_open)
    if known.step is Step.CONSOLIDATED or writing:
        return 1
    if known.step in _GUIDE:
        return 2
    return 5 if known.step in _COUNCIL else 3


def _lines(row: DossierRow, known: Dossier) -> list[tuple[object, str, str, str, int]]:
    """Return what happened, newest first: day, what, by whom, on which ground, how often in a row.

    The same deed again and again is one line with its last day: nobody can see who answered on which day.
    """
    events = reversed(logbook.of_dossier(row.id))
    found = []
    for (deed, role), same in groupby(events, lambda event: (event.deed, event.role)):
        first, *others = same
        by = deed_words.by(role, known.sector, row.partnership_id)
        found.append((first.day, deed_words.done(deed), by, first.basis, 1 + len(others)))
    return found


def _earlier(row: DossierRow) -> list[tuple[int, str, bool]]:
    """Return the other years of this school, newest first: id, school year, whether its text is changed."""
    return [found for found in dossiers.years_of_location(row.location_id) if found[0] != row.id]

"""The jaarplannen and jaarverslagen of the schools of a partnership: who handed in, and all together."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import year_paper_region as deeds
from sopforms.actions.letters import preview
from sopforms.core import euros
from sopforms.core.draft_tables import STATUS_WORDS
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.sheet import Cell, Sheet
from sopforms.core.year_paper import YearPaper
from sopforms.core.year_paper_overview import Overview
from sopforms.output import to_xlsx
from sopforms.output.wording import Wording
from sopforms.store import clock, cycles
from sopforms.store.cycles import CycleRow
from sopforms.web.forms import DayField, Form, Optional, SeveralField, SubmitIdField, choices
from sopforms.web.points import KIND_WORDS
from sopforms.web.year_papers import WORDS

bp = Blueprint("year_paper_desk", __name__)

Page = str | Response | tuple[str, int]
PLACE = "/samenwerkingsverband/<int:partnership_id>/jaarstukken"
STATUSES = {
    "open": _("nog niet begonnen"),
    "busy": _("loopt"),
    "done": _("klaar"),
    "carried": _("gaat door"),
    "stopped": _("gestopt"),
}


class DatesForm(Form):
    """Until when schools hand in."""

    plan_by = DayField(
        _("Jaarplan inleveren tot en met"),
        [Optional()],
        description=_("Leeg: 31 oktober van het schooljaar."),
    )
    report_by = DayField(
        _("Jaarverslag inleveren tot en met"),
        [Optional()],
        description=_("Leeg: 31 oktober na afloop van het schooljaar."),
    )
    submit_id = SubmitIdField()


class RemindForm(Form):
    """Which schools get the mail."""

    schools = SeveralField(_("Welke scholen?"))
    submit_id = SubmitIdField()


@bp.get(PLACE)
def overview(partnership_id: int) -> Page:
    """List who handed in, and show the money and points of all of them together."""
    rounds = cycles.of_partnership(partnership_id)
    if not rounds:
        return render_template("year_papers/desk.html", partnership=g.partnership, cycle=None)
    paper, today = _paper(), clock.today()
    cycle = _cycle(rounds, paper)
    found = deeds.region(cycle, paper)
    waiting = [line for line in found.lines if line.handed_in is None]
    return render_template(
        "year_papers/desk.html",
        partnership=g.partnership,
        cycle=cycle,
        rounds=rounds,
        paper=paper,
        words=WORDS,
        region=found,
        lines=[*waiting, *(line for line in found.lines if line.handed_in is not None)],
        waiting=len(waiting),
        together=found.overview,
        kinds=KIND_WORDS,
        statuses=STATUSES,
        euros=euros.written,
        today=today,
    )


@bp.get(f"{PLACE}/werkboek")
def book(partnership_id: int) -> Response:
    """Hand out the list, the money and the points of what was handed in, as a workbook."""
    rounds = cycles.of_partnership(partnership_id)
    if not rounds:
        raise NotFound
    paper = _paper()
    cycle = _cycle(rounds, paper)
    found = deeds.region(cycle, paper)
    content = to_xlsx.workbook(
        _sheets(found, spent=paper is YearPaper.REPORT),
        title=f"{WORDS[paper]} {cycle.school_year}",
        made_on=clock.today(),
    )
    answer = Response(content, content_type=to_xlsx.MEDIA_TYPE)
    name = f"{paper}-{cycle.school_year}-scholen.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.route("/ronde/<int:cycle_id>/jaarstukken/data", methods=["GET", "POST"])
def dates(cycle_id: int) -> Page:
    """Set until when schools hand in their plan and report of this round."""
    form = DatesForm(data={"plan_by": g.cycle.plan_by, "report_by": g.cycle.report_by})
    if request.method == "POST" and form.validate():
        try:
            deeds.set_dates(
                cycle_id, form.plan_by.data, form.report_by.data, actor=g.actor, today=clock.today()
            )
            flash(gettext("De data zijn bewaard."))
            return redirect(_back(g.cycle, YearPaper.PLAN), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "year_papers/dates.html", form=form, cycle=g.cycle, back_to=_back(g.cycle, YearPaper.PLAN)
    )
    return page if request.method != "POST" else (page, 422)


@bp.route(
    "/ronde/<int:cycle_id>/jaarstukken/<any(jaarplan, jaarverslag):name>/herinneren", methods=["GET", "POST"]
)
def remind(cycle_id: int, name: str) -> Page:
    """Choose which schools get a reminder, and read the mail before it goes."""
    paper = YearPaper(name)
    waiting = deeds.region(g.cycle, paper).waiting
    today = clock.today()
    form = RemindForm(data={"schools": [str(one.dossier_id) for one in waiting if one.days_late(today)]})
    form.schools.choices = choices({str(one.dossier_id): one.location.name for one in waiting})
    if request.method == "POST" and form.validate():
        if form.schools.data:
            ids = [int(one) for one in form.schools.data]
            count = deeds.remind(cycle_id, paper, ids, actor=g.actor, today=today)
            flash(
                gettext("%(n)s scholen krijgen een mail.", n=count)
                if count != 1
                else gettext("Eén school krijgt een mail.")
            )
            return redirect(_back(g.cycle, paper), 303)
        form.schools.errors = [gettext("Kies minstens één school.")]
    late = {str(one.dossier_id): _told_late(one.days_late(today)) for one in waiting if one.days_late(today)}
    page = render_template(
        "year_papers/remind.html", form=form, paper=paper, words=WORDS, cycle=g.cycle, late=late,
        mail=_example(waiting, paper), back_to=_back(g.cycle, paper),
    )  # fmt: skip
    return page if request.method != "POST" else (page, 422)


def _paper() -> YearPaper:
    wanted = request.args.get("soort", "")
    return YearPaper(wanted) if wanted in set(YearPaper) else YearPaper.PLAN


def _cycle(rounds: list[CycleRow], paper: YearPaper) -> CycleRow:
    """Return the round that was asked for; else the one whose paper is asked now, or the newest that runs."""
    wanted = request.args.get("jaar", "")
    for row in rounds:
        if row.school_year == wanted:
            return row
    now = SchoolYear.of(clock.today())
    asked = str(now if paper is YearPaper.PLAN else now.previous)
    begun = next((row for row in rounds if row.school_year <= str(now)), rounds[0])
    return next((row for row in rounds if row.school_year == asked), begun)


def _back(cycle: CycleRow, paper: YearPaper) -> str:
    return url_for(
        ".overview", partnership_id=cycle.partnership_id, jaar=cycle.school_year, soort=paper.value
    )


def _told_late(days: int) -> str:
    return gettext("1 dag te laat") if days == 1 else gettext("%(n)s dagen te laat", n=days)


def _example(waiting: tuple[deeds.SchoolLine, ...], paper: YearPaper) -> Wording | None:
    """Return the mail as the first school would get it."""
    for line in waiting:
        for letter in deeds.to_school(g.cycle, paper, line, g.actor, clock.today()):
            return preview(letter, gettext("(hier staat de link)"))
    return None


def _sheets(found: deeds.Region, *, spent: bool) -> tuple[Sheet, ...]:
    """Return the sheets of the workbook; of plans nothing is `spent` yet."""
    lines: list[tuple[Cell, ...]] = []
    points: list[tuple[Cell, ...]] = []
    for line in found.lines:
        handed = line.handed_in
        day = handed.handed_in_on.isoformat() if handed else gettext("niet ingeleverd")
        money = deeds.money_of(handed) if handed else None
        sums = (money.received, money.total_planned, money.total_spent) if money else (None, None, None)
        sums = sums if spent else sums[:2]
        late = gettext("ja") if line.came_late or line.days_late(clock.today()) else gettext("nee")
        lines.append((line.location.name, day, late, *sums))
        for point in deeds.told_points(line.location.name, handed) if handed else ():
            status = STATUS_WORDS.get(point.status, point.status)
            points.append((point.school, point.goal, point.kind, status, point.result, point.onward))
    return (
        Sheet(
            gettext("Scholen"),
            (gettext("School"), gettext("Ingeleverd op"), gettext("Te laat"), gettext("Ontvangen"),
             *_amounts(spent)),
            tuple(lines),
        ),
        _money_sheet(found.overview, spent),
        Sheet(
            gettext("Ontwikkelpunten"),
            (gettext("School"), gettext("Doel"), gettext("Soort"), gettext("Stand"), gettext("Resultaat"),
             gettext("Gaat door omdat")),
            tuple(points),
        ),
    )  # fmt: skip


def _money_sheet(together: Overview, spent: bool) -> Sheet:
    rows = [(one.name, one.planned, *([one.spent] if spent else [])) for one in together.sums]
    rows.append((gettext("Samen"), together.planned, *([together.spent] if spent else [])))
    return Sheet(gettext("Middelen"), (gettext("Waarvoor"), *_amounts(spent)), tuple(rows))


def _amounts(spent: bool) -> tuple[str, ...]:
    return (gettext("Gepland"), gettext("Besteed")) if spent else (gettext("Gepland"),)

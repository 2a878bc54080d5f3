"""A round that runs: exceptions for a school, reminders to who lags, and who works for which school."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import round_care as deeds
from sopforms.actions.letters import preview
from sopforms.core import alphabet
from sopforms.core.codes import Role, Step
from sopforms.core.errors import Conflict, Invalid, NotFound
from sopforms.store import clock, dossiers, locations, people, questionnaires
from sopforms.store.dossiers import DossierRow
from sopforms.store.locations import LocationRow
from sopforms.store.people import PersonRow
from sopforms.web import finding, overview
from sopforms.web.filters import date_without_weekday
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    LongTextField,
    Optional,
    PickField,
    Required,
    SeveralField,
    SubmitIdField,
    TickField,
    VersionField,
    choices,
)

bp = Blueprint("round_care", __name__, url_prefix="/ronde/<int:cycle_id>")

Page = str | Response | tuple[str, int]
AS_ROUND = "-"


class OtherwiseForm(Form):
    """What one school does otherwise than the round."""

    absent = TickField(_("Deze school doet dit jaar niet mee"))
    survey_by = DayField(_("Vragenlijst gesloten uiterlijk"), [Optional()])
    draft_by = DayField(_("Concept klaar uiterlijk"), [Optional()])
    request_by = DayField(_("Advies gevraagd uiterlijk"), [Optional()])
    question_set = PickField(_("Welke vragen?"), [Required()])
    because = LongTextField(_("Waarom?"), [Optional(), AtMost(1000)])
    version = VersionField()
    submit_id = SubmitIdField()

    def otherwise(self) -> deeds.Otherwise:
        """Return what was typed."""
        chosen = self.question_set.data
        return deeds.Otherwise(
            self.because.data or "",
            self.survey_by.data,
            self.draft_by.data,
            self.request_by.data,
            None if chosen == AS_ROUND else int(chosen),
            self.absent.data,
        )


class ReminderForm(Form):
    """Which schools are reminded, and with which words."""

    schools = SeveralField(_("Welke scholen?"), [Optional()])
    words = LongTextField(
        _("Wat wilt u erbij schrijven?"),
        [Optional(), AtMost(deeds.LONGEST_WORDS)],
        description=_("De school, de stap en de laatste dag staan al in de mail."),
    )
    submit_id = SubmitIdField()


class ConsultantForm(Form):
    """Who works for which school; the fields are in the page, one for each school."""

    submit_id = SubmitIdField()


@bp.get("/school/<int:location_id>")
def school(cycle_id: int, location_id: int) -> str:
    """Show what a school does otherwise than the round."""
    row = _dossier(cycle_id, location_id)
    names = ("survey_by", "draft_by", "request_by", "version")
    data = {name: getattr(row, name) for name in names}
    data |= {"absent": row.absent_on is not None, "because": row.otherwise_because}
    return _school_page(row, _otherwise(row, data | {"question_set": str(row.question_set_id or AS_ROUND)}))


@bp.post("/school/<int:location_id>")
def except_school(cycle_id: int, location_id: int) -> Page:
    """Keep what a school does otherwise."""
    row = _dossier(cycle_id, location_id)
    form = _otherwise(row)
    if not form.validate():
        return _school_page(row, form), 422
    version = form.version.data
    try:
        deeds.except_school(row.id, form.otherwise(), version=version, actor=g.actor, today=clock.today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _school_page(row, form), 422
    except Conflict:
        form.beside({}, dossiers.get(row.id).version)
        return _school_page(row, form), 409
    flash(gettext("Dit is bewaard. De school ziet het op haar pagina."))
    return redirect(url_for("partnership.home", partnership_id=g.cycle.partnership_id), 303)


@bp.get("/herinneren")
def reminder(cycle_id: int) -> str:
    """Choose schools, those that lag beforehand, and write the words."""
    lines = _lines()
    late = [str(dossier_id) for dossier_id, line in lines.items() if line.kind == "bad"]
    words = gettext("Wilt u kijken of de volgende stap lukt? Wij denken graag mee.")
    return _reminder_page(_reminder(lines, {"schools": late, "words": words}), lines)


@bp.post("/herinneren")
def remind(cycle_id: int) -> Page:
    """Show the mail as it would go out, or send it."""
    lines = _lines()
    form = _reminder(lines)
    if not form.validate():
        return _reminder_page(form, lines), 422
    chosen = tuple(int(one) for one in form.schools.data or ())
    days = {dossier_id: line.last_day for dossier_id, line in lines.items() if line.last_day}
    wanted = deeds.Reminder(cycle_id, chosen, form.words.data or "", days)
    try:
        if request.form.get("actie") != "versturen":
            return _reminder_page(form, lines, deeds.reminders(wanted, g.actor, clock.today()))
        sent = deeds.remind(wanted, g.actor, clock.today()) or 0
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _reminder_page(form, lines), 422
    flash(gettext("%(n)s mails staan klaar om te versturen.", n=sent))
    return redirect(url_for("partnership.home", partnership_id=g.cycle.partnership_id), 303)


@bp.get("/consulenten")
def consultants(cycle_id: int) -> str:
    """Show which consultant works for which school."""
    return _consultants_page()


@bp.post("/consulenten")
def assign(cycle_id: int) -> Page:
    """Keep who works for which school."""
    chosen: dict[int, int | None] = {}
    for row in locations.of_partnership(g.cycle.partnership_id):
        value = request.form.get(f"school-{row.id}", "")
        if value == "" or value.isdecimal():
            chosen[row.id] = int(value[:9]) if value else None
    try:
        deeds.assign(g.cycle.partnership_id, chosen)
    except Invalid as wrong:
        return _consultants_page(list(wrong.problems.values())), 422
    flash(gettext("De verdeling is bewaard."))
    return redirect(url_for(".consultants", cycle_id=cycle_id), 303)


def _dossier(cycle_id: int, location_id: int) -> DossierRow:
    row = dossiers.find(cycle_id, location_id)
    if row is None:
        raise NotFound
    return row


def _otherwise(row: DossierRow, data: dict[str, object] | None = None) -> OtherwiseForm:
    form = OtherwiseForm(formdata=None, data=data) if data is not None else OtherwiseForm()
    sets = {
        str(one.id): f"{one.name}, {date_without_weekday(one.published_on)}"
        for one in questionnaires.sets_of(row.partnership_id)
        if one.closed_on is None or one.id == row.question_set_id
    }
    form.question_set.choices = choices({AS_ROUND: _("Zoals de ronde")} | sets)
    return form


def _school_page(row: DossierRow, form: OtherwiseForm) -> str:
    return render_template(
        "round_care/school.html",
        cycle=g.cycle,
        location=locations.get(row.location_id),
        form=form,
        begun=row.step is not Step.OPEN,
    )


def _lines() -> dict[int, overview.Line]:
    """Return the schools of this round that can be reminded, by dossier, who has least time first."""
    rows = {row.location_id: row for row in dossiers.of_cycle(g.cycle.id)}
    schools = [one for one in locations.of_partnership(g.cycle.partnership_id) if one.id in rows]
    found = {
        rows[line.location.id].id: line
        for line in overview.of_schools(schools, g.actor, clock.today())
        if line.step not in (None, Step.PUBLISHED, Step.ACTIVE) and line.year == g.cycle.school_year
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].days is None, item[1].days or 0)))


def _reminder(lines: dict[int, overview.Line], data: dict[str, object] | None = None) -> ReminderForm:
    form = ReminderForm(formdata=None, data=data) if data is not None else ReminderForm()
    form.schools.choices = choices({str(key): line.location.name for key, line in lines.items()})
    return form


def _reminder_page(form: ReminderForm, lines: dict[int, overview.Line], letters: dict | None = None) -> str:  # type: ignore[type-arg]
    written = [one for each in (letters or {}).values() for one in each]
    shown = preview(written[0], gettext("(hier staat de link)")) if written else None
    return render_template(
        "round_care/reminder.html",
        cycle=g.cycle,
        form=form,
        help={str(key): _told(line) for key, line in lines.items()},
        lines=lines,
        shown=shown,
        mails=len(written),
        silent=[lines[key].location.name for key, each in (letters or {}).items() if not each],
    )


def _told(line: overview.Line) -> str:
    """Return at which step a school is and how much time it has."""
    if line.days is None:
        return line.label
    if line.days < 0:
        return gettext("%(step)s, %(n)s dagen te laat", step=line.label, n=-line.days)
    return gettext("%(step)s, nog %(n)s dagen", step=line.label, n=line.days)


@dataclass(frozen=True, slots=True)
class _Group:
    """The schools of one consultant, or of nobody in particular; many of them by municipality."""

    name: str
    schools: list[LocationRow]

    @property
    def places(self) -> list[tuple[str, list[LocationRow]]]:
        """The municipalities with their schools, when these are too many to oversee."""
        if len(self.schools) <= finding.LONG:
            return []
        by_place: dict[str, list[LocationRow]] = {}
        for school in self.schools:
            by_place.setdefault(school.municipality, []).append(school)
        return sorted(by_place.items(), key=lambda each: alphabet.place(each[0]))


def _groups(schools: list[LocationRow], consultants: list[PersonRow]) -> list[_Group]:
    """Return who works for which schools: those of nobody first, then by consultant."""
    known = {one.id: one.name for one in consultants}
    found: dict[int | None, list[LocationRow]] = {None: [], **{number: [] for number in known}}
    for school in schools:
        found[school.consultant_id if school.consultant_id in known else None].append(school)
    return [_Group(known.get(number or 0, ""), rows) for number, rows in found.items() if rows]


def _consultants_page(errors: list[str] | None = None) -> str:
    partnership_id = g.cycle.partnership_id
    consultants = people.holders(Role.CONSULTANT, partnership_id=partnership_id)
    return render_template(
        "round_care/consultants.html",
        cycle=g.cycle,
        groups=_groups(locations.of_partnership(partnership_id), consultants),
        people=consultants,
        form=ConsultantForm(),
        errors=[("", message) for message in errors or ()],
    )

"""Opening a round of a school year, and letting a school join one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import cycle as deeds
from sopforms.actions import holidays as holidays_of_year
from sopforms.actions import publishing
from sopforms.core import round_changes, rule_set
from sopforms.core.codes import PupilVoice, Sector
from sopforms.core.errors import Invalid
from sopforms.core.round_changes import Settings
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import clock, locations, question_use, questionnaires
from sopforms.store.cycles import CycleRow
from sopforms.store.locations import LocationRow
from sopforms.store.questionnaires import QuestionSetRow
from sopforms.web import question_files
from sopforms.web.filters import date_without_weekday
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    PickField,
    Required,
    SubmitIdField,
    TickField,
    choices,
)

bp = Blueprint("cycle", __name__)

SHIPPED = "shipped"
SHOWN = 160  # characters of a long text, in a list of differences
VOICES = {
    PupilVoice.AAN: _("Aan: scholen kunnen het vastleggen (aanbevolen)"),
    PupilVoice.VERPLICHT: _("Verplicht: zonder inbreng van leerlingen geen concept"),
    PupilVoice.UIT: _("Uit: dit jaar niet"),
}


class RoundForm(Form):
    """What a partnership decides when it opens a round."""

    school_year = PickField(_("Voor welk schooljaar is de tekst?"), [Required()])
    question_set = OneChoiceField(_("Welke vragen?"), [Required()])
    survey_by = DayField(_("Vragenlijst gesloten uiterlijk"), [Required()])
    draft_by = DayField(_("Concept klaar uiterlijk"), [Required()])
    request_by = DayField(
        _("Advies gevraagd uiterlijk"), [Required()], description=_("Teruggerekend vanaf 1 augustus.")
    )
    pupil_voice = OneChoiceField(
        _("Inbreng van leerlingen"),
        [Required()],
        choices=choices(VOICES),
        description=_("Wanneer de wet hierover ingaat, is nog niet bevestigd."),
    )
    guide_consent_required = TickField(_("Publiceren wacht op de instemming met de rest van de schoolgids"))
    instruction = LongTextField(
        _("Bericht aan de scholen"),
        [Optional(), AtMost(4000)],
        description=_("Staat op de pagina van elke school."),
    )
    basic_support = LongTextField(
        _("Basisondersteuning"),
        [Optional(), AtMost(20000)],
        description=_("Uit het ondersteuningsplan. Deze ronde houdt de tekst die hier staat."),
    )
    shortened = TickField(
        _("Verkorte route: iedereen krijgt zo weinig mogelijk dagen. De termijn van de MR blijft heel.")
    )
    submit_id = SubmitIdField()

    def opening(self) -> deeds.Opening:
        """Return what was decided."""
        chosen = self.question_set.data
        return deeds.Opening(
            SchoolYear.parse(self.school_year.data),
            self.survey_by.data,
            self.draft_by.data,
            self.request_by.data,
            None if chosen == SHIPPED else int(chosen),
            PupilVoice(self.pupil_voice.data),
            self.guide_consent_required.data,
            self.instruction.data or "",
            self.basic_support.data or "",
            self.shortened.data,
        )


@bp.get("/samenwerkingsverband/<int:partnership_id>/ronde")
def plan(partnership_id: int) -> str:
    """Show the form with dates that fit, worked out backwards from 1 August."""
    return _page(_form(partnership_id))


@bp.post("/samenwerkingsverband/<int:partnership_id>/ronde")
def open_round(partnership_id: int) -> str | Response | tuple[str, int]:
    """Open the round."""
    form = _form(partnership_id)
    if not form.validate():
        return _page(form), 422
    if request.form.get("actie") == "vergelijken":
        return _page(form)
    folder = Path(current_app.config["QUESTIONNAIRES"]) / g.partnership.sector.value
    try:
        deeds.open_cycle(partnership_id, form.opening(), folder, g.actor, clock.today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    flash(gettext("De ronde is open. Elke school heeft bericht gekregen."))
    return redirect(url_for("partnership.home", partnership_id=partnership_id), 303)


@bp.post("/ronde/<int:cycle_id>/meedoen/<int:location_id>")
def join(cycle_id: int, location_id: int) -> Response:
    """Let a school that came later take part."""
    deeds.join(cycle_id, location_id, g.actor, clock.today())
    flash(gettext("%(name)s doet nu mee.", name=locations.get(location_id).name))
    return redirect(url_for("partnership.home", partnership_id=g.cycle.partnership_id), 303)


def _form(partnership_id: int) -> RoundForm:
    now = SchoolYear.of(clock.today())
    if request.method != "POST":
        first = deeds.years_to_open(partnership_id, clock.today())[0]
        shortened = request.args.get("route") == "kort"
        survey, draft, asked = deeds.suggested(partnership_id, first, shortened=shortened)
        before = _before(partnership_id)
        form = RoundForm(
            data={
                "school_year": str(first),
                "question_set": _usual_set(partnership_id),
                "survey_by": survey,
                "draft_by": draft,
                "request_by": asked,
                "pupil_voice": before.pupil_voice if before else rule_set.of_year(first).pupil_voice,
                "guide_consent_required": before.guide_consent_required if before else False,
                "instruction": before.instruction if before else "",
                "basic_support": g.partnership.basic_support,
                "shortened": shortened,
            }
        )
    else:
        form = RoundForm()
    form.school_year.choices = choices([str(year) for year in (now.next, now.next.next, now)])
    form.question_set.choices = choices(
        {SHIPPED: _("De vragen die nu met het programma meekomen")} | _sets(partnership_id)
    )
    return form


def _before(partnership_id: int) -> CycleRow | None:
    """Return the newest round, of which the next one is a copy."""
    return next(iter(g.rounds), None)


def _schools() -> list[LocationRow]:
    """Return the schools of the partnership, looked up once for a page."""
    if "schools" not in g:
        g.schools = locations.of_partnership(g.partnership.id)
    return list(g.schools)


def _published(partnership_id: int) -> list[QuestionSetRow]:
    """Return the published sets, looked up once for a page."""
    if "sets" not in g:
        g.sets = questionnaires.sets_of(partnership_id)
    return list(g.sets)


def _changed(form: RoundForm) -> tuple[CycleRow | None, list[tuple[str, str, str]]]:
    """Return the round before, and what this one does otherwise: name, as it was, as it will be."""
    before = _before(g.partnership.id)
    if before is None:
        return None, []
    days = (form.survey_by.data, form.draft_by.data, form.request_by.data)
    if not all(isinstance(day, date) for day in days):
        return before, []
    sets = {value: str(label) for value, label in _labels(form.question_set)}
    was, now = _settings_of(before), _settings_in(form)
    names = round_changes.changed(was, now)
    return before, [
        (
            str(form[name].label.text),
            _said(name, getattr(was, name), sets),
            _said(name, getattr(now, name), sets),
        )
        for name in names
    ]


def _settings_of(row: CycleRow) -> Settings:
    return Settings(
        str(row.question_set_id), row.survey_by, row.draft_by, row.request_by, row.pupil_voice,
        row.guide_consent_required, row.basic_support, row.instruction, row.shortened,
    )  # fmt: skip


def _settings_in(form: RoundForm) -> Settings:
    return Settings(
        form.question_set.data, form.survey_by.data, form.draft_by.data, form.request_by.data,
        PupilVoice(form.pupil_voice.data), bool(form.guide_consent_required.data),
        form.basic_support.data or "", form.instruction.data or "", bool(form.shortened.data),
    )  # fmt: skip


def _labels(field: OneChoiceField) -> list[tuple[str, str]]:
    return [(str(choice.value), str(choice.label)) for choice in field.iter_choices()]


def _said(name: str, value: object, sets: dict[str, str]) -> str:
    """Return a setting in words; a long text only tells how it begins."""
    if isinstance(value, date):
        return date_without_weekday(value)
    if isinstance(value, bool):
        return gettext("ja") if value else gettext("nee")
    if isinstance(value, PupilVoice):
        return str(VOICES[value])
    if name == "question_set":
        return sets.get(str(value)) or gettext("de vragen van die ronde")
    text = str(value).strip()
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…" if text else gettext("(leeg)")


def _usual_set(partnership_id: int) -> str:
    """Return what is chosen beforehand: the newest set of the partnership's own, else the shipped one."""
    latest = next((row for row in _published(partnership_id) if row.withdrawn_on is None), None)
    own = latest is not None and latest.closed_on is None and latest.name not in set(Sector)
    return str(latest.id) if latest is not None and own else SHIPPED


def _sets(partnership_id: int) -> dict[str, str]:
    """Return the published sets to choose from; what the product brings now has its own choice."""
    return {
        str(row.id): _set_words(row)
        for row in _published(partnership_id)
        if row.closed_on is None
        and not (row.name in set(Sector) and publishing.is_as_shipped(row, question_files.shipped()))
    }


def _set_words(row: QuestionSetRow) -> str:
    day = date_without_weekday(row.published_on)
    if row.name not in set(Sector):
        return gettext("%(name)s, gepubliceerd op %(day)s", name=row.name, day=day)
    years = question_use.of_set(row.id).years
    if not years:
        return gettext("Eerdere vragen van het programma, van %(day)s", day=day)
    return gettext("Dezelfde vragen als in de ronde van %(year)s", year=years[-1])


def _holidays_known(form: RoundForm) -> bool:
    """Whether the holidays of every region are there for the year in which this round is held."""
    if form.school_year.errors:
        return True
    held = str(SchoolYear.parse(form.school_year.data).previous)
    return holidays_of_year.are_known(g.partnership.id, held, _schools())


def _rules(form: RoundForm) -> rule_set.RuleSet:
    return rule_set.of_year(SchoolYear.parse(form.school_year.data))


def _page(form: RoundForm) -> str:
    before, changed = _changed(form)
    return render_template(
        "cycle/plan.html",
        partnership=g.partnership,
        form=form,
        before=before,
        changed=changed,
        holidays_known=_holidays_known(form),
        rules_since=None if form.school_year.errors else str(_rules(form).first),
        schools=len(_schools()),
    )

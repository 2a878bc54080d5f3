"""School holidays: those of the regions, and those a school chose itself."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import holidays as deeds
from sopforms.core.codes import Region
from sopforms.core.errors import Invalid
from sopforms.core.holiday_task import NAMES
from sopforms.core.schoolcalendar import Holiday
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import clock, locations
from sopforms.store.locations import SchoolHolidayRow
from sopforms.web.forms import DayField, Form, PickField, Required, SubmitIdField, choices
from sopforms.web.schools import REGIONS
from sopforms.web.told import told

bp = Blueprint("holidays", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/vakanties")


class HolidayForm(Form):
    """A holiday of one school, or of the schools of a region, in place of the one that counts now."""

    whose = PickField(_("Voor wie?"), [Required()])
    school_year = PickField(_("Schooljaar"), [Required()])
    name = PickField(_("Vakantie"), [Required()])
    first = DayField(_("Eerste dag"), [Required()], description=_("Bijvoorbeeld 20-2-2027."))
    last = DayField(_("Laatste dag"), [Required()], description=_("Tel het weekend mee."))
    submit_id = SubmitIdField()

    def chosen(self) -> int | Region:
        """Return for whom: the id of a school, or a region."""
        said = str(self.whose.data)
        return Region(said) if said in set(Region) else int(said)

    def holiday(self) -> Holiday:
        """Return what was typed."""
        first, last = self.first.data, self.last.data
        if last < first:
            raise Invalid(last=gettext("De laatste dag ligt voor de eerste."))
        return Holiday(self.name.data, first, last)


@bp.get("")
def overview(partnership_id: int) -> str:
    """Show the holidays of the regions, this school year and the next, and the schools that have others."""
    shown: dict[str, dict[str, dict[Region, SchoolHolidayRow]]] = {
        year: {name: {} for name in NAMES} for year in years(clock.today())[:2]
    }
    for row in (regional := locations.regional_holidays(partnership_id)):
        if row.region is not None and row.school_year in shown:
            shown[row.school_year].setdefault(row.name, {})[row.region] = row
    return render_template(
        "holidays/overview.html",
        partnership=g.partnership,
        years=shown,
        regions=REGIONS,
        own=locations.own_holidays(partnership_id),
        filled_in=[row for row in regional if row.partnership_id is not None],
        task=deeds.task_of(partnership_id, locations.of_partnership(partnership_id), clock.today()),
        today=clock.today(),
        form=Form(),
    )


@bp.get("/school")
def edit(partnership_id: int) -> str:
    """Ask for a holiday of one school or of a region."""
    return _page(_form())


@bp.post("/school")
def save(partnership_id: int) -> str | Response | tuple[str, int]:
    """Keep a holiday of one school or of a region."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        deeds.save(partnership_id, form.chosen(), form.school_year.data, form.holiday())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    flash(gettext("De vakantie is bewaard."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.post("/<int:holiday_id>/weg")
def remove(partnership_id: int, holiday_id: int) -> Response:
    """Let what counted before count again."""
    deeds.remove(partnership_id, holiday_id)
    flash(gettext("Deze dagen zijn weggehaald."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


def _form() -> HolidayForm:
    schools, today = locations.of_partnership(g.partnership.id), clock.today()
    task = deeds.task_of(g.partnership.id, schools, today)
    form = HolidayForm(
        data={
            "school_year": str(task.school_year if task else SchoolYear.of(today)),
            "name": task.missing[0] if task else "",
        }
    )
    regions = {one.region for one in schools}
    form.whose.choices = choices(
        {
            **{
                key: gettext("Alle scholen in regio %(name)s", name=REGIONS[key])
                for key in REGIONS
                if key in regions
            },
            **{str(one.id): one.name for one in schools},
        }
    )
    form.school_year.choices = choices(years(today))
    form.name.choices = choices({name: told(name) for name in NAMES})
    return form


def years(today: date) -> list[str]:
    """Return the school years that can be filled in: the running one and the two after it."""
    running = SchoolYear.of(today)
    return [str(running), str(running.next), str(running.next.next)]


def _page(form: HolidayForm) -> str:
    return render_template(
        "partnership/form.html",
        partnership=g.partnership,
        form=form,
        title=gettext("Vakantie invullen"),
        back=(url_for(".overview", partnership_id=g.partnership.id), gettext("Schoolvakanties")),
    )

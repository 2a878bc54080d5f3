"""School holidays: those of the regions, and those a school chose itself."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import holidays as deeds
from sopforms.core.codes import Region
from sopforms.core.errors import Invalid
from sopforms.core.schoolcalendar import Holiday
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import clock, locations
from sopforms.store.locations import SchoolHolidayRow
from sopforms.web.forms import DayField, Form, PickField, Required, SubmitIdField, choices
from sopforms.web.schools import REGIONS

bp = Blueprint("holidays", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/vakanties")


class HolidayForm(Form):
    """A holiday of one school, in place of the region's."""

    location_id = PickField(_("School"), [Required()])
    school_year = PickField(_("Schooljaar"), [Required()])
    name = PickField(_("Vakantie"), [Required()])
    first = DayField(_("Eerste dag"), [Required()], description=_("Bijvoorbeeld 20-2-2027."))
    last = DayField(_("Laatste dag"), [Required()], description=_("Tel het weekend mee."))
    submit_id = SubmitIdField()

    def holiday(self) -> Holiday:
        """Return what was typed."""
        first, last = self.first.data, self.last.data
        if last < first:
            raise Invalid(last=gettext("De laatste dag ligt voor de eerste."))
        return Holiday(self.name.data, first, last)


@bp.get("")
def overview(partnership_id: int) -> str:
    """Show the holidays of the regions by school year, and the schools that have others."""
    rows: dict[str, dict[str, dict[Region, SchoolHolidayRow]]] = {}
    for row in locations.regional_holidays():
        if row.region is not None:
            rows.setdefault(row.school_year, {}).setdefault(row.name, {})[row.region] = row
    return render_template(
        "holidays/overview.html",
        partnership=g.partnership,
        years=rows,
        regions=REGIONS,
        own=locations.own_holidays(partnership_id),
        form=Form(),
    )


@bp.get("/school")
def edit(partnership_id: int) -> str:
    """Ask for the holiday of one school."""
    return _page(_form())


@bp.post("/school")
def save(partnership_id: int) -> str | Response | tuple[str, int]:
    """Keep the holiday of one school."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        deeds.save(partnership_id, int(form.location_id.data), form.school_year.data, form.holiday())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    flash(gettext("De vakantie is bewaard."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.post("/<int:holiday_id>/weg")
def remove(partnership_id: int, holiday_id: int) -> Response:
    """Let the holiday of the region count again."""
    deeds.remove(partnership_id, holiday_id)
    flash(gettext("De vakantie van de regio geldt weer."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


def _form() -> HolidayForm:
    form = HolidayForm(data={"school_year": str(SchoolYear.of(clock.today()))})
    rows = locations.regional_holidays()
    form.location_id.choices = choices(
        {one.id: one.name for one in locations.of_partnership(g.partnership.id)}
    )
    form.school_year.choices = choices(list(dict.fromkeys(row.school_year for row in rows)))
    form.name.choices = choices(list(dict.fromkeys(row.name for row in rows)))
    return form


def _page(form: HolidayForm) -> str:
    return render_template(
        "partnership/form.html",
        partnership=g.partnership,
        form=form,
        title=gettext("Vakantie van een school"),
        back=(url_for(".overview", partnership_id=g.partnership.id), gettext("Schoolvakanties")),
    )

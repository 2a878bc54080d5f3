"""The holidays of one school, kept by the school itself: autumn, spring and the second May week differ."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from sopforms.actions import holidays as deeds
from sopforms.core.errors import Invalid
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import clock, locations
from sopforms.web.forms import Form, choices
from sopforms.web.holidays import HolidayForm

bp = Blueprint("own_holidays", __name__, url_prefix="/vestiging/<int:location_id>/vakanties")


class OwnHolidayForm(HolidayForm):
    """A holiday of the school at hand, in place of the region's."""

    location_id = None


@bp.get("")
def overview(location_id: int) -> str:
    """Show the days that count for this school, and a form for days of its own."""
    return _page(_form())


@bp.post("")
def save(location_id: int) -> str | Response | tuple[str, int]:
    """Keep days of the school's own."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        deeds.save(g.location.partnership_id, location_id, form.school_year.data, form.holiday())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    flash(gettext("De vakantie is bewaard."))
    return redirect(url_for(".overview", location_id=location_id), 303)


@bp.post("/<int:holiday_id>/weg")
def remove(location_id: int, holiday_id: int) -> Response:
    """Let the holiday of the region count again."""
    deeds.remove(g.location.partnership_id, holiday_id, location_id=location_id)
    flash(gettext("De vakantie van de regio geldt weer."))
    return redirect(url_for(".overview", location_id=location_id), 303)


def _form() -> OwnHolidayForm:
    form = OwnHolidayForm()
    rows = locations.holidays_of(g.location, _since())
    form.school_year.choices = choices(list(dict.fromkeys(row.school_year for row in rows)))
    form.name.choices = choices(list(dict.fromkeys(row.name for row in rows)))
    return form


def _since() -> str:
    """Return the school year of today, as rows have it: what is over needs no days any more."""
    return str(SchoolYear.of(clock.today()))


def _page(form: OwnHolidayForm) -> str:
    return render_template(
        "holidays/own.html",
        form=form,
        rows=locations.holidays_of(g.location, _since()),
        remove=Form(formdata=None),
    )

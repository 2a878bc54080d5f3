"""The holidays of one school, kept by the school itself: autumn, spring and the second May week differ."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from sopforms.actions import holidays as deeds
from sopforms.core import holiday_task
from sopforms.core.errors import Invalid
from sopforms.core.holiday_task import NAMES
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import clock, locations
from sopforms.web.forms import Form, choices
from sopforms.web.holidays import HolidayForm, years
from sopforms.web.places import school_url
from sopforms.web.told import told

bp = Blueprint("own_holidays", __name__, url_prefix="/vestiging/<int:location_id>/vakanties")


class OwnHolidayForm(HolidayForm):
    """A holiday of the school at hand, in place of the region's."""

    whose = None


@bp.get("")
def overview(location_id: int) -> str:
    """Show the days that count for this school, and a form for days of its own."""
    return _page(_form())


@bp.post("")
def save(location_id: int) -> str | Response | tuple[str, int]:
    """Keep days of the school's own, or that those which stand there are right."""
    if request.form.get("actie") == "kloppen":
        deeds.check(location_id, SchoolYear.of(clock.today()))
        flash(gettext("Bedankt. Deze dagen gelden dit schooljaar."))
        return redirect(school_url(location_id), 303)
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
    form.school_year.choices = choices(years(clock.today()))
    form.name.choices = choices({name: told(name) for name in NAMES})
    return form


def _since() -> str:
    """Return the school year of today, as rows have it: what is over needs no days any more."""
    return str(SchoolYear.of(clock.today()))


def _page(form: OwnHolidayForm) -> str:
    task = holiday_task.of_school(g.location.holidays_checked, clock.today())
    return render_template(
        "holidays/own.html",
        form=form,
        rows=locations.holidays_of(g.location, _since()),
        remove=Form(formdata=None),
        task=task,
        late=task is not None and task.late(clock.today()),
    )

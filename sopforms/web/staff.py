"""The staff list of a school: who is on it, paste or upload one, take people off."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from sopforms.actions import staff as deeds
from sopforms.core.errors import Invalid
from sopforms.core.staff_list import StaffList
from sopforms.store import dossiers, staff
from sopforms.web.forms import AtMost, Form, LongTextField, Optional, SubmitIdField, Upload

bp = Blueprint("staff", __name__, url_prefix="/vestiging/<int:location_id>/team")

Page = str | Response | tuple[str, int]


class ListForm(Form):
    """A list to take over: pasted or as a file."""

    people = LongTextField(
        _("Plak je lijst"),
        [Optional(), AtMost(60_000)],
        description=_(
            "Eén collega per regel, uit je mailprogramma of uit een rekenblad. "
            "Bijvoorbeeld: Anna Bos, anna.bos@school.nl."
        ),
    )
    file = FileField(
        _("Of kies een bestand"),
        [Optional(), Upload(("csv", "txt", "xlsx"), 5, _("Kies een CSV- of Excel-bestand (.xlsx)."))],
        description=_("CSV of Excel, met een kolom E-mail en liefst een kolom Naam. Tot 5 MB."),
    )
    submit_id = SubmitIdField()

    def read(self) -> StaffList:
        """Return what was given; the file counts when both are."""
        data = self.file.data.read() if self.file.data else b""
        return deeds.read_file(data) if data else deeds.read_pasted(self.people.data or "")


class RemoveForm(Form):
    """Who goes off the list."""

    submit_id = SubmitIdField()


@bp.get("")
def overview(location_id: int) -> str:
    """Show who is on the list."""
    return _page(ListForm())


@bp.post("")
def take(location_id: int) -> Page:
    """Take a list over and tell which rows were not taken."""
    form = ListForm()
    if not form.validate():
        return _page(form), 422
    try:
        found = form.read()
        taken = deeds.take(location_id, found)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    if found.double:
        flash(gettext("Wie er dubbel in stond, staat één keer op de lijst."))
    if taken is not None and taken.wrong:
        return _page(ListForm(formdata=None, people=found.again), taken)
    flash(gettext("De lijst is overgenomen."))
    return redirect(url_for(".overview", location_id=location_id), 303)


@bp.post("/verwijderen")
def remove(location_id: int) -> Page:
    """Take the ticked colleagues off the list."""
    form = RemoveForm()
    ids = {int(value) for value in request.form.getlist("who") if value.isdecimal()}
    if not form.validate() or not ids:
        flash(gettext("Vink eerst aan wie van de lijst af moet."))
        return redirect(url_for(".overview", location_id=location_id), 303)
    gone = deeds.remove(location_id, ids)
    flash(gettext("%(n)s van de lijst gehaald.", n=gone))
    return redirect(url_for(".overview", location_id=location_id), 303)


def _page(form: ListForm, taken: deeds.Taken | None = None) -> str:
    dossier = next(iter(dossiers.of_location(g.location.id)), None)
    return render_template(
        "staff/overview.html",
        form=form,
        taken=taken,
        remove=RemoveForm(formdata=None),
        people=staff.of_location(g.location.id),
        dossier=dossier,
    )

"""The pages of the administrator: which partnerships there are, and adding one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import partnership as deeds
from sopforms.core.errors import Invalid
from sopforms.store import locations, partnerships
from sopforms.web.forms import AtMost, Form, Required, SubmitIdField, TextField

bp = Blueprint("installation", __name__, url_prefix="/installatie")


class PartnershipForm(Form):
    """A new partnership."""

    code = TextField(_("Code"), [Required()], description=_("PO of VO met vier cijfers, zoals PO3002."))
    name = TextField(_("Naam"), [Required(), AtMost(120)])
    submit_id = SubmitIdField()


@bp.get("", endpoint="partnerships")
def partnerships_page() -> str:
    """List the partnerships, with a form to add one."""
    return _page(PartnershipForm())


@bp.post("")
def add() -> str | Response | tuple[str, int]:
    """Add a partnership."""
    form = PartnershipForm()
    if not form.validate():
        return _page(form), 422
    try:
        deeds.add(form.code.data, form.name.data)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    message = gettext(
        "%(name)s is toegevoegd. Voeg nu een beheerder toe, bij Mensen en rollen.", name=form.name.data
    )
    flash(message)
    return redirect(url_for(".partnerships"), 303)


def _page(form: PartnershipForm) -> str:
    rows = [(row, len(locations.of_partnership(row.id))) for row in partnerships.all_partnerships()]
    return render_template("installation/partnerships.html", rows=rows, form=form)

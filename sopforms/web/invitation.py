"""The invitation before it goes: read it as colleagues will, and send it to yourself."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.actions import invitation as deeds
from sopforms.core.mailing import Address
from sopforms.store import surveys
from sopforms.store.clock import today
from sopforms.web.survey_forms import ActForm
from sopforms.web.topics import frame

bp = Blueprint("invitation", __name__, url_prefix="/dossier/<int:dossier_id>/uitnodigen")

SOMEBODY = Address("", "collega@school.example")
Page = str | Response | tuple[str, int]


@bp.route("/mail", methods=["GET", "POST"])
def mail(dossier_id: int) -> Page:
    """Show the mail that colleagues get; a button sends it to whoever looks at it."""
    form = ActForm()
    to = Address(g.actor.name, current_user.email)
    if request.method == "POST" and form.validate():
        deeds.send_to_myself(dossier_id, to, form.submit_id.data, today=today())
        flash(_("De mail gaat nu naar %(email)s.", email=to.email))
        return redirect(url_for(".mail", dossier_id=dossier_id))
    instead = _("(hier staat voor ieder een eigen link)")
    return render_template(
        "survey/mail.html",
        form=form,
        words=deeds.preview(g.dossier, SOMEBODY, today(), instead),
        to=to,
        running=surveys.find_of_dossier(dossier_id) is not None,
        **frame(),
    )

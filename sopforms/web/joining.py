"""Which schools of the same council go along with a request for advice: chosen before it is sent."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import joining as deeds
from sopforms.actions import paperwork
from sopforms.actions.joining import Candidate
from sopforms.core.codes import Deed, Right, Role
from sopforms.core.errors import NotFound
from sopforms.store import cycles, facts, locations
from sopforms.store.clock import today
from sopforms.store.dossiers import DossierRow
from sopforms.web import refusals
from sopforms.web.forms import Form, Optional, SeveralField, SubmitIdField

bp = Blueprint("joining", __name__, url_prefix="/dossier/<int:dossier_id>/adviesaanvraag/scholen")

Page = str | Response | tuple[str, int]


class SchoolsForm(Form):
    """The schools that go along."""

    schools = SeveralField(_l("Welke scholen gaan mee?"), [Optional()], choices=[])
    submit_id = SubmitIdField()


@bp.route("", methods=["GET", "POST"])
def choose(dossier_id: int) -> Page:
    """Show the other schools of this council, each ready or with why not; keep which ones go along."""
    if g.dossier.requested_on is not None:
        return redirect(url_for("request.status", dossier_id=dossier_id))
    found = deeds.candidates(g.dossier, today())
    if not found or facts.council_of(g.dossier) is None:
        raise NotFound
    form, ready = SchoolsForm(), [one for one in found if not one.reasons]
    form.schools.choices = [(str(one.dossier.id), one.location.name) for one in ready if one.dossier]
    if request.method == "POST" and form.validate():
        others = {int(value) for value in form.schools.data or ()}
        deeds.choose(dossier_id, others, actor=g.actor, today=today())
        flash(_("Bewaard. Controleer de aanvraag en verstuur hem dan."))
        return redirect(url_for("request.check", dossier_id=dossier_id), 303)
    if request.method != "POST":
        form.schools.data = [str(one.dossier.id) for one in ready if one.dossier and one.chosen]
    page = render_template(
        "request/schools.html",
        form=form,
        not_ready=[(one.location.name, refusals.sentences(one.reasons)) for one in found if one.reasons],
        council=facts.council_of(g.dossier),
        consent=paperwork.council_of(g.dossier).right_on(today()) is Right.INSTEMMING,
        may_choose=g.actor.role_for(Deed.REQUEST_ADVICE) is Role.BOARD,
        year=cycles.get(g.dossier.cycle_id).school_year,
    )
    return (page, 422) if request.method == "POST" else page


def along(row: DossierRow) -> dict[str, Any]:
    """Return what the check page says of other schools: who could go along, who does, whom it follows."""
    going = deeds.rows_going(row)
    found: list[Candidate] = deeds.candidates(row, today()) if going[0].id == row.id else []
    return {
        "could_join": bool(found),
        "along": [one for one in found if one.chosen],
        "along_problems": [
            (one.location.name, refusals.sentences(one.reasons))
            for one in found
            if one.chosen and one.reasons
        ],
        "behind": None if going[0].id == row.id else locations.get(going[0].location_id).name,
        "behind_id": going[0].id,
    }

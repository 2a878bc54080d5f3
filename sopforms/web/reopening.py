"""Changing what the adopted text says: begin, with the reason; or give the change up before the decision."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import reopening as deeds
from sopforms.actions.deed import was_done
from sopforms.actions.recording import ask
from sopforms.core.codes import Deed
from sopforms.core.errors import Invalid
from sopforms.store import cycles, decisions, reopenings
from sopforms.store.clock import today
from sopforms.web import consent_words
from sopforms.web.forms import AtMost, Form, LongTextField, Required, SubmitIdField, TickField

bp = Blueprint("reopening", __name__, url_prefix="/dossier/<int:dossier_id>/besluit")

Page = str | Response | tuple[str, int]
LONGEST = 500


class BeginForm(Form):
    """Why the adopted text is changed."""

    reason = LongTextField(
        _l("Waarom moet de tekst anders?"),
        [Required(_l("Leg in een of twee zinnen uit waarom.")), AtMost(LONGEST)],
        description=_l("Na het nieuwe besluit kan iedereen deze reden lezen. Noem geen personen."),
    )
    sure = TickField(
        _l("De raad wordt opnieuw gevraagd, en het bestuur besluit opnieuw."),
        [Required(_l("Bevestig dat de raad opnieuw wordt gevraagd."))],
    )
    submit_id = SubmitIdField()


class DropForm(Form):
    """Why the change is given up."""

    reason = LongTextField(
        _l("Waarom gaat de wijziging niet door?"),
        [Required(_l("Leg in een of twee zinnen uit waarom.")), AtMost(LONGEST)],
        description=_l("De reden staat in het logboek van de school."),
    )
    submit_id = SubmitIdField()


@bp.route("/wijzigen", methods=["GET", "POST"])
def begin(dossier_id: int) -> Page:
    """Say what happens and take the reason; the text becomes a draft again, and stays in force.

    A second click leads where the first one did.
    """
    if request.method == "POST" and was_done("reopen_text"):
        return redirect(url_for("school.home", dossier_id=dossier_id), 303)
    ask(Deed.REOPEN_TEXT, g.dossier, g.actor, today())
    form = BeginForm()
    if request.method == "POST" and form.validate():
        try:
            deeds.reopen_text(dossier_id, form.reason.data, actor=g.actor, today=today())
            flash(_("Het concept kan weer worden bewerkt. De vastgestelde tekst blijft gelden."))
            return redirect(url_for("school.home", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "decision/reopen.html",
        form=form,
        decision=decisions.get_decision(dossier_id),
        consent=consent_words.here(),
        year=_year(),
    )
    return (page, 422) if request.method == "POST" else page


@bp.route("/wijziging-stoppen", methods=["GET", "POST"])
def drop(dossier_id: int) -> Page:
    """Give the change up: the draft is as it was, the council is told when it was asked."""
    if request.method == "POST" and was_done("drop_change"):
        return redirect(url_for("school.home", dossier_id=dossier_id), 303)
    ask(Deed.DROP_CHANGE, g.dossier, g.actor, today())
    form = DropForm()
    if request.method == "POST" and form.validate():
        try:
            deeds.drop_change(dossier_id, form.reason.data, actor=g.actor, today=today())
            flash(_("De wijziging gaat niet door. De vastgestelde tekst blijft gelden."))
            return redirect(url_for("school.home", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "decision/drop_change.html",
        form=form,
        change=reopenings.now(g.dossier),
        decision=decisions.get_decision(dossier_id),
        consent=consent_words.here(),
        year=_year(),
    )
    return (page, 422) if request.method == "POST" else page


def _year() -> str:
    return cycles.get(g.dossier.cycle_id).school_year

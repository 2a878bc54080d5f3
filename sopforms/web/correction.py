"""Mending a typing error in the adopted text: which words, what they become, and why."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import correction as deeds
from sopforms.actions.recording import ask
from sopforms.core import blocks_json
from sopforms.core import correction as rules
from sopforms.core.codes import Deed
from sopforms.core.errors import Invalid, NotFound
from sopforms.output import to_text
from sopforms.store import cycles, drafts
from sopforms.store.clock import today
from sopforms.web.forms import AtMost, Form, LongTextField, PickField, Required, SubmitIdField, TickField

bp = Blueprint("correction", __name__, url_prefix="/dossier/<int:dossier_id>/besluit/tikfout")

Page = str | Response | tuple[str, int]


class CorrectionForm(Form):
    """One typing error."""

    part = PickField(_l("In welk onderdeel?"), [Required(_l("Kies een onderdeel."))], choices=[])
    was = LongTextField(
        _l("Wat staat er nu?"),
        [Required(_l("Neem over wat er nu staat.")), AtMost(1000)],
        description=_l("Neem het precies over, binnen één zin. Een paar woorden is genoeg."),
    )
    now = LongTextField(
        _l("Wat moet er staan?"), [Required(_l("Schrijf op wat er moet staan.")), AtMost(1000)]
    )
    reason = LongTextField(
        _l("Wat was er mis?"),
        [Required(_l("Leg in een zin uit wat er mis was.")), AtMost(500)],
        description=_l("Iedereen kan deze notitie lezen."),
    )
    sure = TickField(
        _l("Het is een tikfout: er verandert niets aan wat de school belooft."),
        [Required(_l("Bevestig dat het een tikfout is."))],
    )
    submit_id = SubmitIdField()


@bp.route("", methods=["GET", "POST"])
def write(dossier_id: int) -> Page:
    """Take what is wrong and what it becomes; what is more than a typing error is refused."""
    ask(Deed.CORRECT_TEXT, g.dossier, g.actor, today())
    sealed, form = drafts.find_in_force(dossier_id), CorrectionForm()
    if sealed is None:
        raise NotFound
    parts = rules.parts_of(blocks_json.load(sealed.guide))
    form.part.choices = [("", _("Kies een onderdeel")), *((part.key, part.title) for part in parts)]
    if request.method == "POST" and form.validate():
        said = (form.part.data, form.was.data, form.now.data, form.reason.data)
        try:
            deeds.correct_text(dossier_id, *said, actor=g.actor, today=today())
            flash(_("De verbeterde tekst staat vast. De eerste versie blijft bewaard."))
            return redirect(url_for("decision.show", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "decision/correction.html",
        form=form,
        parts=[(part.title, to_text.part(part)) for part in parts],
        year=cycles.get(g.dossier.cycle_id).school_year,
    )
    return (page, 422) if request.method == "POST" else page

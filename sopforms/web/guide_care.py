"""The school's side of the guide after adoption: who edits it, where the text stands, who has it."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import placement as deeds
from sopforms.core import council as council_rules
from sopforms.core.codes import Step
from sopforms.core.errors import Invalid
from sopforms.core.placement import Chore, Receiver
from sopforms.store import cycles, facts, placements
from sopforms.store.clock import today
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    Mail,
    MailField,
    OneChoiceField,
    Optional,
    Required,
    SubmitIdField,
    TextField,
    choices,
)

bp = Blueprint("guide_care", __name__, url_prefix="/dossier/<int:dossier_id>/schoolgids")

Page = str | Response | tuple[str, int]

RECEIVERS: dict[Receiver, LazyString] = {
    Receiver.PARENTS: _l("Ouders, en op een middelbare school leerlingen"),
    Receiver.COUNCIL: _l("De medezeggenschapsraad (MR)"),
    Receiver.INSPECTORATE: _l("De Inspectie van het Onderwijs"),
}
CHORES: dict[Chore, LazyString] = {
    Chore.SITE_PAGE: _l("De pagina met het oude SOP is van de website"),
    Chore.SITE_FILE: _l("Het oude SOP als PDF is van de website, ook uit de lijst met downloads"),
    Chore.MENU: _l("Menu en zoekbalk van de website leiden naar de nieuwe tekst"),
    Chore.GUIDE_COPY: _l("De tekst van vorig jaar is uit de nieuwe schoolgids"),
    Chore.ELSEWHERE: _l("Andere plekken zijn nagekeken: Scholen op de kaart, de ouder-app, flyers"),
}
# How a part of the text is where it was put: in words, and as the kind of its badge.
STATES: dict[str, tuple[LazyString, str]] = {
    "open": (_l("nog niet geplaatst"), "warn"),
    "placed": (_l("geplaatst, nog niet vergeleken"), "info"),
    "same": (_l("gelijk aan de vastgestelde tekst"), "ok"),
    "differs": (_l("anders dan de vastgestelde tekst"), "bad"),
    "newer": (_l("er is een nieuwere tekst"), "bad"),
}


class EditorForm(Form):
    """Who makes guide and site."""

    name = TextField(_l("Naam"), [Required(_l("Vul een naam in.")), AtMost(120)])
    email = MailField(_l("E-mailadres"), [Required(_l("Vul een e-mailadres in.")), Mail()])
    submit_id = SubmitIdField()


class DeliveryForm(Form):
    """Who got the guide, when and how."""

    receiver = OneChoiceField(_l("Wie kreeg de schoolgids?"), [Required()], choices=choices(RECEIVERS))
    delivered_on = DayField(
        _l("Op welke dag?"), [Required(_l("Vul een datum in."))], description=_l("Bijvoorbeeld 12-7-2027.")
    )
    how = TextField(
        _l("Hoe?"), [Optional(), AtMost(200)], description=_l("Bijvoorbeeld: per mail, of via de ouder-app.")
    )
    submit_id = SubmitIdField()


def _facts() -> dict[str, object]:
    return {"year": cycles.get(g.dossier.cycle_id).school_year}


@bp.route("/redacteur", methods=["GET", "POST"])
def editor(dossier_id: int) -> Page:
    """Name who puts the text in the guide and on the site; they get a link without account."""
    form, known = EditorForm(), placements.editor_of(g.location.id)
    if request.method == "POST" and form.validate():
        try:
            mailed = deeds.name_editor(
                dossier_id, form.name.data, form.email.data, actor=g.actor, today=today()
            )
            if g.dossier.guide_section_on is None:
                flash(_("Vastgelegd. De gidsredacteur krijgt een mail zodra de tekst klaarstaat."))
            elif mailed is False:
                flash(_("Vastgelegd. De mail met de link ging vandaag al naar dit adres."))
            else:
                flash(_("De gidsredacteur krijgt een mail met een eigen link."))
            return redirect(url_for(".overview", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    elif request.method != "POST" and known is not None:
        form.name.data, form.email.data = known.name, known.email
    page = render_template("guide_care/editor.html", form=form, known=known, **_facts())
    return (page, 422) if request.method == "POST" else page


@bp.get("/plaatsing")
def overview(dossier_id: int) -> Page:
    """Show where each part stands, whether it still is the adopted text, and who has the guide."""
    return _overview(DeliveryForm(formdata=None))


@bp.post("/plaatsing")
def deliver(dossier_id: int) -> Page:
    """Record that parents, council or inspectorate have the guide."""
    form = DeliveryForm()
    if form.validate():
        try:
            deeds.record_delivery(
                dossier_id, Receiver(form.receiver.data), form.delivered_on.data, form.how.data or "",
                actor=g.actor, today=today(),
            )  # fmt: skip
            flash(_("De bezorging is vastgelegd."))
            return redirect(url_for(".overview", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    return _overview(form), 422


def _overview(form: DeliveryForm) -> str:
    known = facts.of(g.dossier, today=today())
    council = facts.council_of(g.dossier)
    name = council_rules.NAMES[council.kind] if council else council_rules.Council().name
    return render_template(
        "guide_care/overview.html",
        form=form,
        facts=known,
        council_name=name,
        placed=deeds.of_dossier(g.dossier.id) if known.decided else [],
        states=STATES,
        chores=[(CHORES[one], one in placements.chores_of(g.dossier.id)) for one in Chore],
        receivers=[(RECEIVERS[one], placements.deliveries_of(g.dossier.id).get(one)) for one in Receiver],
        editor=placements.editor_of(g.location.id),
        may_deliver=g.dossier.step in (Step.PUBLISHED, Step.ACTIVE),
        **_facts(),
    )

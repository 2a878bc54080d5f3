"""How far a development point is: the coordinator asks, the owner answers with one tap."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import addresses, links
from sopforms.actions import progress as deeds
from sopforms.core.codes import LinkPurpose
from sopforms.core.errors import Invalid
from sopforms.store.clock import today
from sopforms.web.forms import AtMost, Form, LongTextField, Mail, MailField, Optional, SubmitIdField
from sopforms.web.points import STATUS_WORDS
from sopforms.web.topics import frame

bp = Blueprint("progress", __name__)

Page = str | Response | tuple[str, int]
TAPS = ("open", "busy", "done")


class AskForm(Form):
    """Where the question goes to."""

    email = MailField(
        _l("E-mailadres van wie dit trekt"),
        [Optional(), Mail()],
        description=_l(
            "Alleen voor deze vraag. Het adres staat nergens anders. Leeg: niemand krijgt de vraag."
        ),
    )
    submit_id = SubmitIdField()


class ProgressForm(Form):
    """A few words beside the tap."""

    note = LongTextField(
        _l("Toelichting"), [Optional(), AtMost(500)], description=_l("Noem geen namen van leerlingen.")
    )


@bp.route("/dossier/<int:dossier_id>/ontwikkelpunten/<int:point_id>/navraag", methods=["GET", "POST"])
def ask(dossier_id: int, point_id: int) -> Page:
    """Give the address of the owner; ask now, or let January do it."""
    point = deeds.find(g.dossier, point_id)
    form = AskForm(data={"email": point.owner_email})
    if request.method == "POST" and form.validate():
        try:
            flash(_given(dossier_id, point_id, form.email.data or "", request.form.get("actie", "")))
            return redirect(url_for("points.edit", dossier_id=dossier_id))
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template("points/ask.html", form=form, point=point, **frame())
    return page if request.method != "POST" else (page, 422)


def _given(dossier_id: int, point_id: int, email: str, act: str) -> str:
    """Do what the button says with this address, and return what came of it."""
    if act == "weg" or (act == "januari" and not email):
        deeds.give_address(dossier_id, point_id, "")
        return _("Niemand krijgt deze vraag. Een link die er al was, werkt niet meer.")
    if act == "januari":
        deeds.give_address(dossier_id, point_id, email)
        return _("In januari krijgt dit adres de vraag hoe ver het is.")
    if deeds.ask_owner(dossier_id, point_id, email, today=today()) is False:
        return _("%(email)s kreeg deze vraag vandaag al. Morgen kan het opnieuw.", email=email)
    return _("De vraag gaat nu naar %(email)s.", email=email)


@bp.get("/p/<token>")
def start(token: str) -> Page:
    """Show the point with its three buttons; opening changes nothing."""
    return _page(token, ProgressForm(), links.resolve(token, LinkPurpose.PROGRESS).object_id)


@bp.post("/p/<token>")
def tell(token: str) -> Page:
    """Record the tap and the words beside it."""
    link = links.resolve(token, LinkPurpose.PROGRESS)
    form = ProgressForm()
    status = request.form.get("status", "")
    if status not in TAPS or not form.validate():
        return _page(token, form, link.object_id, chosen=status), 422
    deeds.answer(link.object_id, status, form.note.data or "", today=today())
    return redirect(url_for(".thanks", token=token), 303)


@bp.get("/p/<token>/dank-je-wel")
def thanks(token: str) -> Page:
    """Say what was recorded, and that it may still be changed."""
    asked = deeds.of_link(links.resolve(token, LinkPurpose.PROGRESS).object_id)
    return render_template("points/thanks.html", token=token, statuses=STATUS_WORDS, **_facts(asked))


def _page(token: str, form: ProgressForm, point_id: int, *, chosen: str = "") -> str:
    asked = deeds.of_link(point_id)
    if request.method != "POST":
        form.note.data = asked.point.progress
    taps = [(status, STATUS_WORDS[status]) for status in TAPS]
    return render_template(
        "points/tell.html", token=token, form=form, taps=taps, chosen=chosen, **_facts(asked)
    )


def _facts(asked: deeds.Asked) -> dict[str, object]:
    contact = addresses.contact_at(asked.location_id)
    return {
        "asked": asked,
        "point": asked.point,
        "contact": (f"mailto:{contact.email}", _("Vraag? Mail %(name)s", name=contact.name)),
        "noindex": True,
        "signed_in_as": "",
    }

"""Printed slips with a code: make them, print them, take them back; and the page where one is typed over."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import answering, sources
from sopforms.actions import slips as deeds
from sopforms.core.errors import Invalid
from sopforms.output import qr, to_pdf, to_print
from sopforms.store import surveys
from sopforms.store.clock import today
from sopforms.store.db import db
from sopforms.web import sessions
from sopforms.web.forms import Form
from sopforms.web.survey_forms import ActForm, CodeForm, LostForm, SlipsForm
from sopforms.web.topics import frame

bp = Blueprint("slips", __name__)

Page = str | AnyResponse | tuple[str, int]
_AT = "/dossier/<int:dossier_id>/respons/briefjes"


@bp.get(_AT)
def overview(dossier_id: int) -> Page:
    """Show how many slips there are, and what can be done with them."""
    return _overview(SlipsForm(), LostForm())


@bp.post(_AT)
def make(dossier_id: int) -> Page:
    """Make more slips."""
    form = SlipsForm()
    if not form.validate():
        return _overview(form, LostForm(formdata=None)), 422
    try:
        deeds.make_slips(dossier_id, form.count.data, actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse({"count": next(iter(wrong.problems.values()))})
        return _overview(form, LostForm(formdata=None)), 422
    flash(_("De briefjes staan klaar om af te drukken."))
    return redirect(url_for(".overview", dossier_id=dossier_id), 303)


@bp.post(_AT + "/ingetrokken")
def lost(dossier_id: int) -> Page:
    """Take back the slip with this number."""
    form = LostForm()
    if not form.validate():
        return _overview(SlipsForm(formdata=None), form), 422
    try:
        deeds.revoke_slips(dossier_id, [form.number.data], actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _overview(SlipsForm(formdata=None), form), 422
    flash(_("Briefje %(number)s werkt niet meer.", number=form.number.data))
    return redirect(url_for(".overview", dossier_id=dossier_id), 303)


@bp.get(_AT + "/afdrukken")
def printed(dossier_id: int) -> Page:
    """Show the slips as they are printed and cut."""
    survey = surveys.get_of_dossier(dossier_id)
    return render_template(
        "survey/slips_printed.html", slips=deeds.to_print(g.dossier), survey=survey, address=_address(),
        picture=qr.svg(_address()), **frame(),
    )  # fmt: skip


@bp.get(_AT + ".pdf")
def file(dossier_id: int) -> Page:
    """Hand out the slips as a PDF."""
    survey = surveys.get_of_dossier(dossier_id)
    html = to_print.slips(
        [(one.number, one.code) for one in deeds.to_print(g.dossier)], sources.head_of(g.dossier, ""),
        address=_address(), until=survey.closes_on, picture=qr.svg(_address()),
    )  # fmt: skip
    back = frame()
    db.session.rollback()
    try:
        content = to_pdf.render(html, title=_("Briefjes met een code"))
    except to_pdf.PdfFailed as failed:
        reason = _("De PDF kan niet worden gemaakt: %(cause)s.", cause=failed.cause)
        page = url_for(".printed", dossier_id=dossier_id)
        return render_template("on_paper/failed.html", reason=reason, page=page, **back), 409
    answer = Response(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="briefjes.pdf"'
    return answer


@bp.route("/briefje", methods=["GET", "POST"])
def enter() -> Page:
    """Type a code over; a good one opens the questionnaire in this browser."""
    form = CodeForm()
    if request.method != "POST" or not form.validate():
        return _code_page(form)
    link = deeds.open_slip(form.code.data, request.remote_addr or "")
    if link is None:
        form.code.errors = [
            _("Deze code werkt niet (meer). Kijk of je alle letters en cijfers goed overnam.")
        ]
        return _code_page(form)
    answering.begin(link.object_id, today())
    sessions.enter(link)
    db.session.commit()
    return redirect(url_for("who_sees.show"), 303)


def _code_page(form: Form) -> Page:
    page = render_template("survey/code.html", form=form, noindex=True)
    return page if request.method != "POST" else (page, 422)


def _overview(form: SlipsForm, lost_form: LostForm) -> str:
    survey = surveys.get_of_dossier(g.dossier.id)
    made, revoked = deeds.counted(survey.id)
    return render_template(
        "survey/slips.html", form=form, lost=lost_form, act=ActForm(formdata=None), survey=survey, made=made,
        revoked=revoked, open=survey.closed_on is None, address=_address(), **frame(),
    )  # fmt: skip


def _address() -> str:
    """Return where a code is typed, as it stands on paper."""
    return f"{current_app.config['BASE_URL'].rstrip('/')}{url_for('slips.enter')}"

"""The second step of signing in: a code from the phone, setting a phone up, codes for a lost phone."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_login import current_user
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import second_factor as deeds
from sopforms.core.errors import Invalid, Refused
from sopforms.output import qr
from sopforms.store import second_factors
from sopforms.web import onward, sessions
from sopforms.web.forms import AtMost, Form, Required, SubmitIdField, TextField

bp = Blueprint("second_factor", __name__, url_prefix="/tweede-stap")

Answer = str | Response | tuple[str, int]


class CodeForm(Form):
    """Six digits from a phone."""

    code = TextField(_("Code van uw telefoon"), [Required(), AtMost(20)])
    submit_id = SubmitIdField()


class RecoveryForm(Form):
    """A code that was written down."""

    code = TextField(_("Herstelcode"), [Required(), AtMost(40)])
    submit_id = SubmitIdField()


@bp.get("")
def ask() -> Answer:
    """Ask for the code; who has no phone yet sets one up first."""
    onward.remember(request.args.get("next"))
    if not deeds.is_set(current_user.person_id):
        return redirect(url_for(".phone"))
    return render_template("second_factor/ask.html", form=CodeForm())


@bp.post("")
def give() -> Answer:
    """Take the code and let the session through."""
    form, wanted = CodeForm(), onward.wanted()
    if not form.validate():
        return render_template("second_factor/ask.html", form=form), 422
    try:
        deeds.give(current_user.person_id, form.code.data, sessions.begin_passed)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return render_template("second_factor/ask.html", form=form), 422
    return onward.go(wanted)


@bp.get("/herstelcode")
def recovery() -> Answer:
    """Ask for a recovery code, and say what else helps."""
    return render_template("second_factor/recovery.html", form=RecoveryForm())


@bp.post("/herstelcode")
def recover() -> Answer:
    """Take a recovery code, let the session through, and offer to set another phone up."""
    form, wanted = RecoveryForm(), onward.wanted()
    if not form.validate():
        return render_template("second_factor/recovery.html", form=form), 422
    try:
        deeds.recover(current_user.person_id, form.code.data, sessions.begin_passed)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return render_template("second_factor/recovery.html", form=form), 422
    onward.remember(wanted)
    left = second_factors.recovery_codes_left(current_user.person_id)
    flash(gettext("U bent ingelogd met een herstelcode. U hebt er nog %(left)s.", left=left))
    return redirect(url_for(".phone"), 303)


@bp.get("/telefoon")
def phone() -> Answer:
    """Show the picture to scan and the secret to type; a phone that is set stays until another one is."""
    _may_set()
    return _phone_page(CodeForm())


@bp.post("/telefoon")
def set_up() -> Answer:
    """Set the phone that shows this code, and show the recovery codes: once."""
    _may_set()
    form, wanted = CodeForm(), onward.wanted()
    if not form.validate():
        return _phone_page(form), 422
    try:
        codes = deeds.set_up(
            current_user.person_id, current_user.session_id, form.code.data, sessions.begin_passed
        )
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _phone_page(form), 422
    return render_template("second_factor/codes.html", codes=codes, onward=onward.target(wanted))


@bp.post("/herstelcodes")
def renew_codes() -> Answer:
    """Make new recovery codes in the place of the old ones, and show them: once."""
    codes = deeds.renew_codes(current_user.person_id)
    return render_template("second_factor/codes.html", codes=codes, onward=url_for("my_sessions.overview"))


def _may_set() -> None:
    """Refuse another phone to who has one and has not shown it: a mail alone is not enough for that."""
    if not current_user.factor_given and deeds.is_set(current_user.person_id):
        raise Refused("second_factor_first")


def _phone_page(form: CodeForm) -> str:
    offered = deeds.offer(current_user.person_id, current_user.session_id)
    grouped = " ".join(offered.secret[place : place + 4] for place in range(0, len(offered.secret), 4))
    return render_template(
        "second_factor/phone.html",
        form=form,
        picture=Markup(qr.svg(offered.uri)),  # noqa: S704 - drawn by us, holds no text of anybody
        secret=grouped,
        app=offered.uri,
        has_phone=deeds.is_set(current_user.person_id),
        owed=current_user.factor_owed and not current_user.factor_given,
    )

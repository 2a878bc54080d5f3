"""Where somebody is signed in, ending that, and the second step: one's own account."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.actions import login
from sopforms.core.errors import NotFound
from sopforms.store import clock, identities, second_factors
from sopforms.store import sessions as rows
from sopforms.web import provider, sessions
from sopforms.web.forms import Form

bp = Blueprint("my_sessions", __name__, url_prefix="/sessies")

KEY = 16  # so many characters of the hash name a session in an address


@bp.get("")
def overview() -> str:
    """List where this person is signed in, whether a phone is set, and which account elsewhere is theirs."""
    found = rows.of_person(current_user.person_id, clock.now())
    here = sessions.hash_of(current_user.session_id)
    return render_template(
        "login/sessions.html",
        sessions=[(row, row.id_hash[:KEY], device(row), row.id_hash == here) for row in found],
        factor=second_factors.find(current_user.person_id),
        codes_left=second_factors.recovery_codes_left(current_user.person_id),
        identities=identities.of_person(current_user.person_id),
        provider=provider.name(),
        said=request.args.get("account", ""),
        form=Form(),
    )


@bp.get("/langer")
def stay() -> Response:
    """Go on: asking is enough. Tells the page how long it lasts now."""
    return jsonify(ends=sessions.seconds_left())


@bp.post("/<key>/uitloggen")
def end_one(key: str) -> Response:
    """End one session, on whatever device it is."""
    if sessions.hash_of(current_user.session_id)[:KEY] == key:
        login.leave(lambda: sessions.end(current_user.session_id))
        return redirect(url_for("login.signed_out"), 303)
    if len(key) != KEY or login.leave_one(current_user.person_id, key) is False:
        raise NotFound
    flash(_("Die sessie is beëindigd."))
    return redirect(url_for(".overview"), 303)


@bp.post("/uitloggen")
def end_all() -> Response:
    """End every session of this person, this one too."""
    login.leave_everywhere(current_user.person_id)
    login.leave(lambda: sessions.end(current_user.session_id))
    return redirect(url_for("login.signed_out"), 303)


def device(row: rows.UserSessionRow) -> str:
    """Return in words what somebody signed in with."""
    browser, _slash, system = row.device.partition("/")
    if browser and system:
        return _("%(browser)s op %(system)s", browser=browser, system=system)
    return browser or system or _("onbekend apparaat")

"""Signing in by an account elsewhere: there and back, and tying an unknown account to a known person."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.actions import identities as deeds
from sopforms.core.errors import Refused
from sopforms.store.db import db
from sopforms.web import onward, provider, sessions, waiting
from sopforms.web.forms import Form

bp = Blueprint("oidc", __name__, url_prefix="/inloggen/account")

Answer = str | Response

SILENT, FAILED = "stil", "mislukt"  # what the page that follows is told


@bp.get("/heen")
def begin() -> Answer:
    """Send this browser to the provider; nothing is written but its own cookie.

    A link and no form: browsers do not let a form lead to another site here (`form-action` of our headers).
    """
    if not provider.name():
        return redirect(url_for("login.ask"))
    onward.remember(request.args.get("next"))
    try:
        return provider.way_there()
    except provider.Unavailable as trouble:
        return _by_mail(trouble)


@bp.get("/terug")
def callback() -> Answer:
    """Take who comes back from the provider: the one page that writes when it is only opened."""
    if request.method != "GET":  # HEAD asks for this page too, and may not write
        abort(405)
    if not provider.name():
        return redirect(url_for("login.ask"))
    db.session.rollback()  # the provider is asked while nothing is held
    try:
        found = provider.who_came_back()
    except (provider.Unavailable, provider.NotGenuine) as trouble:
        return _by_mail(trouble)
    wanted = onward.wanted()
    if deeds.enter(found, lambda person: sessions.begin_by_provider(person, factor_given=found.strong)):
        return onward.go(wanted)
    waiting.let_wait(found)
    if current_user.is_authenticated:
        return redirect(url_for(".offer"), 303)
    return redirect(url_for("login.ask", next=wanted or None), 303)


@bp.get("/koppelen")
def offer() -> Answer:
    """Ask whether the account that waits is theirs, of who has just opened the link in their mail."""
    found = waiting.who_waits()
    if found is None:
        return redirect(url_for("my_sessions.overview"))
    identity, _since = found
    return render_template(
        "login/link_account.html", form=Form(), label=identity.label, provider=provider.name()
    )


@bp.post("/koppelen")
def take() -> Answer:
    """Tie the account to who is signed in."""
    found, wanted, called = waiting.who_waits(), onward.wanted(), provider.name()
    if found is None:
        raise Refused("identity_not_proved")
    by_mail = not current_user.by_provider
    deeds.link(current_user.person_id, *found, by_mail=by_mail, provider=called)
    waiting.stop()
    flash(_("Gekoppeld. U kunt voortaan inloggen met %(provider)s.", provider=called))
    return onward.go(wanted)


@bp.post("/niet-koppelen")
def leave() -> Answer:
    """Go on without it: an account that waited is forgotten."""
    wanted = onward.wanted()
    waiting.stop()
    return onward.go(wanted)


@bp.post("/ontkoppelen")
def unlink() -> Answer:
    """Sign in by mail alone from now on."""
    deeds.unlink(current_user.person_id)
    flash(_("De koppeling is verwijderd. U logt in met een link in uw mail."))
    return redirect(url_for("my_sessions.overview"), 303)


def _by_mail(trouble: Exception) -> Response:
    """Go back to signing in by mail, which always works; the log says what was the matter."""
    current_app.logger.warning("provider: %s", trouble)
    said = SILENT if isinstance(trouble, provider.Unavailable) else FAILED
    if current_user.is_authenticated:
        return redirect(url_for("my_sessions.overview", account=said), 303)
    return redirect(url_for("login.ask", account=said, next=onward.wanted() or None), 303)

"""Signing in by a link in a mail; the one-click list of the demonstration."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.actions import demo_roles, links, login, new_links
from sopforms.core.codes import LinkPurpose
from sopforms.core.identity import Identity
from sopforms.store import people
from sopforms.store.people import MembershipRow, PersonRow
from sopforms.web import onward, provider, sessions, waiting
from sopforms.web.forms import Form, Mail, MailField, Required, SubmitIdField
from sopforms.web.own_paths import own_path
from sopforms.web.places import Place, places_of

bp = Blueprint("login", __name__)

Answer = str | Response | tuple[str, int]


class AddressForm(Form):
    """One address, to send a link to."""

    email = MailField(_("E-mailadres"), [Required(), Mail()])
    submit_id = SubmitIdField()


@bp.get("/inloggen")
def ask() -> Answer:
    """Ask for the address; in the demonstration also show who can sign in with one click."""
    if current_user.is_authenticated:
        return redirect(url_for("home.mine"))
    return _ask_page(AddressForm())


@bp.post("/inloggen")
def send() -> Answer:
    """Mail a link, and answer the same whether the address is known or not."""
    form = AddressForm()
    if not form.validate():
        return _ask_page(form), 422
    allowed = login.ask_link(form.email.data, request.remote_addr or "", form.submit_id.data)
    if allowed is False:  # None is a repeat of what was done before
        abort(429)
    onward.remember(request.args.get("next"))
    return redirect(url_for(".sent"), 303)


@bp.get("/inloggen/verstuurd")
def sent() -> Answer:
    """Say where to look now."""
    return render_template("login/sent.html", mailbox=_mailbox())


@bp.get("/inloggen/<token>")
def landing(token: str) -> Answer:
    """Show one button; opening the page does nothing, because mail scanners open pages too."""
    links.resolve(token, LinkPurpose.SIGN_IN)
    return render_template("login/landing.html", form=Form(), noindex=True)


@bp.post("/inloggen/<token>")
def enter(token: str) -> Answer:
    """Use the link up and start the session."""
    wanted = onward.wanted()
    login.enter(token, sessions.begin)
    return onward.go(wanted)


@bp.post("/inloggen/als/<int:person_id>")
def enter_as(person_id: int) -> Answer:
    """Sign in as somebody of the demonstration; exists nowhere else."""
    login.enter_as(person_id, sessions.begin_passed)
    return onward.go(own_path(request.args.get("next")))


@bp.post("/uitloggen")
def sign_out() -> Answer:
    """End this session."""
    login.leave(lambda: sessions.end(current_user.session_id))
    return redirect(url_for(".signed_out"), 303)


@bp.get("/uitgelogd")
def signed_out() -> Answer:
    """Say that it is done."""
    return render_template("login/signed_out.html", provider=provider.name())


@bp.get("/link")
def new_link() -> Answer:
    """Ask to which address a new link must go."""
    return render_template("login/new_link.html", form=AddressForm())


@bp.post("/link")
def send_new_link() -> Answer:
    """Mail new links for what this address had links to; the answer is always the same."""
    form = AddressForm()
    if not form.validate():
        return render_template("login/new_link.html", form=form), 422
    allowed = new_links.send(form.email.data, request.remote_addr or "", form.submit_id.data)
    if allowed is False:  # None is a repeat of what was done before
        abort(429)
    return redirect(url_for(".sent"), 303)


def _ask_page(form: AddressForm) -> str:
    is_demonstration = login.is_demonstration()
    return render_template(
        "login/ask.html",
        form=form,
        wanted=own_path(request.args.get("next")) or None,
        people=_who_can_enter() if is_demonstration else [],
        turns=demo_roles.who_to_be() if is_demonstration else [],
        mailbox=_mailbox(),
        provider=provider.name(),
        waits=_who_waits(),
        said=request.args.get("account", ""),
    )


def _who_waits() -> Identity | None:
    """Return the account of a provider that came in this browser and that nobody here has yet."""
    found = waiting.who_waits()
    return found[0] if found else None


def _who_can_enter() -> list[tuple[PersonRow, list[Place]]]:
    """Return everybody of the demonstration with what they are and where."""
    found: dict[int, tuple[PersonRow, list[MembershipRow]]] = {}
    for person, membership in people.everybody():
        found.setdefault(person.id, (person, []))[1].append(membership)
    return [(person, places_of(memberships)) for person, memberships in found.values()]


def _mailbox() -> str:
    """Return the address of the local mailbox of the demonstration, or nothing."""
    return str(current_app.config["SETTINGS"].mailbox_url) if current_app.config["DEMO"] else ""

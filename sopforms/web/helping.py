"""Helping one person of the partnership to sign in: their mails, their phone, changes of their rights."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import helping as deeds
from sopforms.actions import second_factor
from sopforms.core.codes import Act, Role
from sopforms.core.errors import NotFound
from sopforms.store import clock, logbook, people, second_factors
from sopforms.store.logbook import EventRow
from sopforms.store.people import PersonRow
from sopforms.web import mail_words
from sopforms.web.forms import Form, SubmitIdField

bp = Blueprint(
    "helping",
    __name__,
    url_prefix="/samenwerkingsverband/<int:partnership_id>/mensen/persoon/<int:person_id>/inloggen",
)

ACTS = {
    Act.GIVE_ROLE: _("Rol gegeven"),
    Act.TAKE_ROLE: _("Rol weggehaald"),
    Act.GIVE_MANDATE: _("Mandaat gegeven"),
    Act.END_MANDATE: _("Mandaat beëindigd"),
    Act.CHANGE_ADDRESS: _("Mailadres gewijzigd"),
    Act.CONFIRM_SEAT: _("Plek in het bestuur bevestigd"),
    Act.RESET_SECOND_FACTOR: _("Telefoon weggehaald bij het inloggen"),
}


class ActForm(Form):
    """A button."""

    submit_id = SubmitIdField()


@bp.get("")
def person(partnership_id: int, person_id: int) -> str:
    """Show how mails to somebody fared, whether a phone is set, and what changed in their rights."""
    row = _person(partnership_id, person_id)
    return render_template(
        "helping/person.html",
        partnership=g.partnership,
        person=row,
        mails=deeds.mails_to(row.email, partnership_id)[:6],
        factor=second_factors.find(person_id),
        codes_left=second_factors.recovery_codes_left(person_id),
        own=g.actor.person_id == person_id,
        lines=[_line(line) for line in logbook.of_rights(partnership_id, person_id)],
        form=ActForm(),
        kind_of=mail_words.kind,
        states=mail_words.STATES,
    )


@bp.post("/mail")
def resend_to_person(partnership_id: int, person_id: int) -> Response:
    """Send a new link to sign in with; it goes to the person."""
    row, form = _person(partnership_id, person_id), ActForm()
    form.validate()
    deeds.send_again(row.email, partnership_id, g.actor.person_id, form.submit_id.data)
    flash(gettext("Er gaat een nieuwe mail naar %(email)s.", email=row.email))
    return redirect(url_for(".person", partnership_id=partnership_id, person_id=person_id), 303)


@bp.post("/telefoon-weg")
def reset_second_factor(partnership_id: int, person_id: int) -> Response:
    """Take the phone of somebody away who lost it; the logbook has it and the person gets a mail."""
    row = _person(partnership_id, person_id)
    everywhere = Role.ADMINISTRATOR in g.actor.roles
    second_factor.reset(partnership_id, person_id, g.actor, clock.today(), everywhere=everywhere)
    flash(gettext("%(name)s stelt bij het inloggen een nieuwe telefoon in.", name=row.name))
    return redirect(url_for(".person", partnership_id=partnership_id, person_id=person_id), 303)


def _person(partnership_id: int, person_id: int) -> PersonRow:
    for somebody, _row in people.of_partnership(partnership_id):
        if somebody.id == person_id:
            return somebody
    raise NotFound


def _line(line: EventRow) -> tuple[object, str, str]:
    """Return day, what was done and by whom."""
    by = people.get(line.person_id).name if line.person_id else gettext("de beheerder")
    return line.day, str(ACTS[line.act]) if line.act else "", by

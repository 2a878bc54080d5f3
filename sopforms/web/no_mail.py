"""For who helps somebody that got no mail: per address, how the mails fared and what helps."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import council
from sopforms.actions import helping as deeds
from sopforms.actions.helping import Correspondent, Group
from sopforms.core.codes import Deed, Role
from sopforms.core.errors import NotFound
from sopforms.store import advices, clock, dossiers
from sopforms.store.dossiers import DossierRow
from sopforms.web import mail_words
from sopforms.web.forms import Form, SubmitIdField
from sopforms.web.policy import may_open

bp = Blueprint("no_mail", __name__, url_prefix="/vestiging/<int:location_id>/geen-mail")


class ActForm(Form):
    """A button."""

    submit_id = SubmitIdField()


@bp.get("")
def overview(location_id: int) -> str:
    """List whom the school writes to, with how the newest mail to each fared."""
    found = _seen()
    newest = deeds.newest_mails(found, g.location.partnership_id)
    lines = [(one, newest.get(one.key)) for one in found]
    return render_template(
        "no_mail/overview.html", lines=lines, groups=Group, at_school=_at_school(), **_words()
    )


@bp.get("/<key>")
def address(location_id: int, key: str) -> str:
    """Show the newest mails to one address, and what to do."""
    one = _correspondent(key)
    return render_template(
        "no_mail/address.html",
        one=one,
        mails=deeds.mails_to(one.email, g.location.partnership_id),
        correct=_way_to_correct(one),
        at_school=_at_school(),
        form=ActForm(),
        **_words(),
    )


@bp.post("/<key>/opnieuw")
def resend(location_id: int, key: str) -> Response:
    """Send once more: what is stuck, else a new link. It goes to the address itself."""
    one, form = _correspondent(key), ActForm()
    form.validate()
    deeds.send_again(one.email, g.location.partnership_id, g.actor.person_id, form.submit_id.data)
    flash(_("Er gaat een nieuwe mail naar %(email)s.", email=one.email))
    return redirect(url_for(".address", location_id=location_id, key=key), 303)


def _at_school() -> bool:
    return not {Role.COORDINATOR, Role.HEAD}.isdisjoint(g.actor.roles)


def _seen() -> list[Correspondent]:
    """Return whom this person may help: who was asked to answer a survey, only the school itself knows."""
    found = deeds.correspondents(g.location)
    return found if _at_school() else [one for one in found if one.group is not Group.STAFF]


def _correspondent(key: str) -> Correspondent:
    for one in _seen():
        if one.key == key:
            return one
    raise NotFound


def _way_to_correct(one: Correspondent) -> str:
    """Return the page where this person may put the address right, or an empty text: somebody else may."""
    newest = dossiers.of_location(g.location.id)[:1]
    if one.group is Group.ACCOUNT and may_open("people.edit", g.actor.roles):
        return url_for("people.edit", partnership_id=g.location.partnership_id, person_id=one.person_id)
    if one.group is Group.STAFF and newest and may_open("survey.response", g.actor.roles):
        return url_for("survey.response", dossier_id=newest[0].id)
    if one.group is Group.COUNCIL and may_open("councils.edit", g.actor.roles):
        if not one.is_chair and advices.is_asked(one.council_id or 0, clock.today()):
            return ""  # the school replaces the secretary, so that the old link ends
        where = "chair_email" if one.is_chair else "secretary_email"
        here = {"partnership_id": g.location.partnership_id, "council_id": one.council_id, "_anchor": where}
        return url_for("councils.edit", **here)
    if one.group is Group.COUNCIL and not one.is_chair and newest and _may_replace_secretary(newest[0]):
        return url_for("council.secretary", dossier_id=newest[0].id)
    return ""


def _may_replace_secretary(row: DossierRow) -> bool:
    """Whether this person may name a new secretary: once the council was asked, by who is of the school."""
    asked = council.parties_of(row.id) is not None and may_open("council.secretary", g.actor.roles)
    return asked and council.may(Deed.REPLACE_SECRETARY, row, g.actor, clock.today())


def _words() -> dict[str, object]:
    return {"kind_of": mail_words.kind, "states": mail_words.STATES}

"""Mandates: a board records that a head may decide for it; nobody else does."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import people as deeds
from sopforms.actions import seats
from sopforms.core import roles
from sopforms.core.codes import Role
from sopforms.core.errors import Invalid
from sopforms.store import clock, people
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    PickField,
    Required,
    SubmitIdField,
    TextField,
    choices,
)

bp = Blueprint("mandates", __name__, url_prefix="/bestuur/<int:board_id>/mandaten")


class MandateForm(Form):
    """Which head, until when, and where it stands."""

    membership_id = PickField(_("Directeur"), [Required(_("Kies een directeur."))])
    source = TextField(
        _("Waar staat het mandaat?"),
        [
            Required(_("Vul in waar het mandaat staat, bijvoorbeeld in het managementstatuut.")),
            AtMost(200),
        ],
        description=_("Bijvoorbeeld: managementstatuut, artikel 4."),
    )
    until = DayField(
        _("Tot en met"),
        [Required(_("Vul in tot en met welke dag het mandaat geldt."))],
        description=_("Bijvoorbeeld 31-7-2027."),
    )
    submit_id = SubmitIdField()


class EndForm(Form):
    """The button that ends one mandate."""

    submit_id = SubmitIdField()


@bp.get("")
def overview(board_id: int) -> str:
    """List the heads of the board's schools with their mandates, and a form to record one."""
    return _page(_form())


@bp.post("")
def save(board_id: int) -> str | Response | tuple[str, int]:
    """Record a mandate, or, by the button beside a head, its end."""
    if (ends := request.form.get("einde", "")).isdecimal():
        deeds.record_mandate(board_id, int(ends), "", None, clock.today(), actor=g.actor)
        flash(gettext("Het mandaat is beëindigd."))
        return redirect(url_for(".overview", board_id=board_id), 303)
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        deeds.record_mandate(
            board_id,
            int(form.membership_id.data),
            form.source.data or "",
            form.until.data,
            clock.today(),
            actor=g.actor,
        )
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    flash(gettext("Het mandaat is vastgelegd."))
    return redirect(url_for(".overview", board_id=board_id), 303)


@bp.post("/plek/<int:membership_id>")
def seat(board_id: int, membership_id: int) -> Response:
    """Confirm a seat on the board that waits, or take it away."""
    if "weg" in request.form:
        seats.take_away(board_id, membership_id, clock.today(), actor=g.actor)
        flash(gettext("De plek is weggehaald."))
    else:
        seats.confirm(board_id, membership_id, clock.today(), actor=g.actor)
        flash(gettext("Bevestigd. Deze persoon kan nu besluiten."))
    return redirect(url_for(".overview", board_id=board_id), 303)


def _form() -> MandateForm:
    form = MandateForm()
    heads = people.at_schools_of(g.board.id, Role.HEAD)
    form.membership_id.choices = choices(
        {"": gettext("Kies een directeur")}
        | {str(row.id): f"{person.name}, {name}" for person, row, name in heads}
    )
    return form


def _page(form: MandateForm) -> str:
    return render_template(
        "mandates/overview.html",
        board=g.board,
        heads=people.at_schools_of(g.board.id, Role.HEAD),
        seats=people.on_board(g.board.id),
        waits=roles.seat_waits,
        own=g.actor.person_id,
        form=form,
        end=EndForm(),
        may_record=Role.BOARD in g.actor.roles,
        today=clock.today(),
    )

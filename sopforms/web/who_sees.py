"""What others can and cannot see of what somebody answers, with the numbers of their own school."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask_babel import gettext as _

from sopforms.actions import addresses, answering
from sopforms.store import surveys
from sopforms.store.clock import today

bp = Blueprint("who_sees", __name__)


@bp.get("/vragenlijst/wie-ziet-wat")
def show() -> str:
    """Say it before somebody begins; who comes with a printed code starts here."""
    where = answering.load(g.link.object_id, today())
    contact = addresses.contact_at(where.location_id)
    return render_template(
        "answer/before.html",
        where=where,
        asker=contact,
        invited=surveys.get(where.survey_id).invited,
        contact=(f"mailto:{contact.email}", _("Vraag? Mail %(name)s", name=contact.name)),
        noindex=True,
        signed_in_as="",
    )

"""What the adopted text asks of the team: for the school, and for who fills in next year's survey."""

from __future__ import annotations

from flask import Blueprint, g, render_template, url_for
from werkzeug.wrappers import Response

from sopforms.actions import answering
from sopforms.actions import staff_card as cards
from sopforms.store import cycles, dossiers
from sopforms.store.clock import today

bp = Blueprint("staff_card", __name__)

Page = str | Response | tuple[str, int]


@bp.get("/dossier/<int:dossier_id>/teamkaart")
def show(dossier_id: int) -> Page:
    """Show what the text asks of everybody, per need, beside what the team answered."""
    return render_template(
        "staff_card/show.html",
        card=cards.of_dossier(g.dossier),
        year=cycles.get(g.dossier.cycle_id).school_year,
    )


@bp.get("/vragenlijst/wat-wij-beloven")
def for_respondent() -> Page:
    """Show a colleague what the text that is in force promises, before answering how it goes."""
    where = answering.load(g.link.object_id, today())
    return render_template(
        "staff_card/respondent.html",
        card=cards.before(dossiers.get(where.dossier_id)),
        back=url_for("answer.home"),
        noindex=True,
        signed_in_as="",
    )

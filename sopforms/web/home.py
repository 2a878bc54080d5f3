"""Where people begin: the front page, one's own places, and the schools of a board."""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.actions import board_view, remembering
from sopforms.core import euros
from sopforms.core.codes import Role
from sopforms.core.year_paper import YearPaper
from sopforms.store import clock, cycles, locations, partnerships, people
from sopforms.web import overview
from sopforms.web.places import places_of
from sopforms.web.points import STATUS_WORDS

bp = Blueprint("home", __name__)

VERDICTS = {
    "toereikend": (_("Toereikend"), "ok"),
    "deels": (_("Deels toereikend"), "warn"),
    "niet": (_("Niet toereikend"), "bad"),
}
PAPERS = {YearPaper.PLAN: _("Jaarplan"), YearPaper.REPORT: _("Jaarverslag")}
_SILENT = (Role.STAFF, Role.MEMBER, Role.SECRETARY, Role.READER)


@bp.get("/")
def index() -> str | Response:
    """Show who arrives what this is; who is signed in goes on to their own place."""
    if current_user.is_authenticated:
        return redirect(url_for(".mine"))
    search = "public.search" if "public.search" in current_app.view_functions else ""
    return render_template("home/index.html", search=url_for(search) if search else "")


@bp.get("/begin")
def mine() -> str | Response:
    """Go to the one place of this person, or let them choose."""
    rows = [row for row in people.memberships_of(current_user.person_id) if row.role not in _SILENT]
    places = places_of(rows)
    if len({place.url for place in places}) == 1:
        return redirect(places[0].url)
    return render_template("home/mine.html", places=places)


@bp.get("/bestuur/<int:board_id>")
@remembering.looking()
def board(board_id: int) -> str:
    """List the schools of a board, what waits for it first."""
    today = clock.today()
    schools = locations.of_board(board_id)
    # Held: each school asks for its own, and finds them at hand.
    _held = [cycles.with_partnership(one) for one in {school.partnership_id for school in schools}]
    rows = overview.of_schools(schools, g.actor, today, with_next=True)
    return render_template(
        "home/board.html",
        board=g.board,
        rows=rows,
        today=today,
        sides=board_view.side_by_side(board_id, today),
        verdicts=VERDICTS,
        papers=PAPERS,
    )


@bp.get("/bestuur/<int:board_id>/scholing")
@remembering.looking()
def training(board_id: int) -> str:
    """Show what the schools of a board do about professional development, all of them together."""
    _held = [cycles.with_partnership(one) for one in partnerships.of_board(board_id)]
    found = board_view.training(board_id, clock.today())
    return render_template(
        "home/training.html", board=g.board, found=found, statuses=STATUS_WORDS, euros=euros.written
    )

"""Where people begin: the front page, one's own places, and the schools of a board."""

from __future__ import annotations

from flask import Blueprint, current_app, g, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.core.codes import Role
from sopforms.store import clock, locations, people
from sopforms.web import overview
from sopforms.web.places import places_of

bp = Blueprint("home", __name__)

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
def board(board_id: int) -> str:
    """List the schools of a board, what waits for it first."""
    today = clock.today()
    schools = locations.of_board(board_id)
    rows = overview.of_schools(schools, g.actor, today, with_next=True)
    return render_template("home/board.html", board=g.board, rows=rows, today=today)

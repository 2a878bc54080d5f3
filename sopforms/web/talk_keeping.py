"""Beside the team conversation: what is being typed is kept, and last year's points are asked back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import consolidation
from sopforms.actions import points as point_deeds
from sopforms.actions import talk as deeds
from sopforms.store import clock, talks
from sopforms.web.forms import AtMost, Form, LongTextField, OneChoiceField, Optional, SubmitIdField, choices
from sopforms.web.points import STATUS_WORDS
from sopforms.web.refreshing import refreshed
from sopforms.web.talk_board import board, listed
from sopforms.web.talk_forms import FinishForm, read_outcome, topic_form
from sopforms.web.topics import frame

bp = Blueprint("talk_keeping", __name__, url_prefix="/dossier/<int:dossier_id>/teamgesprek/<int:draft_id>")

SECONDS, TIMES = 10, 360
"""The second screen looks again every ten seconds, an hour long; after that somebody opens it anew."""

Page = str | AnyResponse | tuple[str, int]


class BackForm(Form):
    """How far the points of last year are; the choices stand in the page itself, one set for each point."""

    submit_id = SubmitIdField()


class OneBackForm(Form):
    """How far one point is, as the team sees it."""

    status = OneChoiceField(_l("Hoe ver is het?"), [Optional()], choices=choices(STATUS_WORDS))
    note = LongTextField(_l("Wat zegt het team?"), [Optional(), AtMost(500)])


@bp.post("/onderwerp/<indicator>/bewaren")
def topic(dossier_id: int, draft_id: int, indicator: str) -> Response:
    """Keep what stands on the page of a topic: as its outcome when it is one, else as it was typed."""
    talks.get_draft(dossier_id, draft_id)
    state = next((one for one in consolidation.states(g.dossier) if one.topic.indicator == indicator), None)
    if state is None:
        abort(404)
    form = topic_form(state, None)
    form.validate()
    outcome, names = read_outcome(form, state)
    if outcome is not None and not names and not form.errors:
        deeds.keep_outcome(dossier_id, draft_id, indicator, outcome)
    else:
        typed = {name: (form[name].data or "")[:1000] for name in ("value", "agreement", "dissent")}
        deeds.keep_typed(dossier_id, draft_id, indicator, typed)
    deeds.keep(dossier_id, draft_id, at=indicator)
    return _kept()


@bp.get("/scherm")
def screen(dossier_id: int, draft_id: int) -> AnyResponse:
    """A second screen for the room: the topic at hand and what is agreed on it; it comes again by itself."""
    row = talks.get_draft(dossier_id, draft_id)
    topics, agenda = listed(row)
    at = row.data.get("at") or next(iter(agenda.order), "")
    item = next((one for one in topics if one["state"].topic.indicator == at), topics[0])
    kept = row.data["outcomes"].get(at)
    beside = board(item["state"], agenda)
    page = render_template("talk/screen.html", draft=row, item=item, kept=kept, **beside, **frame())
    return refreshed(page, waits=True, seconds=SECONDS, most=TIMES)


@bp.post("/afronden/bewaren")
def agreements(dossier_id: int, draft_id: int) -> Response:
    """Keep the agreements while somebody writes them down."""
    form = FinishForm()
    deeds.keep(dossier_id, draft_id, agreements=(form.agreements.data or "")[:5000])
    return _kept()


@bp.route("/punten-van-vorig-jaar", methods=["GET", "POST"])
def points(dossier_id: int, draft_id: int) -> Page:
    """Ask back how far last year's points are; the result is asked when the yearly report is due."""
    row = talks.get_draft(dossier_id, draft_id)
    asked = _asked()
    if request.method == "POST":
        fine = [form.validate() for _point, form in asked]
        if all(fine):
            _note(asked)
            flash(_("Bewaard."))
            return redirect(url_for("talk.draft", dossier_id=dossier_id, draft_id=draft_id))
    errors = [pair for _point, form in asked for pair in form.error_pairs()]
    page = render_template(
        "talk/points.html", form=BackForm(), asked=asked, errors=errors, draft=row, statuses=STATUS_WORDS,
        **frame(),
    )  # fmt: skip
    return page if request.method != "POST" else (page, 422)


@bp.post("/punten-van-vorig-jaar/bewaren")
def keep_points(dossier_id: int, draft_id: int) -> Response:
    """Keep what the team says of last year's points while it is said."""
    talks.get_draft(dossier_id, draft_id)
    _note([(point, form) for point, form in _asked() if form.validate()])
    return _kept()


def _asked() -> list[tuple[talks.PointRow, OneBackForm]]:
    """Return last year's points, each with a form of its own."""
    return [
        (
            point,
            OneBackForm(prefix=f"punt{point.id}", data={"status": point.status, "note": point.progress}),
        )
        for point in point_deeds.of_last_year(g.dossier)
    ]


def _note(asked: list[tuple[talks.PointRow, Any]]) -> None:
    for point, form in asked:
        point_deeds.note_progress(point.id, form.status.data or "", form.note.data or "", clock.today())


def _kept() -> Response:
    return jsonify(at=f"{clock.now().astimezone(clock.AMSTERDAM):%H:%M}")

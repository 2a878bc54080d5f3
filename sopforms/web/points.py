"""Development points: this year's list, and how far last year's are."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import consolidation
from sopforms.actions import points as deeds
from sopforms.core.errors import NotFound
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.store import talks
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    PickField,
    Reason,
    Required,
    SubmitIdField,
    TextField,
    TickField,
    choices,
)
from sopforms.web.language import chosen
from sopforms.web.topics import frame

bp = Blueprint("points", __name__, url_prefix="/dossier/<int:dossier_id>/ontwikkelpunten")

Page = str | Response | tuple[str, int]
KIND_WORDS = {"aanpak": _l("Aanpak"), "scholing": _l("Scholing"), "middelen": _l("Middelen")}
STATUS_WORDS = {
    "open": _l("Nog niet begonnen"),
    "busy": _l("Mee bezig"),
    "done": _l("Klaar"),
    "stopped": _l("Gestopt"),
}


class PointForm(Form):
    """One development point."""

    goal = TextField(
        _l("Doel"),
        [Required(), AtMost(300)],
        description=_l("Wat is er straks beter? Schrijf een hele zin: hij kan in de schoolgids staan."),
    )
    action = LongTextField(_l("Actie"), [Optional(), AtMost(1000)], description=_l("Wat gaan wij doen?"))
    owner = TextField(
        _l("Wie trekt dit?"),
        [Required(_l("Vul in wie dit trekt: een functie of werkgroep.")), AtMost(80)],
        description=_l("Een functie of werkgroep, geen naam."),
    )
    due = DayField(_l("Klaar op"), [Required()])
    means = TextField(
        _l("Middelen"),
        [Optional(), AtMost(200)],
        description=_l("Uren, geld of iemand van buiten, en waaruit het wordt betaald."),
    )
    kind = OneChoiceField(_l("Soort"), [Required()], choices=choices(KIND_WORDS), default="aanpak")
    indicator = PickField(_l("Hoort bij onderwerp"), [Optional()])
    in_guide = TickField(_l("In de schoolgids noemen (hoogstens drie punten)"))
    submit_id = SubmitIdField()


class ResultForm(Form):
    """How far a point of last year is."""

    status = OneChoiceField(_l("Hoe ver is het?"), [Required()], choices=choices(STATUS_WORDS))
    result = LongTextField(
        _l("Wat leverde het op?"),
        [Optional(), AtMost(1000)],
        description=_l("Nodig als het punt klaar is of is gestopt."),
    )
    submit_id = SubmitIdField()


class CarryForm(Form):
    """Why a point goes on."""

    reason = LongTextField(_l("Waarom gaat dit punt door?"), [Reason(), AtMost(500)])
    submit_id = SubmitIdField()


@bp.get("")
def edit(dossier_id: int) -> Page:
    """List the points of this year and those of last year."""
    own = talks.points_of(dossier_id)
    carried = {point.carried_from for point in own}
    flagged = [
        state
        for state in consolidation.states(g.dossier)
        if state.flagged and state.topic.indicator not in {point.indicator for point in own}
    ]
    return render_template(
        "points/list.html",
        points=own,
        last_year=deeds.of_last_year(g.dossier),
        carried=carried,
        flagged=flagged,
        may_edit=g.dossier.step in deeds.EDITABLE,
        kinds=KIND_WORDS,
        statuses=STATUS_WORDS,
        labels=_labels(),
        in_guide=sum(point.in_guide for point in own),
        **frame(),
    )


@bp.route("/nieuw", methods=["GET", "POST"])
def new(dossier_id: int) -> Page:
    """Add a point, perhaps from a topic that was flagged."""
    return _edit(None, {"indicator": request.args.get("onderwerp", ""), "in_guide": True})


@bp.route("/<int:point_id>", methods=["GET", "POST"])
def change(dossier_id: int, point_id: int) -> Page:
    """Change a point of this year."""
    row = talks.get_point(dossier_id, point_id)
    names = ("goal", "action", "owner", "due", "means", "kind", "indicator", "in_guide")
    return _edit(point_id, {name: getattr(row, name) for name in names})


@bp.post("/<int:point_id>/weg")
def drop(dossier_id: int, point_id: int) -> Page:
    """Take a point away."""
    deeds.drop_point(dossier_id, point_id)
    flash(_("Het punt is weggehaald."))
    return redirect(url_for(".edit", dossier_id=dossier_id))


@bp.route("/<int:point_id>/resultaat", methods=["GET", "POST"])
def result(dossier_id: int, point_id: int) -> Page:
    """Note how far a point of last year is."""
    row = _last_year(point_id)
    form = ResultForm(data={"status": row.status, "result": row.result})
    if request.method == "POST" and form.validate():
        if form.status.data in ("done", "stopped") and not form.result.data:
            form.result.errors = [_("Schrijf in een of twee zinnen op wat het opleverde.")]
        else:
            deeds.note_result(dossier_id, point_id, form.status.data, form.result.data or "")
            return redirect(url_for(".edit", dossier_id=dossier_id))
    page = render_template("points/result.html", form=form, point=row, **frame())
    return page if request.method != "POST" else (page, 422)


@bp.route("/<int:point_id>/doorgaan", methods=["GET", "POST"])
def carry(dossier_id: int, point_id: int) -> Page:
    """Take an unfinished point into this year."""
    row = _last_year(point_id)
    form = CarryForm()
    if request.method == "POST" and form.validate():
        deeds.carry_over(dossier_id, point_id, form.reason.data)
        flash(_("Het punt staat nu bij dit jaar, met een datum die een jaar later is. Kijk of die klopt."))
        return redirect(url_for(".edit", dossier_id=dossier_id))
    page = render_template("points/carry.html", form=form, point=row, **frame())
    return page if request.method != "POST" else (page, 422)


def _edit(point_id: int | None, data: dict[str, Any]) -> Page:
    form = PointForm(data=data)
    form.indicator.choices = choices({"": _("Geen onderwerp"), **_labels()})
    if request.method == "POST" and form.validate():
        point = deeds.Point(
            form.goal.data, form.action.data or "", form.owner.data, form.due.data, form.means.data or "",
            form.kind.data, form.in_guide.data, form.indicator.data or "",
        )  # fmt: skip
        deeds.save_point(g.dossier.id, point, point_id)
        return redirect(_conversation() or url_for(".edit", dossier_id=g.dossier.id))
    page = render_template(
        "points/edit.html", form=form, point_id=point_id, conversation=_conversation(), **frame()
    )
    return page if request.method != "POST" else (page, 422)


def _conversation() -> str:
    """Return the page of the conversation in which this point is made; empty when there is none under way."""
    draft_id, indicator = request.args.get("gesprek", type=int), request.args.get("onderwerp")
    if draft_id not in {draft.id for draft in talks.drafts_of(g.dossier.id)}:
        return ""
    at = {"dossier_id": g.dossier.id, "draft_id": draft_id}
    return url_for("talk.topic", **at, indicator=indicator) if indicator else url_for("talk.finish", **at)


def _last_year(point_id: int) -> talks.PointRow:
    for row in deeds.of_last_year(g.dossier):
        if row.id == point_id:
            return row
    raise NotFound


def _labels() -> dict[str, str]:
    """Return indicator → short label, of all topics with a scale."""
    staff = [state.topic for state in consolidation.states(g.dossier)]
    own = consolidation.topics_of(g.dossier)
    return {topic.indicator: in_language(topic.short, chosen()) for topic in (*staff, *own)}

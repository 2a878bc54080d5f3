"""Exchange with other programs: keys for reading, files with a codebook, and values of earlier years."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from sopforms.actions import api_tokens as keys
from sopforms.actions import coverage, coverage_book, earlier_values
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.sheet import Sheet
from sopforms.output import to_csv
from sopforms.store import api_tokens, cycles
from sopforms.store import earlier_values as brought_before
from sopforms.store.clock import today
from sopforms.web.forms import AtMost, Form, Required, SubmitIdField, TextField, Upload

bp = Blueprint("exchange", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/uitwisseling")

Page = str | Response | tuple[str, int]
FILES = {
    "scholen": _("Scholen en besturen"),
    "waarden": _("Alle gedeelde waarden, per schooljaar"),
    "codeboek": _("Codeboek: wat elke kolom en elke waarde betekent"),
}


class KeyForm(Form):
    """For which program a key is."""

    name = TextField(
        _("Voor welk programma is de sleutel?"),
        [Required(), AtMost(80)],
        description=_("Zoals: website van het samenwerkingsverband."),
    )
    submit_id = SubmitIdField()


class BringForm(Form):
    """Values of earlier years."""

    file = FileField(
        _("CSV-bestand met waarden van eerdere jaren"),
        [Required(), Upload(("csv", "txt"), 10, _("Kies een CSV-bestand."))],
        description=_("Kolommen: SCHOOLJAAR, VESTIGINGSCODE, INDICATOR, WAARDE. Het codeboek noemt ze."),
    )
    submit_id = SubmitIdField()


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


@bp.get("")
def overview(partnership_id: int) -> Page:
    """Show the keys, the files, and what was brought in."""
    return _page()


@bp.post("/sleutel")
def make_key(partnership_id: int) -> Page:
    """Make a key and show it, this once."""
    form = KeyForm(prefix="sleutel")
    if not form.validate():
        return _page(key=form), 422
    try:
        made = keys.make(partnership_id, form.name.data or "", actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(key=form), 422
    if made is None:  # the same form again: a key is shown once
        return redirect(url_for(".overview", partnership_id=partnership_id), 303)
    return render_template("exchange/key.html", partnership=g.partnership, key=made, name=form.name.data)


@bp.post("/sleutel/<int:token_id>/intrekken")
def revoke_key(partnership_id: int, token_id: int) -> Page:
    """End a key."""
    keys.revoke(partnership_id, token_id, today())
    flash(gettext("De sleutel is ingetrokken. Het programma kan niets meer lezen."))
    return redirect(url_for(".overview", partnership_id=partnership_id, _anchor="sleutels"), 303)


@bp.post("/waarden")
def bring(partnership_id: int) -> Page:
    """Take values of earlier years over, and tell row by row what was not taken."""
    form = BringForm(prefix="waarden")
    if not form.validate():
        return _page(bringing=form), 422
    try:
        landed = earlier_values.bring(partnership_id, form.file.data.read(), actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(bringing=form), 422
    if landed is None:
        return redirect(url_for(".overview", partnership_id=partnership_id), 303)
    return render_template("exchange/brought.html", partnership=g.partnership, landed=landed)


@bp.get("/<any(scholen, waarden, codeboek):name>.csv")
def file(partnership_id: int, name: str) -> Response:
    """Hand out one list as CSV."""
    rounds = cycles.of_partnership(partnership_id)
    if not rounds:
        raise NotFound
    region = coverage.of_rounds(partnership_id, rounds)
    answer = Response(to_csv.written(_sheet(name, region)), content_type=to_csv.MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{rounds[0].school_year}.csv"'
    return answer


def _sheet(name: str, region: coverage.Region) -> Sheet:
    if name == "scholen":
        return coverage_book.schools(region)
    return coverage_book.values(region) if name == "waarden" else coverage_book.codebook(region)


def _page(key: KeyForm | None = None, bringing: BringForm | None = None) -> str:
    years: dict[str, int] = {}
    for row in brought_before.of_partnership(g.partnership.id):
        years[row.school_year] = years.get(row.school_year, 0) + 1
    return render_template(
        "exchange/overview.html",
        partnership=g.partnership,
        keys=api_tokens.of_partnership(g.partnership.id),
        key=key or KeyForm(formdata=None, prefix="sleutel"),
        bringing=bringing or BringForm(formdata=None, prefix="waarden"),
        act=ActForm(formdata=None),
        files=FILES,
        years=years,
        has_round=bool(cycles.of_partnership(g.partnership.id)),
    )

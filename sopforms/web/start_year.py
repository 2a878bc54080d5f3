"""A school's first year: its last text, cut over the chapters, and last year's points typed over."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from sopforms.actions import composing
from sopforms.actions import start_year as deeds
from sopforms.core import former_text
from sopforms.core.errors import Conflict, Invalid
from sopforms.store import clock, cycles, previous_texts, talks
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    LongTextField,
    Optional,
    Required,
    SubmitIdField,
    TextField,
    Upload,
    VersionField,
)

bp = Blueprint("start_year", __name__, url_prefix="/dossier/<int:dossier_id>/vorige-tekst")

Page = str | Response | tuple[str, int]


class BringForm(Form):
    """The former text, pasted or as a file."""

    file = FileField(
        _("Word-bestand of platte tekst"),
        [
            Optional(),
            Upload(("docx", "txt", "md"), 10, _("Kies een Word-bestand (.docx) of platte tekst (.txt).")),
        ],
        description=_("Het laatste SOP of schoolondersteuningsprofiel, tot 10 MB. Alleen de tekst komt mee."),
    )
    text = LongTextField(_("Of plak de tekst hier"), [Optional(), AtMost(former_text.LONGEST * 3)])
    submit_id = SubmitIdField()


class SplitForm(Form):
    """The text as it was cut, one field for each chapter; `rest` is what fits none."""

    version = VersionField()
    submit_id = SubmitIdField()


for _key in former_text.CHAPTERS:
    setattr(SplitForm, _key, LongTextField(_key, [AtMost(former_text.LONGEST)]))
SplitForm.rest = LongTextField(_("Past bij geen hoofdstuk"), [AtMost(former_text.LONGEST * 3)])  # type: ignore[attr-defined]


class PointForm(Form):
    """A point of last year."""

    goal = TextField(_("Doel"), [Required(), AtMost(300)])
    owner = TextField(_("Wie trekt dit?"), [Optional(), AtMost(80)], description=_("Een functie, geen naam."))
    due = DayField(_("Klaar op"), [Optional()])
    submit_id = SubmitIdField()


@bp.get("")
def show(dossier_id: int) -> str:
    """Show what was brought, or ask for it; and the points of last year."""
    return _page(BringForm(), PointForm())


@bp.post("")
def bring(dossier_id: int) -> Page:
    """Cut the text over the chapters and show the cut to correct; nothing is kept yet."""
    form = BringForm()
    if not form.validate():
        return _page(form, PointForm()), 422
    file = form.file.data
    try:
        found = deeds.cut(form.text.data or "", (file.filename, file.read()) if file else None)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form, PointForm()), 422
    version = deeds.version_of(previous_texts.of_dossier(dossier_id))
    return _split(SplitForm(formdata=None, data={**found.texts, "version": version}), found)


@bp.get("/verdeling")
def split(dossier_id: int) -> str:
    """Show the former text as it was kept, chapter by chapter, to correct."""
    kept = previous_texts.of_dossier(dossier_id)
    return _split(SplitForm(formdata=None, data={**kept, "version": deeds.version_of(kept)}))


@bp.post("/verdeling")
def keep(dossier_id: int) -> Page:
    """Keep the text by chapter, or cut again what was put below another heading."""
    form = SplitForm()
    texts = {key: form[key].data or "" for key in (*former_text.CHAPTERS, former_text.REST)}
    if not form.validate():
        return _split(form), 422
    try:
        deeds.keep(dossier_id, texts, g.actor, clock.today(), version=form.version.data)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _split(form), 422
    except Conflict:
        theirs = previous_texts.of_dossier(dossier_id)
        form.beside({key: theirs.get(key, "") for key in texts}, deeds.version_of(theirs))
        return _split(form), 409
    flash(gettext("De vorige tekst is bewaard. Hij staat straks naast elk hoofdstuk van het concept."))
    return redirect(url_for(".show", dossier_id=dossier_id), 303)


@bp.post("/punten")
def add_point(dossier_id: int) -> Page:
    """Add a point of last year."""
    form = PointForm()
    if not form.validate():
        return _page(BringForm(formdata=None), form), 422
    try:
        deeds.add_point(dossier_id, form.goal.data, form.owner.data or "", form.due.data)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(BringForm(formdata=None), form), 422
    flash(gettext("Het punt is toegevoegd. Het komt terug in het teamgesprek."))
    return redirect(url_for(".show", dossier_id=dossier_id, _anchor="punten"), 303)


@bp.post("/punten/<int:point_id>/weg")
def drop_point(dossier_id: int, point_id: int) -> Response:
    """Take a point of last year away."""
    deeds.drop_point(dossier_id, point_id)
    flash(gettext("Het punt is weggehaald."))
    return redirect(url_for(".show", dossier_id=dossier_id, _anchor="punten"), 303)


def _titles() -> dict[str, str]:
    return {one.key: one.title.get("nl", one.key) for one in composing.document_of(g.dossier).chapters}


def _page(form: BringForm, point: PointForm) -> str:
    kept = previous_texts.of_dossier(g.dossier.id)
    return render_template(
        "start_year/show.html",
        year=cycles.get(g.dossier.cycle_id).school_year,
        form=form,
        point=point,
        kept=kept,
        titles=_titles(),
        points=talks.points_of(g.dossier.id, earlier=True),
        is_first=deeds.is_first(g.dossier),
        errors=form.error_pairs() + point.error_pairs() if request.method == "POST" else [],
    )


def _split(form: SplitForm, fresh: deeds.Cut | None = None) -> str:
    return render_template(
        "start_year/split.html",
        year=cycles.get(g.dossier.cycle_id).school_year,
        form=form,
        titles=_titles(),
        fresh=fresh,
    )

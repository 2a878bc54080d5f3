"""The editor of guide and site, by a link without account: copies parts, says where it stands, looks back.

Opening is a POST, because mail scanners follow links; after it the address holds no token.
"""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import correction, documents, links, sources
from sopforms.actions import guide as guide_deeds
from sopforms.actions import placement as deeds
from sopforms.core import filing
from sopforms.core.actor import Actor
from sopforms.core.blocks import Part, Text
from sopforms.core.codes import LinkPurpose, Role
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.placement import Chore
from sopforms.output import fragment, to_text
from sopforms.store import corrections, cycles, decisions, dossiers, locations, placements, reopenings
from sopforms.store.clock import today
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.web import sessions
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    Optional,
    Required,
    SeveralField,
    SubmitIdField,
    TextField,
    choices,
)
from sopforms.web.guide_care import CHORES, STATES

bp = Blueprint("guide_editor", __name__)

Page = str | AnyResponse | tuple[str, int]
EDITOR = Actor((Role.GUIDE_EDITOR,))


class PlaceForm(Form):
    """Where a part stands, and what stands there."""

    place = TextField(
        _l("Waar staat dit onderdeel?"),
        [Required(_l("Vul in waar de tekst staat.")), AtMost(300)],
        description=_l("Het adres van de pagina, of de bladzijde van de schoolgids."),
    )
    pasted = LongTextField(
        _l("Plak de tekst terug die daar nu staat"),
        [Optional(), AtMost(100_000)],
        description=_l("Wij vergelijken alleen de woorden. Opmaak en witregels tellen niet mee."),
    )
    submit_id = SubmitIdField()


class ChoresForm(Form):
    """What of the old SOP is gone."""

    done = SeveralField(_l("Dit is gedaan"), [Optional()], choices=choices(CHORES))
    submit_id = SubmitIdField()


# Opening


@bp.get("/g/<token>")
def landing(token: str) -> Page:
    """Say which school asks what before when; opening is for the button."""
    row = _dossier_of(links.resolve(token, LinkPurpose.GUIDE).object_id)
    return render_template(
        "guide_editor/landing.html",
        token=token,
        location=locations.get(row.location_id),
        year=cycles.get(row.cycle_id).school_year,
        publish_by=deeds.publish_by(row),
        waits=deeds.waits_until(row, today()),
        noindex=True,
    )


@bp.post("/g/<token>/openen")
def enter(token: str) -> Page:
    """Open the link for this browser and go on without the token in the address."""
    sessions.enter(links.open_link(token, LinkPurpose.GUIDE))
    db.session.commit()
    return redirect(url_for(".home"), 303)


def _dossier_of(dossier_id: int) -> DossierRow:
    return dossiers.get(dossier_id)


def _row() -> DossierRow:
    """Return the dossier of the opened link."""
    return _dossier_of(g.link.object_id)


def _files(row: DossierRow) -> list[documents.File]:
    """Return the files of the text in force."""
    return [documents.find(row.id, name) for name in correction.files_in_force(row)]


def _later(row: DossierRow) -> date | None:
    """Return since when the text takes the place of one of the same year; None where it is the first."""
    sealed, _text = deeds.text_of(row.id)
    decision = decisions.of_text(sealed)
    return decision.decided_on if decision is not None and decision.edition > 1 else None


def _frame(row: DossierRow) -> dict[str, object]:
    newer = deeds.newer_dossier(row)
    return {
        "location": locations.get(row.location_id),
        "year": cycles.get(row.cycle_id).school_year,
        "newer_year": cycles.get(newer.cycle_id).school_year if newer else "",
        "link_until": g.link.expires_at,
        "home_url": url_for("guide_editor.home"),
        "noindex": True,
    }


# Copying and placing


@bp.get("/gids")
def home() -> Page:
    """Show every part with where it stands, the whole text to fetch, and what is left of the old SOP."""
    row = _row()
    return render_template(
        "guide_editor/home.html",
        placed=deeds.of_dossier(row.id),
        states=STATES,
        files=[file for file in _files(row) if file.fixed],
        named={file.name: filing.plain_name(file.name) for file in _files(row)},
        corrected=corrections.of_dossier(row.id),
        publish_by=deeds.publish_by(row),
        waits=deeds.waits_until(row, today()),
        chores_left=len(Chore) - len(placements.chores_of(row.id)),
        made=any(one.guide_section_on is not None for one in reopenings.chain(row)),
        later=_later(row),
        **_frame(row),
    )


@bp.route("/gids/deel/<key>", methods=["GET", "POST"])
def part(key: str) -> Page:
    """Show one part to copy; record where it stands and whether it still says the same."""
    row, form = _row(), PlaceForm()
    placed = next((one for one in deeds.of_dossier(row.id) if one.part.key == key), None)
    if placed is None:
        raise NotFound
    if request.method == "POST" and form.validate():
        try:
            same = deeds.place_text(
                row.id, key, form.place.data, form.pasted.data or "", actor=EDITOR, today=today()
            )
            if said := _told(same):
                flash(said)
            return redirect(url_for(".part", key=key, _anchor="plaatsing"), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    elif request.method != "POST" and placed.row is not None:
        form.place.data = placed.row.place
    page = render_template(
        "guide_editor/part.html",
        form=form,
        placed=placed,
        states=STATES,
        html=fragment.of_part(placed.part),
        plain=to_text.part(placed.part),
        **_frame(row),
    )
    return (page, 422) if request.method == "POST" else page


def _told(same: bool | None) -> str:
    if same is None:
        return _("Vastgelegd waar dit onderdeel staat.")
    if same:
        return _("Vastgelegd. De tekst die daar staat, is gelijk aan de vastgestelde tekst.")
    return ""  # the page says so where it shows the difference


@bp.get("/gids/deel/<key>.docx")
def part_file(key: str) -> Page:
    """Hand out one part as a Word file."""
    row = _row()
    sealed, text = deeds.text_of(row.id)
    found: Part | None = next((one for one in text.parts if one.key == key), None)
    if found is None:
        raise NotFound
    decision = decisions.of_text(sealed)
    alone = Text(found.title, (found,), text.language)
    made = sources.in_word(
        row, alone, sources.head_of(row, "Vastgesteld", day=decision.decided_on if decision else None)
    )
    answer = Response(documents.rendered(made), content_type=documents.DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="ondersteuningsaanbod-{key}.docx"'
    return answer


@bp.get("/gids/bestand/<name>")
def file(name: str) -> Page:
    """Hand out the whole section as one file."""
    row = _row()
    found = documents.find(row.id, name) if filing.plain_name(name) in guide_deeds.SECTION else None
    if found is None or not found.fixed:
        raise NotFound
    year = cycles.get(row.cycle_id).school_year
    answer = Response(found.content, content_type=found.media_type)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="ondersteuningsaanbod-{year}{name.removeprefix("section")}"'
    )
    return answer


@bp.route("/gids/oude-tekst", methods=["GET", "POST"])
def chores() -> Page:
    """Show what is to be done about the SOP of before, and tick what is done."""
    row, form = _row(), ChoresForm()
    if request.method == "POST" and form.validate():
        done = {Chore(value) for value in form.done.data or ()}
        deeds.tidy_old_text(row.id, done, actor=EDITOR, today=today())
        flash(_("Bewaard."))
        return redirect(url_for(".home"), 303)
    if request.method != "POST":
        form.done.data = [one.value for one in placements.chores_of(row.id)]
    page = render_template("guide_editor/chores.html", form=form, **_frame(row))
    return (page, 422) if request.method == "POST" else page

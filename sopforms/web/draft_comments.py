"""Comments on a part of the draft: made by head or consultant, dealt with by the school."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import draft as drafting
from sopforms.actions import draft_comments as deeds
from sopforms.core.errors import Invalid
from sopforms.store.clock import today
from sopforms.web.draft_page import CommentForm, PartForm, part_page

bp = Blueprint("draft_comments", __name__, url_prefix="/dossier/<int:dossier_id>/concept/<key>/opmerkingen")

Page = str | Response | tuple[str, int]


@bp.post("")
def add(dossier_id: int, key: str) -> Page:
    """Put a comment at the part."""
    form = CommentForm()
    form.validate()
    try:
        deeds.comment(dossier_id, key, form.text.data or "", actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        whole = drafting.whole(g.dossier)
        now = whole.get(key)
        editor = PartForm(formdata=None, text=now.markdown, version=now.row.version)
        return part_page(now, editor, whole=whole, comment=form), 422
    flash(_("De opmerking staat erbij. De school ziet haar bij dit onderdeel."))
    return redirect(url_for("draft.part", dossier_id=dossier_id, key=key, _anchor="opmerkingen"))


@bp.post("/afgehandeld")
def resolve(dossier_id: int, key: str) -> Page:
    """Mark a comment as dealt with."""
    number = request.form.get("opmerking", "")
    deeds.resolve(dossier_id, int(number) if number.isdigit() else 0, actor=g.actor, today=today())
    return redirect(url_for("draft.part", dossier_id=dossier_id, key=key, _anchor="opmerkingen"))

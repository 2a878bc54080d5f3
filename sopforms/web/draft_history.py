"""Every text that a part of the draft had: to look back, to compare, and to put one back."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import draft as deeds
from sopforms.actions import draft_history, remembering
from sopforms.core import changes
from sopforms.core.errors import Invalid
from sopforms.output import changes_html
from sopforms.output.markdown import to_markdown
from sopforms.store import drafts, people
from sopforms.store.clock import today
from sopforms.web.draft_page import ActForm, PartForm, frame, may_edit, part_page, typed

bp = Blueprint("draft_history", __name__, url_prefix="/dossier/<int:dossier_id>/concept/<key>/eerder")

Page = str | Response | tuple[str, int]
GENERATED = 0  # in the address: not a saved text, but what the answers make of it


@bp.get("")
@remembering.looking()
def show(dossier_id: int, key: str) -> Page:
    """List the saved texts, newest first, with who saved them."""
    now = deeds.whole(g.dossier).get(key)
    rows = drafts.versions_of(now.row.id)
    names = {row.person_id: people.get(row.person_id).name for row in rows if row.person_id is not None}
    return render_template("draft/history.html", now=now, rows=rows, names=names, **frame())


@bp.get("/<int:version_id>")
@remembering.looking()
def version(dossier_id: int, key: str, version_id: int) -> Page:
    """Show one saved text, and what is other in the text of now."""
    now = deeds.whole(g.dossier).get(key)
    text, row = _text(now, version_id)
    difference = _difference(now, text)
    return render_template(
        "draft/version.html",
        now=now,
        row=row,
        text=text,
        difference=difference,
        act=ActForm(version=now.row.version),
        may_edit=may_edit() and not now.is_live,
        **frame(),
    )


@bp.post("/<int:version_id>/terugzetten")
def restore(dossier_id: int, key: str, version_id: int) -> Page:
    """Put an earlier text back; what stood there stays among the earlier texts."""
    now = deeds.whole(g.dossier).get(key)
    text, _row = _text(now, version_id)
    given = ActForm().version.data
    try:
        deeds.edit_chapter(dossier_id, key, text, version=given, actor=g.actor, today=today())
    except Invalid as wrong:  # it lacks a piece that came later: the editor says which
        form = PartForm(formdata=None, text=text, version=given)
        form.refuse(wrong.problems)
        return part_page(now, form), 422
    flash(_("De tekst van toen staat er weer."))
    return redirect(url_for("draft.part", dossier_id=dossier_id, key=key))


def _text(now: deeds.PartNow, version_id: int) -> tuple[str, drafts.DraftVersionRow | None]:
    if version_id == GENERATED:
        return to_markdown(now.generated.blocks), None
    row = draft_history.get(now.row, version_id)
    return row.text, row


def _difference(now: deeds.PartNow, text: str) -> Markup:
    """Return what became of the text since; empty when it cannot be read any more."""
    try:
        then = typed(now, text)
    except Invalid:
        return Markup()
    return changes_html.changes((changes.compare_part(then, now.part),), anchors=False, titles=False)

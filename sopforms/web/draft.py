"""The draft: overview, a page for each chapter and guide part, and the text as parents will read it."""

from __future__ import annotations

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import composing, draft_history, read_round, remembering
from sopforms.actions import draft as deeds
from sopforms.core import staleness
from sopforms.core.changes import Change, compare_part
from sopforms.core.codes import Step
from sopforms.core.draft import finished
from sopforms.core.errors import Conflict, Invalid
from sopforms.output import to_html
from sopforms.output.markdown import to_markdown
from sopforms.store import clock, drafts, reopenings
from sopforms.store.clock import today
from sopforms.web.draft_page import (
    LONGEST,
    ActForm,
    PartForm,
    beside,
    conflict_page,
    frame,
    may_edit,
    may_write,
    part_page,
    signs_of,
    typed,
)
from sopforms.web.told import told

bp = Blueprint("draft", __name__, url_prefix="/dossier/<int:dossier_id>/concept")

Page = str | Response | tuple[str, int]


@bp.get("")
@remembering.looking()
def overview(dossier_id: int) -> Page:
    """Show how far the draft is, what is missing, and the next thing to do."""
    whole = deeds.whole(g.dossier)
    if not whole.parts:
        return render_template("draft/start.html", act=ActForm(), may_write=may_write(), **frame())
    ready = [one for one in whole.parts if one.row.ready_on]
    change = reopenings.now(g.dossier)
    return render_template(
        "draft/overview.html",
        whole=whole,
        ready=len(ready),
        next=next((one for one in whole.parts if not one.row.ready_on), None),
        gaps=[(one, gap) for one in whole.parts for gap in one.gaps],
        stale=[one for one in whole.parts if one.is_stale],
        remarks=read_round.remarks_of(g.dossier) if may_write() else {},
        comments=_open_comments(),
        act=ActForm(),
        may_write=may_write(),
        may_edit=may_edit(),
        change=change,
        differing=[one for one in whole.parts if _is_other(one)] if change else [],
        at_draft=g.dossier.step is Step.DRAFT,
        **frame(),
    )


@bp.post("/maken")
def make(dossier_id: int) -> Page:
    """Compose every part from the values of now; what people wrote stays."""
    deeds.make_draft(dossier_id, actor=g.actor, today=today())
    flash(_("Het concept is gemaakt uit de schoolwaarden. Eigen teksten zijn gebleven."))
    return redirect(url_for(".overview", dossier_id=dossier_id))


@bp.get("/<key>")
@remembering.looking()
def part(dossier_id: int, key: str) -> Page:
    """Show one part: to write in for the school, to read for others."""
    whole = deeds.whole(g.dossier)
    now = whole.get(key)
    row = drafts.find_typed(now.row.id, g.actor.person_id) if may_edit() else None
    # what was typed before and not saved stands with the version that it was begun from
    text, version = (row.text, row.version) if row else (now.markdown, now.row.version)
    return part_page(now, PartForm(text=text, version=version, drops=bool(now.row.left_out)), whole=whole)


@bp.post("/<key>")
def save(dossier_id: int, key: str) -> Page:
    """Save the text; "klaar" also marks the part as ready and goes on to the next one."""
    now = deeds.whole(g.dossier).get(key)
    form = PartForm()
    valid = form.validate()
    if valid and not (form.text.data or "").strip() and now.generated.blocks:
        # A part that the set leaves empty may stay so.
        form.text.errors = [_("Schrijf een tekst.")]
    if form.errors:
        return part_page(now, form), 422
    done = request.form.get("actie") == "klaar"
    signs = signs_of(form.text.data, now)
    if done and signs and not form.no_names.data:
        form.no_names.errors = [
            _("Staat er een naam van een leerling in? Haal die weg, of kies ‘Er staat geen naam in’.")
        ]
        return part_page(now, form, signs=signs), 422
    try:
        deeds.edit_chapter(
            dossier_id, key, form.text.data, version=form.version.data, no_names=form.no_names.data,
            drops=form.drops.data, merged=form.merged.data, actor=g.actor, today=today(),
        )  # fmt: skip
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return part_page(now, form), 422
    except Conflict:
        now = deeds.whole(g.dossier).get(key)
        if now.markdown != form.text.data:  # otherwise the same text, sent twice
            return conflict_page(now, form), 409
    if not done:
        flash(_("Bewaard."))
        return redirect(url_for(".part", dossier_id=dossier_id, key=key))
    deeds.mark_ready(dossier_id, [key], actor=g.actor, today=today())
    return _on(dossier_id, key)


@bp.post("/<key>/klaar")
def ready(dossier_id: int, key: str) -> Page:
    """Mark a part as ready, or open it again, without changing its text."""
    is_ready = request.form.get("actie") != "open"
    deeds.mark_ready(dossier_id, [key], actor=g.actor, today=today(), ready=is_ready)
    if is_ready:
        return _on(dossier_id, key)
    return redirect(url_for(".part", dossier_id=dossier_id, key=key))


@bp.post("/<key>/overnemen")
def take_over(dossier_id: int, key: str) -> Page:
    """Put last year's text in place of this part."""
    form = ActForm()
    deeds.take_over(dossier_id, key, version=form.version.data, actor=g.actor, today=today())
    flash(_("De tekst van vorig jaar staat er nu. Pas aan wat niet meer klopt."))
    return redirect(url_for(".part", dossier_id=dossier_id, key=key))


@bp.post("/<key>/vernieuwen")
def refresh(dossier_id: int, key: str) -> Page:
    """Decide about a text whose answers changed: keep it, or take the new one."""
    keep = request.form.get("actie") == "houden"
    version = ActForm().version.data
    deeds.refresh_part(dossier_id, key, keep=keep, version=version, actor=g.actor, today=today())
    return redirect(url_for(".part", dossier_id=dossier_id, key=key))


@bp.get("/<key>/samenvoegen")
@remembering.looking()
def merge(dossier_id: int, key: str) -> Page:
    """Show a person's text with the new answers put in, to look at and to save."""
    now = deeds.whole(g.dossier).get(key)
    if not now.is_stale:
        return redirect(url_for(".part", dossier_id=dossier_id, key=key))
    found = staleness.merge(to_markdown(now.generated.blocks), now.markdown, to_markdown(now.fresh.blocks))
    form = PartForm(text=found.text, version=now.row.version, merged=True)
    return render_template("draft/merge.html", now=now, form=form, clashes=found.clashes, **frame())


@bp.post("/<key>/bewaren")
def autosave(dossier_id: int, key: str) -> Page:
    """Keep what is being typed, for who types it; the draft itself changes when they save."""
    now = drafts.find_part(dossier_id, key)
    text, version = request.form.get("text", ""), request.form.get("version", "")
    if now is None or not may_edit() or g.actor.person_id is None or len(text) > LONGEST:
        return jsonify(error="refused"), 409  # type: ignore[return-value]
    begun = int(version) if version.isdigit() and len(version) < 10 else now.version
    draft_history.keep_typing(now.id, g.actor.person_id, text, version=begun, now=clock.now())
    return jsonify(at=f"{clock.now().astimezone(clock.AMSTERDAM):%H:%M}")


@bp.post("/<key>/weggooien")
def forget(dossier_id: int, key: str) -> Page:
    """Throw away what was typed and not saved."""
    now = deeds.whole(g.dossier).get(key)
    if g.actor.person_id is not None:
        draft_history.forget_typing(now.row.id, g.actor.person_id)
    return redirect(url_for(".part", dossier_id=dossier_id, key=key))


@bp.post("/<key>/voorbeeld")
def fragment(dossier_id: int, key: str) -> Page:
    """Return how the typed text reads, or what it changes since last year, as a piece of HTML."""
    now = deeds.whole(g.dossier).get(key)
    text = (request.form.get("text") or "")[:LONGEST]
    try:
        return str(beside(now, typed(now, text)))
    except Invalid as wrong:
        return told(next(iter(wrong.problems.values()))), 422


@bp.get("/voorbeeld")
@remembering.looking()
def preview(dossier_id: int) -> Page:
    """Show the nine guide parts as parents will read them."""
    _chapters, guide = deeds.current_text(dossier_id)
    body = Markup().join(to_html.part(one) for one in guide.parts)
    return render_template("draft/preview.html", guide=guide, body=body, **frame())


@bp.post("/gereed")
def finish(dossier_id: int) -> Page:
    """Tell head and board that the draft is ready."""
    deeds.finish_draft(dossier_id, actor=g.actor, today=today())
    flash(_("Directeur en bestuur krijgen een mail dat het concept klaar is."))
    return redirect(url_for(".overview", dossier_id=dossier_id))


def _is_other(one: deeds.PartNow) -> bool:
    """Whether a part says something else than the text that it is told against."""
    if one.is_live or one.before is None:
        return False
    return compare_part(one.before, finished(one.part)).change is not Change.SAME


def _open_comments() -> dict[str, int]:
    """Return how many comments wait at each part."""
    found = composing.texts_of(g.dossier).comments.items()
    return {key: sum(one.resolved_on is None for one in rows) for key, rows in found}


def _on(dossier_id: int, key: str) -> Response:
    """Go on to the next part that is not ready, else to the overview."""
    parts = deeds.whole(g.dossier).parts
    keys = [one.row.key for one in parts]
    later = [*parts[keys.index(key) + 1 :], *parts[: keys.index(key)]]
    following = next((one for one in later if not one.row.ready_on), None)
    if following is None:
        flash(_("Alle onderdelen zijn klaar."))
        return redirect(url_for(".overview", dossier_id=dossier_id))
    return redirect(url_for(".part", dossier_id=dossier_id, key=following.row.key))

"""The draft: overview, a page for each chapter and guide part, and the text as parents will read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import composing, read_round
from sopforms.actions import draft as deeds
from sopforms.core import changes, drafted, plainness
from sopforms.core.blocks import Part
from sopforms.core.codes import Role, Step
from sopforms.core.draft import without_charts
from sopforms.core.errors import Conflict, Invalid
from sopforms.output import changes_html, to_html
from sopforms.output.markdown import to_blocks
from sopforms.store import cycles
from sopforms.store.clock import today
from sopforms.web import texts
from sopforms.web.forms import AtMost, Form, LongTextField, SubmitIdField, TickField, VersionField
from sopforms.web.told import told

bp = Blueprint("draft", __name__, url_prefix="/dossier/<int:dossier_id>/concept")

Page = str | Response | tuple[str, int]
LONGEST = 60_000
_WRITERS = (Role.COORDINATOR, Role.HEAD)


class PartForm(Form):
    """The text of one part, with the version that the page was made from."""

    text = LongTextField(_l("Tekst van dit onderdeel"), [AtMost(LONGEST)])
    no_names = TickField(_l("Er staat geen naam in"))
    version = VersionField()
    submit_id = SubmitIdField()


class ActForm(Form):
    """A button that does one thing, to the version that was shown."""

    version = VersionField()
    submit_id = SubmitIdField()


@bp.get("")
def overview(dossier_id: int) -> Page:
    """Show how far the draft is, what is missing, and the next thing to do."""
    whole = deeds.whole(g.dossier)
    if not whole.parts:
        return render_template("draft/start.html", act=ActForm(), may_write=_may_write(), **_frame())
    ready = [one for one in whole.parts if one.row.ready_on]
    return render_template(
        "draft/overview.html",
        whole=whole,
        ready=len(ready),
        next=next((one for one in whole.parts if not one.row.ready_on), None),
        gaps=[(one, gap) for one in whole.parts for gap in one.gaps],
        stale=[one for one in whole.parts if one.is_stale],
        remarks=read_round.remarks_of(g.dossier) if _may_write() else {},
        act=ActForm(),
        may_write=_may_write(),
        may_edit=_may_edit(),
        at_draft=g.dossier.step is Step.DRAFT,
        **_frame(),
    )


@bp.post("/maken")
def make(dossier_id: int) -> Page:
    """Compose every part from the values of now; what people wrote stays."""
    deeds.make_draft(dossier_id, actor=g.actor, today=today())
    flash(_("Het concept is gemaakt uit de schoolwaarden. Eigen teksten zijn gebleven."))
    return redirect(url_for(".overview", dossier_id=dossier_id))


@bp.get("/<key>")
def part(dossier_id: int, key: str) -> Page:
    """Show one part: to write in for the school, to read for others."""
    whole = deeds.whole(g.dossier)
    now = whole.get(key)
    return _part_page(now, PartForm(text=now.markdown, version=now.row.version), whole=whole)


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
        return _part_page(now, form), 422
    done = request.form.get("actie") == "klaar"
    signs = _signs(form.text.data, now)
    if done and signs and not form.no_names.data:
        form.no_names.errors = [
            _("Staat er een naam van een leerling in? Haal die weg, of kies ‘Er staat geen naam in’.")
        ]
        return _part_page(now, form, signs=signs), 422
    try:
        deeds.edit_chapter(
            dossier_id, key, form.text.data, version=form.version.data, no_names=form.no_names.data,
            actor=g.actor, today=today(),
        )  # fmt: skip
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _part_page(now, form), 422
    except Conflict:
        now = deeds.whole(g.dossier).get(key)
        if now.markdown != form.text.data:  # otherwise the same text, sent twice
            return _conflict_page(now, form), 409
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


@bp.post("/<key>/voorbeeld")
def fragment(dossier_id: int, key: str) -> Page:
    """Return how the typed text reads, or what it changes since last year, as a piece of HTML."""
    now = deeds.whole(g.dossier).get(key)
    text = (request.form.get("text") or "")[:LONGEST]
    try:
        return str(_beside(now, _typed(now, text)))
    except Invalid as wrong:
        return told(next(iter(wrong.problems.values()))), 422


@bp.get("/voorbeeld")
def preview(dossier_id: int) -> Page:
    """Show the nine guide parts as parents will read them."""
    _chapters, guide = deeds.current_text(dossier_id)
    body = Markup().join(to_html.part(one) for one in guide.parts)
    return render_template("draft/preview.html", guide=guide, body=body, **_frame())


@bp.post("/gereed")
def finish(dossier_id: int) -> Page:
    """Tell head and board that the draft is ready."""
    deeds.finish_draft(dossier_id, actor=g.actor, today=today())
    flash(_("Directeur en bestuur krijgen een mail dat het concept klaar is."))
    return redirect(url_for(".overview", dossier_id=dossier_id))


def _part_page(
    now: deeds.PartNow, form: PartForm, *, signs: tuple[str, ...] = (), whole: deeds.Whole | None = None
) -> str:
    whole = whole or deeds.whole(g.dossier)
    now = now if _sees_figures() else _without_figures(now)
    may_edit = _may_edit() and not now.is_live
    if not signs and now.row.name_suspected and not now.row.names_checked:
        signs = composing.names_in(g.dossier, drafted.all_words(now.part.blocks))
    return render_template(
        "draft/part.html",
        now=now,
        form=form,
        act=ActForm(version=now.row.version),
        whole=whole,
        group=whole.guide if now.row.key in whole.guide_keys else whole.chapters,
        following=whole.after(now.row.key),
        may_edit=may_edit,
        signs=signs,
        reading=plainness.reading_of(drafted.all_words(_on_page(now, form).blocks)),
        shown=texts.shown(now.part.blocks, gaps=True),
        beside=_beside(now, _on_page(now, form)),
        sources=_sources(now) if _sees_figures() else [],
        refreshed=_refreshed(now),
        remarks=read_round.remarks_of(g.dossier).get(now.row.key) if _may_write() else None,
        in_guide=now.row.key in whole.guide_keys,
        **_frame(),
    )


def _conflict_page(now: deeds.PartNow, form: PartForm) -> str:
    mine = form.text.data
    form.version.data = now.row.version
    return render_template(
        "draft/conflict.html", now=now, form=form, mine=mine, theirs=now.markdown, **_frame()
    )


def _typed(now: deeds.PartNow, text: str) -> Part:
    return Part(now.row.key, now.row.title, to_blocks(text, keep=now.generated.blocks))


def _on_page(now: deeds.PartNow, form: PartForm) -> Part:
    """Return the part as it stands in the editor: after a refused save that is what was typed."""
    try:
        return now.part if request.method == "GET" else _typed(now, form.text.data or "")
    except Invalid:
        return now.part


def _signs(text: str, now: deeds.PartNow) -> tuple[str, ...]:
    try:
        return composing.names_in(g.dossier, drafted.all_words(_typed(now, text).blocks))
    except Invalid:
        return ()


def _beside(now: deeds.PartNow, part: Part) -> Markup:
    """Return what stands beside the editor: what changed since last year, the first time the text itself."""
    if now.before is None:
        return texts.shown(part.blocks, gaps=True)
    return changes_html.changes((changes.compare_part(now.before, part),), anchors=False, titles=False)


def _refreshed(now: deeds.PartNow) -> Markup:
    """Return what making the part anew would change, empty when nothing."""
    if not now.is_stale:
        return Markup()
    return changes_html.changes(
        (changes.compare_part(now.generated, now.fresh),), anchors=False, titles=False
    )


def _sources(now: deeds.PartNow) -> list[tuple[Any, str]]:
    """Return each source of the part with the first sentence that rests on it."""
    found = []
    for source in drafted.rests_on(now.part.blocks):
        sentence = next(each for each in drafted.sentences_in(now.part.blocks) if source in each.sources)
        found.append((source, "".join(span.text for span in sentence.spans)))
    return found


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


def _sees_figures() -> bool:
    """Whether who looks is of the school or its board: nobody above them sees what a team answered."""
    return any(role in (*_WRITERS, Role.BOARD) for role in g.actor.roles)


def _without_figures(now: deeds.PartNow) -> deeds.PartNow:
    kept = {name: without_charts(getattr(now, name)) for name in ("part", "generated", "fresh")}
    return replace(now, **kept)


def _may_write() -> bool:
    return any(role in _WRITERS for role in g.actor.roles)


def _may_edit() -> bool:
    return _may_write() and g.dossier.step in (Step.DRAFT, Step.REACTED)


def _frame() -> dict[str, Any]:
    return {"year": cycles.get(g.dossier.cycle_id).school_year, "number": number}


def number(key: str) -> str:
    """Return the number that people see before the title of a part: 6 for ch6 and for g6."""
    return key.lstrip("chg")

"""The section of the school guide: to copy or to fetch, the consent on the guide, and publishing."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import correction, council, documents, placement, publication
from sopforms.actions import guide as deeds
from sopforms.actions.recording import ask
from sopforms.core import blocks_json, filing, workflow
from sopforms.core import council as council_rules
from sopforms.core.codes import Deed, Right
from sopforms.core.errors import Invalid, NotFound
from sopforms.output import to_html, to_text
from sopforms.store import cycles, decisions, drafts, facts, reopenings
from sopforms.store.clock import today
from sopforms.web.council_forms import EmptyForm
from sopforms.web.forms import DayField, Form, Required, SubmitIdField
from sopforms.web.refreshing import refreshed
from sopforms.web.refusals import sentences

bp = Blueprint("guide", __name__, url_prefix="/dossier/<int:dossier_id>/schoolgids")

Page = str | AnyResponse | tuple[str, int]
LEVELS = (1, 2, 3, 4)  # of the first heading in what is copied; a page has one h1, so mostly the second


class ConsentForm(Form):
    """The day of the consent."""

    consented_on = DayField(
        _l("Op welke dag was de instemming?"), [Required()], description=_l("Bijvoorbeeld 22-6-2027.")
    )
    submit_id = SubmitIdField()


def _year() -> str:
    return cycles.get(g.dossier.cycle_id).school_year


@bp.get("")
def section(dossier_id: int) -> Page:
    """Show the adopted section: parts to copy, files to fetch, its fingerprint; before that, one button."""
    snapshot = drafts.find_in_force(dossier_id)
    if snapshot is None:
        ask(Deed.MAKE_GUIDE_SECTION, g.dossier, g.actor, today())
        raise NotFound
    text = blocks_json.load(snapshot.guide)
    chosen = request.args.get("kop", "")
    level = int(chosen) if chosen in map(str, LEVELS) else LEVELS[1]
    held = reopenings.in_force(g.dossier)  # while it is changed, the text from before is to place
    known = facts.of(held, mandate=bool(g.actor.mandate), today=today())
    role = g.actor.role_for(Deed.PUBLISH)
    files = [documents.find(dossier_id, name) for name in correction.files_in_force(g.dossier)]
    page = render_template(
        "guide/section.html",
        made=held.guide_section_on is not None,
        changing=held is not g.dossier,
        form=EmptyForm(),
        facts=known,
        text=text,
        parts=[(part, str(to_html.part(part, level=level)), to_text.part(part)) for part in text.parts],
        whole=str(to_html.document(text, level=level)),
        level=level,
        levels=LEVELS,
        files=files,
        sha256=snapshot.sha256,
        named={file.name: filing.plain_name(file.name) for file in files},
        publish_by=placement.publish_by(g.dossier),
        suspended=known.suspended(today()),
        obstacles=sentences(workflow.obstacles(Deed.PUBLISH, known, role, today())),
        year=_year(),
    )
    return refreshed(page, waits=any(file.waits for file in files))


@bp.post("")
def make(dossier_id: int) -> Page:
    """Take the text into the guide, then make the files; later those that are not there yet."""
    if reopenings.in_force(g.dossier).guide_section_on is None:
        deeds.make_guide_section(dossier_id, actor=g.actor, today=today())
    if any(documents.make(dossier_id, name).failure for name in correction.files_in_force(g.dossier)):
        flash(_("De tekst staat klaar. Eén bestand lukte nog niet: zie hieronder."))
    else:
        flash(_("De tekst voor de schoolgids staat klaar."))
    return redirect(url_for(".section", dossier_id=dossier_id), 303)


@bp.get("/bestand/<name>")
def file(dossier_id: int, name: str) -> Page:
    """Hand out one file of the section."""
    found = documents.find(dossier_id, name) if filing.plain_name(name) in deeds.SECTION else None
    if found is None or not found.content:
        raise NotFound
    answer = Response(found.content, content_type=found.media_type)
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="ondersteuningsaanbod-{_year()}{name.removeprefix("section")}"'
    )
    return answer


@bp.route("/instemming", methods=["GET", "POST"])
def consent(dossier_id: int) -> Page:
    """Record the consent of parents (and pupils) of the council to the rest of the guide."""
    form = ConsentForm()
    if request.method == "POST" and form.validate():
        try:
            deeds.record_guide_consent(dossier_id, form.consented_on.data, actor=g.actor, today=today())
            flash(_("De instemming met de schoolgids is vastgelegd."))
            return redirect(url_for(".section", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    found = council.parties_of(dossier_id)
    page = render_template(
        "guide/consent.html",
        form=form,
        council=found.council if found else council_rules.Council(),
        whole_consents=found is not None and found.right is Right.INSTEMMING,
        year=_year(),
    )
    return (page, 422) if request.method == "POST" else page


@bp.route("/publiceren", methods=["GET", "POST"])
def publish(dossier_id: int) -> Page:
    """Show what becomes public and who is told, then publish; while it is suspended say until when."""
    known = facts.of(g.dossier, mandate=bool(g.actor.mandate), today=today())
    if known.published is None and known.suspended(today()):
        return render_template("guide/suspended.html", facts=known, year=_year()), 409
    if request.method == "POST":
        if g.dossier.published_on is None:
            publication.publish(dossier_id, actor=g.actor, today=today())
        return redirect(url_for(".published", dossier_id=dossier_id), 303)
    if g.dossier.published_on is not None:
        return redirect(url_for(".published", dossier_id=dossier_id))
    ask(Deed.PUBLISH, g.dossier, g.actor, today())
    snapshot = drafts.find_in_force(dossier_id)
    assert snapshot is not None
    return render_template(
        "guide/publish.html",
        form=EmptyForm(),
        decision=decisions.get_decision(dossier_id),
        text=blocks_json.load(snapshot.guide),
        readers=len(publication.readers(g.dossier)),
        year=_year(),
    )


@bp.get("/gepubliceerd")
def published(dossier_id: int) -> Page:
    """Say that it is public and where."""
    if reopenings.in_force(g.dossier).published_on is None:
        return redirect(url_for(".section", dossier_id=dossier_id))
    return render_template("guide/published.html", year=_year())

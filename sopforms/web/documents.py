"""The documents of a school as they would be now, before anything is sent, and its own Word template."""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import documents, word_template
from sopforms.actions.documents import PAPERS, File
from sopforms.actions.guide import SECTION
from sopforms.core import filing
from sopforms.core.codes import Step
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import advices, corrections, cycles, word_templates
from sopforms.store.clock import today
from sopforms.web.forms import Form, Required, SubmitIdField, Upload
from sopforms.web.refreshing import refreshed

bp = Blueprint("documents", __name__, url_prefix="/dossier/<int:dossier_id>/documenten")

Page = str | AnyResponse | tuple[str, int]
NAMES = {
    "section.pdf": _("Tekst voor de schoolgids, PDF"),
    "section.docx": _("Tekst voor de schoolgids, Word"),
    "section.html": _("Tekst voor de schoolgids, webpagina"),
    "section.txt": _("Tekst voor de schoolgids, gewone tekst"),
    PAPERS: _("Stukken voor de raad, PDF"),
    "jaarplan.pdf": _("Jaarplan, PDF"),
    "jaarverslag.pdf": _("Jaarverslag, PDF"),
}
_ORDER = tuple(Step)


class TemplateForm(Form):
    """A Word template of the school."""

    file = FileField(
        _("Uw Word-sjabloon"),
        [
            Required(),
            Upload(("docx", "dotx", "docm", "dotm"), 5, _("Kies een Word-bestand (.docx of .dotx).")),
        ],
        description=_("Een .docx of .dotx tot 5 MB, zonder macro's."),
    )
    submit_id = SubmitIdField()


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


@bp.get("")
def overview(dossier_id: int) -> Page:
    """List what can be looked at, how far each is, and the template that Word files are made in."""
    return _page(TemplateForm())


@bp.post("")
def order(dossier_id: int) -> Page:
    """Ask for one document as it is now; the worker makes it."""
    name = request.form.get("naam", "")
    if name not in _possible():
        raise NotFound
    documents.ask(dossier_id, name)
    return redirect(url_for(".overview", dossier_id=dossier_id, _anchor=_anchor(name)), 303)


@bp.get("/<name>")
def file(dossier_id: int, name: str) -> Page:
    """Hand out one document as it was made last."""
    found = documents.find(dossier_id, name) if filing.plain_name(name) in NAMES else None
    if found is None or not found.content:
        raise NotFound
    answer = Response(found.content, content_type=found.media_type)
    mark = "" if found.fixed else "voorbeeld-"
    year = cycles.get(g.dossier.cycle_id).school_year
    called = name.replace("section", f"ondersteuningsaanbod-{year}").replace("papers", f"stukken-{year}")
    answer.headers["Content-Disposition"] = f'attachment; filename="{mark}{called}"'
    return answer


@bp.post("/sjabloon")
def keep_template(dossier_id: int) -> Page:
    """Take a template, when a document can be made in it."""
    form = TemplateForm()
    if not form.validate():
        return _page(form), 422
    try:
        upload = form.file.data
        word_template.keep(g.location.id, upload.filename or "", upload.read(), today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    flash(gettext("Het sjabloon is bewaard. Maak een voorbeeld in Word om te zien hoe het wordt."))
    return redirect(url_for(".overview", dossier_id=dossier_id, _anchor="sjabloon"), 303)


@bp.post("/sjabloon/weg")
def drop_template(dossier_id: int) -> Page:
    """Go back to the template that comes with the product."""
    word_template.remove(g.location.id)
    flash(gettext("Uw sjabloon is verwijderd. Word-bestanden krijgen weer onze opmaak."))
    return redirect(url_for(".overview", dossier_id=dossier_id, _anchor="sjabloon"), 303)


def _possible() -> list[str]:
    """Return what there is a text for at this step, the newest version of each first."""
    place = _ORDER.index(g.dossier.step)
    names = [*SECTION] if place >= _ORDER.index(Step.DRAFT) else []
    if advices.find_request(g.dossier.id, 1) is not None:
        names.append(PAPERS)
    if place >= _ORDER.index(Step.CONSOLIDATED):
        names += ["jaarplan.pdf", "jaarverslag.pdf"]
    return [*_later(), *(name for name in NAMES if name in names)]


def _later() -> list[str]:
    """Return the files of later versions of the text, and the papers of later editions."""
    row = g.dossier
    versions = corrections.version_of(row.id) if row.guide_section_on or row.edition > 1 else 1
    in_the_making = 1 if row.edition > 1 and row.adopted_on is None else 0
    papers = range(2, row.edition + 1) if row.edition > 1 else ()
    asked = [one for one in papers if advices.find_request(row.id, one) is not None]
    found = [
        filing.versioned(name, version)
        for version in range(2, versions + in_the_making + 1)
        for name in SECTION
    ]
    return [*found, *(filing.versioned(PAPERS, one) for one in asked)]


def _name(name: str) -> str:
    version, plain = filing.version_in(name), str(NAMES[filing.plain_name(name)])
    if version == 1:
        return plain
    return gettext("%(name)s, versie %(version)s", name=plain, version=version)


def _anchor(name: str) -> str:
    return name.replace(".", "-")


def _page(form: TemplateForm) -> Page:
    files = [documents.find(g.dossier.id, name) for name in _possible()]
    page = render_template(
        "documents/overview.html",
        form=form,
        act=ActForm(),
        lines=[(each, _name(each.name), _anchor(each.name), _stale(each)) for each in files],
        template=word_templates.find(g.location.id),
        year=cycles.get(g.dossier.cycle_id).school_year,
    )
    return refreshed(page, waits=any(each.waits for each in files)) if not form.errors else page


def _stale(file: File) -> bool:
    """Whether there is a document, of a text that changed since."""
    return bool(file.content) and not file.waits and not documents.is_current(g.dossier.id, file)

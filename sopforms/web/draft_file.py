"""The text of a part out of a Word file: chosen on a page of its own, laid beside what stands there now."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from sopforms.actions import draft as deeds
from sopforms.actions import draft_file, draft_history
from sopforms.core.errors import Invalid
from sopforms.store import clock, drafts
from sopforms.store.drafts import DraftTypedRow
from sopforms.web.draft_page import PartForm, frame, may_edit, number, part_page
from sopforms.web.forms import Form, Required, SubmitIdField, Upload
from sopforms.web.told import told

bp = Blueprint("draft_file", __name__, url_prefix="/dossier/<int:dossier_id>/concept/<key>/bestand")

Page = str | Response | tuple[str, int]
MEGABYTES = 10


class FileForm(Form):
    """A file with the text of one part."""

    file = FileField(
        _("Word-bestand of platte tekst"),
        [
            Required(_("Kies een bestand.")),
            Upload(
                ("docx", "txt", "md"),
                MEGABYTES,
                _(
                    "Kies een Word-bestand (.docx) of platte tekst (.txt). "
                    "Een ouder bestand? Sla het in Word op als .docx, of plak de tekst."
                ),
            ),
        ],
        description=_("Met de tekst van alleen dit onderdeel, tot 10 MB."),
    )
    submit_id = SubmitIdField()


@bp.post("/begin")
def begin(dossier_id: int, key: str) -> Page:
    """Go on to the page where a file is chosen; what stands in the editor unsaved is kept first."""
    now, form = deeds.whole(g.dossier).get(key), PartForm()
    if _open(now) and not form.validate():
        return part_page(now, form), 422
    text, version = form.text.data or "", form.version.data or now.row.version
    if _open(now) and g.actor.person_id is not None and text.strip() != now.markdown.strip():
        draft_history.keep_typing(now.row.id, g.actor.person_id, text, version=version, now=clock.now())
    return redirect(url_for(".show", dossier_id=dossier_id, key=key), 303)


@bp.get("")
def show(dossier_id: int, key: str) -> Page:
    """Ask for the file."""
    now = deeds.whole(g.dossier).get(key)
    return _page(now, FileForm()) if _open(now) else _back(now)


@bp.post("")
def bring(dossier_id: int, key: str) -> Page:
    """Lay the text of the file beside what stands there; only saving it there puts it in the draft."""
    now, form = deeds.whole(g.dossier).get(key), FileForm()
    if not _open(now):
        return _back(now)
    if not form.validate():
        return _refused(now, form)
    file = form.file.data
    try:
        found = draft_file.read(now, file.filename or "", file.read())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _refused(now, form)
    typed = _typed(now)
    version = typed.version if typed is not None else now.row.version
    text = PartForm(formdata=None, text=found.text, version=version, drops=bool(now.row.left_out))
    return render_template(
        "draft/brought.html",
        now=now,
        form=text,
        name=file.filename,
        remarks=found.remarks,
        there=typed.text if typed is not None else now.markdown,
        unsaved=typed is not None,
        **frame(),
    )


def _open(now: deeds.PartNow) -> bool:
    return may_edit() and not now.is_live


def _back(now: deeds.PartNow) -> Response:
    """Return to the part, which shows why it cannot be written in now."""
    return redirect(url_for("draft.part", dossier_id=g.dossier.id, key=now.row.key), 303)


def _typed(now: deeds.PartNow) -> DraftTypedRow | None:
    """Return what this person typed in the part without saving it, when that says something else."""
    row = drafts.find_typed(now.row.id, g.actor.person_id)
    return row if row is not None and row.text.strip() != now.markdown.strip() else None


def _refused(now: deeds.PartNow, form: FileForm) -> tuple[str, int]:
    """Say at the field what is wrong with the file and which part it was for."""
    part = f"{number(now.row.key)}. {now.row.title}"
    form.file.errors = [
        gettext("Bij ‘%(part)s’: %(what)s", part=part, what=told(str(said))) for said in form.file.errors
    ]
    return _page(now, form), 422


def _page(now: deeds.PartNow, form: FileForm) -> str:
    return render_template(
        "draft/file.html",
        now=now,
        form=form,
        unsaved=_typed(now) is not None,
        **frame(),
    )

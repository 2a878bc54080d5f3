"""One file of the set that is being written: its text with its problems, and other ways to change it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import FileField

from sopforms.actions import authoring, bringing, publishing
from sopforms.actions.bringing import Brought
from sopforms.actions.published import QUESTIONNAIRES
from sopforms.core.errors import Conflict
from sopforms.core.questionnaire.comparison_change import KIND_WORDS
from sopforms.store import clock
from sopforms.store.question_drafts import QuestionDraftRow
from sopforms.web.forms import Form, Optional, SubmitIdField, TickField, Upload, VersionField
from sopforms.web.inputs import LongTextField
from sopforms.web.language import chosen
from sopforms.web.question_files import (
    NAME,
    SHOWN_PROBLEMS,
    TITLES,
    URL,
    draft_or_404,
    shipped,
    told_problem,
)
from sopforms.web.source_view import decoded, stretches

bp = Blueprint("question_file", __name__, url_prefix=URL)

Answer = str | AnyResponse | tuple[str, int]
MEGABYTES = 1


class ReplaceForm(Form):
    """Another text for a file: as a file, or pasted."""

    file = FileField(
        _l("Bestand"),
        [Optional(), Upload(("json", "txt"), MEGABYTES, _l("Kies een JSON-bestand."))],
        description=_l("Een vragenlijst van hier, of een SurveyJS-bestand. Hoogstens 1 MB."),
    )
    text = LongTextField(_l("Of plak de tekst"), [Optional()])
    tidy = TickField(_l("Haal weg wat hoort bij vragen die er niet meer in staan"))
    version = VersionField()
    submit_id = SubmitIdField()

    def source(self) -> bytes:
        """Return what was brought: the file when there is one, else the pasted text."""
        if getattr(self.file.data, "filename", ""):
            return bytes(self.file.data.read())
        return f"{self.text.data}\n".encode() if self.text.data else b""


class TakeForm(Form):
    """A choice that was shown before: replacing a text."""

    version = VersionField()
    submit_id = SubmitIdField()


@bp.get("/" + NAME)
def show(partnership_id: int, name: str) -> str:
    """Show the text with its problems beside the lines they are on."""
    row = draft_or_404(partnership_id, name)
    found = publishing.propose(partnership_id).checked.problems.get(name, ())
    told = [told_problem(problem) for problem in found]
    return render_template(
        "questions/file.html",
        partnership=g.partnership,
        name=name,
        title=TITLES[name],
        row=row,
        errors=[one for one in told if one["is_error"]],
        warnings=[one for one in told if not one["is_error"]],
        most=SHOWN_PROBLEMS,
        stretches=stretches(row.source, found),
        told=told_problem,
        is_asked=name in QUESTIONNAIRES,
    )


@bp.get("/" + NAME + "/bestand")
def download(partnership_id: int, name: str) -> Response:
    """Hand out the text as it stands."""
    row = draft_or_404(partnership_id, name)
    return send_file(
        BytesIO(row.source), "application/json", as_attachment=True, download_name=f"{name}.json"
    )


@bp.get("/" + NAME + "/vervangen")
def replace(partnership_id: int, name: str) -> str:
    """Ask for a file or a text."""
    row = draft_or_404(partnership_id, name)
    return _replace_page(name, ReplaceForm(data={"version": row.version}))


@bp.post("/" + NAME + "/vervangen")
def bring(partnership_id: int, name: str) -> Answer:
    """Keep what was brought, right or wrong; a SurveyJS file is shown first as it would be taken over."""
    row, form = draft_or_404(partnership_id, name), ReplaceForm()
    source = form.source() if form.validate() else b""
    if not form.errors and not source:
        form.text.errors = [_("Kies een bestand, of plak de tekst.")]
    if len(source) > MEGABYTES * 1_000_000:
        form.text.errors = [_("De tekst is groter dan 1 MB. Maak hem korter.")]
    if form.error_pairs():
        return _replace_page(name, form), 422
    brought = bringing.look_at(row, source) if name in QUESTIONNAIRES else None
    if brought is not None:
        if brought.is_refused or request.form.get("actie") != "overnemen":
            return _import_page(name, form, source, brought)
        source = brought.tidied() if form.tidy.data else brought.source
    return _keep(partnership_id, name, source, form)


def _keep(partnership_id: int, name: str, source: bytes, form: ReplaceForm) -> Answer:
    try:
        authoring.put(
            partnership_id, name, source, form.version.data or 0, actor=g.actor, today=clock.today()
        )
    except Conflict:
        form.text.data = decoded(source)
        form.version.data = draft_or_404(partnership_id, name).version
        form.form_errors.append(_("Iemand anders heeft dit bestand intussen gewijzigd."))
        return _replace_page(name, form, is_late=True), 409
    errors = publishing.propose(partnership_id).checked.errors(name)
    some = _("Bewaard. Er zijn %(n)s fouten.", n=errors) if errors > 1 else _("Bewaard. Er is 1 fout.")
    flash(some if errors else _("Bewaard."))
    return redirect(url_for(".show", partnership_id=partnership_id, name=name), 303)


def _replace_page(name: str, form: ReplaceForm, *, is_late: bool = False) -> str:
    return render_template(
        "questions/replace.html",
        partnership=g.partnership,
        name=name,
        title=TITLES[name],
        form=form,
        is_late=is_late,
    )


def _import_page(name: str, form: ReplaceForm, source: bytes, brought: Brought) -> Answer:
    """Show what import renamed, dropped or refused, before anything is taken over."""
    form.text.data = decoded(source)
    page = render_template(
        "questions/import.html",
        partnership=g.partnership,
        name=name,
        title=TITLES[name],
        form=form,
        brought=brought,
        changes=[(one, one.what(chosen())) for one in brought.changes],
        refused=[told_problem(one) for one in brought.problems if one.severity == "error"],
        left=[told_problem(one) for one in brought.left],
    )
    return (page, 422) if brought.is_refused else page


@bp.get("/" + NAME + "/terug/<any(begin, meegeleverd):to>")
def back(partnership_id: int, name: str, to: str) -> str:
    """Say what would be replaced by what, before it happens."""
    row = draft_or_404(partnership_id, name)
    source = _other(row, to)
    return render_template(
        "questions/back.html",
        partnership=g.partnership,
        name=name,
        title=TITLES[name],
        to=to,
        is_same=source == row.source,
        changes=_changes(name, row.source, source),
        form=TakeForm(data={"version": row.version}),
    )


@bp.post("/" + NAME + "/terug/<any(begin, meegeleverd):to>")
def take(partnership_id: int, name: str, to: str) -> AnyResponse:
    """Replace the text by the one it began with, or by that of the product."""
    draft_or_404(partnership_id, name)
    do = authoring.put_back if to == "begin" else authoring.take_shipped
    version = TakeForm().version.data or 0
    do(partnership_id, name, version, shipped(), actor=g.actor, today=clock.today())
    flash(_("De tekst is vervangen."))
    return redirect(url_for(".show", partnership_id=partnership_id, name=name), 303)


def _other(row: QuestionDraftRow, to: str) -> bytes:
    if to == "begin":
        return authoring.base_source(row, shipped())
    source = authoring.shipped_source(shipped(), row.name)
    if source is None:
        abort(404)
    return source


def _changes(name: str, now: bytes, then: bytes) -> list[dict[str, Any]]:
    """Return what would be different, in words; nothing when one of both cannot be read."""
    words = KIND_WORDS[chosen()]
    return [
        {"kind": words[one.kind], "question": one.question or "", "what": one.in_language(chosen())}
        for one in publishing.changes_between(name, now, then)
    ]

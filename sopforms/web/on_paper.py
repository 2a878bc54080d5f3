"""Questionnaires on paper: empty ones to print for the staff room, and a copy of what was recorded."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import on_paper as paper
from sopforms.actions.on_paper import Paper
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.output import to_html, to_pdf
from sopforms.web.language import chosen
from sopforms.web.topics import frame

bp = Blueprint("on_paper", __name__, url_prefix="/dossier/<int:dossier_id>/op-papier")

Page = str | AnyResponse | tuple[str, int]


@bp.get("")
def index(dossier_id: int) -> Page:
    """List the questionnaires of this round."""
    found = [
        (name, in_language(form.heading, chosen()) or form.title)
        for name, form in paper.questionnaires_of(g.dossier).items()
    ]
    return render_template("on_paper/index.html", questionnaires=found, **frame())


@bp.get("/<name>")
def blank(dossier_id: int, name: str) -> Page:
    """Show an empty questionnaire as it is printed."""
    made = paper.blank(g.dossier, name, chosen())
    parts = [to_html.part(part, anchors=False, language=made.text.language) for part in made.text.parts]
    return render_template("on_paper/blank.html", paper=made, parts=parts, name=name, **frame())


@bp.get("/<name>.pdf")
def blank_file(dossier_id: int, name: str) -> Page:
    """Hand out an empty questionnaire as a PDF."""
    page = url_for(".blank", dossier_id=dossier_id, name=name)
    return _file(paper.blank(g.dossier, name, chosen()), page)


@bp.get("/teamgesprek/<int:talk_id>.pdf")
def talk_copy(dossier_id: int, talk_id: int) -> Page:
    """Hand out what was recorded of a conversation of the team."""
    page = url_for("talk.show", dossier_id=dossier_id, talk_id=talk_id)
    return _file(paper.of_talk(g.dossier, talk_id), page)


@bp.get("/leerlingen/<int:voice_id>.pdf")
def pupils_copy(dossier_id: int, voice_id: int) -> Page:
    """Hand out what was recorded of a conversation with pupils."""
    page = url_for("pupils.record", dossier_id=dossier_id)
    return _file(paper.of_pupils(g.dossier, voice_id), page)


@bp.get("/ingevulde-schoolwaarden.pdf")
def values_copy(dossier_id: int) -> Page:
    """Hand out what coordinator and head filled in."""
    page = url_for("talk.values", dossier_id=dossier_id)
    return _file(paper.of_values(g.dossier), page)


def _file(made: Paper, page: str) -> Page:
    """Return the PDF; when it cannot be made, say why and lead to the page that shows the same."""
    back = frame()
    try:
        content = paper.pdf(made)
    except to_pdf.PdfFailed as failed:
        reason = _("De PDF kan niet worden gemaakt: %(cause)s.", cause=failed.cause)
        return render_template("on_paper/failed.html", reason=reason, page=page, **back), 409
    answer = Response(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{made.file_name}.pdf"'
    return answer

"""The chapters and parts of a set as a list: what fills them, and the sections of a plan or report."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms import Field

from sopforms.core import document_editing
from sopforms.core.questionnaire.editing_texts import text_in
from sopforms.core.questionnaire.problems import Severity
from sopforms.store import question_drafts
from sopforms.web.document_desk import FORMS, ROOMS, URL, document_desk
from sopforms.web.forms import AtMost, Form, Required, SubmitIdField, TextField
from sopforms.web.question_desk import Answer, asked, in_language

bp = Blueprint("question_document", __name__, url_prefix=URL)


class ButtonForm(Form):
    """A button that does something: nothing to fill in."""

    submit_id = SubmitIdField()


@bp.get("")
def overview(partnership_id: int, name: str) -> Answer:
    """Show every chapter or section with what fills it."""
    if document_editing.parse(question_drafts.get(partnership_id, name).source) is None:
        flash(gettext("Dit bestand is zo niet te lezen. Pas het eerst als tekst aan."))
        return redirect(url_for("question_file.show", partnership_id=partnership_id, name=name), 303)
    desk = document_desk(partnership_id, name)
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room, chapter in document_editing.chapters(desk.envelope):
        parts = document_editing.parts_of(chapter, desk.languages)
        wrong = [one for _part, one in desk.problems_of(chapter["key"]) if one.severity is Severity.ERROR]
        line = {
            "key": chapter["key"],
            "title": text_in(chapter.get("title"), desk.languages[0]) or chapter["key"],
            "forms": list(dict.fromkeys(str(FORMS.get(part.form, part.form)) for part in parts)),  # type: ignore[call-overload]
            "indicators": list(dict.fromkeys(one for part in parts for one in part.indicators)),
            "errors": len(wrong),
        }
        rooms.setdefault(room, []).append(line)
    return desk.page("document", rooms=rooms, words=ROOMS, form=ButtonForm())


@bp.route("/deel/nieuw", methods=["GET", "POST"])
def new(partnership_id: int, name: str) -> Answer:
    """Add a section to a plan or report."""
    desk = document_desk(partnership_id, name)
    if "sections" not in desk.envelope:
        abort(404)
    fields: dict[str, Field] = {
        f"title_{code}": TextField(
            in_language(gettext("Titel"), code, desk.languages), [Required(), AtMost(200)]
        )
        for code in desk.languages
    }
    form: Form = type("SectionForm", (Form,), {**fields, "submit_id": SubmitIdField()})()
    if form.validate_on_submit():
        title = {code: form[f"title_{code}"].data for code in desk.languages}
        changed, key = document_editing.add_section(desk.envelope, title)
        desk.keep(changed)
        return redirect(desk.url("question_chapter.edit", key=key), 303)
    return desk.page("document_new", form=form), 422 if form.errors else 200


@bp.post("/<key>/doen")
def act(partnership_id: int, name: str, key: str) -> Response:
    """Move or remove a section of a plan or report."""
    desk = document_desk(partnership_id, name)
    step = {"omhoog": -1, "omlaag": 1}.get(asked("do"))
    if step is not None:
        desk.keep(document_editing.move_section(desk.envelope, key, step))
    elif asked("do") == "weg":
        desk.keep(document_editing.remove_section(desk.envelope, key))
    flash(gettext("Bewaard."))
    return redirect(desk.url(".overview"), 303)

"""What stands around the questions: the name of the file, and what people read before and after them."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from flask import Blueprint, flash, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from sopforms.core.questionnaire.editing_texts import put_text, text_in
from sopforms.core.questionnaire.rewriting import Envelope
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    Optional,
    Required,
    SubmitIdField,
    TextField,
    VersionField,
)
from sopforms.web.question_desk import URL, Answer, Desk, back_to, desk_of, in_language, stamp
from sopforms.web.question_problems import hang

bp = Blueprint("question_frame", __name__, url_prefix=URL)

TEXTS = {
    "title": _("Kop boven de vragen"),
    "description": _("Uitleg vooraf"),
    "completedHtml": _("Tekst na het versturen"),
}


@bp.route("/begin-en-einde", methods=["GET", "POST"])
def edit(partnership_id: int, name: str) -> Answer:
    """Show and keep the texts around the questions."""
    desk = desk_of(partnership_id, name)
    form = _form(desk)
    if request.method != "POST":
        mine = [one for one in desk.problems if not one.name]
        hints = hang(form, mine, lambda one: _field_of(one.problem.path, form, desk))
        return desk.page("frame_texts", form=form, hints=hints)
    if not form.validate():
        return desk.page("frame_texts", form=form, hints=[]), 422
    if form["version"].data != _stamp(desk):
        form.beside(_values(desk), _stamp(desk))
        return desk.page("frame_texts", form=form, hints=[]), 409
    desk.keep(_changed(desk, form))
    flash(gettext("Bewaard."))
    return back_to(desk)


def _stamp(desk: Desk) -> int:
    survey = desk.envelope["survey"]
    return stamp(desk.envelope.get("title"), [survey.get(key) for key in TEXTS])


def _form(desk: Desk) -> Form:
    fields: dict[str, Field] = {
        "file": TextField(
            _("Naam van deze vragenlijst"),
            [Required(), AtMost(200)],
            description=_("Ziet alleen wie hem beheert."),
        )
    }
    for key, label in TEXTS.items():
        kind = TextField if key == "title" else LongTextField
        for code in desk.languages:
            words = in_language(str(label), code, desk.languages)
            fields[f"{key}_{code}"] = kind(words, [Optional(), AtMost(5_000)])
    fields |= {"version": VersionField(), "submit_id": SubmitIdField()}
    made: Form = type("FrameForm", (Form,), fields)(data=_values(desk) | {"version": _stamp(desk)})
    return made


def _values(desk: Desk) -> dict[str, Any]:
    survey = desk.envelope["survey"]
    texts = {f"{key}_{code}": text_in(survey.get(key), code) for key in TEXTS for code in desk.languages}
    return {"file": str(desk.envelope.get("title", "")), **texts}


def _changed(desk: Desk, form: Form) -> Envelope:
    changed = deepcopy(desk.envelope)
    changed["title"] = form["file"].data
    for key in TEXTS:
        texts = {code: form[f"{key}_{code}"].data or "" for code in desk.languages}
        put_text(changed, changed["survey"], key, texts)
    return changed


def _field_of(path: str, form: Form, desk: Desk) -> str:
    """Return the field that a problem is about; above the form for what it does not have."""
    key = path.removeprefix("survey.").partition(".")[0]
    if path == "title":
        return "file"
    return next((f"{key}_{code}" for code in desk.languages if f"{key}_{code}" in form), "")

"""One chapter, guide part or section: its title, its texts, and which indicators feed it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from sopforms.core import document_editing
from sopforms.core.document_editing import FED, Part
from sopforms.core.document_model import PLACEHOLDERS, PartForm
from sopforms.core.questionnaire.editing_texts import text_in
from sopforms.core.questionnaire.problems import Severity
from sopforms.web.document_desk import FORMS, URL, DocumentDesk, document_desk, said
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    Form,
    LongTextField,
    Optional,
    PickField,
    Required,
    SubmitIdField,
    TextField,
    TickField,
    VersionField,
    choices,
)
from sopforms.web.question_desk import Answer, asked, in_language, stamp

bp = Blueprint("question_chapter", __name__, url_prefix=URL)

_CODE = re.compile(r"[^\s,;]+")
_DO = re.compile(r"(up|down|drop)\.(\d{1,3})")


@bp.route("/<key>", methods=["GET", "POST"])
def edit(partnership_id: int, name: str, key: str) -> Answer:
    """Show and keep one chapter: its title, its texts, the indicators of each part."""
    desk = document_desk(partnership_id, name)
    form = _form(desk, key)
    if request.method != "POST":
        return _page(desk, key, form)
    if not form.validate():
        return _page(desk, key, form), 422
    now = stamp(document_editing.find(desk.envelope, key))
    if form["version"].data != now:
        form.beside(_values(desk, key), now)
        return _page(desk, key, form), 409
    title = {code: form[f"title_{code}"].data or "" for code in desk.languages}
    desk.keep(document_editing.set_chapter(desk.envelope, key, title, _typed(desk, key, form)))
    flash(gettext("Bewaard."))
    return redirect(desk.url(".edit", key=key), 303)


def _parts(desk: DocumentDesk, key: str) -> list[Part]:
    return document_editing.parts_of(document_editing.find(desk.envelope, key), desk.languages)


def _form(desk: DocumentDesk, key: str) -> Form:
    fields: dict[str, Field] = {
        f"title_{code}": TextField(
            in_language(gettext("Titel"), code, desk.languages), [Required(), AtMost(200)]
        )
        for code in desk.languages
    }
    for number, part in enumerate(_parts(desk, key)):
        fields |= _fields_of(desk, number, part)
    fields["add"] = PickField(_("Deel toevoegen"), choices=choices({"": _("Niets")} | FORMS))
    fields |= {"version": VersionField(), "submit_id": SubmitIdField()}
    data = _values(desk, key) | {"version": stamp(document_editing.find(desk.envelope, key))}
    made: Form = type("ChapterForm", (Form,), fields)(data=data)
    return made


def _fields_of(desk: DocumentDesk, number: int, part: Part) -> dict[str, Field]:
    """Return the fields that a part of this form has."""
    fields: dict[str, Field] = {}
    if part.form == PartForm.TEXT:
        hint = _("Vanzelf ingevuld: %(list)s.", list=", ".join(f"{{{one}}}" for one in PLACEHOLDERS))
        for code in desk.languages:
            label = in_language(gettext("Tekst"), code, desk.languages)
            fields[f"text_{number}_{code}"] = LongTextField(
                label, [Optional(), AtMost(5000)], description=hint
            )
    if part.form == PartForm.CHART:
        for code in desk.languages:
            label = in_language(gettext("Titel van de grafiek"), code, desk.languages)
            fields[f"chart_{number}_{code}"] = TextField(label, [Optional(), AtMost(200)])
    if part.form in FED:
        fields[f"fed_{number}"] = LongTextField(
            _("Indicatoren, in volgorde"),
            [Optional(), AtMost(1000)],
            description=_("Codes met een komma ertussen, zoals BO-01, BO-02."),
        )
    if part.form == PartForm.PROVISIONS:
        fields[f"hide_{number}"] = TickField(_("Wat er niet is, weglaten"))
    if part.form == PartForm.POINTS:
        fields[f"most_{number}"] = CountField(_("Hoogstens zoveel punten"), [Optional(), Between(1, 50)])
    if part.form == PartForm.MONEY:
        fields[f"lines_{number}"] = LongTextField(
            _("Waarvoor is het geld? Een doel per regel."),
            [Required(), AtMost(1000)],
            description=_("Zoals Personeel, Scholing, Materiaal. Scholen vullen bij elk doel een bedrag in."),
        )
    return fields


def _values(desk: DocumentDesk, key: str) -> dict[str, Any]:
    chapter = document_editing.find(desk.envelope, key)
    found: dict[str, Any] = {f"title_{c}": text_in(chapter.get("title"), c) for c in desk.languages}
    for number, part in enumerate(_parts(desk, key)):
        found |= {f"text_{number}_{code}": text for code, text in part.texts.items()}
        found |= {f"chart_{number}_{code}": text for code, text in part.title.items()}
        found[f"fed_{number}"] = ", ".join(part.indicators)
        found[f"hide_{number}"] = part.hides_absent
        found[f"most_{number}"] = part.most
        found[f"lines_{number}"] = "\n".join(part.lines)
    return found


def _typed(desk: DocumentDesk, key: str, form: Form) -> list[Part]:
    """Return the parts as typed, after the button that was pressed, with a new one when it was chosen."""

    def typed(name: str, old: Any) -> Any:
        return form[name].data if name in form else old

    parts = []
    for number, part in enumerate(_parts(desk, key)):
        parts.append(
            replace(
                part,
                texts={c: typed(f"text_{number}_{c}", old) or "" for c, old in part.texts.items()},
                title={c: typed(f"chart_{number}_{c}", old) or "" for c, old in part.title.items()},
                indicators=tuple(_CODE.findall(typed(f"fed_{number}", ", ".join(part.indicators)).upper())),
                most=typed(f"most_{number}", part.most),
                hides_absent=bool(typed(f"hide_{number}", part.hides_absent)),
                lines=tuple(_listed(typed(f"lines_{number}", "\n".join(part.lines)))),
            )
        )
    match = _DO.fullmatch(asked("do"))
    if match is not None and int(match[2]) < len(parts):
        index = int(match[2])
        moved = parts.pop(index)
        if match[1] != "drop":
            parts.insert(max(0, index + (1 if match[1] == "down" else -1)), moved)
    return [*parts, Part(form["add"].data)] if form["add"].data else parts


def _listed(text: str | None) -> list[str]:
    """Return the lines that say something."""
    return [" ".join(line.split()) for line in (text or "").splitlines() if line.strip()]


def _page(desk: DocumentDesk, key: str, form: Form) -> str:
    parts = _parts(desk, key)
    hints: list[str] = []
    if request.method != "POST":
        for place, one in desk.problems_of(key):
            if one.severity is Severity.ERROR:
                form.refuse({_field_of(place, form, desk): said(one)})
            else:
                hints.append(said(one))
    lines = []
    for number, part in enumerate(parts):
        names = [name for name in form._fields if name.split("_")[1:2] == [str(number)]]
        names = [name for name in names if not name.startswith("title")]
        lines.append(
            {
                "number": number,
                "words": str(FORMS.get(part.form, part.form)),  # type: ignore[call-overload]
                "fields": [form[name] for name in names],
                "fed": [(one, desk.shorts.get(one, gettext("onbekend"))) for one in part.indicators],
            }
        )
    chapter = document_editing.find(desk.envelope, key)
    label = text_in(chapter.get("title"), desk.languages[0]) or key
    return desk.page("document_part", form=form, lines=lines, label=label, hints=hints)


def _field_of(place: int | None, form: Form, desk: DocumentDesk) -> str:
    """Return the field that a problem is about: the first of its part, else the title."""
    first = f"title_{desk.languages[0]}"
    if place is None:
        return first
    names = [name for name in form._fields if name.split("_")[1:2] == [str(place)]]
    return next((name for name in names if not name.startswith("title")), first)

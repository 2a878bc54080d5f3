"""The sentence of the draft for each answer, shown as it will appear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from sopforms.core import plainness
from sopforms.core.questionnaire.editing import Spot
from sopforms.core.questionnaire.editing_items import ROWS, listed, text_of, value_of
from sopforms.core.questionnaire.editing_mapping import BRACES, entry_of, filled, set_sentences
from sopforms.core.questionnaire.editing_places import Area, Placed
from sopforms.core.questionnaire.editing_texts import text_in
from sopforms.core.questionnaire.model import Question
from sopforms.web.forms import AtMost, Form, LongTextField, Optional, SubmitIdField, TickField, VersionField
from sopforms.web.question_desk import (
    URL,
    Answer,
    Desk,
    asked,
    back_to,
    desk_of,
    only_questions,
    stamp,
    tabs,
)
from sopforms.web.question_problems import hang

bp = Blueprint("question_sentences", __name__, url_prefix=URL)

ANY = "*"
MOST_WORDS = 15


@dataclass(frozen=True, slots=True)
class Value:
    """One answer with its fields; `shown` is the sentence as it will appear, `words` those of its longest."""

    key: str
    words: str
    text: str
    none: str
    shown: str = ""
    longest: int = 0


@bp.route("/<thing>/zinnen", methods=["GET", "POST"])
@bp.route("/<thing>/zinnen/<row>", methods=["GET", "POST"])
def edit(partnership_id: int, name: str, thing: str, row: str = "") -> Answer:
    """Show and keep the sentences of a question or of one statement; a second button only looks."""
    desk = desk_of(partnership_id, name)
    spot = only_questions(desk, thing)
    rows = [value_of(item) for item in listed(spot.thing, ROWS)]
    question = desk.questions.get(thing)
    if (row and row not in rows) or (rows and not row) or question is None:
        abort(404)
    form = _form(desk, spot, row, question)
    if request.method != "POST":
        return _page(desk, spot, row, question, form)
    if not form.validate():
        return _page(desk, spot, row, question, form), 422
    if asked("do") == "kijken":
        return _page(desk, spot, row, question, form)
    now = stamp(entry_of(desk.envelope, thing, row).get("text"))
    if form["version"].data != now:
        form.beside(_data(desk, spot, row, question), now)
        return _page(desk, spot, row, question, form), 409
    desk.keep(set_sentences(desk.envelope, thing, row, _sentences(desk, question, form)))
    flash(gettext("Bewaard."))
    return back_to(desk, ".edit", thing=thing, **({"row": row} if row else {}))


def _keys(desk: Desk, question: Question) -> dict[str, str]:
    """Return the values that may have a sentence, each in words; for open answers only any value."""
    main = desk.languages[0]
    words = {choice.key: choice.text.get(main, choice.key) for choice in question.choices}
    if question.type == "boolean":
        words = {"true": gettext("ja"), "false": gettext("nee")}
    return words | {ANY: gettext("elk ander antwoord") if words else gettext("wat er is ingevuld")}


def _form(desk: Desk, spot: Spot, row: str, question: Question) -> Form:
    fields: dict[str, Field] = {}
    for number, words in enumerate(_keys(desk, question).values()):
        fields[f"text_{number}"] = LongTextField(
            gettext("Zin bij ‘%(answer)s’", answer=words), [Optional(), AtMost(1000)]
        )
        fields[f"none_{number}"] = TickField(_("Hier komt geen zin"))
    fields |= {"version": VersionField(), "submit_id": SubmitIdField()}
    data = _data(desk, spot, row, question)
    made: Form = type("SentencesForm", (Form,), fields)(
        data=data | {"version": stamp(entry_of(desk.envelope, spot.name, row).get("text"))}
    )
    return made


def _data(desk: Desk, spot: Spot, row: str, question: Question) -> dict[str, Any]:
    said = entry_of(desk.envelope, spot.name, row).get("text")
    texts = said if isinstance(said, dict) else {}
    found: dict[str, Any] = {}
    for number, key in enumerate(_keys(desk, question)):
        found[f"text_{number}"] = texts.get(key, "")
        found[f"none_{number}"] = texts.get(key) == ""
    return found


def _sentences(desk: Desk, question: Question, form: Form) -> Mapping[str, str]:
    """Return what was typed: a sentence, or none on purpose; what is left open is a gap."""
    found: dict[str, str] = {}
    for number, key in enumerate(_keys(desk, question)):
        text = form[f"text_{number}"].data or ""
        if text or form[f"none_{number}"].data:
            found[key] = text
    return found


def _page(desk: Desk, spot: Spot, row: str, question: Question, form: Form) -> str:
    keys = list(_keys(desk, question))
    hints: list[str] = []
    if request.method != "POST":
        mine = [one for one in desk.problems_of(spot.name, Area.SENTENCES) if one.row == row]
        hints = hang(form, mine, lambda one: _field_of(one, keys))
    items, entry = listed(spot.thing, ROWS), entry_of(desk.envelope, spot.name, row)
    label = next((text_in(text_of(item), desk.languages[0]) for item in items if value_of(item) == row), "")
    return desk.page(
        "sentences",
        form=form,
        spot=spot,
        row=row,
        label=label or desk.label(spot.thing),
        tabs=tabs(desk, spot, "meaning" if row else "sentences"),
        hints=hints,
        values=[
            _value(desk, entry, number, answer, form[f"text_{number}"].data or "")
            for number, answer in enumerate(_keys(desk, question).items())
        ],
        most=MOST_WORDS,
    )


def _value(desk: Desk, entry: Mapping[str, Any], number: int, answer: tuple[str, str], text: str) -> Value:
    key, words = answer
    contents = {
        ".value": words if key != ANY else gettext("[het antwoord]"),
        ".short": text_in(entry.get("short"), "nl"),
        ".comment": gettext("[de toelichting van de school]"),
    }
    for name in {match[1] for match in BRACES.finditer(text)} - set(contents):
        short = text_in(entry_of(desk.envelope, *name.partition(".")[::2]).get("short"), "nl")
        contents[name] = gettext("[antwoord op ‘%(short)s’]", short=short or name)
    shown = filled(text, contents)
    return Value(key, words, f"text_{number}", f"none_{number}", shown, plainness.reading_of(shown).longest)


def _field_of(one: Placed, keys: list[str]) -> str:
    """Return the field of the answer that a problem is about."""
    key = one.problem.params.get("name")
    places = enumerate(keys)
    found = [f"text_{n}" for n, known in places if f'["{known}"]' in one.problem.path or known == key]
    return found[0] if found else "text_0"

"""What a question, page or group says and asks for: its words, whether it must be answered, its limits."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from sopforms.core.questionnaire import editing
from sopforms.core.questionnaire.editing import Spot, Thing
from sopforms.core.questionnaire.editing_names import name_from
from sopforms.core.questionnaire.editing_places import Area, Placed
from sopforms.core.questionnaire.editing_renaming import rename_question
from sopforms.core.questionnaire.editing_texts import put_text, text_in
from sopforms.core.questionnaire.properties import INPUT_TYPES
from sopforms.core.questionnaire.rewriting import Envelope
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    Form,
    LongTextField,
    Optional,
    PickField,
    SubmitIdField,
    TextField,
    TickField,
    VersionField,
    choices,
)
from sopforms.web.question_desk import (
    KINDS,
    URL,
    Answer,
    Desk,
    back_to,
    desk_of,
    in_language,
    stamp_of,
    tabs,
)
from sopforms.web.question_problems import hang

bp = Blueprint("question_words", __name__, url_prefix=URL)

LONGEST = 5_000
SELECTS = ("radiogroup", "dropdown", "checkbox")
TYPED = ("text", "comment")


@dataclass(frozen=True, slots=True)
class Property:
    """A property of the file as a field: its name in the file, its label, and for which kinds of thing.

    `make` makes the field; a text (`is_text`) has one for each language. `default` is what is left out.
    """

    key: str
    label: Any
    kinds: tuple[str, ...]
    make: Callable[[Any, Any], Field]
    is_text: bool = False
    default: Any = None
    hint: Any = ""


def _line(label: Any, hint: Any) -> Field:
    return TextField(label, [Optional(), AtMost(LONGEST)], description=hint)


def _words(label: Any, hint: Any) -> Field:
    return LongTextField(label, [Optional(), AtMost(LONGEST)], filters=[_one_line], description=hint)


def _one_line(text: str | None) -> str | None:
    """Return a text without line ends: a question is one paragraph."""
    return " ".join(text.split()) if text and "\n" in text else text


def _lines(label: Any, hint: Any) -> Field:
    return LongTextField(label, [Optional(), AtMost(LONGEST)], description=hint)


def _tick(label: Any, hint: Any) -> Field:
    return TickField(label, description=hint)


def _count(label: Any, hint: Any) -> Field:
    return CountField(label, [Optional(), Between(-9999, 9999)], description=hint)


def _limit(label: Any, hint: Any) -> Field:
    return TextField(label, [Optional(), AtMost(12)], description=hint)


def _input(label: Any, hint: Any) -> Field:
    kinds = {key: KINDS[key] for key in INPUT_TYPES}
    return PickField(label, choices=choices(kinds), description=hint)


_TITLED = ("page", "panel", *SELECTS, "matrix", "boolean", "rating", *TYPED)
_CLOSED = (*SELECTS, "matrix", "boolean", "rating")
PROPERTIES = (
    Property("title", _("Tekst"), _TITLED, _words, True),
    Property("html", _("Tekst"), ("html",), _lines, True,
             hint=_("Opmaak: <p>, <strong>, <em>, <ul>, <li>, <h3> en <a href>. Andere opmaak mag niet.")),
    Property("description", _("Uitleg eronder"), _TITLED, _lines, True),
    Property("isRequired", _("Deze vraag moet een antwoord hebben"), (*_CLOSED, *TYPED), _tick,
             default=False),
    Property("eachRowRequired", _("Elke uitspraak moet een antwoord hebben"), ("matrix",), _tick,
             default=False),
    Property("showCommentArea", _("Vraag om een toelichting"), _CLOSED, _tick, default=False),
    Property("commentText", _("Tekst bij de toelichting"), _CLOSED, _line, True),
    Property("showOtherItem", _("Laatste antwoord: ‘Anders, namelijk …’"), SELECTS, _tick, default=False),
    Property("showNoneItem", _("Antwoord: ‘Geen van deze’"), SELECTS, _tick, default=False),
    Property("otherText", _("Woorden voor ‘Anders, namelijk’"), SELECTS, _line, True),
    Property("noneText", _("Woorden voor ‘Geen van deze’"), SELECTS, _line, True),
    Property("minSelectedChoices", _("Minstens zoveel antwoorden"), ("checkbox",), _count, default=0),
    Property("maxSelectedChoices", _("Hoogstens zoveel antwoorden"), ("checkbox",), _count, default=0,
             hint=_("Leeg: geen grens.")),
    Property("rateMin", _("Laagste cijfer"), ("rating",), _count, default=1),
    Property("rateMax", _("Hoogste cijfer"), ("rating",), _count, default=5),
    Property("minRateDescription", _("Wat het laagste betekent"), ("rating",), _line, True),
    Property("maxRateDescription", _("Wat het hoogste betekent"), ("rating",), _line, True),
    Property("labelTrue", _("Woord voor ja"), ("boolean",), _line, True),
    Property("labelFalse", _("Woord voor nee"), ("boolean",), _line, True),
    Property("inputType", _("Wat wordt er ingevuld?"), ("text",), _input, default="text"),
    Property("min", _("Minstens"), ("text",), _limit, hint=_("Alleen bij een getal of datum.")),
    Property("max", _("Hoogstens"), ("text",), _limit, hint=_("Alleen bij een getal of datum.")),
    Property("placeholder", _("Voorbeeld in het lege vak"), ("dropdown", *TYPED), _line, True),
    Property("requiredErrorText", _("Melding als het antwoord ontbreekt"), (*_CLOSED, *TYPED), _line, True),
    Property("maxLength", _("Hoogstens zoveel tekens"), TYPED, _count),
)  # fmt: skip
SELDOM = ("showCommentArea", "commentText", "showOtherItem", "showNoneItem", "minRateDescription",
          "otherText", "noneText", "placeholder", "requiredErrorText",
          "maxRateDescription")  # fmt: skip
"""Properties that stand folded below the others."""
_LENGTHS = {"text": 500, "comment": 1000}


def _properties(spot: Spot) -> list[Property]:
    """Return what may be said about a thing; what only fits another input is left out."""
    has_own_rates = "rateValues" in spot.thing
    input_type = spot.thing.get("inputType", "text")
    unfit = {"maxLength"} if input_type in ("number", "date", "time") else set()
    unfit |= set() if input_type in ("number", "date") else {"min", "max"}
    unfit |= {"rateMin", "rateMax"} if has_own_rates else set()
    unfit |= {"isRequired"} if "requiredIf" in spot.thing else set()
    return [one for one in PROPERTIES if spot.kind in one.kinds and one.key not in unfit]


@bp.route("/<thing>", methods=["GET", "POST"])
def edit(partnership_id: int, name: str, thing: str) -> Answer:
    """Show and keep the words of one thing, with what the loader says of them at the field."""
    desk = desk_of(partnership_id, name)
    spot = desk.find(thing)
    form = _form(desk, spot)
    if request.method != "POST":
        return _page(desk, spot, form)
    if not form.validate():
        return _page(desk, spot, form), 422
    if form["version"].data != stamp_of(desk, thing):
        form.beside(_values(desk, spot), stamp_of(desk, thing))
        return _page(desk, spot, form), 409
    desk.keep(_changed(desk, spot, form))
    flash(gettext("Bewaard."))
    return back_to(desk, ".edit", thing=thing)


@bp.post("/<thing>/naam")
def rename(partnership_id: int, name: str, thing: str) -> Answer:
    """Make a new name for the file out of the words; when the old one was published, the file says so."""
    desk = desk_of(partnership_id, name)
    spot = desk.find(thing)
    taken = (editing.names_in(desk.envelope) | desk.ever) - {thing}
    new = name_from(desk.label(spot.thing), taken)
    if new != thing:
        desk.keep(rename_question(desk.envelope, thing, new, published=desk.was_published(thing)))
    flash(gettext("In het bestand heet dit nu ‘%(name)s’.", name=new))
    return back_to(desk, ".edit", thing=new)


def _form(desk: Desk, spot: Spot) -> Form:
    fields: dict[str, Field] = {}
    for one in _properties(spot):
        if one.is_text:
            for code in desk.languages:
                label = in_language(str(one.label), code, desk.languages)
                fields[f"{one.key}_{code}"] = one.make(label, one.hint)
        else:
            fields[one.key] = one.make(one.label, one.hint)
    fields |= {"version": VersionField(), "submit_id": SubmitIdField()}
    made: Form = type("WordsForm", (Form,), fields)(
        data=_values(desk, spot) | {"version": stamp_of(desk, spot.name)}
    )
    return made


def _values(desk: Desk, spot: Spot) -> dict[str, Any]:
    """Return what the file says, by field."""
    found: dict[str, Any] = {}
    for one in _properties(spot):
        value = spot.thing.get(one.key, one.default)
        if one.is_text:
            found |= {f"{one.key}_{code}": text_in(value, code) for code in desk.languages}
        elif one.make is _count and value == 0:
            found[one.key] = None
        else:
            found[one.key] = value
    return found


def _changed(desk: Desk, spot: Spot, form: Form) -> Envelope:
    """Return the envelope with what was typed; what is the default is left out."""
    changed = deepcopy(desk.envelope)
    thing = editing.find(changed, spot.name).thing
    for one in _properties(spot):
        if one.is_text:
            put_text(changed, thing, one.key, {c: form[f"{one.key}_{c}"].data or "" for c in desk.languages})
        else:
            _put(thing, one, form[one.key].data)
    _fit_input(thing)
    return changed


def _put(thing: Thing, one: Property, value: Any) -> None:
    """Write a plain property; one that says nothing new keeps its place or its absence."""
    usual = _LENGTHS.get(str(thing.get("type")), one.default) if one.key == "maxLength" else one.default
    if one.make is _limit:
        value = _as_number(value) if thing.get("inputType") == "number" else value or None
    if value is None and usual is not None:
        value = usual
    if value == thing.get(one.key, usual):
        return
    if value == usual:
        thing.pop(one.key, None)
    else:
        thing[one.key] = value


def _as_number(text: str | None) -> Any:
    """Return a typed limit as a number when it is one; what is none stays, and the loader says so."""
    typed = (text or "").replace(",", ".")
    try:
        number = float(typed)
    except ValueError:
        return typed or None
    return int(number) if number.is_integer() else number


def _fit_input(thing: Thing) -> None:
    """Drop what another input does not have, when what is to be filled in became another thing."""
    if thing.get("type") != "text":
        return
    input_type = thing.get("inputType", "text")
    if input_type in ("number", "date", "time"):
        thing.pop("maxLength", None)
    if input_type not in ("number", "date"):
        thing.pop("min", None)
        thing.pop("max", None)


def _page(desk: Desk, spot: Spot, form: Form) -> str:
    hints: list[str] = []
    if request.method != "POST":
        hints = hang(form, desk.problems_of(spot.name, Area.WORDS), lambda one: _field_of(one, form, desk))
    return desk.page(
        "words",
        form=form,
        spot=spot,
        label=desk.label(spot.thing),
        kind=KINDS.get(spot.thing.get("inputType", ""), KINDS.get(spot.kind, spot.kind)),
        tabs=tabs(desk, spot, "words"),
        hints=hints,
        more=[field for field in form if field.name.partition("_")[0] in SELDOM],
        published=desk.was_published(spot.name),
    )


def _field_of(one: Placed, form: Form, desk: Desk) -> str:
    """Return the field that a problem is about; of a text the first language that lacks words."""
    if one.key in form:
        return one.key
    named = [f"{one.key}_{code}" for code in desk.languages if f"{one.key}_{code}" in form]
    return next((field for field in named if not form[field].data), named[0] if named else "")

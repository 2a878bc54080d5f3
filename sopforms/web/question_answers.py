"""The answers that a question offers and the statements of a matrix: one list, one button for each deed."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, abort, flash, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from sopforms.core.questionnaire import editing_items
from sopforms.core.questionnaire.editing import Spot
from sopforms.core.questionnaire.editing_items import LISTS, ROWS, Item, listed, text_of, value_of
from sopforms.core.questionnaire.editing_mapping import entry_of
from sopforms.core.questionnaire.editing_places import Area, Placed
from sopforms.core.questionnaire.editing_texts import text_in
from sopforms.core.questionnaire.rewriting import Envelope
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    Optional,
    PickField,
    SubmitIdField,
    TextField,
    VersionField,
    choices,
)
from sopforms.web.question_desk import (
    URL,
    WITH_SCALE,
    Answer,
    Desk,
    asked,
    back_to,
    desk_of,
    in_language,
    only_questions,
    stamp_of,
    tabs,
)
from sopforms.web.question_editor import scales_to_choose
from sopforms.web.question_problems import hang

bp = Blueprint("question_answers", __name__, url_prefix=URL)

NEW = 2
"""How many empty lines a list has for new answers."""
_DO = re.compile(r"(up|down|drop)\.(\d{1,3})")


@bp.route("/<thing>/antwoorden", methods=["GET", "POST"], endpoint="choices")
def answers(partnership_id: int, name: str, thing: str) -> Answer:
    """Show and keep the answers of a question: its own, or those of a scale."""
    desk = desk_of(partnership_id, name)
    spot = only_questions(desk, thing)
    if spot.kind not in WITH_SCALE:
        abort(404)
    return _list(desk, spot, LISTS[spot.kind])


@bp.route("/<thing>/uitspraken", methods=["GET", "POST"])
def rows(partnership_id: int, name: str, thing: str) -> Answer:
    """Show and keep the statements of a matrix."""
    desk = desk_of(partnership_id, name)
    spot = only_questions(desk, thing)
    if spot.kind != "matrix":
        abort(404)
    return _list(desk, spot, ROWS)


def _list(desk: Desk, spot: Spot, key: str) -> Answer:
    form = _form(desk, spot, key)
    if request.method != "POST":
        return _page(desk, spot, key, form)
    if not form.validate():
        return _page(desk, spot, key, form), 422
    now = stamp_of(desk, spot.name)
    if form["version"].data != now:
        form.beside(_values(desk, spot, key), now)
        return _page(desk, spot, key, form), 409
    desk.keep(_changed(desk, spot, key, form))
    flash(gettext("Bewaard."))
    return back_to(desk, ".rows" if key == ROWS else ".choices", thing=spot.name)


def _form(desk: Desk, spot: Spot, key: str) -> Form:
    """Return a form with a line for each item and language, and some for new ones."""
    fields: dict[str, Field] = {}
    if key != ROWS:
        fields["scale"] = PickField(
            _("Welke antwoorden?"),
            choices=choices({"": gettext("Eigen antwoorden")} | scales_to_choose(desk)),
            description=_("Vragen met dezelfde schaal zijn naast elkaar te leggen."),
        )
    if key == ROWS or not _scale(desk, spot):
        count = len(listed(spot.thing, key))
        for number in range(count + NEW):
            word = _word(key, number, number >= count)
            for code in desk.languages:
                label = in_language(word, code, desk.languages)
                fields[f"item_{number}_{code}"] = _line(label, is_long=key == ROWS)
    fields |= {"version": VersionField(), "submit_id": SubmitIdField()}
    values = _values(desk, spot, key) | {"version": stamp_of(desk, spot.name)}
    made: Form = type("AnswersForm", (Form,), fields)(data=values)
    return made


def _line(label: str, *, is_long: bool) -> Field:
    """Return the field of an item: a statement has more room than an answer."""
    kind = LongTextField if is_long else TextField
    return kind(label, [Optional(), AtMost(1000)])


def _word(key: str, number: int, is_new: bool) -> str:
    if is_new:
        return str(_("Nieuwe uitspraak") if key == ROWS else _("Nieuw antwoord"))
    words = _("Uitspraak %(n)s", n=number + 1) if key == ROWS else _("Antwoord %(n)s", n=number + 1)
    return str(words)


def _scale(desk: Desk, spot: Spot) -> str:
    """Return the scale of a question, when there is such a scale."""
    name = entry_of(desk.envelope, spot.name).get("scale")
    return name if isinstance(name, str) and name in desk.scales else ""


def _values(desk: Desk, spot: Spot, key: str) -> dict[str, Any]:
    found: dict[str, Any] = {} if key == ROWS else {"scale": _scale(desk, spot)}
    for number, item in enumerate(listed(spot.thing, key)):
        found |= {f"item_{number}_{code}": text_in(text_of(item), code) for code in desk.languages}
    return found


def _changed(desk: Desk, spot: Spot, key: str, form: Form) -> Envelope:
    """Return the envelope with another scale, or with the items as typed and what the button asks."""
    now = _scale(desk, spot)
    chosen = (form["scale"].data or "") if key != ROWS else ""
    if key != ROWS and chosen != now:
        return editing_items.use_scale(desk.envelope, spot.name, desk.scales.get(chosen))
    if key != ROWS and now:
        return desk.envelope
    count = len(listed(spot.thing, key))
    items = [Item(_typed(desk, form, number), number) for number in range(count)]
    new = [Item(_typed(desk, form, number)) for number in range(count, count + NEW)]
    items = _done([*items, *(item for item in new if any(item.texts.values()))], asked("do"))
    return editing_items.set_items(desk.envelope, spot.name, key, items, ever=_ever(desk, spot, key))


def _typed(desk: Desk, form: Form, number: int) -> dict[str, str]:
    return {code: form[f"item_{number}_{code}"].data or "" for code in desk.languages}


def _done(items: list[Item], button: str) -> list[Item]:
    """Return the items after the button that was pressed: one up, one down, one away."""
    match = _DO.fullmatch(button)
    index = int(match[2]) if match else len(items)
    if match is None or index >= len(items):
        return items
    item = items.pop(index)
    if match[1] != "drop":
        items.insert(max(0, index + (1 if match[1] == "down" else -1)), item)
    return items


def _ever(desk: Desk, spot: Spot, key: str) -> set[str]:
    """Return the values or rows of this question that were published: they are for life."""
    questions = [form.by_name[spot.name] for form in desk.earlier if spot.name in form.by_name]
    if key == ROWS:
        return {row.name for question in questions for row in question.rows}
    return {str(choice.value) for question in questions for choice in question.choices}


def _page(desk: Desk, spot: Spot, key: str, form: Form) -> str:
    hints: list[str] = []
    if request.method != "POST":
        wrong = [
            one for one in desk.problems_of(spot.name, Area.ANSWERS) if (one.key == ROWS) == (key == ROWS)
        ]
        hints = hang(form, wrong, lambda one: _field_of(one, form, desk))
    scale = desk.scales.get(_scale(desk, spot)) if key != ROWS else None
    items = listed(spot.thing, key)
    return desk.page(
        "answers",
        form=form,
        spot=spot,
        label=desk.label(spot.thing),
        tabs=tabs(desk, spot, "rows" if key == ROWS else "answers"),
        hints=hints,
        is_rows=key == ROWS,
        scale=scale,
        count=len(items),
        values=[str(value_of(item)) for item in items],
        fixed=[text_in(text_of(item), desk.languages[0]) for item in items] if scale else [],
        new=NEW,
        published=_ever(desk, spot, key),
    )


def _field_of(one: Placed, form: Form, desk: Desk) -> str:
    """Return the field that a problem is about: the item in the language that lacks words, or the first."""
    number = 0 if one.item is None else one.item
    named = [f"item_{number}_{code}" for code in desk.languages if f"item_{number}_{code}" in form]
    return next((field for field in named if not form[field].data), named[0] if named else "scale")

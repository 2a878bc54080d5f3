"""What a field was called on the page that sent it, for who gets back what they typed without that page."""

from __future__ import annotations

import inspect
import sys
from typing import Any

from flask import current_app
from werkzeug.exceptions import HTTPException
from wtforms import FieldList, FormField

from sopforms.web.forms import Form


def label_of(path: str, name: str) -> str:
    """Return the label of the field that was posted there, or an empty text when no form of ours knows it.

    The forms are those that the page's own module works with; `points-2-reason` is of the third point.
    """
    for form in _forms_at(path):
        if found := _label_in(form, name):
            return found
    return ""


def _forms_at(path: str) -> list[type[Form]]:
    """Return the forms of the module whose page takes what is posted to this path."""
    try:
        endpoint, _values = current_app.url_map.bind("").match(path.partition("?")[0], method="POST")
    except HTTPException:
        return []
    module = sys.modules[inspect.unwrap(current_app.view_functions[endpoint]).__module__]
    return [
        each for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, Form) and each is not Form
    ]  # fmt: skip


def _label_in(form: type[Any], name: str) -> str:
    first, _dash, rest = name.partition("-")
    field = getattr(form, first, None)
    kind, given = getattr(field, "field_class", None), getattr(field, "args", ())
    if kind is None:
        return ""
    if kind is FieldList and given and rest:
        place, _dash, inner = rest.partition("-")
        entry = given[0]
        inside = entry.args[0] if entry.field_class is FormField else None
        said = _label_in(inside, inner) if inside and inner else ""
        return f"{int(place) + 1}. {said}" if said and place.isdigit() else said
    label = given[0] if given else field.kwargs.get("label", "")
    return "" if rest or not label or isinstance(label, type) else str(label)

"""Changes what a question offers: choices, columns, values of a rating, and the rows of a matrix."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from sopforms.core.questionnaire.editing import Spot, Thing, find, items_of
from sopforms.core.questionnaire.editing_names import name_from, value_from
from sopforms.core.questionnaire.editing_texts import cut, first_of, languages_of, put_text
from sopforms.core.questionnaire.mapping import LONGEST_SHORT
from sopforms.core.questionnaire.meaning import Scale
from sopforms.core.questionnaire.rewriting import Envelope

LISTS = {
    "radiogroup": "choices",
    "dropdown": "choices",
    "checkbox": "choices",
    "matrix": "columns",
    "rating": "rateValues",
}
ROWS = "rows"
_RATES = ("rateMin", "rateMax", "rateStep")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list as it is to be: `was` is its place before the change, None for a new one."""

    texts: dict[str, str] = field(default_factory=dict)
    was: int | None = None


def listed(thing: Thing, key: str) -> list[Any]:
    """Return the items of a list of a question; empty when it has none."""
    found = thing.get(key)
    return found if isinstance(found, list) else []


def value_of(item: Any) -> Any:
    """Return the value of an item, which may be written bare."""
    return item.get("value") if isinstance(item, dict) else item


def text_of(item: Any) -> Any:
    """Return the text of an item as the file has it; a bare one is its own text."""
    return item.get("text", str(item.get("value", ""))) if isinstance(item, dict) else str(item)


def set_items(
    envelope: Envelope, name: str, key: str, items: Sequence[Item], *, ever: Collection[str] = ()
) -> Envelope:
    """Give a list of a question these items in this order; values stay, new ones are made from the text.

    What is gone disappears from the sidecar too: sentences and scores of a choice, the entry of a row.
    `ever` are values that were published: they are for life.
    """
    changed = deepcopy(envelope)
    spot = find(changed, name)
    old = listed(spot.thing, key)
    taken = {str(value_of(item)) for item in old} | set(ever)
    found: list[Any] = []
    for item in items:
        if item.was is not None and 0 <= item.was < len(old):
            found.append(_reworded(changed, old[item.was], item))
        else:
            first = first_of(item.texts)
            value = name_from(first, taken, lead="rij") if key == ROWS else value_from(first, taken)
            taken.add(value)
            new: Thing = {"value": value}
            put_text(changed, new, "text", item.texts)
            found.append(new)
            if key == ROWS:
                _add_row(changed, name, value, item)
    spot.thing[key] = found
    kept = {str(value_of(item)) for item in found}
    for value in [str(value_of(item)) for item in old if str(value_of(item)) not in kept]:
        (_forget_row if key == ROWS else _forget_value)(changed, spot, value)
    return changed


def _reworded(envelope: Envelope, item: Any, to: Item) -> Any:
    """Return an item with other words; one that says the same stays as written."""
    new: Thing = deepcopy(item) if isinstance(item, dict) else {"value": item, "text": str(item)}
    put_text(envelope, new, "text", to.texts)
    if not isinstance(item, dict) and new == {"value": item, "text": str(item)}:
        return item
    return new


def _add_row(envelope: Envelope, name: str, row: str, item: Item) -> None:
    entry = envelope.setdefault("mapping", {}).setdefault(name, {})
    new: Thing = {}
    put_text(envelope, new, "short", {k: cut(text, LONGEST_SHORT) for k, text in item.texts.items()})
    if isinstance(entry, dict) and isinstance(entry.setdefault("rows", {}), dict):
        entry["rows"][row] = new


def _forget_row(envelope: Envelope, spot: Spot, row: str) -> None:
    entry = envelope.get("mapping", {}).get(spot.name)
    rows = entry.get("rows") if isinstance(entry, dict) else None
    if isinstance(rows, dict):
        rows.pop(row, None)
    _forget_rename(envelope, "rows", spot.name, row)


def _forget_value(envelope: Envelope, spot: Spot, value: str) -> None:
    entry = envelope.get("mapping", {}).get(spot.name)
    rows = entry.get("rows") if isinstance(entry, dict) else None
    for one in (entry, *(rows.values() if isinstance(rows, dict) else ())):
        for key in ("text", "score"):
            table = one.get(key) if isinstance(one, dict) else None
            if isinstance(table, dict):
                table.pop(value, None)
                if not table:
                    del one[key]
    _forget_rename(envelope, "choices", spot.name, value)


def _forget_rename(envelope: Envelope, kind: str, name: str, gone: str) -> None:
    """Drop the renames that lead to a row or value that is gone."""
    renames = envelope.get("renames")
    tables = renames.get(kind) if isinstance(renames, dict) else None
    table = tables.get(name) if isinstance(tables, dict) else None
    if not (isinstance(renames, dict) and isinstance(tables, dict) and isinstance(table, dict)):
        return
    for old in [old for old, new in table.items() if new == gone]:
        del table[old]
    if not table:
        del tables[name]
    if not tables:
        del renames[kind]
    if not renames:
        del envelope["renames"]


def use_scale(envelope: Envelope, name: str, scale: Scale | None) -> Envelope:
    """Give a question the values of a scale, in its order and words; None: answers of its own again.

    With a scale for open texts the longest text is that of the scale at most. Scores go: a scale
    has its own; and so do sentences for values that the scale does not have.
    """
    changed = deepcopy(envelope)
    spot = find(changed, name)
    entry = changed.setdefault("mapping", {}).setdefault(name, {})
    if scale is None:
        entry.pop("scale", None)
        return changed
    if entry.get("scale") != scale.name:
        entry["scale"] = scale.name
    if scale.max_length is not None:
        _shorten(spot.thing, scale.max_length)
        return changed
    key = LISTS[spot.kind]
    old = [str(value_of(item)) for item in listed(spot.thing, key)]
    entry.pop("score", None)
    for rate in _RATES if spot.kind == "rating" else ():
        spot.thing.pop(rate, None)
    new = items_of(scale, languages_of(changed))
    if old != [str(item["value"]) for item in new]:
        spot.thing[key] = new
    for value in old:
        if value not in {str(item["value"]) for item in new}:
            _forget_value(changed, spot, value)
    return changed


def _shorten(thing: Thing, most: int) -> None:
    usual = 500 if thing.get("type") == "text" else 1000
    now = thing.get("maxLength", usual)
    if isinstance(now, int) and now > most:
        thing["maxLength"] = most

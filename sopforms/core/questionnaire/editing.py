"""Changes a questionnaire file part by part: pages, panels and questions, and where they stand.

A file is edited as plain data in the order of the file, the *envelope*. Every function gives a new envelope
and leaves the old one as it was; `written` lays the new one over the old text, so that nothing outside the
edited place changes. A change may leave problems behind (a page without questions, a condition on a later
question): the loader names them, and the draft is kept with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sopforms.core.errors import NotFound
from sopforms.core.questionnaire.editing_names import name_from
from sopforms.core.questionnaire.editing_texts import cut, first_of, languages_of, put_text, texts_of
from sopforms.core.questionnaire.mapping import LONGEST_SHORT
from sopforms.core.questionnaire.meaning import Scale
from sopforms.core.questionnaire.properties import SELECTS
from sopforms.core.questionnaire.rewriting import Envelope, readable

Thing = dict[str, Any]
"""A page, panel, question or piece of html, as the file has it."""

INPUTS = ("number", "date", "email", "url", "tel", "time")
"""Kinds of text question that are offered beside the types: `inputType` of a `text`."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a thing stands: in which list, at which place, in which page, how deep in panels."""

    thing: Thing
    siblings: list[Any]
    index: int
    page: Thing
    owner: Thing
    depth: int

    @property
    def name(self) -> str:
        """Its name; empty when the file gives none that can be used."""
        name = self.thing.get("name")
        return name if isinstance(name, str) else ""

    @property
    def kind(self) -> str:
        """Its type; `page` for a page."""
        return "page" if self.thing is self.page else str(self.thing.get("type", ""))


def parse(source: bytes | str) -> Envelope | None:
    """Return the envelope in a file; None when it cannot be edited: no JSON, written twice, no envelope."""
    envelope = readable(source)
    if envelope is None or not isinstance(envelope.get("survey"), dict):
        return None
    fits = isinstance(envelope.get("mapping", {}), dict)
    return envelope if fits and isinstance(envelope["survey"].get("pages", []), list) else None


def pages(envelope: Envelope) -> list[Thing]:
    """Return the pages of the survey."""
    return [page for page in envelope["survey"].get("pages", []) if isinstance(page, dict)]


def spots(envelope: Envelope) -> Iterator[Spot]:
    """Yield every page and element in document order."""
    listed = envelope["survey"].get("pages", [])
    for index, page in enumerate(listed):
        if isinstance(page, dict):
            yield Spot(page, listed, index, page, envelope["survey"], 0)
            yield from _inside(page, page, 0)


def _inside(owner: Thing, page: Thing, depth: int) -> Iterator[Spot]:
    found = owner.get("elements")
    elements: list[Any] = found if isinstance(found, list) else []
    for index, thing in enumerate(elements):
        if isinstance(thing, dict):
            yield Spot(thing, elements, index, page, owner, depth)
            if thing.get("type") == "panel":
                yield from _inside(thing, page, depth + 1)


def find(envelope: Envelope, name: str) -> Spot:
    """Return where the page or element of this name stands; raise NotFound without it."""
    found = next((spot for spot in spots(envelope) if spot.name == name and name), None)
    if found is None:
        raise NotFound
    return found


def names_in(envelope: Envelope) -> set[str]:
    """Return every name that is taken: of things, of mapping entries, and old names that were renamed."""
    found = {spot.name for spot in spots(envelope)} | set(envelope.get("mapping", {}))
    renames = envelope.get("renames")
    old = renames.get("questions") if isinstance(renames, dict) else None
    return found | set(old if isinstance(old, dict) else ())


def add_page(
    envelope: Envelope, title: Mapping[str, str], *, after: str = "", ever: Collection[str] = ()
) -> tuple[Envelope, str]:
    """Add an empty page behind the page `after`, or as the last; return its name."""
    changed = deepcopy(envelope)
    name = name_from(first_of(title) or "pagina", names_in(changed) | set(ever), lead="pagina")
    page: Thing = {"name": name}
    put_text(changed, page, "title", title)
    page["elements"] = []
    listed = changed["survey"].setdefault("pages", [])
    listed.insert(find(changed, after).index + 1 if after else len(listed), page)
    return changed, name


def add(
    envelope: Envelope,
    kind: str,
    title: Mapping[str, str],
    into: str,
    *,
    scale: Scale | None = None,
    ever: Collection[str] = (),
) -> tuple[Envelope, str]:
    """Add a question, panel or html as the last thing of a page or panel; return its name.

    `kind` is a type, or one of `INPUTS`. With a scale its answers are those of the scale. `ever` are names of
    published versions: a name is for life, and a new question never takes an old one.
    """
    changed = deepcopy(envelope)
    name = name_from(first_of(title), names_in(changed) | set(ever))
    owner = find(changed, into).thing
    owner.setdefault("elements", []).append(_new(changed, kind, name, title, scale))
    if kind not in ("panel", "html"):
        changed.setdefault("mapping", {})[name] = _entry(changed, kind, title, scale)
    return changed, name


def _new(envelope: Envelope, kind: str, name: str, title: Mapping[str, str], scale: Scale | None) -> Thing:
    thing: Thing = {"type": "text" if kind in INPUTS else kind, "name": name}
    if kind == "html":
        put_text(envelope, thing, "html", {language: f"<p>{text}</p>" for language, text in title.items()})
        return thing
    put_text(envelope, thing, "title", title)
    if kind in INPUTS:
        thing["inputType"] = kind
    listed = {"matrix": "columns", "rating": "rateValues"}.get(kind, "choices" if kind in SELECTS else "")
    if listed and (kind != "rating" or scale is not None):
        thing[listed] = items_of(scale, languages_of(envelope)) if scale is not None else []
    if kind == "matrix":
        thing["rows"] = []
    if kind == "panel":
        thing["elements"] = []
    return thing


def items_of(scale: Scale, languages: tuple[str, ...]) -> list[Thing]:
    """Return the values of a scale as choices or columns, with their texts in the languages of the file."""
    found = []
    for value in scale.values:
        texts = {language: value.text.get(language, str(value.value)) for language in languages}
        found.append({"value": value.value, "text": texts if len(languages) > 1 else texts[languages[0]]})
    return found


def _entry(envelope: Envelope, kind: str, title: Mapping[str, str], scale: Scale | None) -> Thing:
    """Return what a new question means so far: a short name, and nothing is counted yet."""
    entry: Thing = {}
    put_text(
        envelope, entry, "short", {language: cut(text, LONGEST_SHORT) for language, text in title.items()}
    )
    if scale is not None:
        entry["scale"] = scale.name
    entry["aggregate"] = "none"
    return entry | ({"rows": {}} if kind == "matrix" else {})


def move(envelope: Envelope, name: str, step: int) -> Envelope:
    """Move a page or element one place up (-1) or down (1).

    At the edge of a page an element goes to the page before or behind, at the edge of a panel out of it; at
    the very edge nothing happens.
    """
    changed = deepcopy(envelope)
    spot = find(changed, name)
    to = spot.index + step
    if 0 <= to < len(spot.siblings):
        spot.siblings.insert(to, spot.siblings.pop(spot.index))
    elif spot.kind != "page":
        _over_the_edge(changed, spot, step)
    return changed


def _over_the_edge(envelope: Envelope, spot: Spot, step: int) -> None:
    """Move the first or last thing of a page or panel beyond it."""
    if spot.owner is not spot.page:
        around = find(envelope, str(spot.owner.get("name", "")))
        around.siblings.insert(around.index + (step > 0), spot.siblings.pop(spot.index))
        return
    listed = pages(envelope)
    number = next(index for index, page in enumerate(listed) if page is spot.page) + step
    if 0 <= number < len(listed):
        elements = listed[number].setdefault("elements", [])
        elements.insert(0 if step > 0 else len(elements), spot.siblings.pop(spot.index))


def put(envelope: Envelope, name: str, into: str) -> Envelope:
    """Move an element to the end of another page or panel; a panel cannot go into itself."""
    changed = deepcopy(envelope)
    spot, owner = find(changed, name), find(changed, into)
    within = {inner.name for inner in _inside(spot.thing, spot.page, 0)} | {name}
    if spot.kind == "page" or into in within or owner.kind not in ("page", "panel"):
        raise NotFound
    owner.thing.setdefault("elements", []).append(spot.siblings.pop(spot.index))
    return changed


def copy(envelope: Envelope, name: str, *, ever: Collection[str] = ()) -> tuple[Envelope, str]:
    """Put a copy of an element behind it, with new names and without its indicators; return its name."""
    changed = deepcopy(envelope)
    spot = find(changed, name)
    thing = deepcopy(spot.thing)
    taken = names_in(changed) | set(ever)
    mapping = changed.get("mapping", {})
    inner = _inside(thing, spot.page, 0) if spot.kind == "panel" else ()
    for one in (thing, *(found.thing for found in inner)):
        old = str(one.get("name", ""))
        one["name"] = name_from(first_of(texts_of(one.get("title"))) or old, taken)
        taken.add(one["name"])
        if isinstance(mapping.get(old), dict):
            mapping[one["name"]] = _without_indicators(mapping[old])
    spot.siblings.insert(spot.index + 1, thing)
    return changed, str(thing["name"])


def _without_indicators(entry: Thing) -> Thing:
    """Return a copy of an entry that feeds nothing: an indicator belongs to one question."""
    found = deepcopy(entry)
    rows = found.get("rows")
    for one in (found, *(rows.values() if isinstance(rows, dict) else ())):
        if isinstance(one, dict):
            one.pop("indicator", None)
    return found


def remove(envelope: Envelope, name: str) -> Envelope:
    """Remove a page or element with everything in it, and what the sidecar says about it."""
    changed = deepcopy(envelope)
    spot = find(changed, name)
    gone = [name, *(found.name for found in _inside(spot.thing, spot.page, 0))]
    del spot.siblings[spot.index]
    for one in gone:
        changed.get("mapping", {}).pop(one, None)
        _forget(changed, one)
    return changed


def _forget(envelope: Envelope, name: str) -> None:
    """Drop renames that lead to a question that is gone."""
    renames = envelope.get("renames")
    if not isinstance(renames, dict):
        return
    for key, table in list(renames.items()):
        if not isinstance(table, dict):
            continue
        table.pop(name if key != "questions" else "", None)
        for old in [old for old, new in table.items() if new == name and key == "questions"]:
            del table[old]
        if not table:
            del renames[key]
    if not renames:
        del envelope["renames"]

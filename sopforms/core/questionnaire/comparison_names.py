"""Which name of an earlier version is which name of a later one, and where everything stands in its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sopforms.core.questionnaire.comparison_change import Keys
from sopforms.core.questionnaire.model import (
    Element,
    Form,
    Html,
    MappingEntry,
    Page,
    Panel,
    Question,
    Renames,
)
from sopforms.core.questionnaire.renaming import ends


@dataclass(frozen=True, slots=True)
class Spot:
    """A page or element with the keys that lead to it and the name of what it stands in ("" for a page)."""

    item: Page | Panel | Html | Question
    place: Keys
    holder: str


def spots(form: Form) -> dict[str, Spot]:
    """Return everything with a name in document order; a holder stands before what it holds."""
    found: dict[str, Spot] = {}
    for index, page in enumerate(form.pages):
        place: Keys = ("survey", "pages", index)
        found[page.name] = Spot(page, place, "")
        found |= {spot.item.name: spot for spot in _inside(page.elements, place, page.name)}
    return found


def _inside(elements: tuple[Element, ...], place: Keys, holder: str) -> Iterator[Spot]:
    for index, element in enumerate(elements):
        inner = (*place, "elements", index)
        yield Spot(element, inner, holder)
        if isinstance(element, Panel):
            yield from _inside(element.elements, inner, element.name)


class Names:
    """The renames of the new version, followed to their end; a name without a line stays what it is."""

    def __init__(self, renames: Renames) -> None:
        self._questions = ends(renames.questions)
        self._rows = {name: ends(table) for name, table in renames.rows.items()}
        self._choices = {name: ends(table) for name, table in renames.choices.items()}

    def question(self, old: str) -> str:
        """Return the new name of a question."""
        return self._questions.get(old, old)

    def row(self, question: str, old: str) -> str:
        """Return the new name of a row; `question` is the new name of its matrix."""
        return self._rows.get(question, {}).get(old, old)

    def choice(self, question: str, old: str) -> str:
        """Return the new value, as text; `question` is the new name of its question."""
        return self._choices.get(question, {}).get(old, old)


def series_of(form: Form, name: str, row: str | None = None) -> tuple[str, ...]:
    """Return the trends of a question or one of its rows: indicators, or the name where there is none.

    A matrix has the series of its rows too, and one of its own where it has an indicator.
    """
    entry = form.mapping.get(name)
    if row is not None:
        inner = entry.rows.get(row) if entry else None
        return ((inner.indicator if inner else None) or f"{name}.{row}",)
    if entry is None or not entry.rows:
        return ((entry.indicator if entry else None) or name,)
    own = (entry.indicator,) if entry.indicator else ()
    return own + tuple(inner.indicator or f"{name}.{key}" for key, inner in entry.rows.items())


def all_series(form: Form) -> tuple[str, ...]:
    """Return every trend of a questionnaire."""
    return tuple(dict.fromkeys(one for question in form.questions for one in series_of(form, question.name)))


def indicators(form: Form) -> Iterator[tuple[str, MappingEntry, Keys, str]]:
    """Yield each indicator with its entry, the keys that lead to the entry, and the name of its question."""
    for name, entry in form.mapping.items():
        if entry.indicator:
            yield entry.indicator, entry, ("mapping", name), name
        for row, inner in entry.rows.items():
            if inner.indicator:
                yield inner.indicator, inner, ("mapping", name, "rows", row), name

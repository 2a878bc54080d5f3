"""This year's figures beside those of an earlier year, and where the two may not be compared.

Series are joined by indicator, also across questionnaires; without one, by the name through its renames.
A series breaks where the partnership said so when it published, and where the answers are counted on another
scale. What is hidden in one of the years is never told by way of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sopforms.core.questionnaire.model import Form, MappingEntry, QuestionType
from sopforms.core.questionnaire.renaming import newest

Item = Mapping[str, Any]
_ONE_OF = (QuestionType.RADIOGROUP, QuestionType.DROPDOWN, QuestionType.RATING, QuestionType.MATRIX)


class Footing(StrEnum):
    """How a topic stands to the earlier year."""

    COMPARABLE = "comparable"
    REWORDED = "reworded"
    """Comparable, but asked in other words."""
    BROKEN = "broken"
    """Asked differently: not to be compared."""
    NEW = "new"
    FEW = "few"
    """Too few answers in the earlier year to tell anything."""


class Figure(StrEnum):
    """What is compared."""

    MEAN = "mean"
    MEDIAN = "median"
    SHARE = "share"
    NPS = "nps"


@dataclass(frozen=True, slots=True)
class Year:
    """The figures of one year: `items` as `aggregate` made them of `form`."""

    form: Form
    items: Sequence[Item]


@dataclass(frozen=True, slots=True)
class Trend:
    """One topic in two years. `before` is None unless both figures may stand side by side.

    `lowest` and `highest` are the ends of the scale; None for a number that people typed.
    """

    item: Item
    entry: MappingEntry
    footing: Footing
    figure: Figure
    before: float | None
    after: float
    lowest: float | None = None
    highest: float | None = None

    @property
    def change(self) -> float | None:
        """How much higher it is than in the earlier year."""
        return None if self.before is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Trends:
    """All topics with a figure this year, in document order; `gone` were asked in the earlier year alone."""

    rows: tuple[Trend, ...]
    gone: tuple[MappingEntry, ...] = ()

    def of(self, *footings: Footing) -> tuple[Trend, ...]:
        """Return the topics that stand so to the earlier year."""
        return tuple(row for row in self.rows if row.footing in footings)


def compare(
    now: Year, before: Year, *, breaks: Collection[str] = (), reworded: Collection[str] = ()
) -> Trends:
    """Lay two years side by side. `breaks` and `reworded` are what the versions in between recorded.

    Both hold indicators, or names for what has none; a name may be one that was renamed since.
    """
    renamed = _Renamed(now.form)
    old = {renamed.series(item): item for item in before.items}
    broken, marked = set(map(renamed.name, breaks)), set(map(renamed.name, reworded))
    rows = []
    for item in now.items:
        series = renamed.series(item)
        row = _trend(now.form, item, before.form, old.get(series), renamed)
        if row is None:
            continue
        if row.footing is Footing.COMPARABLE and series in broken:
            row = replace(row, footing=Footing.BROKEN, before=None)
        elif row.footing is Footing.COMPARABLE and series in marked:
            row = replace(row, footing=Footing.REWORDED)
        rows.append(row)
    here = {renamed.series(item) for item in now.items}
    gone = [entry_of(before.form, item) for series, item in old.items() if series not in here]
    return Trends(tuple(rows), tuple(entry for entry in gone if _has_figure(entry)))


def entry_of(form: Form, item: Item) -> MappingEntry:
    """Return what the questionnaire says about the question or row of a result."""
    entry = form.mapping[item["question"]]
    return entry.rows[item["row"]] if "row" in item else entry


@dataclass(frozen=True, slots=True)
class _Renamed:
    """Names of earlier versions under those of this one."""

    form: Form

    def series(self, item: Item) -> str:
        """Return what joins this result to the same topic in another year."""
        if item.get("indicator"):
            return str(item["indicator"])
        name = str(item["question"])
        return self.name(f"{name}.{item['row']}" if "row" in item else name)

    def name(self, series: str) -> str:
        """Return the name of today of a question, or of `matrix.row`; an indicator stays what it is."""
        renames = self.form.renames
        old, dot, row = series.partition(".")
        name = newest(renames.questions, old)
        return f"{name}.{newest(renames.rows.get(name, {}), row)}" if dot else name

    def values(self, question: str) -> Callable[[Any], str]:
        """Return a function from a value of an earlier version, of this question, to that of today."""
        choices = self.form.renames.choices.get(question, {})
        return lambda value: newest(choices, str(value))


def _trend(form: Form, item: Item, old_form: Form, old: Item | None, renamed: _Renamed) -> Trend | None:
    entry = entry_of(form, item)
    figures = dict(_figures(item))
    if not figures:
        return None
    first = next(iter(figures))
    lowest, highest = _ends(form, item, entry, first)
    new = Trend(item, entry, Footing.NEW, first, None, figures[first], lowest, highest)
    if old is None:
        return new
    if not _same_measure(form, item, old_form, old, renamed):
        return replace(new, footing=Footing.BROKEN)
    if "suppressed" in old:
        return replace(new, footing=Footing.FEW)
    earlier = dict(_figures(old))
    both = next((figure for figure in figures if figure in earlier), None)
    if both is None:
        return replace(new, footing=Footing.BROKEN)
    lowest, highest = _ends(form, item, entry, both)
    return Trend(item, entry, Footing.COMPARABLE, both, earlier[both], figures[both], lowest, highest)


def _figures(item: Item) -> Iterator[tuple[Figure, float]]:
    """Yield what one number can say about a result, the most telling first; of a hidden one nothing."""
    mean = item.get("mean", item.get("scale_mean"))
    if mean is not None:
        yield Figure.MEAN, mean
    if item.get("median") is not None:
        yield Figure.MEDIAN, item["median"]
    if "share_yes" in item:
        yield Figure.SHARE, item["share_yes"]["share"]
    if "nps" in item:
        yield Figure.NPS, item["nps"]


def _has_figure(entry: MappingEntry) -> bool:
    return entry.measure is not None and entry.measure.ordered


def _ends(form: Form, item: Item, entry: MappingEntry, figure: Figure) -> tuple[float | None, float | None]:
    if figure is Figure.SHARE:
        return 0, 1
    if figure is Figure.NPS:
        return -100, 100
    scores = entry.measure.scores.values() if entry.measure else ()
    if form.by_name[item["question"]].is_number or not scores:
        return None, None
    return min(scores), max(scores)


def _same_measure(form: Form, item: Item, old_form: Form, old: Item, renamed: _Renamed) -> bool:
    """Whether both years counted the same values in the same way."""
    question, before = form.by_name[item["question"]], old_form.by_name[old["question"]]
    alike = question.type is before.type or (question.type in _ONE_OF and before.type in _ONE_OF)
    if not alike or question.is_number is not before.is_number:
        return False
    if _rows(form, item, renamed) != _rows(old_form, old, renamed):
        return False
    same: Callable[[Any], str] = str
    return _points(entry_of(form, item), same) == _points(
        entry_of(old_form, old), renamed.values(question.name)
    )


def _rows(form: Form, item: Item, renamed: _Renamed) -> frozenset[str]:
    """Return the rows whose mean a result is; none for what is no mean over rows."""
    question = form.by_name[item["question"]]
    if question.type is not QuestionType.MATRIX or "row" in item:
        return frozenset()
    return frozenset(renamed.name(f"{question.name}.{row.name}").partition(".")[2] for row in question.rows)


def _points(entry: MappingEntry, name: Callable[[Any], str]) -> Iterable[tuple[Any, ...]]:
    if entry.measure is None:
        return []
    head = [("base", str(entry.base), entry.measure.bipolar)]
    return head + [(name(point.value), point.score, point.missing) for point in entry.measure.values]

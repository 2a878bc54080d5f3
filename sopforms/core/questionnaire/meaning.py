"""The words of the format, and what answers mean: scales, indicators, chapters and sentences.

Read these names from `model`, which hands them on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeAlias

Texts: TypeAlias = Mapping[str, str]
"""Language code → text, with every declared language."""

Value: TypeAlias = int | str
"""The value of a choice, column or rate as it is stored. A boolean question stores `True` or `False`."""

Number: TypeAlias = int | float

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Kind(StrEnum):
    """Who answers a questionnaire and how it is kept (section 1 of the format)."""

    STAFF = "staff"
    TEAM = "team"
    PUPILS = "pupils"
    CONSOLIDATION = "consolidation"
    ADVICE = "advice"


class QuestionType(StrEnum):
    """The `type` of a question as the file writes it."""

    RADIOGROUP = "radiogroup"
    DROPDOWN = "dropdown"
    CHECKBOX = "checkbox"
    RATING = "rating"
    BOOLEAN = "boolean"
    MATRIX = "matrix"
    TEXT = "text"
    COMMENT = "comment"


class InputType(StrEnum):
    """The `inputType` of a text question. `number` stores a number, `date` an ISO date, all others text."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "email"
    URL = "url"
    TEL = "tel"
    TIME = "time"


class Aggregate(StrEnum):
    """How the answers to a question are counted (section 7)."""

    DISTRIBUTION = "distribution"
    MEDIAN = "median"
    MEAN = "mean"
    SHARE_TOP2 = "share_top2"
    NPS = "nps"
    MULTI = "multi"
    COUNT_SELECTED = "count_selected"
    SHARE_YES = "share_yes"
    SCALE_MEAN = "scale_mean"
    SUM = "sum"
    TEXTS = "texts"
    COUNT = "count"
    VALUE = "value"
    NONE = "none"


class Base(StrEnum):
    """What counts as 100 %."""

    ANSWERED = "answered"
    SHOWN = "shown"
    INVITED = "invited"


@dataclass(frozen=True, slots=True)
class ScaleValue:
    """A value of a scale. `missing`: never counted in n, shares, mean or median.

    `coverage` is the rank in the matrix of the partnership, where the scale has one.
    """

    value: Value
    text: Texts
    score: Number | None = None
    missing: bool = False
    coverage: int | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """A named set of values, or for open texts (`values` empty) a longest length.

    The scale of a question that names none has the name "".
    """

    name: str
    values: tuple[ScaleValue, ...] = ()
    bipolar: bool = False
    max_length: int | None = None
    counted: tuple[ScaleValue, ...] = field(init=False, compare=False, repr=False)
    """The values that are not missing."""
    missing: frozenset[Value] = field(init=False, compare=False, repr=False)
    """The values that are never counted."""
    ordered: bool = field(init=False, compare=False, repr=False)
    """Whether every value that is not missing has a score."""
    scores: Mapping[Value, Number] = field(init=False, compare=False, repr=False)
    """Value → score, for the counted values that have one."""
    low: frozenset[Value] = field(init=False, compare=False, repr=False)
    """Values with a score below the middle of the smallest and largest; none when bipolar or not ordered."""
    high: frozenset[Value] = field(init=False, compare=False, repr=False)
    """Values with a score above that middle."""

    def __post_init__(self) -> None:
        """Work out once what is asked for with every count."""
        counted = tuple(value for value in self.values if not value.missing)
        scores = {value.value: value.score for value in counted if value.score is not None}
        ordered = bool(counted) and len(scores) == len(counted)
        low, high = frozenset[Value](), frozenset[Value]()
        if ordered and not self.bipolar:
            middle = (min(scores.values()) + max(scores.values())) / 2
            low = frozenset(value for value, score in scores.items() if score < middle)
            high = frozenset(value for value, score in scores.items() if score > middle)
        found = {
            "counted": counted, "missing": frozenset(one.value for one in self.values if one.missing),
            "ordered": ordered, "scores": MappingProxyType(scores), "low": low, "high": high,
        }  # fmt: skip
        for name, fact in found.items():
            object.__setattr__(self, name, fact)


@dataclass(frozen=True, slots=True)
class MappingEntry:
    """What an answer means: for a question, or for one row of a matrix with what it inherits filled in.

    `scale` is the name of the scale or None. `measure` is what to count with: the named scale, else one made
    from the question's own choices with `score` (or, without `score`, numeric values scoring themselves; in
    document order, without `none` and `other`, which with `score` are in it as missing); None when there is
    nothing to pick from (boolean, text, comment). `text` maps a value as text, or `*`, to a Dutch sentence.
    `aggregate` and `sensitive` are written out. `audience` None means every sector. `rows` is empty but for
    a matrix. The entry of a row holds what it inherits; `aggregate` of a row leaves out `scale_mean`.
    """

    short: Texts
    indicator: str | None = None
    chapter: str | None = None
    scale: str | None = None
    measure: Scale | None = None
    aggregate: tuple[Aggregate, ...] = ()
    base: Base = Base.ANSWERED
    threshold: int | None = None
    sensitive: bool = False
    audience: frozenset[str] | None = None
    text: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    need: tuple[str, ...] = ()
    shared: str | None = None
    rows: Mapping[str, MappingEntry] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Renames:
    """Old names → new names (section 9): of questions, of rows by matrix, of choices by question."""

    questions: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NOTHING)
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NOTHING)

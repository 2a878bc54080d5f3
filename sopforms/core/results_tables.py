"""Results that no chart of the team's scale shows: choices without order, yes and no, numbers, means.

Everything that a questionnaire asks to be counted is somewhere on the page; what is hidden is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import NONE, OTHER, Form, MappingEntry, Question, Texts
from sopforms.core.questionnaire.trends import entry_of

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "yes": "Ja", "no": "Nee", "other": "Anders", "none": "Geen van deze", "mean": "Gemiddelde",
        "median": "Middelste antwoord", "sum": "Samen", "share_top2": "Kiest een van de twee hoogste",
        "nps": "Aanbeveling (van -100 tot 100)", "count_selected": "Gemiddeld aantal keuzes",
        "scale_mean": "Gemiddelde over alle uitspraken", "count": "Ingevuld", "answers": "Antwoorden",
        "majority": "Door minstens de helft gekozen", "nobody": "niets",
    },
    "en": {
        "yes": "Yes", "no": "No", "other": "Other", "none": "None of these", "mean": "Mean",
        "median": "Middle answer", "sum": "Total", "share_top2": "Choose one of the two highest",
        "nps": "Recommendation (from -100 to 100)", "count_selected": "Mean number of choices",
        "scale_mean": "Mean of all statements", "count": "Filled in", "answers": "Answers",
        "majority": "Chosen by at least half", "nobody": "nothing",
    },
}  # fmt: skip
_FACTS = ("median", "mean", "sum", "share_top2", "nps", "count_selected", "scale_mean", "count")
_SHARES = frozenset({"share_top2"})


@dataclass(frozen=True, slots=True)
class Line:
    """One answer that can be chosen: how many did, and which part that is where it may be told."""

    text: str
    n: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One question without a chart: its answers, or its facts in words; `hidden` when there are too few."""

    label: str
    n: int | None
    lines: tuple[Line, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    hidden: bool = False


def tables(form: Form, items: Iterable[Mapping[str, Any]], language: str = "nl") -> list[tuple[str, Table]]:
    """Return (chapter, table) for all that has figures and stands in no chart."""
    return [
        (entry.chapter, table)
        for item in items
        if (entry := entry_of(form, item)).chapter is not None
        and (table := _table(form, item, entry, language)) is not None
    ]


def lines(form: Form, item: Mapping[str, Any], language: str = "nl") -> tuple[Line, ...]:
    """Return every answer of a result with its count, those nobody chose too; none for a small group."""
    words = _words(language)
    if "share_yes" in item:
        found = item["share_yes"]
        no = round(1 - found["share"], 4) if item["base"] == "answered" else None
        return Line(words["yes"], found["yes"], found["share"]), Line(words["no"], found["no"], no)
    if item.get("detail") == "halves" and "yes" in item:
        return Line(words["yes"], item["yes"]), Line(words["no"], item["no"])
    question = form.by_name[item["question"]]
    listed = item.get("distribution", item.get("multi", ()))
    return tuple(Line(text_of(question, one["value"], language), one["n"], one["share"]) for one in listed)


def facts(form: Form, item: Mapping[str, Any], language: str = "nl") -> Iterator[tuple[str, str]]:
    """Yield what one number says about a result, as (what, figure)."""
    words, question = _words(language), form.by_name[item["question"]]
    for name in _FACTS:
        if item.get(name) is not None:
            value = item[name]
            yield words[name], f"{round(100 * value)}%" if name in _SHARES else number(value, language)
    if "majority" in item:
        chosen = [text_of(question, value, language) for value in item["majority"]]
        yield words["majority"], ", ".join(chosen) or words["nobody"]


def text_of(question: Question, value: Any, language: str = "nl") -> str:
    """Return what an answer is called, also where the product words it."""
    words = _words(language)
    own: Mapping[Any, Texts | None] = {OTHER: question.other_text, NONE: question.none_text}
    for choice in question.choices:
        if choice.value == value:
            return in_language(choice.text, language)
    text = own.get(value)
    return in_language(text, language) if text else words.get(str(value), str(value))


def number(value: float, language: str = "nl") -> str:
    """Return a number as people write it, without decimals that say nothing."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text if language == "en" else text.replace(".", ",")


def _table(form: Form, item: Mapping[str, Any], entry: MappingEntry, language: str) -> Table | None:
    label = in_language(entry.short, language)
    drawn = entry.measure is not None and entry.measure.ordered
    if "suppressed" in item:
        return None if drawn else Table(label, None, hidden=True)
    if "texts" in item and "count" not in item:
        return None
    said = tuple(facts(form, item, language))
    if drawn and "low" in item:  # the chart has the counts; the mean and median stand in its table
        usual = {_words(language)["mean"], _words(language)["median"]}
        said = tuple(fact for fact in said if fact[0] not in usual)
        return Table(label, item["n"], (), said) if said else None
    found = lines(form, item, language)
    return Table(label, item.get("n"), found, said) if found or said else None


def _words(language: str) -> Mapping[str, str]:
    return _WORDS.get(language, _WORDS["nl"])

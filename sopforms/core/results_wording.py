"""Figures in words and rows: what the charts of a school show, and the one sentence above each.

One chart per chapter and scale. Statements with few answers get a chart of their own with halves only, so
that nothing about them can be worked out from the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sopforms.core.blocks import Chart, ChartRow
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import Form
from sopforms.core.questionnaire.trends import entry_of

CHAPTERS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "ch1": "School en leerlingen", "ch2": "Visie op ondersteuning", "ch3": "Basisondersteuning",
        "ch4": "Ondersteuningsstructuur", "ch5": "Deskundigheid", "ch6": "Extra ondersteuning",
        "ch7": "Gebouw en toegankelijkheid", "ch8": "Grenzen aan de ondersteuning", "ch9": "Samenwerking",
        "ch10": "Terugblik en ontwikkelpunten", "ch11": "Procedure en vaststelling",
    },
    "en": {
        "ch1": "School and pupils", "ch2": "View of support", "ch3": "Basic support",
        "ch4": "How support is organised", "ch5": "Expertise", "ch6": "Extra support",
        "ch7": "Building and access", "ch8": "Limits of support", "ch9": "Working together",
        "ch10": "Looking back and points for improvement", "ch11": "Procedure and adoption",
    },
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "positive": "Het team is positief over {list}.", "all": "Het team is positief over alle onderwerpen.",
        "apart": "Bij {list} lopen de antwoorden ver uiteen.", "weak": "Het team is kritisch over {list}.",
        "mixed": "De antwoorden liggen dicht bij het midden.", "and": "en", "or": " of ",
        "hidden": "Te weinig antwoorden voor cijfers. Bespreek deze onderwerpen in het teamgesprek.",
        "ask": "{chapter}: wat zegt het team?", "MATE4": "{chapter}: hoe vaak lukt het?",
        "KWAL4": "{chapter}: hoe goed gaat het?", "few": "{asked} (onderwerpen met weinig antwoorden)",
        "none": "{chapter}: onderwerpen zonder cijfers",
    },
    "en": {
        "positive": "The team is positive about {list}.", "all": "The team is positive about all topics.",
        "apart": "Answers differ widely on {list}.", "weak": "The team is critical of {list}.",
        "mixed": "Answers are close to the middle.", "and": "and", "or": " or ",
        "hidden": "Too few answers for figures. Discuss these topics in the team conversation.",
        "ask": "{chapter}: what does the team say?", "MATE4": "{chapter}: how often does it work?",
        "KWAL4": "{chapter}: how well does it go?", "few": "{asked} (topics with few answers)",
        "none": "{chapter}: topics without figures",
    },
}  # fmt: skip
_PROPER = ("Nederlands", "Engels", "Fries", "Dutch", "English", "Frisian")
MOST_NAMED = 3
CLEAR = 0.75


@dataclass(frozen=True, slots=True)
class Shown:
    """One statement as it may be shown: counts from low to high; halves have two."""

    label: str
    counts: tuple[int, ...]
    unknown: int
    low: int
    high: int
    n: int
    flag: bool
    labels: tuple[str, ...]
    halves: bool


def chapter_title(chapter: str, language: str = "nl") -> str:
    """Return what a chapter is called."""
    return CHAPTERS[_known(language)].get(chapter, chapter)


def in_order(chapters: Iterable[str]) -> list[str]:
    """Return chapters in the order in which a document has them."""
    places = list(CHAPTERS["nl"])
    return sorted(chapters, key=places.index)


def shown_of(form: Form, item: Mapping[str, Any], language: str = "nl") -> Shown | None:
    """Return a result as a row of a chart; None for texts, hidden results and scales without order."""
    entry = entry_of(form, item)
    measure = entry.measure
    if measure is None or not measure.ordered or "low" not in item:
        return None
    texts = tuple(in_language(value.text, language) for value in measure.counted)
    halves = item["detail"] == "halves"
    joined = _WORDS[_known(language)]["or"]
    half = len(texts) // 2
    return Shown(
        label=in_language(entry.short, language),
        counts=(item["low"], item["high"]) if halves else tuple(each["n"] for each in item["distribution"]),
        unknown=0 if halves else item["missing"],
        low=item["low"],
        high=item["high"],
        n=item["n"],
        flag=bool(item["discuss"]),
        labels=(joined.join(texts[:half]), joined.join(texts[len(texts) - half :])) if halves else texts,
        halves=halves,
    )


def charts(form: Form, items: Iterable[Mapping[str, Any]], language: str = "nl") -> list[tuple[str, Chart]]:
    """Return (chapter, chart) for everything that has figures, in the order of the chapters."""
    groups: dict[tuple[str, str, bool], list[Shown]] = {}
    hidden: dict[str, list[str]] = {}
    for item in items:
        entry = entry_of(form, item)
        if entry.measure is None or not entry.measure.ordered or entry.chapter is None:
            continue
        if "suppressed" in item:
            hidden.setdefault(entry.chapter, []).append(in_language(entry.short, language))
            continue
        row = shown_of(form, item, language)
        if row is not None:
            groups.setdefault((entry.chapter, entry.measure.name, row.halves), []).append(row)
    found = []
    for (chapter, scale, halves), rows in groups.items():
        alone = not halves or (chapter, scale, False) not in groups
        found.append((chapter, _chart(chapter, scale, rows, alone, language)))
    found += [(chapter, _hidden(chapter, labels, language)) for chapter, labels in hidden.items()]
    order = list(CHAPTERS["nl"])
    return sorted(found, key=lambda pair: (order.index(pair[0]), pair[1].halves, not pair[1].rows))


def summary(rows: Sequence[Shown], language: str = "nl") -> str:
    """Return the one sentence, or two, that say what the rows show."""
    words = _WORDS[_known(language)]
    apart = [row for row in rows if row.flag]
    good = [row for row in rows if not row.flag and row.n and row.high >= CLEAR * row.n]
    weak = [row for row in rows if not row.flag and row.n and 2 * row.low > row.n]
    sentences = []
    if len(rows) > 1 and len(good) == len(rows):
        sentences.append(words["all"])
    elif good:
        best = sorted(good, key=lambda row: -row.high / row.n)[:MOST_NAMED]
        sentences.append(words["positive"].format(list=_list(best, words)))
    if weak:
        sentences.append(words["weak"].format(list=_list(weak[:MOST_NAMED], words)))
    if apart:
        sentences.append(words["apart"].format(list=_list(apart[:MOST_NAMED], words)))
    return " ".join(sentences) or words["mixed"]


def _chart(chapter: str, scale: str, rows: list[Shown], alone: bool, language: str) -> Chart:
    """Draw one group; `alone`: it is all there is of this chapter and scale."""
    words = _WORDS[_known(language)]
    asked = words.get(scale, words["ask"])
    drawn = tuple(ChartRow(row.label, row.counts, row.unknown, row.flag) for row in rows)
    title = asked.format(chapter=chapter_title(chapter, language))
    title = title if alone else words["few"].format(asked=title)
    return Chart(title, summary(rows, language), rows[0].labels, drawn, rows[0].halves)


def _hidden(chapter: str, labels: list[str], language: str) -> Chart:
    words = _WORDS[_known(language)]
    title = words["none"].format(chapter=chapter_title(chapter, language))
    return Chart(title, words["hidden"], (), (), False, tuple(labels))


def _list(rows: Sequence[Shown], words: Mapping[str, str]) -> str:
    names = [_inside(row.label) for row in rows]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {words['and']} {names[-1]}"


def _inside(label: str) -> str:
    """Return a label as it stands inside a sentence; abbreviations and languages keep their capitals."""
    keeps = label[1:2].isupper() or label.startswith(_PROPER)
    return label if keeps else label[:1].lower() + label[1:]


def _known(language: str) -> str:
    return language if language in _WORDS else "nl"

"""The results of a school as sheets of a workbook: the same figures as the page, and not one more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sopforms.core import trend_wording
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import Form
from sopforms.core.questionnaire.trends import Trends, entry_of
from sopforms.core.results_tables import facts, lines
from sopforms.core.results_wording import chapter_title
from sopforms.core.sheet import Cell, Sheet

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "about": "Over deze cijfers", "topics": "Per onderwerp", "answers": "Per antwoord",
        "words": "Eigen woorden", "trend": "Vergeleken", "chapter": "Hoofdstuk", "topic": "Onderwerp",
        "indicator": "Indicator", "n": "Antwoorden", "unknown": "Weet niet",
        "low": "Lager", "high": "Hoger", "mean": "Gemiddelde",
        "median": "Middelste antwoord", "discuss": "Bespreken", "yes": "ja", "answer": "Antwoord",
        "share": "Aandeel", "remark": "Opmerking",
        "hidden": "te weinig antwoorden om te tonen", "few": "alleen lager en hoger",
        "question": "Vraag", "text": "Tekst", "change": "Verschil", "school": "School", "year": "Schooljaar",
        "invited": "Uitgenodigd", "submitted": "Ingevuld", "least": "Pas zichtbaar vanaf",
        "rule": "Onderwerpen met te weinig antwoorden staan er zonder cijfers in. Bij vijf tot negen"
        " antwoorden staan alleen lager en hoger er. Losse antwoorden en namen zijn voor niemand te zien.",
    },
    "en": {
        "about": "About these figures", "topics": "By topic", "answers": "By answer", "words": "In own words",
        "trend": "Compared", "chapter": "Chapter", "topic": "Topic", "indicator": "Indicator",
        "n": "Answers", "unknown": "Don't know", "low": "Lower", "high": "Higher", "median": "Middle answer",
        "mean": "Mean", "discuss": "To discuss", "yes": "yes", "answer": "Answer", "share": "Share",
        "remark": "Remark", "hidden": "too few answers to show", "few": "lower and higher only",
        "question": "Question", "text": "Text", "change": "Difference", "school": "School",
        "year": "School year", "invited": "Invited", "submitted": "Filled in", "least": "Shown from",
        "rule": "Topics with too few answers are without figures. With five to nine answers only lower and"
        " higher are given. Nobody can see single answers or names.",
    },
}  # fmt: skip


def sheets(
    school: str,
    form: Form,
    figures: Mapping[str, Any],
    texts: Sequence[tuple[str, Sequence[str]]],
    *,
    trend: tuple[str, Trends] | None = None,
    language: str = "nl",
) -> tuple[Sheet, ...]:
    """Return the sheets for the figures of `aggregate`.

    `texts`: the approved ones, as (question, texts); `trend`: the earlier school year and the comparison.
    """
    words = _WORDS.get(language, _WORDS["nl"])
    names = ("chapter", "topic", "indicator", "n", "unknown", "low", "high", "median", "mean")
    found = [
        _about(school, figures, words),
        _sheet("topics", (*names, "discuss", "remark"), _topics(form, figures["items"], language), words),
        _sheet(
            "answers", ("chapter", "topic", "answer", "n", "share"),
            _answers(form, figures["items"], language), words,
        ),
    ]  # fmt: skip
    if trend is not None:
        before, compared = trend
        head = (words["topic"], before, str(figures["cycle"]), words["change"], words["remark"])
        found.append(Sheet(words["trend"], head, tuple(_trends(compared, before, language))))
    if texts:
        rows = ((question, text) for question, given in texts for text in given)
        found.append(_sheet("words", ("question", "text"), rows, words))
    return tuple(found)


def _about(school: str, figures: Mapping[str, Any], words: Mapping[str, str]) -> Sheet:
    rows: tuple[tuple[Cell, ...], ...] = (
        (words["year"], figures["cycle"]),
        (words["invited"], figures["invited"]),
        (words["submitted"], figures["submitted"]),
        (words["least"], figures["threshold"]),
        (words["rule"], None),
    )
    return Sheet(words["about"], (words["school"], school), rows)


def _sheet(
    name: str, columns: Sequence[str], rows: Iterator[tuple[Cell, ...]], words: Mapping[str, str]
) -> Sheet:
    return Sheet(words[name], tuple(words[column] for column in columns), tuple(rows))


def _topics(form: Form, items: Sequence[Mapping[str, Any]], language: str) -> Iterator[tuple[Cell, ...]]:
    words = _WORDS.get(language, _WORDS["nl"])
    usual = (words["mean"], words["median"])  # have a column of their own
    for item in items:
        if "texts" in item and "count" not in item:
            continue
        head = (*_head(form, item, language), item.get("indicator"))
        if "suppressed" in item:
            yield (*head, *[None] * 7, words["hidden"])
            continue
        mean = item.get("mean", item.get("scale_mean"))
        size = item.get("n", item.get("count"))
        figures = (size, item.get("missing"), item.get("low"), item.get("high"), item.get("median"), mean)
        said = [words["few"]] if item.get("detail") == "halves" else []
        said += [f"{name}: {told}" for name, told in facts(form, item, language) if name not in usual]
        yield (*head, *figures, words["yes"] if item.get("discuss") else None, "; ".join(said) or None)


def _answers(form: Form, items: Sequence[Mapping[str, Any]], language: str) -> Iterator[tuple[Cell, ...]]:
    for item in items:
        for line in lines(form, item, language):
            yield (*_head(form, item, language), line.text, line.n, line.share)


def _head(form: Form, item: Mapping[str, Any], language: str) -> tuple[Cell, Cell]:
    entry = entry_of(form, item)
    chapter = chapter_title(entry.chapter, language) if entry.chapter else None
    return chapter, in_language(entry.short, language)


def _trends(found: Trends, before: str, language: str) -> Iterator[tuple[Cell, ...]]:
    for row in found.rows:
        change = None if row.change is None else round(row.change, 2)
        label = in_language(row.entry.short, language)
        yield label, row.before, row.after, change, trend_wording.note(row, before, language) or None

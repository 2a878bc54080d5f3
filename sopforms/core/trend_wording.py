"""This year beside an earlier one in words and rows: what may be drawn, and what to say where it may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import MappingEntry
from sopforms.core.questionnaire.trends import Figure, Footing, Trend, Trends

_WORDS: Mapping[str, Mapping[str, str]] = {
    "nl": {
        "title": "Veranderd sinds {year}",
        "title_few": "Veranderd sinds {year}: onderwerpen met weinig antwoorden",
        "mean": "gemiddelde op de schaal van {low} tot {high}",
        "median": "middelste antwoord op de schaal van {low} tot {high}", "share": "deel dat ja zegt",
        "nps": "aanbeveling, van -100 tot 100",
        "number_mean": "gemiddelde", "number_median": "middelste antwoord",
        "up": "Het meest vooruitgegaan: {label}.", "down": "Het meest gedaald: {label}.",
        "same": "De uitkomsten zijn vrijwel gelijk aan {year}.",
        "none": "Er is niets dat met {year} te vergelijken is.",
        "broken": "in {year} anders gevraagd; niet te vergelijken", "reworded": "in andere woorden gevraagd",
        "new": "nieuw", "few": "te weinig antwoorden in {year}",
        "broken_all": "In {year} anders gevraagd, en daarom niet te vergelijken: {list}.",
        "reworded_all": "Sinds {year} in andere woorden gevraagd; vergelijk met zorg: {list}.",
        "new_all": "Nieuw sinds {year}: {list}.", "few_all": "Te weinig antwoorden in {year}: {list}.",
        "gone_all": "Alleen in {year} gevraagd: {list}.", "equal": "gelijk", "percent": "{n}%",
    },
    "en": {
        "title": "Changed since {year}",
        "title_few": "Changed since {year}: topics with few answers",
        "mean": "mean on the scale from {low} to {high}",
        "median": "middle answer on the scale from {low} to {high}", "share": "share that says yes",
        "nps": "recommendation, from -100 to 100", "number_mean": "mean", "number_median": "middle answer",
        "up": "Improved most: {label}.", "down": "Fell most: {label}.",
        "same": "The outcomes are almost the same as in {year}.",
        "none": "Nothing can be compared with {year}.",
        "broken": "asked differently in {year}; not to be compared", "reworded": "asked in other words",
        "new": "new", "few": "too few answers in {year}",
        "broken_all": "Asked differently in {year}, and so not to be compared: {list}.",
        "reworded_all": "Asked in other words since {year}; compare with care: {list}.",
        "new_all": "New since {year}: {list}.", "few_all": "Too few answers in {year}: {list}.",
        "gone_all": "Asked in {year} only: {list}.", "equal": "same", "percent": "{n}%",
    },
}  # fmt: skip
_LEAST = {Figure.MEAN: 0.1, Figure.MEDIAN: 0.5, Figure.SHARE: 0.05, Figure.NPS: 5}
"""What counts as a change worth a sentence, for each kind of figure."""


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One topic of a chart; figures as they are drawn and as they are written. `old` is "" without one."""

    label: str
    footing: Footing
    before: float | None
    after: float
    old: str
    new: str
    change: str
    note: str


@dataclass(frozen=True, slots=True)
class TrendChart:
    """Topics on one scale; without ends (`lowest` None) there is a table alone."""

    title: str
    summary: str
    measure: str
    before: str
    after: str
    lowest: float | None
    highest: float | None
    rows: tuple[TrendRow, ...]

    @property
    def ticks(self) -> tuple[float, ...]:
        """The values at which the scale gets a line: each of a short one, three of a long one."""
        if self.lowest is None or self.highest is None:
            return ()
        steps = round(self.highest - self.lowest)
        if not 1 < steps <= 10:
            return self.lowest, (self.lowest + self.highest) / 2, self.highest
        return tuple(self.lowest + step for step in range(steps + 1))


def charts(found: Trends, before: str, after: str, language: str = "nl") -> tuple[TrendChart, ...]:
    """Return one chart for each kind of figure and scale. `before` and `after` are the school years.

    What may not be compared is in the chart with this year's figure alone, and says why.
    """
    groups: dict[tuple[Figure, float | None, float | None], list[Trend]] = {}
    for row in found.rows:
        groups.setdefault((row.figure, row.lowest, row.highest), []).append(row)
    words = _words(language)
    return tuple(
        TrendChart(
            words["title_few" if _is_beside_means(figure, groups) else "title"].format(year=before),
            _summary(rows, before, language),
            _measure(figure, lowest, highest, language),
            before,
            after,
            lowest,
            highest,
            tuple(_row(row, before, language) for row in rows),
        )
        for (figure, lowest, highest), rows in groups.items()
        if any(row.before is not None or row.footing is Footing.BROKEN for row in rows)
    )


def _is_beside_means(figure: Figure, groups: Iterable[tuple[Figure, float | None, float | None]]) -> bool:
    """Whether these are the topics for which a mean would tell too much, next to a chart of means."""
    return figure is Figure.MEDIAN and any(other is Figure.MEAN for other, _, _ in groups)


def notes(found: Trends, before: str, reasons: Iterable[str] = (), language: str = "nl") -> tuple[str, ...]:
    """Return what to know before comparing. `reasons`: what the partnership wrote about the breaks."""
    kinds: list[tuple[str, Sequence[Trend]]] = [
        (name, found.of(footing))
        for name, footing in (
            ("broken_all", Footing.BROKEN), ("reworded_all", Footing.REWORDED),
            ("new_all", Footing.NEW), ("few_all", Footing.FEW),
        )
    ]  # fmt: skip
    said = [_all(name, [row.entry for row in rows], before, language) for name, rows in kinds if rows]
    if found.of(Footing.BROKEN):
        said[1:1] = reasons
    if found.gone:
        said.append(_all("gone_all", found.gone, before, language))
    return tuple(said)


def note(row: Trend, before: str, language: str = "nl") -> str:
    """Return what to say beside one topic; "" when it is simply comparable."""
    return _words(language).get(str(row.footing), "").format(year=before)


def written(value: float, figure: Figure, language: str = "nl", *, signed: bool = False) -> str:
    """Return a figure as people write it: 3,1 · 64% · +12."""
    if figure is Figure.SHARE:
        text = _words(language)["percent"].format(n=f"{round(100 * value):{'+' if signed else ''}d}")
    elif figure is Figure.NPS:
        text = f"{value:+.0f}" if signed else f"{value:.0f}"
    else:
        text = f"{value:+.1f}" if signed else f"{value:.1f}"
    return text.replace("-", "−") if language == "en" else text.replace("-", "−").replace(".", ",")


def _row(row: Trend, before: str, language: str) -> TrendRow:
    change = ""
    if row.change is not None:
        same = abs(row.change) < _LEAST[row.figure] / 2
        change = _words(language)["equal"] if same else written(row.change, row.figure, language, signed=True)
    return TrendRow(
        in_language(row.entry.short, language),
        row.footing,
        row.before,
        row.after,
        "" if row.before is None else written(row.before, row.figure, language),
        written(row.after, row.figure, language),
        change,
        note(row, before, language),
    )


def _summary(rows: Sequence[Trend], before: str, language: str) -> str:
    words = _words(language)
    comparable = [row for row in rows if row.change is not None]
    if not comparable:
        return words["none"].format(year=before)
    least = _LEAST[rows[0].figure]
    best = max(comparable, key=lambda row: row.change or 0)
    worst = min(comparable, key=lambda row: row.change or 0)
    said = []
    if (best.change or 0) >= least:
        said.append(words["up"].format(label=in_language(best.entry.short, language)))
    if (worst.change or 0) <= -least:
        said.append(words["down"].format(label=in_language(worst.entry.short, language)))
    return " ".join(said) or words["same"].format(year=before)


def _measure(figure: Figure, lowest: float | None, highest: float | None, language: str) -> str:
    words = _words(language)
    if lowest is None or highest is None:
        return words[f"number_{figure}"]
    return words[str(figure)].format(low=f"{lowest:g}", high=f"{highest:g}")


def _all(name: str, entries: Iterable[MappingEntry], before: str, language: str) -> str:
    labels = [in_language(entry.short, language) for entry in entries]
    return _words(language)[name].format(year=before, list=", ".join(labels))


def _words(language: str) -> Mapping[str, str]:
    return _WORDS.get(language, _WORDS["nl"])

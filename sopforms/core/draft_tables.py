"""The pieces of a draft that are no running text: limits, development points, charts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sopforms.core.blocks import (
    Block,
    Chart,
    ChartRow,
    Gap,
    ListBlock,
    Paragraph,
    Sentence,
    Source,
    Table,
    ended,
    plain,
)
from sopforms.core.document_model import DocumentKind
from sopforms.core.draft_facts import PointGiven, Wording
from sopforms.core.draft_provisions import rank_of
from sopforms.core.draft_sentences import Asked, Speaker
from sopforms.core.questionnaire.model import Question

# What no indicator is, and yet changes during the year: what the school wants, what its pupils said.
POINTS = Source("ontwikkelpunten", decided_by="de school")
PUPILS = Source("leerlingen", decided_by="leerlingen in een gesprek")
STATUS_WORDS = {
    "open": "nog niet begonnen",
    "busy": "loopt",
    "done": "klaar",
    "carried": "gaat door volgend jaar",
    "stopped": "gestopt",
}


# Limits


def limits(speaker: Speaker, names: Sequence[str], closing: Sequence[Block]) -> Iterator[Block]:
    """Yield what is hard here, each with its reason, and always the sentence on weighing each child.

    The first value of the scale says that the school offers it: no limit. What it cannot offer comes last.
    """
    items: list[tuple[int, tuple[Sentence, ...]]] = []
    gaps: list[Gap] = []
    for name in names:
        said = speaker.say(name)
        if isinstance(said, Gap):
            gaps.append(said)
        elif said:
            rank, _ = rank_of(speaker.asked[name], speaker.values[name].value)
            items += [(rank, said)] if rank > 0 else []
    if items:
        yield ListBlock(tuple(item for _, item in sorted(items, key=lambda each: each[0])))
    yield from gaps
    yield from closing


# Development points


def points(
    given: Iterable[PointGiven], wording: Wording, *, most: int | None, kind: DocumentKind
) -> Iterator[Block]:
    """Yield the development points: a short list when there is a most (for parents), else a table."""
    chosen = [point for point in given if most is None or point.in_guide]
    if not chosen:
        yield Gap("Er zijn nog geen ontwikkelpunten.")
    elif most is not None:
        yield ListBlock(tuple(_for_parents(point, wording) for point in chosen[:most]))
    elif kind is DocumentKind.REPORT:
        yield _outcome("Wat er van de ontwikkelpunten terechtkwam", chosen)
    else:
        header = ("Doel", "Wat wij doen", "Wie", "Klaar", "Middelen")
        in_plan = kind is DocumentKind.PLAN
        rows = tuple(
            _cells(
                p.goal,
                _doing(p) if in_plan else p.action,
                p.owner,
                wording.day(p.due) if p.due else "",
                p.means,
            )
            for p in chosen
        )
        yield Table("Ontwikkelpunten", header, rows)


def results(given: Sequence[PointGiven]) -> Iterator[Block]:
    """Yield what came of the points of last year; nothing when there were none."""
    if given:
        yield _outcome("Wat er van de punten van vorig jaar terechtkwam", given)


def _outcome(caption: str, given: Iterable[PointGiven]) -> Table:
    rows = tuple(_cells(point.goal, STATUS_WORDS.get(point.status, ""), _came_of(point)) for point in given)
    return Table(caption, ("Doel", "Stand", "Resultaat"), rows)


def _came_of(point: PointGiven) -> str:
    """Return what came of a point, and why it goes on when it is not finished."""
    why = f"Gaat door: {point.onward}" if point.status == "carried" and point.onward.strip() else ""
    return " ".join(ended(text) for text in (point.result, why) if text.strip())


def _doing(point: PointGiven) -> str:
    """Return what is done, and why the point came from the year before."""
    why = f"Van vorig jaar: {point.carried}" if point.carried.strip() else ""
    return " ".join(ended(text) for text in (point.action, why) if text.strip())


def _for_parents(point: PointGiven, wording: Wording) -> tuple[Sentence, ...]:
    said = [ended(point.goal), ended(point.action)]
    if point.due:
        said.append(f"Dit is klaar in {wording.day(point.due).partition(' ')[2]}.")
    return tuple(plain(text, POINTS) for text in said if text)


def _cells(*texts: str) -> tuple[Sentence, ...]:
    return tuple(plain(" ".join(text.split()), POINTS) if text.strip() else Sentence(()) for text in texts)


# Charts and texts of the team


def charts(
    speaker: Speaker, names: Sequence[str], title: str, items: Mapping[str, Mapping[str, Any]]
) -> Iterator[Chart]:
    """Yield the distribution of the staff answers; nothing when there is nothing that may be shown.

    Rows of a chart are read side by side: statements that few answered stand apart, in halves. The last
    chart names the statements without figures.
    """
    found = [(speaker.asked[name], items[name]) for name in names if name in items and name in speaker.asked]
    shown = [(place, item) for place, item in found if "suppressed" not in item and "low" in item]
    if not shown:
        return
    measure = shown[0][0].entry.measure
    labels = tuple(value.text.get("nl", str(value.value)) for value in measure.counted) if measure else ()
    middle = len(labels) // 2
    joined = (" of ".join(labels[:middle]), " of ".join(labels[-middle:]))
    hidden = tuple(place.short for place, item in found if "suppressed" in item)
    full, few = (
        [each for each in shown if (each[1]["detail"] == "halves") is half] for half in (False, True)
    )
    if full:
        rows = tuple(_row(place, item, halves=False) for place, item in full)
        yield Chart(title, summary(rows), labels, rows, halves=False, hidden=() if few else hidden)
    if few:
        rows = tuple(_row(place, item, halves=True) for place, item in few)
        name = f"{title} (kleine groep)" if full else title
        yield Chart(name, summary(rows), joined, rows, halves=True, hidden=hidden)


def _row(place: Asked, item: Mapping[str, Any], *, halves: bool) -> ChartRow:
    if halves:
        counts = (item["low"], item["high"])
        return ChartRow(place.short, counts, 0, bool(item["discuss"]))
    counts = tuple(entry["n"] for entry in item["distribution"])
    return ChartRow(place.short, counts, item.get("missing", 0), bool(item["discuss"]))


def summary(rows: Sequence[ChartRow]) -> str:
    """Return the one sentence that a chart says: how many statements lean high, what differs most."""
    high = sum(_leans_high(row) for row in rows)
    told = f"Bij {high} van de {len(rows)} onderwerpen kiest de meerderheid een hoog antwoord."
    if high in (0, len(rows)):
        part = "alle" if high else "geen van de"
        told = f"Bij {part} {len(rows)} onderwerpen kiest de meerderheid een hoog antwoord."
    if len(rows) == 1:
        told = (
            "De meerderheid kiest een hoog antwoord." if high else "De meerderheid kiest geen hoog antwoord."
        )
    flagged = [f"‘{row.label}’" for row in rows if row.flag]
    if not flagged:
        return told
    last = f" en {flagged[-1]}" if len(flagged) > 1 else flagged[0]
    return f"{told} Over {', '.join(flagged[:-1])}{last} lopen de antwoorden uiteen."


def _leans_high(row: ChartRow) -> bool:
    half = len(row.counts) // 2
    return 2 * sum(row.counts[-half:]) > sum(row.counts) if half else False


def approved(name: str, items: Mapping[str, Mapping[str, Any]]) -> ListBlock | None:
    """Return the texts of the team that a person approved, as a list; None without any."""
    texts = items.get(name, {}).get("texts", {}).get("approved", [])
    source = Source(name, "approved", len(texts), "")
    kept = [ended(str(text)) for text in texts if str(text).strip()]
    return ListBlock(tuple((plain(text, source),) for text in kept)) if kept else None


def hours(speaker: Speaker, name: str) -> tuple[Sentence, ...]:
    """Return the sentence on hours a week beside an expertise, or nothing."""
    numbers = [answer for question, answer in speaker.beside(speaker.asked[name]) if _is_hours(question)]
    if not numbers or not isinstance(numbers[0], int | float) or numbers[0] <= 0:
        return ()
    amount = str(numbers[0]).replace(".", ",").removesuffix(",0")
    return (plain(f"Daarvoor is {amount} uur per week beschikbaar.", speaker.source(name)),)


def _is_hours(question: Question) -> bool:
    return question.is_number and question.name.endswith("_uren")


def as_paragraphs(run: Sequence[Sentence]) -> tuple[Block, ...]:
    """Return sentences as one paragraph, nothing without any."""
    return (Paragraph(tuple(run)),) if run else ()

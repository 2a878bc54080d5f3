"""The report of a region as blocks: for the support plan of the partnership and for its council (OPR).

It counts schools and names municipalities; what one school offers stands in the overview, not here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sopforms.core.blocks import Block, ListBlock, Part, Sentence, Table, Text, paragraph, plain
from sopforms.core.coverage import PRESENT, Column, Network, Trend

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """What a report tells: the networks by name (needs first), the years, and what schools agreed.

    `agreements` are (school, other school, topic, text).
    """

    name: str
    school_year: str
    on: date
    needs: Network
    topics: tuple[tuple[str, Network], ...]
    trends: tuple[Trend, ...] = ()
    agreements: tuple[tuple[str, str, str, str], ...] = ()


def text(region: Region) -> Text:
    """Return the whole report; parts without anything to say are left out."""
    parts = (
        Part("kern", "In het kort", tuple(_summary(region))),
        Part("behoeften", "Wat is er per behoefte?", tuple(_needs(region.needs))),
        Part("gemeenten", "Per gemeente", tuple(_places(region.needs))),
        *(
            Part(f"onderwerp{number}", name, tuple(_counts(name, network)))
            for number, (name, network) in enumerate(region.topics, start=1)
        ),
        Part("jaren", "Door de jaren", tuple(_years(region.trends))),
        Part("afspraken", "Afspraken tussen scholen", tuple(_agreements(region))),
        Part("uitleg", "Hoe dit overzicht is gemaakt", tuple(_method())),
    )
    title = f"Dekkend aanbod in {region.name}, schooljaar {region.school_year}"
    return Text(title, tuple(part for part in parts if part.blocks))


def gap_sentences(network: Network) -> tuple[str, ...]:
    """Return where a municipality has no school that offers something, one sentence a topic."""
    return tuple(
        f"{column.topic.name}: geen school biedt dit in {listed(column.without)}."
        for column in network.columns()
        if column.without
    )


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence has them: with `en` before the last."""
    return " en ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _summary(region: Region) -> Iterator[Block]:
    schools = region.needs.schools
    known = sum(region.needs.known(school) for school in schools)
    yield paragraph(
        f"Stand van {region.on.day} {_MONTHS[region.on.month - 1]} {region.on.year}.",
        f"Van {known} van de {len(schools)} scholen is bekend wat zij bieden.",
        "Alle scholen delen hun aanbod." if known == len(schools) else _unknown(len(schools) - known),
    )
    worst = sorted(
        (column for column in region.needs.columns() if column.lacking), key=lambda one: -one.lacking
    )
    if worst:
        most = ", ".join(f"{one.topic.name.lower()} ({_of(one)})" for one in worst[:3])
        yield paragraph(f"Dit ontbreekt op de meeste scholen: {most}.")
    gaps = gap_sentences(region.needs)
    if gaps:
        yield paragraph("Waar ontbreekt iets in een hele gemeente?")
        yield _bullets(gaps)
    elif known:
        yield paragraph(
            "In elke gemeente waarvan alle scholen bekend zijn, is er bij elke behoefte minstens één school "
            "die iets biedt. Welk onderdeel er dan nog ontbreekt, staat in de tabellen."
        )


def _unknown(number: int) -> str:
    return (
        "Van één school is nog niets bekend."
        if number == 1
        else f"Van {number} scholen is nog niets bekend; zij tellen nergens mee."
    )


def _of(column: Column) -> str:
    return f"{column.lacking} van {column.lacking + column.present}"


def _needs(network: Network) -> Iterator[Block]:
    yield from _counts("Scholen per behoefte", network)


def _counts(caption: str, network: Network) -> Iterator[Block]:
    rows = tuple(
        _row(column.topic.name, column.present, column.lacking, column.unknown, listed(column.without) or "–")
        for column in network.columns()
    )
    if rows:
        yield Table(
            caption, ("Onderwerp", "Biedt het", "Biedt het niet", "Onbekend", "Gemeenten zonder"), rows
        )


def _places(network: Network) -> Iterator[Block]:
    names = sorted({school.municipality for school in network.schools} - {""})
    if len(names) < 2 or not network.topics:
        return
    rows = []
    for name in names:
        here = network.only({school.id for school in network.schools if school.municipality == name})
        cells = []
        for topic in network.topics:
            ranks = [rank for school in here.schools if (rank := here.rank(school, topic)) is not None]
            cells.append(f"{sum(rank >= PRESENT for rank in ranks)} van {len(ranks)}" if ranks else "–")
        rows.append(_row(name, *cells))
    yield paragraph("Scholen die het bieden, van de scholen in die gemeente waarvan het bekend is.")
    header = ("Gemeente", *(topic.name for topic in network.topics))
    yield Table("Scholen die het bieden, per gemeente", header, tuple(rows))


def _years(trends: Sequence[Trend]) -> Iterator[Block]:
    if not trends:
        return
    years = [count.year for count in trends[0].years]
    rows = tuple(
        _row(
            trend.topic.name,
            *(f"{one.present} van {one.known}" if one.known else "–" for one in trend.years),
            _moved(trend),
        )
        for trend in trends
    )
    yield paragraph(
        "De laatste kolom telt alleen scholen die in de laatste twee jaren allebei bekend zijn; de aantallen "
        "per jaar gaan over verschillende scholen."
    )
    yield Table("Scholen die het bieden, per schooljaar", ("Onderwerp", *years, "Meer of minder"), rows)


def _moved(trend: Trend) -> str:
    if not trend.same:
        return "–"
    if not trend.moved:
        return f"evenveel ({trend.same})"
    return f"{abs(trend.moved)} {'meer' if trend.moved > 0 else 'minder'} ({trend.same})"


def _agreements(region: Region) -> Iterator[Block]:
    if region.agreements:
        yield _bullets(
            [
                f"{one} en {other}{f', over {topic.lower()}' if topic else ''}: {said}"
                for one, other, topic, said in region.agreements
            ]
        )


def _method() -> Iterator[Block]:
    yield paragraph(
        "Een school deelt haar schoolwaarden vanaf het moment dat haar concept er ligt.",
        "Antwoorden van medewerkers komen nooit bij het samenwerkingsverband.",
        "Bij een behoefte telt het beste wat een school ervoor heeft.",
        "Een school biedt iets als het er op school is, via bestuur of regio, of met extra hulp.",
        "Een gemeente staat bij ‘zonder’ als van alle scholen daar bekend is dat zij het niet bieden.",
    )
    yield paragraph(
        "Het samenwerkingsverband keurt een aanbod niet goed of af.",
        "Het bestuur van de school stelt het vast, na advies van de medezeggenschapsraad.",
    )


def _bullets(texts: Sequence[str]) -> ListBlock:
    return ListBlock(tuple((plain(each),) for each in texts))


def _row(*cells: object) -> tuple[Sentence, ...]:
    return tuple(plain(str(cell)) for cell in cells)

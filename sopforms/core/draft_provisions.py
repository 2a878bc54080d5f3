"""The table of provisions: for the chapters by where the help is, for parents by what they look for.

What explains a provision is asked in questions named after its own: `_datum` (from when), `_wie` (who gives
it), `_vaak` (how often at most); a longer text is how it starts. A set may leave each of them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sopforms.core.blocks import Block, Gap, Sentence, Source, Table, ended, plain
from sopforms.core.draft_sentences import Asked, Speaker
from sopforms.core.questionnaire.model import QuestionType

NEEDS = ("lezen", "rekenen", "taal", "gedrag", "autisme", "hoogbegaafd", "motoriek", "zorg")
NEED_WORDS = {"hoogbegaafd": "meer- of hoogbegaafdheid", "autisme": "autisme of prikkels"}
ANY_NEED = "andere vragen"
HEADER = ("Hulp bij", "Wat", "Wie", "Hoe vaak", "Zo begint het")
ELSEWHERE = ": zie bij "
"""How a row says that a provision stands in full at another need."""
_WHO, _OFTEN = "_wie", "_vaak"


@dataclass(frozen=True, slots=True)
class _Provision:
    """One provision in words. `rank` is the place of its value in the scale; `place` that in the document."""

    name: str
    source: Source
    short: str
    what: str
    where: str
    who: str
    often: str
    how: str
    needs: tuple[str, ...]
    rank: int
    is_absent: bool
    place: int


def by_value(speaker: Speaker, names: Sequence[str], *, hides_absent: bool) -> Iterator[Block]:
    """Yield the table of the chapters, in the order of the scale, and a gap for each without a value.

    The last value of the scale says that it is not there: those rows come last, or are left out.
    """
    found, gaps = _found(speaker, names, hides_absent=hides_absent)
    found.sort(key=lambda one: (one.is_absent, one.rank, one.place))
    rows = tuple(_cells(one.source, one.what, one.where, _noted(one)) for one in found)
    if rows:
        yield Table("Wat er is, en waar", ("Wat", "Waar", "Toelichting"), rows)
    yield from gaps


def by_need(
    speaker: Speaker, names: Sequence[str], *, hides_absent: bool, needs: Mapping[str, str]
) -> Iterator[Block]:
    """Yield the table for parents, grouped by need: what, who, how often, how it starts; then the gaps.

    A provision stands in full at the first of its needs, and at the others as a row that says where. A column
    in which no row has anything is left out. What parents would miss is a gap: a person may leave it so.
    `needs` is what a partnership calls them, by key.
    """
    called = NEED_WORDS | dict(needs)
    found, gaps = _found(speaker, names, hides_absent=hides_absent)
    order = {need: place for place, need in enumerate(dict.fromkeys((*needs, *NEEDS)))}
    rows = [
        ((order.get(need, len(order)), need, bool(place), one.is_absent, one.place), _row(one, need, called))
        for one in found
        for place, need in enumerate(one.needs or ("",))
    ]
    rows.sort(key=lambda each: each[0])
    if rows:
        yield _without_empty([row for _key, row in rows])
    yield from gaps
    for one in found:
        lacking = _lacking(speaker, one)
        if lacking:
            yield Gap(f"Bij ‘{speaker.asked[one.name].short}’ ontbreekt nog: {', '.join(lacking)}.", one.name)


def rank_of(place: Asked, value: object) -> tuple[int, bool]:
    """Return the place of a value in its scale, and whether it is the one that says: not there."""
    measure = place.entry.measure
    values = [str(known.value) for known in measure.counted] if measure else []
    rank = values.index(str(value)) if str(value) in values else len(values)
    return rank, rank == len(values) - 1


def _found(
    speaker: Speaker, names: Sequence[str], *, hides_absent: bool
) -> tuple[list[_Provision], list[Gap]]:
    found: list[_Provision] = []
    gaps: list[Gap] = []
    for number, name in enumerate(names):
        place, given = speaker.asked.get(name), speaker.values.get(name)
        if place is None or (given is None and not speaker.is_asked(name)):
            continue
        if given is None:
            gaps.append(Gap(f"‘{place.short}’ heeft nog geen waarde.", name))
            continue
        one = _provision(speaker, name, place, number)
        if one.is_absent and hides_absent:
            continue
        if (lacks := _no_day(speaker, place, given.value)) is not None:
            gaps.append(Gap(lacks, name))
        found.append(one)
    return found, gaps


def _provision(speaker: Speaker, name: str, place: Asked, number: int) -> _Provision:
    days, who, often, notes = [], "", "", []
    for question, answer in speaker.beside(place):
        text = speaker.written(question, answer)
        if question.is_date:
            days.append(text)
        elif question.name.endswith(_WHO):
            who = text
        elif question.name.endswith(_OFTEN):
            often = text
        elif question.type is QuestionType.COMMENT:
            notes.append(ended(text))
    given = speaker.values[name]
    where = speaker.display(place, given.value) + (f", vanaf {days[0]}" if days else "")
    rank, is_absent = rank_of(place, given.value)
    return _Provision(
        name=name,
        source=speaker.source(name),
        short=place.short,
        what=place.question.title.get("nl", place.short).rstrip("."),
        where=where,
        who=who.rstrip("."),
        often=often.rstrip("."),
        how=" ".join(text for text in (*notes, ended(given.comment)) if text),
        needs=tuple(dict.fromkeys(place.entry.need)),
        rank=rank,
        is_absent=is_absent,
        place=number,
    )


def _noted(one: _Provision) -> str:
    said = [f"Wie: {one.who}." if one.who else "", f"Hoe vaak: {one.often}." if one.often else "", one.how]
    return " ".join(text for text in said if text)


def _row(one: _Provision, need: str, called: Mapping[str, str]) -> tuple[Sentence, ...]:
    home = one.needs[0] if one.needs else ""
    name = called.get(need, need) or ANY_NEED
    if need != home:
        pointed = f"{one.short}{ELSEWHERE}{called.get(home, home)}"
        return _cells(one.source, _capital(name), pointed, "", "", "")
    what = f"{one.what} ({_for_all(one.where)})"
    return _cells(one.source, _capital(name), what, _capital(one.who), _capital(one.often), one.how)


def _without_empty(rows: Sequence[tuple[Sentence, ...]]) -> Table:
    """Return the table without the columns that no row fills; without needs there is nothing to group by."""
    kept = [place for place in range(len(HEADER)) if any(row[place].spans for row in rows)]
    said = tuple(tuple(row[place] for place in kept) for row in rows)
    return Table("Hulp per onderwerp: wat, wie en hoe vaak", tuple(HEADER[place] for place in kept), said)


def _lacking(speaker: Speaker, one: _Provision) -> list[str]:
    """Return what parents would miss of a provision: what was asked about it and has no answer."""
    place = speaker.asked[one.name]
    words = {f"{place.question.name}{_WHO}": "wie het doet", f"{place.question.name}{_OFTEN}": "hoe vaak"}
    open_ones = speaker.unanswered(place)
    return [word for name, word in words.items() if name in open_ones]


def _cells(source: Source, *texts: str) -> tuple[Sentence, ...]:
    return tuple(plain(text, source) if text else Sentence(()) for text in texts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _for_all(text: str) -> str:
    """Return a text of a scale as parents read it: without the abbreviation that schools use."""
    return re.sub(r"\bSWV\b", "samenwerkingsverband", text)


def _no_day(speaker: Speaker, place: Asked, value: object) -> str | None:
    """Return what is missing when a planned provision has no date yet."""
    template = place.entry.text.get(str(value), "")
    dates = [q for q in place.form.questions if q.is_date and f"{{{q.name}}}" in template]
    answers = speaker.response(place.form)
    if dates and not answers.get(dates[0].name):
        return f"Bij ‘{place.short}’ ontbreekt nog de datum."
    return None

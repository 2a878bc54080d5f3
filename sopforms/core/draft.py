"""Composes the draft: chapters, guide parts and sections, from school values and fixed texts.

Every generated sentence knows its sources; what is missing is a named gap, never an invented sentence. The
same input always gives the same draft. People edit afterwards; this never reads what they wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sopforms.core import draft_money
from sopforms.core import draft_provisions as provisions
from sopforms.core import draft_tables as tables
from sopforms.core.blocks import (
    Block,
    Chart,
    Gap,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    Quote,
    Sentence,
    Span,
)
from sopforms.core.document import Chapter, Document, DocumentKind, PartForm, Piece
from sopforms.core.draft_facts import Draft, Facts, Given, PointGiven, PupilsGiven, Wording
from sopforms.core.draft_filling import Names, cut, filled, resting
from sopforms.core.draft_sentences import Speaker, asked_in
from sopforms.core.questionnaire.questionnaire import Questionnaire
from sopforms.core.year_paper import Money

__all__ = [
    "Draft",
    "Facts",
    "Given",
    "PointGiven",
    "PupilsGiven",
    "Wording",
    "compose",
    "finished",
    "without_charts",
]


def compose(
    document: Document,
    questionnaires: Iterable[Questionnaire],
    values: Mapping[str, Given],
    *,
    aggregates: Iterable[Mapping[str, Any]] = (),
    points: Sequence[PointGiven] = (),
    pupils: PupilsGiven | None = None,
    previous: Mapping[str, Part] | None = None,
    basic_support: Sequence[Block] = (),
    facts: Facts,
    wording: Wording,
    money: Money | None = None,
    results: Sequence[PointGiven] = (),
) -> Draft:
    """Return the whole draft of one school.

    `values` by indicator, `aggregates` the items of the staff survey (`questionnaire.aggregate`), `previous`
    last year's parts by key, `basic_support` the blocks of the partnership's text, `money` and
    `results` (the points of last year) are for a plan or report. Questionnaires are those for the kind of
    school. KeyError when a fixed text or a placeholder is missing.
    """
    composer = _Composer(
        speaker=Speaker(asked_in(questionnaires), values, wording.day),
        items={item["indicator"]: item for item in aggregates if item.get("indicator")},
        points=tuple(points),
        pupils=pupils,
        previous=previous or {},
        basic_support=tuple(basic_support),
        facts=facts,
        wording=wording,
        kind=document.kind,
        money=money or Money(),
        results=tuple(results),
    )
    return Draft(
        tuple(composer.part(chapter) for chapter in document.chapters),
        tuple(composer.part(chapter, for_parents=True) for chapter in document.guide),
        tuple(composer.part(chapter) for chapter in document.sections),
        {key: composer.previous[key] for key in _taking_over(document) if key in composer.previous},
    )


def _taking_over(document: Document) -> list[str]:
    """Return the chapters that may take over last year's text."""
    offered = (chapter for chapter in document.chapters if _offers(chapter))
    return [chapter.key for chapter in offered]


def _offers(chapter: Chapter) -> bool:
    return any(piece.form is PartForm.PREVIOUS for piece in chapter.parts)


def finished(part: Part) -> Part:
    """Return the part as it is printed: without gaps, and without headings that then have nothing below."""
    return _without(part, Gap)


def without_charts(part: Part) -> Part:
    """Return the part as text alone, where the charts stand together elsewhere."""
    return _without(part, Chart)


def _without(part: Part, kind: type[Gap | Chart]) -> Part:
    blocks: list[Block] = []
    for block in reversed([each for each in part.blocks if not isinstance(each, kind)]):
        below = blocks[-1] if blocks else None
        is_bare = isinstance(block, Heading) and (
            below is None or (isinstance(below, Heading) and below.level <= block.level)
        )
        if not is_bare:
            blocks.append(block)
    return replace(part, blocks=tuple(reversed(blocks)))


@dataclass(frozen=True, slots=True)
class _Composer:
    """Makes the blocks of each form; everything it needs was handed in."""

    speaker: Speaker
    items: Mapping[str, Mapping[str, Any]]
    points: tuple[PointGiven, ...]
    pupils: PupilsGiven | None
    previous: Mapping[str, Part]
    basic_support: tuple[Block, ...]
    facts: Facts
    wording: Wording
    kind: DocumentKind
    money: Money
    results: tuple[PointGiven, ...]

    def part(self, chapter: Chapter, *, for_parents: bool = False) -> Part:
        """Return one chapter or guide part."""
        title = chapter.title.get("nl") or next(iter(chapter.title.values()))
        blocks = (block for piece in chapter.parts for block in self._blocks(piece, for_parents))
        return Part(chapter.key, title, tuple(blocks))

    def _blocks(self, piece: Piece, for_parents: bool) -> Iterator[Block]:
        match piece.form:
            case PartForm.TEXT:
                return self._read(piece.text.get("nl") or next(iter(piece.text.values())))
            case PartForm.SENTENCES:
                return self._sentences(piece)
            case PartForm.LIST:
                return self._list(piece, for_parents)
            case PartForm.PROVISIONS:
                return self._provisions(piece, for_parents)
            case PartForm.LIMITS:
                closing = tuple(self._fixed("limits_closing"))
                return tables.limits(self.speaker, piece.indicators, closing)
            case PartForm.CHART:
                return tables.charts(self.speaker, piece.indicators, piece.title.get("nl", ""), self.items)
            case PartForm.POINTS:
                return tables.points(self.points, self.wording, most=piece.most, kind=self.kind)
            case PartForm.RESULTS:
                return tables.results(self.results)
            case PartForm.MONEY:
                return draft_money.blocks(self.money, piece.lines, self.kind)
            case _:
                return self._by_facts(piece.form)

    def _provisions(self, piece: Piece, for_parents: bool) -> Iterator[Block]:
        hides, needs = piece.hides_absent, self.facts.needs
        if for_parents:
            return provisions.by_need(self.speaker, piece.indicators, hides_absent=hides, needs=needs)
        return provisions.by_value(self.speaker, piece.indicators, hides_absent=hides)

    def _by_facts(self, form: PartForm) -> Iterator[Block]:
        """Yield what depends on the school and the procedure alone."""
        if form is PartForm.QUOTE:
            yield self._quote()
        elif form is PartForm.PUPILS:
            yield from self._pupils()
        elif form is PartForm.CONTACT:
            yield from self._fixed("contact")
        elif form is PartForm.ADVICE:
            yield from self._fixed(self._advice_text())
        elif form is PartForm.DECISION:
            yield from self._fixed("decision" if self.facts.decided_on else "decision_pending")
        # what is left is last year's text: an offer beside the draft (`Draft.offers`), never a part of it

    def _sentences(self, piece: Piece) -> Iterator[Block]:
        """Yield the sentences as one paragraph; open texts and what the team wrote stand by themselves."""
        run: list[Sentence] = []
        gaps: list[Gap] = []
        apart: list[Block] = []
        for name in piece.indicators:
            said = self.speaker.say(name)
            place = self.speaker.asked.get(name)
            of_team = tables.approved(name, self.items) if isinstance(said, Gap) else None
            if of_team is not None:
                apart.append(of_team)
            elif isinstance(said, Gap):
                gaps.append(said)
            elif said and place is not None and place.is_open:
                apart += self._own_text(name, said)
            elif said:
                run += said
        yield from tables.as_paragraphs(run)
        yield from apart
        yield from gaps

    def _own_text(self, name: str, said: tuple[Sentence, ...]) -> list[Block]:
        """Return a text that the school typed: its paragraphs stay apart."""
        value = self.speaker.values[name].value
        if not isinstance(value, str) or "\n" not in value.strip():
            return [Paragraph(said)]
        source = self.speaker.source(name)
        paragraphs = [cut(text) for text in value.split("\n") if text.strip()]
        return [Paragraph(tuple(replace(one, sources=(source,)) for one in run)) for run in paragraphs]

    def _list(self, piece: Piece, for_parents: bool) -> Iterator[Block]:
        items: list[tuple[Sentence, ...]] = []
        gaps: list[Gap] = []
        for name in piece.indicators:
            said = self.speaker.say(name)
            of_team = tables.approved(name, self.items) if isinstance(said, Gap) else None
            if of_team is not None:
                items += of_team.items
            elif isinstance(said, Gap):
                gaps.append(said)
            elif said:
                items.append(said if for_parents else said + tables.hours(self.speaker, name))
        if items:
            yield ListBlock(tuple(items))
        yield from gaps

    def _quote(self) -> Block:
        """Return the partnership's text, locked; its headings become strong lines."""
        inside = [
            Paragraph((Sentence((Span(block.text, strong=True),)),)) if isinstance(block, Heading) else block
            for block in self.basic_support
        ]
        kept = tuple(block for block in inside if isinstance(block, Paragraph | ListBlock))
        if not kept:
            return Gap("De tekst over basisondersteuning van het samenwerkingsverband ontbreekt nog.")
        return Quote(kept, f"Ondersteuningsplan van {self.facts.swv}")

    def _pupils(self) -> Iterator[Block]:
        if self.pupils is None or not self.pupils.themes:
            yield from self._fixed("pupils_none")
            return
        names: Names = {
            **self._names(),
            "groups": self.pupils.groups,
            "asked_how": self.pupils.asked_how,
            "themes": tuple(theme for theme, _ in self.pupils.themes),
            "done": tuple(done for _, done in self.pupils.themes if done.strip()),
        }
        for block in filled(self.wording.markdown(self.wording.texts["pupils"]), names):
            yield resting(block, tables.PUPILS)

    def _advice_text(self) -> str:
        if self.facts.no_advice:
            return "advice_none"
        if self.facts.advised_on is None:
            return "advice_pending"
        return "consent_given" if self.facts.consents else "advice_given"

    def _fixed(self, name: str) -> Iterator[Block]:
        return self._read(self.wording.texts[name])

    def _read(self, text: str) -> Iterator[Block]:
        return filled(self.wording.markdown(text), self._names())

    def _names(self) -> Names:
        facts = self.facts
        return {
            "school": facts.school,
            "board": facts.board,
            "swv": facts.swv,
            "year": facts.year,
            "previous_year": facts.previous_year,
            "coordinator_role": facts.coordinator_role,
            "phone": facts.phone,
            "email": facts.email,
            "website": facts.website,
            "support_point": facts.support_point,
            "support_point_contact": facts.support_point_contact,
            "council": facts.council,
            "advised_on": self._day(facts.advised_on),
            "decided_on": self._day(facts.decided_on),
        }

    def _day(self, day: date | None) -> str:
        return self.wording.day(day) if day else ""

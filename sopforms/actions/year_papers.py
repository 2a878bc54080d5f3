"""The jaarplan and the jaarverslag of a school: made of points, values and results, and of its own words.

Both are read from the set of the partnership (`jaarplan.json`, `jaarverslag.json`), so that each partnership
has its own headings. The partnership reads what is handed in: nothing that a colleague answered is in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sopforms.actions import composing, outcomes, points
from sopforms.core import blocks_json, draft, drafted, year_paper
from sopforms.core.blocks import Block, Gap, Part, Text
from sopforms.core.document import Chapter, Document, PartForm
from sopforms.core.draft_sentences import Asked, asked_in
from sopforms.core.errors import NotFound
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import Contents, Money, Standing, YearPaper
from sopforms.output.markdown import to_blocks, to_markdown
from sopforms.store import cycles, locations, talks, year_papers
from sopforms.store.cycles import CycleRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow
from sopforms.store.year_papers import HandedInRow, YearPaperPartRow, YearPaperRow

__all__ = ["YearPaper"]

_FIXED = frozenset({PartForm.POINTS, PartForm.RESULTS, PartForm.MONEY})
_WITHOUT_VALUES = _FIXED | {PartForm.TEXT}


@dataclass(frozen=True, slots=True)
class Section:
    """One section as it stands: what is generated, what a person wrote, how it reads now."""

    chapter: Chapter
    generated: Part
    row: YearPaperPartRow | None
    part: Part

    @property
    def markdown(self) -> str:
        """The text for the editor."""
        return self.row.text if self.row else to_markdown(self.generated.blocks)

    @property
    def version(self) -> int:
        """The version that the editor begins from; 0 while nobody wrote anything."""
        return self.row.version if self.row else 0

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is still missing in it, as it reads now."""
        return self.part.gaps


@dataclass(frozen=True, slots=True)
class Whole:
    """A paper as the school sees it: every section, its money, and what was handed in."""

    paper: YearPaper
    title: str
    last_day: date
    sections: tuple[Section, ...]
    money: Money
    lines: tuple[str, ...]
    points: tuple[PointRow, ...]
    row: YearPaperRow | None
    handed_in: HandedInRow | None

    @property
    def text(self) -> Text:
        """The text as it is printed; sections without anything to say are left out."""
        parts = (draft.finished(section.part) for section in self.sections)
        return Text(self.title, tuple(part for part in parts if part.blocks))

    @property
    def contents(self) -> Contents:
        """What the rules ask before it is called finished."""
        untold = sum(point.status in year_paper.RUNNING for point in self.points)
        names = sum(section.row is not None and section.row.name_suspected for section in self.sections)
        return Contents(self.paper, self.lines, self.money, untold, names)

    @property
    def obstacles(self) -> list[str]:
        """Why it cannot be called finished, as stable keys."""
        return year_paper.obstacles(self.contents)

    @property
    def standing(self) -> Standing:
        """How far it is."""
        ready = self.row is not None and self.row.ready_on is not None
        return year_paper.standing(
            begun=self.row is not None, ready=ready, handed_in=self.handed_in is not None
        )

    @property
    def changed_since(self) -> bool:
        """Whether it reads otherwise now than what was handed in."""
        return self.handed_in is not None and self.handed_in.sha256 != blocks_json.digest(
            drafted.bare(self.text)
        )

    def get(self, key: str) -> Section:
        """Return a section; raise NotFound."""
        found = next((section for section in self.sections if section.chapter.key == key), None)
        if found is None:
            raise NotFound
        return found


def whole(row: DossierRow, paper: YearPaper) -> Whole:
    """Return the plan or report as it stands now; raise NotFound when the set has no such file."""
    document = composing.document_of(row, paper.value)
    plan, own = year_papers.find(row.id, YearPaper.PLAN), year_papers.find(row.id, paper)
    money = year_papers.money_of(plan, own, paper)
    cycle, told_in = cycles.get(row.cycle_id), told_in_dossier(row, paper)
    read = document if told_in else _without_values(document)
    made = composing.compose_paper(row, read, money, points.of_last_year(row), told_in or row)
    asked = asked_in(composing.questionnaires_of(told_in or row))
    later = "" if told_in else _comes_later(cycle.school_year)
    written = year_papers.parts_of(own.id) if own else {}
    sections = (
        _section(chapter, _in_own_words(_waiting(chapter, part, later), asked), written.get(chapter.key))
        for chapter, part in zip(document.sections, made.sections, strict=True)
    )
    return Whole(
        paper,
        f"{document.title} {cycle.school_year}, {locations.get(row.location_id).name}",
        last_day(cycle, paper),
        tuple(sections),
        money,
        lines_of(document),
        tuple(talks.points_of(row.id)),
        own,
        year_papers.handed_in(own.id) if own else None,
    )


def told_in_dossier(row: DossierRow, paper: YearPaper) -> DossierRow | None:
    """Return the dossier whose school values tell of what a paper is about.

    A plan rests on those of its own dossier. A report looks back on the year itself: the school did that in
    the round for the year after. None before the values of that round stand.
    """
    if paper is YearPaper.PLAN:
        return row
    following = outcomes.next_dossier(row)
    if following is None or following.consolidated_on is None:
        return None
    year, after = (cycles.get(one.cycle_id).school_year for one in (row, following))
    return following if str(SchoolYear.parse(year).next) == after else None


def last_day(cycle: CycleRow, paper: YearPaper) -> date:
    """Return until when schools hand in this paper of a cycle."""
    chosen = cycle.plan_by if paper is YearPaper.PLAN else cycle.report_by
    return year_paper.due(paper, SchoolYear.parse(cycle.school_year), chosen)


def lines_of(document: Document) -> tuple[str, ...]:
    """Return the purposes that a paper asks money for, in order; none when it asks for no money."""
    pieces = (piece for chapter in document.sections for piece in chapter.parts)
    return tuple(dict.fromkeys(line for piece in pieces for line in piece.lines))


def fixed_in(section: Section) -> bool:
    """Whether a section lives from the points or the money alone: those are kept elsewhere."""
    forms = {piece.form for piece in section.chapter.parts} - {PartForm.TEXT}
    return bool(forms) and forms <= _FIXED


def team_words(row: DossierRow, paper: YearPaper, section: Section) -> list[tuple[str, list[str]]]:
    """Return what colleagues wrote on the topics of a section and was let through, for who writes it.

    It stands beside the editor of the school and never in the paper.
    """
    told_in = told_in_dossier(row, paper)
    if told_in is None:
        return []
    found = outcomes.of(told_in)
    items = {item["indicator"]: item for item in found.items if item.get("indicator")} if found else {}
    asked = asked_in(composing.questionnaires_of(told_in))
    told = []
    for name in section.chapter.indicators:
        texts = items.get(name, {}).get("texts", {}).get("approved", [])
        if texts and name in asked:
            told.append((asked[name].short, [str(text) for text in texts]))
    return told


def _section(chapter: Chapter, generated: Part, row: YearPaperPartRow | None) -> Section:
    part = generated if row is None else replace(generated, blocks=to_blocks(row.text, generated.blocks))
    return Section(chapter, generated, row, part)


def _without_values(document: Document) -> Document:
    """Return the paper with only what it can say while nobody looked back on its year."""
    sections = (
        replace(chapter, parts=tuple(piece for piece in chapter.parts if piece.form in _WITHOUT_VALUES))
        for chapter in document.sections
    )
    return replace(document, sections=tuple(sections))


def _comes_later(school_year: str) -> str:
    after = SchoolYear.parse(school_year).next
    return (
        f"Dit vult zich zodra de schoolwaarden van de ronde {after} vaststaan: daarin kijkt het team terug."
    )


def _waiting(chapter: Chapter, part: Part, later: str) -> Part:
    """Return the part with a note of when the rest of it comes, where there is more to come."""
    waits = later and any(piece.form not in _WITHOUT_VALUES for piece in chapter.parts)
    return replace(part, blocks=(*part.blocks, Gap(later))) if waits else part


def _in_own_words(part: Part, asked: dict[str, Asked]) -> Part:
    """Return the part in which what only colleagues can have answered is a task for the writer."""
    blocks: list[Block] = []
    for block in part.blocks:
        place = asked.get(block.indicator) if isinstance(block, Gap) else None
        if isinstance(block, Gap) and place is not None and place.is_staff and place.is_open:
            task = f"Schrijf in eigen woorden wat het team zei over ‘{place.short}’."
            blocks.append(Gap(task, block.indicator))
        else:
            blocks.append(block)
    return replace(part, blocks=tuple(blocks))

"""What the council reads: the text it was asked about, what changed since last year, how far things are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sopforms.actions import documents, reopening, together
from sopforms.actions.council import BEFORE, FURTHER, Parties, parties
from sopforms.actions.documents import File
from sopforms.actions.reopening import Earlier
from sopforms.core import blocks_json, changes
from sopforms.core.advice import left_points
from sopforms.core.blocks import Text
from sopforms.core.changes import Change, PartChange
from sopforms.core.codes import Step
from sopforms.core.dossier import Dossier
from sopforms.store import advices, cycles, decisions, drafts, facts, locations, reopenings
from sopforms.store.advices import AdvicePointRow, AdviceRow, ConsultationRow, ReactionRow
from sopforms.store.decisions import DecisionRow
from sopforms.store.drafts import SnapshotRow

# What these parts say is different every year and says nothing of the offer: advice and adoption.
_LIVE = frozenset({"g9"})
# What pupils told and what the school takes up are written anew every year: no change of the offer.
YEARLY = frozenset({"g6", "g7"})


@dataclass(frozen=True, slots=True)
class Mate:
    """A school of a request over several: its place in it from 1, its name, and the request about it."""

    place: int
    name: str
    request_id: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One request as its council sees it; everything is as it was sent, except what has happened since.

    `changes` is None when there is no text of last year. `mates` are all schools that were sent together,
    the first leads; empty where the request is about one school. `earlier` are the editions that the council
    was asked about before, the newest first.
    """

    parties: Parties
    year: str
    facts: Dossier
    snapshot: SnapshotRow | None
    changes: tuple[PartChange, ...] | None
    talk: ConsultationRow | None
    further: ConsultationRow | None
    advice: AdviceRow | None
    points: tuple[AdvicePointRow, ...]
    reaction: ReactionRow | None
    decision: DecisionRow | None
    papers: File
    mates: tuple[Mate, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def lead_id(self) -> int:
        """The request on which the council writes: the first one, where there are several schools."""
        return self.mates[0].request_id if self.mates else self.parties.request.id

    @property
    def place(self) -> int:
        """Which school of a request over several this is about, from 1."""
        return next((one.place for one in self.mates if one.request_id == self.parties.request.id), 1)

    @property
    def changed(self) -> list[PartChange]:
        """The parts in which something changed, in the order of the text."""
        return [part for part in self.changes or () if part.change is not Change.SAME]

    @property
    def same(self) -> list[str]:
        """The titles of the parts that stayed the same, beside those that changed."""
        return [part.title for part in self.changes or () if part not in self.changed] if self.changed else []

    @property
    def count(self) -> int:
        """How many changes of the offer there are; a part that is new or gone counts as one.

        What is written anew every year is not counted.
        """
        whole = (Change.NEW, Change.GONE)
        offer = [part for part in self.changed if part.key not in YEARLY]
        return sum(1 if part.change in whole else part.count for part in offer)

    @property
    def guide(self) -> Text | None:
        """The text as parents will read it, as it was sent to the council."""
        return blocks_json.load(self.snapshot.guide) if self.snapshot else None

    @property
    def chapters(self) -> Text | None:
        """The chapters it rests on, as they were sent."""
        return blocks_json.load(self.snapshot.chapters) if self.snapshot else None

    @property
    def may_write(self) -> bool:
        """Whether the council may still send an answer: before the reaction, or while consent is open."""
        step = self.facts.step
        if step is Step.REACTED:
            return self.facts.right.value == "instemming" and not self.facts.consented(date.max)
        return step in (Step.REQUESTED, Step.NO_ADVICE)

    @property
    def left(self) -> tuple[int, ...]:
        """The places (from 0) of points that the board leaves, though it follows the answer as a whole."""
        if self.advice is None or self.reaction is None:
            return ()
        return left_points(advices.value(self.advice), advices.reaction_value(self.advice, self.reaction))

    @property
    def may_withdraw(self) -> bool:
        """Whether the board has not reacted yet."""
        return self.facts.step is Step.ADVISED


def of_request(request_id: int, today: date) -> Reading:
    """Return what the council of this request sees today."""
    request = advices.get_request(request_id)
    found = parties(request)
    row, advice = found.dossier, advices.in_force(request_id)
    snapshot = drafts.find_papers(row.id)
    return Reading(
        parties=found,
        year=cycles.get(row.cycle_id).school_year,
        facts=facts.of(row, today=today),
        snapshot=snapshot,
        changes=_changes(found, snapshot),
        talk=advices.find_consultation(row.id, BEFORE),
        further=advices.find_consultation(row.id, FURTHER),
        advice=advice,
        points=tuple(advices.points_of(advice.id)) if advice else (),
        reaction=advices.find_reaction(advice.id) if advice else None,
        decision=decisions.find_decision(row.id),
        papers=documents.find(row.id, documents.papers_name(row)),
        earlier=tuple(reopening.asked_before(row)),
        mates=_mates(row.id),
    )


def all_of(read: Reading, today: date) -> list[Reading]:
    """Return what the council sees of every school of this request, the first leads."""
    mine = read.parties.request.id
    ids = [one.request_id for one in read.mates] or [mine]
    return [read if each == mine else of_request(each, today) for each in ids]


def _mates(dossier_id: int) -> tuple[Mate, ...]:
    rows = together.rows_of(dossier_id)
    if len(rows) == 1:
        return ()
    return tuple(
        Mate(place, locations.get(row.location_id).name, together.request_of(row.id).id)
        for place, row in enumerate(rows, 1)
    )


def _changes(found: Parties, snapshot: SnapshotRow | None) -> tuple[PartChange, ...] | None:
    before = reopenings.compared_with(found.dossier)
    if before is None or snapshot is None:
        return None
    compared = changes.compare(blocks_json.load(before.guide), blocks_json.load(snapshot.guide))
    return tuple(part for part in compared if part.key not in _LIVE)

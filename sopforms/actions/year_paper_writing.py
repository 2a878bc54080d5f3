"""Writing the jaarplan and jaarverslag, calling them finished, handing them in to the partnership."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sopforms.actions import composing, points, year_papers
from sopforms.actions.deed import deed
from sopforms.actions.recording import record
from sopforms.core import blocks_json, drafted, year_paper
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed
from sopforms.core.errors import Conflict, Invalid, Refused
from sopforms.core.year_paper import HANDS_IN, YearPaper
from sopforms.output.markdown import to_blocks, to_markdown
from sopforms.output.pasted import as_markdown
from sopforms.store import clock, cycles, decisions, dossiers, jobs, talks
from sopforms.store import year_papers as stored
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import PointRow
from sopforms.store.year_papers import HandedInRow, YearPaperPartRow, YearPaperRow, YearPaperVersionRow

STATUSES = ("open", "busy", "done", "stopped", "carried")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one point: how it ended, the result, and why it goes on when it does."""

    status: str
    result: str = ""
    onward: str = ""


@deed
def save_part(
    dossier_id: int, paper: YearPaper, key: str, text: str, *, version: int, no_names: bool, actor: Actor,
    today: date,
) -> None:  # fmt: skip
    """Put a person's Markdown in place of a section; the generated text again when it is the same.

    `no_names`: the writer looked and says that no name of a pupil stands in it. Raises Conflict when the
    section was changed meanwhile, Invalid for a text that cannot be read.
    """
    row = dossiers.get(dossier_id)
    section = year_papers.whole(row, paper).get(key)
    if section.version != version:
        raise Conflict(section.markdown)
    text = as_markdown(text)
    blocks = to_blocks(text, section.generated.blocks)
    own = _begin(row, paper)
    own.ready_on = None
    if text.strip() == to_markdown(section.generated.blocks).strip() and section.row is None:
        return
    part = section.row or YearPaperPartRow(paper_id=own.id, key=key)
    part.text = text
    part.name_suspected = bool(composing.names_in(row, drafted.all_words(blocks))) and not no_names
    db.session.add(part)
    db.session.flush()
    db.session.add(YearPaperVersionRow(part_id=part.id, saved_on=today, person_id=actor.person_id, text=text))


@deed
def save_money(
    dossier_id: int, paper: YearPaper, received: int | None, amounts: Mapping[str, int], note: str, *,
    version: int,
) -> None:  # fmt: skip
    """Keep what came in, and what is planned (plan) or was spent (report) for each purpose of the set.

    `version` is that of the paper, 0 while nobody began it; raises Conflict when it was changed meanwhile.
    """
    row = dossiers.get(dossier_id)
    own = stored.find(row.id, paper)
    if (own.version if own else 0) != version:
        raise Conflict
    own = _begin(row, paper)
    lines = year_papers.lines_of(composing.document_of(row, paper.value))
    own.received, own.note, own.ready_on = received, note.strip(), None
    own.amounts = {line: amounts[line] for line in lines if line in amounts}
    db.session.flush()


@deed
def tell_points(dossier_id: int, told: Mapping[int, Told]) -> None:
    """Write down what came of the points of a dossier, for its report; all of them or none.

    One that goes on joins the plan of the next year, with its reason, as soon as that year is there. Raises
    Invalid with `status_<id>`, `result_<id>` and `onward_<id>`.
    """
    row = dossiers.get(dossier_id)
    own = {point.id: point for point in talks.points_of(row.id)}
    problems: dict[str, str] = {}
    for point_id, one in told.items():
        problems |= _problems(point_id, one, own.get(point_id))
    if problems:
        raise Invalid(**problems)
    for point_id, one in told.items():
        point = own[point_id]
        point.result, point.onward_reason = one.result.strip(), ""
        if one.status == "carried":
            points.go_on(row, point, one.onward)
        else:
            points.stay(row, point)
            point.status = one.status
    _begin(row, YearPaper.REPORT).ready_on = None


def _problems(point_id: int, told: Told, point: PointRow | None) -> dict[str, str]:
    if point is None or told.status not in STATUSES:
        return {f"status_{point_id}": "Kies een antwoord uit de lijst."}
    if told.status in ("done", "stopped") and not told.result.strip():
        return {f"result_{point_id}": "Schrijf in een of twee zinnen op wat het opleverde."}
    if told.status == "carried" and len(told.onward.split()) < 3:
        return {f"onward_{point_id}": "Leg in een of twee zinnen uit waarom."}
    return {}


@deed
def mark_ready(dossier_id: int, paper: YearPaper, *, ready: bool, today: date) -> None:
    """Call a paper finished, or open it again; raise Refused with what still stands in the way."""
    row = dossiers.get(dossier_id)
    if ready and (reasons := year_papers.whole(row, paper).obstacles):
        raise Refused(*reasons)
    _begin(row, paper).ready_on = today if ready else None


@deed
def hand_in(dossier_id: int, paper: YearPaper, *, actor: Actor, today: date) -> None:
    """Hand the paper in as it stands: from now on the partnership reads exactly this text.

    After the last day too: late is shown, never refused. What was handed in before is replaced and stays on
    record. Raises Refused while it is not called finished.
    """
    row = dossiers.get(dossier_id)
    now = year_papers.whole(row, paper)
    if now.row is None or now.row.ready_on is None:
        raise Refused(*now.obstacles, "paper_not_ready")
    if now.obstacles:
        raise Refused(*now.obstacles)
    text = drafted.bare(now.text)
    made = HandedInRow(
        paper_id=now.row.id,
        handed_in_on=today,
        person_id=actor.person_id,
        by_name=f"{actor.name}, {actor.function}" if actor.function else actor.name,
        text=blocks_json.dump(text),
        money=stored.written_money(now.money),
        points=[_kept(point) for point in now.points],
        sha256=blocks_json.digest(text),
    )
    name = f"{paper}-ingeleverd.pdf"
    record(HANDS_IN[paper], row, actor, today, documents=(paper.value,), hashes={paper.value: made.sha256})
    db.session.add(made)
    decisions.drop_preview(row.id, name)
    jobs.put(row.id, name, clock.now(), fixed=False)


@deed
def take_back(dossier_id: int, paper: YearPaper, *, actor: Actor, today: date) -> None:
    """Take back what was handed in, until and including the last day; the partnership no longer reads it."""
    row = dossiers.get(dossier_id)
    own = stored.find(row.id, paper)
    if own is None or stored.handed_in(own.id) is None:
        raise Refused("not_handed_in")
    if not year_paper.may_take_back(year_papers.last_day(cycles.get(row.cycle_id), paper), today):
        raise Refused("too_late_to_take_back")
    record(Deed.TAKE_BACK_PAPER, row, actor, today, documents=(paper.value,))
    stored.take_back_all(own.id, today)
    decisions.drop_preview(row.id, f"{paper}-ingeleverd.pdf")


def _begin(row: DossierRow, paper: YearPaper) -> YearPaperRow:
    """Return the paper, begun now when nobody did."""
    own = stored.find(row.id, paper)
    if own is None:
        own = YearPaperRow(dossier_id=row.id, paper=paper)
        db.session.add(own)
        db.session.flush()
    return own


def _kept(point: PointRow) -> dict[str, str]:
    """Return what is kept of a point with what was handed in; never whose address it was asked at."""
    return {
        "goal": point.goal, "kind": point.kind, "status": point.status, "result": point.result,
        "onward": point.onward_reason,
    }  # fmt: skip

"""What the papers consist of, read from the rows: the page of the council and the PDF show the same.

Before the request is sent this is a preview of now; afterwards it is what was frozen at that moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sopforms.actions import alignment, composing, outcomes, remembering
from sopforms.actions import draft as drafting
from sopforms.core import blocks_json, changes, drafted, joint, papers, roles
from sopforms.core.blocks import Block, Chart, Heading, Paragraph, Part, Text, plain
from sopforms.core.changes import PartChange
from sopforms.core.codes import Right
from sopforms.core.council import Council
from sopforms.core.document import PartForm
from sopforms.core.draft import Draft, without_charts
from sopforms.core.draft_sentences import asked_in
from sopforms.core.papers import Asked, Term
from sopforms.core.value_changes import ValueChange, value_changes
from sopforms.output.language import listing, long_date
from sopforms.output.markdown import to_blocks
from sopforms.settings import ROOT
from sopforms.store import (
    advices,
    alignments,
    clock,
    cycles,
    dossiers,
    drafts,
    facts,
    joint_requests,
    locations,
    partnerships,
    reopenings,
    talks,
)
from sopforms.store.advices import AdviceRequestRow
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import SnapshotRow

LETTERS = ROOT / "templates" / "papers"
_CHANGES = "de wijzigingen ten opzichte van vorig jaar"
_CHANGES_NOW = "de wijzigingen ten opzichte van de tekst die nu geldt"
_FIRST_TIME = "bericht dat deze tekst er voor het eerst in de nieuwe vorm is"


@dataclass(frozen=True, slots=True)
class PapersNow:
    """Everything the council gets; `changes` is None the first time, `remark` empty without one.

    `since` is what they are compared with: `year`, the text of last year, or `now`, the text in force.

    `values` are the answers that are other than last year, `guide` is what is asked
    about, `chapters` what it rests on without the charts, which stand in `outcomes`; `pupils` is what pupils
    told.
    """

    dossier: DossierRow
    request: AdviceRequestRow
    letter: Part
    guide: Text
    chapters: Text
    changes: tuple[PartChange, ...] | None
    values: tuple[ValueChange, ...]
    outcomes: Part
    pupils: Part
    remark: str
    sha256: str
    since: str = "year"


def papers_of(request: AdviceRequestRow) -> PapersNow:
    """Return the papers of a request: as sent, or as they would be sent now."""
    row = dossiers.get(request.dossier_id)
    snapshot = db.session.get(SnapshotRow, request.snapshot_id) if request.snapshot_id else None
    if snapshot is None:
        chapters, guide = drafting.current_text(row.id)
        kept = frozen(row, request, clock.today())
    else:
        chapters, guide = blocks_json.load(snapshot.chapters), blocks_json.load(snapshot.guide)
        kept = request.outcomes
    return PapersNow(
        dossier=row,
        request=request,
        letter=_thawed("letter", kept),
        guide=guide,
        chapters=replace(chapters, parts=tuple(without_charts(part) for part in chapters.parts)),
        changes=(changed := what_changed(row, guide, request.edition)),
        values=values_changed(row, edition=request.edition) if changed is not None else (),
        since="now" if request.edition > 1 else "year",
        outcomes=_thawed("outcomes", kept),
        pupils=_thawed("pupils", kept),
        remark=request.swv_remark,
        sha256=blocks_json.digest(guide),
    )


def what_changed(row: DossierRow, guide: Text, edition: int | None = None) -> tuple[PartChange, ...] | None:
    """Return what parents will read differently from last year; None when there is no last year.

    Of a change of an adopted text: differently from the text in force. Contact, advice and decision are left
    out: they differ every year and say nothing about the offer.
    """
    before = reopenings.compared_with(row, edition)
    if before is None:
        return None
    live = {chapter.key for chapter in composing.document_of(row).guide if drafted.is_live(chapter)}
    return changes.compare(_without(live, blocks_json.load(before.guide)), _without(live, guide))


def values_changed(
    row: DossierRow, language: str = "nl", *, edition: int | None = None
) -> tuple[ValueChange, ...]:
    """Return the school values that are other than last year; they stand since the council was asked.

    Of a change of an adopted text: other than they were when it was opened again.
    """
    now = talks.values_of(row.id)
    change = reopenings.find(row.id, edition or row.edition)
    if change is not None:
        last = {one["indicator"]: one["value"] for one in change.draft["values"]}
    elif (before := outcomes.previous_dossier(row)) is not None:
        last = {name: one.value for name, one in talks.values_of(before.id).items()}
    else:
        return ()
    return value_changes(
        asked_in(composing.questionnaires_of(row)),
        last,
        {name: one.value for name, one in now.items()},
        language,
        reasons={name: one.reason or one.comment for name, one in now.items()},
    )


def frozen(row: DossierRow, request: AdviceRequestRow, today: date) -> dict[str, Any]:
    """Return letter, outcomes and pupils' voice as they are kept with the request."""
    composed = composing.compose(row)
    parts = {
        "letter": letter_of(row, request, today),
        "outcomes": outcomes_of(row, composed),
        "pupils": pupils_of(row, composed),
    }
    return {
        name: {"title": part.title, **json.loads(blocks_json.dump_blocks(part.blocks))}
        for name, part in parts.items()
    }


def letter_of(row: DossierRow, request: AdviceRequestRow, today: date) -> Part:
    """Return the letter of the request with what was filled in; several schools get one letter together."""
    going = [dossiers.get(each) for each in joint_requests.chosen(row.id)]
    return remembering.once(("letter", going[0].id, today), lambda: _letter(going, request, today))


def _letter(going: list[DossierRow], request: AdviceRequestRow, today: date) -> Part:
    row, request = going[0], advices.find_request(going[0].id) or request
    asked, council = asked_of(request), council_of(row)
    schools = listing([locations.get(each.location_id).name for each in going])
    year = cycles.get(row.cycle_id).school_year
    consent = council.right_on(today) is Right.INSTEMMING
    template = (LETTERS / ("letter_consent.md" if consent else "letter.md")).read_text("utf-8")
    names = {
        "changes": _changes_sent(row),
        "council": composing.noun_of(facts.council_of(row)),
        "school": schools,
        "year": year,
        "offer": "ondersteuningsaanbod" if row.edition == 1 else "vastgestelde ondersteuningsaanbod",
        "act": "vast te stellen" if row.edition == 1 else "te wijzigen",
        "section": council.section_name,
        "talk_on": long_date(asked.talk_on) if asked.talk_on else "(nog in te vullen)",
        "answer_by": long_date(asked.answer_by) if asked.answer_by else "(nog in te vullen)",
        "term": papers.term_sentence(asked, council),
    }
    typed = {name: tuple(_said(name, going)) for name in ("reasons", "consequences", "measures")}
    typed["signature"] = _signature(asked)
    what = "verzoek om instemming" if consent else "adviesaanvraag"
    what += "" if row.edition == 1 else " wijziging"
    title = f"Betreft: {what} ondersteuningsaanbod {schools} voor schooljaar {year}"
    return Part("brief", title, papers.letter(to_blocks(template), typed, names))


def _changes_sent(row: DossierRow) -> str:
    """Return what the letter calls the list of changes that goes with it."""
    if row.edition > 1:
        return _CHANGES_NOW
    return _CHANGES if drafts.adopted_before(row) else _FIRST_TIME


def _said(name: str, rows: list[DossierRow]) -> Iterator[Block]:
    """Yield what was filled in under this name; of several schools each under its own heading."""
    for row in rows:
        request = advices.find_request(row.id)
        if len(rows) > 1:
            yield Heading(4, locations.get(row.location_id).name)
        yield from to_blocks(getattr(request, name) if request else "")


def outcomes_of(row: DossierRow, composed: Draft) -> Part:
    """Return the charts of the survey in the order of the draft; a small team has none."""
    found = outcomes.of(row)
    title = "Uitkomsten van de vragenlijst en het teamgesprek"
    charts: list[Block] = []
    for part in composed.chapters:
        drawn = [block for block in part.blocks if isinstance(block, Chart)]
        charts += [Heading(3, part.title), *drawn] if drawn else []
    if found is None:
        lead = "Dit jaar was er geen vragenlijst. Het team besprak de ondersteuning in een gesprek."
    elif not charts:
        lead = "Het team is te klein voor cijfers. De uitkomst van het teamgesprek staat in de concepttekst."
    else:
        lead = (
            f"Van de {found.survey.invited} collega’s vulden er {found.submitted} de vragenlijst in. "
            "Daarna besprak het team de uitkomsten. Wat het team afsprak, staat in de concepttekst."
        )
    return Part("uitkomsten", title, (Paragraph((plain(lead),)), *charts))


def pupils_of(row: DossierRow, composed: Draft) -> Part:
    """Return the pupils' paragraph of the guide."""
    document = composing.document_of(row)
    keys = [c.key for c in document.guide if any(p.form is PartForm.PUPILS for p in c.parts)]
    found = [part for part in composed.guide if part.key in keys]
    return Part("leerlingen", "Inbreng van leerlingen", found[0].blocks if found else ())


def council_of(row: DossierRow) -> Council:
    """Return the settings of the council that is asked; without one those of the law."""
    sector = roles.sector_of(locations.get(row.location_id).kind)
    return facts.under_law(row, facts.council_of(row), sector)


def term(row: DossierRow, received: date) -> Term:
    """Return the council's term when the request arrives on that day; one for all schools of a request."""
    going = [dossiers.get(each) for each in joint_requests.chosen(row.id)]
    return joint.term_for_all([_term(each, received) for each in going])


def _term(row: DossierRow, received: date) -> Term:
    calendar = locations.calendar_of(locations.get(row.location_id))
    return papers.term_of(council_of(row), received, calendar)


def asked_of(request: AdviceRequestRow) -> Asked:
    """Return what was filled in for a request."""
    return Asked(**{name: getattr(request, name) for name in Asked.__slots__})


def suggested(row: DossierRow, *, name: str = "", function: str = "", mandate: str = "") -> Asked:
    """Return a first version for an empty request, from what changed and from the development points."""
    _, guide = drafting.current_text(row.id)
    found = what_changed(row, guide)
    year = cycles.get(row.cycle_id).school_year
    goals = [point.goal for point in talks.points_of(row.id)]
    change = reopenings.now(row)
    return Asked(
        reasons=papers.suggested_reasons(found, year, change.reason if change else ""),
        consequences=papers.suggested_consequences(found),
        measures=papers.suggested_measures(goals),
        swv_remark=alignment.for_request(alignments.remarks_of(row.id)),
        answer_by=term(row, clock.today()).due,
        decision_maker=name,
        function=function,
        mandate=mandate,
    )


def _without(keys: set[str], text: Text) -> Text:
    return replace(text, parts=tuple(part for part in text.parts if part.key not in keys))


def board_name(row: DossierRow) -> str:
    """Return the name of the board of the dossier's school."""
    return partnerships.get_board(locations.get(row.location_id).board_id).name


def _signature(asked: Asked) -> tuple[Block, ...]:
    lines = [", ".join(text for text in (asked.decision_maker, asked.function) if text.strip())]
    lines += [f"op grond van {asked.mandate.strip()}"] if asked.mandate.strip() else []
    return tuple(Paragraph((plain(line),)) for line in lines if line)


def _thawed(name: str, kept: dict[str, Any]) -> Part:
    found = dict(kept[name])
    title = str(found.pop("title"))
    return Part(name, title, blocks_json.load_blocks(json.dumps(found)))

"""Gathers what a draft is made of and composes it; reads only, writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sopforms.actions import needs, outcomes, remembering, set_files
from sopforms.core import blocks_json, draft, recognisable, roles
from sopforms.core.blocks import Block, Part
from sopforms.core.codes import CouncilKind, Right, Role, ValueSource
from sopforms.core.document import Document
from sopforms.core.dossier import NO_REAL_ADVICE
from sopforms.core.draft import Draft, Facts, Given, PointGiven, PupilsGiven, Wording
from sopforms.core.draft_facts import MEDIAN, OTHERWISE
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import Money
from sopforms.output.language import DUTCH_TIME, listing, long_date
from sopforms.output.markdown import to_blocks
from sopforms.settings import ROOT
from sopforms.store import (
    cycles,
    gathered,
    locations,
    partnerships,
)
from sopforms.store import facts as facts_of_dossier
from sopforms.store.advices import AdviceRow
from sopforms.store.councils import CouncilRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.facts import Gathered
from sopforms.store.gathered import Recorded, Texts
from sopforms.store.talks import PointRow, PupilVoiceRow, SchoolValueRow

TEXTS = ROOT / "templates" / "text"
MOST_THEMES = 3  # for each conversation: thema1 to thema3 of `leerlingen.json`
_COUNCILS = {
    CouncilKind.MR: "medezeggenschapsraad",
    CouncilKind.DEELRAAD: "deelraad",
    CouncilKind.GMR: "gemeenschappelijke medezeggenschapsraad",
}


def compose(row: DossierRow, *, decided_on: date | None = None) -> Draft:
    """Return the draft as it would be made now.

    `decided_on` is the day of a decision that is being taken at this moment.
    """
    return remembering.once(("draft", row.id, decided_on), lambda: _composed(row, decided_on))


def _composed(row: DossierRow, decided_on: date | None) -> Draft:
    cycle = cycles.get(row.cycle_id)
    partnership = partnerships.get(row.partnership_id)
    found = outcomes.of(row)
    items = found.items if found else []
    answered = {item["indicator"]: item for item in items if item.get("indicator")}
    school = recorded(row)
    return draft.compose(
        document_of(row),
        questionnaires_of(row),
        {
            value.indicator: _given(value, answered.get(value.indicator, {}))
            for value in school.values.values()
        },
        aggregates=items,
        points=tuple(_point(point) for point in school.points),
        pupils=pupils_of(school.voices),
        previous={part.key: part for part in previous_parts(row)},
        basic_support=_read(cycle.basic_support or partnership.basic_support),
        facts=facts_of(row, decided_on=decided_on),
        wording=wording(),
    )


def compose_paper(
    row: DossierRow, document: Document, money: Money, last_year: Iterable[PointRow], told_in: DossierRow
) -> Draft:
    """Return the `jaarplan` or `jaarverslag` as it would be made now, of school values and points alone.

    `told_in` is the dossier in which the school told of the year: its values and its pupils are in the paper.
    The partnership reads it: nothing that a colleague answered goes in, no figure of a survey and no number
    of answers.
    """
    school, told = recorded(row), recorded(told_in)
    return draft.compose(
        document,
        questionnaires_of(told_in),
        {value.indicator: _given(value, {}) for value in told.values.values()},
        points=tuple(_point(point) for point in school.points),
        pupils=pupils_of(told.voices),
        facts=facts_of(row),
        wording=wording(),
        money=money,
        results=[_point(point) for point in last_year],
    )


def document_of(row: DossierRow, name: str = "schoolgids") -> Document:
    """Return a document file of the question set of the dossier's cycle."""
    return set_files.document(cycles.set_of(row), name)


def questionnaires_of(row: DossierRow) -> list[Questionnaire]:
    """Return the questionnaires of the dossier's set, for its kind of school."""
    return set_files.questionnaires_for(cycles.set_of(row), locations.get(row.location_id).kind)


def previous_parts(row: DossierRow) -> tuple[Part, ...]:
    """Return chapters and guide parts that were adopted for the location last.

    The first time there is only what the school brought from before, by chapter.
    """
    found = texts_of(row)
    if found.before is None:
        former = found.former
        titles = {one.key: one.title.get("nl", "") for one in document_of(row).chapters} if former else {}
        return tuple(Part(key, titles[key], _read(former[key])) for key in titles if key in former)
    return _parts(found.before.chapters) + _parts(found.before.guide)


def compared_parts(row: DossierRow) -> tuple[Part, ...]:
    """Return the parts that a draft is told against: of last year; of a change those of the text in force."""
    if row.edition == 1:
        return previous_parts(row)
    replaced = texts_of(row).replaced
    assert replaced is not None  # a next edition goes on from an adopted text
    return _parts(replaced.chapters) + _parts(replaced.guide)


def recorded(row: DossierRow) -> Recorded:
    """Return what the school recorded: values, points, conversations with pupils."""
    return remembering.once(("recorded", row.id), lambda: gathered.recorded(row.id))


def texts_of(row: DossierRow) -> Texts:
    """Return the parts of the draft as they are kept, and the texts beside them."""
    return remembering.once(("texts", row.id), lambda: gathered.texts(row))


def _point(point: PointRow) -> PointGiven:
    return PointGiven(
        point.goal, point.action, point.owner, point.due, point.means, point.status, point.result,
        point.in_guide, point.onward_reason, point.carried_reason,
    )  # fmt: skip


def pupils_of(voices: Iterable[PupilVoiceRow]) -> PupilsGiven | None:
    """Return what pupils told, all conversations together; None when nobody was asked."""
    told = [voice.answers for voice in voices]
    if not told:
        return None
    groups = [str(answers["groepen"]) for answers in told if answers.get("groepen")]
    manners = dict.fromkeys(str(answers["manier"]) for answers in told if answers.get("manier"))
    themes = {
        str(answers[f"thema{number}"]): str(answers.get(f"gedaan{number}", ""))
        for answers in told
        for number in range(1, MOST_THEMES + 1)
        if answers.get(f"thema{number}")
    }
    asked_how = " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in manners)
    return PupilsGiven(listing(list(dict.fromkeys(groups))), asked_how, tuple(themes.items()))


def facts_of(row: DossierRow, *, decided_on: date | None = None) -> Facts:
    """Return who the school is and how far the procedure is."""
    cycle, location = cycles.get(row.cycle_id), locations.get(row.location_id)
    partnership = partnerships.get(row.partnership_id)
    found = facts_of_dossier.gathered(row)
    council = found.council
    sector = roles.sector_of(location.kind)
    right = facts_of_dossier.right_of(row, council, sector)
    advised_on = _advised_on(found.advice) if right is Right.ADVIES else _consented_on(row, found)
    return Facts(
        school=location.name,
        board=found.board.name,
        swv=partnership.name,
        year=cycle.school_year,
        previous_year=str(SchoolYear.parse(cycle.school_year).previous),
        coordinator_role=roles.label(Role.COORDINATOR, sector, own=partnership.coordinator_label),
        phone=location.phone,
        email=location.email,
        website=location.website,
        support_point=partnership.support_point,
        support_point_contact=partnership.support_point_contact,
        council=noun_of(council),
        consents=right is Right.INSTEMMING,
        advised_on=advised_on,
        no_advice=advised_on is None and row.no_advice_on is not None,
        decided_on=decided_on or row.adopted_on,
        needs=needs.shorts(row.partnership_id, row.requested_on),
    )


def noun_of(council: CouncilRow | None) -> str:
    """Return what the council is called, a de-word without its article."""
    return _COUNCILS[council.kind] if council else _COUNCILS[CouncilKind.MR]


def wording() -> Wording:
    """Return the fixed connecting texts."""
    return Wording(_texts(TEXTS), _read, lambda day: long_date(day, weekday=False))


def names_in(row: DossierRow, text: str) -> tuple[str, ...]:
    """Return what may point at a pupil in a text; the names of school, board and partnership do not."""
    location = locations.get(row.location_id)
    board, partnership = partnerships.get_board(location.board_id), partnerships.get(row.partnership_id)
    own = {word for name in (location.name, board.name, partnership.name) for word in name.split()}
    return tuple(sign for sign in recognisable.signs(text) if sign not in own)


def closing_of_limits() -> tuple[Block, ...]:
    """Return the sentences on weighing each child, with which limits always end."""
    return _read(_texts(TEXTS)["limits_closing"])


def _advised_on(advice: AdviceRow | None) -> date | None:
    if advice is None or advice.form in NO_REAL_ADVICE:
        return None
    return advice.received_at.astimezone(DUTCH_TIME).date()


def _consented_on(row: DossierRow, found: Gathered) -> date | None:
    """Return since when consent stands; a refusal and a condition that the board does not meet are none."""
    known = facts_of_dossier.of(row, found)
    return None if known.deviates else known.consent_given


def _given(value: SchoolValueRow, item: Mapping[str, Any]) -> Given:
    decided = {
        ValueSource.TALK: "het team in het gesprek",
        ValueSource.CONSOLIDATION: "de school na het gesprek",
        ValueSource.LAST_YEAR: "de school, gelijk aan vorig jaar",
    }[value.source]
    median = item.get("median")
    rule = (
        "" if median is None else MEDIAN if str(median).removesuffix(".0") == str(value.value) else OTHERWISE
    )
    comment = value.comment or value.reason
    return Given(value.value, comment, value.answers or {}, rule, item.get("n"), decided)


@lru_cache(maxsize=64)
def _parts(source: str) -> tuple[Part, ...]:
    """Return the parts of an adopted text; the same text is read once."""
    return blocks_json.load(source).parts


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a fixed text; the same text is read once."""
    return to_blocks(text)


@lru_cache(maxsize=4)
def _texts(folder: Path) -> dict[str, str]:
    return {
        path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.md")) if path.stem != "README"
    }

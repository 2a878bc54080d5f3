"""Rows become facts: the `Dossier` that the rules ask, gathered in one question.

What a deed brings itself (an open value, an answer to a point, a second person) is not read here: the deed
fills it in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased

from sopforms.core import roles, rule_set
from sopforms.core.advice import consents
from sopforms.core.codes import Right, Sector, Step
from sopforms.core.council import Council
from sopforms.core.document import CHAPTERS, GUIDE
from sopforms.core.dossier import Dossier
from sopforms.core.errors import NotFound
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import advices, clock, councils, cycles
from sopforms.store.advices import AdviceRequestRow, AdviceRow, ConsultationRow, ReactionRow
from sopforms.store.councils import CouncilRow
from sopforms.store.cycles import CycleRow
from sopforms.store.db import db
from sopforms.store.decisions import JudgementRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardRow
from sopforms.store.reopenings import ReopeningRow
from sopforms.store.surveys import SurveyRow
from sopforms.store.talks import PupilVoiceRow, TalkRow


def of(
    row: DossierRow,
    found: Gathered | None = None,
    *,
    mandate: bool = False,
    second_person: bool = False,
    open_values: int = 0,
    today: date | None = None,
) -> Dossier:
    """Return the facts of a dossier. What only the deed knows (mandate, values open) is handed in.

    `found` is what was gathered of it a moment ago. `today` is needed for a right of consent that ends;
    without it, it is the day of the clock.
    """
    found = found or gathered(row)
    cycle, board, survey = found.cycle, found.board, found.survey
    request, advice = found.request, found.advice
    asked = found.council
    council = under_law(row, asked, sector := roles.sector_of(found.location.kind))
    right = right_of(row, asked, sector, today)
    given, refused = _consent(right, advice, found.reaction)
    talk_before, further = found.talk_before, found.further
    change = found.change if row.adopted_on is None else None
    return Dossier(
        step=row.step,
        sector=sector,
        school_year=cycle.school_year,
        right=right,
        holidays_count=council.holidays_count,
        weeks=council.weeks,
        absent=row.absent_on,
        small_team=row.small_team,
        survey_opened=survey.opens_on if survey else None,
        survey_closes=survey.closes_on if survey else None,
        survey_closed=survey.closed_on if survey else None,
        survey_skipped_reason=row.survey_skipped_reason,
        pupil_voice=cycle.pupil_voice,
        pupil_voice_recorded=found.voiced,
        talks_held=found.talks,
        open_values=open_values,
        draft_made=row.draft_made_on,
        parts_missing=len(CHAPTERS + GUIDE) - found.parts,
        chapters_open=found.unready,
        read_round_until=row.read_round_until,
        names_suspected=found.suspected,
        papers_missing=papers_missing(row, request, asked is not None and bool(asked.secretary_email)),
        requested=row.requested_on,
        received=row.received_on,
        due=row.due_on,
        consultation_offered=talk_before.offered_on if talk_before else None,
        consultation_held=talk_before.held_on if talk_before else None,
        advice_form=advice.form if advice else None,
        advised=_day_of(advice) if advice else None,
        consent_given=given,
        consent_refused=refused,
        reacted=row.reacted_on,
        followed=row.followed,
        further_talks_offered=further.offered_on if further else None,
        further_talks_held=further.held_on if further else None,
        judgement=found.judged,
        judgement_required=board.judgement_required,
        decided=row.adopted_on,
        suspended_until=row.suspended_until,
        waived=row.waived_on,
        mandate=mandate,
        second_person_required=board.second_person_required,
        second_person=second_person,
        guide_section=row.guide_section_on,
        guide_consent_required=cycle.guide_consent_required,
        guide_consent=row.guide_consent_on,
        published=row.published_on,
        in_force=row.in_force_on,
        edition=row.edition,
        draft_ready=row.draft_ready_on,
        reopened=change.reopened_on if change else None,
        reopened_from=Step(change.facts["step"]) if change else None,
    )


def papers_missing(
    row: DossierRow, request: AdviceRequestRow | None, secretary_known: bool
) -> tuple[str, ...]:
    """Return what the request still lacks (Wms 8 and 17), as keys in that order."""
    lacking = {
        "draft": row.draft_made_on is None,
        "reasons": not (request and request.reasons.strip()),
        "consequences": not (request and request.consequences.strip()),
        "measures": not (request and request.measures.strip()),
        "talk_on": not (request and request.talk_on),
        "answer_by": not (request and request.answer_by),
        "decision_maker": not (request and request.decision_maker.strip()),
        "secretary": not secretary_known,
    }
    return tuple(key for key, lacks in lacking.items() if lacks)


def council_of(row: DossierRow) -> CouncilRow | None:
    """Return the council of a dossier: the one that was asked, before that the one that covers the school."""
    request = advices.find_request(row.id, row.edition)
    if request is not None and request.sent_on is not None:
        return councils.get(request.council_id)
    return councils.find_of_location(row.location_id)


def councils_asked(dossier_ids: Collection[int]) -> dict[int, CouncilRow]:
    """Return the council that was asked about each of these dossiers, the last time, in one query."""
    query = (
        sa.select(AdviceRequestRow.dossier_id, CouncilRow)
        .join(CouncilRow, CouncilRow.id == AdviceRequestRow.council_id)
        .where(AdviceRequestRow.dossier_id.in_(dossier_ids), AdviceRequestRow.sent_on.is_not(None))
    )
    return dict(db.session.execute(query.order_by(AdviceRequestRow.id)).all())


def right_of(row: DossierRow, council: CouncilRow | None, sector: Sector, today: date | None = None) -> Right:
    """Return what the council may do in this dossier: its right on the day that it was asked.

    A right of consent that ends while the council reads still counts for what it was asked about; before the
    request it is the right of today.
    """
    return under_law(row, council, sector).right_on(row.requested_on or today or clock.today())


def under_law(row: DossierRow, council: CouncilRow | None, sector: Sector) -> Council:
    """Return the council as the law of the dossier's school year sees it, with settings of its own."""
    rules = rule_set.of_year(SchoolYear.parse(cycles.get(row.cycle_id).school_year))
    return rules.council(councils.value(council, sector) if council else None, sector)


def _day_of(advice: AdviceRow) -> date:
    """Return the Dutch day on which the advice came in."""
    return advice.received_at.astimezone(clock.AMSTERDAM).date()


def _consent(
    right: Right, advice: AdviceRow | None, reaction: ReactionRow | None
) -> tuple[date | None, date | None]:
    """Return since when consent stands and since when it is refused, where the council has that right.

    Conditions are neither before the board has reacted; after that they are consent which `deviates` undoes.
    """
    if right is not Right.INSTEMMING or advice is None:
        return None, None
    said, day = advices.value(advice), _day_of(advice)
    if consents(said, advices.reaction_value(advice, reaction) if reaction else None):
        return day, None
    if said.is_conditional:
        return (day, None) if reaction else (None, None)
    return None, day


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the tables say of one dossier; `council` is the one that was asked, before that its own.

    `change` is how this edition of its text began: none for the first.
    """

    location: LocationRow
    cycle: CycleRow
    board: BoardRow
    survey: SurveyRow | None
    request: AdviceRequestRow | None
    council: CouncilRow | None
    advice: AdviceRow | None
    reaction: ReactionRow | None
    change: ReopeningRow | None
    talk_before: ConsultationRow | None
    further: ConsultationRow | None
    judged: date | None
    voiced: date | None
    talks: int
    parts: int
    unready: int
    suspected: int


def gathered(row: DossierRow) -> Gathered:
    """Return all of it in one question: every page of a school begins with these facts."""
    given = {"dossier": row.id, "edition": row.edition}
    found = db.session.execute(_question(), given).one_or_none()
    if found is None:
        raise NotFound
    return Gathered(*found)


@cache
def _question() -> sa.Select[Any]:
    """Return the question, made once: what differs is the dossier, and the edition of its text."""
    request, advice, reaction, change = AdviceRequestRow, AdviceRow, ReactionRow, ReopeningRow
    part = DraftPartRow
    before, further = aliased(ConsultationRow), aliased(ConsultationRow)
    suspected = part.name_suspected & part.names_checked.is_(False)
    own = councils.id_of(DossierRow.location_id)
    return (
        sa.select(LocationRow, CycleRow, BoardRow, SurveyRow, request, CouncilRow)
        .add_columns(
            advice,
            reaction,
            change,
            before,
            further,
            JudgementRow.judged_on,
            _of_dossier(sa.func.max(PupilVoiceRow.held_on), PupilVoiceRow.dossier_id),
            _of_dossier(sa.func.count(TalkRow.id), TalkRow.dossier_id),
            _of_dossier(sa.func.count(part.id), part.dossier_id),
            _of_dossier(sa.func.count(part.id), part.dossier_id, part.ready_on.is_(None)),
            _of_dossier(sa.func.count(part.id), part.dossier_id, suspected),
        )
        .select_from(DossierRow)
        .join(LocationRow, LocationRow.id == DossierRow.location_id)
        .join(CycleRow, CycleRow.id == DossierRow.cycle_id)
        .join(BoardRow, BoardRow.id == LocationRow.board_id)
        .outerjoin(SurveyRow, SurveyRow.dossier_id == DossierRow.id)
        .outerjoin(request, _of_edition(request))
        .outerjoin(
            CouncilRow,
            CouncilRow.id == sa.case((request.sent_on.is_not(None), request.council_id), else_=own),
        )
        .outerjoin(advice, (advice.request_id == request.id) & advice.withdrawn_at.is_(None))
        .outerjoin(reaction, reaction.advice_id == advice.id)
        .outerjoin(change, _of_edition(change))
        .outerjoin(before, _of_edition(before) & (before.kind == "overleg"))
        .outerjoin(further, _of_edition(further) & (further.kind == "nader_overleg"))
        .outerjoin(JudgementRow, _of_edition(JudgementRow))
        .where(DossierRow.id == sa.bindparam("dossier"))
    )


def _of_edition(row: Any) -> sa.ColumnElement[bool]:
    """Return that a row is about the edition that is asked for: a copy of before is of an earlier one."""
    return sa.and_(row.dossier_id == DossierRow.id, row.edition == sa.bindparam("edition"))


def _of_dossier(
    wanted: sa.ColumnElement[Any], dossier_id: InstrumentedAttribute[int], *where: sa.ColumnElement[bool]
) -> sa.ScalarSelect[Any]:
    """Return one number or day of a dossier, asked within the question."""
    return sa.select(wanted).where(dossier_id == sa.bindparam("dossier"), *where).scalar_subquery()

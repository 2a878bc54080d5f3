"""Rows become facts: the `Dossier` that the rules ask, gathered in a few queries.

What a deed brings itself (an open value, an answer to a point, a second person) is not read here: the deed
fills it in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from sopforms.core import roles, rule_set
from sopforms.core.advice import consents
from sopforms.core.codes import Right, Sector
from sopforms.core.council import Council
from sopforms.core.document import CHAPTERS, GUIDE
from sopforms.core.dossier import Dossier
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import advices, clock, councils, cycles, drafts, locations, partnerships
from sopforms.store.advices import AdviceRequestRow, AdviceRow
from sopforms.store.db import db
from sopforms.store.decisions import JudgementRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow
from sopforms.store.surveys import SurveyRow
from sopforms.store.talks import PupilVoiceRow, TalkRow


def of(
    row: DossierRow,
    *,
    mandate: bool = False,
    second_person: bool = False,
    open_values: int = 0,
    today: date | None = None,
) -> Dossier:
    """Return the facts of a dossier. What only the deed knows (mandate, values open) is handed in.

    `today` is needed for a right of consent that ends; without it, it is the day of the clock.
    """
    location = locations.get(row.location_id)
    cycle = cycles.get(row.cycle_id)
    asked = council_of(row)
    council = under_law(row, asked, sector := roles.sector_of(location.kind))
    board = partnerships.get_board(location.board_id)
    survey = db.session.scalar(sa.select(SurveyRow).where(SurveyRow.dossier_id == row.id))
    request = advices.find_request(row.id)
    advice = advices.in_force(request.id) if request else None
    right = right_of(row, asked, sector, today)
    given, refused = _consent(right, advice)
    talk_before = advices.find_consultation(row.id, "overleg")
    further = advices.find_consultation(row.id, "nader_overleg")
    judgement = db.session.scalar(sa.select(JudgementRow.judged_on).where(JudgementRow.dossier_id == row.id))
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
        pupil_voice_recorded=_last(PupilVoiceRow.held_on, PupilVoiceRow.dossier_id == row.id),
        talks_held=_count(TalkRow.id, TalkRow.dossier_id == row.id),
        open_values=open_values,
        draft_made=row.draft_made_on,
        parts_missing=len(CHAPTERS + GUIDE) - _count(DraftPartRow.id, DraftPartRow.dossier_id == row.id),
        chapters_open=_count(
            DraftPartRow.id, DraftPartRow.dossier_id == row.id, DraftPartRow.ready_on.is_(None)
        ),
        read_round_until=row.read_round_until,
        names_suspected=drafts.names_suspected(row.id),
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
        judgement=judgement,
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


def council_of(row: DossierRow) -> councils.CouncilRow | None:
    """Return the council of a dossier: the one that was asked, before that the one that covers the school."""
    request = advices.find_request(row.id)
    if request is not None and request.sent_on is not None:
        return councils.get(request.council_id)
    return councils.find_of_location(row.location_id)


def councils_asked(dossier_ids: Collection[int]) -> dict[int, councils.CouncilRow]:
    """Return the council that was asked about each of these dossiers, the last time, in one query."""
    query = (
        sa.select(AdviceRequestRow.dossier_id, councils.CouncilRow)
        .join(councils.CouncilRow, councils.CouncilRow.id == AdviceRequestRow.council_id)
        .where(AdviceRequestRow.dossier_id.in_(dossier_ids), AdviceRequestRow.sent_on.is_not(None))
    )
    return dict(db.session.execute(query.order_by(AdviceRequestRow.id)).all())


def right_of(
    row: DossierRow, council: councils.CouncilRow | None, sector: Sector, today: date | None = None
) -> Right:
    """Return what the council may do in this dossier: its right on the day that it was asked.

    A right of consent that ends while the council reads still counts for what it was asked about; before the
    request it is the right of today.
    """
    return under_law(row, council, sector).right_on(row.requested_on or today or clock.today())


def under_law(row: DossierRow, council: councils.CouncilRow | None, sector: Sector) -> Council:
    """Return the council as the law of the dossier's school year sees it, with settings of its own."""
    rules = rule_set.of_year(SchoolYear.parse(cycles.get(row.cycle_id).school_year))
    return rules.council(councils.value(council, sector) if council else None, sector)


def _day_of(advice: AdviceRow) -> date:
    """Return the Dutch day on which the advice came in."""
    return advice.received_at.astimezone(clock.AMSTERDAM).date()


def _consent(right: Right, advice: AdviceRow | None) -> tuple[date | None, date | None]:
    """Return since when consent stands and since when it is refused, where the council has that right.

    Conditions are neither before the board has reacted; after that they are consent which `deviates` undoes.
    """
    if right is not Right.INSTEMMING or advice is None:
        return None, None
    said, reaction = advices.value(advice), advices.find_reaction(advice.id)
    day = _day_of(advice)
    if consents(said, advices.reaction_value(advice, reaction) if reaction else None):
        return day, None
    if said.is_conditional:
        return (day, None) if reaction else (None, None)
    return None, day


def _last(column: InstrumentedAttribute[date], *where: sa.ColumnElement[bool]) -> date | None:
    return db.session.scalar(sa.select(sa.func.max(column)).where(*where))


def _count(column: InstrumentedAttribute[int], *where: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count(column)).where(*where)) or 0

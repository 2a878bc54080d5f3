"""Rows become facts: the `Dossier` that the rules ask, gathered in a few queries."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from sopforms.core import roles
from sopforms.core.codes import AdviceForm, Right
from sopforms.core.dossier import Dossier
from sopforms.store import councils, cycles, drafts, locations, partnerships
from sopforms.store.advices import AdviceRequestRow, AdviceRow, ConsultationRow
from sopforms.store.db import db
from sopforms.store.decisions import JudgementRow
from sopforms.store.dossiers import DossierRow
from sopforms.store.drafts import DraftPartRow
from sopforms.store.surveys import SurveyRow
from sopforms.store.talks import PupilVoiceRow, TalkRow


def of(
    row: DossierRow, *, mandate: bool = False, second_person: bool = False, open_values: int = 0
) -> Dossier:
    """Return the facts of a dossier. What only the deed knows (mandate, values open) is handed in."""
    location = locations.get(row.location_id)
    cycle = cycles.get(row.cycle_id)
    council = councils.find_of_location(row.location_id)
    board = partnerships.get_board(location.board_id)
    survey = db.session.scalar(sa.select(SurveyRow).where(SurveyRow.dossier_id == row.id))
    request = db.session.scalar(sa.select(AdviceRequestRow).where(AdviceRequestRow.dossier_id == row.id))
    advice = _advice(request)
    talk_before, further = _consultations(row.id)
    judgement = db.session.scalar(sa.select(JudgementRow.judged_on).where(JudgementRow.dossier_id == row.id))
    return Dossier(
        step=row.step,
        sector=roles.sector_of(location.kind),
        school_year=cycle.school_year,
        right=council.right if council else Right.ADVIES,
        holidays_count=council.holidays_count if council else False,
        weeks=council.weeks if council else 6,
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
        chapters_open=_count(
            DraftPartRow.id, DraftPartRow.dossier_id == row.id, DraftPartRow.ready_on.is_(None)
        ),
        read_round_until=row.read_round_until,
        names_suspected=drafts.names_suspected(row.id),
        papers_missing=papers_missing(row, request, council is not None and bool(council.secretary_email)),
        requested=row.requested_on,
        received=row.received_on,
        due=row.due_on,
        consultation_offered=talk_before.offered_on if talk_before else None,
        consultation_held=talk_before.held_on if talk_before else None,
        advice_form=advice.form if advice else None,
        advised=advice.received_at.date() if advice else None,
        consent_given=_consent(council, advice, given=True),
        consent_refused=_consent(council, advice, given=False),
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
    """Return what the request still lacks (Wms 8 and 17; `domain.md` 4.1), as keys in that order."""
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


def _advice(request: AdviceRequestRow | None) -> AdviceRow | None:
    if request is None:
        return None
    return db.session.scalar(
        sa.select(AdviceRow).where(AdviceRow.request_id == request.id, AdviceRow.withdrawn_at.is_(None))
    )


def _consultations(dossier_id: int) -> tuple[ConsultationRow | None, ConsultationRow | None]:
    rows = {
        row.kind: row
        for row in db.session.scalars(
            sa.select(ConsultationRow).where(ConsultationRow.dossier_id == dossier_id)
        )
    }
    return rows.get("overleg"), rows.get("nader_overleg")


def _consent(council: councils.CouncilRow | None, advice: AdviceRow | None, *, given: bool) -> date | None:
    if council is None or council.right is not Right.INSTEMMING or advice is None:
        return None
    positive = advice.form in {AdviceForm.POSITIEF, AdviceForm.POSITIEF_OPM, AdviceForm.POSITIEF_VOORW}
    return advice.received_at.date() if positive is given else None


def _last(column: InstrumentedAttribute[date], *where: sa.ColumnElement[bool]) -> date | None:
    return db.session.scalar(sa.select(sa.func.max(column)).where(*where))


def _count(column: InstrumentedAttribute[int], *where: sa.ColumnElement[bool]) -> int:
    return db.session.scalar(sa.select(sa.func.count(column)).where(*where)) or 0

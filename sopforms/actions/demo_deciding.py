"""Council and board in the demonstration: talk, advice, reaction, decision, guide and publication."""

from __future__ import annotations

from sopforms.actions import advice as advising
from sopforms.actions import council, decision, guide, placement, publication, reaction
from sopforms.actions import demo_texts as texts
from sopforms.actions.demo_play import Play, move_to
from sopforms.core.actor import CALENDAR
from sopforms.core.advice import Advice, AdvicePointValue, PointReaction, Reaction
from sopforms.core.codes import AdviceForm, Deed, PointAnswer, PointKind, Step
from sopforms.core.mailing import SHORT_LIFE
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import (
    advice_drafts,
    advices,
    clock,
    councils,
    cycles,
    dossiers,
    locations,
    partnerships,
)
from sopforms.store.advices import AdviceRequestRow

CODE = "314159"


def consult(play: Play) -> None:
    """Record that board and council spoke before the advice."""
    day = play.on(Deed.RECORD_CONSULTATION)
    talk = council.Talk(held_on=day)
    council.record_consultation(play.dossier_id, talk, actor=play.cast.decider, today=day)


def advise(play: Play) -> None:
    """Let the council advise, or record that it stayed silent until its term was over."""
    day = play.on(Deed.GIVE_ADVICE)
    if play.until is Step.NO_ADVICE:
        advising.record_no_advice(play.dossier_id, actor=CALENDAR, today=day)
        return
    asked = _request(play)
    advice_drafts.start(asked.id)
    hashed, said = advising.code_hash(asked.id, CODE), _advice(play)
    seen = advising.seen_before_sending(asked, said)
    advice_drafts.set_code(asked.id, hashed, clock.now() + SHORT_LIFE, seen)
    advising.give_advice(asked.id, said, CODE, actor=play.cast.secretary, today=day)


def _advice(play: Play) -> Advice:
    row = councils.get(_request(play).council_id)
    remarks = tuple(AdvicePointValue(text) for text in texts.REMARKS)
    if _deviates(play):
        form = AdviceForm.POSITIEF_VOORW
        points = tuple(AdvicePointValue(text, PointKind.VOORWAARDE) for text in texts.CONDITIONS)
        points += remarks[:1]
    else:
        form = play.chance.choice((AdviceForm.POSITIEF, AdviceForm.POSITIEF_OPM, AdviceForm.POSITIEF_OPM))
        points = () if form is AdviceForm.POSITIEF else remarks
    return Advice(
        form=form,
        text=texts.ADVICE_TEXT,
        points=points,
        minority=texts.MINORITY if play.chance.random() < 0.2 else "",
        meeting_on=play.days[Deed.GIVE_ADVICE],
        present=6,
        votes_for=5,
        votes_against=0,
        votes_blank=1,
        chair=row.chair_name,
        secretary=row.secretary_name,
    )


def react(play: Play) -> None:
    """Let the board answer each point; where it deviates it offers further talks in the same letter."""
    day, decider = play.on(Deed.REACT), play.cast.decider
    _row, said = reaction.given_advice(play.dossier_id)
    answers = [PointReaction(PointAnswer.OVERGENOMEN, texts.TAKEN, texts.CHANGE) for _ in said.points]
    if _deviates(play):
        answers[0] = PointReaction(PointAnswer.DEELS, texts.PARTLY)
        answers[1] = PointReaction(PointAnswer.NIET, texts.NOT_TAKEN)
    written = Reaction(texts.REACTION, tuple(answers), None, decider.name, decider.function)
    reaction.react(play.dossier_id, written, actor=decider, today=day)


def talk_further(play: Play) -> None:
    """Record that board and council spoke again, where the board deviates."""
    if _deviates(play):
        day = play.on(Deed.RECORD_FURTHER_TALKS)
        talk = council.Talk(held_on=day, report=texts.FURTHER)
        council.record_further_talks(play.dossier_id, talk, actor=play.cast.decider, today=day)


def adopt(play: Play) -> None:
    """Judge the offer where the board does that every year, and adopt the text."""
    day, decider = play.on(Deed.ADOPT), play.cast.decider
    board = partnerships.get_board(locations.get(play.cast.location_id).board_id)
    if board.judgement_required:
        decision.judge_offer(
            play.dossier_id, "deels", texts.JUDGEMENT, texts.MEASURES, actor=decider, today=day
        )
    unmet = tuple(point.text for point in decision.unmet_points(play.dossier_id))
    who = decision.Decider(board.place, decider.name, decider.function, decider.mandate, unmet)
    decision.adopt(play.dossier_id, who, actor=decider, today=day)


def make_section(play: Play) -> None:
    """Take the adopted text into the guide; this year its editor gets it by mail."""
    day = play.on(Deed.MAKE_GUIDE_SECTION)
    if not play.is_past:
        email = f"gids.{locations.get(play.cast.location_id).code.lower()}@voorbeeld.example"
        placement.name_editor(play.dossier_id, texts.EDITOR, email, actor=play.cast.head, today=day)
    guide.make_guide_section(play.dossier_id, actor=play.cast.head, today=day)


def publish(play: Play) -> None:
    """Make the section public."""
    publication.publish(play.dossier_id, actor=play.cast.decider, today=play.on(Deed.PUBLISH))


def enter_into_force(play: Play) -> None:
    """Let last year's text be in force from the first day of this school year."""
    if not play.is_past:
        return
    year = SchoolYear.parse(cycles.get(dossiers.get(play.dossier_id).cycle_id).school_year)
    move_to(year.first_day, 7)
    publication.enter_into_force(play.dossier_id, actor=CALENDAR, today=year.first_day)


def _request(play: Play) -> AdviceRequestRow:
    found = advices.find_request(play.dossier_id)
    assert found is not None  # advice was asked for before
    return found


def _deviates(play: Play) -> bool:
    return not play.is_past and not play.cast.school.followed

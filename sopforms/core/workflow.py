"""The table of moves: what may be done when, by whom, and on which ground in law.

The gates stand in `gates.py`, the roles in `roles.py`. Three choices that the law leaves to us:

- An advice that comes after the term, while nothing was decided, is welcome: `NO_ADVICE` goes to `ADVISED`
  and the board owes a reaction like any other.
- `geen` and `kennisgeving` never make a dossier advised. They wait for the end of the term and are then
  recorded as no advice; until that day the council may still send a real one.
- Where the council has the right of consent, it may still answer after the reaction, as long as it has not
  consented; the board then reacts again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sopforms.core import gates, roles
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Refused
from sopforms.core.gates import Gate
from sopforms.core.nextstep import next_deed

ORDER = tuple(Step)


@dataclass(frozen=True, slots=True)
class Move:
    """One deed: at which steps, to which step (None: it stays), behind which gates, on which ground.

    `basis` is empty where the deed is our own way of working and no article asks for it. `back`: it goes to
    the step at which an adopted text was reopened.
    """

    deed: Deed
    at: tuple[Step, ...]
    to: Step | None = None
    guards: tuple[Gate, ...] = ()
    basis: str = ""
    back: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """Who may do it; a head may need a mandate besides."""
        return roles.DOERS[self.deed]


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next deed of a dossier, who does it, and what still stands in its way for the person who looks.

    `mine` tells that this person does it, now or once the `obstacles` are gone; otherwise the page says
    for whom it waits.
    """

    deed: Deed
    mine: bool
    doers: frozenset[Role]
    obstacles: tuple[str, ...] = ()


_BEFORE_REQUEST = (Step.OPEN, Step.SURVEY, Step.TALK, Step.CONSOLIDATED, Step.DRAFT)
_BEFORE_DECISION = (Step.REQUESTED, Step.ADVISED, Step.NO_ADVICE, Step.REACTED)
_IN_GUIDE = (Step.IN_GUIDE, Step.PUBLISHED, Step.ACTIVE)
# A text may stand in the guide at these steps: while it is changed too, the one from before
_WITH_A_TEXT = (Step.DRAFT, *_BEFORE_DECISION, Step.ADOPTED, *_IN_GUIDE)
_WMS_GUIDE = "Wms 13 lid 1 g; Wms 14 lid 1 a"
_BURDEN = "WPO 18a; WVO 2020 2.47 lid 8"
_ADOPTION = "WPO 16 lid 2; WVO 2020 2.92 lid 1"
_PUBLICATION = "WPO 16 lid 3; WVO 2020 2.92 lid 4"

_TABLE = (
    Move(Deed.OPEN_CYCLE, (Step.OPEN,)),
    Move(Deed.EXCEPT_SCHOOL, _BEFORE_REQUEST, None, (gates.first_edition,)),
    Move(Deed.REMIND_SCHOOL, ORDER[: ORDER.index(Step.PUBLISHED)]),
    Move(Deed.BRING_TEXT, _BEFORE_REQUEST, None, (gates.first_edition,)),
    # Evaluation
    Move(Deed.OPEN_SURVEY, (Step.OPEN,), Step.SURVEY, (gates.takes_part, gates.team_large_enough)),
    Move(Deed.INVITE_STAFF, (Step.OPEN, Step.SURVEY), None, (gates.survey_runs,)),
    Move(Deed.REMIND_STAFF, (Step.SURVEY,), None, (gates.survey_runs,)),
    Move(Deed.SEND_ANSWERS, (Step.SURVEY,), None, (gates.survey_runs,)),
    Move(Deed.EXTEND_SURVEY, (Step.SURVEY,), None, (gates.survey_runs,)),
    Move(Deed.CLOSE_SURVEY, (Step.SURVEY,), Step.TALK, (gates.survey_over,)),
    Move(Deed.SKIP_SURVEY, (Step.OPEN,), Step.TALK, (gates.takes_part, gates.reason_to_skip)),
    Move(Deed.RECORD_PUPIL_VOICE, _BEFORE_REQUEST, None, (gates.pupil_voice_on,)),
    Move(Deed.RECORD_TALK, (Step.TALK,)),
    Move(Deed.SET_VALUE, (Step.TALK, Step.CONSOLIDATED, Step.DRAFT)),
    Move(
        Deed.CONSOLIDATE,
        (Step.TALK,),
        Step.CONSOLIDATED,
        (gates.talk_held, gates.values_complete, gates.pupils_heard),
    ),
    # Draft; made again from changed values, it stays a draft
    Move(Deed.MAKE_DRAFT, (Step.CONSOLIDATED, Step.DRAFT), Step.DRAFT),
    # The council reads what it was asked about: no edits before the board has reacted (until then an advice
    # may be taken back and given anew), and none when the council kept silent
    Move(Deed.EDIT_CHAPTER, (Step.DRAFT, Step.REACTED)),
    # Comments stand on record and hold nothing up: no gate asks for them
    Move(Deed.COMMENT_CHAPTER, (Step.DRAFT, Step.REACTED)),
    Move(Deed.RESOLVE_COMMENT, (Step.DRAFT, Step.REACTED)),
    # The partnership says what a draft means for the region; no gate asks for it and none waits for an answer
    Move(Deed.REMARK_COVERAGE, (Step.DRAFT, *_BEFORE_DECISION)),
    Move(Deed.OBJECT_BURDEN, (Step.DRAFT, *_BEFORE_DECISION), None, (), _BURDEN),
    Move(Deed.ANSWER_REMARK, ORDER[ORDER.index(Step.DRAFT) :]),
    # Schools look at each other's offer before they ask for advice; the other school may be further
    Move(Deed.AGREE_WITH_SCHOOL, _BEFORE_REQUEST),
    Move(Deed.CONFIRM_AGREEMENT, ORDER),
    Move(Deed.END_AGREEMENT, ORDER),
    Move(Deed.OPEN_READ_ROUND, (Step.DRAFT,)),
    Move(Deed.CLOSE_READ_ROUND, ORDER[ORDER.index(Step.DRAFT) :], None, (gates.read_round_over,)),
    Move(Deed.FINISH_DRAFT, (Step.DRAFT,), None, (gates.chapters_ready,)),
    Move(Deed.COMPLETE_PAPERS, (Step.DRAFT,), None, (), "Wms 8; Wms 17"),
    Move(
        Deed.REQUEST_ADVICE,
        (Step.DRAFT,),
        Step.REQUESTED,
        (
            gates.text_whole,
            gates.chapters_ready,
            gates.guide_settled,
            gates.papers_complete,
            gates.no_names,
            gates.read_round_over,
        ),
        "Wms 11 lid 1 r; Wms 17 a; Wms 8",
    ),
    # Advice
    Move(Deed.CONFIRM_RECEIPT, (Step.REQUESTED,), None, (gates.not_received,), "Wms 24 lid 1 g"),
    # What came back was not received: no term runs until it arrives
    Move(Deed.STOP_CLOCK, (Step.REQUESTED,), None, (), "Wms 24 lid 1 g"),
    # Whose link works is on record: the old one ends with the new secretary
    Move(Deed.REPLACE_SECRETARY, (*_BEFORE_DECISION, Step.ADOPTED, Step.IN_GUIDE)),
    Move(Deed.RECORD_CONSULTATION, _BEFORE_DECISION, None, (), "Wms 17 b"),
    # What the council needs before it can advise: more information, or more time; the board answers on record
    Move(Deed.ASK_BOARD, (Step.REQUESTED,), None, (), "Wms 8"),
    Move(Deed.ANSWER_COUNCIL, _BEFORE_DECISION, None, (), "Wms 8"),
    # The signed letter belongs to the advice that is being written
    Move(Deed.ATTACH_LETTER, (Step.REQUESTED, Step.NO_ADVICE, Step.REACTED)),
    Move(Deed.REMIND_COUNCIL, (Step.REQUESTED,), None, (gates.term_known,)),
    Move(
        Deed.GIVE_ADVICE,
        (Step.REQUESTED, Step.NO_ADVICE, Step.REACTED),
        Step.ADVISED,
        (gates.consultation_offered, gates.real_advice, gates.answer_open, gates.text_as_asked),
        "Wms 11 lid 1 r; Wms 17 b",
    ),
    Move(Deed.WITHDRAW_ADVICE, (Step.ADVISED,), Step.REQUESTED),
    Move(
        Deed.RECORD_NO_ADVICE,
        (Step.REQUESTED,),
        Step.NO_ADVICE,
        (gates.consultation_offered, gates.term_over),
        "Wms 24 lid 1 g",
    ),
    Move(
        Deed.REACT,
        (Step.ADVISED,),
        Step.REACTED,
        (gates.not_withdrawn, gates.real_advice, gates.points_answered),
        "Wms 17 c",
    ),
    # Decision
    Move(Deed.RECORD_FURTHER_TALKS, (Step.REACTED,), None, (gates.is_deviating,), "Wms 17 d"),
    Move(Deed.JUDGE_OFFER, (Step.CONSOLIDATED, Step.DRAFT, *_BEFORE_DECISION)),
    Move(
        Deed.ADOPT,
        (Step.REACTED, Step.NO_ADVICE),
        Step.ADOPTED,
        (
            gates.not_withdrawn,
            gates.council_answered,
            gates.further_talks_offered,
            gates.consent_stands,
            gates.text_whole,
            gates.chapters_ready,
            gates.guide_settled,
            gates.no_names,
            gates.offer_judged,
            gates.two_persons,
        ),
        _ADOPTION,
    ),
    # A typing error only: what the school offers was asked about in these words
    Move(Deed.CORRECT_TEXT, (Step.ADOPTED, *_IN_GUIDE), None, (gates.adopted,)),
    # Anything more is another text: a new round of advice and decision, while the adopted one stays in force
    Move(
        Deed.REOPEN_TEXT,
        (Step.ADOPTED, *_IN_GUIDE),
        Step.DRAFT,
        (gates.adopted, gates.year_not_over),
        f"Wms 11 lid 1 r; {_ADOPTION}",
    ),
    # Until it decides, a board may take back what it intended; the text that was adopted never left
    Move(Deed.DROP_CHANGE, (Step.DRAFT, *_BEFORE_DECISION), None, (gates.change_runs,), back=True),
    Move(Deed.RECORD_WAIVER, (Step.ADOPTED, Step.IN_GUIDE), None, (gates.was_suspended,), "Wms 34"),
    # Guide
    Move(Deed.MAKE_GUIDE_SECTION, (Step.ADOPTED,), Step.IN_GUIDE, (gates.adopted,), _PUBLICATION),
    # Who puts the text in the guide and on the site: named at any time, at work once there is a section
    Move(Deed.NAME_GUIDE_EDITOR, ORDER),
    Move(Deed.PLACE_TEXT, _WITH_A_TEXT, None, (gates.section_once,)),
    Move(Deed.TIDY_OLD_TEXT, _WITH_A_TEXT, None, (gates.section_once,)),
    Move(Deed.RECORD_GUIDE_CONSENT, (*_BEFORE_DECISION, Step.ADOPTED, Step.IN_GUIDE), None, (), _WMS_GUIDE),
    Move(
        Deed.PUBLISH,
        (Step.IN_GUIDE,),
        Step.PUBLISHED,
        (gates.adopted, gates.not_suspended, gates.section_made, gates.guide_consented),
        _PUBLICATION,
    ),
    Move(Deed.RECORD_DELIVERY, (Step.PUBLISHED, Step.ACTIVE), None, (gates.published,), _PUBLICATION),
    Move(
        Deed.ENTER_INTO_FORCE,
        (Step.PUBLISHED,),
        Step.ACTIVE,
        (gates.published, gates.not_suspended, gates.year_begun),
        _PUBLICATION,
    ),
    # A file of what was asked or adopted is finished: its fingerprint stands in the logbook, once
    Move(Deed.KEEP_DOCUMENT, ORDER[ORDER.index(Step.DRAFT) :], None, (gates.asked_once,)),
    # Plan and report follow the school year, not the procedure: late is shown, never refused (year_paper.py)
    Move(Deed.HAND_IN_PLAN, ORDER),
    Move(Deed.HAND_IN_REPORT, ORDER),
    Move(Deed.TAKE_BACK_PAPER, ORDER),
)

MOVES: Mapping[Deed, Move] = MappingProxyType({move.deed: move for move in _TABLE})


def _role_obstacle(deed: Deed, dossier: Dossier, role: Role) -> str | None:
    if role not in roles.DOERS[deed]:
        return "swv_never_decides" if role in roles.PARTNERSHIP else "role_may_not"
    if role == Role.HEAD and deed in roles.NEEDS_MANDATE and not dossier.mandate:
        return "mandate_missing"
    return None


def obstacles(deed: Deed, dossier: Dossier, role: Role, today: date) -> list[str]:
    """Return why `deed` cannot be done now, as stable keys; an empty list means go ahead.

    Who may never do it, or comes too late, hears only that; who comes too early also hears what is lacking.
    """
    move = MOVES[deed]
    by_role = _role_obstacle(deed, dossier, role)
    if by_role and by_role != "mandate_missing":
        return [by_role]
    here = ORDER.index(dossier.step)
    if dossier.step not in move.at and here > min(map(ORDER.index, move.at)):
        return ["step_passed" if here > max(map(ORDER.index, move.at)) else "not_at_this_step"]
    found = [by_role] if by_role else []
    found += [] if dossier.step in move.at else ["step_not_reached"]
    return found + [reason for guard in move.guards if (reason := guard(dossier, role, today))]


def text_obstacles(dossier: Dossier, role: Role, today: date) -> list[str]:
    """Return why the text cannot go to the council yet, whoever looks; an empty list: it is ready."""
    guards = MOVES[Deed.REQUEST_ADVICE].guards
    reasons = (guard(dossier, role, today) for guard in guards if guard is not gates.papers_complete)
    return [reason for reason in reasons if reason]


def advance(deed: Deed, dossier: Dossier, role: Role, today: date) -> Step:
    """Return the step after `deed`; raise Refused with every reason when it may not be done now."""
    reasons = obstacles(deed, dossier, role, today)
    if reasons:
        raise Refused(*reasons)
    move = MOVES[deed]
    to = dossier.reopened_from if move.back else move.to
    return dossier.step if to is None else to


def basis(deed: Deed) -> str:
    """Return the articles that ask for this deed, or an empty string where it is our own way of working."""
    return MOVES[deed].basis


def next_deeds(dossier: Dossier, role: Role, today: date) -> list[Deed]:
    """Return everything this role can do now, in the order of the procedure."""
    return [deed for deed in MOVES if not obstacles(deed, dossier, role, today)]


def next_step_for(dossier: Dossier, role: Role, today: date) -> NextStep | None:
    """Return the one deed that comes next, as this role sees it; None when the text is in force."""
    deed = next_deed(dossier, today)
    if deed is None:
        return None
    found = tuple(obstacles(deed, dossier, role, today))
    mine = roles.may(role, deed) and "mandate_missing" not in found
    return NextStep(deed, mine, roles.DOERS[deed], found if mine else ())

"""The words of the procedure as stable keys: what is stored, compared and translated."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """Where a dossier is; facts with a date tell the rest."""

    OPEN = "open"
    SURVEY = "survey"
    TALK = "talk"
    CONSOLIDATED = "consolidated"
    DRAFT = "draft"
    REQUESTED = "requested"
    ADVISED = "advised"
    NO_ADVICE = "no_advice"
    REACTED = "reacted"
    ADOPTED = "adopted"
    IN_GUIDE = "in_guide"
    PUBLISHED = "published"
    ACTIVE = "active"


class Deed(StrEnum):
    """What a person or the calendar does; the same word names the function, the move and the log line."""

    OPEN_CYCLE = "open_cycle"
    EXCEPT_SCHOOL = "except_school"
    REMIND_SCHOOL = "remind_school"
    BRING_TEXT = "bring_text"
    OPEN_SURVEY = "open_survey"
    INVITE_STAFF = "invite_staff"
    REMIND_STAFF = "remind_staff"
    SEND_ANSWERS = "send_answers"
    EXTEND_SURVEY = "extend_survey"
    CLOSE_SURVEY = "close_survey"
    SKIP_SURVEY = "skip_survey"
    RECORD_PUPIL_VOICE = "record_pupil_voice"
    RECORD_TALK = "record_talk"
    SET_VALUE = "set_value"
    CONSOLIDATE = "consolidate"
    MAKE_DRAFT = "make_draft"
    EDIT_CHAPTER = "edit_chapter"
    COMMENT_CHAPTER = "comment_chapter"
    REMARK_COVERAGE = "remark_coverage"
    OBJECT_BURDEN = "object_burden"
    ANSWER_REMARK = "answer_remark"
    AGREE_WITH_SCHOOL = "agree_with_school"
    CONFIRM_AGREEMENT = "confirm_agreement"
    END_AGREEMENT = "end_agreement"
    RESOLVE_COMMENT = "resolve_comment"
    OPEN_READ_ROUND = "open_read_round"
    CLOSE_READ_ROUND = "close_read_round"
    FINISH_DRAFT = "finish_draft"
    COMPLETE_PAPERS = "complete_papers"
    REQUEST_ADVICE = "request_advice"
    CONFIRM_RECEIPT = "confirm_receipt"
    STOP_CLOCK = "stop_clock"
    REPLACE_SECRETARY = "replace_secretary"
    RECORD_CONSULTATION = "record_consultation"
    REMIND_COUNCIL = "remind_council"
    ASK_BOARD = "ask_board"
    ANSWER_COUNCIL = "answer_council"
    ATTACH_LETTER = "attach_letter"
    GIVE_ADVICE = "give_advice"
    WITHDRAW_ADVICE = "withdraw_advice"
    RECORD_NO_ADVICE = "record_no_advice"
    REACT = "react"
    RECORD_FURTHER_TALKS = "record_further_talks"
    JUDGE_OFFER = "judge_offer"
    ADOPT = "adopt"
    CORRECT_TEXT = "correct_text"
    REOPEN_TEXT = "reopen_text"
    DROP_CHANGE = "drop_change"
    RECORD_WAIVER = "record_waiver"
    MAKE_GUIDE_SECTION = "make_guide_section"
    NAME_GUIDE_EDITOR = "name_guide_editor"
    PLACE_TEXT = "place_text"
    TIDY_OLD_TEXT = "tidy_old_text"
    RECORD_GUIDE_CONSENT = "record_guide_consent"
    PUBLISH = "publish"
    RECORD_DELIVERY = "record_delivery"
    ENTER_INTO_FORCE = "enter_into_force"
    KEEP_DOCUMENT = "keep_document"
    HAND_IN_PLAN = "hand_in_plan"
    HAND_IN_REPORT = "hand_in_report"
    TAKE_BACK_PAPER = "take_back_paper"


class Act(StrEnum):
    """What is done to somebody's rights, or to the questions, outside the procedure of a dossier.

    The logbook keeps it too.
    """

    GIVE_ROLE = "give_role"
    TAKE_ROLE = "take_role"
    GIVE_MANDATE = "give_mandate"
    END_MANDATE = "end_mandate"
    CHANGE_ADDRESS = "change_address"
    CONFIRM_SEAT = "confirm_seat"
    RESET_SECOND_FACTOR = "reset_second_factor"
    PUBLISH_QUESTIONS = "publish_questions"
    CLOSE_QUESTIONS = "close_questions"
    WITHDRAW_QUESTIONS = "withdraw_questions"
    GO_ON_WITH_QUESTIONS = "go_on_with_questions"
    SET_PAPER_DATES = "set_paper_dates"
    REMIND_PAPERS = "remind_papers"


class Role(StrEnum):
    """In which quality somebody acts."""

    ADMINISTRATOR = "administrator"
    SWV = "swv"
    CONSULTANT = "consultant"
    BOARD = "board"
    HEAD = "head"
    COORDINATOR = "coordinator"
    STAFF = "staff"
    PUPIL_LEADER = "pupil_leader"
    SECRETARY = "secretary"
    MEMBER = "member"
    GUIDE_EDITOR = "guide_editor"
    CALENDAR = "calendar"
    READER = "reader"


class Sector(StrEnum):
    """Primary or secondary: decides role names, sections of the council and the article of the Wms."""

    PO = "po"
    VO = "vo"


class SchoolKind(StrEnum):
    """Onderwijssoort of a location, as DUO writes it."""

    BAO = "bao"
    SBO = "sbo"
    SO = "so"
    VSO = "vso"
    SO_VSO = "so-vso"
    VO = "vo"
    PRO = "pro"


class Region(StrEnum):
    """Holiday region."""

    NOORD = "noord"
    MIDDEN = "midden"
    ZUID = "zuid"


class CouncilKind(StrEnum):
    """Which council is addressed (Wms 16 and 20)."""

    MR = "mr"
    DEELRAAD = "deelraad"
    GMR = "gmr"


class Right(StrEnum):
    """What the council has on this matter; a reglement may turn advice into consent (Wms 24)."""

    ADVIES = "advies"
    INSTEMMING = "instemming"


class AdviceForm(StrEnum):
    """How the council labels its advice; the free text leads."""

    POSITIEF = "positief"
    POSITIEF_OPM = "positief_opm"
    POSITIEF_VOORW = "positief_voorw"
    NEGATIEF = "negatief"
    VERDEELD = "verdeeld"
    GEEN = "geen"
    KENNISGEVING = "kennisgeving"


class PointKind(StrEnum):
    """What a point of the advice is: a remark, or a condition."""

    AANDACHTSPUNT = "aandachtspunt"
    VOORWAARDE = "voorwaarde"


class PointAnswer(StrEnum):
    """How the board answers one point of the advice."""

    OVERGENOMEN = "overgenomen"
    DEELS = "deels"
    NIET = "niet"


class PupilVoice(StrEnum):
    """Whether the pupils must be asked, a setting per school year."""

    VERPLICHT = "verplicht"
    AAN = "aan"
    UIT = "uit"


class ValueSource(StrEnum):
    """Where a school value comes from."""

    TALK = "talk"
    CONSOLIDATION = "consolidation"
    LAST_YEAR = "last_year"


class Agreement(StrEnum):
    """How far the team agreed on a value in the conversation."""

    AGREED = "agreed"
    MOST = "most"
    NONE = "none"


class LetterKind(StrEnum):
    """Every mail the product sends; each has a folder in `templates/letters/`."""

    SIGN_IN = "sign_in"
    CYCLE_OPENED = "cycle_opened"
    SCHOOL_REMINDER = "school_reminder"
    SURVEY_OPENED = "survey_opened"
    SURVEY_REMINDER = "survey_reminder"
    SURVEY_CLOSED = "survey_closed"
    TALK_RECORDED = "talk_recorded"
    READ_ROUND_OPENED = "read_round_opened"
    POINT_PROGRESS = "point_progress"
    YEAR_PAPER_DUE = "year_paper_due"
    DRAFT_READY = "draft_ready"
    ADVICE_REQUESTED = "advice_requested"
    ADVICE_REMINDER = "advice_reminder"
    COUNCIL_ASKED = "council_asked"
    COUNCIL_ANSWERED = "council_answered"
    WAIVER_RECORDED = "waiver_recorded"
    TEXT_CORRECTED = "text_corrected"
    TEXT_REOPENED = "text_reopened"
    CHANGE_DROPPED = "change_dropped"
    SECRETARY_REPLACED = "secretary_replaced"
    ADVICE_CODE = "advice_code"
    ADVICE_EXPIRED = "advice_expired"
    ADVICE_RECEIVED = "advice_received"
    ADVICE_RECEIPT = "advice_receipt"
    REACTION_SENT = "reaction_sent"
    DECISION_DEVIATES = "decision_deviates"
    ADOPTED = "adopted"
    SECTION_READY = "section_ready"
    PUBLISHED = "published"
    DAY_MAIL = "day_mail"
    NEW_LINK = "new_link"
    RIGHTS_CHANGED = "rights_changed"
    ADDRESS_CHANGED = "address_changed"
    BOARD_SEAT = "board_seat"
    SECOND_FACTOR = "second_factor"
    TEST = "test"


class LinkPurpose(StrEnum):
    """What a link without an account opens; a token is bound to purpose and object."""

    SIGN_IN = "sign_in"
    SURVEY = "survey"
    READ_ROUND = "read_round"
    PROGRESS = "progress"
    ADVICE = "advice"
    ADVICE_READ = "advice_read"
    GUIDE = "guide"

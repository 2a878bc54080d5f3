"""Who may open which page: one table, and nothing else decides.

Each endpoint has one `Rule`: in which relation to the thing in its address somebody must stand, in which
roles, and for links without an account, of which purpose. An endpoint that is missing here cannot be
served. `core/roles.py` says which role may do which deed, `core/workflow.py` when.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sopforms.core.codes import LinkPurpose, Role


class Relation(StrEnum):
    """To what the address belongs, and so how somebody must be related to it.

    DOSSIER, LOCATION, BOARD, PARTNERSHIP, CYCLE: the id in the address; related are the members of the
    location, of its board, of its partnership. SIGNED_IN: anybody with an account. LINK: who opened a link.
    PROGRAM: a program with a key of the partnership in the address.
    """

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    LINK = "link"
    DOSSIER = "dossier"
    LOCATION = "location"
    BOARD = "board"
    PARTNERSHIP = "partnership"
    CYCLE = "cycle"
    INSTALLATION = "installation"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open an endpoint. Empty `roles` with a relation means: every role in that relation.

    `halfway`: also who has followed the link in the mail and still owes the second factor.
    """

    relation: Relation
    roles: tuple[Role, ...] = ()
    purposes: tuple[LinkPurpose, ...] = ()
    halfway: bool = False


PUBLIC = Rule(Relation.PUBLIC)
PROGRAM = Rule(Relation.PROGRAM)
SIGNED_IN = Rule(Relation.SIGNED_IN)
HALFWAY = Rule(Relation.SIGNED_IN, halfway=True)

_SCHOOL = (Role.COORDINATOR, Role.HEAD)
_DECIDERS = (Role.BOARD, Role.HEAD)
_SCHOOL_AND_BOARD = (Role.COORDINATOR, Role.HEAD, Role.BOARD)
_SWV = (Role.SWV, Role.ADMINISTRATOR)
_DRAFT_READERS = (Role.COORDINATOR, Role.HEAD, Role.BOARD, Role.SWV, Role.CONSULTANT)

AT_SCHOOL = Rule(Relation.DOSSIER, _SCHOOL)
HEARS_PUPILS = Rule(Relation.DOSSIER, (*_SCHOOL, Role.PUPIL_LEADER))
AT_SCHOOL_OR_BOARD = Rule(Relation.DOSSIER, _SCHOOL_AND_BOARD)
DECIDES = Rule(Relation.DOSSIER, _DECIDERS)
READS_HISTORY = Rule(Relation.DOSSIER, _SCHOOL_AND_BOARD)
READS_DRAFT = Rule(Relation.DOSSIER, _DRAFT_READERS)
SEES_SCHOOL = Rule(Relation.DOSSIER, (*_DRAFT_READERS, Role.PUPIL_LEADER, Role.ADMINISTRATOR))
SEES_LOCATION = Rule(Relation.LOCATION, (*_DRAFT_READERS, Role.PUPIL_LEADER, Role.ADMINISTRATOR))
AT_LOCATION = Rule(Relation.LOCATION, _SCHOOL)
HELPS_SCHOOL = Rule(Relation.LOCATION, (*_SCHOOL, *_SWV))
BOARD = Rule(Relation.BOARD, (Role.BOARD, Role.ADMINISTRATOR))
SWV_SEES_SCHOOL = Rule(Relation.DOSSIER, (*_SWV, Role.CONSULTANT))
SWV_READS = Rule(Relation.PARTNERSHIP, (*_SWV, Role.CONSULTANT))
ADMINISTRATION = Rule(Relation.INSTALLATION, (Role.ADMINISTRATOR,))
SWV_CYCLE = Rule(Relation.CYCLE, _SWV)
SWV = Rule(Relation.PARTNERSHIP, _SWV)
WRITES_QUESTIONS = Rule(Relation.PARTNERSHIP, (Role.SWV,))
RESPONDENT = Rule(Relation.LINK, purposes=(LinkPurpose.SURVEY,))
READER = Rule(Relation.LINK, purposes=(LinkPurpose.READ_ROUND,))
SECRETARY = Rule(Relation.LINK, purposes=(LinkPurpose.ADVICE,))
GUIDE_EDITOR = Rule(Relation.LINK, purposes=(LinkPurpose.GUIDE,))
COUNCIL = Rule(Relation.LINK, purposes=(LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ))

POLICY: Mapping[str, Rule] = {
    "static": PUBLIC,
    # --- sign-in, home, plain pages
    "login.ask": PUBLIC,
    "login.send": PUBLIC,
    "login.sent": PUBLIC,
    "login.landing": PUBLIC,
    "login.enter": PUBLIC,
    "login.enter_as": PUBLIC,
    "login.signed_out": PUBLIC,
    "login.new_link": PUBLIC,
    "login.send_new_link": PUBLIC,
    "login.sign_out": HALFWAY,
    "oidc.begin": PUBLIC,
    "oidc.callback": PUBLIC,
    "oidc.offer": SIGNED_IN,
    "oidc.take": SIGNED_IN,
    "oidc.leave": SIGNED_IN,
    "oidc.unlink": SIGNED_IN,
    "second_factor.ask": HALFWAY,
    "second_factor.give": HALFWAY,
    "second_factor.recovery": HALFWAY,
    "second_factor.recover": HALFWAY,
    "second_factor.phone": HALFWAY,
    "second_factor.set_up": HALFWAY,
    "second_factor.renew_codes": SIGNED_IN,
    "my_sessions.overview": SIGNED_IN,
    "my_sessions.stay": SIGNED_IN,
    "my_sessions.end_one": SIGNED_IN,
    "my_sessions.end_all": SIGNED_IN,
    "rescue.show": SIGNED_IN,
    "rescue.drop": SIGNED_IN,
    "home.index": PUBLIC,
    "home.mine": SIGNED_IN,
    "home.board": BOARD,
    "school.home": SEES_SCHOOL,
    "school.calendar": SEES_SCHOOL,
    "planning.year": SEES_SCHOOL,
    "staff_card.show": AT_SCHOOL_OR_BOARD,
    "school.waiting": SEES_LOCATION,
    "own_holidays.overview": AT_LOCATION,
    "own_holidays.save": AT_LOCATION,
    "own_holidays.remove": AT_LOCATION,
    "staff.overview": AT_LOCATION,
    "staff.take": AT_LOCATION,
    "staff.remove": AT_LOCATION,
    "pages.help_page": PUBLIC,
    "pages.accessibility": PUBLIC,
    "pages.privacy": PUBLIC,
    # --- partnership: cycle, schools, settings
    "partnership.home": SWV_READS,
    "partnership.settings": SWV,
    "partnership.save_settings": SWV,
    "coverage.show": SWV_READS,
    "coverage.what_if": SWV_READS,
    "coverage.book": SWV_READS,
    "coverage.topic": SWV_READS,
    "coverage_report.show": SWV_READS,
    "coverage_report.order": SWV_READS,
    "coverage_report.file": SWV_READS,
    "coverage_school.show": SWV_SEES_SCHOOL,
    "coverage_school.remark": Rule(Relation.DOSSIER, (Role.SWV, Role.CONSULTANT)),
    "coverage_school.objection": Rule(Relation.DOSSIER, (Role.SWV,)),
    "alignment.show": AT_SCHOOL_OR_BOARD,
    "alignment.agree": AT_SCHOOL,
    "alignment.confirm": AT_SCHOOL,
    "alignment.end": AT_SCHOOL,
    "alignment.answer": AT_SCHOOL_OR_BOARD,
    "exchange.overview": SWV,
    "exchange.make_key": SWV,
    "exchange.revoke_key": SWV,
    "exchange.bring": SWV,
    "exchange.file": SWV,
    "api.document": PUBLIC,
    "api.schools": PROGRAM,
    "api.cycles": PROGRAM,
    "api.values": PROGRAM,
    "api.sections": PROGRAM,
    "api.coverage": PROGRAM,
    "schools.overview": SWV,
    "schools.edit_board": SWV,
    "schools.save_board": SWV,
    "schools.edit": SWV,
    "schools.save": SWV,
    "school_import.choose": SWV,
    "school_import.take_over": SWV,
    "councils.overview": SWV,
    "councils.edit": SWV,
    "councils.save": SWV,
    "people.overview": SWV,
    "people.edit": SWV,
    "people.save": SWV,
    "people.remove_role": SWV,
    "helping.person": SWV,
    "helping.resend_to_person": SWV,
    "helping.reset_second_factor": SWV,
    "no_mail.overview": HELPS_SCHOOL,
    "no_mail.address": HELPS_SCHOOL,
    "no_mail.resend": HELPS_SCHOOL,
    "letter_words.overview": SWV,
    "letter_words.of_the_day": SWV,
    "letter_words.edit": SWV,
    "letter_words.save": SWV,
    "letter_words.take_back": SWV,
    "need_words.overview": SWV,
    "need_words.edit": SWV,
    "need_words.save": SWV,
    "need_words.back_to_standard": SWV,
    "holidays.overview": SWV,
    "holidays.edit": SWV,
    "holidays.save": SWV,
    "holidays.remove": SWV,
    "mandates.overview": BOARD,
    "mandates.save": Rule(Relation.BOARD, (Role.BOARD,)),
    "mandates.seat": Rule(Relation.BOARD, (Role.BOARD,)),
    # --- the question set of a partnership: writing, trying, publishing
    "questions.overview": WRITES_QUESTIONS,
    "questions.begin": WRITES_QUESTIONS,
    "questions.stop": WRITES_QUESTIONS,
    "questions.discard": WRITES_QUESTIONS,
    "questions.history": WRITES_QUESTIONS,
    "questions.download": WRITES_QUESTIONS,
    "questions.end": WRITES_QUESTIONS,
    "questions.close": WRITES_QUESTIONS,
    "questions.withdraw": WRITES_QUESTIONS,
    "questions.go_on": WRITES_QUESTIONS,
    "question_file.show": WRITES_QUESTIONS,
    "question_file.download": WRITES_QUESTIONS,
    "question_file.replace": WRITES_QUESTIONS,
    "question_file.bring": WRITES_QUESTIONS,
    "question_file.back": WRITES_QUESTIONS,
    "question_file.take": WRITES_QUESTIONS,
    "question_preview.show": WRITES_QUESTIONS,
    "question_preview.turn": WRITES_QUESTIONS,
    "question_preview.trial": WRITES_QUESTIONS,
    "question_publishing.check": WRITES_QUESTIONS,
    "question_publishing.publish": WRITES_QUESTIONS,
    # --- the editor of a question set
    "question_editor.overview": WRITES_QUESTIONS,
    "question_editor.move": WRITES_QUESTIONS,
    "question_editor.copy": WRITES_QUESTIONS,
    "question_editor.put": WRITES_QUESTIONS,
    "question_editor.remove": WRITES_QUESTIONS,
    "question_editor.new_page": WRITES_QUESTIONS,
    "question_editor.new": WRITES_QUESTIONS,
    "question_document.overview": WRITES_QUESTIONS,
    "question_document.new": WRITES_QUESTIONS,
    "question_document.act": WRITES_QUESTIONS,
    "question_chapter.edit": WRITES_QUESTIONS,
    "question_frame.edit": WRITES_QUESTIONS,
    "question_words.edit": WRITES_QUESTIONS,
    "question_words.rename": WRITES_QUESTIONS,
    "question_answers.choices": WRITES_QUESTIONS,
    "question_answers.rows": WRITES_QUESTIONS,
    "question_condition.show": WRITES_QUESTIONS,
    "question_condition.drop": WRITES_QUESTIONS,
    "question_condition.add": WRITES_QUESTIONS,
    "question_meaning.edit": WRITES_QUESTIONS,
    "question_sentences.edit": WRITES_QUESTIONS,
    "cycle.plan": SWV,
    "cycle.open_round": SWV,
    "cycle.join": SWV_CYCLE,
    "round_care.school": SWV_CYCLE,
    "round_care.except_school": SWV_CYCLE,
    "round_care.reminder": SWV_CYCLE,
    "round_care.remind": SWV_CYCLE,
    "round_care.consultants": SWV_CYCLE,
    "round_care.assign": SWV_CYCLE,
    "installation.partnerships": ADMINISTRATION,
    "installation.add": ADMINISTRATION,
    # --- instructions
    "instructions.index": PUBLIC,
    "instructions.page": PUBLIC,
    "instructions.everything": PUBLIC,
    "instructions.guide": PUBLIC,
    "instruction_editor.overview": SWV,
    "instruction_editor.edit": SWV,
    "instruction_editor.save": SWV,
    "instruction_editor.fragment": SWV,
    "instruction_editor.back_to_standard": SWV,
    "instruction_editor.history": SWV,
    "instruction_editor.version": SWV,
    "instruction_editor.restore": SWV,
    # --- the first year of a school
    "start_year.show": AT_SCHOOL,
    "start_year.bring": AT_SCHOOL,
    "start_year.split": AT_SCHOOL,
    "start_year.keep": AT_SCHOOL,
    "start_year.add_point": AT_SCHOOL,
    "start_year.drop_point": AT_SCHOOL,
    # --- long work of a partnership
    "long_work.overview": SWV,
    "long_work.sections": SWV,
    "long_work.guide": SWV,
    "long_work.show": SWV,
    "long_work.stop": SWV,
    "long_work.go_on": SWV,
    "long_work.parcel": SWV,
    # --- people and survey of a school
    "survey.invite": AT_SCHOOL,
    "survey.skip": AT_SCHOOL,
    "survey.response": AT_SCHOOL,
    "survey.add": AT_SCHOOL,
    "survey.remind": AT_SCHOOL,
    "survey.extend": AT_SCHOOL,
    "survey.close": AT_SCHOOL,
    "survey.elsewhere": AT_SCHOOL,
    "invitation.mail": AT_SCHOOL,
    "slips.overview": AT_SCHOOL,
    "slips.make": AT_SCHOOL,
    "slips.lost": AT_SCHOOL,
    "slips.printed": AT_SCHOOL,
    "slips.file": AT_SCHOOL,
    "slips.enter": PUBLIC,
    "results.show": AT_SCHOOL,
    "results.book": AT_SCHOOL,
    "results.texts": Rule(Relation.DOSSIER, (Role.COORDINATOR,)),
    # --- answering the survey (link)
    "answer.start": PUBLIC,
    "answer.enter": PUBLIC,
    "who_sees.show": RESPONDENT,
    "answer.home": RESPONDENT,
    "answer.page": RESPONDENT,
    "answer.save": RESPONDENT,
    "answer.autosave": RESPONDENT,
    "answer.later": RESPONDENT,
    "answer.check": RESPONDENT,
    "answer.thanks": RESPONDENT,
    "answer.report": RESPONDENT,
    "staff_card.for_respondent": RESPONDENT,
    # --- pupils, talk, values, points
    "pupils.record": HEARS_PUPILS,
    "pupils.new": HEARS_PUPILS,
    "pupils.change": HEARS_PUPILS,
    "pupils.keep": HEARS_PUPILS,
    "pupils.keep_change": HEARS_PUPILS,
    "talk.record": AT_SCHOOL,
    "talk.draft": AT_SCHOOL,
    "talk.begin": AT_SCHOOL,
    "talk.topic": AT_SCHOOL,
    "talk.questions": AT_SCHOOL,
    "talk.autosave": AT_SCHOOL,
    "talk.finish": AT_SCHOOL,
    "talk.drop": AT_SCHOOL,
    "talk.show": AT_SCHOOL,
    "talk_keeping.topic": AT_SCHOOL,
    "talk_keeping.agreements": AT_SCHOOL,
    "talk_keeping.points": AT_SCHOOL,
    "talk_keeping.keep_points": AT_SCHOOL,
    "talk_keeping.screen": AT_SCHOOL,
    "talk.values": AT_SCHOOL,
    "values.topic": AT_SCHOOL,
    "values.accept": AT_SCHOOL,
    "values.part": AT_SCHOOL,
    "values.keep": AT_SCHOOL,
    "values.settle": AT_SCHOOL,
    "year_papers.plan": AT_SCHOOL_OR_BOARD,
    "year_papers.report": AT_SCHOOL_OR_BOARD,
    "year_papers.file": AT_SCHOOL_OR_BOARD,
    "year_papers.handed_in": READS_DRAFT,
    "year_papers.handed_in_file": READS_DRAFT,
    "year_paper_writing.part": AT_SCHOOL,
    "year_paper_writing.keep": AT_SCHOOL,
    "year_paper_writing.money": AT_SCHOOL,
    "year_paper_writing.points": AT_SCHOOL,
    "year_paper_writing.ready": AT_SCHOOL,
    "year_paper_writing.hand_in": AT_SCHOOL,
    "year_paper_writing.take_back": AT_SCHOOL,
    "year_paper_desk.overview": SWV_READS,
    "year_paper_desk.book": SWV_READS,
    "year_paper_desk.dates": SWV_CYCLE,
    "year_paper_desk.remind": SWV_CYCLE,
    "home.training": BOARD,
    "documents.overview": AT_SCHOOL_OR_BOARD,
    "documents.order": AT_SCHOOL_OR_BOARD,
    "documents.file": AT_SCHOOL_OR_BOARD,
    "documents.keep_template": AT_SCHOOL,
    "documents.drop_template": AT_SCHOOL,
    "points.edit": AT_SCHOOL,
    "points.new": AT_SCHOOL,
    "points.change": AT_SCHOOL,
    "points.drop": AT_SCHOOL,
    "points.result": AT_SCHOOL,
    "points.carry": AT_SCHOOL,
    "progress.ask": AT_SCHOOL,
    "progress.start": PUBLIC,
    "progress.tell": PUBLIC,
    "progress.thanks": PUBLIC,
    "on_paper.index": HEARS_PUPILS,
    "on_paper.blank": HEARS_PUPILS,
    "on_paper.blank_file": HEARS_PUPILS,
    "on_paper.pupils_copy": HEARS_PUPILS,
    "on_paper.talk_copy": AT_SCHOOL,
    "on_paper.values_copy": AT_SCHOOL,
    # --- draft, read round
    "draft.overview": READS_DRAFT,
    "draft.part": READS_DRAFT,
    "draft.preview": READS_DRAFT,
    "draft.make": AT_SCHOOL,
    "draft.save": AT_SCHOOL,
    "draft.fragment": AT_SCHOOL,
    "draft.ready": AT_SCHOOL,
    "draft.take_over": AT_SCHOOL,
    "draft.refresh": AT_SCHOOL,
    "draft.finish": AT_SCHOOL,
    "draft.merge": AT_SCHOOL,
    "draft.autosave": AT_SCHOOL,
    "draft.forget": AT_SCHOOL,
    "draft_file.begin": AT_SCHOOL,
    "draft_file.show": AT_SCHOOL,
    "draft_file.bring": AT_SCHOOL,
    "draft_history.show": READS_HISTORY,
    "draft_history.version": READS_HISTORY,
    "draft_history.restore": AT_SCHOOL,
    "draft_comments.add": Rule(Relation.DOSSIER, (Role.HEAD, Role.CONSULTANT)),
    "draft_comments.resolve": AT_SCHOOL,
    "read_round.open": AT_SCHOOL,
    "read_round.judge": Rule(Relation.DOSSIER, (Role.COORDINATOR,)),
    "read_round.start": PUBLIC,
    "read_round.enter": PUBLIC,
    "read_round.read": READER,
    "read_round.send": READER,
    "read_round.thanks": READER,
    # --- papers and request
    "papers.edit": AT_SCHOOL_OR_BOARD,
    "papers.letter": AT_SCHOOL_OR_BOARD,
    "papers.everything": AT_SCHOOL_OR_BOARD,
    "papers.make": AT_SCHOOL_OR_BOARD,
    "papers.pdf": AT_SCHOOL_OR_BOARD,
    "request.check": AT_SCHOOL_OR_BOARD,
    "joining.choose": AT_SCHOOL_OR_BOARD,
    "request.status": AT_SCHOOL_OR_BOARD,
    "request.resend": AT_SCHOOL_OR_BOARD,
    "request.bounced": AT_SCHOOL_OR_BOARD,
    "request.hand_over": AT_SCHOOL_OR_BOARD,
    # --- council side (link)
    "council.landing": PUBLIC,
    "council.enter": PUBLIC,
    "council.home": COUNCIL,
    "council.schools": COUNCIL,
    "council.text": COUNCIL,
    "council.letter": COUNCIL,
    "council.results": COUNCIL,
    "council.papers": COUNCIL,
    "council.answer": COUNCIL,
    "sending.receipt": COUNCIL,
    "sending.receipt_file": COUNCIL,
    "council_questions.letter_file": COUNCIL,
    "council_questions.ask_board": SECRETARY,
    "council_questions.letter": SECRETARY,
    "council_questions.drop_letter": SECRETARY,
    "council.share": SECRETARY,
    "council.start_sharing": SECRETARY,
    "council.stop_sharing": SECRETARY,
    "council.receipt": SECRETARY,
    "council.consultation": SECRETARY,
    "council.waive": SECRETARY,
    "advice.give": SECRETARY,
    "advice.save": SECRETARY,
    "advice.autosave": SECRETARY,
    "sending.check": SECRETARY,
    "sending.send_code": SECRETARY,
    "sending.send": SECRETARY,
    "sending.finish": SECRETARY,
    "sending.note": SECRETARY,
    "sending.withdraw": SECRETARY,
    "advice.show": AT_SCHOOL_OR_BOARD,
    "council.secretary": AT_SCHOOL_OR_BOARD,
    "council_questions.questions": AT_SCHOOL_OR_BOARD,
    "council_questions.answer": DECIDES,
    "council_questions.letter_for_school": AT_SCHOOL_OR_BOARD,
    # --- reaction, decision, guide, publication
    "reaction.edit": DECIDES,
    "reaction.save": DECIDES,
    "reaction.check": DECIDES,
    "reaction.send": DECIDES,
    "reaction.sent": DECIDES,
    "decision.consult": DECIDES,
    "decision.further_talks": DECIDES,
    "decision.no_advice": DECIDES,
    "decision.judge": DECIDES,
    "adoption.adopt": DECIDES,
    "adoption.save": DECIDES,
    "adoption.check": DECIDES,
    "adoption.finish": DECIDES,
    "adoption.adopted": DECIDES,
    "correction.write": DECIDES,
    "reopening.begin": DECIDES,
    "reopening.drop": DECIDES,
    "decision.show": READS_DRAFT,
    "guide.section": AT_SCHOOL_OR_BOARD,
    "guide.make": AT_SCHOOL_OR_BOARD,
    "guide.file": AT_SCHOOL_OR_BOARD,
    "guide.consent": DECIDES,
    "guide.publish": DECIDES,
    "guide.published": DECIDES,
    "guide_care.editor": AT_SCHOOL_OR_BOARD,
    "guide_care.overview": AT_SCHOOL_OR_BOARD,
    "guide_care.deliver": AT_SCHOOL_OR_BOARD,
    # --- the editor of guide and site (link)
    "guide_editor.landing": PUBLIC,
    "guide_editor.enter": PUBLIC,
    "guide_editor.home": GUIDE_EDITOR,
    "guide_editor.part": GUIDE_EDITOR,
    "guide_editor.part_file": GUIDE_EDITOR,
    "guide_editor.file": GUIDE_EDITOR,
    "guide_editor.chores": GUIDE_EDITOR,
    # --- public pages
    "public.newest": PUBLIC,
    "public.of_year": PUBLIC,
    "public.version": PUBLIC,
    "public.search": PUBLIC,
    "public_search.in_text": PUBLIC,
    "archive.overview": PUBLIC,
    "archive.steps": PUBLIC,
    "public.verify": PUBLIC,
    "public.check": PUBLIC,
    "public.check_file": PUBLIC,
}


WRITING_GETS = frozenset({"oidc.callback"})
"""Pages that write though they are only opened: a provider sends the browser back in no other way."""

EXPORTS = frozenset(
    {
        "coverage.book",
        "coverage_report.file",
        "exchange.file",
        "council_questions.letter_for_school",
        "documents.file",
        "guide.file",
        "long_work.parcel",
        "on_paper.pupils_copy",
        "on_paper.talk_copy",
        "on_paper.values_copy",
        "papers.pdf",
        "results.book",
        "slips.file",
        "year_paper_desk.book",
        "year_papers.file",
        "year_papers.handed_in_file",
    }
)
"""Files with what a school or partnership wrote or scored, for who is signed in: so many an hour for each
person. Not here: questions and blank forms, which tell nothing of anybody, and one's own calendar."""


OF_OWN_SCHOOLS = frozenset(
    {
        "coverage_school.remark",
        "draft.overview",
        "draft.part",
        "draft.preview",
        "draft_comments.add",
    }
)
"""What a consultant does for own schools only: those that the partnership gave them, and those of nobody."""


def may_open(endpoint: str, roles: Collection[Role], *, elsewhere: bool = False) -> bool:
    """Return whether somebody in these roles, related as the page asks, may open it; no page, no door.

    `elsewhere`: the school that the page is about has another consultant.
    """
    rule = POLICY.get(endpoint)
    held = set(roles) - {Role.CONSULTANT} if elsewhere and endpoint in OF_OWN_SCHOOLS else set(roles)
    return rule is not None and (not rule.roles or not held.isdisjoint(rule.roles))

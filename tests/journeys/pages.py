"""Every page of the product and how somebody gets there: at which school, as whom, after what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sopforms.core.codes import LinkPurpose
from tests.journeys import places
from tests.journeys.world import World

# Schools of the demonstration, by where they are this year.
OPEN, SURVEY, RESULTS, VALUES = "De Zonnekorf", "De Bosvonk", "De Stapsteen", "De Letterboot"
TINY, DRAFT, PAPERS, REQUESTED = "De Kleine Kade", "De Windwissel", "De Leesplank", "De Rietvink"
ADVISED, SILENT, REACTED = "De Klimduin", "De Wolkenwei", "De Hazelkroon"
ADOPTED, IN_GUIDE, PUBLISHED = "De Sterrenschuit", "Lyceum De Stroomlijn", "De Zilverspar"
SECONDARY = "Voorbeeldcollege Havenkant"

EVALUATING = (OPEN, SURVEY, RESULTS, VALUES, TINY, DRAFT, SECONDARY)
DECIDING = (PAPERS, REQUESTED, ADVISED, SILENT, REACTED, ADOPTED, IN_GUIDE, PUBLISHED)

# What is handed out as a file has no page; the stylesheet and the script have none either.
FILES = {
    "coverage.book",
    "coverage_report.file",
    "exchange.file",
    "api.document",
    "api.schools",
    "api.cycles",
    "api.values",
    "api.sections",
    "api.coverage",
    "instructions.guide",
    "long_work.parcel",
    "year_papers.file",
    "year_papers.handed_in_file",
    "year_paper_desk.book",
    "documents.file",
    "static",
    "guide.file",
    "papers.pdf",
    "school.calendar",
    "results.book",
    "slips.file",
    "council.papers",
    "council_questions.letter_file",
    "council_questions.letter_for_school",
    "guide_editor.part_file",
    "guide_editor.file",
    "sending.receipt_file",
    "on_paper.blank_file",
    "on_paper.pupils_copy",
    "on_paper.talk_copy",
    "on_paper.values_copy",
    "questions.download",
    "question_file.download",
    "my_sessions.stay",
    "oidc.begin",  # these three lead elsewhere where there is no provider: tests/web/test_oidc.py has one
    "oidc.callback",
    "oidc.offer",
}

Values = Mapping[str, Any]
Find = Callable[[World, str], Values]


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one person sees it at one school.

    `find` gives the parts of the address that the school does not give; `enter` the object of the link by
    which somebody without an account comes in; both may first do what the page needs.
    """

    endpoint: str
    who: str
    school: str
    find: Find | None = None
    enter: Callable[[World, str], int] | None = None
    query: Values = field(default_factory=dict)
    status: int = 200
    part: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a test calls it."""
        more = f"-{self.part}" if self.part else ""
        return f"{self.endpoint}-{self.who}-{self.school.split()[-1]}{more}"

    @property
    def plain(self) -> bool:
        """Whether it is the first visit of its endpoint: enough to compare with and without script."""
        return next(one for one in ALL if one.endpoint == self.endpoint) is self

    @property
    def room(self) -> str:
        """Which half of the year its school is in."""
        return "evaluating" if self.school in EVALUATING else "deciding"


def _of(who: str, school: str, *endpoints: str) -> list[Visit]:
    """Pages whose address needs nothing but the school."""
    return [Visit(endpoint, who, school) for endpoint in endpoints]


_answer = partial(Visit, who="respondent", enter=places.participation)
_reader = partial(Visit, who="reader", school=DRAFT, enter=places.dossier_id)
_editor = partial(Visit, who="guide_editor", school=PUBLISHED, enter=places.dossier_id)
_secretary = partial(Visit, who="secretary", enter=places.request_id)
_TOKEN = {
    "answer.start": places.token_for(LinkPurpose.SURVEY, places.participation),
    "progress.start": places.token_for(LinkPurpose.PROGRESS, lambda w, s: places.old_point(w, s)["point_id"]),
    "read_round.start": places.token_for(LinkPurpose.READ_ROUND, places.dossier_id),
    "guide_editor.landing": places.token_for(LinkPurpose.GUIDE, places.dossier_id),
    "council.landing": places.token_for(LinkPurpose.ADVICE, places.request_id),
    "login.landing": places.token_for(LinkPurpose.SIGN_IN, places.head_id),
}

ANYBODY = [
    *_of("public", OPEN, "home.index", "login.ask", "login.sent", "login.signed_out", "login.new_link"),
    *_of("public", OPEN, "pages.help_page", "pages.accessibility", "pages.privacy"),
    *_of("public", OPEN, "instructions.index", "instructions.everything"),
    *(
        Visit("instructions.page", "public", OPEN, lambda _w, _s, n=n: {"number": n}, part=str(n))
        for n in range(1, 6)
    ),
    Visit("login.landing", "public", OPEN, _TOKEN["login.landing"]),
    Visit("login.landing", "public", OPEN, lambda _w, _s: {"token": "x" * 30}, status=410, part="gone"),
    *_of("public", PUBLISHED, "public.newest", "public.search", "public.check"),
    *_of("public", PUBLISHED, "archive.overview", "public_search.in_text"),
    Visit("public_search.in_text", "public", PUBLISHED, query={"zoek": "dyslexie"}, part="found"),
    Visit("public.search", "public", PUBLISHED, query={"zoek": "dyslexie"}, part="need"),
    Visit("archive.steps", "public", PUBLISHED, places.year),
    Visit("public.search", "public", PUBLISHED, query={"zoek": "zilver"}, part="found"),
    Visit("public.search", "public", PUBLISHED, query={"zoek": "nergens"}, part="nothing"),
    Visit("public.of_year", "public", PUBLISHED, places.year),
    Visit("public.verify", "public", PUBLISHED, places.fingerprint),
    Visit("public.verify", "public", PUBLISHED, lambda _w, _s: {"sha256": "0" * 64}, status=404, part="no"),
    Visit("public.newest", "public", PUBLISHED, places.new_school, status=404, part="nothing"),
]
PARTNERSHIP = [
    *_of("swv", OPEN, "my_sessions.overview", "partnership.home", "partnership.settings", "cycle.plan"),
    *_of("swv", OPEN, "school_import.choose", "coverage.show", "coverage.what_if"),
    *_of("swv", OPEN, "coverage_report.show", "exchange.overview"),
    Visit("coverage.show", "swv", OPEN, query={"per": "hoofdstuk"}, part="chapters"),
    Visit("coverage.topic", "swv", OPEN, lambda _w, _s: {"key": "autisme"}),
    Visit("coverage_school.show", "swv", DRAFT),
    *_of("coordinator", DRAFT, "alignment.show"),
    *_of("coordinator", OPEN, "staff.overview", "own_holidays.overview"),
    *_of("coordinator", DRAFT, "year_papers.plan", "year_papers.report", "documents.overview"),
    Visit(
        "year_paper_writing.part",
        "coordinator",
        DRAFT,
        lambda _w, _s: {"name": "jaarplan", "key": "terugblik"},
    ),
    Visit("year_paper_writing.money", "coordinator", DRAFT, lambda _w, _s: {"name": "jaarverslag"}),
    Visit("year_paper_writing.points", "coordinator", DRAFT),
    Visit("year_paper_writing.hand_in", "coordinator", DRAFT, lambda _w, _s: {"name": "jaarplan"}),
    Visit("year_papers.handed_in", "swv", DRAFT, places.handed_in),
    *_of("swv", OPEN, "year_paper_desk.overview"),
    Visit("year_paper_desk.dates", "swv", OPEN, places.cycle),
    Visit("year_paper_desk.overview", "swv", DRAFT, places.handed_in_region, part="filled"),
    Visit("year_paper_desk.remind", "swv", OPEN, places.cycle_with_plan),
    *_of("board", DRAFT, "home.training"),
    *_of("swv", OPEN, "schools.overview", "schools.edit", "schools.edit_board", "people.overview"),
    *_of("swv", OPEN, "people.edit", "councils.overview", "councils.edit", "holidays.overview"),
    Visit("schools.edit", "swv", OPEN, places.location_id, part="old"),
    Visit("schools.edit_board", "swv", OPEN, places.board_id, part="old"),
    Visit("people.edit", "swv", OPEN, places.person_id, part="old"),
    Visit("councils.edit", "swv", OPEN, places.council_id, part="old"),
    Visit("helping.person", "swv", OPEN, places.person_id),
    Visit("rescue.show", "swv", OPEN, places.typed_before),
    *_of("swv", OPEN, "second_factor.recovery", "second_factor.phone"),
    Visit("second_factor.ask", "administrator", OPEN, places.phone),
    Visit("my_sessions.overview", "administrator", OPEN, places.phone, part="phone"),
    *_of("coordinator", SURVEY, "no_mail.overview"),
    Visit("no_mail.address", "coordinator", SURVEY, places.correspondent),
    Visit("holidays.edit", "swv", OPEN),
    *_of("swv", OPEN, "instruction_editor.overview", "long_work.overview"),
    Visit("instruction_editor.edit", "swv", OPEN, lambda _w, _s: {"number": 5}),
    Visit("instruction_editor.history", "swv", OPEN, partial(places.own_instruction, version=False)),
    Visit("instruction_editor.version", "swv", OPEN, places.own_instruction),
    Visit("long_work.show", "swv", OPEN, places.long_work),
    Visit("round_care.school", "swv", OPEN, places.in_round),
    Visit("round_care.reminder", "swv", OPEN, places.round_only),
    Visit("round_care.consultants", "swv", OPEN, places.round_only),
    *_of("head", OPEN, "start_year.show", "start_year.split"),
    Visit("letter_words.overview", "swv", OPEN),
    Visit("letter_words.of_the_day", "swv", OPEN),
    Visit("letter_words.edit", "swv", OPEN, lambda _w, _s: {"kind": "survey_opened"}),
    Visit("need_words.overview", "swv", OPEN),
    Visit("need_words.edit", "swv", OPEN, places.own_need),
    Visit("school.waiting", "swv", PUBLISHED, places.waiting_school),
    *_of("consultant", OPEN, "partnership.home", "school.home"),
    *_of("administrator", OPEN, "installation.partnerships", "partnership.home", "home.mine"),
    *_of("administrator", DRAFT, "school.home"),
    *_of("board", OPEN, "home.board"),
    *_of("board", REACTED, "home.board", "mandates.overview"),
]
_writing = partial(partial, places.question)
AUTHORING = [
    *(
        Visit(f"question_{one}", "swv", OPEN, _writing())
        for one in ("editor.overview", "editor.new_page", "frame.edit")
    ),
    Visit("question_editor.new", "swv", OPEN, _writing(), query={"in": "uitleg"}),
    *(
        Visit(f"question_{one}", "swv", OPEN, _writing(thing="uitleg_matrix"))
        for one in ("words.edit", "answers.choices", "answers.rows", "meaning.edit", "editor.put",
                    "editor.remove")
    ),
    Visit("question_words.edit", "swv", OPEN, _writing(thing="uitleg"), part="page"),
    Visit("question_meaning.edit", "swv", OPEN, _writing(thing="uitleg_matrix", row="bo01"), part="row"),
    Visit("question_sentences.edit", "swv", OPEN, _writing(thing="uitleg_matrix", row="bo01")),
    Visit("question_condition.show", "swv", OPEN, _writing(thing="ex07", what="tonen")),
    Visit("question_condition.add", "swv", OPEN, _writing(thing="ex07", what="tonen"),
          query={"over": "uitleg_matrix.bo01"}),
    Visit("question_document.overview", "swv", OPEN, _writing(name="schoolgids")),
    Visit("question_document.new", "swv", OPEN, _writing(name="jaarplan")),
    Visit("question_chapter.edit", "swv", OPEN, _writing(name="schoolgids", key="ch3")),
]  # fmt: skip
QUESTIONS = [
    *_of("swv", OPEN, "questions.overview", "questions.history"),
    Visit("questions.overview", "swv", OPEN, places.broken_questions, part="writing"),
    Visit("questions.stop", "swv", OPEN, places.changed_questions),
    Visit("questions.end", "swv", OPEN, places.question_set),
    Visit("question_file.show", "swv", OPEN, places.changed_questions, part="sound"),
    Visit("question_file.show", "swv", OPEN, places.broken_questions, part="broken"),
    Visit("question_file.replace", "swv", OPEN, places.changed_questions),
    Visit("question_file.back", "swv", OPEN, places.changed_questions, query={"to": "meegeleverd"}),
    Visit("question_preview.show", "swv", OPEN, places.changed_questions),
    Visit("question_preview.show", "swv", OPEN, places.school_questions, query={"op": "scherm"}, part="wide"),
    Visit("question_preview.show", "swv", OPEN, places.broken_questions, status=409, part="broken"),
    Visit("question_preview.trial", "swv", OPEN, places.changed_questions),
    Visit("question_preview.trial", "swv", OPEN, places.school_questions, part="values"),
    Visit("question_publishing.check", "swv", OPEN, places.changed_questions),
    Visit("question_publishing.check", "swv", OPEN, places.broken_questions, part="broken"),
]
EVALUATION = [
    *_of("coordinator", OPEN, "school.home", "survey.invite", "survey.skip"),
    Visit("survey.invite", "coordinator", OPEN, query={"vorig": "1"}, part="last-year"),
    *_of("head", SURVEY, "school.home", "survey.response"),
    *_of("coordinator", OPEN, "invitation.mail"),
    *_of("coordinator", SURVEY, "slips.overview", "slips.printed"),
    *_of("public", SURVEY, "slips.enter"),
    *_of("coordinator", SURVEY, "survey.response", "survey.add", "survey.close", "pupils.record"),
    Visit("survey.elsewhere", "coordinator", SURVEY, places.lost_mail),
    *_of("coordinator", RESULTS, "school.home", "results.show", "results.texts", "talk.record"),
    *_of("coordinator", TINY, "results.show", "draft.overview", "school.home"),
    *_of("head", RESULTS, "results.show", "survey.response"),
    *_of("coordinator", OPEN, "results.show"),
    *(Visit(one, "coordinator", RESULTS, places.talk) for one in ("talk.draft", "talk.begin", "talk.finish")),
    Visit("talk_keeping.points", "coordinator", RESULTS, places.talk),
    Visit("talk_keeping.screen", "coordinator", RESULTS, places.talk),
    Visit("talk.topic", "coordinator", RESULTS, places.talk_topic),
    Visit("talk.questions", "coordinator", RESULTS, places.talk_page),
    *_of("coordinator", VALUES, "school.home", "talk.record", "talk.values", "points.edit", "points.new"),
    Visit("talk.show", "coordinator", VALUES, places.report),
    Visit("values.topic", "coordinator", VALUES, places.topic),
    *(
        Visit("values.part", "head", VALUES, partial(places.own_page, number=n), part=str(n))
        for n in range(3)
    ),
    Visit("points.change", "coordinator", VALUES, places.point),
    Visit("points.result", "coordinator", VALUES, places.old_point),
    Visit("points.carry", "coordinator", VALUES, places.old_point),
    Visit("progress.ask", "coordinator", VALUES, places.old_point),
    Visit("progress.start", "public", VALUES, _TOKEN["progress.start"]),
    Visit("progress.thanks", "public", VALUES, _TOKEN["progress.start"]),
    *_of("coordinator", VALUES, "pupils.record", "pupils.new"),
    Visit("pupils.change", "coordinator", VALUES, places.voice),
    *_of("coordinator", SECONDARY, "school.home", "survey.response"),
    *_of("coordinator", VALUES, "on_paper.index"),
    *(
        Visit("on_paper.blank", "coordinator", VALUES, lambda _w, _s, n=n: {"name": n}, part=n)
        for n in ("evaluatie", "teamgesprek", "leerlingen", "schoolwaarden")
    ),
]
ANSWERING = [
    Visit("answer.start", "public", SURVEY, _TOKEN["answer.start"]),
    Visit("answer.start", "public", VALUES, _TOKEN["answer.start"], part="closed"),
    *(
        _answer("answer.page", school=school, find=partial(places.page, number=n), part=str(n))
        for school, pages in ((SURVEY, 6), (SECONDARY, 2))
        for n in range(pages)
    ),
    _answer("who_sees.show", school=SURVEY),
    _answer("answer.home", school=SURVEY),
    _answer("staff_card.for_respondent", school=SURVEY),
    _answer("answer.later", school=SURVEY),
    _answer("answer.check", school=SURVEY),
    Visit("answer.thanks", "respondent", SURVEY, enter=places.done),
    Visit("answer.thanks", "respondent", VALUES, enter=places.participation, part="closed"),
    Visit("answer.report", "respondent", VALUES, enter=places.participation),
]
DRAFTING = [
    *_of("coordinator", DRAFT, "school.home", "draft.overview", "draft.preview", "read_round.open"),
    *(
        Visit("draft.part", "coordinator", DRAFT, partial(places.part, key=key), part=key)
        for key in ("ch1", "ch3", "ch6", "ch10", "g2", "g8")
    ),
    *_of("swv", DRAFT, "draft.overview"),
    Visit("draft.part", "coordinator", DRAFT, places.stale_part, part="stale"),
    Visit("draft.merge", "coordinator", DRAFT, places.stale_part),
    Visit("draft_file.show", "coordinator", DRAFT, partial(places.part, key="ch5")),
    Visit("draft_history.show", "coordinator", DRAFT, partial(places.part, key="ch5")),
    Visit("draft_history.version", "coordinator", DRAFT, lambda _w, _s: {"key": "ch5", "version_id": 0}),
    Visit("draft.part", "board", DRAFT, partial(places.part, key="g4"), part="g4"),
    *_of("coordinator", PAPERS, "read_round.open"),
    Visit("read_round.start", "public", DRAFT, _TOKEN["read_round.start"]),
    _reader("read_round.read"),
    _reader("read_round.thanks"),
]
ASKING = [
    *_of("head", PAPERS, "school.home", "papers.edit", "papers.letter", "papers.everything"),
    *_of("head", DRAFT, "papers.edit"),
    *_of("board", PAPERS, "request.check"),
    Visit("joining.choose", "board", PAPERS, places.council_of_several),
    *_of("head", REQUESTED, "school.home", "request.status", "request.hand_over", "advice.show"),
    *_of("head", REQUESTED, "decision.consult", "council.secretary"),
]
COUNCIL = [
    Visit("council.landing", "public", REQUESTED, _TOKEN["council.landing"]),
    *(
        _secretary(one, school=REQUESTED)
        for one in ("council.home", "council.text", "council.letter", "council.results", "council.share")
    ),
    _secretary("council.schools", school=PUBLISHED, enter=places.joint_request),
    _secretary("council.consultation", school=REQUESTED),
    _secretary("council_questions.ask_board", school=REQUESTED, find=places.asked_board),
    _secretary("council_questions.letter", school=REQUESTED),
    Visit("council.home", "member", REQUESTED, enter=places.request_id),
    _secretary("advice.give", school=REQUESTED),
    _secretary("advice.give", school=REQUESTED, query={"punt": "1"}, part="point"),
    _secretary("sending.check", school=REQUESTED, find=places.written_advice),
    _secretary("sending.send", school=REQUESTED, find=places.written_advice),
    _secretary("council.home", school=ADVISED),
    _secretary("sending.receipt", school=ADVISED),
    _secretary("sending.withdraw", school=ADVISED),
    _secretary("council.home", school=SILENT),
    _secretary("council.home", school=REACTED),
    _secretary("council.answer", school=REACTED),
    _secretary("council.answer", school=ADOPTED),
    _secretary("council.waive", school=ADOPTED),
    _secretary("council.receipt", school=REQUESTED, find=places.not_yet_received),
]
DECISION = [
    *_of("board", ADVISED, "school.home", "advice.show", "reaction.edit"),
    Visit("reaction.check", "board", ADVISED, places.written_reaction),
    *_of("board", SILENT, "school.home", "decision.no_advice", "advice.show", "adoption.adopt"),
    *_of("head", REACTED, "school.home", "advice.show", "reaction.sent", "decision.further_talks"),
    *_of("head", REACTED, "decision.judge", "adoption.adopt"),
    Visit("adoption.check", "head", REACTED, places.decider),
    *_of("board", ADOPTED, "school.home", "adoption.adopted", "decision.show"),
    *_of("head", ADOPTED, "guide.section"),
    Visit("guide.publish", "board", ADOPTED, status=409),
    *_of("head", IN_GUIDE, "school.home", "guide.section", "guide.consent", "guide.publish"),
    *_of("board", PUBLISHED, "correction.write", "reopening.begin"),
    Visit("reopening.drop", "board", PUBLISHED, status=409),
    Visit("public.version", "public", PUBLISHED, partial(places.year_version, number=1)),
    Visit("council_questions.questions", "board", REQUESTED, places.asked_board),
    *_of("head", PUBLISHED, "guide_care.overview", "guide_care.editor", "planning.year", "staff_card.show"),
    Visit("planning.year", "head", REQUESTED, part="term"),
    Visit("guide_editor.landing", "public", PUBLISHED, _TOKEN["guide_editor.landing"]),
    _editor("guide_editor.home"),
    _editor("guide_editor.part", find=places.placed_part),
    _editor("guide_editor.chores"),
    *_of("head", PUBLISHED, "school.home", "guide.section", "guide.published", "decision.show"),
]
NOBODY = {"staff", "pupil_leader", "reader", "calendar"}  # roles without an account in this world
WRONG = [
    Visit("school.home", "coordinator", OPEN, lambda _w, _s: {"dossier_id": 99999}, status=404, part="none"),
    Visit("schools.overview", "consultant", OPEN, status=403),
    Visit("answer.start", "public", OPEN, lambda _w, _s: {"token": "a" * 64}, status=410, part="dead"),
]

ALL = [
    *ANYBODY, *PARTNERSHIP, *AUTHORING, *QUESTIONS, *EVALUATION, *ANSWERING, *DRAFTING, *ASKING,
    *COUNCIL, *DECISION, *WRONG,
]  # fmt: skip

# Forms that are sent empty, or with what is typed.
FORMS = [
    *_of("public", OPEN, "login.ask", "login.new_link"),
    *_of("swv", OPEN, "second_factor.recovery", "second_factor.phone"),
    *_of("swv", OPEN, "people.edit", "schools.edit", "councils.edit"),
    Visit("question_editor.new", "swv", OPEN, _writing(), query={"in": "uitleg"}),
    Visit("question_meaning.edit", "swv", OPEN, _writing(thing="ex07")),
    Visit("question_chapter.edit", "swv", OPEN, _writing(name="schoolgids", key="ch2")),
    Visit("survey.invite", "coordinator", OPEN),
    Visit("survey.invite", "coordinator", OPEN, part="wrong-line",
          typed={"people": "daan@school.example\ngeen adres", "closes_on": "31-2-2027"}),
    Visit("survey.invite", "coordinator", OPEN, part="few",
          typed={"people": "daan@school.example", "closes_on": "31-12-2099"}),
    Visit("survey.skip", "coordinator", OPEN),
    Visit("slips.enter", "public", SURVEY),
    _answer("answer.check", school=SURVEY, enter=places.named_a_pupil),
    _answer("answer.page", school=SURVEY, find=partial(places.page, number=5), part="long",
            typed={"q_de10": "lang " * 2000}),
    Visit("talk.record", "coordinator", VALUES),
    Visit("talk.topic", "coordinator", RESULTS, places.talk_topic),
    Visit("values.topic", "coordinator", RESULTS, places.divided_topic),
    _reader("read_round.read", typed={"k-g1": "nee"}),
    Visit("points.new", "coordinator", VALUES),
    Visit("year_paper_writing.money", "coordinator", DRAFT, lambda _w, _s: {"name": "jaarplan"}),
    Visit("pupils.new", "coordinator", VALUES),
    Visit("draft.part", "coordinator", DRAFT, partial(places.part, key="g2"), part="g2"),
    Visit("request.hand_over", "head", REQUESTED),
    Visit("council.secretary", "head", REQUESTED),
    _secretary("advice.give", school=REQUESTED),
    _secretary("council.consultation", school=REQUESTED),
    Visit("reaction.edit", "board", ADVISED),
    Visit("decision.judge", "head", REACTED),
    Visit("guide.consent", "head", IN_GUIDE),
    Visit("guide_care.editor", "head", PUBLISHED),
    Visit("guide_care.overview", "head", PUBLISHED),
    _secretary("council_questions.ask_board", school=REQUESTED),
    _editor("guide_editor.part", find=places.placed_part),
]  # fmt: skip

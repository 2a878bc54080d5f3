"""What the council asks before it advises, the board's answer, and the signed letter beside the advice.

The letter is handed out as a file and nothing else: no browser opens it as a page of ours.
"""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import council, reading, together
from sopforms.actions import council_questions as deeds
from sopforms.actions.recording import ask
from sopforms.core.codes import Deed, LinkPurpose, Right, Step
from sopforms.core.council_question import Wish
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import advices, council_questions, cycles
from sopforms.store.clock import today
from sopforms.store.council_questions import CouncilQuestionRow, SignedLetterRow
from sopforms.web.council_forms import EmptyForm
from sopforms.web.council_frame import actor_of, answered_now, frame, writing_now
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    Required,
    SubmitIdField,
    TickField,
    Upload,
    choices,
)

bp = Blueprint("council_questions", __name__)

Page = str | AnyResponse | tuple[str, int]
PDF = "application/pdf"


class QuestionForm(Form):
    """What the council wants to know, or until when it wants time."""

    wish = OneChoiceField(
        _l("Wat vraagt uw raad?"),
        [Required()],
        choices=choices(
            {
                Wish.INFORMATION: _l("Meer informatie"),
                Wish.LATER_DAY: _l("Een latere laatste dag"),
            }
        ),
    )
    text = LongTextField(_l("Uw vraag, en waarom"), [Required(_l("Schrijf de vraag op.")), AtMost(4000)])
    wanted = DayField(_l("Tot welke dag?"), [Optional()], description=_l("Bijvoorbeeld 4-6-2027."))
    submit_id = SubmitIdField()


class AnswerForm(Form):
    """What the board answers."""

    agrees = TickField(_l("Wij spreken een latere laatste dag af"))
    agreed = DayField(_l("Welke dag?"), [Optional()], description=_l("Bijvoorbeeld 4-6-2027."))
    answer = LongTextField(_l("Het antwoord"), [Required(_l("Schrijf het antwoord op.")), AtMost(8000)])
    submit_id = SubmitIdField()


class LetterForm(Form):
    """A signed letter as PDF."""

    file = FileField(
        _l("De getekende brief"),
        [Required(_l("Kies de brief als PDF.")), Upload(("pdf",), 10, _l("Kies een PDF-bestand."))],
        description=_l("Een PDF tot 10 MB. Wij bewaren hem bij het advies en openen hem niet."),
    )
    submit_id = SubmitIdField()


# The council's side


@bp.route("/advies/vraag", methods=["GET", "POST"])
def ask_board() -> Page:
    """Let the council ask for information or a later day; show what was asked and answered before."""
    read, form = writing_now(), QuestionForm()
    if request.method == "POST" and form.validate():
        try:
            deeds.ask_board(
                read.lead_id, Wish(form.wish.data), form.text.data, form.wanted.data,
                actor=actor_of(g.link), today=today(),
            )  # fmt: skip
            flash(_("De vraag is verstuurd. U krijgt een mail als het bestuur antwoordt."))
            return redirect(url_for(".ask_board"), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "council_questions/ask.html",
        form=form,
        questions=council_questions.questions_of(read.lead_id),
        may_ask=read.facts.step is Step.REQUESTED,
        **frame(read),
    )
    return (page, 422) if request.method == "POST" else page


@bp.route("/advies/getekende-brief", methods=["GET", "POST"])
def letter() -> Page:
    """Let the secretary put the signed letter beside the advice that is being written."""
    read, form = writing_now(), LetterForm()
    if not read.may_write:
        return redirect(url_for("council.home"))
    if request.method == "POST" and form.validate():
        upload = form.file.data
        try:
            deeds.attach_letter(
                read.lead_id, upload.filename or "", upload.read(),
                actor=actor_of(g.link), today=today(),
            )  # fmt: skip
            flash(_("De getekende brief is bewaard en gaat met het advies mee."))
            return redirect(url_for("advice.give"), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "council_questions/letter.html", form=form, again=EmptyForm(formdata=None),
        kept=council_questions.letter_of(read.lead_id, None), **frame(read),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


@bp.post("/advies/getekende-brief/weg")
def drop_letter() -> Page:
    """Take the letter away again."""
    deeds.drop_letter(writing_now().parties.request.id, actor=actor_of(g.link), today=today())
    flash(_("De brief is weggehaald."))
    return redirect(url_for(".letter"), 303)


@bp.get("/advies/getekende-brief.pdf")
def letter_file() -> Page:
    """Hand out the letter to the council: of the advice that was sent, before that the one that waits."""
    return _handed_out(_letter_of(answered_now()))


def _letter_of(read: reading.Reading) -> SignedLetterRow | None:
    waiting = "nieuw" in request.args and g.link.purpose is LinkPurpose.ADVICE  # the secretary's alone
    given = None if waiting or read.advice is None else read.advice.id
    of = read.lead_id if given is None else read.parties.request.id
    return council_questions.letter_of(of, given)


def _handed_out(row: SignedLetterRow | None) -> Page:
    if row is None:
        raise NotFound
    answer = Response(row.content, content_type=PDF)
    answer.headers["Content-Disposition"] = 'attachment; filename="brief-van-de-raad.pdf"'
    return answer


# The school's side


@bp.get("/dossier/<int:dossier_id>/advies/getekende-brief.pdf")
def letter_for_school(dossier_id: int) -> Page:
    """Hand out the letter that came with the advice in force; what waits is the council's alone."""
    asked = advices.find_request(dossier_id)
    given = advices.in_force(asked.id) if asked else None
    return _handed_out(council_questions.letter_of(asked.id, given.id) if asked and given else None)


@bp.get("/dossier/<int:dossier_id>/vragen-van-de-raad")
def questions(dossier_id: int) -> Page:
    """Show what the council asked and what was answered; who decides for the board answers here."""
    return _questions(AnswerForm(formdata=None), 0)


@bp.post("/dossier/<int:dossier_id>/vragen-van-de-raad/<int:question_id>")
def answer(dossier_id: int, question_id: int) -> Page:
    """Answer one question on record."""
    form = AnswerForm()
    if form.validate():
        given = deeds.Answer(form.answer.data, bool(form.agrees.data), form.agreed.data, g.actor.name)
        try:
            deeds.answer_council(dossier_id, question_id, given, actor=g.actor, today=today())
            flash(_("Het antwoord is verstuurd aan de secretaris."))
            return redirect(url_for(".questions", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    return _questions(form, question_id), 422


def _questions(form: AnswerForm, answering: int) -> str:
    found = council.parties_of(g.dossier.id)
    if found is None:
        raise NotFound
    lead = together.lead_of(found.request)
    asked: list[CouncilQuestionRow] = council_questions.questions_of(lead.id)
    open_ = [one for one in asked if one.answered_on is None]
    may = council.may(Deed.ANSWER_COUNCIL, g.dossier, g.actor, today())
    if answering:
        ask(Deed.ANSWER_COUNCIL, g.dossier, g.actor, today())
    return render_template(
        "council_questions/questions.html",
        form=form,
        found=found,
        year=cycles.get(g.dossier.cycle_id).school_year,
        answering=next((one for one in open_ if answering in (0, one.id)), None) if may else None,
        questions=asked,
        due=found.dossier.due_on or found.request.answer_by,
        consent=found.right is Right.INSTEMMING,
        may_move=g.dossier.step is Step.REQUESTED,
    )

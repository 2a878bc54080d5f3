"""Sending the advice: the check page, the code by mail, the receipt, and taking it back.

Every step looks again whether the council may still answer: a page that was open may be out of date.
"""

from __future__ import annotations

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import advice as deeds
from sopforms.actions import joint_advice as joint
from sopforms.actions.deed import was_done
from sopforms.actions.reading import Reading
from sopforms.core.advice import Advice
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.store import advice_drafts, advices, council_questions
from sopforms.store.clock import today
from sopforms.web import advice_form, sent_advice
from sopforms.web.advice import check_open
from sopforms.web.council_forms import SeenForm
from sopforms.web.council_frame import actor_of, all_now, answered_now, frame, writing_now
from sopforms.web.forms import Required, TextField

bp = Blueprint("sending", __name__)

Page = str | AnyResponse | tuple[str, int]
GIVING = ("give_advice", "give_joint_advice")
CODE_WRONG = _l(
    "Deze code klopt niet of werkt niet meer. Kijk in de nieuwste mail, of vraag een nieuwe code."
)


class CodeForm(SeenForm):
    """The six digits that were mailed, for what was seen."""

    code = TextField(_l("Code uit de mail"), [Required(_l("Vul de code uit de mail in."))])


@bp.get("/advies/controleren")
def check() -> Page:
    """Show everything once more, each with a way to change it."""
    read = writing_now()
    said = sent_advice.ready(read)
    if said is None:
        return redirect(url_for("advice.give", controle=1))
    return render_template(
        "advice/check.html", form=SeenForm(seen=sent_advice.seen_of(read, said)),
        said=said if isinstance(said, Advice) else said.common, label=sent_advice.label(read, said),
        per_school=sent_advice.per_school(read, said), about=sent_advice.about_of(said),
        signed=council_questions.letter_of(read.lead_id, None),
        over=_term_over(read), **frame(read),
    )  # fmt: skip


def _look_again() -> Page:
    """Say that the advice was changed since it was checked, and show it as it stands."""
    flash(_("Er is intussen iets gewijzigd. Kijk het nog een keer na voordat u verstuurt."))
    return redirect(url_for(".check"), 303)


def _term_over(read: Reading) -> bool:
    return read.facts.term_expired(today())


@bp.post("/advies/code")
def send_code() -> Page:
    """Mail the six digits, then ask for them: to send the advice, or to take it back."""
    back = ".withdraw" if request.form.get("actie") == "intrekken" else ".send"
    read = writing_now() if back == ".send" else answered_now()
    if back == ".send":
        check_open(read)
        said = sent_advice.ready(read)
        if said is None:
            return redirect(url_for(".check"), 303)
        seen = sent_advice.seen_of(read, said)
        if not SeenForm().saw(seen):
            return _look_again()
    else:
        seen = sent_advice.seen_back()
    deeds.send_code(read.lead_id, g.link.email, seen)
    flash(_("De code is onderweg naar %(email)s.", email=g.link.email))
    return redirect(url_for(back), 303)


@bp.get("/advies/versturen")
def send() -> Page:
    """Ask for the code."""
    read = writing_now()
    if read.advice is not None and not read.may_write:
        return redirect(url_for(".receipt"))
    said = sent_advice.ready(read)
    if said is None or not said.counts:
        return redirect(url_for(".check"))
    seen = sent_advice.seen_of(read, said)
    if not _code_is_for(read, seen):
        return _look_again()
    return render_template("advice/send.html", form=CodeForm(seen=seen), **frame(read))


def _code_is_for(read: Reading, seen: str) -> bool:
    """Whether the code that was mailed last sends what stands there now; True while there is no code."""
    draft = advice_drafts.find(read.lead_id)
    return draft is None or draft.code_seen in ("", seen)


@bp.post("/advies/versturen")
def finish() -> Page:
    """Send the advice. A second click leads to the same receipt."""
    read, form = writing_now(), CodeForm()
    if was_done(*GIVING) or sent_advice.is_what_was_sent(read):
        return redirect(url_for(".receipt"), 303)
    check_open(read)
    said = sent_advice.ready(read)
    if said is None or not said.counts:
        return redirect(url_for(".check"), 303)
    seen = sent_advice.seen_of(read, said)
    if not (form.saw(seen) and _code_is_for(read, seen)):
        return _look_again()
    if not _code_works(form, read.lead_id):
        if was_done(*GIVING):
            return redirect(url_for(".receipt"), 303)
        return render_template("advice/send.html", form=form, **frame(read)), 422
    sent_advice.give(read, said, form.code.data)
    return redirect(url_for(".receipt"), 303)


def _code_works(form: CodeForm, request_id: int) -> bool:
    """Judge the code and hang what is wrong on it; a wrong one counts."""
    if not form.validate():
        return False
    try:
        deeds.check_code_given(form.code.data)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return False
    if not deeds.try_code(request_id, form.code.data):
        form.refuse({"code": str(CODE_WRONG)})
        return False
    return True


@bp.post("/advies/ter-kennisgeving")
def note() -> Page:
    """Let the board know that the council takes note; it counts as no advice, and the term goes on."""
    read = writing_now()
    check_open(read)
    said, draft = sent_advice.ready(read), advice_drafts.find(read.lead_id)
    if said is None or said.counts or draft is None:
        return redirect(url_for(".check"), 303)
    if not SeenForm().saw(sent_advice.seen_of(read, said)):
        return _look_again()
    if _term_over(read):
        deeds.record_no_advice(read.parties.dossier.id, actor=actor_of(g.link), today=today())
        flash(_("Vastgelegd: uw raad bracht geen advies uit."))
        return redirect(url_for("council.home"), 303)
    deeds.save_draft(read.lead_id, {**draft.fields, "_noted": today().isoformat()}, draft.version)
    flash(_("Het bestuur ziet dit nu ook. Tot de laatste dag kunt u nog advies geven."))
    return redirect(url_for("council.home"), 303)


# Afterwards


@bp.get("/advies/bewijs")
def receipt() -> Page:
    """Show what was sent, when, with its fingerprint, and what happens now."""
    read = answered_now()
    if read.advice is None:
        return redirect(url_for("council.home"))
    return render_template("advice/receipt.html", **sent_advice.receipt_of(read), **frame(read))


@bp.get("/advies/bewijs.txt")
def receipt_file() -> Page:
    """Hand out the receipt as plain text."""
    read = answered_now()
    if read.advice is None:
        raise NotFound
    said = render_template(
        "advice/joint_receipt.txt" if read.mates else "advice/receipt.txt",
        **sent_advice.receipt_of(read),
        **frame(read),
    )
    answer = Response(said, mimetype="text/plain")
    answer.headers["Content-Disposition"] = 'attachment; filename="bewijs-advies.txt"'
    return answer


@bp.route("/advies/intrekken", methods=["GET", "POST"])
def withdraw() -> Page:
    """Take the advice back, with a code; its text comes back as the concept."""
    read, form = answered_now(), CodeForm()
    if request.method != "POST":
        if not all(one.may_withdraw for one in all_now() if one.advice or one is read):
            return redirect(url_for("council.home"))
        return render_template("advice/withdraw.html", form=form, **frame(read))
    if was_done("withdraw_advice", "withdraw_joint_advice"):
        return redirect(url_for("advice.give"), 303)
    if read.advice is None:
        raise Refused("advice_withdrawn")
    if not _code_works(form, read.lead_id):
        return render_template("advice/withdraw.html", form=form, **frame(read)), 422
    if read.mates:
        draft = advice_drafts.find(read.lead_id)
        joint.withdraw_joint_advice(
            read.lead_id, form.code.data, draft.fields if draft else {}, actor=actor_of(g.link), today=today()
        )
    else:
        deeds.withdraw_advice(
            read.lead_id, form.code.data, advice_form.fields_of(advices.value(read.advice)),
            actor=actor_of(g.link), today=today(),
        )  # fmt: skip
    flash(_("Het advies is ingetrokken. De tekst staat hieronder als concept."))
    return redirect(url_for("advice.give"), 303)

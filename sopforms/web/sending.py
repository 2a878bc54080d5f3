"""Sending the advice: the check page, the code by mail, the receipt, and taking it back.

Every step looks again whether the council may still answer: a page that was open may be out of date.
"""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import advice as deeds
from sopforms.actions.deed import submit_id
from sopforms.actions.reading import Reading
from sopforms.core.advice import Advice, labels_under
from sopforms.core.errors import Invalid, NotFound, Refused
from sopforms.store import advice_drafts, advices, council_questions, submissions
from sopforms.store.clock import today
from sopforms.web import advice_form
from sopforms.web.advice import check_open, judge
from sopforms.web.council import actor_of, frame, reading_now
from sopforms.web.council_forms import SeenForm
from sopforms.web.forms import Required, TextField
from sopforms.web.told import told

bp = Blueprint("sending", __name__)

Page = str | AnyResponse | tuple[str, int]
CODE_WRONG = _l(
    "Deze code klopt niet of werkt niet meer. Kijk in de nieuwste mail, of vraag een nieuwe code."
)


class CodeForm(SeenForm):
    """The six digits that were mailed, for what was seen."""

    code = TextField(_l("Code uit de mail"), [Required(_l("Vul de code uit de mail in."))])


@bp.get("/advies/controleren")
def check() -> Page:
    """Show everything once more, each with a way to change it."""
    read = reading_now()
    said = _ready(read)
    if said is None:
        return redirect(url_for("advice.give", controle=1))
    return render_template(
        "advice/check.html", form=SeenForm(seen=_seen(read, said)), said=said, label=_label(read, said),
        signed=council_questions.letter_of(read.parties.request.id, None),
        over=_term_over(read), **frame(read),
    )  # fmt: skip


def _ready(read: Reading) -> Advice | None:
    """Return the advice as it would be sent, or None when it is not ready or may not be sent now."""
    draft = advice_drafts.find(read.parties.request.id)
    if not read.may_write or draft is None or not draft.fields:
        return None
    form = advice_form.shown(draft.fields, draft.version)
    return form.advice() if judge(form, read) else None


def _label(read: Reading, said: Advice) -> str:
    """Return what this answer is called under the right that the council was asked by."""
    return told(labels_under(read.facts.right)[said.form])


def _seen(read: Reading, said: Advice) -> str:
    """Return what stands for everything that the check page shows."""
    return deeds.seen_before_sending(read.parties.request, said)


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
    read = reading_now()
    if back == ".send":
        check_open(read)
        said = _ready(read)
        if said is None:
            return redirect(url_for(".check"), 303)
        seen = _seen(read, said)
        if not SeenForm().saw(seen):
            return _look_again()
    elif read.advice is not None:
        seen = deeds.seen_before_withdrawing(read.advice)
    else:
        raise Refused("advice_withdrawn")
    deeds.send_code(read.parties.request.id, g.link.email, seen)
    flash(_("De code is onderweg naar %(email)s.", email=g.link.email))
    return redirect(url_for(back), 303)


@bp.get("/advies/versturen")
def send() -> Page:
    """Ask for the code."""
    read = reading_now()
    if read.advice is not None and not read.may_write:
        return redirect(url_for(".receipt"))
    said = _ready(read)
    if said is None or not said.counts:
        return redirect(url_for(".check"))
    seen = _seen(read, said)
    if not _code_is_for(read, seen):
        return _look_again()
    return render_template("advice/send.html", form=CodeForm(seen=seen), **frame(read))


def _code_is_for(read: Reading, seen: str) -> bool:
    """Whether the code that was mailed last sends what stands there now; True while there is no code."""
    draft = advice_drafts.find(read.parties.request.id)
    return draft is None or draft.code_seen in ("", seen)


@bp.post("/advies/versturen")
def finish() -> Page:
    """Send the advice. A second click leads to the same receipt."""
    read, form = reading_now(), CodeForm()
    if _was_sent("give_advice") or _is_what_was_sent(read):
        return redirect(url_for(".receipt"), 303)
    check_open(read)
    said = _ready(read)
    if said is None or not said.counts:
        return redirect(url_for(".check"), 303)
    seen = _seen(read, said)
    if not (form.saw(seen) and _code_is_for(read, seen)):
        return _look_again()
    if not _code_works(form, read.parties.request.id):
        if _was_sent("give_advice"):
            return redirect(url_for(".receipt"), 303)
        return render_template("advice/send.html", form=form, **frame(read)), 422
    actor = replace(actor_of(g.link), name=said.secretary, function=said.role)
    deeds.give_advice(read.parties.request.id, said, form.code.data, actor=actor, today=today())
    return redirect(url_for(".receipt"), 303)


def _was_sent(deed: str) -> bool:
    """Whether the form that is being handled was honoured before."""
    return bool(submit_id.get()) and submissions.is_known(f"{submit_id.get()}:{deed}")


def _is_what_was_sent(read: Reading) -> bool:
    """Whether the advice that stands is the very one of this page: sent again from one that was left open."""
    draft = advice_drafts.find(read.parties.request.id)
    if not read.may_withdraw or read.advice is None or draft is None or not draft.fields.get("form"):
        return False
    said = advice_form.shown(draft.fields, draft.version)
    return said.validate() and deeds.fingerprint(said.advice()) == read.advice.sha256


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
    read = reading_now()
    check_open(read)
    said, draft = _ready(read), advice_drafts.find(read.parties.request.id)
    if said is None or said.counts or draft is None:
        return redirect(url_for(".check"), 303)
    if not SeenForm().saw(_seen(read, said)):
        return _look_again()
    if _term_over(read):
        deeds.record_no_advice(read.parties.dossier.id, actor=actor_of(g.link), today=today())
        flash(_("Vastgelegd: uw raad bracht geen advies uit."))
        return redirect(url_for("council.home"), 303)
    deeds.save_draft(read.parties.request.id, {**draft.fields, "_noted": today().isoformat()}, draft.version)
    flash(_("Het bestuur ziet dit nu ook. Tot de laatste dag kunt u nog advies geven."))
    return redirect(url_for("council.home"), 303)


# Afterwards


@bp.get("/advies/bewijs")
def receipt() -> Page:
    """Show what was sent, when, with its fingerprint, and what happens now."""
    read = reading_now()
    if read.advice is None:
        return redirect(url_for("council.home"))
    return render_template(
        "advice/receipt.html",
        said=advices.value(read.advice),
        signed=council_questions.letter_of(read.parties.request.id, read.advice.id),
        label=_label(read, advices.value(read.advice)),
        **frame(read),
    )


@bp.get("/advies/bewijs.txt")
def receipt_file() -> Page:
    """Hand out the receipt as plain text."""
    read = reading_now()
    if read.advice is None:
        raise NotFound
    said = render_template(
        "advice/receipt.txt",
        said=advices.value(read.advice),
        signed=council_questions.letter_of(read.parties.request.id, read.advice.id),
        label=_label(read, advices.value(read.advice)),
        **frame(read),
    )
    answer = Response(said, mimetype="text/plain")
    answer.headers["Content-Disposition"] = 'attachment; filename="bewijs-advies.txt"'
    return answer


@bp.route("/advies/intrekken", methods=["GET", "POST"])
def withdraw() -> Page:
    """Take the advice back, with a code; its text comes back as the concept."""
    read, form = reading_now(), CodeForm()
    if request.method == "GET":
        if not read.may_withdraw:
            return redirect(url_for("council.home"))
        return render_template("advice/withdraw.html", form=form, **frame(read))
    if _was_sent("withdraw_advice"):
        return redirect(url_for("advice.give"), 303)
    if read.advice is None:
        raise Refused("advice_withdrawn")
    if not _code_works(form, read.parties.request.id):
        return render_template("advice/withdraw.html", form=form, **frame(read)), 422
    before = advices.value(read.advice)
    deeds.withdraw_advice(
        read.parties.request.id, form.code.data, advice_form.fields_of(before),
        actor=actor_of(g.link), today=today(),
    )  # fmt: skip
    flash(_("Het advies is ingetrokken. De tekst staat hieronder als concept."))
    return redirect(url_for("advice.give"), 303)

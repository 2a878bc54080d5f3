"""Around the decision: talks, silence, the board's judgement, the text, and what ends the wait."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import advice as advice_deeds
from sopforms.actions import council, reopening
from sopforms.actions import decision as deeds
from sopforms.actions.recording import ask
from sopforms.core import blocks_json
from sopforms.core.codes import Deed, Right
from sopforms.core.errors import Invalid
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import suspension_warnings
from sopforms.output import to_html
from sopforms.store import advices, corrections, cycles, decisions, drafts, facts, reopenings
from sopforms.store.clock import today
from sopforms.web.council_forms import EmptyForm, TalkForm, named
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    Reason,
    Required,
    SubmitIdField,
    choices,
)
from sopforms.web.refusals import sentences

bp = Blueprint("decision", __name__, url_prefix="/dossier/<int:dossier_id>")

Page = str | Response | tuple[str, int]


class JudgementForm(Form):
    """The board's judgement of the offer."""

    verdict = OneChoiceField(
        _l("Is het aanbod toereikend?"),
        [Required()],
        choices=choices(
            {
                "toereikend": _l("Ja, het is toereikend"),
                "deels": _l("Deels: er is nog iets nodig"),
                "niet": _l("Nee, het is niet toereikend"),
            }
        ),
    )
    reason = LongTextField(_l("Waarom?"), [Reason(), AtMost(4000)])
    measures = LongTextField(
        _l("Wat doet het bestuur eraan?"),
        [Optional(), AtMost(4000)],
        description=_l("Nodig als het aanbod deels of niet toereikend is."),
    )
    submit_id = SubmitIdField()


def year() -> str:
    """Return the school year of the dossier at hand."""
    return cycles.get(g.dossier.cycle_id).school_year


def consent(dossier_id: int) -> bool:
    """Whether the council of this dossier has the right of consent; then nothing is called advice."""
    found = council.parties_of(dossier_id)
    return found is not None and found.right is Right.INSTEMMING


@bp.route("/overleg", methods=["GET", "POST"])
def consult(dossier_id: int) -> Page:
    """Record the talk before the advice, from the side of the school."""
    form = TalkForm()
    if request.method == "POST" and form.validate():
        try:
            talk = form.talk()
            council.record_consultation(dossier_id, talk, actor=g.actor, today=today())
            flash(_("Het overleg is vastgelegd. De raad ziet dit ook."))
            return redirect(url_for("advice.show", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(named(wrong))
    page = render_template(
        "decision/talk.html",
        form=form,
        further=False,
        talk=advices.find_consultation(dossier_id, council.BEFORE),
        consent=consent(dossier_id),
        year=year(),
    )
    return (page, 422) if request.method == "POST" else page


@bp.route("/nader-overleg", methods=["GET", "POST"])
def further_talks(dossier_id: int) -> Page:
    """Record the talks that go before a decision that deviates."""
    form = TalkForm()
    if request.method == "POST" and form.validate():
        try:
            talk = form.talk()
            council.record_further_talks(dossier_id, talk, actor=g.actor, today=today())
            flash(_("Het nader overleg is vastgelegd. De raad ziet dit ook."))
            return redirect(url_for("adoption.adopt", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(named(wrong))
    page = render_template(
        "decision/talk.html",
        form=form,
        further=True,
        talk=advices.find_consultation(dossier_id, council.FURTHER),
        consent=consent(dossier_id),
        year=year(),
    )
    return (page, 422) if request.method == "POST" else page


@bp.route("/geen-advies", methods=["GET", "POST"])
def no_advice(dossier_id: int) -> Page:
    """Record that the term ended without advice."""
    if request.method == "POST":
        advice_deeds.record_no_advice(dossier_id, actor=g.actor, today=today())
        flash(
            _("Vastgelegd: de raad gaf geen antwoord. De secretaris krijgt hiervan een mail.")
            if consent(dossier_id)
            else _("Vastgelegd: de raad bracht geen advies uit. De secretaris krijgt hiervan een mail.")
        )
        return redirect(url_for("advice.show", dossier_id=dossier_id), 303)
    if g.dossier.no_advice_on is None:
        ask(Deed.RECORD_NO_ADVICE, g.dossier, g.actor, today())
    return render_template(
        "decision/no_advice.html",
        form=EmptyForm(),
        consent=consent(dossier_id),
        talk=advices.find_consultation(dossier_id, council.BEFORE),
        year=year(),
    )


@bp.route("/oordeel", methods=["GET", "POST"])
def judge(dossier_id: int) -> Page:
    """Record whether the board finds that the offer suffices."""
    found = decisions.find_judgement(dossier_id)
    form = JudgementForm(obj=found)
    if request.method == "POST" and form.validate():
        try:
            judged = (form.verdict.data, form.reason.data, form.measures.data or "")
            deeds.judge_offer(dossier_id, *judged, actor=g.actor, today=today())
            flash(_("Het oordeel is vastgelegd."))
            return redirect(url_for("school.home", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template("decision/judge.html", form=form, found=found, year=year())
    return (page, 422) if request.method == "POST" else page


@bp.get("/besluit")
def show(dossier_id: int) -> Page:
    """Show the decision and the text that was adopted."""
    found = decisions.get_decision(dossier_id)
    snapshot = drafts.find_in_force(dossier_id)
    assert snapshot is not None
    until, known = found.suspended_until, facts.of(reopenings.in_force(g.dossier), today=today())
    warnings = suspension_warnings(until, SchoolYear.parse(year())) if until else []
    return render_template(
        "decision/show.html",
        decision=found,
        facts=known,
        suspended=known.suspended(today()),
        warnings=sentences(warnings),
        sha256=snapshot.sha256,
        parts=[to_html.part(part, level=3) for part in blocks_json.load(snapshot.guide).parts],
        corrected=corrections.of_dossier(dossier_id),
        may_correct=council.may(Deed.CORRECT_TEXT, g.dossier, g.actor, today()),
        may_reopen=council.may(Deed.REOPEN_TEXT, g.dossier, g.actor, today()),
        may_drop=council.may(Deed.DROP_CHANGE, g.dossier, g.actor, today()),
        change=reopenings.now(g.dossier),
        earlier=[one for one in reopening.earlier(g.dossier) if one.edition != found.edition],
        may_make=council.may(Deed.MAKE_GUIDE_SECTION, g.dossier, g.actor, today()),
        year=year(),
    )

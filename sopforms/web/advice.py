"""Writing the advice as a concept that is kept, and what school and board see of the request meanwhile."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import advice as deeds
from sopforms.actions import council, together
from sopforms.actions.reading import Reading
from sopforms.actions.recording import ask
from sopforms.core import advice as rules
from sopforms.core import joint_advice as joint
from sopforms.core.advice import Advice
from sopforms.core.codes import Deed, Right
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import advice_drafts, advices, clock, council_questions, cycles, facts
from sopforms.store.advices import AdviceDraftRow
from sopforms.store.clock import today
from sopforms.web import advice_form, consent_words, joint_form
from sopforms.web.advice_form import CouncilForm
from sopforms.web.council_frame import actor_of, closed_now, frame, writing_now
from sopforms.web.told import told

bp = Blueprint("advice", __name__)

Page = str | AnyResponse | tuple[str, int]
CODE_WRONG = _l(
    "Deze code klopt niet of werkt niet meer. Kijk in de nieuwste mail, of vraag een nieuwe code."
)


# Writing


@bp.get("/advies/geven")
def give() -> Page:
    """Show what the council is writing."""
    read = writing_now()
    if not read.may_write:
        return redirect(url_for("council.home"))
    draft = advice_drafts.find(read.lead_id)
    form = _shown(read, draft, more=request.args.get("punt") == "1")
    if draft and request.args.get("controle") == "1":
        judge(form, read)
    return _draw(read, form)


@bp.post("/advies/geven")
def save() -> Page:
    """Save the concept, then stay, make room for a point, or go on to the check page."""
    read = writing_now()
    check_open(read)
    form, fields = joint_form.posted(read, closed_now(read)), advice_form.typed(request.form)
    deeds.start_draft(read.lead_id)
    if not _saved(read.lead_id, fields, form.version.data or 0):
        return _conflict(read, form)
    match request.form.get("actie"):
        case "concept":
            flash(_("Het concept is bewaard. U kunt later verdergaan met dezelfde mail."))
            return redirect(url_for(".give"), 303)
        case "brief":
            return redirect(url_for("council_questions.letter"), 303)
        case "punt":
            return redirect(url_for(".give", punt=1, _anchor="punten"), 303)
    if judge(form, read):
        return redirect(url_for("sending.check"), 303)
    form.version.data = (form.version.data or 0) + 1
    return _draw(read, form), 422


@bp.post("/advies/geven/bewaren")
def autosave() -> Page:
    """Keep what is on the page without judging it."""
    read = writing_now()
    check_open(read)
    version = int(request.form.get("version", "0")) if request.form.get("version", "0").isdigit() else 0
    deeds.start_draft(read.lead_id)
    if not deeds.keep_draft(read.lead_id, advice_form.typed(request.form), version):
        return jsonify(error="changed"), 409  # type: ignore[return-value]
    return jsonify(at=f"{clock.now().astimezone(clock.AMSTERDAM):%H:%M}")


def _draw(read: Reading, form: CouncilForm, theirs: CouncilForm | None = None) -> str:
    form.speak_of(read.facts.right)
    signed = council_questions.letter_of(read.lead_id, None)
    return render_template("advice/give.html", form=form, theirs=theirs, signed=signed, **frame(read))


def _saved(request_id: int, fields: dict[str, Any], version: int) -> bool:
    if deeds.save_draft(request_id, fields, version):
        return True
    now = advice_drafts.find(request_id)
    return now is not None and now.fields == fields  # the same page, sent twice


def _conflict(read: Reading, form: CouncilForm) -> Page:
    """Show both texts: what this person typed stays in the form, what stands there is beside it."""
    theirs = advice_drafts.find(read.lead_id)
    form.version.data = theirs.version if theirs else 0
    other = joint_form.shown(read, theirs.fields, theirs.version) if theirs else None
    return _draw(read, form, theirs=other), 409


def _shown(read: Reading, draft: AdviceDraftRow | None, *, more: bool = False) -> CouncilForm:
    closed = closed_now(read)
    if draft is not None and draft.fields:
        return joint_form.shown(read, draft.fields, draft.version, more=more, closed=closed)
    form = joint_form.shown(read, {}, draft.version if draft else 1, more=more, closed=closed)
    # Dutch in every language: the role comes to stand below the advice.
    form.secretary.data, form.role.data = read.parties.row.secretary_name, "secretaris"
    form.chair.data = read.parties.row.chair_name
    return form


def judge(form: CouncilForm, read: Reading) -> bool:
    """Hang every problem on its field; return whether there is none."""
    good = form.validate()
    if not form.form.data:
        if not form.text.data:
            empty = {"text": "Schrijf het advies op. De tekst van de raad gaat voor."}
            form.refuse(consent_words.said(empty))
        return False
    if form.form.errors:
        return False
    try:
        said, due = joint_form.said_in(form), read.parties.dossier.due_on
        rules.check(said, due, today()) if isinstance(said, Advice) else joint.check(said, due, today())
    except Invalid as wrong:
        problems = consent_words.said(wrong.problems)
        form.refuse({name: said for name, said in problems.items() if not form.has_error(name)})
        return False
    return bool(good)


def check_open(read: Reading) -> None:
    """Raise Refused when the council cannot answer any more; the label is judged later."""
    row = read.parties.dossier
    ask(Deed.GIVE_ADVICE, row, actor_of(g.link), today(), facts=deeds.known(row, None, today()))


# The school's side


@bp.get("/dossier/<int:dossier_id>/advies")
def show(dossier_id: int) -> Page:
    """Show school and board where the request is, and what the council advised."""
    found = council.parties_of(dossier_id)
    if found is None:
        raise NotFound
    request_id, row, lead_id = found.request.id, g.dossier, together.lead_of(found.request).id
    given = advices.in_force(request_id)
    answered = advices.find_reaction(given.id) if given else None
    draft = advice_drafts.find(lead_id)
    noted = draft.fields.get("_noted", "") if draft else ""
    known = facts.of(row, mandate=bool(g.actor.mandate), today=today())
    return render_template(
        "advice/show.html",
        found=found,
        facts=known,
        today=today(),
        year=cycles.get(row.cycle_id).school_year,
        given=given,
        signed=council_questions.letter_of(request_id, given.id) if given else None,
        asked=council_questions.questions_of(lead_id),
        label=told(rules.labels_under(known.right)[given.form]) if given else "",
        points=advices.points_of(given.id) if given else [],
        reaction=answered,
        left=rules.left_points(advices.value(given), advices.reaction_value(given, answered))
        if given and answered
        else (),
        consent=known.right is Right.INSTEMMING,
        earlier=[one for one in advices.all_of(request_id) if one.withdrawn_at],
        talk=advices.find_consultation(dossier_id, council.BEFORE),
        noted=date.fromisoformat(noted) if noted else None,
        over=known.term_expired(today()),
        may_react=council.may(Deed.REACT, row, g.actor, today()),
    )

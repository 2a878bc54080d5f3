"""Asking the council: the check page, what happened to the mail, the hand-over on paper."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import documents, paperwork, remembering, standing, together
from sopforms.actions import letters as outgoing
from sopforms.actions import papers as deeds
from sopforms.core import blocks_json, terms, workflow
from sopforms.core.codes import Deed, Right, Role, Step
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.mailing import DeliveryState
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import advices, councils, cycles, facts, joint_requests, locations, people
from sopforms.store.clock import today
from sopforms.store.db import db
from sopforms.web import consent_words, joining, refusals, texts
from sopforms.web import papers as papers_page
from sopforms.web.council_forms import SeenForm, fingerprint
from sopforms.web.forms import AtMost, DayField, Days, Form, Required, SubmitIdField, TextField
from sopforms.web.refreshing import refreshed

bp = Blueprint("request", __name__, url_prefix="/dossier/<int:dossier_id>/adviesaanvraag")

Page = str | Response | tuple[str, int]
_STUCK = (DeliveryState.FAILED, DeliveryState.BOUNCED, DeliveryState.UNCERTAIN)


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


class HandOverForm(Form):
    """When and how the council got the request, when not by mail."""

    received_on = DayField(
        _l("Op welke dag kreeg de raad de aanvraag?"),
        [Required(_l("Vul een datum in.")), Days(last=today, because=_l("want de dag is geweest"))],
    )
    how = TextField(
        _l("Hoe, en aan wie?"),
        [Required(_l("Vul in: hoe en aan wie.")), AtMost(200)],
        description=_l("Bijvoorbeeld: op papier overhandigd aan de secretaris."),
    )
    submit_id = SubmitIdField()


@bp.route("", methods=["GET", "POST"])
def check(dossier_id: int) -> Page:
    """Show what goes out, to whom and until when; then send it."""
    if g.dossier.requested_on is not None:
        return redirect(url_for(".status", dossier_id=dossier_id))
    found = advices.find_request(dossier_id)
    if found is None:
        return redirect(url_for("papers.edit", dossier_id=dossier_id))
    if request.method != "POST":
        return _check_page(found, {})
    if not SeenForm().saw(_seen(found)):
        flash(_("Er is intussen iets gewijzigd. Kijk het nog een keer na voordat u verstuurt."))
        return redirect(url_for(".check", dossier_id=dossier_id))
    try:
        deeds.request_advice(dossier_id, actor=g.actor, today=today())
    except Invalid as wrong:
        return _check_page(found, wrong.problems), 422
    documents.make(
        dossier_id, documents.papers_name(g.dossier)
    )  # of schools that went along, the worker makes it
    return redirect(url_for(".status", dossier_id=dossier_id, verstuurd=1))


@bp.get("/stand")
def status(dossier_id: int) -> Page:
    """Show how far the mail is, how long the council has, and the talk."""
    found = advices.find_request(dossier_id)
    if found is None or found.sent_on is None:
        return redirect(url_for("papers.edit", dossier_id=dossier_id))
    mail = deeds.request_mail(dossier_id)
    file = documents.find(dossier_id, documents.papers_name(g.dossier))
    known = facts.of(g.dossier, today=today())
    page = render_template(
        "request/status.html",
        found=found,
        mail=mail,
        state=None if mail is None else mail.state.value,
        stuck=mail is not None and mail.state in _STUCK,
        just_sent=request.args.get("verstuurd") == "1",
        talk=advices.find_consultation(dossier_id, "overleg"),
        council=councils.get(found.council_id),
        file=file,
        term=paperwork.term(g.dossier, g.dossier.received_on) if g.dossier.received_on else None,
        warnings=_warnings(),
        sent_with=_sent_with(),
        days_left=(g.dossier.due_on - today()).days if g.dossier.due_on and not known.decided else None,
        act=ActForm(),
        given=advices.in_force(found.id),
        consent=known.right is Right.INSTEMMING,
        may_record=_may(Deed.CONFIRM_RECEIPT),
        may_stop=g.dossier.step is Step.REQUESTED,
        **_frame(),
    )
    return refreshed(page, waits=file.waits)


@bp.post("/opnieuw-versturen")
def resend(dossier_id: int) -> Page:
    """Send the mail to the secretary again, when it did not arrive."""
    mail = deeds.request_mail(dossier_id)
    if mail is None:
        raise NotFound
    outgoing.resend(mail.id)
    db.session.commit()
    flash(_("De mail gaat opnieuw de deur uit."))
    return redirect(url_for(".status", dossier_id=dossier_id))


@bp.post("/teruggekomen")
def bounced(dossier_id: int) -> Page:
    """Record that the mail came back after all: the clock stops."""
    deeds.record_bounce(dossier_id, actor=g.actor, today=today())
    flash(_("Vastgelegd. De termijn loopt niet, tot de aanvraag weer is aangekomen."))
    return redirect(url_for(".status", dossier_id=dossier_id))


@bp.route("/overhandigd", methods=["GET", "POST"])
def hand_over(dossier_id: int) -> Page:
    """Record that the council got the request in another way: the clock starts today."""
    form = HandOverForm()
    if request.method != "POST" or not form.validate():
        page = render_template("request/hand_over.html", form=form, consent=consent_words.here(), **_frame())
        return page if request.method != "POST" else (page, 422)
    try:
        deeds.confirm_receipt(
            dossier_id, received_on=form.received_on.data, how=form.how.data, actor=g.actor, today=today()
        )
    except Invalid as wrong:
        form.refuse(wrong.problems)
        page = render_template("request/hand_over.html", form=form, consent=consent_words.here(), **_frame())
        return page, 422
    flash(_("De ontvangst is vastgelegd. De termijn van de raad loopt vanaf vandaag."))
    return redirect(url_for(".status", dossier_id=dossier_id))


@remembering.looking()
def _check_page(found: advices.AdviceRequestRow, problems: dict[str, str]) -> str:
    known = standing.known(g.dossier, facts.of(g.dossier, mandate=bool(g.actor.mandate)))
    role = g.actor.role_for(Deed.REQUEST_ADVICE)
    reasons = workflow.obstacles(Deed.REQUEST_ADVICE, known, role, today())
    may_send = "role_may_not" not in reasons
    if not may_send:  # then what is lacking matters to who looks all the same
        reasons = workflow.text_obstacles(known, role, today())
    papers = deeds.papers_of(found)
    council = paperwork.council_of(g.dossier)
    along = joining.along(g.dossier)
    if along["behind"]:  # the days, and whether the papers are complete, are those of the first school
        reasons = [reason for reason in reasons if reason != "papers_incomplete"]
    return render_template(
        "request/check.html",
        **along,
        found=together.request_of(along["behind_id"]) if along["behind"] else found,
        papers=papers,
        letter=texts.shown(papers.letter.blocks, level=1),
        council=councils.get(found.council_id),
        consent=council.right_on(today()) is Right.INSTEMMING,
        may_send=may_send,
        senders=[one.name for one in people.holders(Role.BOARD, board_id=g.location.board_id)],
        obstacles=refusals.sentences(reasons),
        open_parts=standing.of(g.dossier).all,
        open_items=[item for item in papers_page.checklist(g.dossier.id) if not item["done"]],
        problems=[("", message) for message in problems.values()],
        act=SeenForm(seen=_seen(found)),
        **_frame(),
    )


@remembering.looking()
def _seen(found: advices.AdviceRequestRow) -> str:
    """Return what stands for everything that would be sent now."""
    papers = deeds.papers_of(found)
    chapters = blocks_json.digest(papers.chapters)
    along = joint_requests.chosen(found.dossier_id)
    others = [deeds.papers_of(together.request_of(each)) for each in along if each != found.dossier_id]
    texts_along = [(each.sha256, each.outcomes, each.pupils) for each in others]
    seen = (found.version, papers.sha256, chapters, papers.letter, papers.outcomes, papers.pupils)
    return fingerprint(*seen, *texts_along)


def _warnings() -> list[str]:
    received, due = g.dossier.received_on, g.dossier.due_on
    if received is None or due is None:
        return []
    year = SchoolYear.parse(cycles.get(g.dossier.cycle_id).school_year)
    calendar = locations.calendar_of(g.location)
    return refusals.sentences(terms.advice_warnings(received, due, calendar, year))


def _sent_with() -> str:
    """Return the names of the other schools that were sent together with this one."""
    return together.names_of(row for row in together.rows_of(g.dossier.id) if row.id != g.dossier.id)


def _may(deed: Deed) -> bool:
    known = facts.of(g.dossier, mandate=bool(g.actor.mandate))
    return not workflow.obstacles(deed, known, g.actor.role_for(deed), today())


def _frame() -> dict[str, Any]:
    return {"year": cycles.get(g.dossier.cycle_id).school_year}

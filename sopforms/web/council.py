"""What the council sees by its link: the request, the text and what changed, the talk, reaction and decision.

Opening is a POST, because mail scanners follow links; after it the address holds no token. Members have a
link that only reads.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import advice, council, decision, links, paperwork, reading
from sopforms.actions import papers as deeds
from sopforms.core.blocks import Block, Chart
from sopforms.core.changes import Change, PartChange
from sopforms.core.codes import LinkPurpose, Right
from sopforms.core.errors import Invalid, NotFound
from sopforms.output import to_html
from sopforms.store import advices, council_questions, cycles
from sopforms.store.clock import today
from sopforms.store.db import db
from sopforms.web import sessions
from sopforms.web.council_forms import EmptyForm, ReceiptForm, SecretaryForm, TalkForm, named
from sopforms.web.council_frame import actor_of, frame, reading_now, writing_now
from sopforms.web.language import chosen

bp = Blueprint("council", __name__)

Page = str | AnyResponse | tuple[str, int]
PURPOSES = (LinkPurpose.ADVICE, LinkPurpose.ADVICE_READ)


# Opening


@bp.get("/a/<token>")
def landing(token: str) -> Page:
    """Say which school asks what before when; opening is for the button."""
    link = links.resolve(token, *PURPOSES)
    asked = advices.get_request(link.object_id)
    read, writes = reading.of_request(asked.id, today()), link.purpose is LinkPurpose.ADVICE
    first = not read.mates or read.place == 1  # the link to all; what comes later is about one of them
    return render_template(
        "council/landing.html",
        token=token,
        found=read.parties,
        schools=read.parties.about_all.school if first else read.parties.location.name,
        several=bool(read.mates) and first,
        year=read.year,
        due=read.parties.dossier.due_on or asked.answer_by,
        consent=read.facts.right is Right.INSTEMMING,
        writes=writes,
        may_answer=writes and read.may_write,
        answered=read.facts.advised,
        reacted=read.facts.reacted,
        decided=read.facts.decided,
        change=read.facts.edition > 1,
        noindex=True,
    )


@bp.post("/a/<token>/openen")
def enter(token: str) -> Page:
    """Open the link for this browser and go on without the token in the address."""
    link = links.open_link(token, *PURPOSES)
    for purpose in PURPOSES:  # the request that was opened last is the one that shows
        session.pop(f"link:{purpose}", None)
    sessions.enter(link)
    db.session.commit()
    read = reading.of_request(link.object_id, today())
    one = read.place if read.mates and read.place > 1 else None  # what came later is about one school
    return redirect(url_for(".home", school=one), 303)


# Reading


@bp.get("/advies")
def home() -> Page:
    """Show how far it is: first what changed since last year, later the reaction and the decision."""
    read = reading_now()
    if read.mates and "school" not in request.args:
        return redirect(url_for(".schools"))
    due = read.parties.dossier.due_on
    return render_template(
        "council/home.html",
        asked=council_questions.questions_of(read.lead_id),
        left=advice.days_left(due, today()),
        over=due is not None and today() > due,
        changed=[_changed(part) for part in read.changed],
        values=paperwork.values_changed(read.parties.dossier, chosen()) if read.changes is not None else (),
        **frame(read),
    )


@bp.get("/advies/scholen")
def schools() -> Page:
    """Show the schools that one request is about: what changed at each, and how far each is."""
    read = writing_now()
    if not read.mates:
        return redirect(url_for(".home"))
    every, due = reading.all_of(read, today()), read.parties.dossier.due_on
    return render_template(
        "council/schools.html",
        every=every,
        asked=council_questions.questions_of(read.lead_id),
        may_write=any(one.may_write for one in every),
        may_withdraw=any(one.may_withdraw for one in every)
        and all(one.may_withdraw for one in every if one.advice),
        given=next((one.advice for one in every if one.advice), None),
        left=advice.days_left(due, today()),
        over=due is not None and today() > due,
        **frame(read),
    )


def _changed(part: PartChange) -> dict[str, Any]:
    """Return what changed in a part: of a changed part only the sentences that did."""
    marks = {Change.NEW: "ins", Change.GONE: "del"}
    lines = [
        (line.change, [(marks.get(each.change, "same"), each.text) for each in line.segments])
        for line in part.sentences
        if line.change is not Change.SAME
    ]
    yearly = part.key in reading.YEARLY and part.change is Change.CHANGED
    return {"title": part.title, "change": part.change, "lines": lines, "yearly": yearly}


@bp.get("/advies/tekst")
def text() -> Page:
    """Show the whole text as it was sent, and the chapters it rests on."""
    read = reading_now()
    if read.snapshot is None:
        raise NotFound
    guide, chapters = read.guide, read.chapters
    assert guide is not None
    assert chapters is not None
    return render_template(
        "council/text.html",
        parts=[(part, to_html.part(part)) for part in guide.parts],
        chapters=[(part, to_html.part(part, level=3)) for part in chapters.parts],
        **frame(read),
    )


@bp.get("/advies/brief")
def letter() -> Page:
    """Show the letter that came with the request."""
    read = reading_now()
    written = paperwork.papers_of(read.parties.request).letter
    return render_template("council/letter.html", letter=to_html.part(written), **frame(read))


@bp.get("/advies/uitkomsten")
def results() -> Page:
    """Show what staff answered and what pupils told, as it was sent; small groups stay hidden."""
    read = reading_now()
    sent = paperwork.papers_of(read.parties.request)
    return render_template(
        "council/outcomes.html",
        team=[_drawn(block) for block in sent.outcomes.blocks],
        pupils=to_html.blocks(sent.pupils.blocks),
        remark=sent.remark,
        **frame(read),
    )


def _drawn(block: Block) -> tuple[Chart | None, str]:
    """Return a chart, to be drawn for the screen, or anything else as HTML."""
    return (block, "") if isinstance(block, Chart) else (None, to_html.block(block, to_html.Look(level=2)))


@bp.get("/advies/stukken.pdf")
def papers() -> Page:
    """Hand out letter and annexes as PDF."""
    file = reading_now().papers
    if not file.fixed:
        raise NotFound
    answer = Response(file.content, mimetype=file.media_type)
    answer.headers["Content-Disposition"] = 'attachment; filename="adviesaanvraag.pdf"'
    return answer


@bp.get("/advies/reactie")
def answer() -> Page:
    """Show the board's reaction and, later, its decision."""
    read = reading_now()
    if read.reaction is None and read.decision is None:
        return redirect(url_for(".home"))
    return render_template("council/answer.html", **frame(read))


# Sharing with the members


@bp.get("/advies/delen")
def share() -> Page:
    """Show the link to read for the members, when there is one."""
    read = writing_now()
    row = council.shared_link(read.parties.request)
    url = links.url_of(row) if row else ""
    return render_template("council/share.html", form=EmptyForm(), url=url, **frame(read))


@bp.post("/advies/delen")
def start_sharing() -> Page:
    """Make the link to read."""
    council.share(g.link.object_id)
    return redirect(url_for(".share"), 303)


@bp.post("/advies/delen/stoppen")
def stop_sharing() -> Page:
    """End the link to read."""
    council.stop_sharing(g.link.object_id)
    flash(_("De leeslink werkt niet meer."))
    return redirect(url_for(".share"), 303)


# Receipt, talk and objections


@bp.route("/advies/ontvangst", methods=["GET", "POST"])
def receipt() -> Page:
    """Let the council say since when it has the papers; only its own word may start the term earlier."""
    read, form = writing_now(), ReceiptForm()
    row = read.parties.dossier
    if row.received_on is not None and request.method != "POST":
        return redirect(url_for(".home"))
    if request.method == "POST" and form.validate():
        try:
            deeds.confirm_receipt(
                row.id, received_on=form.received_on.data, how=str(_("bevestigd door de secretaris")),
                actor=actor_of(g.link), today=today(),
            )  # fmt: skip
            flash(_("Vastgelegd. De adviestermijn van uw raad loopt."))
            return redirect(url_for(".home"), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    elif request.method != "POST":
        form.received_on.data = today()
    term = paperwork.term(row, today())
    page = render_template("council/receipt.html", form=form, term=term, **frame(read))
    return (page, 422) if request.method == "POST" else page


@bp.route("/advies/overleg", methods=["GET", "POST"])
def consultation() -> Page:
    """Record how the talk with the board went, from the side of the council."""
    read, form = writing_now(), TalkForm()
    if request.method == "POST" and form.validate():
        try:
            talk = form.talk()
            council.record_consultation(read.parties.dossier.id, talk, actor=actor_of(g.link), today=today())
            flash(_("Het overleg is vastgelegd. Het bestuur ziet dit ook."))
            return redirect(url_for(".home"), 303)
        except Invalid as wrong:
            form.refuse(named(wrong))
    page = render_template("council/consultation.html", form=form, **frame(read))
    return (page, 422) if request.method == "POST" else page


@bp.route("/advies/geen-bedenkingen", methods=["GET", "POST"])
def waive() -> Page:
    """Let the council say that it has no objection, so that the decision need not wait (Wms 34)."""
    read, form = reading_now(), EmptyForm()
    if request.method == "POST":
        decision.record_waiver(read.parties.dossier.id, actor=actor_of(g.link), today=today())
        flash(_("Vastgelegd: uw raad heeft geen bedenkingen. Het bestuur kan het besluit nu uitvoeren."))
        return redirect(url_for(".answer"), 303)
    if not read.facts.suspended(today()):
        return redirect(url_for(".answer"))
    return render_template("council/waive.html", form=form, **frame(read))


# The school's side: a new secretary


@bp.route("/dossier/<int:dossier_id>/mr-secretaris", methods=["GET", "POST"])
def secretary(dossier_id: int) -> Page:
    """Record a new secretary of the council; the old link ends."""
    found, form = council.parties_of(dossier_id), SecretaryForm()
    if found is None:
        abort(404)
    if request.method == "POST" and form.validate():
        try:
            council.replace_secretary(
                dossier_id, form.name.data, form.email.data, actor=g.actor, today=today()
            )
            flash(_("De nieuwe secretaris krijgt een mail. De oude link werkt niet meer."))
            return redirect(url_for("advice.show", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "council/secretary.html", form=form, found=found, year=cycles.get(g.dossier.cycle_id).school_year
    )
    return (page, 422) if request.method == "POST" else page

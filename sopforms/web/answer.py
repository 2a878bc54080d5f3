"""The survey behind a personal link: a start page that does nothing, pages, a check page, the report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import answering, links, outcomes
from sopforms.core import consolidation as rules
from sopforms.core import pace, results_wording
from sopforms.core.codes import LinkPurpose
from sopforms.core.questionnaire import visibility
from sopforms.core.questionnaire.answers import in_language, problems
from sopforms.core.questionnaire.posted import PostedPage, read_page
from sopforms.store import clock, dossiers, surveys, talks
from sopforms.store.clock import today
from sopforms.store.db import db, set_read_only, take_lock
from sopforms.web import answer_check, answer_page, link_sessions, sessions
from sopforms.web import answer_gaps as gaps
from sopforms.web.language import chosen
from sopforms.web.questionnaire_form import PageForm, page_form

bp = Blueprint("answer", __name__)

Page = str | AnyResponse | tuple[str, int]


@bp.get("/v/<token>")
def start(token: str) -> Page:
    """Say who asks what, how long it takes and what others see; opening is for the button."""
    link = links.resolve(token, LinkPurpose.SURVEY)
    where = answering.load(link.object_id, today())
    invited = surveys.get(where.survey_id).invited
    return render_template("answer/start.html", token=token, invited=invited, **_facts(where))


@bp.post("/v/<token>/openen")
def enter(token: str) -> Page:
    """Open the link for this browser and go on without the token in the address."""
    link = links.open_link(token, LinkPurpose.SURVEY)
    answering.begin(link.object_id, today())
    sessions.enter(link)
    db.session.commit()
    return redirect(url_for(".home"), 303)


@bp.get("/vragenlijst")
def home() -> Page:
    """Go on where this person was."""
    where = _where()
    if not where.is_open:
        return redirect(url_for(".thanks"))
    if where.is_sent:
        return redirect(url_for(".check"))
    return redirect(gaps.page_or_check(where))


@bp.get("/vragenlijst/<page>")
def page(page: str) -> Page:
    """Show one page of the questionnaire with what was saved."""
    where = _where()
    if not where.is_open:
        return redirect(url_for(".thanks"))
    return _draw(where, _form_class(where, page).stored(where.draft))


@bp.post("/vragenlijst/<page>")
def save(page: str) -> Page:
    """Save a page, then show what is wrong on it, or go on."""
    where = _where()
    sent = _store(where, page)
    doing = request.form.get("actie", "verder")
    if doing == "later":
        return redirect(url_for(".later"))
    if doing == "bijwerken" or sent.more:
        return _draw(where, _posted(where, page), at=clock.now())
    if problems(where.questionnaire, sent.answers, page, found=sent.found):
        form = _posted(where, page)
        form.judge()
        return _draw(where, form, at=clock.now()), 422
    names = sent.found.pages
    after = names[names.index(page) + 1 :] if page in names else ()
    if request.args.get("terug") == "1" or not after:
        return redirect(url_for(".check"))
    return redirect(url_for(".page", page=after[0]))


@bp.post("/vragenlijst/<page>/bewaren")
def autosave(page: str) -> Response:
    """Save what is on the page without judging it."""
    _store(_where(), page)
    return jsonify(
        at=f"{clock.now().astimezone(clock.AMSTERDAM):%H:%M}", ends=link_sessions.seconds_left(g.link)
    )


@bp.get("/vragenlijst/tot-later")
def later() -> Page:
    """Say that everything is kept and how to come back."""
    return render_template("answer/later.html", **_facts(_where()))


@bp.route("/vragenlijst/alles-nakijken", methods=["GET", "POST"])
def check() -> Page:
    """List what is unanswered, warn of names, and send. Gaps are allowed where nothing is required."""
    where = _where()
    if not where.is_open:
        return redirect(url_for(".thanks"))
    found = visibility.walk(where.questionnaire, where.draft)
    names = answering.names_in(where.questionnaire, found.seen)
    wrong = problems(where.questionnaire, where.draft, found=found)
    overview = answer_check.Overview(where, found, names, wrong, chosen())
    if request.method != "POST":
        return overview.draw()
    form = answer_check.SendForm()
    if names and not form.no_names.data:
        form.no_names.errors = [
            _("Staat er een naam van een leerling in? Haal die weg, of kies ‘Er staat geen naam in’.")
        ]
    elif not wrong:
        answering.send_answers(where.participation_id, today=today())
        return redirect(url_for(".thanks"))
    return overview.draw(form), 422


@bp.get("/vragenlijst/dank-je-wel")
def thanks() -> Page:
    """Sent, or closed: say what happens next, with the day of the team conversation."""
    where = _where()
    if where.is_open and not where.is_sent:
        return redirect(gaps.page_or_check(where))
    held = talks.of_dossier(where.dossier_id)
    return render_template("answer/thanks.html", talks=held, **_facts(where))


@bp.get("/vragenlijst/het-verslag")
def report() -> Page:
    """What came out, for the whole team, after the conversation."""
    where = _where()
    held = talks.of_dossier(where.dossier_id)
    if not held:
        return redirect(url_for(".thanks"))
    found = outcomes.of(dossiers.get(where.dossier_id))
    charts = (
        results_wording.charts(found.questionnaire, found.items, chosen())
        if found and not found.too_small
        else []
    )
    return render_template(
        "answer/report.html",
        charts=charts,
        talks=held,
        agreed=_agreed(where),
        points=talks.points_of(where.dossier_id),
        language=chosen(),
        **_facts(where),
    )


def _agreed(where: answering.Answering) -> dict[int, list[Any]]:
    """Return for each conversation what was agreed on which topic."""
    topics = {one.indicator: one for one in rules.topics(where.questionnaire)}
    found: dict[int, list[Any]] = {}
    for talk, outcome in talks.outcomes_of(where.dossier_id):
        if outcome.indicator in topics:
            found.setdefault(talk.id, []).append((topics[outcome.indicator], outcome))
    return found


def _where() -> answering.Answering:
    """Return where this respondent is: read with their session, unless that could not be."""
    found = g.get("respondent")
    if found is None:
        return answering.load(g.link.object_id, today())
    return answering.where_is(found, today())


def _form_class(where: answering.Answering, page_: str) -> type[PageForm]:
    if page_ not in {one.name for one in where.questionnaire.pages}:
        abort(404)
    return page_form(where.questionnaire, page_, chosen(), where.kind)


def _posted(where: answering.Answering, page_: str) -> PageForm:
    """Return the posted page as a form, to be shown again."""
    return _form_class(where, page_).posted(request.form, where.draft)


def _store(where: answering.Answering, page_: str) -> PostedPage:
    """Read the posted page, then store what it speaks for; too late is refused with all that was kept."""
    asked = _form_class(where, page_).page
    sent = read_page(where.questionnaire, asked, dict(request.form.lists()), where.draft)
    said = (where.participation_id, sent.given, sent.keys, today())
    if link_sessions.is_to_be_prolonged() or not answering.save_alone(*said):
        take_lock()
        link_sessions.prolong()
        answering.save(*said)
        set_read_only(True)
    return sent


def _draw(where: answering.Answering, form: PageForm, at: datetime | None = None) -> str:
    if form.page.name not in form.found.pages:
        return render_template("answer/nothing.html", **_facts(where))
    return answer_page.draw(where, form, at)


def _facts(where: answering.Answering) -> dict[str, Any]:
    """Return what every page of a respondent shows around its own matter."""
    contact = answer_page.asker(where)
    choices, texts = pace.size(where.questionnaire)
    return {
        "where": where,
        "year": where.school_year,
        "minutes": pace.minutes(where.questionnaire.pages),
        "step_count": len(where.questionnaire.pages),
        "choices": choices,
        "texts": texts,
        "threshold": where.threshold,
        "asker": contact,
        "heading": in_language(where.questionnaire.heading, chosen()) or where.questionnaire.title,
        **answer_page.around(contact.name, f"mailto:{contact.email}"),
    }

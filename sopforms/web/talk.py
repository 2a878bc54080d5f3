"""The team conversation on the screen: topics with their spread, questions, agreements, and the report."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import consolidation, points
from sopforms.actions import talk as deeds
from sopforms.core.codes import Sector, Step
from sopforms.core.questionnaire import spoken
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.roles import sector_of
from sopforms.store import clock, talks
from sopforms.store.clock import today
from sopforms.web.language import chosen
from sopforms.web.questionnaire_form import PageForm, page_form
from sopforms.web.talk_board import after, board, listed, ordered, timetable
from sopforms.web.talk_forms import BeginForm, FinishForm, read_outcome, topic_form
from sopforms.web.topics import frame, pairs
from sopforms.web.values import overview

bp = Blueprint("talk", __name__, url_prefix="/dossier/<int:dossier_id>")

Page = str | AnyResponse | tuple[str, int]
MAKE_POINT = "punt"  # the button that keeps the page and then makes a development point


@bp.route("/teamgesprek", methods=["GET", "POST"])
def record(dossier_id: int) -> Page:
    """List the conversations, and begin a new one."""
    form = BeginForm()
    if request.method == "POST" and form.validate():
        draft_id = deeds.start(
            dossier_id, form.held_on.data, form.leader.data, form.present.data, form.team.data or "",
            minutes=form.length, actor=g.actor, today=today(),
        )  # fmt: skip
        if draft_id is None:
            return redirect(url_for(".record", dossier_id=dossier_id))
        return redirect(url_for(".draft", dossier_id=dossier_id, draft_id=draft_id))
    if request.method != "POST":
        form.held_on.data, form.leader.data = today(), g.actor.name
    page = render_template(
        "talk/record.html",
        form=form,
        held=talks.of_dossier(dossier_id),
        drafts=talks.drafts_of(dossier_id),
        may_begin=g.dossier.step is Step.TALK,
        has_teams=sector_of(g.location.kind) is Sector.VO,
        **frame(),
    )
    return page if request.method != "POST" else (page, 422)


@bp.get("/teamgesprek/<int:draft_id>")
def draft(dossier_id: int, draft_id: int) -> Page:
    """Show what there is to talk about and what was kept so far."""
    row = talks.get_draft(dossier_id, draft_id)
    _version, form = deeds.conversation(g.dossier)
    topics, agenda = listed(row)
    return render_template(
        "talk/draft.html",
        draft=row,
        held_on=date.fromisoformat(row.data["held_on"]),
        topics=topics,
        todo=next((one for one in topics if one["planned"] and not one["said"]), None),
        agenda=agenda,
        timetable=timetable(agenda),
        old_points=points.of_last_year(g.dossier),
        pages=[
            {
                "name": page.name,
                "title": in_language(page.title, chosen()) if page.title else "",
                "done": any(question.name in row.data["answers"] for question in page.questions),
            }
            for page in form.pages
        ],
        **frame(),
    )


@bp.route("/teamgesprek/<int:draft_id>/gegevens", methods=["GET", "POST"])
def begin(dossier_id: int, draft_id: int) -> Page:
    """Change day, leader, number or team."""
    row = talks.get_draft(dossier_id, draft_id)
    stored = {**row.data, "held_on": date.fromisoformat(row.data["held_on"])}
    form = BeginForm(
        data={name: stored[name] for name in ("held_on", "leader", "present", "team")}
        | {"minutes": str(row.minutes)}
    )
    if request.method == "POST" and form.validate():
        deeds.keep(
            dossier_id, draft_id, held_on=form.held_on.data.isoformat(), leader=form.leader.data,
            present=form.present.data, team=form.team.data or "", minutes=form.length,
        )  # fmt: skip
        return redirect(url_for(".draft", dossier_id=dossier_id, draft_id=draft_id))
    has_teams = sector_of(g.location.kind) is Sector.VO
    page = render_template("talk/begin.html", form=form, draft=row, has_teams=has_teams, **frame())
    return page if request.method != "POST" else (page, 422)


@bp.route("/teamgesprek/<int:draft_id>/onderwerp/<indicator>", methods=["GET", "POST"])
def topic(dossier_id: int, draft_id: int, indicator: str) -> Page:
    """One topic: the spread, last year, and what the team agrees now."""
    row = talks.get_draft(dossier_id, draft_id)
    known, agenda = ordered(row)
    place = next((n for n, state in enumerate(known) if state.topic.indicator == indicator), None)
    if place is None:
        abort(404)
    state = known[place]
    form = topic_form(state, row.typed.get(indicator) or row.data["outcomes"].get(indicator))
    names = ""
    if request.method == "POST":
        form.validate()
        outcome, names = read_outcome(form, state)
        if not form.errors:
            deeds.keep_outcome(dossier_id, draft_id, indicator, outcome)
            return redirect(_onwards(row, known, place))
    page = render_template(
        "talk/topic.html",
        form=form,
        draft=row,
        pairs=pairs,
        number=place + 1,
        total=len(known),
        each=agenda.each if indicator in agenda.topics else 0,
        names=names,
        next_url=after(dossier_id, draft_id, known, place),
        taken_up=[point for point in talks.points_of(dossier_id) if point.indicator == indicator],
        **board(state, agenda),
        **frame(),
    )
    return page if request.method != "POST" else (page, 422)


def _onwards(row: talks.TalkDraftRow, known: list[consolidation.TopicState], place: int) -> str:
    """Return where to go from a topic that was kept: to a point about it, else on, with the second screen."""
    if request.form.get("actie") == MAKE_POINT:
        return _new_point(row, known[place].topic.indicator)
    following = known[min(place + 1, len(known) - 1)].topic.indicator
    deeds.keep(row.dossier_id, row.id, at=following)
    return after(row.dossier_id, row.id, known, place)


def _new_point(row: talks.TalkDraftRow, indicator: str | None = None) -> str:
    """Return where the team makes a development point, and comes back from."""
    return url_for("points.new", dossier_id=row.dossier_id, gesprek=row.id, onderwerp=indicator)


@bp.route("/teamgesprek/<int:draft_id>/vragen/<page>", methods=["GET", "POST"])
def questions(dossier_id: int, draft_id: int, page: str) -> Page:
    """One page of conversation questions."""
    row = talks.get_draft(dossier_id, draft_id)
    form = _questions_form(row, page)
    if request.method == "POST":
        _keep(dossier_id, draft_id, form)
        again = request.form.get("actie") == "bijwerken" or form.more
        if not again and form.judge():
            names = form.questionnaire.visible_pages(form.answers)
            after = names[names.index(page) + 1 :] if page in names else ()
            if after:
                return redirect(
                    url_for(".questions", dossier_id=dossier_id, draft_id=draft_id, page=after[0])
                )
            return redirect(url_for(".draft", dossier_id=dossier_id, draft_id=draft_id))
    place = [one.name for one in form.questionnaire.pages].index(page)
    drawn = render_template(
        "talk/questions.html", form=form, draft=row, number=place + 1, total=len(form.questionnaire.pages),
        at=clock.now() if request.method == "POST" else None, **frame(),
    )  # fmt: skip
    return (drawn, 422) if form.error_pairs() else drawn


@bp.post("/teamgesprek/<int:draft_id>/vragen/<page>/bewaren")
def autosave(dossier_id: int, draft_id: int, page: str) -> Response:
    """Keep what is on the page while people talk."""
    _keep(dossier_id, draft_id, _questions_form(talks.get_draft(dossier_id, draft_id), page))
    return jsonify(at=f"{clock.now().astimezone(clock.AMSTERDAM):%H:%M}")


@bp.route("/teamgesprek/<int:draft_id>/afronden", methods=["GET", "POST"])
def finish(dossier_id: int, draft_id: int) -> Page:
    """Write down the agreements, look once more, and record the conversation."""
    row = talks.get_draft(dossier_id, draft_id)
    form = FinishForm(agreements=row.data["agreements"])
    names = ""
    if request.method == "POST" and form.validate():
        if request.form.get("actie") == MAKE_POINT:
            deeds.keep(dossier_id, draft_id, agreements=form.agreements.data or "")
            return redirect(_new_point(row))
        names = form.names_in(form.agreements.data, *map(str, row.data["answers"].values()))
        if not names:
            deeds.keep(dossier_id, draft_id, agreements=form.agreements.data or "")
            kept = deeds.talk_of(talks.get_draft(dossier_id, draft_id))
            deeds.record_talk(dossier_id, kept, draft_id=draft_id, actor=g.actor, today=today())
            flash(_("Het gesprek is vastgelegd. Het team krijgt een mail met het verslag."))
            return redirect(url_for(".values", dossier_id=dossier_id))
    page = render_template(
        "talk/finish.html",
        form=form,
        draft=row,
        held_on=date.fromisoformat(row.data["held_on"]),
        topics=listed(row)[0],
        points=talks.points_of(dossier_id),
        names=names,
        **frame(),
    )
    return page if request.method != "POST" else (page, 422)


@bp.post("/teamgesprek/<int:draft_id>/weg")
def drop(dossier_id: int, draft_id: int) -> Page:
    """Throw away a conversation that was begun by mistake."""
    deeds.drop(dossier_id, draft_id)
    return redirect(url_for(".record", dossier_id=dossier_id))


@bp.get("/teamgesprek/verslag/<int:talk_id>")
def show(dossier_id: int, talk_id: int) -> Page:
    """The report of a recorded conversation."""
    found = talks.get(talk_id)
    if found.dossier_id != dossier_id:
        abort(404)
    _version, form = deeds.conversation(g.dossier)
    topics = {state.topic.indicator: state.topic for state in consolidation.states(g.dossier)}
    outcomes = [
        (topics[one.indicator], one)
        for talk, one in talks.outcomes_of(dossier_id)
        if talk.id == talk_id and one.indicator in topics
    ]
    answers = [
        (
            in_language(question.title, chosen()),
            spoken.answer_in_words(question, found.answers[question.name], chosen()),
        )
        for question in form.questions
        if question.name in found.answers
    ]
    return render_template(
        "talk/show.html", talk=found, outcomes=outcomes, answers=answers, points=talks.points_of(dossier_id),
        **frame(),
    )  # fmt: skip


@bp.get("/schoolwaarden")
def values(dossier_id: int) -> Page:
    """Show how far the school values are, by chapter, and what to do next."""
    return overview(dossier_id)


def _questions_form(row: talks.TalkDraftRow, page: str) -> PageForm:
    _version, form = deeds.conversation(g.dossier)
    if page not in {one.name for one in form.pages}:
        abort(404)
    made = page_form(form, page, chosen(), g.location.kind)
    kept = row.data["answers"]
    return made.posted(request.form, kept) if request.method == "POST" else made.stored(kept)


def _keep(dossier_id: int, draft_id: int, form: PageForm) -> None:
    given, offered = form.spoken_for
    deeds.keep_answers(dossier_id, draft_id, given, offered)

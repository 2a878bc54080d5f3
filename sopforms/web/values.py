"""School values: what the team agreed, what is left to decide, and what coordinator and head fill in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import consolidation as deeds
from sopforms.actions.consolidation import TopicState
from sopforms.core import consolidation as rules
from sopforms.core import workflow
from sopforms.core.codes import Deed, Step, ValueSource
from sopforms.core.questionnaire import Questionnaire, spoken
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.model import COMMENT_SUFFIX
from sopforms.core.questionnaire.posted import field_name
from sopforms.store import facts as facts_of
from sopforms.store import talks
from sopforms.store.clock import today
from sopforms.web import typed
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    Required,
    SubmitIdField,
    choices,
)
from sopforms.web.language import chosen
from sopforms.web.questionnaire_form import PageForm, page_form
from sopforms.web.refusals import sentences
from sopforms.web.topics import frame, pairs, row_of

bp = Blueprint("values", __name__, url_prefix="/dossier/<int:dossier_id>/schoolwaarden")

Page = str | Response | tuple[str, int]


class DecideForm(Form):
    """One value, and why where that is asked."""

    value = OneChoiceField(_l("Schoolwaarde"), [Required(_l("Kies een schoolwaarde."))])
    reason = LongTextField(
        _l("Waarom?"),
        [Optional(), AtMost(1000)],
        description=_l("Nodig als de waarde een stap of meer van de vragenlijst afligt."),
    )
    submit_id = SubmitIdField()


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


def overview(dossier_id: int) -> Page:
    """Show how far the values are, by chapter, and what to do next."""
    known = deeds.states(g.dossier)
    lacking = set(deeds.open_indicators(g.dossier))
    form = deeds.own_form(g.dossier)
    pages = [_progress(form, page.name, lacking) for page in form.pages]
    undecided = [state for state in known if state.topic.indicator in lacking]
    facts = facts_of.of(g.dossier, mandate=bool(g.actor.mandate), open_values=len(lacking))
    role = g.actor.role_for(Deed.CONSOLIDATE)
    reasons = workflow.obstacles(Deed.CONSOLIDATE, facts, role, today())
    settled = g.dossier.step not in (Step.OPEN, Step.SURVEY, Step.TALK)
    return render_template(
        "talk/values.html",
        act=ActForm(),
        undecided=undecided,
        offered=[state for state in undecided if state.offered is not None and not state.always_needs_reason],
        agreed=sum(_is_agreed(state) for state in known),
        decided=sum(state.value is not None and not _is_agreed(state) for state in known),
        topics=known,
        pages=pages,
        lacking=len(lacking),
        reasons=[] if settled else sentences(reasons),
        settled=settled,
        next_url=_next_url(dossier_id, undecided, pages),
        **frame(),
    )


@bp.route("/onderwerp/<indicator>", methods=["GET", "POST"])
def topic(dossier_id: int, indicator: str) -> Page:
    """Decide one topic that the team did not settle; the median is ticked beforehand, not saved."""
    state = next((one for one in deeds.states(g.dossier) if one.topic.indicator == indicator), None)
    if state is None:
        abort(404)
    form = _decide_form(state)
    if request.method == "POST" and form.validate():
        value = state.topic.find(form.value.data)
        reason = form.reason.data or ""
        needed = state.always_needs_reason or (
            value is not None and rules.needs_reason(state.topic, value, state.median)
        )
        if needed and not reason:
            form.reason.errors = [_("Leg in een of twee zinnen uit waarom.")]
        elif value is not None:
            deeds.set_value(dossier_id, indicator, value, reason, actor=g.actor, today=today())
            return redirect(_next_topic(dossier_id, indicator))
    page = render_template(
        "talk/decide.html",
        form=form,
        state=state,
        pairs=pairs,
        row=row_of(state, g.dossier, chosen()),
        **frame(),
    )
    return page if request.method != "POST" else (page, 422)


@bp.post("/mediaan")
def accept(dossier_id: int) -> Page:
    """Take over the median for the ticked topics."""
    deeds.accept_medians(dossier_id, request.form.getlist("onderwerp"), actor=g.actor, today=today())
    flash(_("De schoolwaarden zijn overgenomen."))
    return redirect(url_for("talk.values", dossier_id=dossier_id))


@bp.route("/deel/<page>", methods=["GET", "POST"])
def part(dossier_id: int, page: str) -> Page:
    """One page of what coordinator and head fill in, with last year's value beside each question."""
    questionnaire = deeds.own_form(g.dossier)
    names = [one.name for one in questionnaire.pages]
    if page not in names:
        abort(404)
    draft = deeds.answers_of(talks.values_of(dossier_id).values())
    before = deeds.values_before(g.dossier)
    made = page_form(questionnaire, page, chosen(), g.location.kind)
    place, unsaved = f"schoolwaarden/{page}", None
    if request.method == "POST":
        form, doing = made.posted(request.form, draft), request.form.get("actie", "")
        same = doing.removeprefix("gelijk:") if doing.startswith("gelijk:") else ""
        if same:
            form = made.stored(_as_last_year(form, same, deeds.answers_of(before.values())))
        if doing != "bijwerken" and not form.more and form.judge():
            deeds.set_values(dossier_id, page, form.answers, actor=g.actor, today=today())
            typed.forget(place)
            return redirect(_after_saving(dossier_id, form, same, names))
    else:
        unsaved = typed.kept(place)
        form = made.posted(unsaved, draft) if unsaved else made.stored(draft)
    _show_last_year(form, before)
    drawn = render_template(
        "talk/part.html",
        form=form,
        number=names.index(page) + 1,
        total=len(names),
        unsaved=bool(unsaved),
        **frame(),
    )
    return (drawn, 422) if request.method == "POST" and form.error_pairs() else drawn


@bp.post("/deel/<page>/bewaren")
def keep(dossier_id: int, page: str) -> Response:
    """Keep what is being filled in; it counts once the page is saved."""
    if page not in {one.name for one in deeds.own_form(g.dossier).pages}:
        abort(404)
    return typed.keep(f"schoolwaarden/{page}")


@bp.post("/vaststellen")
def settle(dossier_id: int) -> Page:
    """Settle the values: the draft can be made."""
    deeds.consolidate(dossier_id, actor=g.actor, today=today())
    flash(_("De schoolwaarden staan vast. Nu kan het concept worden gemaakt."))
    return redirect(url_for("talk.values", dossier_id=dossier_id))


def _as_last_year(form: PageForm, name: str, before: dict[str, Any]) -> dict[str, Any]:
    """Return the answers of the page with last year's to this one question and to what only explains it."""
    behind = rules.followers(form.questionnaire).get(name, ())
    keys = [key for one in (name, *behind) for key in (one, one + COMMENT_SUFFIX)]
    others = {key: answer for key, answer in form.answers.items() if key not in keys}
    return others | {key: before[key] for key in keys if key in before}


def _after_saving(dossier_id: int, form: PageForm, same: str, names: list[str]) -> str:
    """Return where to go on: back to the item that stayed the same, else to the next page."""
    if same:
        at = url_for(".part", dossier_id=dossier_id, page=form.page.name)
        return f"{at}#{field_name(same)}-0"
    after = names[names.index(form.page.name) + 1 :]
    if after:
        return url_for(".part", dossier_id=dossier_id, page=after[0])
    return url_for("talk.values", dossier_id=dossier_id)


def _is_agreed(state: TopicState) -> bool:
    return state.value is not None and state.value.source is ValueSource.TALK


def _progress(form: Questionnaire, page: str, lacking: set[str]) -> dict[str, Any]:
    """Return title and what is open on one page."""
    found = form.page(page)
    indicators = [
        form.mapping[question.name].indicator
        for question in found.questions
        if question.is_closed and form.mapping[question.name].indicator
    ]
    return {
        "name": page,
        "title": in_language(found.title, chosen()) if found.title else page,
        "open": sum(indicator in lacking for indicator in indicators),
        "total": len(indicators),
    }


def _next_url(dossier_id: int, undecided: list[TopicState], pages: list[dict[str, Any]]) -> str:
    """Return where to go on: the first topic to decide, else the first page with something open."""
    if undecided:
        return url_for("values.topic", dossier_id=dossier_id, indicator=undecided[0].topic.indicator)
    for page in pages:
        if page["open"]:
            return url_for("values.part", dossier_id=dossier_id, page=page["name"])
    return ""


def _next_topic(dossier_id: int, indicator: str) -> str:
    """Return the next topic without a value after this one, else the overview."""
    known = deeds.states(g.dossier)
    place = next(n for n, state in enumerate(known) if state.topic.indicator == indicator)
    for state in known[place + 1 :]:
        if state.value is None:
            return url_for(".topic", dossier_id=dossier_id, indicator=state.topic.indicator)
    return url_for("talk.values", dossier_id=dossier_id)


def _decide_form(state: TopicState) -> DecideForm:
    value = state.value.value if state.value else state.agreed if state.agreed is not None else None
    if value is None and not state.always_needs_reason:
        value = state.offered
    form = DecideForm(
        data={
            "value": None if value is None else str(value),
            "reason": state.value.reason if state.value else "",
        }
    )
    form.value.choices = choices(
        {str(known.value): in_language(known.text, chosen()) for known in state.topic.scale.values}
    )
    return form


def _show_last_year(form: PageForm, before: dict[str, talks.SchoolValueRow]) -> None:
    """Put last year's value in the hint of each question that had one, with a button to keep it.

    One button an item, never one for a whole page: each is looked at by itself.
    """
    answers = deeds.answers_of(before.values())
    for field in form.drawn_fields:
        if field.question.name in answers and field.question.is_closed:
            told = spoken.answer_in_words(field.question, answers[field.question.name], chosen())
            last_year = _("Vorig jaar: %(value)s.", value=told)
            field.hint = Markup(" ").join(text for text in (field.hint, last_year) if text)
            field.again = field.shows and field.data != answers[field.question.name]

"""What pupils said: one record for each group conversation, about the group, without names."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from sopforms.actions import pupils as deeds
from sopforms.core import recognisable
from sopforms.core.codes import PupilVoice, Step
from sopforms.core.questionnaire import Questionnaire, spoken
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.store import cycles
from sopforms.store.clock import today
from sopforms.web import piping, typed
from sopforms.web.forms import (
    AtMost,
    DayField,
    Days,
    Form,
    Required,
    SubmitIdField,
    TextField,
    TickField,
)
from sopforms.web.language import chosen
from sopforms.web.questionnaire_form import PageForm, page_form
from sopforms.web.topics import frame

bp = Blueprint("pupils", __name__, url_prefix="/dossier/<int:dossier_id>/leerlingen")

Page = str | Response | tuple[str, int]
NEW = "leerlingen/nieuw"
BEFORE_REQUEST = (Step.OPEN, Step.SURVEY, Step.TALK, Step.CONSOLIDATED, Step.DRAFT)


class AboutForm(Form):
    """When the conversation was and who led it."""

    held_on = DayField(
        _l("Datum van het gesprek"),
        [Required(), Days(last=today, because=_l("want je legt vast wat er was"))],
    )
    leader = TextField(
        _l("Wie leidde het gesprek?"),
        [Required(_l("Vul in wie het gesprek leidde.")), AtMost(120)],
        description=_l("Een collega. Namen van leerlingen komen nergens in."),
    )
    no_names = TickField(_l("Er staat geen naam in"))
    submit_id = SubmitIdField()


@bp.get("")
def record(dossier_id: int) -> Page:
    """List what groups of pupils said, and offer to record another conversation."""
    _version, form = deeds.conversation(g.dossier)
    return render_template(
        "pupils/list.html",
        groups=[_shown(form, row) for row in deeds.groups_of(dossier_id)],
        voice=cycles.get(g.dossier.cycle_id).pupil_voice,
        off=PupilVoice.UIT,
        may_record=g.dossier.step in BEFORE_REQUEST,
        **frame(),
    )


@bp.route("/nieuw", methods=["GET", "POST"])
def new(dossier_id: int) -> Page:
    """Record a conversation."""
    return _edit(None, {}, {"leader": g.actor.name})


@bp.route("/<int:voice_id>", methods=["GET", "POST"])
def change(dossier_id: int, voice_id: int) -> Page:
    """Mend an earlier record."""
    row = deeds.get_voice(dossier_id, voice_id)
    return _edit(voice_id, row.answers, {"held_on": row.held_on, "leader": row.leader})


@bp.post("/nieuw/bewaren")
def keep(dossier_id: int) -> Response:
    """Keep what is being written down of a conversation; it counts once it is saved."""
    return typed.keep(NEW)


@bp.post("/<int:voice_id>/bewaren")
def keep_change(dossier_id: int, voice_id: int) -> Response:
    """Keep what is being mended in an earlier record; it counts once it is saved."""
    deeds.get_voice(dossier_id, voice_id)
    return typed.keep(f"leerlingen/{voice_id}")


def _edit(voice_id: int | None, stored: dict[str, Any], about: dict[str, Any]) -> Page:
    """Draw and read the pages of the conversation as one: three cards below each other."""
    place = f"leerlingen/{voice_id}" if voice_id else NEW
    posted = request.method == "POST"
    unsaved = None if posted else typed.kept(place)
    given = request.form if posted else unsaved
    _version, questionnaire = deeds.conversation(g.dossier)
    form = AboutForm(given, data=about)
    pages, answers = _pages(questionnaire, stored, given)
    names: tuple[str, ...] = ()
    if posted and request.form.get("actie") != "bijwerken" and not any(page.more for page in pages):
        names = _judged(form, pages, questionnaire, answers)
        if not form.errors and not any(page.error_pairs() for page in pages):
            deeds.record_pupil_voice(
                g.dossier.id, answers, form.held_on.data, form.leader.data,
                voice_id=voice_id, actor=g.actor, today=today(),
            )  # fmt: skip
            typed.forget(place)
            flash(_("Bewaard."))
            return redirect(url_for(".record", dossier_id=g.dossier.id))
    errors = form.error_pairs() + [pair for page in pages for pair in page.error_pairs()]
    drawn = render_template(
        "pupils/edit.html",
        form=form,
        pages=pages,
        errors=errors,
        names=", ".join(names),
        more=any(page.more for page in pages),
        unsaved=bool(unsaved),
        voice_id=voice_id,
        **frame(),
    )
    return (drawn, 422) if posted and errors else drawn


def _judged(
    form: AboutForm, pages: list[PageForm], questionnaire: Questionnaire, answers: dict[str, Any]
) -> tuple[str, ...]:
    """Hang on the fields what is wrong; return what may be names of pupils: the tick then has an error."""
    form.validate()
    for page in pages:
        page.judge()
    texts = [text for text in questionnaire.clean(answers).values() if isinstance(text, str)]
    names = tuple(dict.fromkeys(sign for text in texts for sign in recognisable.signs(text)))
    if names and not form.no_names.data:
        form.no_names.errors = [
            _("Staat er een naam van een leerling in? Haal die weg, of kies ‘Er staat geen naam in’.")
        ]
    return names


def _pages(
    form: Questionnaire, stored: dict[str, Any], given: MultiDict[str, str] | None
) -> tuple[list[PageForm], dict[str, Any]]:
    """Return all pages bound to what was given, else to what is stored, and the answers of all."""
    made = [page_form(form, page.name, chosen(), g.location.kind) for page in form.pages]
    if given is None:
        return [page.stored(stored) for page in made], dict(stored)
    answers, bound = dict(stored), []
    for page in made:
        bound.append(page.posted(given, answers))
        answers = bound[-1].answers
    return bound, answers


def _shown(form: Questionnaire, row: deeds.PupilVoiceRow) -> dict[str, Any]:
    """Return a recorded conversation as people read it."""
    pairs = [
        (
            piping.fill(in_language(question.title, chosen()), form, row.answers, chosen()),
            spoken.answer_in_words(question, row.answers[question.name], chosen()),
        )
        for question in form.questions
        if question.name in row.answers
    ]
    return {"row": row, "answers": pairs, "groups": row.answers.get("groepen", "")}

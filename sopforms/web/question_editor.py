"""The questions of a file as a list of pages: move, copy, add, remove. Every button posts, without script."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from sopforms.core.questionnaire import editing
from sopforms.core.questionnaire.editing import Spot
from sopforms.core.questionnaire.editing_mapping import entry_of, indicators_of
from sopforms.core.questionnaire.editing_renaming import users_of
from sopforms.core.questionnaire.editing_texts import text_in
from sopforms.core.questionnaire.problems import Severity
from sopforms.store import question_drafts
from sopforms.web.forms import Form, OneChoiceField, PickField, Required, SubmitIdField, TextField, choices
from sopforms.web.question_desk import (
    KINDS,
    URL,
    WITH_SCALE,
    Answer,
    Desk,
    asked,
    back_to,
    desk_of,
    in_language,
)
from sopforms.web.question_problems import said

bp = Blueprint("question_editor", __name__, url_prefix=URL)


class ButtonForm(Form):
    """A button that does something: nothing to fill in."""

    submit_id = SubmitIdField()


@dataclass(frozen=True, slots=True)
class Line:
    """A page, panel or question in the list; `errors` counts what must be mended."""

    spot: Spot
    label: str
    kind: str
    errors: int
    hints: int
    has_condition: bool
    parts: str
    indicators: tuple[str, ...]


@bp.get("")
def overview(partnership_id: int, name: str) -> Answer:
    """Show every page with its questions, and what is wrong where."""
    if editing.parse(question_drafts.get(partnership_id, name).source) is None:
        flash(gettext("Dit bestand is zo niet te lezen. Pas het eerst als tekst aan."))
        return redirect(url_for("question_file.show", partnership_id=partnership_id, name=name), 303)
    desk = desk_of(partnership_id, name)
    errors = Counter(one.name for one in desk.problems if one.problem.severity is Severity.ERROR)
    hints = Counter(one.name for one in desk.problems if one.problem.severity is not Severity.ERROR)
    groups: list[tuple[Line, list[Line]]] = []
    for spot in editing.spots(desk.envelope):
        line = _line(desk, spot, errors[spot.name], hints[spot.name])
        if spot.kind == "page":
            groups.append((line, []))
        else:
            groups[-1][1].append(line)
    loose = [said(one) for one in desk.problems if not one.name]
    return desk.page("overview", groups=groups, loose=loose, errors=errors.total(), form=ButtonForm())


def _line(desk: Desk, spot: Spot, errors: int, hints: int) -> Line:
    kind = str(spot.thing.get("inputType") or spot.kind) if spot.kind == "text" else spot.kind
    return Line(
        spot,
        desk.label(spot.thing),
        str(KINDS.get(kind, kind)),
        errors,
        hints,
        "visibleIf" in spot.thing,
        _parts(desk, spot),
        tuple(indicators_of(desk.envelope, [spot.name])),
    )


def _parts(desk: Desk, spot: Spot) -> str:
    """Return the short names of the statements of a matrix."""
    rows = entry_of(desk.envelope, spot.name).get("rows")
    shorts = (
        [one.get("short") for one in rows.values() if isinstance(one, dict)] if isinstance(rows, dict) else []
    )
    return ", ".join(filter(None, (text_in(short, desk.languages[0]) for short in shorts)))


@bp.post("/<thing>/verplaatsen")
def move(partnership_id: int, name: str, thing: str) -> Answer:
    """Move a page or question one place up or down."""
    desk = desk_of(partnership_id, name)
    step = {"omhoog": -1, "omlaag": 1}.get(asked("do"))
    if step is None:
        abort(400)
    desk.keep(editing.move(desk.envelope, thing, step))
    flash(gettext("‘%(title)s’ is verplaatst.", title=desk.label(desk.find(thing).thing)))
    return back_to(desk, _anchor=f"v-{thing}")


@bp.post("/<thing>/kopie")
def copy(partnership_id: int, name: str, thing: str) -> Answer:
    """Put a copy behind a question or panel, and open it."""
    desk = desk_of(partnership_id, name)
    if desk.find(thing).kind == "page":
        abort(404)
    changed, new = editing.copy(desk.envelope, thing, ever=desk.ever)
    desk.keep(changed)
    flash(gettext("Dit is de kopie. Geef hem een eigen tekst; hij telt nog nergens in mee."))
    return back_to(desk, "question_words.edit", thing=new)


class PutForm(Form):
    """To which page."""

    into = PickField(_("Naar welke pagina of groep?"), [Required()])
    submit_id = SubmitIdField()


@bp.route("/<thing>/andere-pagina", methods=["GET", "POST"])
def put(partnership_id: int, name: str, thing: str) -> Answer:
    """Move a question to the end of another page or panel."""
    desk = desk_of(partnership_id, name)
    spot = desk.find(thing)
    if spot.kind == "page":
        abort(404)
    form = PutForm()
    form.into.choices = choices(_owners(desk, spot))
    if form.validate_on_submit():
        desk.keep(editing.put(desk.envelope, thing, form.into.data))
        flash(gettext("‘%(title)s’ is verplaatst.", title=desk.label(spot.thing)))
        return back_to(desk, _anchor=f"v-{thing}")
    return desk.page("put", form=form, label=desk.label(spot.thing)), 422 if form.errors else 200


def _owners(desk: Desk, spot: Spot) -> dict[str, str]:
    """Return where a thing may go: every page and panel but the one it is in, and none inside itself."""
    inside = {id(spot.thing), id(spot.owner)}
    found: dict[str, str] = {}
    for other in editing.spots(desk.envelope):
        if id(other.owner) in inside and other.kind == "panel" and id(other.owner) != id(spot.owner):
            inside.add(id(other.thing))
        elif other.kind in ("page", "panel") and id(other.thing) not in inside and other.name:
            found[other.name] = "\u00a0" * 3 * (other.kind == "panel") + desk.label(other.thing)
    return found


@bp.route("/<thing>/weghalen", methods=["GET", "POST"])
def remove(partnership_id: int, name: str, thing: str) -> Answer:
    """Say what goes with it, and remove a page, panel or question."""
    desk = desk_of(partnership_id, name)
    spot, form = desk.find(thing), ButtonForm()
    if form.validate_on_submit():
        desk.keep(editing.remove(desk.envelope, thing))
        flash(gettext("‘%(title)s’ is weggehaald.", title=desk.label(spot.thing)))
        return back_to(desk)
    names = _names_in(desk, spot)
    users = dict.fromkeys(user for one in names for user in users_of(desk.envelope, one) if user not in names)
    return desk.page(
        "remove",
        form=form,
        spot=spot,
        label=desk.label(spot.thing),
        questions=[desk.label(desk.find(one).thing) for one in names if one != thing],
        users=[desk.label(desk.find(user).thing) for user in users],
        indicators=indicators_of(desk.envelope, names),
        published=[desk.label(desk.find(one).thing) for one in names if desk.was_published(one)],
    )


def _names_in(desk: Desk, spot: Spot) -> list[str]:
    """Return the names of a thing and of everything in it."""
    owners, names = {id(spot.thing)}, [spot.name]
    for other in editing.spots(desk.envelope):
        if id(other.owner) in owners:
            owners.add(id(other.thing))
            names.append(other.name)
    return [one for one in names if one]


def _titled(desk: Desk, label: str) -> type[Form]:
    """Return a form that asks for a title in every language of the file."""
    fields = {
        f"title_{code}": TextField(in_language(label, code, desk.languages), [Required()])
        for code in desk.languages
    }
    return type("TitledForm", (Form,), {**fields, "submit_id": SubmitIdField()})


def _titles(desk: Desk, form: Form) -> dict[str, str]:
    return {code: form[f"title_{code}"].data or "" for code in desk.languages}


@bp.route("/nieuwe-pagina", methods=["GET", "POST"])
def new_page(partnership_id: int, name: str) -> Answer:
    """Add a page at the end."""
    desk = desk_of(partnership_id, name)
    form = _titled(desk, gettext("Titel van de pagina"))()
    if form.validate_on_submit():
        changed, new = editing.add_page(desk.envelope, _titles(desk, form), ever=desk.ever)
        desk.keep(changed)
        flash(gettext("De pagina is er. Zet er nu een vraag op."))
        return back_to(desk, ".new", **{"in": new})
    return desk.page("new_page", form=form), 422 if form.errors else 200


@bp.route("/nieuwe-vraag", methods=["GET", "POST"])
def new(partnership_id: int, name: str) -> Answer:
    """Add a question, a group or a piece of explanation at the end of a page."""
    desk = desk_of(partnership_id, name)
    owner = desk.find(asked("in"))
    if owner.kind not in ("page", "panel"):
        abort(404)
    base = _titled(desk, gettext("Wat staat er?"))
    extra = {
        "kind": OneChoiceField(_("Wat voor vraag?"), [Required()], choices=choices(_kinds())),
        "scale": PickField(
            _("Welke antwoorden?"),
            choices=choices({"": gettext("Eigen antwoorden")} | scales_to_choose(desk)),
            description=_("Alleen bij vragen met antwoorden om uit te kiezen."),
        ),
    }
    form = type("NewForm", (base,), extra)()
    if form.validate_on_submit():
        kind = form["kind"].data
        scale = desk.scales.get(form["scale"].data or "") if kind in WITH_SCALE else None
        changed, made = editing.add(
            desk.envelope, kind, _titles(desk, form), owner.name, scale=scale, ever=desk.ever
        )
        desk.keep(changed)
        flash(gettext("Toegevoegd aan ‘%(page)s’.", page=desk.label(owner.thing)))
        return _onward(desk, kind, made, has_scale=scale is not None)
    return desk.page("new", form=form, owner=owner, label=desk.label(owner.thing)), (
        422 if form.errors else 200
    )


def _onward(desk: Desk, kind: str, made: str, *, has_scale: bool) -> Answer:
    """Go on to what a new question lacks most: its rows, its answers, or what it means."""
    if kind == "matrix":
        return back_to(desk, "question_answers.rows", thing=made)
    if kind in WITH_SCALE and kind != "rating" and not has_scale:
        return back_to(desk, "question_answers.choices", thing=made)
    return back_to(desk, "question_words.edit", thing=made)


def _kinds() -> dict[str, str]:
    """Return the kinds to choose from; what a line of text is to be is chosen afterwards."""
    later = ("page", "email", "url", "tel", "time")
    return {key: str(label) for key, label in KINDS.items() if key not in later}


def scales_to_choose(desk: Desk) -> dict[str, str]:
    """Return the scales with values to choose from, each with its words."""
    main = desk.languages[0]
    return {
        name: f"{name}: {', '.join(value.text.get(main, '') for value in scale.values)}"
        for name, scale in desk.scales.items()
        if scale.values
    }

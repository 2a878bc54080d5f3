"""When a question is shown, or must be answered: chosen from lists, never typed as an expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field

from sopforms.core.errors import Invalid
from sopforms.core.questionnaire import editing
from sopforms.core.questionnaire.editing import Spot
from sopforms.core.questionnaire.editing_conditions import (
    AND,
    OFFERED,
    OR,
    UNARY,
    Clause,
    Literal,
    add_clause,
    alternatives,
    drop_clause,
    read_clauses,
    write_clauses,
)
from sopforms.core.questionnaire.editing_places import Area, questions_before
from sopforms.core.questionnaire.load_expressions import Variable, variable
from sopforms.core.questionnaire.model import NONE, OTHER, Question
from sopforms.core.questionnaire.problems import Severity
from sopforms.core.questionnaire.rewriting import Envelope
from sopforms.web.filters import date_without_weekday
from sopforms.web.forms import (
    CountField,
    DayField,
    Form,
    OneChoiceField,
    PickField,
    Required,
    SeveralField,
    SubmitIdField,
    TextField,
    VersionField,
    choices,
)
from sopforms.web.question_desk import URL, Answer, Desk, asked, back_to, desk_of, stamp, tabs
from sopforms.web.question_problems import said

bp = Blueprint("question_condition", __name__, url_prefix=URL)

WHAT = {"tonen": "visibleIf", "verplicht": "requiredIf"}
HOW = {
    "anyof": _("is een van deze antwoorden"),
    "noneof": _("is geen van deze antwoorden"),
    "allof": _("bevat al deze antwoorden"),
    "=": _("is"),
    "!=": _("is niet"),
    "<": _("is kleiner dan"),
    "<=": _("is hoogstens"),
    ">": _("is groter dan"),
    ">=": _("is minstens"),
    "contains": _("bevat"),
    "notcontains": _("bevat niet"),
    "notempty": _("is beantwoord"),
    "empty": _("is niet beantwoord"),
}
LISTED = ("one", "many", "boolean")


@dataclass(frozen=True, slots=True)
class Said:
    """A clause in words: the question, what is asked of its answer, and the answers."""

    index: int
    question: str
    how: str
    answers: str


class DropForm(Form):
    """The buttons of the list of clauses."""

    version = VersionField()
    submit_id = SubmitIdField()


@bp.get("/<thing>/voorwaarde/<any(tonen, verplicht):what>")
def show(partnership_id: int, name: str, thing: str, what: str) -> str:
    """Show the condition in words, and ask about which question one more is."""
    desk = desk_of(partnership_id, name)
    return _page(desk, desk.find(thing), what)


@bp.post("/<thing>/voorwaarde/<any(tonen, verplicht):what>")
def drop(partnership_id: int, name: str, thing: str, what: str) -> Answer:
    """Take one clause away, or the whole condition."""
    desk = desk_of(partnership_id, name)
    spot, key = desk.find(thing), WHAT[what]
    text = str(spot.thing.get(key, ""))
    clauses, form = read_clauses(text), DropForm()
    if not form.validate():
        return _page(desk, spot, what), 422
    if form.version.data != stamp(text):
        return _page(desk, spot, what, is_late=True), 409
    index = int(asked("do")) if asked("do").isdecimal() else -1
    if clauses is not None and 0 <= index < len(clauses):
        text = write_clauses(drop_clause(clauses, index))
    elif asked("do") == "alles":
        text = ""
    desk.keep(_with(desk.envelope, thing, key, text))
    flash(gettext("Weggehaald.") if text else gettext("Er is nu geen voorwaarde meer."))
    return back_to(desk, ".show", thing=thing, what=what)


@bp.route("/<thing>/voorwaarde/<any(tonen, verplicht):what>/erbij", methods=["GET", "POST"])
def add(partnership_id: int, name: str, thing: str, what: str) -> Answer:
    """Ask what the answer to the chosen question must be, and add it to the condition."""
    desk = desk_of(partnership_id, name)
    spot, key = desk.find(thing), WHAT[what]
    text = str(spot.thing.get(key, ""))
    clauses = read_clauses(text) if text else ()
    subject = variable(asked("over"), questions_before(desk.row.source, thing))
    if subject is None or clauses is None:
        abort(404)
    form = _form(desk, subject, clauses)
    if request.method == "POST" and form.validate():
        try:
            joined = OR if clauses and form["joined"].data == OR else AND
            changed = write_clauses(add_clause(clauses, _clause(subject, form), joined))
        except Invalid as wrong:
            form.refuse(wrong.problems)
        else:
            desk.keep(_with(desk.envelope, thing, key, changed))
            flash(gettext("Bewaard."))
            return back_to(desk, ".show", thing=thing, what=what)
    return desk.page(
        "condition_add",
        form=form,
        spot=spot,
        what=what,
        label=desk.label(spot.thing),
        about=_title(desk, subject),
        back=desk.url(".show", thing=thing, what=what),
    ), 422 if request.method == "POST" else 200


def _with(envelope: Envelope, thing: str, key: str, text: str) -> Envelope:
    """Return the envelope with this condition; a question that must be answered always is so no more."""
    changed = deepcopy(envelope)
    found = editing.find(changed, thing).thing
    if not text:
        found.pop(key, None)
        return changed
    found[key] = text
    if key == "requiredIf":
        found.pop("isRequired", None)
    return changed


def _form(desk: Desk, subject: Variable, clauses: Sequence[Clause]) -> Form:
    fields: dict[str, Field] = {}
    if clauses:
        joined = {AND: _("En: dit moet ook zo zijn"), OR: _("Of: dit alleen is ook genoeg")}
        fields["joined"] = OneChoiceField(
            _("Hoe hoort dit bij wat er al staat?"), [Required()], choices=choices(joined)
        )
    offered = {how: HOW[how] for how in OFFERED[subject.kind]}
    fields["how"] = OneChoiceField(_("Wat moet het antwoord zijn?"), [Required()], choices=choices(offered))
    if subject.kind in LISTED:
        fields["values"] = SeveralField(_("Antwoorden"), choices=choices(_answers(desk, subject)))
    elif subject.kind == "number":
        fields["values"] = CountField(_("Getal"), decimals=True)
    elif subject.kind == "date":
        fields["values"] = DayField(_("Datum"))
    elif subject.kind == "text":
        fields["values"] = TextField(_("Woorden"))
    fields["submit_id"] = SubmitIdField()
    made: Form = type("ClauseForm", (Form,), fields)(data={"joined": AND, "how": OFFERED[subject.kind][0]})
    return made


def _clause(subject: Variable, form: Form) -> Clause:
    """Return what was chosen; raise Invalid when the answers are missing, or are too many for `is`."""
    how = str(form["how"].data)
    if how in UNARY:
        return Clause(subject.name, how)
    given = form["values"].data
    if given in (None, "", []):
        raise Invalid(values=gettext("Kies of vul in welk antwoord het moet zijn."))
    if isinstance(given, date):
        return Clause(subject.name, how, (given.isoformat(),))
    if not isinstance(given, list):
        number = given
        return Clause(subject.name, how, (int(number) if _is_whole(number) else number,))
    offered = {_key(value): value for value in subject.question.offered}
    values = tuple(offered[key] for key in given)
    if subject.kind == "boolean" and len(values) > 1:
        raise Invalid(values=gettext("Kies ja of nee, of kies ‘is beantwoord’."))
    return Clause(subject.name, how, values)


def _is_whole(number: Any) -> bool:
    return isinstance(number, float) and number.is_integer()


def _answers(desk: Desk, subject: Variable) -> Mapping[str, str]:
    """Return the answers of a question: posted key → words."""
    question, main = subject.question, desk.languages[0]
    words = {_key(choice.value): choice.text.get(main, choice.key) for choice in question.choices}
    words |= {"true": gettext("ja"), "false": gettext("nee")} if subject.kind == "boolean" else {}
    words |= {NONE: gettext("Geen van deze")} if question.has_none else {}
    words |= {OTHER: gettext("Anders, namelijk")} if question.has_other else {}
    return words


def _key(value: Literal) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _title(desk: Desk, subject: Variable) -> str:
    """Return what a condition asks about, in words."""
    main = desk.languages[0]
    title = subject.question.title.get(main, subject.question.name)
    if subject.row:
        words = {row.name: row.text.get(main, row.name) for row in subject.question.rows}
        return words.get(subject.row, title)
    if subject.name != subject.question.name:
        return gettext("Toelichting bij: %(title)s", title=title)
    return title


def _in_words(desk: Desk, index: int, clause: Clause, known: Mapping[str, Question]) -> Said:
    subject = variable(clause.name, known)
    if subject is None:
        return Said(index, f"{{{clause.name}}}", str(HOW[clause.how]), ", ".join(map(str, clause.values)))
    words = _answers(desk, subject) if subject.kind in LISTED else {}
    is_one = clause.how == "anyof" and len(clause.values) == 1 and subject.kind == "one"
    how = HOW["="] if is_one else HOW[clause.how]
    answers = [words.get(_key(value), _typed(subject, value)) for value in clause.values]
    return Said(index, _title(desk, subject), str(how), gettext(" of ").join(answers))


def _typed(subject: Variable, value: Literal) -> str:
    if subject.kind == "date":
        return date_without_weekday(date.fromisoformat(str(value)))
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def _offered(desk: Desk, known: Mapping[str, Question]) -> dict[str, str]:
    """Return the questions and statements to ask about."""
    found: dict[str, str] = {}
    for name, question in known.items():
        rows = [f"{name}.{row.name}" for row in question.rows]
        for one in rows or [name]:
            subject = variable(one, known)
            if subject is not None:
                found[one] = _title(desk, subject)
    return found


def _page(desk: Desk, spot: Spot, what: str, *, is_late: bool = False) -> str:
    known = questions_before(desk.row.source, spot.name)
    text = str(spot.thing.get(WHAT[what], ""))
    clauses = read_clauses(text) if text else ()
    groups = [[_in_words(desk, i, one, known) for i, one in group] for group in alternatives(clauses or ())]
    offered = _offered(desk, known)
    field = PickField(_("Over welke vraag?"), choices=choices(offered), name="over", id="over")
    ask: Form = type("AboutForm", (Form,), {"over": field})(formdata=None)
    wrong = [one for one in desk.problems_of(spot.name, Area.CONDITION) if one.key == WHAT[what]]
    return desk.page(
        "condition",
        form=DropForm(formdata=None, data={"version": stamp(text)}),
        ask=ask,
        offered=offered,
        spot=spot,
        what=what,
        label=desk.label(spot.thing),
        tabs=tabs(desk, spot, "condition"),
        groups=groups,
        text="" if clauses is not None else text,
        errors=[("voorwaarde", said(one)) for one in wrong if one.problem.severity is Severity.ERROR],
        hints=[said(one) for one in wrong if one.problem.severity is not Severity.ERROR],
        is_late=is_late,
        is_question=spot.kind not in ("page", "panel", "html"),
    )

"""The board's reaction: the advice beside an answer to each point; checked, then sent to the council."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import FieldList, FormField

from sopforms.actions import council
from sopforms.actions import reaction as deeds
from sopforms.actions.recording import ask
from sopforms.core import advice as rules
from sopforms.core.advice import Advice, PointReaction, Reaction
from sopforms.core.codes import Deed, PointAnswer, Right
from sopforms.core.document import GUIDE
from sopforms.core.errors import Invalid
from sopforms.store import advices, cycles, decisions, drafts
from sopforms.store.advices import AdviceRow
from sopforms.store.clock import today
from sopforms.store.decisions import ConceptRow
from sopforms.web.advice_form import typed
from sopforms.web.council_forms import SeenForm, fingerprint
from sopforms.web.forms import (
    AtMost,
    DayField,
    Days,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    PickField,
    TextField,
    TickField,
    VersionField,
    choices,
)
from sopforms.web.told import told

bp = Blueprint("reaction", __name__, url_prefix="/dossier/<int:dossier_id>/reactie")

Page = str | Response | tuple[str, int]

ANSWERS_TO = "_advice"  # in what is kept: the advice that is answered
ANSWERS = {
    PointAnswer.OVERGENOMEN: _l("Overgenomen"),
    PointAnswer.DEELS: _l("Deels overgenomen"),
    PointAnswer.NIET: _l("Niet overgenomen"),
}


class AnswerForm(Form):
    """The answer to one point."""

    class Meta(Form.Meta):
        """Part of a form that has its own token."""

        csrf = False

    answer = OneChoiceField(_l("Neemt u dit over?"), [Optional()], choices=choices(ANSWERS))
    reason = LongTextField(
        _l("Waarom?"), [Optional(), AtMost(4000)], description=_l("Een of twee zinnen. Dit leest de raad.")
    )
    change = LongTextField(_l("Wat verandert er in de tekst?"), [Optional(), AtMost(4000)])
    part = PickField(_l("In welk deel?"), [Optional()], choices=choices({}))


class ReactionForm(Form):
    """The whole reaction; whether the board follows is asked only where points cannot tell."""

    points = FieldList(FormField(AnswerForm))
    text = LongTextField(_l("Reactie op het hele advies"), [Optional(), AtMost(20_000)])
    follows = OneChoiceField(
        _l("Volgt u dit advies helemaal?"),
        [Optional()],
        choices=choices({"ja": _l("Ja, helemaal"), "nee": _l("Nee, niet of niet helemaal")}),
    )
    network = TickField(
        _l("De reden is het dekkend netwerk van de scholen in de regio"),
        description=_l("De raad krijgt dan de dekking van vandaag bij uw reactie."),
    )
    talks_on = DayField(
        _l("Op welke dag biedt u nader overleg aan?"),
        [Optional(), Days(first=today, because=_l("want het overleg komt na uw reactie"))],
        description=_l("Alleen nodig als u het advies niet helemaal volgt. Bijvoorbeeld 28-5-2027."),
    )
    name = TextField(_l("Uw naam"), [Optional(), AtMost(120)])
    function = TextField(_l("Uw functie"), [Optional(), AtMost(80)])
    version = VersionField()

    def reaction(self) -> Reaction:
        """Return the reaction as the rules read it."""
        return Reaction(
            text=self.text.data or "",
            points=tuple(
                PointReaction(
                    PointAnswer(entry.form.answer.data) if entry.form.answer.data else None,
                    entry.form.reason.data or "",
                    entry.form.change.data or "",
                    entry.form.part.data or "",
                )
                for entry in self.points.entries
            ),
            follows={"ja": True, "nee": False}.get(self.follows.data or ""),
            name=self.name.data or "",
            function=self.function.data or "",
            network=bool(self.network.data),
        )


@bp.get("")
def edit(dossier_id: int) -> Page:
    """Show the advice and what the board is writing."""
    if g.dossier.reacted_on is not None:
        return redirect(url_for("advice.show", dossier_id=dossier_id))
    given, said = deeds.given_advice(dossier_id)
    concept = decisions.find_concept(dossier_id, deeds.CONCEPT)
    form = _shown(said, concept, given)
    if concept and request.args.get("controle") == "1":
        _judge(form, said)
    return _draw(form, given, said)


@bp.post("")
def save(dossier_id: int) -> Page:
    """Save the concept, then stay or go on to the check page."""
    given, said = deeds.given_advice(dossier_id)
    form = ReactionForm()
    _fit(form, said)
    fields, version = {**typed(request.form), ANSWERS_TO: str(given.id)}, form.version.data or 0
    if not deeds.save_reaction(dossier_id, fields, version, actor=g.actor, today=today()):
        return _conflict(dossier_id, form, given, said, fields)
    form.version.data = version + 1
    if request.form.get("actie") == "concept":
        flash(_("Het concept is bewaard."))
        return redirect(url_for(".edit", dossier_id=dossier_id), 303)
    if _judge(form, said):
        return redirect(url_for(".check", dossier_id=dossier_id), 303)
    return _draw(form, given, said), 422


@bp.get("/controleren")
def check(dossier_id: int) -> Page:
    """Show the reaction once more, and whether it deviates from the advice."""
    given, said = deeds.given_advice(dossier_id)
    form = _ready(dossier_id, said, given)
    if form is None:
        return redirect(url_for(".edit", dossier_id=dossier_id, controle=1))
    known = deeds.known(g.dossier, said, form.reaction(), g.actor, today())
    ask(Deed.REACT, g.dossier, g.actor, today(), facts=known)
    return _draw(
        form, given, said, template="decision/reaction_check.html", button=SeenForm(seen=_seen(form, given))
    )


@bp.post("/controleren")
def send(dossier_id: int) -> Page:
    """Send the reaction to the council."""
    if g.dossier.reacted_on is not None and advices.find_request(dossier_id):
        return redirect(url_for(".sent", dossier_id=dossier_id), 303)
    given, said = deeds.given_advice(dossier_id)
    form = _ready(dossier_id, said, given)
    if form is None:
        return redirect(url_for(".edit", dossier_id=dossier_id, controle=1), 303)
    if not SeenForm().saw(_seen(form, given)):
        flash(_("Er is intussen iets gewijzigd. Kijk het nog een keer na voordat u verstuurt."))
        return redirect(url_for(".check", dossier_id=dossier_id), 303)
    deeds.react(dossier_id, form.reaction(), talks_on=form.talks_on.data, actor=g.actor, today=today())
    return redirect(url_for(".sent", dossier_id=dossier_id), 303)


@bp.get("/verstuurd")
def sent(dossier_id: int) -> Page:
    """Say that it was sent and what comes next."""
    if g.dossier.reacted_on is None:
        return redirect(url_for(".edit", dossier_id=dossier_id))
    found = council.parties_of(dossier_id)
    consent = found is not None and found.right is Right.INSTEMMING
    return render_template("decision/reaction_sent.html", found=found, consent=consent, year=_year())


def _seen(form: ReactionForm, given: AdviceRow) -> str:
    """Return what stands for the reaction as it would be sent, and for the advice that it answers."""
    return fingerprint(given.id, form.reaction(), form.talks_on.data)


def _shown(said: Advice, concept: ConceptRow | None, given: AdviceRow) -> ReactionForm:
    """Return the form with what was kept. Of a reaction to an earlier advice only the texts are kept."""
    if concept is None:
        form = ReactionForm(formdata=None, meta={"csrf": False})
        form.name.data, form.function.data, form.version.data = g.actor.name, g.actor.function, 0
    else:
        kept = concept.fields
        if kept.get(ANSWERS_TO, str(given.id)) != str(given.id):
            kept = {name: text for name, text in kept.items() if not name.endswith(("-answer", "follows"))}
        form = ReactionForm(formdata=MultiDict(kept), meta={"csrf": False})
        form.version.data = concept.version
    _fit(form, said)
    return form


def _fit(form: ReactionForm, said: Advice) -> None:
    """Give the form as many answers as the advice has points."""
    while len(form.points.entries) < len(said.points):
        form.points.append_entry()
    while len(form.points.entries) > len(said.points):
        form.points.pop_entry()
    for entry in form.points.entries:
        entry.form.part.choices = choices({"": _l("Kies een deel"), **parts()})


def parts() -> dict[str, str]:
    """Return the parts for parents by key, in their order: where a point may change the text."""
    return {row.key: row.title for row in drafts.parts_of(g.dossier.id) if row.key in GUIDE}


def _ready(dossier_id: int, said: Advice, given: AdviceRow) -> ReactionForm | None:
    concept = decisions.find_concept(dossier_id, deeds.CONCEPT)
    if concept is None:
        return None
    form = _shown(said, concept, given)
    return form if _judge(form, said) else None


def _judge(form: ReactionForm, said: Advice) -> bool:
    """Hang every problem on its field; return whether there is none."""
    if not form.validate():
        return False
    problems: dict[str, str] = {}
    try:
        rules.check_reaction(said, form.reaction())
    except Invalid as wrong:
        problems = dict(wrong.problems)
    if rules.deviates(said, form.reaction()) and form.talks_on.data is None and not problems:
        problems["talks_on"] = _(
            "U neemt niet alles over waar het antwoord van de raad van afhangt. Bied een dag aan voor nader"
            " overleg."
        )
    for name, message in problems.items():
        _hang(form, name, message)
    return not problems


def _hang(form: ReactionForm, name: str, message: str) -> None:
    """Put a message at its field; `points-2-reason` is a field of the third answer."""
    parts = name.split("-")
    if len(parts) == 3 and parts[0] == "points":
        form.points.entries[int(parts[1])].form[parts[2]].errors = [message]
    else:
        form.refuse({name: message})


def _conflict(
    dossier_id: int, form: ReactionForm, given: AdviceRow, said: Advice, fields: dict[str, Any]
) -> Page:
    theirs = decisions.find_concept(dossier_id, deeds.CONCEPT)
    if theirs is not None and theirs.fields == fields:  # the same page, sent twice
        return redirect(url_for(".edit", dossier_id=dossier_id, controle=1), 303)
    form.version.data = theirs.version if theirs else 0
    other = _shown(said, theirs, given) if theirs else None
    return _draw(form, given, said, theirs=other), 409


def _draw(
    form: ReactionForm, given: AdviceRow, said: Advice, *, template: str = "decision/reaction.html",
    **more: Any,
) -> str:  # fmt: skip
    right = _right(given.request_id)
    return render_template(
        template,
        form=form,
        given=given,
        said=said,
        label=told(rules.labels_under(right)[given.form]),
        consent=right is Right.INSTEMMING,
        asks_statement=rules.needs_statement(said),
        deviates=rules.deviates(said, form.reaction()),
        deviating=rules.deviating_points(said, form.reaction()),
        left=rules.left_points(said, form.reaction()),
        answers=ANSWERS,
        year=_year(),
        theirs=more.pop("theirs", None),
        parts=parts(),
        **more,
    )


def _right(request_id: int) -> Right:
    return council.parties(advices.get_request(request_id)).right


def _year() -> str:
    return cycles.get(g.dossier.cycle_id).school_year

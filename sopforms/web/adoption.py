"""Adopting: the guards as a checklist, who decides, the decision in words, checked and then taken.

Where a board asks for two persons, the first prepares and the second adopts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from sopforms.actions import decision as deeds
from sopforms.actions import draft as drafting
from sopforms.actions import standing
from sopforms.actions.decision import Decider
from sopforms.core import blocks_json, workflow
from sopforms.core import decision as rules
from sopforms.core.codes import Deed, PointAnswer, Right, Role, Step
from sopforms.core.dossier import Dossier
from sopforms.core.errors import Invalid, Refused
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.terms import suspended_until, suspension_warnings
from sopforms.store import decisions, partnerships
from sopforms.store.clock import today
from sopforms.store.decisions import ConceptRow
from sopforms.web import next_steps
from sopforms.web.advice_form import typed
from sopforms.web.council_forms import SeenForm, fingerprint
from sopforms.web.decision import year
from sopforms.web.forms import AtMost, Form, LongTextField, Optional, Required, TextField, VersionField
from sopforms.web.refusals import sentence, sentences

bp = Blueprint("adoption", __name__, url_prefix="/dossier/<int:dossier_id>/vaststellen")

Page = str | Response | tuple[str, int]


class AdoptionForm(Form):
    """Who decides, where, on which mandate, and where the decision deviates."""

    place = TextField(_l("Plaats"), [Required(), AtMost(80)])
    name = TextField(_l("Naam van wie besluit"), [Required(), AtMost(120)])
    function = TextField(_l("Functie"), [Required(), AtMost(80)])
    mandate = TextField(
        _l("Mandaat"), [Optional(), AtMost(200)],
        description=_l("Alleen als u niet zelf het bestuur bent. Bijvoorbeeld: managementstatuut artikel 4."),
    )  # fmt: skip
    deviations = LongTextField(
        _l("Op welke punten wijkt het besluit af?"),
        [Optional(), AtMost(6000)],
        description=_l("Zet elk punt op een eigen regel."),
    )
    version = VersionField()

    def decider(self) -> Decider:
        """Return who decides, and the points as phrases."""
        lines = (self.deviations.data or "").splitlines()
        return Decider(
            self.place.data or "",
            self.name.data or "",
            self.function.data or "",
            self.mandate.data or "",
            tuple(line.strip() for line in lines if line.strip()),
        )


@bp.get("")
def adopt(dossier_id: int) -> Page:
    """Show what stands in the way, if anything, and ask who decides."""
    if g.dossier.adopted_on is not None:
        return redirect(url_for("decision.show", dossier_id=dossier_id))
    form = _shown(dossier_id, decisions.find_concept(dossier_id, deeds.CONCEPT))
    if request.args.get("controle") == "1":
        _judge(form)
    return _draw(form)


@bp.post("")
def save(dossier_id: int) -> Page:
    """Keep who decides and go on to the check page."""
    form = AdoptionForm()
    fields, version = typed(request.form), form.version.data or 0
    if not deeds.save_adoption(dossier_id, fields, version, actor=g.actor, today=today()):
        theirs = decisions.find_concept(dossier_id, deeds.CONCEPT)
        if theirs is None or theirs.fields != fields:
            form.beside(theirs.fields if theirs else {}, theirs.version if theirs else 0)
            return _draw(form), 409
    else:
        form.version.data = version + 1
    if not _judge(form):
        return _draw(form), 422
    return redirect(url_for(".check", dossier_id=dossier_id), 303)


@bp.get("/controleren")
def check(dossier_id: int) -> Page:
    """Show the decision in its words and the text it is about."""
    form = _ready(dossier_id)
    if form is None:
        return redirect(url_for(".adopt", dossier_id=dossier_id, controle=1))
    decision = deeds.decision_of(g.dossier, _decider(form), today())
    known = deeds.known(g.dossier, g.actor, today())
    until = decision.suspended_until
    return render_template(
        "decision/adopt_check.html",
        form=SeenForm(seen=_seen(dossier_id, decision)),
        typed=form,
        wording=deeds.wording(decision),
        mandate=decision.mandate,
        is_head=deeds.role_of(g.actor) is Role.HEAD,
        suspended_until=until,
        warnings=sentences(suspension_warnings(until, SchoolYear.parse(year())) if until else []),
        obstacles=sentences(_obstacles(known)),
        waits_for_second=_obstacles(known) == ["second_person_missing"],
        year=year(),
    )


@bp.post("/controleren")
def finish(dossier_id: int) -> Page:
    """Adopt the text."""
    if g.dossier.adopted_on is not None:
        return redirect(url_for(".adopted", dossier_id=dossier_id), 303)
    form = _ready(dossier_id)
    if form is None:
        known = deeds.known(g.dossier, g.actor, today())
        if reasons := _obstacles(known):
            raise Refused(*reasons)
        return redirect(url_for(".adopt", dossier_id=dossier_id, controle=1), 303)
    if not SeenForm().saw(_seen(dossier_id, deeds.decision_of(g.dossier, _decider(form), today()))):
        flash(_("Er is intussen iets gewijzigd. Kijk het nog een keer na voordat u vaststelt."))
        return redirect(url_for(".check", dossier_id=dossier_id), 303)
    deeds.adopt(dossier_id, form.decider(), actor=g.actor, today=today())
    return redirect(url_for(".adopted", dossier_id=dossier_id), 303)


def _seen(dossier_id: int, decision: rules.Decision) -> str:
    """Return what stands for the decision and the text that would be sealed now."""
    chapters, guide = drafting.current_text(dossier_id, decided_on=today())
    return fingerprint(deeds.wording(decision), blocks_json.digest(guide), blocks_json.digest(chapters))


@bp.get("/klaar")
def adopted(dossier_id: int) -> Page:
    """Say that the text is adopted and what comes next."""
    if g.dossier.adopted_on is None:
        return redirect(url_for(".adopt", dossier_id=dossier_id))
    return render_template("decision/adopted.html", decision=decisions.get_decision(dossier_id), year=year())


def _shown(dossier_id: int, concept: ConceptRow | None) -> AdoptionForm:
    if concept is not None:
        form = AdoptionForm(formdata=MultiDict(concept.fields), meta={"csrf": False})
        form.version.data = concept.version
        return form
    form = AdoptionForm(formdata=None, meta={"csrf": False})
    board = partnerships.get_board(g.location.board_id)
    form.version.data, form.place.data = 0, board.place or g.location.place
    form.name.data, form.function.data, form.mandate.data = g.actor.name, g.actor.function, g.actor.mandate
    words = {PointAnswer.DEELS: "deels overgenomen", PointAnswer.NIET: "niet overgenomen"}
    form.deviations.data = "\n".join(
        f"{words[point.answer]}: “{' '.join(point.text.split()).rstrip('.')}”"
        for point in deeds.unmet_points(dossier_id)
        if point.answer in words
    )
    return form


def _ready(dossier_id: int) -> AdoptionForm | None:
    concept = decisions.find_concept(dossier_id, deeds.CONCEPT)
    if concept is None:
        return None
    form = _shown(dossier_id, concept)
    return form if _judge(form) else None


def _judge(form: AdoptionForm) -> bool:
    if not form.validate():
        return False
    try:
        decision = deeds.decision_of(g.dossier, _decider(form), today())
        rules.check(decision, deeds.role_of(g.actor), today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return False
    return True


def _decider(form: AdoptionForm) -> Decider:
    return deeds.signed(form.decider(), g.actor)


def _draw(form: AdoptionForm) -> str:
    known = deeds.known(g.dossier, g.actor, today())
    reasons = _obstacles(known)
    return render_template(
        "decision/adopt.html",
        form=form,
        facts=known,
        guards=list(_guards(known, reasons)),
        open_parts=standing.of(g.dossier).all,
        ready=not [reason for reason in reasons if reason != "second_person_missing"],
        first=next_steps.next_for(known, g.dossier.id, g.actor, today()),
        today=today(),
        would_wait_until=suspended_until(today(), known.rules.suspension_weeks)
        if known.deviates and known.right is Right.ADVIES
        else None,
        is_head=deeds.role_of(g.actor) is Role.HEAD,
        year=year(),
    )


def _obstacles(known: Dossier) -> list[str]:
    return workflow.obstacles(Deed.ADOPT, known, deeds.role_of(g.actor), today())


def _guards(known: Dossier, reasons: list[str]) -> Iterator[dict[str, Any]]:
    """Yield what the law and the settings ask, each done or with the sentence that says what helps."""
    for guard in _GUARDS:
        if not guard.applies(known):
            continue
        lacking = [sentence(reason) for reason in reasons if reason in guard.reasons]
        href = url_for(guard.page, dossier_id=g.dossier.id) if guard.page and lacking else ""
        yield {"label": guard.label, "done": not lacking, "note": " ".join(lacking), "href": href}


@dataclass(frozen=True, slots=True)
class _Guard:
    """A line of the checklist: the reasons it stands for, the page that helps, when it applies."""

    label: LazyString
    reasons: tuple[str, ...]
    page: str = ""
    applies: Callable[[Dossier], bool] = lambda _known: True


_GUARDS = (
    _Guard(
        _l("De raad heeft geantwoord en het bestuur heeft gereageerd"),
        ("step_not_reached", "reaction_missing", "followed_unknown", "advice_withdrawn"),
        "reaction.edit",
        lambda known: known.step is not Step.NO_ADVICE,
    ),
    _Guard(
        _l("De termijn van de raad is voorbij en overleg was aangeboden"),
        ("term_runs", "term_not_started", "consultation_not_offered"),
        "",
        lambda known: known.step is Step.NO_ADVICE,
    ),
    _Guard(
        _l("Nader overleg is aangeboden"),
        ("further_talks_not_offered",),
        "decision.further_talks",
        lambda known: known.deviates,
    ),
    _Guard(
        _l("De raad heeft ingestemd"),
        ("consent_missing", "consent_refused", "consent_conditions_not_met"),
        "",
        lambda known: known.right is Right.INSTEMMING,
    ),
    _Guard(_l("Elk onderdeel van de tekst is klaar"), ("draft_missing", "chapters_open"), "draft.overview"),
    _Guard(
        _l("De tekst voor ouders klopt met de antwoorden en mist niets"),
        ("guide_stale", "guide_gaps"),
        "draft.overview",
    ),
    _Guard(_l("In de tekst staan geen namen van leerlingen"), ("names_suspected",)),
    _Guard(
        _l("Het bestuur heeft zijn oordeel vastgelegd"),
        ("judgement_missing",),
        "decision.judge",
        lambda known: known.judgement_required,
    ),
    _Guard(
        _l("Een tweede persoon bevestigt"),
        ("second_person_missing",),
        "",
        lambda known: known.second_person_required,
    ),
    _Guard(_l("U beslist voor het bestuur"), ("mandate_missing", "role_may_not")),
)

"""Publishing the set that is being written: what is different, what it does to trends, what to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import HiddenField

from sopforms.actions import cycle, publishing
from sopforms.actions.publishing import Proposal
from sopforms.core import confirmation
from sopforms.core.confirmation import Confirmation, Difference
from sopforms.core.errors import Conflict, Invalid
from sopforms.core.questionnaire import Questionnaire
from sopforms.core.questionnaire.answer_problems import in_language
from sopforms.core.questionnaire.comparison import Change, ChangeKind
from sopforms.store import clock, question_drafts
from sopforms.web.forms import Form, LongTextField, SubmitIdField, TextField, TickField
from sopforms.web.language import chosen
from sopforms.web.question_files import TITLES, URL, shipped
from sopforms.web.question_meaning import BASES

bp = Blueprint("question_publishing", __name__, url_prefix=URL)

Answer = str | Response | tuple[str, int]

PROPERTIES = {
    "isRequired": _l("of er een antwoord moet komen"),
    "requiredIf": _l("wanneer er een antwoord moet komen"),
    "eachRowRequired": _l("of elke uitspraak een antwoord moet hebben"),
    "maxLength": _l("hoe lang een antwoord mag zijn"),
    "minSelectedChoices": _l("hoeveel antwoorden minstens"),
    "maxSelectedChoices": _l("hoeveel antwoorden hoogstens"),
    "min": _l("het kleinste dat mag"),
    "max": _l("het grootste dat mag"),
    "step": _l("de stap"),
    "rows": _l("hoe hoog het veld is"),
    "showCommentArea": _l("of er plaats is voor een toelichting"),
    "validators": _l("waarop een antwoord wordt nagekeken"),
    "chapter": _l("het hoofdstuk"),
    "audience": _l("voor welke scholen"),
    "need": _l("waar ouders naar zoeken"),
    "shared": _l("of het samenwerkingsverband het ziet"),
}
"""What a property of a question is about, for who does not read the file."""


class PublishForm(Form):
    """What is confirmed before a set is published."""

    breaking = TickField(_l("Ja, deze wijzigingen breken de reeks"))
    reason = LongTextField(
        _l("Waarom breekt de reeks?"),
        description=_l("Scholen lezen dit bij hun cijfers van vorig jaar. Hoogstens 500 tekens."),
    )
    additive = TickField(_l("De aanvullingen kloppen"))
    wording = TickField(_l("De vragen met andere woorden vragen nog hetzelfde"))
    title = TextField(_l("Naam van de vragenset"), description=_l("Zo kiest u hem als u een ronde opent."))
    seen = HiddenField()
    submit_id = SubmitIdField()

    def given(self) -> Confirmation:
        """Return what was confirmed."""
        return Confirmation(self.wording.data, self.additive.data, self.breaking.data, self.reason.data or "")


@bp.get("/publiceren")
def check(partnership_id: int) -> str:
    """Show every difference with the set before, by what it does to trends."""
    proposal = _proposal(partnership_id)
    year = cycle.years_to_open(partnership_id, clock.today())[0]
    data = {"title": _("Vragen %(year)s", year=year), "seen": proposal.fingerprint}
    return _page(proposal, PublishForm(data=data))


@bp.post("/publiceren")
def publish(partnership_id: int) -> Answer:
    """Publish the set as a whole."""
    form = PublishForm()
    if not form.validate():
        return _page(_proposal(partnership_id), form), 422
    try:
        publishing.publish(
            partnership_id,
            form.title.data or "",
            form.seen.data or "",
            form.given(),
            shipped=shipped(),
            actor=g.actor,
            today=clock.today(),
        )
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(_proposal(partnership_id), form), 422
    except Conflict:
        proposal = _proposal(partnership_id)
        form.seen.data = proposal.fingerprint
        form.form_errors.append(_("Er is intussen iets gewijzigd. Bekijk de verschillen nog eens."))
        return _page(proposal, form), 409
    flash(_("De vragenset is gepubliceerd. Kies hem als u de volgende ronde opent."))
    return redirect(url_for("questions.overview", partnership_id=partnership_id), 303)


def _proposal(partnership_id: int) -> Proposal:
    if not question_drafts.of_partnership(partnership_id):
        abort(404)
    return publishing.propose(partnership_id)


def _page(proposal: Proposal, form: PublishForm) -> str:
    differences = proposal.differences
    lines = _Lines(proposal.checked.questionnaires)
    return render_template(
        "questions/publish.html",
        partnership=g.partnership,
        form=form,
        proposal=proposal,
        wrong=[(name, TITLES[name], proposal.checked.errors(name)) for name in proposal.checked.problems],
        new=[TITLES[one.name] for one in differences if one.is_new],
        needed=[str(kind) for kind in confirmation.kinds(differences)],
        lists={str(kind): lines.of(differences, kind) for kind in ChangeKind},
        refused=[line for one in differences for line in lines.told(one, one.comparison.refused)],
        breaks=sorted({series for one in differences for series in one.breaks}),
        reworded=sorted({series for one in differences for series in one.reworded}),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """Changes as a page lists them: what, about which question in which file, for which series."""

    forms: Mapping[str, Questionnaire]

    def of(self, differences: tuple[Difference, ...], kind: ChangeKind) -> list[dict[str, Any]]:
        """Return the changes of one class, without those that are refused: they stand apart."""
        return [
            line
            for one in differences
            for line in self.told(one, [each for each in one.comparison.of(kind) if not each.refused])
        ]

    def told(self, one: Difference, changes: Iterable[Change]) -> list[dict[str, Any]]:
        """Return changes of one file, in order."""
        return [
            {
                "file": TITLES[one.name],
                "question": self._label(one.name, change.question),
                "what": _what(change),
                "series": ", ".join(change.series),
            }
            for change in changes
        ]

    def _label(self, name: str, question: str | None) -> str:
        """Return what a question is called in tables; its name when it is gone from the file."""
        form = self.forms.get(name)
        entry = form.mapping.get(question or "") if form is not None else None
        return in_language(entry.short, chosen()) if entry is not None else question or ""


def _what(change: Change) -> str:
    """Return a change in words; a property that people know under another word is named by that."""
    if change.key == "base_changed":
        old, new = (BASES[str(change.params[side])] for side in ("old", "new"))
        return _("100%% was ‘%(old)s’ en is nu ‘%(new)s’", old=old, new=new)
    word = PROPERTIES.get(str(change.params.get("name", "")))
    if word is None or change.key not in ("property_changed", "property_from_to"):
        return change.in_language(chosen())
    if change.key == "property_changed":
        return _("Anders: %(what)s", what=word)
    return _(
        "Anders: %(what)s (%(old)s → %(new)s)",
        what=word,
        old=change.params.get("old", ""),
        new=change.params.get("new", ""),
    )

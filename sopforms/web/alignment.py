"""A school before it asks for advice: what schools nearby offer, agreements, the partnership's remarks."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import alignment as deeds
from sopforms.actions.alignment import Neighbour
from sopforms.actions.coverage import Region, View
from sopforms.core import roles
from sopforms.core.codes import Deed
from sopforms.core.coverage import PRESENT
from sopforms.core.errors import Invalid
from sopforms.core.workflow import MOVES
from sopforms.store import alignments
from sopforms.store.clock import today
from sopforms.web import coverage_words
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    PickField,
    Required,
    SubmitIdField,
    choices,
)

bp = Blueprint("alignment", __name__, url_prefix="/dossier/<int:dossier_id>/afstemming")

Page = str | Response | tuple[str, int]


class AgreementForm(Form):
    """An agreement with a school nearby."""

    school = PickField(_("Met welke school?"), [Required()])
    topic = PickField(_("Waarover?"))
    text = LongTextField(
        _("Wat spreken jullie af?"),
        [Required(), AtMost(2000)],
        description=_("Over het aanbod, nooit over een leerling. De andere school bevestigt de afspraak."),
    )
    submit_id = SubmitIdField()


class AnswerForm(Form):
    """What the school does with a remark."""

    text = LongTextField(_("Wat doet de school hiermee?"), [Required(), AtMost(2000)])
    submit_id = SubmitIdField()


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


@bp.get("")
def show(dossier_id: int) -> Page:
    """Show what schools nearby share, the agreements, and what the partnership remarked."""
    return _page()


@bp.post("")
def agree(dossier_id: int) -> Page:
    """Write down an agreement."""
    form = AgreementForm()
    _choices(form, deeds.region_of(g.dossier))
    if not form.validate():
        return _page(form=form), 422
    try:
        deeds.agree(
            dossier_id,
            int(form.school.data),
            form.topic.data or "",
            form.text.data or "",
            actor=g.actor,
            today=today(),
        )
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form=form), 422
    flash(gettext("De afspraak staat er. Hij geldt als de andere school hem bevestigt."))
    return _back("afspraken")


@bp.post("/afspraak/<int:agreement_id>/bevestigen")
def confirm(dossier_id: int, agreement_id: int) -> Page:
    """Confirm what another school wrote down."""
    deeds.confirm(dossier_id, agreement_id, actor=g.actor, today=today())
    flash(gettext("De afspraak is bevestigd."))
    return _back("afspraken")


@bp.post("/afspraak/<int:agreement_id>/beeindigen")
def end(dossier_id: int, agreement_id: int) -> Page:
    """End an agreement."""
    deeds.end(dossier_id, agreement_id, actor=g.actor, today=today())
    flash(gettext("De afspraak is beëindigd. Hij blijft te lezen."))
    return _back("afspraken")


@bp.post("/opmerking/<int:remark_id>")
def answer(dossier_id: int, remark_id: int) -> Page:
    """Answer a remark of the partnership."""
    alignments.get_remark(dossier_id, remark_id)
    form = AnswerForm(prefix=f"antwoord{remark_id}")
    if not form.validate():
        return _page(answers={remark_id: form}), 422
    try:
        deeds.answer(dossier_id, remark_id, form.text.data or "", actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(answers={remark_id: form}), 422
    flash(gettext("Het antwoord staat erbij. Het samenwerkingsverband leest het."))
    return _back("opmerkingen")


def _back(anchor: str) -> Response:
    return redirect(url_for(".show", dossier_id=g.dossier.id, _anchor=anchor), 303)


def _may(deed: Deed) -> bool:
    return any(roles.may(role, deed) for role in g.actor.roles)


def _page(form: AgreementForm | None = None, answers: dict[int, AnswerForm] | None = None) -> str:
    region = deeds.region_of(g.dossier)
    remarks = alignments.remarks_of(g.dossier.id)
    forms = {row.id: AnswerForm(formdata=None, prefix=f"antwoord{row.id}") for row in remarks}
    shown = form or AgreementForm(formdata=None)
    _choices(shown, region)
    return render_template(
        "alignment/show.html",
        near=[(one, *_offer(one)) for one in deeds.neighbours(g.dossier, region)],
        agreements=alignments.agreements_of(g.dossier.cycle_id, g.location.id),
        names={school.id: school.name for school in region.schools},
        remarks=remarks,
        form=shown,
        answers=forms | (answers or {}),
        act=ActForm(formdata=None),
        may_agree=_may(Deed.AGREE_WITH_SCHOOL) and g.dossier.step in MOVES[Deed.AGREE_WITH_SCHOOL].at,
        at_school=_may(Deed.CONFIRM_AGREEMENT),
        year=region.rounds[0].school_year,
    )


def _offer(one: Neighbour) -> tuple[list[str], list[str]]:
    """Return what a school offers, with where, and what it lacks: ready to be listed."""
    words = coverage_words.ranks(View.NEEDS)
    offered = [f"{topic.name} ({str(words[rank]).lower()})" for topic, rank in one.offer if rank >= PRESENT]
    return offered, [topic.name for topic, rank in one.offer if rank < PRESENT]


def _choices(form: AgreementForm, region: Region) -> None:
    near = deeds.neighbours(g.dossier, region)
    taking_part = {one.school.id for one in near} & set(region.rounds[0].steps)
    form.school.choices = choices(
        {str(one.school.id): one.school.name for one in near if one.school.id in taking_part}
    )
    topics = {topic.name: topic.name for topic in region.network().topics}
    form.topic.choices = choices({"": _("Iets anders")} | topics)

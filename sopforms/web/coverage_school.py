"""One school as the partnership sees it: what it shares, and what the partnership says of its draft.

A remark or an objection stands on record and holds nothing up; there is no button to approve, on purpose.
"""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import alignment as deeds
from sopforms.actions import coverage, shared_terms
from sopforms.actions.coverage import Region, View
from sopforms.core import roles
from sopforms.core.alignment import BURDEN, Remark
from sopforms.core.codes import Deed
from sopforms.core.errors import Invalid
from sopforms.core.workflow import MOVES
from sopforms.store import alignments, cycles
from sopforms.store.clock import today
from sopforms.web import deed_words
from sopforms.web.forms import AtMost, Form, LongTextField, PickField, Required, SubmitIdField, choices
from sopforms.web.language import chosen

bp = Blueprint("coverage_school", __name__, url_prefix="/dossier/<int:dossier_id>/dekking")

Page = str | Response | tuple[str, int]


class RemarkForm(Form):
    """What a draft means for the region."""

    topic = PickField(_("Waarover?"))
    text = LongTextField(
        _("Uw opmerking"),
        [Required(), AtMost(2000)],
        description=_("De school leest dit en antwoordt. U keurt het concept niet goed of af."),
    )
    submit_id = SubmitIdField()


class ObjectionForm(Form):
    """Why the partnership finds the burden disproportionate."""

    topic = PickField(_("Waarover?"))
    text = LongTextField(
        _("Waarom is de belasting onevenredig?"),
        [Required(), AtMost(2000)],
        description=_("De reden blijft vastliggen. Het bestuur van de school weegt haar en beslist."),
    )
    submit_id = SubmitIdField()


@bp.get("")
def show(dossier_id: int) -> Page:
    """Show what the school shares, and what was remarked."""
    return _page()


@bp.post("/opmerking")
def remark(dossier_id: int) -> Page:
    """Put a remark on the coverage at the draft."""
    return _put(Remark.REMARK, RemarkForm(prefix="opmerking"))


@bp.post("/bezwaar")
def objection(dossier_id: int) -> Page:
    """Object to a disproportionate burden, with the reason."""
    return _put(Remark.BURDEN, ObjectionForm(prefix="bezwaar"))


def _put(kind: Remark, form: RemarkForm | ObjectionForm) -> Page:
    _topics(form, _region())
    if not form.validate():
        return _page(form), 422
    try:
        said = form.text.data or ""
        deeds.remark(g.dossier.id, kind, form.topic.data or "", said, actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    flash(gettext("Het staat erbij. De school leest het bij haar concept."))
    return redirect(url_for(".show", dossier_id=g.dossier.id, _anchor="opmerkingen"), 303)


def _region() -> Region:
    return coverage.of_rounds(g.dossier.partnership_id, [cycles.get(g.dossier.cycle_id)])


def _may(deed: Deed) -> bool:
    able = any(roles.may(role, deed) for role in g.actor.roles)
    return able and g.dossier.step in MOVES[deed].at


def _page(wrong: RemarkForm | ObjectionForm | None = None) -> str:
    region = _region()
    remarking = wrong if isinstance(wrong, RemarkForm) else RemarkForm(formdata=None, prefix="opmerking")
    objecting = wrong if isinstance(wrong, ObjectionForm) else ObjectionForm(formdata=None, prefix="bezwaar")
    for form in (remarking, objecting):
        _topics(form, region)
    titles = region.rounds[0].terms.chapters
    values = deeds.values_of(region.rounds[0], g.location.id, chosen())
    return render_template(
        "coverage/school.html",
        shares=region.rounds[0].shares(g.location.id),
        article=BURDEN[roles.sector_of(g.location.kind)],
        step=deed_words.step(g.dossier.step),
        year=region.rounds[0].school_year,
        chapters=[
            (shared_terms.said(titles[key], chosen()) if key in titles else "", [one[1:] for one in found])
            for key, found in groupby(values, key=lambda one: one[0])
        ],
        remarks=alignments.remarks_of(g.dossier.id),
        remarking=remarking if _may(Deed.REMARK_COVERAGE) else None,
        objecting=objecting if _may(Deed.OBJECT_BURDEN) else None,
    )


def _topics(form: RemarkForm | ObjectionForm, region: Region) -> None:
    topics = {
        topic.name: topic.name for view in (View.NEEDS, View.TOPICS) for topic in region.network(view).topics
    }
    form.topic.choices = choices({"": _("Het geheel")} | topics)

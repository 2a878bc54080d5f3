"""The papers for the council: what is complete, what the board fills in, the letter and the PDF."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import documents, joining, paperwork, standing
from sopforms.actions import papers as deeds
from sopforms.core import joint, workflow
from sopforms.core.codes import Deed, Right, Step
from sopforms.core.errors import Invalid, NotFound
from sopforms.core.papers import Asked
from sopforms.output import changes_html
from sopforms.store import advices, councils, cycles, facts, reopenings
from sopforms.store.advices import AdviceRequestRow
from sopforms.store.clock import today
from sopforms.web import refusals, texts
from sopforms.web.forms import (
    AtMost,
    DayField,
    Form,
    LongTextField,
    Optional,
    SubmitIdField,
    TextField,
    VersionField,
)
from sopforms.web.refreshing import refreshed
from sopforms.web.told import told

bp = Blueprint("papers", __name__, url_prefix="/dossier/<int:dossier_id>/stukken")

Page = str | Response | tuple[str, int]
LONGEST = 4000


class PapersForm(Form):
    """What the board tells the council besides the text; anything may stay empty until it is sent."""

    reasons = LongTextField(_l("Waarom dit voorstel?"), [AtMost(LONGEST)])
    consequences = LongTextField(_l("Gevolgen voor personeel, ouders en leerlingen"), [AtMost(LONGEST)])
    measures = LongTextField(_l("Wat doet de school daaraan?"), [AtMost(LONGEST)])
    swv_remark = LongTextField(
        _l("Opmerking van het samenwerkingsverband"),
        [AtMost(LONGEST)],
        description=_l("Alleen als die er is. De raad leest hem bij de stukken."),
    )
    talk_on = DayField(
        _l("Dag voor het overleg met de raad"),
        [Optional()],
        description=_l("Overleg hoort vóór het advies (artikel 17 Wms). Schrijf de datum als 7-4-2027."),
    )
    answer_by = DayField(_l("Advies gevraagd uiterlijk op"), [Optional()])
    agreed_with = TextField(
        _l("Kortere termijn schriftelijk afgesproken met"),
        [AtMost(120)],
        description=_l("Laat leeg als de termijn van het reglement geldt."),
    )
    decision_maker = TextField(
        _l("Wie besluit?"),
        [AtMost(120)],
        description=_l("Naam van de bestuurder, of van wie een mandaat heeft."),
    )
    function = TextField(_l("Functie"), [AtMost(80)])
    mandate = TextField(
        _l("Mandaat"), [AtMost(200)], description=_l("Bijvoorbeeld: managementstatuut artikel 4.")
    )
    version = VersionField()
    submit_id = SubmitIdField()

    def asked(self) -> Asked:
        """Return what was filled in; a text that was not posted is empty."""
        days = ("talk_on", "answer_by")
        found = {name: getattr(self, name).data for name in Asked.__slots__}
        return Asked(**{name: value if name in days else value or "" for name, value in found.items()})


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


@bp.route("", methods=["GET", "POST"])
def edit(dossier_id: int) -> Page:
    """Fill in the papers; a day that cannot be comes back with the first day that can."""
    if g.dossier.step is not Step.DRAFT and request.method != "POST":
        asked = g.dossier.requested_on is not None
        return redirect(url_for("request.status" if asked else "draft.overview", dossier_id=dossier_id))
    found = advices.find_request(dossier_id)
    if request.method != "POST":
        return _page(_filled(found), found)
    form = PapersForm()
    if not form.validate():
        return _page(form, found), 422
    version = found.version if found and found.version == form.version.data else None
    if found is not None and version is None:
        form.beside(_values(found), found.version)
        return _page(form, found), 409
    try:
        deeds.complete_papers(dossier_id, form.asked(), version=version, actor=g.actor, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form, found), 422
    if request.form.get("actie") == "brief":
        return redirect(url_for(".letter", dossier_id=dossier_id))
    flash(_("Bewaard."))
    return redirect(url_for(".edit", dossier_id=dossier_id))


@bp.get("/brief")
def letter(dossier_id: int) -> Page:
    """Show the letter as the council will read it."""
    found = _papers(dossier_id)
    body = texts.shown(found.letter.blocks)
    return render_template("papers/letter.html", papers=found, body=body, **_frame())


@bp.get("/alles")
def everything(dossier_id: int) -> Page:
    """Show everything that the council gets, on one page."""
    found = _papers(dossier_id)
    file = documents.find(dossier_id, documents.papers_name(g.dossier))
    page = render_template(
        "papers/everything.html",
        papers=found,
        letter=texts.shown(found.letter.blocks),
        guide=Markup().join(texts.shown_part(part, level=3) for part in found.guide.parts),
        chapters=Markup().join(texts.shown_part(part, level=3) for part in found.chapters.parts),
        changed=changes_html.values(found.values, since=found.since)
        + changes_html.changes(found.changes, level=3, anchors=False, folds=True),
        outcomes=texts.shown(found.outcomes.blocks),
        pupils=texts.shown(found.pupils.blocks),
        file=file,
        act=ActForm(),
        **_frame(),
    )
    return refreshed(page, waits=file.waits)


@bp.post("/pdf")
def make(dossier_id: int) -> Page:
    """Make the PDF of the papers: as a preview, or when it was sent and could not be made.

    What the council got is never made again: that is refused.
    """
    made = documents.make_again(dossier_id, documents.papers_name(g.dossier))
    if made.failure:
        flash(_("De PDF kon niet worden gemaakt. %(why)s", why=told(made.failure)))
    elif not made.waits:
        flash(_("De PDF is gemaakt."))
    return redirect(url_for(".everything", dossier_id=dossier_id))


@bp.get("/stukken.pdf")
def pdf(dossier_id: int) -> Page:
    """Hand out the PDF that was made before."""
    file = documents.find(dossier_id, documents.papers_name(g.dossier))
    if not file.content:
        raise NotFound
    answer = make_response(file.content)
    answer.headers["Content-Type"] = file.media_type
    name = f"stukken-mr-{g.location.code}-{cycles.get(g.dossier.cycle_id).school_year}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def checklist(dossier_id: int, offered: Asked | None = None) -> list[dict[str, Any]]:
    """Return what the papers consist of: label, whether it is there, a note.

    `offered` is the first version that stands in the form but was never saved: it counts as there.
    """
    known = standing.known(g.dossier, facts.of(g.dossier))
    filled_in = {name for name in Asked.__slots__ if offered and getattr(offered, name)}
    along = not joining.leads(g.dossier)  # then another school says the days and who decides, for all
    missing = set(joint.lacking(known.papers_missing) if along else known.papers_missing) - filled_in
    notes = dict.fromkeys(filled_in, _("Voor u ingevuld. Kijk het na en bewaar het."))
    if reasons := workflow.text_obstacles(known, g.actor.role_for(Deed.REQUEST_ADVICE), today()):
        missing.add("draft")
        notes["draft"] = " ".join(refusals.sentences(reasons))
    found = advices.find_request(dossier_id)
    items = [
        {
            "label": label,
            "done": not key or key not in missing,
            "href": "" if key not in missing else href,
            "note": notes.get(key, ""),
        }
        for key, label, href in _rows(dossier_id)
    ]
    if found is not None and found.swv_remark.strip():
        items.insert(
            7, {"label": _("Opmerking van het samenwerkingsverband"), "done": True, "href": "", "note": ""}
        )
    return items


def _rows(dossier_id: int) -> tuple[tuple[str, str, str], ...]:
    """Return key, label and address of each part; what is always there has no key."""
    here = url_for("papers.edit", dossier_id=dossier_id)
    concept = url_for("draft.overview", dossier_id=dossier_id)
    return (
        ("draft", _("Het concept: negen stukjes voor ouders en de onderbouwing"), concept),
        ("", _what_changes(), ""),
        ("reasons", _("Waarom dit voorstel"), f"{here}#reasons"),
        ("consequences", _("Gevolgen voor personeel, ouders en leerlingen"), f"{here}#consequences"),
        ("measures", _("Wat de school daaraan doet"), f"{here}#measures"),
        ("", _("Uitkomsten van vragenlijst en teamgesprek"), ""),
        ("", _("Inbreng van leerlingen"), ""),
        ("talk_on", _("Voorstel voor een dag van overleg"), f"{here}#talk_on"),
        ("answer_by", _("De dag waarop het advies gevraagd wordt"), f"{here}#answer_by"),
        ("decision_maker", _("Wie besluit"), f"{here}#decision_maker"),
        ("secretary", _("Het adres van de secretaris van de raad"), ""),
    )


def _what_changes() -> str:
    """Return what the list of changes is called; in a first year it says that there is nothing to compare."""
    if g.dossier.edition > 1:
        return _("Wat er verandert ten opzichte van de tekst die nu geldt")
    if reopenings.compared_with(g.dossier) is None:
        return _("Bericht dat deze tekst er voor het eerst in de nieuwe vorm is")
    return _("Wat er verandert ten opzichte van vorig jaar")


def _papers(dossier_id: int) -> paperwork.PapersNow:
    found = advices.find_request(dossier_id)
    if found is None:
        raise NotFound
    return deeds.papers_of(found)


def _filled(found: AdviceRequestRow | None) -> PapersForm:
    if found is None:
        asked = paperwork.suggested(g.dossier, **_decider())
        return PapersForm(formdata=None, data={name: getattr(asked, name) for name in Asked.__slots__})
    return PapersForm(formdata=None, data={**_values(found), "version": found.version})


def _values(found: AdviceRequestRow) -> dict[str, Any]:
    """Return what was saved, by the name of its field."""
    asked = paperwork.asked_of(found)
    return {name: getattr(asked, name) for name in Asked.__slots__}


def _decider() -> dict[str, str]:
    """Return who would sign, when the person who looks may: the board, or a head with a mandate."""
    if "board" in g.actor.roles or g.actor.mandate:
        return {"name": g.actor.name, "function": g.actor.function, "mandate": g.actor.mandate}
    return {}


def _page(form: PapersForm, found: AdviceRequestRow | None) -> str:
    term = paperwork.term(g.dossier, today())
    council = paperwork.council_of(g.dossier)
    first = found is None and request.method != "POST"
    items = checklist(g.dossier.id, form.asked() if first else None)
    return render_template(
        "papers/edit.html",
        form=form,
        request_row=found,
        items=items,
        open_items=[item for item in items if not item["done"]],
        term=term,
        council=council,
        council_row=councils.find_of_location(g.location.id),
        consent=council.right_on(today()) is Right.INSTEMMING,
        **_frame(),
    )


def _frame() -> dict[str, Any]:
    return {"year": cycles.get(g.dossier.cycle_id).school_year, "refusals": refusals}

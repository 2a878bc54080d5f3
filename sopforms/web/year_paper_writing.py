"""Writing the jaarplan and jaarverslag: a section, the money, what came of the points, handing in."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field

from sopforms.actions import composing, year_paper_writing, year_papers
from sopforms.actions.year_paper_writing import Told
from sopforms.actions.year_papers import Section
from sopforms.core import year_paper
from sopforms.core.errors import Conflict, Invalid, NotFound
from sopforms.core.year_paper import YearPaper
from sopforms.store import talks
from sopforms.store import year_papers as stored
from sopforms.store.clock import today
from sopforms.store.talks import PointRow
from sopforms.web import typed
from sopforms.web.amounts import AmountField
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    OneChoiceField,
    Optional,
    Required,
    SubmitIdField,
    TickField,
    VersionField,
    choices,
)
from sopforms.web.points import STATUS_WORDS
from sopforms.web.refusals import SENTENCES
from sopforms.web.year_papers import WORDS, ActForm, frame, shown, tasks

bp = Blueprint("year_paper_writing", __name__, url_prefix="/dossier/<int:dossier_id>")

Page = str | Response | tuple[str, int]
NAME = "<any(jaarplan, jaarverslag):name>"
MOST_VERSIONS = 10
GOES_ON = {**STATUS_WORDS, "carried": _("Gaat door in het volgende jaar")}


class PartForm(Form):
    """The text of one section, with the version that the page was made from."""

    text = LongTextField(_("Tekst"), [AtMost(60_000)])
    no_names = TickField(_("Er staat geen naam in"))
    version = VersionField()
    submit_id = SubmitIdField()


@bp.route(f"/{NAME}/deel/<key>", methods=["GET", "POST"])
def part(dossier_id: int, name: str, key: str) -> Page:
    """Write one section; what is generated stands there to begin with."""
    paper = YearPaper(name)
    section = year_papers.whole(g.dossier, paper).get(key)
    if year_papers.fixed_in(section):
        raise NotFound
    place = f"{name}/{key}"
    form = PartForm()
    if request.method != "POST":
        return _part_page(paper, section, *_begun(section, place))
    if not form.validate():
        return _part_page(paper, section, form), 422
    if (signs := composing.names_in(g.dossier, form.text.data)) and not form.no_names.data:
        form.no_names.errors = [
            gettext("Staat er een naam van een leerling in? Haal die weg, of kies ‘Er staat geen naam in’.")
        ]
        return _part_page(paper, section, form, signs=signs), 422
    try:
        year_paper_writing.save_part(
            dossier_id, paper, key, form.text.data, version=form.version.data, no_names=form.no_names.data,
            actor=g.actor, today=today(),
        )  # fmt: skip
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _part_page(paper, section, form), 422
    except Conflict:
        section = year_papers.whole(g.dossier, paper).get(key)
        form.beside({"text": section.markdown}, section.version)
        return _part_page(paper, section, form), 409
    typed.forget(place)
    flash(gettext("Bewaard."))
    return redirect(url_for(_show(paper), dossier_id=dossier_id, _anchor=key), 303)


@bp.post(f"/{NAME}/deel/<key>/bewaren")
def keep(dossier_id: int, name: str, key: str) -> Page:
    """Keep what is being typed; it counts once the section is saved."""
    year_papers.whole(g.dossier, YearPaper(name)).get(key)
    return typed.keep(f"{name}/{key}")


@bp.route(f"/{NAME}/geld", methods=["GET", "POST"])
def money(dossier_id: int, name: str) -> Page:
    """Fill in the money: what came in, and what is planned or was spent for each purpose."""
    paper = YearPaper(name)
    now = year_papers.whole(g.dossier, paper)
    if not now.lines:
        raise NotFound
    form = _money_form(now)
    if request.method != "POST":
        return _money_page(now, form)
    if form.validate():
        amounts = {
            line: form[f"amount_{number}"].data
            for number, line in enumerate(now.lines)
            if form[f"amount_{number}"].data is not None
        }
        try:
            year_paper_writing.save_money(
                dossier_id, paper, form["received"].data, amounts, form["note"].data or "",
                version=form["version"].data,
            )  # fmt: skip
            return redirect(url_for(_show(paper), dossier_id=dossier_id, _anchor=_money_key(now)), 303)
        except Conflict:
            now = year_papers.whole(g.dossier, paper)
            form.beside({"note": now.money.note}, now.row.version if now.row else 0)
            return _money_page(now, form), 409
    return _money_page(now, form), 422


@bp.route("/jaarverslag/punten", methods=["GET", "POST"])
def points(dossier_id: int) -> Page:
    """Say of each point what came of it; what is not finished goes on with a reason, or stops."""
    own = talks.points_of(dossier_id)
    form = _points_form(own)
    if request.method == "POST" and form.validate():
        told = {
            point.id: Told(
                form[f"status_{point.id}"].data,
                form[f"result_{point.id}"].data or "",
                form[f"onward_{point.id}"].data or "",
            )
            for point in own
        }
        try:
            year_paper_writing.tell_points(dossier_id, told)
            flash(gettext("Bewaard."))
            return redirect(url_for("year_papers.report", dossier_id=dossier_id), 303)
        except Invalid as wrong:
            form.refuse(wrong.problems)
    page = render_template(
        "year_papers/points.html", form=form, points=own, paper=YearPaper.REPORT, **frame()
    )
    return page if request.method != "POST" else (page, 422)


@bp.post(f"/{NAME}/klaar")
def ready(dossier_id: int, name: str) -> Page:
    """Call it finished, or open it again."""
    paper, is_ready = YearPaper(name), request.form.get("actie") != "open"
    year_paper_writing.mark_ready(dossier_id, paper, ready=is_ready, today=today())
    to = "year_paper_writing.hand_in" if is_ready else _show(paper)
    return redirect(url_for(to, dossier_id=dossier_id, **({"name": name} if is_ready else {})), 303)


@bp.route(f"/{NAME}/inleveren", methods=["GET", "POST"])
def hand_in(dossier_id: int, name: str) -> Page:
    """Look once more at what the partnership will read, and hand it in."""
    paper = YearPaper(name)
    if request.method == "POST":
        year_paper_writing.hand_in(dossier_id, paper, actor=g.actor, today=today())
        flash(gettext("%(paper)s ingeleverd.", paper=WORDS[paper]))
        return redirect(url_for("year_papers.handed_in", dossier_id=dossier_id, name=name), 303)
    now = year_papers.whole(g.dossier, paper)
    return render_template(
        "year_papers/hand_in.html", paper=paper, now=now, tasks=tasks(now), form=ActForm(),
        gaps=sum(len(section.gaps) for section in now.sections),
        ready=now.row is not None and now.row.ready_on is not None, **frame(),
    )  # fmt: skip


@bp.post(f"/{NAME}/terughalen")
def take_back(dossier_id: int, name: str) -> Page:
    """Take back what was handed in."""
    paper = YearPaper(name)
    year_paper_writing.take_back(dossier_id, paper, actor=g.actor, today=today())
    flash(gettext("Teruggehaald. Het samenwerkingsverband leest het niet meer."))
    return redirect(url_for(_show(paper), dossier_id=dossier_id), 303)


def _show(paper: YearPaper) -> str:
    return "year_papers.plan" if paper is YearPaper.PLAN else "year_papers.report"


def _begun(section: Section, place: str) -> tuple[PartForm, bool]:
    """Return the form with what was typed and not saved, else an earlier text, else the text; and which."""
    if (unsaved := typed.kept(place)) is not None:
        begun = unsaved.get("begun", "")
        version = int(begun) if begun.isdigit() and len(begun) < 10 else section.version
        form = PartForm(formdata=None, text=unsaved.get("text", ""), version=version)
        return form, True
    text, wanted = section.markdown, request.args.get("versie", "")
    for version in stored.versions_of(section.row.id) if section.row and wanted else []:
        text = version.text if str(version.id) == wanted else text
    return PartForm(formdata=None, text=text, version=section.version), False


def _part_page(
    paper: YearPaper, section: Section, form: PartForm, unsaved: bool = False, *, signs: tuple[str, ...] = ()
) -> str:
    return render_template(
        "year_papers/part.html",
        paper=paper,
        section=section,
        title=section.generated.title,
        form=form,
        unsaved=unsaved,
        signs=signs,
        beside=shown(section),
        team=year_papers.team_words(g.dossier, paper, section),
        versions=stored.versions_of(section.row.id)[1 : 1 + MOST_VERSIONS] if section.row else [],
        **frame(),
    )


def _money_form(now: year_papers.Whole) -> Form:
    amounts = now.money.planned if now.paper is YearPaper.PLAN else now.money.spent
    fields: dict[str, Field] = {
        "received": AmountField(
            _("Ontvangen voor ondersteuning"),
            [Required()],
            description=_("Hele euro's, zoals 12.500. Kwam er niets? Vul 0 in."),
        )
    }
    data: dict[str, Any] = {"received": now.money.received, "note": now.money.note}
    if now.paper is YearPaper.REPORT and now.row is None:
        data["received"] = _of_plan()
    for number, line in enumerate(now.lines):
        fields[f"amount_{number}"] = AmountField(line, [Required()], short=line)
        data[f"amount_{number}"] = amounts.get(line)
    fields["note"] = LongTextField(
        _("Toelichting"),
        [Optional(), AtMost(2000)],
        description=_("Nodig als u meer plant of uitgeeft dan er kwam, of als er geld over is."),
    )
    fields |= {"version": VersionField(), "submit_id": SubmitIdField()}
    made: Form = type("MoneyForm", (Form,), fields)(
        data=data | {"version": now.row.version if now.row else 0}
    )
    return made


def _of_plan() -> int | None:
    plan = stored.find(g.dossier.id, YearPaper.PLAN)
    return plan.received if plan else None


def _money_page(now: year_papers.Whole, form: FlaskForm) -> str:
    return render_template(
        "year_papers/money.html", paper=now.paper, now=now, form=form,
        left=year_paper.difference(now.paper, now.money) if now.money.received is not None else 0,
        reason=SENTENCES["money_unexplained"] if "money_unexplained" in now.obstacles else "", **frame(),
    )  # fmt: skip


def _money_key(now: year_papers.Whole) -> str:
    """Return the key of the section in which the money stands."""
    found = (s.chapter.key for s in now.sections if any(piece.lines for piece in s.chapter.parts))
    return next(found, "")


def _points_form(own: list[PointRow]) -> Form:
    fields: dict[str, Field] = {}
    data: dict[str, Any] = {}
    for point in own:
        fields |= {
            f"status_{point.id}": OneChoiceField(
                _("Hoe is het afgelopen?"), [Required()], choices=choices(GOES_ON)
            ),
            f"result_{point.id}": LongTextField(
                _("Wat leverde het op?"),
                [Optional(), AtMost(1000)],
                description=_("Nodig als het punt klaar is of is gestopt."),
            ),
            f"onward_{point.id}": LongTextField(
                _("Waarom gaat dit punt door?"),
                [Optional(), AtMost(500)],
                description=_("Nodig als het punt doorgaat. De reden komt in beide jaren te staan."),
            ),
        }
        data |= {
            f"status_{point.id}": point.status, f"result_{point.id}": point.result,
            f"onward_{point.id}": point.onward_reason,
        }  # fmt: skip
    fields["submit_id"] = SubmitIdField()
    made: Form = type("PointsForm", (Form,), fields)(data=data)
    return made

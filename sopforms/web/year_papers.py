"""The jaarplan and the jaarverslag of a school: to read, to take along, and as they were handed in."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import documents, year_paper_files, year_papers
from sopforms.actions.documents import DOCX, PDF
from sopforms.actions.year_papers import Section, Whole
from sopforms.core import blocks_json, euros, year_paper
from sopforms.core.codes import Deed
from sopforms.core.errors import NotFound
from sopforms.core.roles import may
from sopforms.core.schoolyear import SchoolYear
from sopforms.core.year_paper import Standing, YearPaper
from sopforms.output import to_xlsx
from sopforms.store import clock, cycles
from sopforms.store import year_papers as stored
from sopforms.store.year_papers import HandedInRow
from sopforms.web import texts
from sopforms.web.forms import Form, SubmitIdField
from sopforms.web.refusals import sentence

bp = Blueprint("year_papers", __name__, url_prefix="/dossier/<int:dossier_id>")

WORDS = {YearPaper.PLAN: _("Jaarplan"), YearPaper.REPORT: _("Jaarverslag")}
STANDINGS = {
    Standing.WAITING: (_("Nog niet begonnen"), "info"),
    Standing.BEGUN: (_("Mee bezig"), "info"),
    Standing.READY: (_("Klaar om in te leveren"), "warn"),
    Standing.HANDED_IN: (_("Ingeleverd"), "ok"),
}


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


@bp.get("/jaarplan")
def plan(dossier_id: int) -> str:
    """Show what the school will work on, as it stands now."""
    return _page(YearPaper.PLAN)


@bp.get("/jaarverslag")
def report(dossier_id: int) -> str:
    """Show what came of it, as it stands now."""
    return _page(YearPaper.REPORT)


@bp.get("/<any(jaarplan, jaarverslag):name>/<kind>")
def file(dossier_id: int, name: str, kind: str) -> Response:
    """Hand out the plan or report as Word or workbook; the worker makes the PDF (`documents`)."""
    paper = YearPaper(name)
    if kind == "docx":
        text = year_papers.whole(g.dossier, paper).text
        return _answer(year_paper_files.as_docx(g.dossier, text), name, kind)
    if kind == "xlsx":
        return _answer(year_paper_files.as_xlsx(g.dossier, paper), name, kind)
    raise NotFound


@bp.get("/<any(jaarplan, jaarverslag):name>/ingeleverd")
def handed_in(dossier_id: int, name: str) -> str:
    """Show the plan or report exactly as the school handed it in."""
    paper, found = YearPaper(name), _handed_in(name)
    text = blocks_json.load(found.text)
    pdf = documents.find(dossier_id, f"{name}-ingeleverd.pdf")
    return render_template(
        "year_papers/handed_in.html",
        paper=paper,
        found=found,
        title=text.title,
        parts=[texts.shown_part(part) for part in text.parts],
        last_day=year_papers.last_day(cycles.get(g.dossier.cycle_id), paper),
        at_school=may_write(),
        pdf=pdf,
        **frame(),
    )


@bp.get("/<any(jaarplan, jaarverslag):name>/ingeleverd/<kind>")
def handed_in_file(dossier_id: int, name: str, kind: str) -> Response:
    """Hand out what was handed in, as PDF, Word or workbook."""
    found = _handed_in(name)
    if kind == "docx":
        text = blocks_json.load(found.text)
        return _answer(year_paper_files.as_docx(g.dossier, text), name, kind)
    if kind == "xlsx":
        return _answer(year_paper_files.handed_in_xlsx(found, YearPaper(name)), name, kind)
    made = documents.find(dossier_id, f"{name}-ingeleverd.pdf") if kind == "pdf" else None
    if made is None or not made.content:
        raise NotFound
    return _answer(made.content, name, kind)


def may_write() -> bool:
    """Whether who looks writes for the school."""
    return any(may(role, Deed.HAND_IN_PLAN) for role in g.actor.roles)


def frame() -> dict[str, object]:
    """Return what every page of a plan or report needs."""
    year = cycles.get(g.dossier.cycle_id).school_year
    return {
        "year": year, "year_ends": SchoolYear.parse(year).last_day, "words": WORDS, "euros": euros.written,
        "today": clock.today(),
    }  # fmt: skip


def shown(section: Section) -> Markup:
    """Return a section as it reads now, with what is still missing in it."""
    return texts.shown(section.part.blocks, level=2, gaps=True)


def tasks(now: Whole) -> list[tuple[str, str]]:
    """Return what stands in the way of calling it finished: the page that helps, and the sentence."""
    pages = {"money_missing": "money", "money_unexplained": "money", "points_untold": "points"}
    return [(pages.get(reason, ""), sentence(reason)) for reason in now.obstacles]


def _page(paper: YearPaper) -> str:
    now = year_papers.whole(g.dossier, paper)
    return render_template(
        "year_papers/show.html",
        paper=paper,
        now=now,
        fixed=[year_papers.fixed_in(section) for section in now.sections],
        shown=shown,
        tasks=tasks(now),
        gaps=sum(len(section.gaps) for section in now.sections),
        standing=STANDINGS[now.standing],
        may_write=may_write(),
        may_take_back=year_paper.may_take_back(now.last_day, clock.today()),
        act=ActForm(),
        other=YearPaper.REPORT if paper is YearPaper.PLAN else YearPaper.PLAN,
        **frame(),
    )


def _handed_in(name: str) -> HandedInRow:
    found = stored.find_handed_in(g.dossier.id, YearPaper(name))
    if found is None:
        raise NotFound
    return found


def _answer(content: bytes, name: str, kind: str) -> Response:
    media_type = {"pdf": PDF, "docx": DOCX, "xlsx": to_xlsx.MEDIA_TYPE}[kind]
    answer = Response(content, content_type=media_type)
    year = cycles.get(g.dossier.cycle_id).school_year
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{year}.{kind}"'
    return answer

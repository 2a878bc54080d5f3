"""The jaarplan and the jaarverslag of a school, to read and to take along."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from werkzeug.wrappers import Response

from sopforms.actions import year_paper_files, year_papers
from sopforms.actions.documents import DOCX
from sopforms.core.year_paper import YearPaper
from sopforms.core.errors import NotFound
from sopforms.output import to_html, to_xlsx
from sopforms.store import cycles

bp = Blueprint("year_papers", __name__, url_prefix="/dossier/<int:dossier_id>")


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
        content, media_type = (
            year_paper_files.as_docx(g.dossier, year_papers.whole(g.dossier, paper).text),
            DOCX,
        )
    elif kind == "xlsx":
        content, media_type = year_paper_files.as_xlsx(g.dossier, paper), to_xlsx.MEDIA_TYPE
    else:
        raise NotFound
    answer = Response(content, content_type=media_type)
    year = cycles.get(g.dossier.cycle_id).school_year
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}-{year}.{kind}"'
    return answer


def _page(paper: YearPaper) -> str:
    text = year_papers.whole(g.dossier, paper).text
    return render_template(
        "year_papers/show.html",
        paper=paper,
        text=text,
        parts=[to_html.part(part, level=2) for part in text.parts],
        gaps=[],
        year=cycles.get(g.dossier.cycle_id).school_year,
    )

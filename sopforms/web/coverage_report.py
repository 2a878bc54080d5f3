"""The report of the region, for the support plan and the council (OPR): as a page, in Word and as PDF."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from sopforms.actions import coverage_report as reports
from sopforms.actions.documents import DOCX
from sopforms.core.errors import NotFound
from sopforms.core.filing import Making
from sopforms.output import to_html
from sopforms.store.cycles import CycleRow
from sopforms.web.forms import Form, SubmitIdField
from sopforms.web.refreshing import refreshed

bp = Blueprint(
    "coverage_report", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/dekking/verslag"
)


class OrderForm(Form):
    """A button that asks for the PDF."""

    submit_id = SubmitIdField()


@bp.get("")
def show(partnership_id: int) -> Response:
    """Show the report as it stands today, and how far the PDF is."""
    rounds = _rounds(partnership_id)
    cycle = rounds[0]
    file = reports.find(cycle)
    text = reports.text_of(rounds)
    page = render_template(
        "coverage/report.html",
        partnership=g.partnership,
        cycle=cycle,
        text=text,
        parts=[to_html.part(part, level=2) for part in text.parts],
        file=file,
        failed=file is not None and file.state is Making.FAILED,
        form=OrderForm(),
    )
    return refreshed(page, waits=file is not None and file.waits)


@bp.post("")
def order(partnership_id: int) -> Response:
    """Ask for the PDF."""
    reports.order(_rounds(partnership_id)[0])
    return redirect(url_for(".show", partnership_id=partnership_id, _anchor="meenemen"), 303)


@bp.get("/<any(pdf, docx):kind>")
def file(partnership_id: int, kind: str) -> Response:
    """Hand out the Word file as it would be today, or the PDF that was made last."""
    rounds = _rounds(partnership_id)
    cycle = rounds[0]
    if kind == "docx":
        content, media_type = reports.as_docx(rounds), DOCX
    else:
        found = reports.find(cycle)
        if found is None or found.content is None:
            raise NotFound
        content, media_type = found.content, "application/pdf"
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="dekking-{cycle.school_year}.{kind}"'
    return answer


def _rounds(partnership_id: int) -> list[CycleRow]:
    rounds: list[CycleRow] = g.rounds
    if not rounds:
        raise NotFound
    return rounds

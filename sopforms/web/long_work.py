"""Long work as a page: how far it is, stopping it, and at the end what came, what failed and why.

The page shows what the database says, so it survives a reload and another day. It loads itself anew every few
seconds while work goes on; without that, a link does.
"""

from __future__ import annotations

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import long_work as deeds
from sopforms.actions import school_import
from sopforms.core.errors import Invalid
from sopforms.core.filing import Making
from sopforms.core.long_work import Work
from sopforms.store import cycles, works
from sopforms.web import school_import as school_pages
from sopforms.web.forms import Form, SubmitIdField
from sopforms.web.told import told

bp = Blueprint("long_work", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/werk")

EVERY = 5  # seconds after which the page of a work that goes on loads itself anew
TITLES = {
    Work.SCHOOL_IMPORT: _("Scholen overnemen uit een lijst"),
    Work.GUIDE_SECTIONS: _("Vastgestelde teksten als PDF"),
    Work.INSTRUCTION_GUIDE: _("Handreiking als PDF"),
}
STATES = {
    Making.WAITING: (_("wacht"), "info"),
    Making.RUNNING: (_("bezig"), "warn"),
    Making.DONE: (_("klaar"), "ok"),
    Making.FAILED: (_("mislukt"), "bad"),
}


class ActForm(Form):
    """A button that does one thing."""

    submit_id = SubmitIdField()


@bp.get("")
def overview(partnership_id: int) -> str:
    """List what was asked for, newest first, and what can be asked for."""
    return _overview()


@bp.post("/teksten")
def sections(partnership_id: int) -> str | Response | tuple[str, int]:
    """Ask for the adopted texts of all schools as PDFs."""
    try:
        work_id = deeds.print_sections(partnership_id, g.actor, request.form.get("schooljaar", ""))
    except Invalid as wrong:
        return _overview([("", told(message)) for message in wrong.problems.values()]), 422
    return redirect(url_for(".show", partnership_id=partnership_id, work_id=work_id), 303)


@bp.post("/handreiking")
def guide(partnership_id: int) -> Response:
    """Ask for the guide with the five instructions as a PDF."""
    work_id = deeds.print_guide(partnership_id, g.actor)
    return redirect(url_for(".show", partnership_id=partnership_id, work_id=work_id), 303)


@bp.get("/<int:work_id>")
def show(partnership_id: int, work_id: int) -> str | Response:
    """Show how far a work is; when it is over, what came of it."""
    row, progress, items = deeds.progress(partnership_id, work_id)
    landed = None
    if row.kind is Work.SCHOOL_IMPORT and not progress.goes_on:
        landed = school_import.gathered((item.made for item in items), row.options.get("wrong", ()))
    answer = make_response(
        render_template(
            "long_work/show.html",
            partnership=g.partnership,
            row=row,
            title=TITLES[row.kind],
            progress=progress,
            items=items,
            failed=[item for item in items if item.state is Making.FAILED],
            states=STATES,
            landed=landed,
            fields=school_pages.FIELDS,
            act=ActForm(),
            quiet="stil" in request.args,
        )
    )
    if progress.goes_on and "stil" not in request.args:
        answer.headers["Refresh"] = str(EVERY)
    return answer


@bp.post("/<int:work_id>/stoppen")
def stop(partnership_id: int, work_id: int) -> Response:
    """Begin nothing more of a work."""
    deeds.stop(partnership_id, work_id)
    flash(gettext("Het werk stopt. Wat al klaar was, blijft."))
    return redirect(url_for(".show", partnership_id=partnership_id, work_id=work_id), 303)


@bp.post("/<int:work_id>/verder")
def go_on(partnership_id: int, work_id: int) -> Response:
    """Go on with what was stopped or failed."""
    deeds.go_on(partnership_id, work_id)
    flash(gettext("Het werk gaat verder."))
    return redirect(url_for(".show", partnership_id=partnership_id, work_id=work_id), 303)


@bp.get("/<int:work_id>/alles.zip")
def parcel(partnership_id: int, work_id: int) -> Response:
    """Hand out what was made, all in one file."""
    answer = make_response(deeds.parcel(partnership_id, work_id))
    answer.headers["Content-Type"] = "application/zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="teksten-{g.partnership.code}.zip"'
    return answer


def _overview(errors: list[tuple[str, str]] | None = None) -> str:
    rows = works.of_partnership(g.partnership.id)
    return render_template(
        "long_work/overview.html",
        partnership=g.partnership,
        rows=rows,
        progress=works.progress_of(rows),
        titles=TITLES,
        act=ActForm(),
        errors=errors or [],
        years=[one.school_year for one in cycles.of_partnership(g.partnership.id)],
        chosen=request.form.get("schooljaar", ""),
    )

"""The question set of a partnership: what there is, what is being written, the sets that were published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import authoring, published, publishing, question_sets
from sopforms.actions.publishing import Proposal
from sopforms.core.errors import Invalid
from sopforms.core.questionnaire.disclosure import LEAST_THRESHOLD
from sopforms.store import clock, people, question_drafts, question_use, questionnaires
from sopforms.store.questionnaires import QuestionnaireVersionRow, QuestionSetRow
from sopforms.web.forms import AtMost, Form, LongTextField, PickField, Required, SubmitIdField, choices
from sopforms.web.question_files import NAME, TITLES, URL, set_title, shipped

bp = Blueprint("questions", __name__, url_prefix=URL)

Answer = str | Response | tuple[str, int]


class ActForm(Form):
    """A button with nothing to fill in."""

    submit_id = SubmitIdField()


class WithdrawForm(Form):
    """Withdrawing a set."""

    reason = LongTextField(
        _l("Waarom?"),
        [Required(_l("Schrijf waarom, in gewone woorden. Wie bezig was, leest dit.")), AtMost(500)],
        description=_l("Wie de vragen aan het invullen was, leest dit."),
    )
    submit_id = SubmitIdField()


class GoOnForm(Form):
    """Which questions a round goes on with."""

    question_set = PickField(_l("Verder met"), [Required(_l("Kies een vragenset."))])
    submit_id = SubmitIdField()


@bp.get("")
def overview(partnership_id: int) -> str:
    """Show the files of the set: what is published, and how far the new text is."""
    sets = questionnaires.sets_of(partnership_id)
    latest = next((row for row in sets if row.withdrawn_on is None), None)
    use = question_use.of_sets([row.id for row in sets])
    files = questionnaires.of_set(latest.id) if latest else []
    versions = {row.name: row.version for row in files}
    writes = bool(question_drafts.of_partnership(partnership_id))
    proposal = publishing.propose(partnership_id) if writes else None
    return render_template(
        "questions/overview.html",
        partnership=g.partnership,
        latest=latest,
        latest_title=set_title(latest) if latest else "",
        used=use[latest.id] if latest else question_use.Use(),
        others=[
            (set_title(row), use[row.id].years) for row in sets if row is not latest and use[row.id].years
        ],
        files=[_file(name, versions.get(name), proposal) for name in authoring.FILES],
        proposal=proposal,
        renewed=[TITLES[name] for name in publishing.renewed(latest, files, shipped())] if latest else [],
        form=ActForm(),
    )


def _file(name: str, version: int | None, proposal: Proposal | None) -> dict[str, Any]:
    """Return one line of the overview."""
    found = proposal.checked.problems.get(name, ()) if proposal else ()
    errors = proposal.checked.errors(name) if proposal else 0
    difference = next((one for one in proposal.differences if one.name == name), None) if proposal else None
    return {
        "name": name,
        "title": TITLES[name],
        "version": version,
        "is_there": difference is not None,
        "is_changed": difference is not None and difference.is_other,
        "errors": errors,
        "warnings": len(found) - errors,
        "is_asked": name in published.QUESTIONNAIRES,
    }


@bp.post("/beginnen")
def begin(partnership_id: int) -> Response:
    """Begin to write, with what was published last or with the shipped set."""
    authoring.begin(partnership_id, shipped(), g.actor, clock.today())
    flash(_("U kunt de vragen nu wijzigen. Scholen merken er niets van tot u publiceert."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.get("/stoppen")
def stop(partnership_id: int) -> str:
    """Ask before texts are thrown away, and say which."""
    if not question_drafts.of_partnership(partnership_id):
        abort(404)
    differences = publishing.propose(partnership_id).differences
    changed = [TITLES[one.name] for one in differences if one.is_other]
    return render_template("questions/stop.html", partnership=g.partnership, changed=changed, form=ActForm())


@bp.post("/stoppen")
def discard(partnership_id: int) -> Response:
    """Throw away what was not published."""
    authoring.discard(partnership_id)
    flash(_("De wijzigingen zijn weg. Wat gepubliceerd is, is niet veranderd."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.get("/eerder")
def history(partnership_id: int) -> str:
    """List every set that was published, newest first, with what each did to trends."""
    rows = questionnaires.sets_of(partnership_id)
    use = question_use.of_sets([row.id for row in rows])
    files = questionnaires.files_of([row.id for row in rows])
    names = people.names_of({row.published_by for row in rows if row.published_by})
    return render_template(
        "questions/history.html",
        partnership=g.partnership,
        sets=[_set(row, files[row.id], use[row.id], names) for row in rows],
        titles=TITLES,
    )


def _set(
    row: QuestionSetRow,
    files: Sequence[QuestionnaireVersionRow],
    use: question_use.Use,
    names: Mapping[int, str],
) -> dict[str, Any]:
    order = {name: place for place, name in enumerate(authoring.FILES)}
    return {
        "row": row,
        "title": set_title(row),
        "by": names.get(row.published_by, "") if row.published_by else "",
        "files": sorted(files, key=lambda one: order[one.name]),
        "breaks": [one for one in files if one.breaks],
        "use": use,
    }


@bp.get("/eerder/<int:set_id>/" + NAME)
def download(partnership_id: int, set_id: int, name: str) -> Response:
    """Hand out a published file, byte for byte as it is stored."""
    row = question_sets.own_set(partnership_id, set_id)
    found = questionnaires.find_in_set(row.id, name)
    if found is None:
        abort(404)
    file = f"{name}-{found.version}.json"
    return send_file(BytesIO(found.source), "application/json", as_attachment=True, download_name=file)


@bp.get("/eerder/<int:set_id>/sluiten")
def end(partnership_id: int, set_id: int) -> str:
    """Say what closing and withdrawing do, and to how many people."""
    return _end_page(question_sets.own_set(partnership_id, set_id), WithdrawForm())


@bp.post("/eerder/<int:set_id>/sluiten")
def close(partnership_id: int, set_id: int) -> Answer:
    """Close a set: nobody begins with it any more."""
    try:
        question_sets.close(partnership_id, set_id, g.actor, clock.today())
    except Invalid:
        row = question_sets.own_set(partnership_id, set_id)
        return _end_page(row, WithdrawForm(formdata=None)), 422
    flash(_("De vragenset is gesloten. Wie al begonnen was, kan hem afmaken."))
    return redirect(url_for(".history", partnership_id=partnership_id), 303)


@bp.post("/eerder/<int:set_id>/intrekken")
def withdraw(partnership_id: int, set_id: int) -> Answer:
    """Withdraw a set: drafts of answers on it end."""
    row, form = question_sets.own_set(partnership_id, set_id), WithdrawForm()
    if not form.validate():
        return _end_page(row, form), 422
    try:
        question_sets.withdraw(partnership_id, set_id, form.reason.data, g.actor, clock.today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _end_page(row, form), 422
    flash(_("De vragenset is ingetrokken. Wie bezig was, leest waarom."))
    return redirect(url_for(".history", partnership_id=partnership_id), 303)


@bp.post("/eerder/<int:set_id>/verder")
def go_on(partnership_id: int, set_id: int) -> Answer:
    """Let the rounds of a withdrawn set go on with another one."""
    row = question_sets.own_set(partnership_id, set_id)
    form = _go_on_form(row)
    if not form.validate():
        return _end_page(row, WithdrawForm(formdata=None), form), 422
    try:
        question_sets.go_on_with(partnership_id, set_id, int(form.question_set.data), g.actor, clock.today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _end_page(row, WithdrawForm(formdata=None), form), 422
    flash(_("De ronde gaat verder met de andere vragen."))
    return redirect(url_for(".history", partnership_id=partnership_id), 303)


def _go_on_form(row: QuestionSetRow) -> GoOnForm:
    form = GoOnForm()
    open_sets = [one for one in questionnaires.sets_of(row.partnership_id) if one.closed_on is None]
    form.question_set.choices = choices({one.id: set_title(one) for one in open_sets})
    return form


def _end_page(row: QuestionSetRow, form: WithdrawForm, onward: GoOnForm | None = None) -> str:
    return render_template(
        "questions/end.html",
        partnership=g.partnership,
        row=row,
        title=set_title(row),
        use=question_use.of_set(row.id),
        least=LEAST_THRESHOLD,
        waiting=question_use.waiting_with(row.id),
        form=form if onward is None else onward,
        reason=form.reason,
        withdrawing=form,
        onward=onward or _go_on_form(row),
        act=ActForm(),
    )

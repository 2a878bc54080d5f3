"""The staff survey as the school sees it: invite, numbers, remind, extend, close. Never who answered."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import closing, outcomes, slips, staff
from sopforms.actions import survey as deeds
from sopforms.core import invitations, pace
from sopforms.core.codes import LetterKind, Step
from sopforms.core.mailing import WAITING, Address, DeliveryState
from sopforms.store import cycles, letters, questionnaires, surveys
from sopforms.store.clock import today
from sopforms.web.survey_forms import ActForm, ElsewhereForm, ExtendForm, InviteForm, PeopleForm, SkipForm

bp = Blueprint("survey", __name__, url_prefix="/dossier/<int:dossier_id>")

Page = str | Response | tuple[str, int]
# Dutch in every language: the reason comes to stand in the papers for the council.
SMALL_TEAM = "Ons team is te klein: antwoorden zouden herkenbaar zijn."


@bp.route("/uitnodigen", methods=["GET", "POST"])
def invite(dossier_id: int) -> Page:
    """Take the list of colleagues and open the survey."""
    if g.dossier.step is not Step.OPEN and surveys.find_of_dossier(dossier_id):
        return redirect(url_for(".response", dossier_id=dossier_id))
    form = InviteForm(**({} if request.method == "POST" else _first_values()))
    if request.method != "POST":
        return _invite_page(form, None)
    valid = form.validate()
    judged = form.judged()
    if valid and form.talk_on.data and form.talk_on.data < form.closes_on.data:
        form.talk_on.errors = [_("Kies een datum na de sluiting, want eerst komen de uitkomsten.")]
    by_slip, least = form.slips.data or 0, deeds.threshold_of(g.dossier)
    if not form.errors and len(judged.good) + by_slip < least:
        form.people.errors = [
            _("Nodig minstens %(least)s collega's uit, of ga verder zonder vragenlijst.", least=least)
        ]
    if form.errors:
        return _invite_page(form, judged), 422
    deeds.open_survey(
        dossier_id, judged.good, form.closes_on.data, form.talk_on.data,
        slip_count=by_slip, actor=g.actor, today=today(),
    )  # fmt: skip
    if judged.good:
        flash(_("De uitnodigingen gaan nu de deur uit: %(n)s collega's.", n=len(judged.good)))
    if by_slip:
        flash(_("De briefjes staan klaar om af te drukken."))
    _tell_doubles(judged)
    return redirect(url_for(".response", dossier_id=dossier_id))


@bp.route("/zonder-vragenlijst", methods=["GET", "POST"])
def skip(dossier_id: int) -> Page:
    """Go to the team conversation without a survey, with a reason that is kept."""
    small = request.values.get("klein") == "1"
    form = SkipForm()
    if request.method != "POST":
        if small and not form.reason.data:
            form.reason.data = SMALL_TEAM
        return render_template("survey/skip.html", form=form, small=small, **_frame())
    if not form.validate():
        return render_template("survey/skip.html", form=form, small=small, **_frame()), 422
    deeds.skip_survey(dossier_id, form.reason.data, small_team=small, actor=g.actor, today=today())
    return redirect(url_for("talk.record", dossier_id=dossier_id))


@bp.get("/respons")
def response(dossier_id: int) -> Page:
    """Show how many have finished, and what can be done about it."""
    return _response_page(ExtendForm())


@bp.route("/respons/uitnodigen", methods=["GET", "POST"])
def add(dossier_id: int) -> Page:
    """Invite colleagues who were forgotten."""
    survey = surveys.get_of_dossier(dossier_id)
    form = PeopleForm()
    if request.method != "POST":
        return render_template("survey/add.html", form=form, judged=None, survey=survey, **_frame())
    form.validate()
    judged = form.judged(tuple(row.email for row in surveys.participations_of(survey.id)))
    if form.errors or not judged.good:
        return render_template("survey/add.html", form=form, judged=judged, survey=survey, **_frame()), 422
    deeds.invite_staff(dossier_id, judged.good, actor=g.actor, today=today())
    flash(_("De uitnodigingen gaan nu de deur uit."))
    _tell_doubles(judged)
    return redirect(url_for(".response", dossier_id=dossier_id))


@bp.post("/respons/herinneren")
def remind(dossier_id: int) -> Page:
    """Remind who has not finished."""
    deeds.remind_staff(dossier_id, actor=g.actor, today=today())
    flash(_("De herinnering gaat naar iedereen die nog niet klaar is."))
    return redirect(url_for(".response", dossier_id=dossier_id))


@bp.post("/respons/verlengen")
def extend(dossier_id: int) -> Page:
    """Let the survey run longer."""
    survey = surveys.get_of_dossier(dossier_id)
    form = ExtendForm()
    if form.validate() and form.closes_on.data <= survey.closes_on:
        form.closes_on.errors = [_("Kies een datum na de sluitingsdatum die er nu staat.")]
    if form.errors:
        return _response_page(form), 422
    deeds.extend_survey(dossier_id, form.closes_on.data, actor=g.actor, today=today())
    flash(_("De vragenlijst loopt langer. Wie nog niet klaar is, krijgt een mail met de nieuwe datum."))
    return redirect(url_for(".response", dossier_id=dossier_id))


@bp.route("/respons/sluiten", methods=["GET", "POST"])
def close(dossier_id: int) -> Page:
    """Ask once more, then close for good."""
    survey = surveys.get_of_dossier(dossier_id)
    if request.method != "POST":
        return render_template(
            "survey/close.html", form=ActForm(), survey=survey, done=surveys.done(survey.id), **_frame()
        )
    closing.close_survey(dossier_id, actor=g.actor, today=today())
    return redirect(url_for("results.show", dossier_id=dossier_id))


@bp.route("/respons/adres/<int:mail_id>", methods=["GET", "POST"])
def elsewhere(dossier_id: int, mail_id: int) -> Page:
    """Send an invitation that came back to the right address."""
    mail = next((row for row in _troubled(dossier_id) if row.id == mail_id), None)
    if mail is None:
        return redirect(url_for(".response", dossier_id=dossier_id))
    form = ElsewhereForm()
    if request.method != "POST" or not form.validate():
        page = render_template("survey/elsewhere.html", form=form, mail=mail, **_frame())
        return page if request.method != "POST" else (page, 422)
    deeds.send_elsewhere(dossier_id, mail_id, Address("", form.email.data))
    flash(_("De uitnodiging gaat nu naar %(email)s.", email=form.email.data))
    return redirect(url_for(".response", dossier_id=dossier_id))


def _first_values() -> dict[str, Any]:
    values: dict[str, Any] = {"closes_on": today() + deeds.USUAL_LENGTH}
    if request.args.get("vorig"):
        values["people"] = "\n".join(_addresses_of_last_year())
    else:
        values["people"] = staff.lines(g.location.id)
    return values


def _addresses_of_last_year() -> list[str]:
    before = outcomes.previous_dossier(g.dossier)
    survey = surveys.find_of_dossier(before.id) if before else None
    return [row.email for row in surveys.participations_of(survey.id, by_mail=True)] if survey else []


def _invite_page(form: InviteForm, judged: invitations.Judged | None) -> str:
    return render_template(
        "survey/invite.html",
        form=form,
        judged=judged,
        least=deeds.threshold_of(g.dossier),
        has_last_year=bool(_addresses_of_last_year()),
        **_frame(),
    )


def _response_page(form: ExtendForm) -> str:
    survey = surveys.get_of_dossier(g.dossier.id)
    mails = [row for row in letters.of_dossier(g.dossier.id) if row.kind is LetterKind.SURVEY_OPENED]
    return render_template(
        "survey/response.html",
        form=form,
        act=ActForm(),
        survey=survey,
        questions=questionnaires.set_of(survey.version_id),
        done=surveys.done(survey.id),
        days_left=(survey.closes_on - today()).days,
        open=survey.closed_on is None,
        slips=slips.counted(survey.id),
        sent=sum(row.state is DeliveryState.SENT for row in mails),
        waiting=[row for row in mails if row.state in WAITING],
        troubled=_troubled(g.dossier.id),
        **_frame(),
    )


def _troubled(dossier_id: int) -> list[letters.OutboxRow]:
    bad = (DeliveryState.FAILED, DeliveryState.BOUNCED)
    mails = [row for row in letters.of_dossier(dossier_id) if row.kind is LetterKind.SURVEY_OPENED]
    fine = {row.email for row in surveys.participations_of(surveys.get_of_dossier(dossier_id).id)}
    return [row for row in mails if row.state in bad and row.to_email in fine]


def _tell_doubles(judged: invitations.Judged) -> None:
    """Say that an address which was named twice gets one mail."""
    n = len(judged.double)
    if n == 1:
        flash(_("1 adres stond er dubbel in. Daarheen gaat één mail."))
    elif n:
        flash(_("%(n)s regels waren dubbel. Naar elk adres gaat één mail.", n=n))


def _frame() -> dict[str, Any]:
    return {"year": cycles.get(g.dossier.cycle_id).school_year, "pace": pace}

"""The read round: the coordinator opens it, colleagues read behind a link, nobody learns who said what."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from sopforms.actions import draft as drafting
from sopforms.actions import links, survey
from sopforms.actions import read_round as deeds
from sopforms.core import invitations
from sopforms.core.codes import LinkPurpose, Step
from sopforms.core.draft import without_charts
from sopforms.store import cycles, dossiers, drafts, locations
from sopforms.store.clock import today
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.web import sessions, texts
from sopforms.web.forms import AtMost, Form, LongTextField, Required, SubmitIdField
from sopforms.web.policy import may_open

bp = Blueprint("read_round", __name__)

Page = str | Response | tuple[str, int]


class ReadersForm(Form):
    """Who reads along."""

    readers = LongTextField(
        _l("Adressen van collega's"),
        [Required(_l("Plak de adressen van je collega's, één per regel.")), AtMost(60_000)],
        description=_l("Eén per regel. Met naam mag ook: Daan Bos <d.bos@school.nl>."),
    )
    submit_id = SubmitIdField()


class SendForm(Form):
    """The remarks of one colleague; the fields for each chapter are read from the request."""

    submit_id = SubmitIdField()


@bp.route("/dossier/<int:dossier_id>/leesronde", methods=["GET", "POST"])
def open(dossier_id: int) -> Page:
    """Open the round, or show what was said in it."""
    if g.dossier.read_round_until is not None:
        return _round_page()
    form = ReadersForm()
    if request.method != "POST":
        form.readers.data = "\n".join(one.email for one in deeds.readers_of(g.dossier))
        return _open_page(form)
    valid = form.validate()
    judged = invitations.read(form.readers.data or "", ())
    unread = [line for line in judged.wrong if line.why == "no_address"]
    if unread and valid:
        lines = ", ".join(str(line.number) for line in unread)
        form.readers.errors = [
            _("Kijk nog even naar regel %(lines)s: daar staat geen goed adres.", lines=lines)
        ]
    if form.errors or not judged.good:
        return _open_page(form), 422
    deeds.open_read_round(dossier_id, judged.good, actor=g.actor, today=today())
    flash(_("Je collega's krijgen een mail met een eigen link."))
    return redirect(url_for(".open", dossier_id=dossier_id))


@bp.post("/dossier/<int:dossier_id>/leesronde/opmerkingen")
def judge(dossier_id: int) -> Page:
    """Let remarks pass to the team, or leave them out."""
    choices = {
        int(name.removeprefix("r")): state
        for name, state in request.form.items()
        if name.startswith("r") and name[1:].isdigit()
    }
    deeds.judge_remarks(dossier_id, choices)
    flash(_("Bewaard."))
    return redirect(url_for(".open", dossier_id=dossier_id))


@bp.get("/l/<token>")
def start(token: str) -> Page:
    """Say what is asked; opening is for the button."""
    link = links.resolve(token, LinkPurpose.READ_ROUND)
    row = dossiers.get(link.object_id)
    return render_template("read_round/start.html", token=token, noindex=True, **_facts(row))


@bp.post("/l/<token>/openen")
def enter(token: str) -> Page:
    """Open the link for this browser and go on without the token in the address."""
    link = links.open_link(token, LinkPurpose.READ_ROUND)
    sessions.enter(link)
    db.session.commit()
    return redirect(url_for(".read"), 303)


@bp.get("/meelezen")
def read() -> Page:
    """Show the draft with two buttons for each part."""
    return _read_page(SendForm(), {})


@bp.post("/meelezen")
def send() -> Page:
    """Keep what this colleague says, without who it was."""
    row = dossiers.get(g.link.object_id)
    wrong = {}
    for key, (agrees, text) in _remarks().items():
        if not agrees and not text.strip():
            wrong[key] = _("Leg in een of twee zinnen uit waarom.")
        elif not agrees and len(text.strip()) > deeds.MOST:
            wrong[key] = _("Maak de opmerking korter: hoogstens %(most)s tekens.", most=deeds.MOST)
    if wrong:
        return _read_page(SendForm(), wrong), 422
    deeds.send_remarks(row.id, g.link.email, _remarks(), today=today())
    return redirect(url_for(".thanks"))


@bp.get("/meelezen/bedankt")
def thanks() -> Page:
    """Say what happens with the remarks."""
    return render_template("read_round/thanks.html", **_facts(dossiers.get(g.link.object_id)))


def _remarks() -> dict[str, tuple[bool, str]]:
    """Return what was ticked: part key → (agrees, why not); a part without a tick says nothing."""
    found = {}
    for name, value in request.form.items():
        if name.startswith("k-") and value in ("ja", "nee"):
            key = name.removeprefix("k-")
            found[key] = (value == "ja", request.form.get(f"w-{key}", ""))
    return found


def _read_page(form: SendForm, errors: dict[str, str]) -> str:
    row = dossiers.get(g.link.object_id)
    whole = drafting.whole(row)
    parts = [
        (one.row.key, one.row.title, texts.shown(without_charts(one.part).blocks))
        for one in (*whole.guide, *whole.chapters)
        if not one.is_live
    ]
    given = {name: value for name, value in request.form.items() if name.startswith(("k-", "w-"))}
    if request.method != "POST":
        given = _given_before(row)
    return render_template(
        "read_round/read.html", form=form, parts=parts, errors=errors, given=given,
        error_pairs=[(f"w-{key}", message) for key, message in errors.items()],
        remarks=deeds.remarks_of(row), again=request.method != "POST" and bool(given), **_facts(row),
    )  # fmt: skip


def _given_before(row: DossierRow) -> dict[str, str]:
    """Return what this colleague sent before, under the names of the fields."""
    found = {}
    for key, (agrees, text) in deeds.own_remarks(row, g.link.email).items():
        found |= {f"k-{key}": "ja" if agrees else "nee", f"w-{key}": text}
    return found


def _open_page(form: ReadersForm) -> str:
    calendar = locations.calendar_of(g.location)
    return render_template(
        "read_round/open.html", form=form, until=deeds.last_day(today(), calendar),
        possible=g.dossier.step is Step.DRAFT, **_facts(g.dossier),
    )  # fmt: skip


def _round_page() -> str:
    titles = {one.row.key: one.row.title for one in drafting.whole(g.dossier).parts}
    judges = may_open("read_round.judge", g.actor.roles)
    said = deeds.remarks_of(g.dossier, judges=judges)
    return render_template(
        "read_round/round.html", remarks={key: said[key] for key in titles if key in said}, titles=titles,
        judges=judges, seen=deeds.may_be_seen(g.dossier), sent=drafts.count_readers(g.dossier),
        form=SendForm(), **_facts(g.dossier),
    )  # fmt: skip


def _facts(row: DossierRow) -> dict[str, Any]:
    until: date | None = row.read_round_until
    return {
        "school": locations.get(row.location_id).name,
        "year": cycles.get(row.cycle_id).school_year,
        "last_day": until,
        "least": survey.threshold_of(row),
        "is_open": deeds.is_open(row, today()) and row.step is Step.DRAFT,
    }

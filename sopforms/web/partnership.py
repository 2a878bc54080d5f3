"""The partnership's own pages: where its schools are, and its settings."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import holidays
from sopforms.actions import partnership as deeds
from sopforms.core.codes import Step
from sopforms.core.errors import Conflict
from sopforms.store import clock, dossiers, locations, partnerships
from sopforms.store.cycles import CycleRow
from sopforms.web import finding, overview
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    Form,
    LongTextField,
    Optional,
    Required,
    SubmitIdField,
    TextField,
    VersionField,
)
from sopforms.web.policy import may_open

bp = Blueprint("partnership", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>")

# What a partnership counts: whose turn it is, more than which step it is.
TILES = (
    (_("nog niet begonnen"), (Step.OPEN,)),
    (_("bezig op school"), (Step.SURVEY, Step.TALK, Step.CONSOLIDATED, Step.DRAFT)),
    (_("wachten op de MR"), (Step.REQUESTED,)),
    (_("wachten op het bestuur"), (Step.ADVISED, Step.NO_ADVICE, Step.REACTED)),
    (_("vastgesteld"), (Step.ADOPTED, Step.IN_GUIDE, Step.PUBLISHED, Step.ACTIVE)),
)

Answer = str | Response | tuple[str, int]


class SettingsForm(Form):
    """What a partnership sets for all its schools."""

    name = TextField(_("Naam"), [Required(), AtMost(120)])
    threshold = CountField(
        _("Vanaf hoeveel antwoorden tonen wij cijfers?"),
        [Required(), Between(5, 10)],
        description=_("Minstens 5, hoogstens 10. Geldt voor vragenlijsten die hierna opengaan."),
    )
    basic_support = LongTextField(
        _("Basisondersteuning"),
        [Optional(), AtMost(20000)],
        description=_("De tekst uit het ondersteuningsplan. Scholen nemen hem letterlijk over."),
    )
    website = TextField(_("Website"), [Optional(), AtMost(200)])
    support_point = TextField(_("Naam van het ouder- en jeugdsteunpunt"), [Optional(), AtMost(120)])
    support_point_contact = TextField(
        _("Hoe bereiken ouders het steunpunt?"),
        [Optional(), AtMost(200)],
        description=_("Een telefoonnummer, een mailadres of een website."),
    )
    coordinator_label = TextField(
        _("Hoe heet de coördinator op uw scholen?"),
        [Optional(), AtMost(60)],
        description=_(
            "Zoals kwaliteitscoördinator. Leeg: intern begeleider (po), ondersteuningscoördinator (vo)."
        ),
    )
    version = VersionField()
    submit_id = SubmitIdField()

    def settings(self) -> deeds.Settings:
        """Return what was typed."""
        names = ("name", "threshold", "basic_support", "website", "support_point", "support_point_contact")
        typed = {name: self[name].data or "" for name in (*names, "coordinator_label")}
        return deeds.Settings(**{**typed, "threshold": int(self.threshold.data)})


@bp.get("")
def home(partnership_id: int) -> str:
    """Show the open round, how many schools are at each step, and who runs behind."""
    today = clock.today()
    rounds: list[CycleRow] = g.rounds
    schools = locations.of_partnership(partnership_id)
    lines = overview.of_schools(schools, g.actor, today)
    rows = {row.location_id: row for row in dossiers.of_cycle(rounds[0].id)} if rounds else {}
    present = set(rows)
    mine = [school.id for school in schools if school.consultant_id == g.actor.person_id]
    if "mijn" in request.args and mine:
        lines = [line for line in lines if line.location.id in mine]
    words = finding.typed()
    counted = Counter(line.step for line in lines if line.step is not None)
    return render_template(
        "partnership/home.html",
        partnership=g.partnership,
        cycle=rounds[0] if rounds else None,
        lines=sorted(
            (line for line in lines if finding.holds(words, line.location.name, line.location.place)),
            key=lambda line: (line.days is None, line.days or 0),
        ),  # else by name, as they come
        everything=len(lines),
        words=words,
        LONG=finding.LONG,
        tiles=[(sum(counted[step] for step in steps), words) for words, steps in TILES],
        may_manage=may_open("cycle.plan", g.actor.roles),
        absent=[school for school in schools if school.id not in present] if rounds else [],
        present=present,
        otherwise={place for place, row in rows.items() if row.otherwise_because or row.absent_on},
        mine=len(mine),
        only_mine="mijn" in request.args and bool(mine),
        behind=sum(line.kind == "bad" for line in lines),
        holidays=holidays.task_of(partnership_id, schools, today)
        if may_open("holidays.edit", g.actor.roles)
        else None,
        today=today,
        form=Form(),
    )


@bp.get("/instellingen")
def settings(partnership_id: int) -> str:
    """Show the settings."""
    return _page(SettingsForm(obj=g.partnership))


@bp.post("/instellingen")
def save_settings(partnership_id: int) -> Answer:
    """Keep the settings."""
    form = SettingsForm()
    if not form.validate():
        return _page(form), 422
    try:
        deeds.save_settings(partnership_id, form.version.data, form.settings())
    except Conflict:
        row = partnerships.get(partnership_id)
        form.beside({field.name: getattr(row, field.name) for field in fields(deeds.Settings)}, row.version)
        return _page(form), 409
    flash(gettext("De instellingen zijn bewaard."))
    return redirect(url_for(".settings", partnership_id=partnership_id), 303)


def _page(form: SettingsForm) -> str:
    return render_template("partnership/settings.html", partnership=g.partnership, form=form)

"""Councils of a partnership's schools: right, term, addresses."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import councils as deeds
from sopforms.core import rule_set
from sopforms.core.codes import CouncilKind, Right
from sopforms.core.errors import Invalid
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import clock, councils, locations, partnerships
from sopforms.store.councils import CouncilRow
from sopforms.web import finding
from sopforms.web.forms import (
    AtMost,
    Between,
    CountField,
    DayField,
    Form,
    Mail,
    MailField,
    OneChoiceField,
    Optional,
    PickField,
    Required,
    SeveralField,
    SubmitIdField,
    TextField,
    choices,
)

bp = Blueprint("councils", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/raden")

Answer = str | Response | tuple[str, int]

KINDS = {
    CouncilKind.MR: _("medezeggenschapsraad (MR)"),
    CouncilKind.DEELRAAD: _("deelraad"),
    CouncilKind.GMR: _("gemeenschappelijke medezeggenschapsraad (GMR)"),
}
RIGHTS = {Right.ADVIES: _("adviesrecht"), Right.INSTEMMING: _("instemmingsrecht, volgens het reglement")}
HOLIDAYS = {"niet_meetellen": _("Vakanties tellen niet mee"), "meetellen": _("Vakanties tellen mee")}


class CouncilForm(Form):
    """A council with its right and term."""

    board_id = PickField(_("Bestuur"), [Required()])
    name = TextField(_("Naam van de raad"), [Required(), AtMost(120)])
    kind = PickField(_("Soort raad"), [Required()], choices=choices(KINDS))
    locations = SeveralField(_("Voor welke scholen?"), [Required()])
    right = OneChoiceField(_("Welk recht heeft de raad hier?"), [Required()], choices=choices(RIGHTS))
    valid_until = DayField(
        _("Tot wanneer geldt het instemmingsrecht?"),
        [Optional()],
        description=_("Alleen bij instemmingsrecht; hoogstens twee jaar."),
    )
    weeks = CountField(
        _("Adviestermijn in weken"),
        [Required(), Between(1, 26)],
        description=_("Zoals het in het reglement van de raad staat, vaak 6."),
    )
    holidays = OneChoiceField(
        _("Tellen schoolvakanties mee in de termijn?"), [Required()], choices=choices(HOLIDAYS)
    )
    article = TextField(
        _("Artikel van het reglement"), [Optional(), AtMost(40)], description=_("Bijvoorbeeld: 21.")
    )
    secretary_name = TextField(_("Naam van de secretaris"), [Optional(), AtMost(120)])
    secretary_email = MailField(_("E-mailadres van de secretaris"), [Optional(), Mail(), AtMost(254)])
    chair_name = TextField(_("Naam van de voorzitter"), [Optional(), AtMost(120)])
    chair_email = MailField(_("E-mailadres van de voorzitter"), [Optional(), Mail(), AtMost(254)])
    submit_id = SubmitIdField()

    def entry(self) -> deeds.CouncilEntry:
        """Return what was typed."""
        right = Right(self.right.data)
        names = ("article", "secretary_name", "secretary_email", "chair_name", "chair_email")
        return deeds.CouncilEntry(
            board_id=int(self.board_id.data),
            name=self.name.data,
            kind=CouncilKind(self.kind.data),
            right=right,
            source="reglement" if right is Right.INSTEMMING else "wet",
            valid_until=self.valid_until.data if right is Right.INSTEMMING else None,
            weeks=int(self.weeks.data),
            holidays_count=self.holidays.data == "meetellen",
            **{name: self[name].data or "" for name in names},
        )


@bp.get("")
def overview(partnership_id: int) -> str:
    """List the councils with the schools they cover."""
    names = {school.id: school.name for school in locations.of_partnership(partnership_id)}
    found = councils.of_partnership(partnership_id)
    covering = councils.locations_of_many([row.id for row in found])
    rows = [(row, [names[one] for one in covering[row.id] if one in names]) for row in found]
    covered = {name for _row, found in rows for name in found}
    words = finding.typed()
    return render_template(
        "councils/overview.html",
        partnership=g.partnership,
        rows=[each for each in rows if finding.holds(words, each[0].name, each[0].secretary_name, *each[1])],
        everything=len(rows),
        words=words,
        LONG=finding.LONG,
        rights=RIGHTS,
        without=sorted(set(names.values()) - covered),
    )


@bp.get("/raad", defaults={"council_id": None})
@bp.get("/raad/<int:council_id>")
def edit(partnership_id: int, council_id: int | None) -> str:
    """Show a council, or an empty form for a new one."""
    row = councils.get_in(partnership_id, council_id) if council_id is not None else None
    return _page(_form(row), row)


@bp.post("/raad", defaults={"council_id": None})
@bp.post("/raad/<int:council_id>")
def save(partnership_id: int, council_id: int | None) -> Answer:
    """Keep a council."""
    row = councils.get_in(partnership_id, council_id) if council_id is not None else None
    form = _form(row)
    if not form.validate():
        return _page(form, row), 422
    try:
        schools = [int(one) for one in form.locations.data]
        deeds.save(partnership_id, council_id, form.entry(), schools, today=clock.today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form, row), 422
    flash(gettext("%(name)s is bewaard.", name=form.name.data))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


def _form(row: CouncilRow | None) -> CouncilForm:
    if request.method == "POST":
        form = CouncilForm()
    elif row is None:
        rules = rule_set.of_year(SchoolYear.of(clock.today()).next)
        held = "meetellen" if rules.holidays_count else "niet_meetellen"
        form = CouncilForm(data={"weeks": rules.weeks, "right": rules.right, "holidays": held})
    else:
        held = "meetellen" if row.holidays_count else "niet_meetellen"
        form = CouncilForm(obj=row, data={"holidays": held, "locations": councils.locations_of(row.id)})
    boards = partnerships.boards_of(g.partnership.id)
    form.board_id.choices = choices({board.id: board.name for board in boards})
    form.locations.choices = choices(
        {school.id: school.name for school in locations.of_partnership(g.partnership.id)}
    )
    return form


def _page(form: CouncilForm, row: CouncilRow | None) -> str:
    return render_template(
        "partnership/form.html",
        partnership=g.partnership,
        form=form,
        title=row.name if row else gettext("Raad toevoegen"),
        back=(url_for(".overview", partnership_id=g.partnership.id), gettext("Medezeggenschapsraden")),
    )

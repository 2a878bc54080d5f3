"""Boards and schools of a partnership: lists, and a form for each."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import schools as deeds
from sopforms.core.codes import Region, Role, SchoolKind
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import locations, partnerships
from sopforms.store.locations import LocationRow
from sopforms.store.partnerships import BoardRow
from sopforms.web import finding
from sopforms.web.forms import (
    AtMost,
    Form,
    Mail,
    MailField,
    Optional,
    PickField,
    Required,
    SubmitIdField,
    TextField,
    TickField,
    choices,
)

bp = Blueprint("schools", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/scholen")

Answer = str | Response | tuple[str, int]

KINDS = {
    SchoolKind.BAO: _("basisonderwijs"),
    SchoolKind.SBO: _("speciaal basisonderwijs"),
    SchoolKind.SO: _("speciaal onderwijs"),
    SchoolKind.VSO: _("voortgezet speciaal onderwijs"),
    SchoolKind.SO_VSO: _("speciaal en voortgezet speciaal onderwijs"),
    SchoolKind.VO: _("voortgezet onderwijs"),
    SchoolKind.PRO: _("praktijkonderwijs"),
}
REGIONS = {Region.NOORD: _("Noord"), Region.MIDDEN: _("Midden"), Region.ZUID: _("Zuid")}


class BoardForm(Form):
    """A board."""

    number = TextField(_("Nummer bevoegd gezag"), [Required()], description=_("Vijf cijfers, zoals 77494."))
    name = TextField(_("Naam van het bestuur"), [Required(), AtMost(120)])
    place = TextField(_("Plaats"), [Optional(), AtMost(80)])
    second_person_required = TickField(_("Een tweede persoon bevestigt elke vaststelling"))
    judgement_required = TickField(_("Het bestuur legt vast hoe het over het aanbod oordeelt"))
    submit_id = SubmitIdField()

    def entry(self) -> deeds.BoardEntry:
        """Return what was typed."""
        return deeds.BoardEntry(
            self.number.data,
            self.name.data,
            self.place.data or "",
            self.second_person_required.data,
            self.judgement_required.data,
        )


class SchoolForm(Form):
    """A school location."""

    board_id = PickField(_("Bestuur"), [Required()])
    code = TextField(_("Vestigingscode"), [Required()], description=_("BRIN en twee cijfers, zoals 09QA00."))
    name = TextField(_("Naam van de school"), [Required(), AtMost(120)])
    kind = PickField(_("Soort onderwijs"), [Required()], choices=choices(KINDS))
    region = PickField(_("Vakantieregio"), [Required()], choices=choices(REGIONS))
    place = TextField(_("Plaats"), [Optional(), AtMost(80)])
    municipality = TextField(_("Gemeente"), [Optional(), AtMost(80)])
    phone = TextField(_("Telefoon"), [Optional(), AtMost(30)])
    email = MailField(_("E-mailadres van de school"), [Optional(), Mail(), AtMost(254)])
    website = TextField(_("Website"), [Optional(), AtMost(200)])
    contact_name = TextField(_("Wie beantwoordt vragen van ouders?"), [Optional(), AtMost(120)])
    contact_role = TextField(_("Functie van die persoon"), [Optional(), AtMost(80)])
    submit_id = SubmitIdField()

    def entry(self) -> deeds.SchoolEntry:
        """Return what was typed."""
        names = ("place", "municipality", "phone", "email", "website", "contact_name", "contact_role")
        return deeds.SchoolEntry(
            board_id=int(self.board_id.data),
            code=self.code.data,
            name=self.name.data,
            kind=SchoolKind(self.kind.data),
            region=Region(self.region.data),
            **{name: self[name].data or "" for name in names},
        )


@bp.get("")
def overview(partnership_id: int) -> str:
    """List boards and schools."""
    boards = partnerships.boards_of(partnership_id)
    names = {board.id: board.name for board in boards}
    words, schools = finding.typed(), locations.of_partnership(partnership_id)
    return render_template(
        "schools/overview.html",
        partnership=g.partnership,
        boards=boards,
        board_names=names,
        everything=len(schools),
        schools=[
            one
            for one in schools
            if finding.holds(words, one.name, one.code, one.place, names.get(one.board_id, ""))
        ],
        words=words,
        LONG=finding.LONG,
        kinds=KINDS,
    )


@bp.get("/bestuur", defaults={"board_id": None})
@bp.get("/bestuur/<int:board_id>")
def edit_board(partnership_id: int, board_id: int | None) -> str:
    """Show a board, or an empty form for a new one."""
    row = _board(partnership_id, board_id)
    return _board_page(BoardForm(obj=row), row)


@bp.post("/bestuur", defaults={"board_id": None})
@bp.post("/bestuur/<int:board_id>")
def save_board(partnership_id: int, board_id: int | None) -> Answer:
    """Keep a board."""
    row, form = _board(partnership_id, board_id), BoardForm()
    if not form.validate():
        return _board_page(form, row), 422
    try:
        everywhere = Role.ADMINISTRATOR in g.actor.roles
        deeds.save_board(partnership_id, board_id, form.entry(), everywhere=everywhere)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _board_page(form, row), 422
    return _saved(partnership_id, form.name.data)


@bp.get("/school", defaults={"location_id": None})
@bp.get("/school/<int:location_id>")
def edit(partnership_id: int, location_id: int | None) -> str:
    """Show a school, or an empty form for a new one."""
    row = _school(partnership_id, location_id)
    return _school_page(_school_form(row), row)


@bp.post("/school", defaults={"location_id": None})
@bp.post("/school/<int:location_id>")
def save(partnership_id: int, location_id: int | None) -> Answer:
    """Keep a school."""
    row, form = _school(partnership_id, location_id), _school_form(None)
    if not form.validate():
        return _school_page(form, row), 422
    try:
        everywhere = Role.ADMINISTRATOR in g.actor.roles
        deeds.save_school(partnership_id, location_id, form.entry(), everywhere=everywhere)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _school_page(form, row), 422
    return _saved(partnership_id, form.name.data)


def _saved(partnership_id: int, name: str) -> Response:
    flash(gettext("%(name)s is bewaard.", name=name))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


def _school_form(row: LocationRow | None) -> SchoolForm:
    form = SchoolForm(obj=row) if request.method != "POST" else SchoolForm()
    boards = partnerships.boards_of(g.partnership.id)
    form.board_id.choices = choices({board.id: board.name for board in boards})
    return form


def _board(partnership_id: int, board_id: int | None) -> BoardRow | None:
    if board_id is None:
        return None
    if board_id not in {board.id for board in partnerships.boards_of(partnership_id)}:
        raise NotFound
    return partnerships.get_board(board_id)


def _school(partnership_id: int, location_id: int | None) -> LocationRow | None:
    row = locations.get(location_id) if location_id is not None else None
    if row is not None and row.partnership_id != partnership_id:
        raise NotFound
    return row


def _board_page(form: BoardForm, row: BoardRow | None) -> str:
    title = gettext("Bestuur toevoegen") if row is None else row.name
    return _page(form, title)


def _school_page(form: SchoolForm, row: LocationRow | None) -> str:
    title = gettext("School toevoegen") if row is None else row.name
    return _page(form, title)


def _page(form: Form, title: str) -> str:
    back = (url_for(".overview", partnership_id=g.partnership.id), gettext("Besturen en scholen"))
    return render_template(
        "partnership/form.html", partnership=g.partnership, form=form, title=title, back=back
    )

"""People of a partnership, its boards and its schools: who has which role where."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import people as deeds
from sopforms.core.codes import Role
from sopforms.core.errors import Invalid, NotFound
from sopforms.store import clock, locations, partnerships, people
from sopforms.store.people import MembershipRow, PersonRow
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
    choices,
)

bp = Blueprint("people", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/mensen")

Answer = str | Response | tuple[str, int]

ROLES = {
    Role.COORDINATOR: _("coördinator (IB'er of OC) van een school"),
    Role.HEAD: _("directeur van een school"),
    Role.PUPIL_LEADER: _("gespreksleider leerlingen van een school"),
    Role.BOARD: _("bestuurder"),
    Role.SWV: _("beheerder van het samenwerkingsverband"),
    Role.CONSULTANT: _("consulent van het samenwerkingsverband"),
}
SHORT = {
    Role.COORDINATOR: _("coördinator"),
    Role.HEAD: _("directeur"),
    Role.PUPIL_LEADER: _("gespreksleider leerlingen"),
    Role.BOARD: _("bestuurder"),
    Role.SWV: _("beheerder"),
    Role.CONSULTANT: _("consulent"),
}


class PersonForm(Form):
    """Somebody, with one role to add; `where` names a board, a school or the partnership."""

    name = TextField(_("Naam"), [Required(), AtMost(120)])
    email = MailField(_("E-mailadres"), [Required(), Mail(), AtMost(254)])
    role = PickField(_("Rol"), [Required()])
    where = PickField(_("Waar?"), [Required()])
    function = TextField(
        _("Functie, zoals die in stukken staat"),
        [Optional(), AtMost(80)],
        description=_("Bijvoorbeeld: directeur."),
    )
    submit_id = SubmitIdField()

    def new_role(self) -> deeds.NewRole:
        """Return the role that was chosen, for where it was chosen."""
        kind, _dash, number = str(self.where.data).partition("-")
        scope = deeds.Scope(**{f"{kind}_id": int(number)})
        return deeds.NewRole(Role(self.role.data), scope, self.function.data or "")


@bp.get("")
def overview(partnership_id: int) -> str:
    """List everybody with their roles, where, and a mandate."""
    found: dict[int, tuple[PersonRow, list[tuple[MembershipRow, str]]]] = {}
    names = _places(partnership_id)
    for person, row in people.of_partnership(partnership_id):
        found.setdefault(person.id, (person, []))[1].append((row, names.get(_key(row), "")))
    asked = finding.typed()
    return render_template(
        "people/overview.html",
        partnership=g.partnership,
        people=[one for one in found.values() if _is_asked_for(asked, *one)],
        everybody=len(found),
        asked=asked,
        LONG=finding.LONG,
        roles=SHORT,
        today=clock.today(),
        form=Form(),
    )


def _is_asked_for(asked: str, person: PersonRow, roles: list[tuple[MembershipRow, str]]) -> bool:
    """Whether every word that was typed occurs in a name, an address or a place of this person."""
    return finding.holds(asked, person.name, person.email, *(place for _row, place in roles))


@bp.get("/persoon", defaults={"person_id": None})
@bp.get("/persoon/<int:person_id>")
def edit(partnership_id: int, person_id: int | None) -> str:
    """Show somebody, or an empty form for somebody new."""
    person = _person(partnership_id, person_id)
    return _page(_form(person), person)


@bp.post("/persoon", defaults={"person_id": None})
@bp.post("/persoon/<int:person_id>")
def save(partnership_id: int, person_id: int | None) -> Answer:
    """Keep somebody: a new person with a role, another name or address, or one more role."""
    person = _person(partnership_id, person_id)
    form = _form(person)
    if not form.validate():
        return _page(form, person), 422
    try:
        _save(partnership_id, person, form)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form, person), 422
    flash(gettext("%(name)s is bewaard.", name=form.name.data))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.post("/rol/<int:membership_id>/weg")
def remove_role(partnership_id: int, membership_id: int) -> Response:
    """Take a role away."""
    deeds.remove_role(partnership_id, membership_id, clock.today(), actor=g.actor, everywhere=_everywhere())
    flash(gettext("De rol is weggehaald. Het geldt meteen."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


def _save(partnership_id: int, person: PersonRow | None, form: PersonForm) -> None:
    by = {"actor": g.actor, "today": clock.today(), "everywhere": _everywhere()}
    if person is not None and (person.name, person.email) != (form.name.data, form.email.data):
        deeds.rename(partnership_id, person.id, form.name.data, form.email.data, **by)
    if form.role.data:
        deeds.add_role(partnership_id, form.name.data, form.email.data, form.new_role(), **by)


def _everywhere() -> bool:
    """Whether who asks runs the whole installation."""
    return Role.ADMINISTRATOR in g.actor.roles


def _form(person: PersonRow | None) -> PersonForm:
    form = PersonForm(obj=person) if request.method != "POST" else PersonForm()
    form.role.choices = choices({"": _("Kies een rol"), **ROLES})
    form.where.choices = choices({"": _("Kies waar")} | _places(g.partnership.id))
    if person is not None:
        form.role.label.text = gettext("Nog een rol erbij")
        if not form.role.data and not form.where.data:
            form.role.validators = form.where.validators = [Optional()]
            form.role.flags.required = form.where.flags.required = False
    return form


def _page(form: PersonForm, person: PersonRow | None) -> str:
    return render_template(
        "people/edit.html",
        partnership=g.partnership,
        person=person,
        form=form,
        title=person.name if person else gettext("Iemand toevoegen"),
        back=(url_for(".overview", partnership_id=g.partnership.id), gettext("Mensen en rollen")),
    )


def _places(partnership_id: int) -> dict[str, str]:
    """Return what can be chosen as scope: key and name."""
    found = {f"location-{one.id}": one.name for one in locations.of_partnership(partnership_id)}
    found |= {f"board-{one.id}": one.name for one in partnerships.boards_of(partnership_id)}
    return found | {f"partnership-{partnership_id}": g.partnership.name}


def _key(row: MembershipRow) -> str:
    if row.location_id is not None:
        return f"location-{row.location_id}"
    return f"board-{row.board_id}" if row.board_id is not None else f"partnership-{row.partnership_id}"


def _person(partnership_id: int, person_id: int | None) -> PersonRow | None:
    if person_id is None:
        return None
    for person, _row in people.of_partnership(partnership_id):
        if person.id == person_id:
            return person
    raise NotFound

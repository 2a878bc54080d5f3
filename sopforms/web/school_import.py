"""Schools from a list of addresses: choose the file, read what landed and what did not."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, g, redirect, render_template, url_for
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from sopforms.actions import long_work
from sopforms.actions import school_import as deeds
from sopforms.core.codes import Region, Role, SchoolKind, Sector
from sopforms.core.errors import Invalid
from sopforms.core.long_work import Work
from sopforms.core.school_list import COLUMNS, NEEDED, SchoolList
from sopforms.web.forms import (
    AtMost,
    Form,
    LongTextField,
    Optional,
    PickField,
    Required,
    SubmitIdField,
    Upload,
    choices,
)
from sopforms.web.schools import KINDS, REGIONS

bp = Blueprint(
    "school_import", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/scholen/inlezen"
)

FIELDS = {
    "name": _("Naam"),
    "place": _("Plaats"),
    "municipality": _("Gemeente"),
    "phone": _("Telefoon"),
    "website": _("Website"),
}
# What a partnership of this sector has most is offered first.
OFFERED = {
    Sector.PO: (SchoolKind.BAO, SchoolKind.SBO, SchoolKind.SO, SchoolKind.SO_VSO),
    Sector.VO: (SchoolKind.VO, SchoolKind.PRO, SchoolKind.VSO, SchoolKind.SO_VSO),
}


class ImportForm(Form):
    """A list, which of its schools, and what it does not tell about them."""

    file = FileField(
        _("Adressenlijst"),
        [Required(), Upload(("csv", "txt"), 10, _("Kies een CSV-bestand, zoals DUO het uitgeeft."))],
        description=_("Een CSV-bestand van DUO met vestigingen, tot 10 MB."),
    )
    municipalities = LongTextField(
        _("Gemeenten"),
        [Optional(), AtMost(2000)],
        description=_("Eén per regel. Alleen scholen in deze gemeenten worden overgenomen."),
    )
    region = PickField(_("Vakantieregio van nieuwe scholen"), [Required()], choices=choices(REGIONS))
    kind = PickField(
        _("Soort onderwijs van nieuwe scholen"),
        [Required()],
        description=_("Voor scholen waarvan de lijst het niet zegt. U kunt het daarna per school wijzigen."),
    )
    submit_id = SubmitIdField()

    def wanted(self) -> deeds.Wanted:
        """Return which schools are meant."""
        lines = (line.strip() for line in (self.municipalities.data or "").splitlines())
        return deeds.Wanted(
            Region(self.region.data),
            SchoolKind(self.kind.data),
            tuple(filter(None, lines)),
            everywhere=Role.ADMINISTRATOR in g.actor.roles,
        )


@bp.get("")
def choose(partnership_id: int) -> str:
    """Show where to get the list and how to choose from it."""
    return _page(_form())


@bp.post("")
def take_over(partnership_id: int) -> str | Response | tuple[str, int]:
    """Take the schools over and tell row by row what happened; a long list goes on by the worker."""
    form = _form()
    if not form.validate():
        return _page(form), 422
    data, wanted = form.file.data.read(), form.wanted()
    try:
        listed = deeds.read(partnership_id, data, wanted)
        if len(listed.schools) > deeds.AT_THE_PAGE:
            return _in_pieces(partnership_id, listed, wanted)
        landed = deeds.take_over(partnership_id, data, wanted)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(form), 422
    return render_template(
        "school_import/landed.html", partnership=g.partnership, landed=landed, fields=FIELDS
    )


def _in_pieces(partnership_id: int, listed: SchoolList, wanted: deeds.Wanted) -> Response:
    pieces = [long_work.Piece(label, given) for label, given in deeds.pieces_of(listed, wanted)]
    told_before = {"wrong": [asdict(one) for one in listed.wrong]}
    work_id = long_work.begin(partnership_id, Work.SCHOOL_IMPORT, pieces, g.actor, told_before)
    return redirect(url_for("long_work.show", partnership_id=partnership_id, work_id=work_id), 303)


def _form() -> ImportForm:
    form = ImportForm()
    form.kind.choices = choices({kind: KINDS[kind] for kind in OFFERED[g.partnership.sector]})
    return form


def _page(form: ImportForm) -> str:
    return render_template(
        "school_import/choose.html",
        partnership=g.partnership,
        form=form,
        needed=[COLUMNS[key][0] for key in NEEDED],
    )

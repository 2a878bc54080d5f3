"""The partnership gives the five instructions its own words: with a look first, and every version kept."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from sopforms.actions import instructions as deeds
from sopforms.core import changes
from sopforms.core import instruction as rules
from sopforms.core.blocks import Part
from sopforms.core.errors import Conflict, Invalid
from sopforms.core.instruction import Instruction
from sopforms.output import changes_html
from sopforms.output.markdown import to_blocks
from sopforms.store import instructions
from sopforms.store.instructions import InstructionRow
from sopforms.web.forms import AtMost, Form, LongTextField, SubmitIdField, VersionField
from sopforms.web.told import told

bp = Blueprint("instruction_editor", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/uitleg")

Page = str | Response | tuple[str, int]


class TextForm(Form):
    """The text of one instruction, with the version that the page was made from."""

    text = LongTextField(_("Tekst"), [AtMost(rules.LONGEST)])
    version = VersionField()
    submit_id = SubmitIdField()


class ActForm(Form):
    """A button that does one thing, to the version that was shown."""

    version = VersionField()
    submit_id = SubmitIdField()


@bp.get("")
def overview(partnership_id: int) -> str:
    """List the five, with which of them have words of the partnership's own."""
    own = instructions.newest(partnership_id)
    return render_template(
        "instruction_editor/overview.html",
        partnership=g.partnership,
        lessons=deeds.everything(g.partnership),
        own={number: row for number, row in own.items() if row.text},
        has_pdf=deeds.current_guide(g.partnership) is not None,
        act=ActForm(),
    )


@bp.get("/<int:number>")
def edit(partnership_id: int, number: int) -> str:
    """Show the text to change, beside how schools read it."""
    text, version = deeds.source_of(partnership_id, number)
    return _page(number, TextForm(formdata=None, data={"text": text, "version": version}), text)


@bp.post("/<int:number>")
def save(partnership_id: int, number: int) -> Page:
    """Show how what was typed reads, or keep it as a new version."""
    form = TextForm()
    standing = deeds.source_of(partnership_id, number)[0]
    typed = form.text.data or ""
    if not form.validate():
        return _page(number, form, standing), 422
    try:
        if request.form.get("actie") == "bekijken":
            deeds.check(typed)
            return _page(number, form, typed)
        deeds.save(partnership_id, number, typed, version=form.version.data, by=g.actor.name)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(number, form, standing), 422
    except Conflict:
        theirs, version = deeds.source_of(partnership_id, number)
        form.beside({"text": theirs}, version)
        return _page(number, form, typed), 409
    flash(gettext("De tekst is bewaard. Scholen lezen hem vanaf nu."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.post("/<int:number>/voorbeeld")
def fragment(partnership_id: int, number: int) -> Page:
    """Return how the typed text reads, as a piece of HTML."""
    deeds.standard(number)
    typed = (request.form.get("text") or "")[: rules.LONGEST + 1]
    try:
        deeds.check(typed)
    except Invalid as wrong:
        return told(next(iter(wrong.problems.values()))), 422
    return render_template("instruction_editor/shown.html", shown=_read(typed))


@bp.post("/<int:number>/standaard")
def back_to_standard(partnership_id: int, number: int) -> Response:
    """Let the text of the product count again."""
    deeds.back_to_standard(partnership_id, number, version=ActForm().version.data, by=g.actor.name)
    flash(gettext("De standaardtekst geldt weer. Uw eigen tekst blijft bij de eerdere versies staan."))
    return redirect(url_for(".edit", partnership_id=partnership_id, number=number), 303)


@bp.get("/<int:number>/versies")
def history(partnership_id: int, number: int) -> str:
    """List the versions, newest first, with who saved them."""
    return render_template(
        "instruction_editor/history.html",
        partnership=g.partnership,
        number=number,
        title=deeds.one(number, g.partnership).title,
        rows=instructions.history(partnership_id, number),
    )


@bp.get("/<int:number>/versies/<int:version>")
def version(partnership_id: int, number: int, version: int) -> str:
    """Show one version, and what is other in the text of now."""
    row = deeds.of_version(partnership_id, number, version)
    text, newest = deeds.source_of(partnership_id, number)
    then = row.text or deeds.standard(number)
    return render_template(
        "instruction_editor/version.html",
        partnership=g.partnership,
        number=number,
        row=row,
        text=then,
        difference=_difference(then, text),
        is_now=row.version == newest,
        act=ActForm(formdata=None, version=newest),
    )


@bp.post("/<int:number>/versies/<int:version>/terugzetten")
def restore(partnership_id: int, number: int, version: int) -> Response:
    """Let an earlier version count again."""
    given = ActForm().version.data
    deeds.restore(partnership_id, number, version, version=given, by=g.actor.name)
    flash(gettext("De tekst van toen staat er weer."))
    return redirect(url_for(".edit", partnership_id=partnership_id, number=number), 303)


def _read(text: str) -> Instruction:
    return rules.read(text, deeds.words_of(g.partnership))


def _difference(then: str, now: str) -> Markup:
    """Return what became of a text since; the placeholders stand as they are."""
    parts = [Part("uitleg", "", to_blocks(text.partition("\n")[2])) for text in (then, now)]
    return changes_html.changes((changes.compare_part(*parts),), anchors=False, titles=False)


def _page(number: int, form: TextForm, shown: str) -> str:
    rows: list[InstructionRow] = instructions.history(g.partnership.id, number)
    return render_template(
        "instruction_editor/edit.html",
        partnership=g.partnership,
        number=number,
        form=form,
        shown=_read(shown),
        names=rules.PLACEHOLDERS,
        filled=deeds.words_of(g.partnership),
        versions=len(rows),
        is_own=bool(rows and rows[0].text),
        act=ActForm(formdata=None, version=rows[0].version if rows else 0),
    )

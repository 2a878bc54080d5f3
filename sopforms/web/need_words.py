"""What a partnership calls the needs of children, and the words with which parents look for help."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import needs as deeds
from sopforms.core import needs as rules
from sopforms.core.errors import Conflict, Invalid
from sopforms.core.needs import Need, OwnWords
from sopforms.store import need_words
from sopforms.web import public_search
from sopforms.web.forms import AtMost, Form, LongTextField, Required, SubmitIdField, TextField, VersionField

bp = Blueprint("need_words", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/zoekwoorden")

Page = str | Response | tuple[str, int]


class WordsForm(Form):
    """The names of a need and the words it is found by, with the version that the page was made from."""

    short = TextField(
        _("Korte naam"),
        [Required(), AtMost(rules.LONGEST_SHORT)],
        description=_("Staat in de tabel ‘Hulp bij’ van de schoolgids en boven de kolom bij Dekking."),
    )
    name = TextField(
        _("Hele naam"),
        [Required(), AtMost(rules.LONGEST_NAME)],
        description=_("Zien ouders bij het zoeken, en collega's op de kaart van hun school."),
    )
    words = LongTextField(
        _("Woorden waarmee ouders zoeken"),
        [Required(), AtMost(rules.MOST_WORDS * rules.LONGEST_WORD)],
        description=_(
            "Eén woord per regel. Een begin is genoeg: dyslex vindt ook dyslexie. Zet er een punt achter voor"
            " alleen het hele woord. Woorden van drie letters of minder zijn altijd hele woorden."
        ),
    )
    version = VersionField()
    submit_id = SubmitIdField()

    def own(self) -> OwnWords:
        """Return what was typed."""
        said = (self.short.data or "").strip(), (self.name.data or "").strip()
        return OwnWords(*said, rules.words_in(self.words.data or ""))


class ActForm(Form):
    """A button that does one thing, to the version that was shown."""

    version = VersionField()
    submit_id = SubmitIdField()


@bp.get("")
def overview(partnership_id: int) -> str:
    """List the needs, with which of them have words of the partnership's own."""
    own = need_words.newest(partnership_id)
    return render_template(
        "need_words/overview.html",
        partnership=g.partnership,
        needs=deeds.of(partnership_id),
        own={key: row for key, row in own.items() if row.own()},
    )


@bp.get("/<key>")
def edit(partnership_id: int, key: str) -> str:
    """Show the words to change, beside ours and what parents find with them."""
    need, version = deeds.one(partnership_id, key)
    return _page(key, WordsForm(formdata=None, data=_fields(need) | {"version": version}), need.words)


@bp.post("/<key>")
def save(partnership_id: int, key: str) -> Page:
    """Show what parents find with what was typed, or keep it as a new version."""
    form, now = WordsForm(), deeds.one(partnership_id, key)[0]
    if not form.validate():
        return _page(key, form, now.words), 422
    own = form.own()
    try:
        rules.check(own)
        if request.form.get("actie") == "bekijken":
            return _page(key, form, own.words)
        deeds.save(partnership_id, key, own, version=form.version.data, by=g.actor.name)
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(key, form, now.words), 422
    except Conflict:
        theirs, version = deeds.one(partnership_id, key)
        form.beside(_fields(theirs), version)
        return _page(key, form, own.words), 409
    flash(gettext("De woorden zijn bewaard. Wat al is vastgesteld, houdt de naam van toen."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.post("/<key>/standaard")
def back_to_standard(partnership_id: int, key: str) -> Response:
    """Let the words of the product count again."""
    deeds.back_to_standard(partnership_id, key, version=ActForm().version.data, by=g.actor.name)
    flash(gettext("De standaardwoorden gelden weer. Uw eigen woorden blijven bij de eerdere versies staan."))
    return redirect(url_for(".edit", partnership_id=partnership_id, key=key), 303)


def _fields(need: Need) -> dict[str, str]:
    return {"short": need.short, "name": need.name, "words": "\n".join(need.words)}


def _page(key: str, form: WordsForm, looked: tuple[str, ...]) -> str:
    rows = need_words.history(g.partnership.id, key)
    return render_template(
        "need_words/edit.html",
        partnership=g.partnership,
        key=key,
        form=form,
        now=deeds.one(g.partnership.id, key)[0],
        standard=deeds.standard(key),
        found=public_search.with_words(looked),
        rows=rows,
        is_own=bool(rows and rows[0].own()),
        act=ActForm(formdata=None, version=rows[0].version if rows else 0),
    )

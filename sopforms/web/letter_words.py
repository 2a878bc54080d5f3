"""The letters of a partnership in its own words: written, looked at and kept, or taken back."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from sopforms.actions import letter_words as deeds
from sopforms.core import day_mail
from sopforms.core import letter_wording as rules
from sopforms.core.codes import LetterKind
from sopforms.core.errors import Conflict, Invalid, NotFound
from sopforms.core.letter_wording import OwnWords
from sopforms.store import letter_words
from sopforms.store.clock import today
from sopforms.web.forms import AtMost, Form, LongTextField, Optional, SubmitIdField, TextField, VersionField

bp = Blueprint("letter_words", __name__, url_prefix="/samenwerkingsverband/<int:partnership_id>/brieven")

Page = str | Response | tuple[str, int]
KINDS = {
    LetterKind.CYCLE_OPENED: _("De ronde is open"),
    LetterKind.SURVEY_OPENED: _("Uitnodiging voor de vragenlijst"),
    LetterKind.SURVEY_REMINDER: _("Herinnering aan de vragenlijst"),
    LetterKind.SURVEY_CLOSED: _("De resultaten staan klaar"),
    LetterKind.TALK_RECORDED: _("Verslag van het teamgesprek"),
    LetterKind.READ_ROUND_OPENED: _("Meelezen met het concept"),
    LetterKind.DRAFT_READY: _("Het concept is klaar"),
    LetterKind.ADVICE_REQUESTED: _("Adviesaanvraag aan de raad"),
    LetterKind.ADVICE_REMINDER: _("Herinnering aan de raad"),
    LetterKind.ADVICE_EXPIRED: _("De adviestermijn is verstreken"),
    LetterKind.ADVICE_RECEIVED: _("Het advies is binnen"),
    LetterKind.ADVICE_RECEIPT: _("Ontvangstbewijs voor de raad"),
    LetterKind.REACTION_SENT: _("Reactie van het bestuur"),
    LetterKind.DECISION_DEVIATES: _("Het besluit wijkt af"),
    LetterKind.ADOPTED: _("Het aanbod is vastgesteld"),
    LetterKind.SECTION_READY: _("Tekst voor de schoolgids"),
    LetterKind.PUBLISHED: _("De tekst is gepubliceerd"),
    LetterKind.DAY_MAIL: _("De mail van de dag"),
}


class WordsForm(Form):
    """Subject and text of a letter."""

    subject = TextField(_("Onderwerp"), [Optional(), AtMost(rules.LONGEST_SUBJECT)])
    text = LongTextField(_("Tekst"), [Optional(), AtMost(rules.LONGEST)])
    version = VersionField()
    submit_id = SubmitIdField()

    def words(self) -> OwnWords:
        """Return what was typed."""
        return OwnWords(self.subject.data or "", self.text.data or "")


@bp.get("")
def overview(partnership_id: int) -> str:
    """List the letters: which have words of the partnership's own, and which wait for the day's mail."""
    return render_template(
        "letter_words/overview.html",
        partnership=g.partnership,
        kinds=KINDS,
        own=letter_words.of_partnership(partnership_id),
        bound=rules.BOUND,
        waits=day_mail.CAN_WAIT,
    )


@bp.get("/mail-van-de-dag")
def of_the_day(partnership_id: int) -> str:
    """Show the one mail a day in which everything comes that can wait, in the words that count now."""
    return render_template(
        "letter_words/of_the_day.html",
        partnership=g.partnership,
        waits=[label for kind, label in KINDS.items() if kind in day_mail.CAN_WAIT],
        shown=deeds.preview_of_the_day(partnership_id, today()),
        hour=day_mail.HOUR,
    )


@bp.get("/<kind>")
def edit(partnership_id: int, kind: str) -> str:
    """Show a letter as it goes out now, and its words to change."""
    which = _kind(kind)
    row = letter_words.find(partnership_id, which)
    words = row.words() if row else deeds.usual(which)
    subject = words.subject or deeds.usual(which).subject
    data = {"subject": subject, "text": words.text, "version": row.version if row else 0}
    return _page(which, WordsForm(formdata=None, data=data), row.words() if row else OwnWords())


@bp.post("/<kind>")
def save(partnership_id: int, kind: str) -> Page:
    """Show the letter with what was typed, or keep it."""
    which, form = _kind(kind), WordsForm()
    if which in rules.BOUND:
        form.subject.data = ""
    if not form.validate():
        return _page(which, form, form.words()), 422
    try:
        rules.check(which, form.words())
        if request.form.get("actie") == "bekijken":
            return _page(which, form, form.words())
        deeds.save(partnership_id, which, form.words(), version=form.version.data or 0, today=today())
    except Invalid as wrong:
        form.refuse(wrong.problems)
        return _page(which, form, form.words()), 422
    except Conflict:
        theirs = letter_words.find(partnership_id, which)
        said = {"subject": theirs.subject, "text": theirs.text} if theirs else {}
        form.beside(said, theirs.version if theirs else 0)
        return _page(which, form, form.words()), 409
    flash(gettext("De brief is bewaard. Wat al klaarstond, gaat nog met de oude tekst weg."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


@bp.post("/<kind>/terugzetten")
def take_back(partnership_id: int, kind: str) -> Response:
    """Let the usual words count again."""
    deeds.take_back(partnership_id, _kind(kind))
    flash(gettext("De gewone tekst geldt weer."))
    return redirect(url_for(".overview", partnership_id=partnership_id), 303)


def _kind(name: str) -> LetterKind:
    found = next((kind for kind in KINDS if kind.value == name), None)
    if found is None:
        raise NotFound
    return found


def _page(kind: LetterKind, form: WordsForm, shown: OwnWords) -> str:
    return render_template(
        "letter_words/edit.html",
        partnership=g.partnership,
        form=form,
        kind=kind,
        title=KINDS[kind],
        bound=kind in rules.BOUND,
        names=rules.placeholders(kind),
        needed=rules.needed(kind),
        own=letter_words.find(g.partnership.id, kind),
        shown=deeds.preview_of_the_day(g.partnership.id, today(), shown)
        if kind is LetterKind.DAY_MAIL
        else deeds.preview(kind, shown, today()),
    )

"""Which language a page is in: Dutch, unless somebody chose English; and where its words come from.

Dutch is the source: what a page marks for translation *is* the Dutch text. English stands in
`translations/en/LC_MESSAGES/messages.po`, which is read as it is: there is nothing to compile. Mail and
documents are Dutch always; they have texts of their own and never pass here.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request, session
from flask_babel import Babel, Domain, get_locale
from werkzeug.datastructures import MultiDict

DUTCH, ENGLISH = "nl", "en"
LANGUAGES = (DUTCH, ENGLISH)
CATALOGUES = Path(__file__).parents[1] / "translations"
ASKED = "taal"
_LANGUAGE = "language"
"""Under this name `g` holds what was chosen, once that is known."""


class Catalogues(Domain):
    """The words of every language, read once by each process."""

    def get_translations(self) -> NullTranslations:
        """Return the words in the language of this request."""
        locale = get_locale()
        return catalogue(locale.language if locale else DUTCH)


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(language: str) -> NullTranslations:
    """Return the words of a language; a language without a catalogue keeps the Dutch of the source."""
    file = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    if language == DUTCH or not file.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def chosen() -> str:
    """Return the language of this request: asked for in the address, else kept in the session.

    Work without a request (the calendar, the command line) is Dutch.
    """
    if not has_request_context():
        return DUTCH
    known = g.get(_LANGUAGE)
    return known if isinstance(known, str) else _choose()


def _choose() -> str:
    asked = request.args.get(ASKED, "")
    if asked in LANGUAGES:
        return asked
    kept = session.get("language", DUTCH)
    return kept if kept in LANGUAGES else DUTCH


def remember() -> None:
    """Keep a choice made in the address for the pages after it."""
    asked = request.args.get(ASKED, "")
    if asked in LANGUAGES and session.get("language", DUTCH) != asked:
        session["language"] = asked
    setattr(g, _LANGUAGE, _choose())


def other_url() -> str:
    """Return where the other language is: this page, with all else its address asks for.

    It does not name the page, so that a page about something that is not yours looks the same for every
    address. A page that answers a form, at an address that cannot be opened, leads to the front page.
    """
    here = request.method == "GET" or _opens(request.path)
    args = MultiDict(request.args) if here else MultiDict[str, str]()
    args[ASKED] = DUTCH if chosen() == ENGLISH else ENGLISH
    return f"{'' if here else f'{request.script_root}/'}?{urlencode(list(args.items(multi=True)))}"


def _opens(path: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    return adapter is not None and adapter.test(path, "GET")


def init_app(app: Flask) -> None:
    """Speak the language that was chosen, from before the first check of a request."""
    babel = Babel(app, locale_selector=chosen, default_locale=DUTCH)
    babel.domain_instance = Catalogues()
    # Babel finds out for each text what the language is: with the forty of a page a quarter of drawing it.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda said: catalogue(chosen()).ugettext(said),
        ngettext=lambda one, more, number: catalogue(chosen()).ungettext(one, more, number),
        pgettext=lambda context, said: catalogue(chosen()).upgettext(context, said),
        npgettext=lambda context, one, more, number: catalogue(chosen()).unpgettext(
            context, one, more, number
        ),
        newstyle=True,
    )
    app.before_request(remember)

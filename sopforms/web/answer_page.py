"""One page of the questionnaire as a respondent gets it: the frame drawn once, the questions filled in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app, g, render_template, request, session, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from sopforms.actions import addresses
from sopforms.actions.answering import Answering
from sopforms.core import pace
from sopforms.core.mailing import Address
from sopforms.output.language import moment
from sopforms.web import language, link_sessions
from sopforms.web.prepared import Shelf, mark
from sopforms.web.questionnaire_form import PageForm

_SHELF = "pages of respondents"
_OF_THIS_BROWSER = {"_flashes", "_user_id"}
"""What in a cookie makes a frame different: a message to show once, and who signed in."""
Facts = dict[str, Any]


def asker(where: Answering) -> Address:
    """Return who asks, and answers questions: the coordinator, else the head, else the school itself."""
    return Address(*where.contact) if where.contact else addresses.contact_at(where.location_id)


def around(name: str, mailto: str) -> Facts:
    """Return what stands around every page of a respondent: whom to mail, and nobody who signed in."""
    contact = (mailto, _("Vraag? Mail %(name)s", name=name))
    return {"contact": contact, "noindex": True, "signed_in_as": ""}


def draw(where: Answering, form: PageForm, at: datetime | None = None) -> str:
    """Return the page; `at` says when it was saved, when it is shown again after that."""
    place = form.found.pages.index(form.page.name)
    contact = asker(where)
    theirs: Facts = {
        "asked": _questions(form),
        "ends": link_sessions.seconds_left(g.link),
        "until": moment(link_sessions.ends_at(g.link), language.chosen()),
        "mailto": f"mailto:{contact.email}",
        "name": contact.name,
        "other": language.other_url(),
    }
    frame: Facts = {
        "number": place + 1,
        "total": len(form.found.pages),
        "before": form.found.pages[place - 1] if place else "",
        "minutes_left": pace.minutes_to_go(form.questionnaire, form.found, form.page.name),
        "returns": request.args.get("terug") == "1",
    }
    if at is not None or not looks_the_same_to_all():
        return _rendered(form, frame, theirs, at)
    key = (type(form), form.title, form.description, *frame.values())
    marks = {name: mark(name) for name in theirs}
    return _shelf().get(key, lambda: _rendered(form, frame, marks)).filled(theirs)


def looks_the_same_to_all() -> bool:
    """Whether the frame holds nothing of this browser alone: no message, nobody signed in besides."""
    return request.method == "GET" and not session.keys() & _OF_THIS_BROWSER


def _rendered(form: PageForm, frame: Facts, theirs: Facts, at: datetime | None = None) -> str:
    before = frame["before"]
    return render_template(
        "answer/page.html",
        form=form,
        at=at,
        first=not before,
        back=url_for("answer.page", page=before) if before else url_for("answer.later"),
        other_language_url=theirs["other"],
        **frame,
        **theirs,
        **around(theirs["name"], theirs["mailto"]),
    )


def _questions(form: PageForm) -> Markup:
    """Return the questions with what belongs to them unseen."""
    macros = current_app.jinja_env.get_template("macros/forms.html").module
    return Markup(macros.questions(form))  # type: ignore[attr-defined]  # noqa: S704 - drawn by a template


def _shelf() -> Shelf:
    """Return the pages that are kept; none while templates are being changed."""
    if current_app.jinja_env.auto_reload:
        return Shelf()
    kept: Shelf = current_app.extensions.setdefault(_SHELF, Shelf())
    return kept

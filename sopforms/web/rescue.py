"""What somebody typed is never thrown away because they were away too long.

A form that comes with an ended session or an old token is shown again, whole, with a button that sends it to
where it was going. Of whom we know who it was, it is also kept until they have signed in.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from sopforms.actions import login
from sopforms.store import kept_forms
from sopforms.store.db import db, set_read_only
from sopforms.web import guard, sessions, typed_labels
from sopforms.web.forms import Form
from sopforms.web.own_paths import own_path

bp = Blueprint("rescue", __name__)

LONGEST_KEY = 40
MOST_KEPT = 1_000_000  # characters of one form
_TOKENS = frozenset({"csrf_token", "_kept"})
_OURS = _TOKENS | {"submit_id", "version", "actie", "code"}

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Again:
    """A form to send once more: where to, its fields as they came, and when kept under which number."""

    path: str
    fields: Pairs
    kept: int | None = None

    @property
    def boxes(self) -> Pairs:
        """What a person wrote, to be shown: all of a name when one of it is a text, to stay in order."""
        names = {name for name, value in self.fields if is_text(name, value)}
        return [pair for pair in self.fields if pair[0] in names]

    def label_of(self, name: str) -> str:
        """What this field was called on its page; an empty text when that is not known."""
        return typed_labels.label_of(self.path, name)

    @property
    def hidden(self) -> Pairs:
        """What goes along unseen."""
        names = {name for name, _value in self.boxes}
        return [pair for pair in self.fields if pair[0] not in names]


def is_typed(name: str) -> bool:
    """Whether a field of this name holds what a person typed or chose; the page put the others in."""
    return name not in _OURS and not name.startswith("_")


def is_text(name: str, value: str) -> bool:
    """Whether this is a text of more than a word: no key of a choice, and nothing of the page itself."""
    return is_typed(name) and (len(value.split()) > 1 or len(value) > LONGEST_KEY)


def posted() -> Pairs:
    """Return every field of this request as it came, but for the token; nothing when it cannot be read."""
    try:
        return [pair for pair in request.form.items(multi=True) if pair[0] not in _TOKENS]
    except HTTPException:  # too large to be read
        return []


def again() -> Again | None:
    """Return what was sent as a form to send again, or None when there is nothing, or it is not from us.

    What another site makes a browser send is never put under a button of ours.
    """
    path, fields = own_path(request.full_path), posted()
    has_typed = any(value.strip() for name, value in fields if is_typed(name))
    if request.method != "POST" or not path or not has_typed or not guard.is_from_here():
        return None
    return Again(path, fields)


def keep(form: Again | None) -> bool:
    """Keep it for whose session this was; return whether that is known.

    A form without token is refused before its request was allowed to write.
    """
    if form is None:
        return False
    db.session.rollback()
    set_read_only(False)
    person_id = sessions.person_of_cookie()
    if person_id is None or sum(len(value) for _name, value in form.fields) > MOST_KEPT:
        return False
    login.keep_form(person_id, form.path, form.fields)
    return True


@bp.get("/bewaard")
def show() -> str | AnyResponse:
    """Show what was kept, ready to be sent; without anything, go to the beginning."""
    found = kept_forms.of_person(current_user.person_id)
    if not found:
        return redirect(url_for("home.mine"))
    row = found[0]
    form = Again(row.path, [(name, value) for name, value in row.fields], row.id)
    return render_template("login/kept.html", again=form, kept_at=row.kept_at, form=Form())


@bp.post("/bewaard/<int:row_id>/weg")
def drop(row_id: int) -> AnyResponse:
    """Throw away what was kept."""
    login.drop_form(current_user.person_id, row_id)
    return redirect(url_for("home.mine"), 303)


def _after(response: Response) -> Response:
    """Forget what was kept once it was sent and taken."""
    kept = request.form.get("_kept", "") if request.method == "POST" and response.status_code < 400 else ""
    if kept.isdigit() and current_user.is_authenticated:
        login.drop_form(current_user.person_id, int(kept))
    return response


def init_app(app: Flask) -> None:
    """Forget kept forms that were sent."""
    app.after_request(_after)

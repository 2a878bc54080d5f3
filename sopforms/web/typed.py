"""Pages that are saved as a whole and kept while they are typed: what a page does with both."""

from __future__ import annotations

from flask import g, jsonify, request
from flask.wrappers import Response
from werkzeug.datastructures import MultiDict

from sopforms.actions import typing
from sopforms.store import clock

_NOT_TYPED = frozenset({"csrf_token", "submit_id", "version", "actie", "_kept"})


def keep(page: str) -> Response:
    """Keep what stands on the page; the answer is what the script shows."""
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _NOT_TYPED]
    typing.keep(g.dossier.id, g.actor.person_id, page, fields, clock.today())
    return jsonify(at=f"{clock.now().astimezone(clock.AMSTERDAM):%H:%M}")


def kept(page: str) -> MultiDict[str, str] | None:
    """Return what was typed on this page and not saved, as it would have been posted; None without any."""
    found = typing.kept(g.dossier.id, g.actor.person_id, page)
    return MultiDict(found) if found else None


def forget(page: str) -> None:
    """The page was saved: what was kept of it goes."""
    typing.forget(g.dossier.id, g.actor.person_id, page)

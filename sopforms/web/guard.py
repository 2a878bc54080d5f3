"""Before every page: does the policy let this person open it, and in which roles do they act?

What is not yours does not exist (404, the same as an unknown id); a wrong role inside your own school,
board or partnership is told as such (403). Pages find the result in `g`: `actor`, and what the address
names: `dossier`, `location`, `cycle`, `board`, `partnership`, or the opened `link`.

What the address leads to is also the scope of the request: no statement after this sees another partnership.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import IO

from flask import Flask, abort, g, redirect, request, request_started, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from sopforms.actions import api_tokens as tokens
from sopforms.actions.deed import submit_id
from sopforms.core import api_token, roles
from sopforms.core.actor import Actor
from sopforms.core.codes import Role
from sopforms.core.errors import LinkGone, NotFound, Refused, TooOften
from sopforms.core.limits import API
from sopforms.store import api_tokens, clock, cycles, dossiers, locations, partnerships, people, scope
from sopforms.store.db import db, set_read_only
from sopforms.store.people import MembershipRow
from sopforms.web import sessions
from sopforms.web.policy import POLICY, WRITING_GETS, Relation, Rule, may_open

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LOCKS_LAST = frozenset({"answer.save", "answer.autosave"})
"""Pages that many send at the same moment: they read and judge first, and take the lock themselves."""


def prepare() -> None:
    """Make transactions of a safe method unable to write, and note the submit id of a form."""
    writes = request.method not in SAFE or (request.method == "GET" and request.endpoint in WRITING_GETS)
    set_read_only(not writes or request.endpoint in LOCKS_LAST)
    if request.method not in SAFE and not is_from_here():
        abort(400)
    if _holds_nul():
        abort(400)  # no keyboard types it and PostgreSQL keeps no text with it
    submit_id.set("" if request.method in SAFE else _act_of_sending())


def is_from_here() -> bool:
    """Whether a page of ours sends this, as far as the browser tells: a token is asked besides.

    `Origin` and `Referer` tell nothing here: our pages send no referrer, and browsers then hide both.
    """
    return request.headers.get("Sec-Fetch-Site", "same-origin") in {"same-origin", "none"}


def _holds_nul() -> bool:
    texts = [request.path, *request.args.values()]
    if request.method not in SAFE:
        texts += [*request.form, *(text for texts in request.form.listvalues() for text in texts)]
    return "\0" in "".join(texts)


def _act_of_sending() -> str:
    """Return what makes this post a repeat: the same submit id with the same texts at the same address.

    Who goes back, changes a text and sends again, sends something new: it must not be taken for a repeat.
    """
    named = request.form.get("submit_id", "")[:36]
    if not named:
        return ""
    said = [(name, text) for name, text in request.form.items(multi=True) if name != "csrf_token"]
    said += [
        (name, f"{file.filename} {_digest(file.stream)}") for name, file in request.files.items(multi=True)
    ]
    digest = hashlib.sha256(repr((request.path, sorted(said))).encode()).hexdigest()
    return f"{named}.{digest[:20]}"


def _digest(content: IO[bytes]) -> str:
    found = hashlib.file_digest(content, "sha256").hexdigest()
    content.seek(0)
    return found


def check() -> Response | None:
    """Let the request through, send to sign-in, or raise 404 or 403."""
    if request.endpoint is None:
        return None
    rule = POLICY.get(request.endpoint)
    if rule is None:
        raise RuntimeError(f"no line in the policy for {request.endpoint}")
    if rule.relation is Relation.PUBLIC:
        scope.enter_everywhere()  # what is published is there for all; a key in an address may be anybody's
        return None
    if rule.relation is Relation.PROGRAM:
        _enter_by_token()
        return None
    if rule.relation is Relation.LINK:
        _enter_by_link(rule)
        return None
    if not current_user.is_authenticated:
        if request.method not in SAFE:
            abort(401)  # a page of its own, which gives back what was typed
        return redirect(url_for("login.ask", next=request.full_path))
    return _enter_by_role(request.endpoint, rule)


def _enter_by_link(rule: Rule) -> None:
    with scope.everywhere():
        link = sessions.opened_link(rule.purposes)
    if link is None or link.partnership_id is None:
        raise LinkGone
    g.link = link
    scope.enter([link.partnership_id])
    if request.method in SAFE:
        return
    # Two links in one browser, a joint secretary or a shared computer: a page sends to its own link only.
    mine = f"{link.purpose}:{link.object_id}"
    if request.form.get("_link", mine) != mine:
        raise Refused("other_link_opened")


def _enter_by_token() -> None:
    """Let a program in with a key of the partnership in its address; another partnership does not exist."""
    digest = api_token.digest(api_token.bearer(request.headers.get("Authorization", "")))
    token = api_tokens.find_valid(digest) if digest else None
    if token is None:
        abort(401)
    token_id, own = token.id, token.partnership_id
    if own != (request.view_args or {})["partnership_id"]:
        raise NotFound
    scope.enter([own])
    db.session.rollback()  # a reader that stays would keep the writer of its own request waiting
    set_read_only(False)
    try:
        within = tokens.use(token_id)
    finally:
        set_read_only(True)
    if not within:
        raise TooOften(API.again(clock.now()))


def _enter_by_role(endpoint: str, rule: Rule) -> Response | None:
    rows = current_user.memberships
    if not rule.halfway and _owes_second_factor(rows):
        return _to_second_factor()
    with scope.everywhere():
        related = rows if rule.relation is Relation.SIGNED_IN else _related(rule.relation, rows)
    if not related and rule.relation is not Relation.SIGNED_IN:
        raise NotFound
    g.elsewhere = _has_another_consultant()
    allowed = [row for row in related if may_open(endpoint, [row.role], elsewhere=g.elsewhere)]
    if not allowed and rule.relation is not Relation.SIGNED_IN:
        g.not_own = may_open(endpoint, [row.role for row in related])
        abort(403)
    if rule.relation is not Relation.SIGNED_IN and not rule.halfway:
        allowed = _deciding(allowed, clock.today())
    g.actor = _actor(allowed, clock.today())
    _enter_scope(rule.relation, rows)
    return None


def _deciding(rows: list[MembershipRow], today: date) -> list[MembershipRow]:
    """Return by which roles somebody may send this; whose seat on the board waits only reads."""
    waits = [row for row in rows if row.role is Role.BOARD and roles.seat_waits(row.waits_until, today)]
    g.seat_waits = max((row.waits_until for row in waits if row.waits_until), default=None)
    if request.method in SAFE or not waits:
        return rows
    others = [row for row in rows if row not in waits]
    if not others:
        raise Refused("seat_waits")
    return others


def _has_another_consultant() -> bool:
    """Whether the school of this address was given to a consultant, and not to who asks."""
    location = g.get("location")
    return location is not None and location.consultant_id not in (None, current_user.person_id)


def _owes_second_factor(rows: list[MembershipRow]) -> bool:
    """Whether this session must still give the second factor: it began so, or a right came since."""
    if current_user.factor_given:
        return False
    mandate = any(row.mandate_until and row.mandate_until >= clock.today() for row in rows)
    return current_user.factor_owed or roles.needs_second_factor([row.role for row in rows], mandate=mandate)


def _to_second_factor() -> Response:
    if request.method not in SAFE:
        abort(401)  # what was typed comes back, and is kept for when the code was given
    return redirect(url_for("second_factor.ask", next=request.full_path))


def _related(relation: Relation, rows: list[MembershipRow]) -> list[MembershipRow]:
    """Resolve what the address names, put it in `g`, and return the memberships that touch it."""
    args = request.view_args or {}
    location = board_id = partnership_id = None
    match relation:
        case Relation.DOSSIER:
            # Partnership and round are held: whoever asks for them in this request finds them at hand.
            g.dossier, g.location, g.at_hand, g.round = dossiers.get_with_school(args["dossier_id"])
            location = g.location
        case Relation.LOCATION:
            location = g.location = locations.get(args["location_id"])
        case Relation.BOARD:
            g.board = partnerships.get_board(args["board_id"])
            board_id = g.board.id
        case Relation.CYCLE:
            g.cycle = cycles.get(args["cycle_id"])
            partnership_id = g.cycle.partnership_id
        case Relation.PARTNERSHIP:
            g.partnership, g.rounds = cycles.with_partnership(args["partnership_id"])
            partnership_id = g.partnership.id
        case _:
            return [row for row in rows if row.role is Role.ADMINISTRATOR]
    if location is not None:
        board_id, partnership_id = location.board_id, location.partnership_id
    return [row for row in rows if _touches(row, location.id if location else None, board_id, partnership_id)]


def _enter_scope(relation: Relation, rows: list[MembershipRow]) -> None:
    """See from here on the partnership of what the address names; of a board all that it takes part in.

    Where the address names nothing, a person sees the partnerships of their own roles, and who runs the
    installation all of them.
    """
    match relation:
        case Relation.DOSSIER | Relation.LOCATION:
            scope.enter([g.location.partnership_id])
        case Relation.CYCLE:
            scope.enter([g.cycle.partnership_id])
        case Relation.PARTNERSHIP:
            scope.enter([g.partnership.id])
        case Relation.BOARD:
            scope.enter(partnerships.of_board(g.board.id))
        case Relation.SIGNED_IN if not any(row.role is Role.ADMINISTRATOR for row in rows):
            scope.enter(people.partnerships_of(rows))
        case _:
            scope.enter_everywhere()


def _touches(
    row: MembershipRow, location_id: int | None, board_id: int | None, partnership_id: int | None
) -> bool:
    if row.role is Role.ADMINISTRATOR:
        return True
    return (
        (row.location_id is not None and row.location_id == location_id)
        or (row.board_id is not None and row.board_id == board_id)
        or (row.partnership_id is not None and row.partnership_id == partnership_id)
    )


def _actor(rows: list[MembershipRow], today: date) -> Actor:
    mandate = next(
        (
            row
            for row in rows
            if row.mandate_until
            and row.mandate_until >= today
            and not roles.seat_waits(row.waits_until, today)
        ),
        None,
    )
    if not roles.may_be_held_together([row.role for row in current_user.memberships], mandate=True):
        mandate = None  # who works for a partnership decides for no board, whatever was recorded before
    return Actor(
        roles=tuple(dict.fromkeys(row.role for row in rows)),
        person_id=current_user.person_id,
        name=current_user.name,
        function=next((row.function for row in rows if row.function), ""),
        mandate=mandate.mandate_source if mandate else "",
    )


def _without_scope(_app: Flask, **_more: object) -> None:
    """Begin each request without the scope of the one before: whatever comes first sees no partnership."""
    scope.forget()


def init_app(app: Flask) -> None:
    """Guard every request of this application."""
    app.before_request(prepare)
    app.before_request(check)
    request_started.connect(_without_scope, app)

"""What every page of the council needs: who acts by its link, which school it is about, the frame around."""

from __future__ import annotations

from typing import Any

from flask import g, request, url_for
from flask_babel import gettext as _

from sopforms.actions import reading
from sopforms.core.actor import Actor
from sopforms.core.codes import LinkPurpose, Right, Role
from sopforms.core.errors import NotFound
from sopforms.store.clock import today


def actor_of(link: Any) -> Actor:
    """Return who acts by this link: the secretary, or a member who may only read."""
    role = Role.SECRETARY if link.purpose is LinkPurpose.ADVICE else Role.MEMBER
    return Actor((role,))


def frame(read: reading.Reading) -> dict[str, Any]:
    """Return what every page of the council shows around its own matter."""
    contact = read.parties.about.contact
    return {
        "read": read,
        "year": read.year,
        "writes": g.link.purpose is LinkPurpose.ADVICE,
        "link_until": g.link.expires_at,
        "consent": read.facts.right is Right.INSTEMMING,
        "due": read.parties.dossier.due_on or read.parties.request.answer_by,
        "today": today(),
        "home_url": url_for("council.home"),
        "at": {"school": read.place} if read.mates else {},
        "contact": (f"mailto:{contact.email}", _("Vraag? Mail %(name)s", name=contact.name)),
        "asker": contact,
        "noindex": True,
    }


def reading_now() -> reading.Reading:
    """Return what the council of the opened link sees now; of several schools the one the address names."""
    read, named_school = reading.of_request(g.link.object_id, today()), request.args.get("school", "")
    if not read.mates or not named_school:
        return read
    for mate in read.mates:
        if named_school == str(mate.place):
            same = mate.request_id == read.parties.request.id
            return read if same else reading.of_request(mate.request_id, today())
    raise NotFound


def all_now() -> list[reading.Reading]:
    """Return what the council sees of every school of its request, the first leads."""
    return reading.all_of(reading.of_request(g.link.object_id, today()), today())


def writing_now() -> reading.Reading:
    """Return what the council answers about: of several schools the first that can still be answered."""
    every = all_now()
    return next((one for one in every if one.may_write), every[0])


def answered_now() -> reading.Reading:
    """Return what the council answered about: of several schools the first that has an advice in force."""
    every = all_now()
    return next((one for one in every if one.advice is not None), every[0])


def closed_now(read: reading.Reading) -> frozenset[int]:
    """Return the places of the schools of a request that can no longer be answered about."""
    return frozenset(one.place for one in all_now() if not one.may_write) if read.mates else frozenset()

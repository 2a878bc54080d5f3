"""What everybody may read: the section of a school as it was adopted, schools to find it by, and the proof.

No account, no cookie. Contact lines are of today; everything else is the sealed text.
"""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from sopforms.actions import proof
from sopforms.core import blocks_json, roles
from sopforms.core.codes import Sector
from sopforms.core.errors import NotFound
from sopforms.core.schoolyear import SchoolYear
from sopforms.output import to_html
from sopforms.store import locations, partnerships, publications
from sopforms.store.clock import today
from sopforms.store.publications import Published

bp = Blueprint("public", __name__)

Page = str | Response | tuple[str, int]
CONTACT = "g8"
_SHA256 = re.compile(r"[0-9a-f]{64}")


@bp.get("/school/<code>")
def newest(code: str) -> Page:
    """Show the section in force, or else the one that was published last, with its year."""
    location, found = _published(code)
    if not found:
        return render_template("public/none.html", location=location), 404
    now = str(SchoolYear.of(today()))
    current = next((one for one in found if one.school_year == now), found[0])
    return _show(current, found, now)


@bp.get("/school/<code>/<school_year>")
def of_year(code: str, school_year: str) -> Page:
    """Show the section of one school year."""
    _location, found = _published(code)
    one = next((each for each in found if each.school_year == school_year), None)
    if one is None:
        raise NotFound
    return _show(one, found, str(SchoolYear.of(today())))


@bp.get("/scholen")
def search() -> Page:
    """Find a school by name or place."""
    asked = request.args.get("zoek", "").strip()[:80]
    found = publications.search(asked) if asked else []
    return render_template(
        "public/search.html", asked=asked, found=found, empty="zoek" in request.args and not asked
    )


@bp.get("/controle/<sha256>")
def verify(sha256: str) -> Page:
    """Say whether this fingerprint belongs to a text that was adopted and published, and to which.

    A text that is no longer the one that was adopted is told as such: the logbook remembers its fingerprint.
    """
    known = bool(_SHA256.fullmatch(sha256))
    found = publications.by_fingerprint(sha256) if known else None
    changed = not proof.is_as_adopted(found.snapshot) if found else known and proof.was_adopted(sha256)
    page = render_template("public/verify.html", sha256=sha256[:64], found=found, changed=changed)
    return page, 409 if changed else 200 if found else 404


def _published(code: str) -> tuple[locations.LocationRow, list[Published]]:
    location = locations.find_by_code(code.upper())
    if location is None:
        raise NotFound
    return location, publications.of_location(location.id)


def _show(one: Published, found: list[Published], now: str) -> Page:
    if not proof.is_as_adopted(one.snapshot):  # a text that somebody changed is not shown as the board's
        fingerprint = one.snapshot.sha256
        return render_template("public/verify.html", sha256=fingerprint, found=one, changed=True), 409
    text = blocks_json.load(one.snapshot.guide)
    partnership = partnerships.get(one.location.partnership_id)
    sector = roles.sector_of(one.location.kind)
    return render_template(
        "public/section.html",
        one=one,
        brand=one.location.name,
        home_url=url_for(".newest", code=one.location.code),
        text=text,
        parts=[(part, None if part.key == CONTACT else to_html.part(part)) for part in text.parts],
        partnership=partnership,
        secondary=sector is Sector.VO,
        is_now=one.school_year == now,
        is_coming=one.school_year > now,
        others=[other for other in found if other is not one],
        **_address(one),
    )


def _address(one: Published) -> dict[str, Any]:
    """Return phone and website as links that a browser understands."""
    phone = "".join(each for each in one.location.phone if each.isdigit() or each == "+")
    site = one.location.website
    return {"phone_href": f"tel:{phone}" if phone else "", "site": site if site.startswith("http") else ""}

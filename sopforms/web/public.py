"""What everybody may read: the section of a school as it was adopted, schools to find it by, and the proof.

No account; a cookie only where a file is sent. Contact lines are of today; the rest is the sealed text.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.wrappers import Response

from sopforms.actions import needs, proof
from sopforms.core import blocks_json, roles
from sopforms.core.codes import Sector
from sopforms.core.correction import version_in
from sopforms.core.errors import NotFound
from sopforms.core.needs import unexplained
from sopforms.core.schoolyear import SchoolYear
from sopforms.output import to_html, to_text
from sopforms.store import corrections, decisions, locations, partnerships, publications
from sopforms.store.clock import today
from sopforms.store.corrections import CorrectionRow
from sopforms.store.drafts import SnapshotRow
from sopforms.store.publications import Published
from sopforms.web import public_search
from sopforms.web.forms import Form, Required, Upload

bp = Blueprint("public", __name__)

Page = str | Response | tuple[str, int]
CONTACT = "g8"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class CheckForm(Form):
    """A file that somebody got."""

    file = FileField(
        _l("Bestand"),
        [
            Required(),
            Upload(
                ("pdf", "docx", "html", "htm", "txt"),
                10,
                _l("Kies de PDF, het Word-bestand, de webpagina of de tekst."),
            ),
        ],
        description=_l("PDF, Word, webpagina of tekst, tot 10 MB. Wij bewaren het niet."),
    )


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


@bp.get("/school/<code>/<school_year>/versie/<int:number>")
def version(code: str, school_year: str, number: int) -> Page:
    """Show one version of the section: as it was adopted, or as it was corrected later."""
    _location, found = _published(code)
    one = next((each for each in found if each.school_year == school_year), None)
    sealed = publications.versions_of(one.dossier.id) if one else []
    if one is None or not 1 <= number <= len(sealed):
        raise NotFound
    text = sealed[number - 1]
    earlier = replace(one, snapshot=text, decision=decisions.of_text(text) or one.decision)
    return _show(earlier, found, str(SchoolYear.of(today())), replaced=number < len(sealed))


@bp.get("/scholen")
def search() -> Page:
    """Find a school by name or place, or by what a parent looks for."""
    asked = request.args.get("zoek", "").strip()[:80]
    found = publications.search(asked) if asked else []
    sought = public_search.asked(asked)
    return render_template(
        "public/search.html",
        asked=asked,
        found=found,
        wanted=sought.wanted,
        helping=public_search.helping(sought),
        empty="zoek" in request.args and not asked,
    )


@bp.get("/controle")
def check() -> Page:
    """Ask for a file, or for the fingerprint that stands with a text."""
    asked = "".join(request.args.get("kenmerk", "").lower().split())
    if _SHA256.fullmatch(asked):
        return redirect(url_for(".verify", sha256=asked))
    return render_template("public/check.html", form=CheckForm(), asked=asked[:80], wrong=bool(asked))


@bp.post("/controle")
def check_file() -> Page:
    """Say of which adopted text a file was made, byte for byte; nothing of the file is kept."""
    form = CheckForm()
    if not form.validate():
        return render_template("public/check.html", form=form, asked="", wrong=False), 422
    sha256 = hashlib.sha256(form.file.data.read()).hexdigest()
    found = publications.by_file(sha256)
    number = publications.version_of_file(found, sha256) if found else 0
    made_of = next((one for one in _versions(found) if version_in(one.kind) == number), None)
    found = found if made_of is not None else None  # adopted, and not published yet
    changed = bool(found) and not proof.is_as_adopted(found.snapshot)
    page = _verified(found, made_of, sha256, changed=changed, file=True)
    return page, 409 if changed else 200 if found else 404


@bp.get("/controle/<sha256>")
def verify(sha256: str) -> Page:
    """Say whether this fingerprint belongs to a text that was adopted and published, and to which.

    A text that is no longer the one that was adopted is told as such: the logbook remembers its fingerprint.
    """
    known = bool(_SHA256.fullmatch(sha256))
    found = publications.by_fingerprint(sha256) if known else None
    changed = not proof.is_as_adopted(found.snapshot) if found else known and proof.is_gone(sha256)
    sealed = next((one for one in reversed(_versions(found)) if one.sha256 == sha256), None)
    page = _verified(found, sealed, sha256[:64], changed=changed, file=False)
    return page, 409 if changed else 200 if found else 404


def _versions(found: Published | None) -> list[SnapshotRow]:
    return publications.versions_of(found.dossier.id) if found else []


def _verified(
    found: Published | None, sealed: SnapshotRow | None, sha256: str, *, changed: bool, file: bool
) -> str:
    """Say of which version this is; an older one is told with the decision by which it held."""
    older = found is not None and sealed is not None and sealed.id != found.snapshot.id
    decision = decisions.of_text(sealed) if sealed is not None else None
    anew = found is not None and decision is not None and decision.id != found.decision.id
    shown = replace(found, decision=decision) if found is not None and decision is not None else found
    return render_template(
        "public/verify.html",
        sha256=sha256,
        found=shown,
        changed=changed,
        file=file,
        older=older,
        decided_anew=anew,
    )


def _published(code: str) -> tuple[locations.LocationRow, list[Published]]:
    location = locations.find_by_code(code.upper())
    if location is None:
        raise NotFound
    try:
        return location, publications.of_location(location.id)
    except proof.UNREADABLE:  # somebody wrote in the database what the product cannot even read
        abort(make_response(_changed(""), 409))


def _changed(fingerprint: str) -> str:
    """Say that this is not the text of the board, in place of a text that somebody changed."""
    return _verified(None, None, fingerprint, changed=True, file=False)


def _show(one: Published, found: list[Published], now: str, *, replaced: bool = False) -> Page:
    if not proof.is_as_adopted(one.snapshot):
        return _changed(one.snapshot.sha256), 409
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
        explained=list(unexplained(to_text.text(text), needs.abbreviations())),
        partnership=partnership,
        secondary=sector is Sector.VO,
        replaced=replaced,
        corrected=_corrected(one),
        changed=publications.changes_of(one),
        is_now=one.school_year == now,
        is_coming=one.school_year > now,
        others=[other for other in found if other.dossier.id != one.dossier.id],
        **_address(one),
    )


def _corrected(one: Published) -> list[CorrectionRow]:
    """Return the typing errors that were mended in the text that everybody reads."""
    return [row for row in corrections.of_dossier(one.dossier.id) if row.snapshot_id <= one.snapshot.id]


def _address(one: Published) -> dict[str, Any]:
    """Return phone and website as links that a browser understands."""
    phone = "".join(each for each in one.location.phone if each.isdigit() or each == "+")
    site = one.location.website
    return {"phone_href": f"tel:{phone}" if phone else "", "site": site if site.startswith("http") else ""}

"""What everybody may know of the texts of a school: which one is in force, those of before, a year's steps.

Only what was published, and days and articles: no names of people, no advice, no answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from sopforms.core import workflow
from sopforms.core.codes import Deed, Right, Sector
from sopforms.core.dossier import Dossier
from sopforms.core.errors import NotFound
from sopforms.core.placement import Receiver
from sopforms.core.schoolyear import SchoolYear
from sopforms.store import corrections, facts, locations, placements, publications, reopenings
from sopforms.store.clock import today
from sopforms.store.dossiers import DossierRow
from sopforms.store.publications import Published

bp = Blueprint("archive", __name__)

DELIVERED: dict[Receiver, LazyString] = {
    Receiver.PARENTS: _l("De schoolgids ging naar ouders"),
    Receiver.COUNCIL: _l("De schoolgids ging naar de medezeggenschapsraad"),
    Receiver.INSPECTORATE: _l("De schoolgids ging naar de inspectie"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step that was taken: its day, what it was, and the article that asks for it (or nothing)."""

    day: date
    what: str
    basis: str = ""


@bp.get("/school/<code>/archief")
def overview(code: str) -> str:
    """Say which text is in force now, which one comes, and which ones were."""
    location = locations.find_by_code(code.upper())
    if location is None:
        raise NotFound
    now = str(SchoolYear.of(today()))
    found = publications.of_location(location.id)
    return render_template(
        "archive/overview.html",
        location=location,
        brand=location.name,
        home_url=url_for("public.newest", code=location.code),
        texts=[(one, _state(one, now, found)) for one in found],
        versions={one.dossier.id: _versions(one) for one in found},
        in_force=next((one for one in found if one.school_year == now), None),
        last=found[0] if found else None,
        now=now,
    )


@dataclass(frozen=True, slots=True)
class Version:
    """A later version of a text: its number, since when, and why; of a typing error what became what."""

    number: int
    day: date
    why: str = ""
    was: str = ""
    now: str = ""


def _versions(one: Published) -> list[Version]:
    """Return the versions of a published text after the first, the newest first."""
    found = [
        Version(row.version, row.corrected_on, was=row.was, now=row.now)
        for row in corrections.of_dossier(one.dossier.id)
        if row.snapshot_id <= one.snapshot.id
    ]
    found += [Version(number, row.decided_on, why) for number, row, why in publications.changes_of(one)]
    return sorted(found, key=lambda each: each.number, reverse=True)


def _state(one: Published, now: str, found: list[Published]) -> str:
    """Return whether a text is in force, comes, was, or is shown for want of a newer one."""
    if one.school_year > now:
        return "coming"
    if one.school_year == now:
        return "now"
    newest = max(each.school_year for each in found if each.school_year <= now)
    return "last" if one.school_year == newest else "was"


@bp.get("/school/<code>/<school_year>/stappen")
def steps(code: str, school_year: str) -> str:
    """Show the steps by which the text of a year came about, each with its day and its ground in law."""
    location = locations.find_by_code(code.upper())
    published = publications.of_location(location.id) if location else []
    one = next((each for each in published if each.school_year == school_year), None)
    if one is None or location is None:
        raise NotFound
    known = facts.of(one.dossier, today=today())
    lines = sorted(_all_lines(one), key=lambda line: line.day)
    return render_template(
        "archive/steps.html",
        location=location,
        one=one,
        brand=location.name,
        home_url=url_for("public.newest", code=location.code),
        lines=lines,
        facts=known,
        consent=known.right is Right.INSTEMMING,
    )


def _all_lines(one: Published) -> Iterator[Line]:
    """Yield what happened, as far as everybody may know: of every edition up to the one that is public."""
    for row in reopenings.chain(one.dossier):
        known = facts.of(row, today=today())
        if row.edition == 1:
            yield from _dated(
                [
                    (known.survey_closed, _("Het team vulde de vragenlijst in"), None),
                    (known.pupil_voice_recorded, _("Leerlingen vertelden wat zij van de hulp vinden"), None),
                ]
            )
        elif (begun := reopenings.find(row.id, row.edition)) is not None:
            yield Line(begun.reopened_on, _("Het bestuur begon aan een wijziging van de tekst"))
        yield from _lines(known, row)
    for fixed in corrections.of_dossier(one.dossier.id):
        if fixed.snapshot_id <= one.snapshot.id:
            yield Line(fixed.corrected_on, _("Een tikfout in de tekst werd verbeterd"))


def _dated(lines: list[tuple[date | None, str, Deed | None]]) -> Iterator[Line]:
    for day, what, deed in lines:
        if day is not None:
            yield Line(day, what, workflow.basis(deed) if deed else "")


def _lines(known: Dossier, row: DossierRow) -> Iterator[Line]:
    """Yield what happened about one edition of the text."""
    consent = known.right is Right.INSTEMMING
    dated: list[tuple[date | None, str, Deed | None]] = [
        (
            known.requested,
            _("Het bestuur vroeg de raad om instemming")
            if consent
            else _("Het bestuur vroeg de raad om advies"),
            Deed.REQUEST_ADVICE,
        ),
        (known.consultation_held, _("Bestuur en raad spraken met elkaar"), Deed.RECORD_CONSULTATION),
        (known.advised, _("De raad gaf antwoord") if consent else _("De raad gaf advies"), Deed.GIVE_ADVICE),
        (
            row.no_advice_on,
            _("De termijn eindigde zonder antwoord van de raad"),
            Deed.RECORD_NO_ADVICE,
        ),
        (known.reacted, _("Het bestuur reageerde met redenen"), Deed.REACT),
        (
            known.further_talks_held,
            _("Bestuur en raad spraken opnieuw met elkaar"),
            Deed.RECORD_FURTHER_TALKS,
        ),
        (known.decided, _decided(known), Deed.ADOPT),
        (known.waived, _("De raad liet weten dat er geen bedenkingen zijn"), Deed.RECORD_WAIVER),
        (known.guide_consent, _consented(known), Deed.RECORD_GUIDE_CONSENT),
        (known.published, _("De tekst werd gepubliceerd"), Deed.PUBLISH),
        (known.in_force, _("De tekst ging in"), Deed.ENTER_INTO_FORCE),
    ]
    yield from _dated(dated)
    for receiver, given in placements.deliveries_of(row.id, row.edition).items():
        yield Line(given.delivered_on, str(DELIVERED[receiver]), workflow.basis(Deed.RECORD_DELIVERY))


def _consented(known: Dossier) -> str:
    if known.sector is Sector.VO:
        return _("De ouder- en leerlinggeleding van de raad stemde in met de schoolgids")
    return _("De oudergeleding van de raad stemde in met de schoolgids")


def _decided(known: Dossier) -> str:
    if known.deviates:
        return _("Het bestuur stelde de tekst vast, anders dan de raad wilde, en wachtte met de uitvoering")
    return _("Het bestuur stelde de tekst vast")

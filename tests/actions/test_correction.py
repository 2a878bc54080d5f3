"""A typing error in the adopted text: a version beside the first, proof of both, a mail to who must know."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import correction, documents, long_work, placement, proof
from sopforms.actions.proof import Fault
from sopforms.core import blocks_json
from sopforms.core.actor import Actor
from sopforms.core.codes import Deed, LetterKind, Role, Step
from sopforms.core.errors import Invalid, Refused
from sopforms.output import to_pdf
from sopforms.store import corrections, drafts, letters, logbook
from sopforms.store.corrections import CorrectionRow
from sopforms.store.db import db
from sopforms.store.drafts import SnapshotRow
from tests.actions.test_proof import adopted, tampered
from tests.asked import Asked
from tests.builders import reload

JUNE, JULY = date(2027, 6, 7), date(2027, 7, 12)
WRONG, RIGHT = "De stille ruimte", "De stile ruimte"
WHY = "Er stond een letter te veel."


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setattr(
        to_pdf, "render_with_notes", lambda html, **_more: to_pdf.Rendered(b"%PDF " + html.encode())
    )
    found = adopted()
    placement.name_editor(found.id, "Gijs", "gids@school.example", actor=found.head, today=JUNE)
    return found


def correct(asked: Asked, was: str = WRONG, now: str = RIGHT, actor: Actor | None = None) -> None:
    correction.correct_text(asked.id, "g3", was, now, WHY, actor=actor or asked.board_member, today=JULY)


def faults() -> list[Fault]:
    """What does not hold of what was adopted; the papers of this school were never recorded."""
    return [one.fault for one in proof.examine().findings if one.what != "papers"]


def words_of(snapshot: SnapshotRow | None) -> str:
    assert snapshot is not None
    return repr(blocks_json.load(snapshot.guide))


def test_both_versions_are_kept_and_the_newest_is_in_force(asked: Asked) -> None:
    correct(asked)

    first, now = drafts.find_snapshot(asked.id, "adopted"), drafts.find_in_force(asked.id)
    assert WRONG in words_of(first)
    assert RIGHT in words_of(now)
    (row,) = corrections.of_dossier(asked.id)
    assert (row.version, row.part, row.was, row.now, row.reason) == (2, "g3", WRONG, RIGHT, WHY)
    assert (row.corrected_on, row.name, row.function) == (JULY, "Bram Smit", "bestuurder")
    line = logbook.of_dossier(asked.id)[-1]
    assert (line.deed, line.role) == (Deed.CORRECT_TEXT, Role.BOARD)
    assert reload(asked.dossier).step is Step.IN_GUIDE


def test_whoever_acts_on_the_text_of_before_the_correction_is_too_late(asked: Asked) -> None:
    before = reload(asked.dossier).version

    correct(asked)

    assert reload(asked.dossier).version == before + 1


@pytest.mark.parametrize("published", [False, True])
def test_the_council_is_led_to_a_public_page_only_when_there_is_one(asked: Asked, published: bool) -> None:
    if published:
        row = reload(asked.dossier)
        row.step, row.published_on = Step.PUBLISHED, JULY
        db.session.commit()

    correct(asked)

    (mail, *_copy) = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.TEXT_CORRECTED]
    assert mail.path == (f"/school/{asked.location.code}" if published else "")
    assert ("openbare pagina" in mail.text) is published


def test_who_makes_the_guide_gets_a_mail_and_sees_what_to_place_again(asked: Asked) -> None:
    gijs = Actor((Role.GUIDE_EDITOR,))
    placement.place_text(asked.id, "g3", "schoolgids bladzijde 4", "", actor=gijs, today=JUNE)
    before = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.SECTION_READY]

    correct(asked)
    correct(asked, "hele dag", "heele dag")

    new = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.SECTION_READY]
    told = [one.to_email for one in new if one not in before]
    assert told.count("gids@school.example") == 2
    states = {one.part.key: one.state for one in placement.of_dossier(asked.id)}
    assert states["g3"] == "newer"


def test_secretary_and_chair_of_the_council_get_it_for_their_file(asked: Asked) -> None:
    correct(asked)

    told = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.TEXT_CORRECTED]
    assert {one.to_email for one in told} == {"carla@mr.example", "cor@mr.example"}
    assert all("U hoeft niets te doen." in one.text and WRONG not in one.text for one in told)


def test_each_version_has_files_of_its_own_and_the_first_ones_stay(asked: Asked) -> None:
    first = documents.find(asked.id, "section.txt")
    correct(asked)

    for name in correction.files_in_force(asked.dossier):
        documents.make(asked.id, name)

    new = documents.find(asked.id, "section.v2.txt")
    assert new.fixed
    assert RIGHT.encode() in new.content
    assert documents.find(asked.id, "section.txt") == first
    assert WRONG.encode() in first.content
    assert all(documents.find(asked.id, name).fixed for name in correction.files_in_force(asked.dossier))
    assert faults() == []


def test_more_than_a_typing_error_is_refused_and_changes_nothing(asked: Asked) -> None:
    with pytest.raises(Invalid):
        correct(asked, "de hele dag open", "de halve dag open")

    assert corrections.of_dossier(asked.id) == []
    assert drafts.find_in_force(asked.id) == drafts.find_snapshot(asked.id, "adopted")


def test_only_who_may_adopt_corrects(asked: Asked) -> None:
    without = Actor((Role.HEAD,), asked.hanna.id, "Hanna", "directeur")
    for actor in (without, Actor((Role.COORDINATOR,)), Actor((Role.SWV,)), Actor((Role.GUIDE_EDITOR,))):
        with pytest.raises(Refused):
            correct(asked, actor=actor)

    correct(asked, actor=asked.head)
    assert corrections.version_of(asked.id) == 2


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        (
            "correction",
            sa.update(CorrectionRow).values(reason="Niets aan de hand."),
            Fault.CORRECTION_CHANGED,
        ),
        (
            "snapshot",
            sa.update(SnapshotRow)
            .where(SnapshotRow.kind == "version.2")
            .values(guide=sa.func.replace(SnapshotRow.guide, "stile", "luide")),
            Fault.TEXT_CHANGED,
        ),
    ],
)
def test_a_correction_that_was_tampered_with_is_found(
    asked: Asked, table: str, change: sa.Update, fault: Fault
) -> None:
    correct(asked)
    assert faults() == []

    tampered(table, change)

    assert fault in faults()
    sealed = drafts.find_in_force(asked.id)
    assert sealed is not None
    assert not proof.is_as_adopted(sealed)


def test_the_parcel_of_all_sections_holds_the_text_in_force(asked: Asked) -> None:
    correct(asked)
    here = asked.dossier.partnership_id
    work = long_work.print_sections(here, asked.board_member)
    assert work is not None

    while long_work.do_due("worker"):
        pass

    with zipfile.ZipFile(io.BytesIO(long_work.parcel(here, work))) as packed:
        (name,) = packed.namelist()
        text = packed.read(name).decode()
    assert RIGHT in text
    assert WRONG not in text

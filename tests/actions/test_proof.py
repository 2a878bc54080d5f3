"""Whoever changes what was sealed is found out: the logbook, the texts, the files."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import decision, documents, guide, proof
from sopforms.actions.decision import Decider
from sopforms.actions.proof import Fault
from sopforms.core.codes import Deed, Role, Step
from sopforms.output import to_pdf
from sopforms.store import dossiers, drafts, logbook
from sopforms.store.db import db
from sopforms.store.decisions import ArtifactRow, DecisionRow
from sopforms.store.drafts import SnapshotRow
from sopforms.store.logbook import EventRow
from tests.actions.test_papers import asked_school
from tests.asked import Asked, a_reaction, an_advice, an_asked_school

JUNE = date(2027, 6, 7)


@pytest.fixture(autouse=True)
def _quick_press(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        to_pdf, "render_with_notes", lambda html, **_more: to_pdf.Rendered(b"%PDF " + html.encode())
    )


def without_triggers(*tables: str) -> None:
    """Let a test do what only somebody with the database file can do."""
    names = db.session.scalars(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    for name in names:
        if name.startswith(tables):
            db.session.execute(sa.text(f"DROP TRIGGER {name}"))


def tampered(table: str, change: sa.Update | sa.Delete) -> None:
    without_triggers(table)
    db.session.execute(change)
    db.session.commit()
    db.session.expire_all()


def adopted() -> Asked:
    asked = an_asked_school(Step.REACTED, last_year=False)
    a_reaction(asked, an_advice(asked))
    decision.adopt(asked.id, Decider("Stad", "Bram Smit", "bestuurder"), actor=asked.board_member, today=JUNE)
    guide.make_guide_section(asked.id, actor=asked.board_member, today=JUNE)
    for name in guide.SECTION:
        documents.make(asked.id, name)
    return asked


def faults() -> list[tuple[Fault, str]]:
    return [(finding.fault, finding.what) for finding in proof.examine().findings]


def test_a_request_with_its_papers_holds(app_on_both: Flask) -> None:
    row = asked_school()
    documents.make(row.id, "papers.pdf")

    report = proof.examine()

    assert (report.texts, report.files, report.findings) == (1, 1, ())
    assert report.lines == len(logbook.of_dossier(row.id))


def changes() -> list[tuple[str, Callable[[], sa.Update | sa.Delete], Fault, str]]:
    return [
        (
            "snapshot",
            lambda: sa.update(SnapshotRow).values(guide=SnapshotRow.guide + " "),
            Fault.TEXT_CHANGED,
            "papers",
        ),
        (
            "snapshot",
            lambda: sa.update(SnapshotRow).values(chapters=SnapshotRow.chapters + " "),
            Fault.TEXT_CHANGED,
            "papers",
        ),
        (
            "artifact",
            lambda: sa.update(ArtifactRow).values(content=b"%PDF another"),
            Fault.FILE_CHANGED,
            "papers.pdf",
        ),
        (
            "artifact",
            lambda: sa.update(ArtifactRow).values(name="other.pdf"),
            Fault.FILE_UNKNOWN,
            "other.pdf",
        ),
    ]


@pytest.mark.parametrize(("table", "change", "fault", "what"), changes())
def test_a_byte_that_was_changed_is_found(
    app: Flask, table: str, change: Callable[[], sa.Update], fault: Fault, what: str
) -> None:
    row = asked_school()
    documents.make(row.id, "papers.pdf")

    tampered(table, change())

    assert faults() == [(fault, what)]


def test_a_line_that_was_changed_or_taken_out_breaks_the_chain(app: Flask) -> None:
    row = asked_school()
    documents.make(row.id, "papers.pdf")
    lines = logbook.of_dossier(row.id)

    tampered("event", sa.update(EventRow).where(EventRow.id == lines[1].id).values(day=JUNE))
    assert (Fault.LOGBOOK_BROKEN, "") in faults()
    tampered("event", sa.delete(EventRow).where(EventRow.id == lines[1].id))
    assert (Fault.LOGBOOK_BROKEN, "") in faults()


def test_lines_taken_off_the_end_are_missed_by_what_they_were_about(app: Flask) -> None:
    row = asked_school()
    documents.make(row.id, "papers.pdf")
    last = logbook.of_dossier(row.id)[-1]

    tampered("event", sa.delete(EventRow).where(EventRow.id == last.id))

    assert faults() == [(Fault.FILE_UNKNOWN, "papers.pdf")]


def test_a_text_that_was_exchanged_with_its_fingerprint_is_known_by_the_logbook(app: Flask) -> None:
    asked = adopted()
    sealed = drafts.find_snapshot(asked.id, "adopted")
    assert sealed is not None
    before = sealed.sha256
    assert proof.is_as_adopted(sealed)
    other = sealed.guide.replace("lift", "trap")

    tampered(
        "snapshot",
        sa.update(SnapshotRow)
        .where(SnapshotRow.id == sealed.id)
        .values(guide=other, sha256=proof._sha256(other)),
    )

    sealed = drafts.find_snapshot(asked.id, "adopted")
    assert sealed is not None
    assert not proof.is_as_adopted(sealed)
    assert (Fault.TEXT_CHANGED, "adopted") in faults()
    assert proof.is_gone(before)
    assert not proof.is_gone(sealed.sha256)


def test_the_files_of_the_section_are_fixed_and_hold(app: Flask) -> None:
    asked = adopted()

    report = proof.examine()

    assert report.files == len(guide.SECTION)
    # the fixture sealed the papers itself, so the logbook knows nothing of them: that too is found
    assert [(one.fault, one.what) for one in report.findings] == [(Fault.TEXT_UNKNOWN, "papers")]
    assert all(documents.find(asked.id, name).fixed for name in guide.SECTION)


def test_a_decision_of_which_one_fact_was_changed_is_found(app: Flask) -> None:
    asked = adopted()

    tampered("decision", sa.update(DecisionRow).values(name="Iemand Anders"))

    assert (Fault.DECISION_CHANGED, "") in faults()
    sealed = drafts.find_snapshot(asked.id, "adopted")
    assert sealed is not None
    assert not proof.is_as_adopted(sealed)


# One bit of anything that was sealed: the text, its chapters, a file, the decision, a line of the logbook.
FLIPS = int(os.environ.get("FLIPS", "60"))
SEALED = {
    "snapshot": ("guide", "chapters", "sha256"),
    "artifact": ("content", "sha256"),
    "decision": ("text", "name", "function", "place", "decided_on"),
    "event": ("details", "day", "role", "previous", "hash", "basis"),
}


def test_P11_P12_a_flipped_bit_in_whatever_was_sealed_is_found_and_the_public_page_says_so(
    app: Flask,
) -> None:
    asked, chance = adopted(), random.Random(7)
    dossiers.get(asked.id).step, dossiers.get(asked.id).published_on = Step.PUBLISHED, JUNE
    papers = drafts.find_snapshot(asked.id, "papers")
    assert papers is not None
    logbook.write(
        JUNE,
        Deed.REQUEST_ADVICE,
        Role.BOARD,
        dossier_id=asked.id,
        details={"sha256": proof.hashes_of(papers)},
    )
    without_triggers(*SEALED)
    db.session.commit()
    assert faults() == []
    url, reader = f"/school/{asked.location.code}", app.test_client()
    assert reader.get(url).status_code == 200

    for _ in range(FLIPS):
        table = chance.choice(list(SEALED))
        column = chance.choice(SEALED[table])
        where = "kind = 'adopted'" if table == "snapshot" else f"dossier_id = {asked.id}"
        rows = sa.text(f"SELECT id, CAST({column} AS BLOB) FROM {table} WHERE {where}")
        row_id, before = chance.choice(db.session.execute(rows).all())
        if not before:
            continue
        _write(table, column, row_id, _flipped(before, chance), as_text=column != "content")

        assert _found(), (table, column, row_id)
        assert reader.get(url).status_code == 409, (table, column, row_id)

        _write(table, column, row_id, before, as_text=column != "content")
    assert faults() == []


def _flipped(before: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(before))
    return (
        before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :]
    )  # the lowest bit: a letter becomes its neighbour


def _write(table: str, column: str, row_id: int, value: bytes, *, as_text: bool) -> None:
    db.session.rollback()
    cast = "CAST(:value AS TEXT)" if as_text else ":value"
    change = sa.text(f"UPDATE {table} SET {column} = {cast} WHERE id = :id")
    db.session.execute(change, {"value": value, "id": row_id})
    db.session.commit()
    db.session.expire_all()


def _found() -> bool:
    """Whether the proof reports it, or cannot even read what stands there."""
    try:
        return bool(faults())
    except (ValueError, LookupError):
        return True

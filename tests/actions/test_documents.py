"""Files: asked for in the deed, made after it by whoever comes first, fixed once sent or adopted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError

from sopforms.actions import decision, documents, guide, papers, proof
from sopforms.actions.decision import Decider
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.errors import NotFound, Refused
from sopforms.core.filing import MOST_TRIES, Making
from sopforms.output import pdf_finish, seal, to_pdf
from sopforms.output.seal import Seal
from sopforms.output.to_pdf import Rendered
from sopforms.store import advices, clock, drafts, jobs, logbook
from sopforms.store.db import db
from sopforms.store.decisions import ArtifactRow
from tests.actions.test_papers import asked_school, with_papers
from tests.asked import Asked, a_reaction, an_advice, an_asked_school
from tests.builders import TODAY
from tests.draft_builders import BRAM, a_drafted_school, part
from tests.output.sealing import Authority

PAPERS = documents.PAPERS


@pytest.fixture
def print_shop(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A quick way to print that tells what it printed; called with a cause, it fails from then on."""

    def set_to(state: str) -> None:
        def render(html: str, *, title: str, language: str = "nl-NL") -> Rendered:
            if state:
                raise to_pdf.PdfFailed("Ons gebouw", state)
            return Rendered(b"%PDF " + html.encode())

        monkeypatch.setattr(to_pdf, "render_with_notes", render)

    set_to("")
    return set_to


def test_asking_the_council_asks_for_the_papers_too_in_the_same_transaction(app_on_both: Flask) -> None:
    row = asked_school()

    file = documents.find(row.id, PAPERS)

    assert (file.state, file.content, file.waits) == (Making.WAITING, b"", True)


def test_a_request_that_is_refused_asks_for_no_papers(app: Flask) -> None:
    row = with_papers(a_drafted_school(), reasons="")

    with pytest.raises(Refused):
        papers.request_advice(row.id, actor=BRAM, today=TODAY)

    assert jobs.find(row.id, PAPERS) is None


def test_the_worker_makes_what_the_page_did_not_come_to(app_on_both: Flask, print_shop: object) -> None:
    row = asked_school()

    made = documents.make_due("worker")

    file = documents.find(row.id, PAPERS)
    assert (made, file.state, file.fixed) == (PAPERS, Making.DONE, True)
    assert documents.make_due("worker") == ""


def test_a_page_that_was_killed_while_it_made_the_papers_leaves_them_to_the_worker(
    app: Flask, print_shop: object
) -> None:
    row = asked_school()
    job = jobs.find(row.id, PAPERS)
    assert job is not None
    assert jobs.claim(job.id, "a page that was killed", clock.now(), documents.LEASE)
    db.session.commit()
    assert documents.make_due("worker") == "", "the page may be at it still"

    with clock.stage(clock.now() + documents.LEASE + timedelta(seconds=1)):
        made = documents.make_due("worker")

    assert made == PAPERS
    assert documents.find(row.id, PAPERS).fixed


def test_what_stops_every_worker_is_given_up_and_says_so(app: Flask, print_shop: object) -> None:
    row = asked_school()
    job = jobs.find(row.id, PAPERS)
    assert job is not None
    now = clock.now()
    for number in range(MOST_TRIES):
        now += documents.LEASE + timedelta(seconds=1)
        assert jobs.claim(job.id, f"worker {number}", now, documents.LEASE)
    db.session.commit()

    with clock.stage(now + documents.LEASE + timedelta(seconds=1)):
        assert documents.make_due("worker") == ""

    file = documents.find(row.id, PAPERS)
    assert (file.state, file.failure) == (Making.FAILED, documents.STOPPED)


def test_a_fault_of_ours_stops_no_worker_and_is_given_up_after_three_times(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, now = asked_school(), clock.now()

    def stumble(*_text: object, **_more: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(to_pdf, "render_with_notes", stumble)

    made = []
    for number in range(MOST_TRIES + 1):
        with clock.stage(now + number * (documents.LEASE + timedelta(seconds=1))):
            made.append(documents.make_due("worker"))

    assert made == [*[PAPERS] * MOST_TRIES, ""]
    assert documents.find(row.id, PAPERS).failure == documents.STOPPED


def test_of_page_and_worker_one_makes_the_papers(app_on_both: Flask, print_shop: object) -> None:
    row = asked_school()
    job = jobs.find(row.id, PAPERS)
    assert job is not None
    now = clock.now()

    taken = [jobs.claim(job.id, owner, now, documents.LEASE) for owner in ("page", "worker")]

    assert taken == [True, False]


def test_who_lost_the_job_meanwhile_keeps_nothing(app: Flask, print_shop: object) -> None:
    row = asked_school()
    job = jobs.find(row.id, PAPERS)
    assert job is not None
    jobs.claim(job.id, "slow page", clock.now(), documents.LEASE)
    db.session.commit()
    with clock.stage(clock.now() + documents.LEASE + timedelta(seconds=1)):
        documents.make_due("worker")
    kept = documents.find(row.id, PAPERS).sha256

    assert not jobs.settle(job.id, "slow page", Making.DONE)
    assert documents.find(row.id, PAPERS).sha256 == kept


def test_the_papers_are_fixed_with_their_hash_in_request_and_logbook(
    app_on_both: Flask, print_shop: object
) -> None:
    row = asked_school()
    asked = logbook.of_dossier(row.id)[-1]

    made = documents.make(row.id, PAPERS)

    request, snapshot = advices.find_request(row.id), drafts.find_snapshot(row.id, "papers")
    assert request is not None
    assert snapshot is not None
    line = logbook.of_dossier(row.id)[-1]
    assert asked.details["sha256"] == proof.hashes_of(snapshot)
    assert asked.details["sha256"]["papers"] == snapshot.sha256
    assert (line.deed, line.role, line.details["sha256"]) == (
        Deed.KEEP_DOCUMENT,
        Role.CALENDAR,
        {PAPERS: made.sha256},
    )
    assert request.papers_sha256 == made.sha256 != ""
    assert logbook.first_broken() is None


def test_papers_that_were_sent_are_never_made_again(app: Flask, print_shop: Callable[[str], None]) -> None:
    row = asked_school()
    before = documents.make(row.id, PAPERS)
    part(row, "ch2").edited = "Iets heel anders."
    db.session.commit()

    with pytest.raises(Refused) as refused:
        documents.make_again(row.id, PAPERS)
    print_shop("er is te veel geheugen voor nodig")
    after = documents.make(row.id, PAPERS)

    assert refused.value.reasons == ("document_fixed",)
    assert (after.sha256, after.failure) == (before.sha256, "")
    assert after.content == before.content


def test_the_database_itself_holds_papers_that_were_sent(app_on_both: Flask, print_shop: object) -> None:
    row = asked_school()
    documents.make(row.id, PAPERS)

    for change in (
        sa.update(ArtifactRow).values(content=b"other"),
        sa.update(ArtifactRow).values(fixed=False),
        sa.delete(ArtifactRow),
    ):
        with pytest.raises(DBAPIError):
            db.session.execute(change)
        db.session.rollback()

    assert documents.find(row.id, PAPERS).fixed


def test_papers_that_failed_are_said_to_and_may_be_tried_again(
    app: Flask, print_shop: Callable[[str], None]
) -> None:
    row = asked_school()
    print_shop("het maken duurde te lang")

    failed = documents.make(row.id, PAPERS)
    print_shop("")
    again = documents.make_again(row.id, PAPERS)

    assert (failed.state, failed.content) == (Making.FAILED, b"")
    assert failed.failure == f"Bij ‘Ons gebouw’: het maken duurde te lang. {documents.WAY_OUT}"
    assert documents.make_due("worker") == "", "a failure waits for a person"
    assert (again.fixed, again.failure) == (True, "")


def test_a_part_that_no_pdf_can_carry_is_named_and_the_other_documents_come(
    app: Flask, print_shop: Callable[[str], None]
) -> None:
    row = a_drafted_school()
    print_shop("de tekst is te groot")

    pdf, *others = (documents.make(row.id, f"section.{kind}") for kind in ("pdf", "html", "docx", "txt"))

    assert pdf.failure == f"Bij ‘Ons gebouw’: de tekst is te groot. {documents.WAY_OUT}"
    assert all(each.content and not each.failure for each in others)


def test_a_failed_preview_leaves_the_one_before(app: Flask, print_shop: Callable[[str], None]) -> None:
    row = with_papers(a_drafted_school())
    good = documents.make(row.id, PAPERS)
    part(row, "ch2").edited = "Iets heel anders."
    db.session.commit()
    print_shop("de tekst is te groot")

    failed = documents.make_again(row.id, PAPERS)

    assert failed.failure == f"Bij ‘Ons gebouw’: de tekst is te groot. {documents.WAY_OUT}"
    assert failed.content == good.content != b""


def test_a_preview_is_replaced_by_a_newer_one_and_gone_when_the_papers_are_sent(
    app: Flask, print_shop: object
) -> None:
    row = with_papers(a_drafted_school())
    first = documents.make(row.id, PAPERS)
    same = documents.make(row.id, PAPERS)
    part(row, "ch2").edited = "Iets heel anders."
    db.session.commit()
    second = documents.make(row.id, PAPERS)
    assert same.content == first.content != second.content
    assert not second.fixed

    papers.request_advice(row.id, actor=BRAM, today=TODAY)

    sent = documents.find(row.id, PAPERS)
    assert (sent.content, sent.state) == (b"", Making.WAITING)


def test_a_preview_that_was_under_way_when_the_papers_were_sent_does_not_count(
    app: Flask, print_shop: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = with_papers(a_drafted_school())

    def send_meanwhile(html: str, *, title: str, language: str = "nl-NL") -> Rendered:
        papers.request_advice(row.id, actor=BRAM, today=TODAY)
        return Rendered(b"%PDF the preview")

    monkeypatch.setattr(to_pdf, "render_with_notes", send_meanwhile)

    late = documents.make(row.id, PAPERS)

    assert (late.content, late.state) == (b"", Making.WAITING)


def test_the_papers_become_a_pdf_that_is_not_made_twice(app: Flask) -> None:
    row = asked_school()

    made = documents.make(row.id, PAPERS)
    again = documents.make(row.id, PAPERS)

    assert made.content.startswith(b"%PDF")
    assert (made.failure, made.media_type) == ("", "application/pdf")
    assert again.sha256 == made.sha256


def test_a_file_that_is_not_known_or_not_yet_there_is_not_found(app: Flask) -> None:
    row = a_drafted_school()

    for name in (PAPERS, "secrets.pdf"):
        with pytest.raises(NotFound):
            documents.make(row.id, name)


@pytest.mark.parametrize("name", ["section.html", "section.txt"])
def test_the_section_is_made_from_the_guide_parts(app: Flask, name: str) -> None:
    row = a_drafted_school()

    made = documents.make(row.id, name)

    assert "Wie u kunt bellen" in made.content.decode()
    assert "Onderbouwing" not in made.content.decode()


@pytest.fixture
def sealing(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An installation with a key to seal with, and a quick way to make a PDF."""
    authority = Authority.make(datetime.now(UTC) - timedelta(days=1000))
    (tmp_path / "zegel.p12").write_bytes(authority.key_file("geheime zin"))
    with pikepdf.new() as empty:
        empty.add_blank_page()
        pdf = pdf_finish.saved(empty)
    monkeypatch.setattr(to_pdf, "render_with_notes", lambda *_args, **_more: Rendered(pdf))
    monkeypatch.setitem(app.config, "SEAL", Seal(tmp_path / "zegel.p12", "geheime zin"))
    return authority


def test_the_adopted_section_is_sealed_and_a_preview_is_not(app: Flask, sealing: Authority) -> None:
    preview = documents.make(a_drafted_school().id, "section.pdf")
    made = documents.make(an_adopted_school().id, "section.pdf")

    assert not preview.is_sealed
    assert (made.fixed, made.is_sealed, made.failure) == (True, True, "")
    assert seal.holds(made.content, [sealing.root])
    assert "section.pdf" not in [finding.what for finding in proof.examine().findings]


def test_a_seal_that_cannot_be_set_is_told_and_the_other_files_come(
    app: Flask, sealing: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier_id = an_adopted_school().id
    monkeypatch.setitem(app.config, "SEAL", replace(app.config["SEAL"], passphrase="iets anders"))

    pdf, text = (documents.make(dossier_id, name) for name in ("section.pdf", "section.txt"))

    assert (pdf.content, pdf.failure) == (b"", documents.UNSEALED)
    assert text.content
    monkeypatch.setitem(app.config, "SEAL", replace(app.config["SEAL"], passphrase="geheime zin"))
    assert documents.make(dossier_id, "section.pdf").is_sealed


def an_adopted_school() -> Asked:
    """A school whose adopted text was taken into the guide."""
    asked = an_asked_school(Step.REACTED, last_year=False)
    a_reaction(asked, an_advice(asked))
    day = date(2027, 6, 7)
    decision.adopt(asked.id, Decider("Stad", "Bram Smit", "bestuurder"), actor=asked.board_member, today=day)
    guide.make_guide_section(asked.id, actor=asked.board_member, today=day)
    return asked

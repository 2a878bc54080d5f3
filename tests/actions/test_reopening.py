"""An adopted text is changed: the old one holds until the whole way is gone again, or it is dropped."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, datetime

import pysqlite3.dbapi2 as sqlite
import pytest
import sqlalchemy as sa
from flask import Flask

from sopforms.actions import (
    correction,
    decision,
    documents,
    draft,
    guide,
    links,
    papers,
    paperwork,
    placement,
    proof,
    publication,
    reaction,
    read_round,
    reading,
    reopening,
)
from sopforms.actions.decision import Decider
from sopforms.actions.proof import Fault
from sopforms.core import blocks_json
from sopforms.core.actor import CALENDAR, Actor
from sopforms.core.advice import PointReaction, Reaction
from sopforms.core.changes import Change
from sopforms.core.codes import AdviceForm, Deed, LetterKind, LinkPurpose, PointAnswer, PointKind, Role, Step
from sopforms.core.errors import Invalid, LinkGone, Refused
from sopforms.core.mailing import Address
from sopforms.core.papers import Asked as Filled
from sopforms.output import to_pdf
from sopforms.store import (
    advices,
    corrections,
    decisions,
    drafts,
    letters,
    logbook,
    publications,
    reopenings,
    talks,
)
from sopforms.store.db import db
from sopforms.store.drafts import ReadRemarkRow
from sopforms.store.reopenings import ReopeningRow
from tests.actions.test_proof import tampered
from tests.asked import (
    Asked,
    a_link,
    a_reaction,
    an_advice,
    an_asked_school,
    going_along,
    the_asked_school,
    token_of,
)
from tests.builders import reload
from tests.conftest import lay_down

JUNE, JULY, AUGUST, SEPTEMBER = date(2027, 6, 7), date(2027, 7, 12), date(2027, 8, 2), date(2027, 9, 6)
WHY = "Het groepje voor lezen stopt na de herfst."
OLD, NEW = "De stille ruimte is de hele dag open", "De stille ruimte is alleen in de ochtend open"
BRAM = Decider("Stad", "Bram Smit", "bestuurder")


@pytest.fixture
def asked(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """A school whose text is in force; it goes its way there once, each test gets a copy."""
    monkeypatch.setattr(
        to_pdf, "render_with_notes", lambda html, **_more: to_pdf.Rendered(b"%PDF " + html.encode())
    )
    kept = tmp_path_factory.getbasetemp() / "text_in_force.db"
    if kept.exists():
        lay_down(kept, app)
        return the_asked_school()
    found = in_force()
    database = sa.make_url(app.config["SQLALCHEMY_DATABASE_URI"]).database
    with closing(sqlite.connect(str(database))) as connection:
        connection.execute("VACUUM INTO ?", (str(kept),))
    return found


def in_force() -> Asked:
    """The school, from its request until the first of August."""
    found = an_asked_school(Step.REACTED, last_year=False)
    a_reaction(found, an_advice(found))
    decision.adopt(found.id, BRAM, actor=found.board_member, today=JUNE)
    guide.make_guide_section(found.id, actor=found.board_member, today=JUNE)
    placement.name_editor(found.id, "Gijs", "gids@school.example", actor=found.head, today=JULY)
    publication.publish(found.id, actor=found.board_member, today=JULY)
    publication.enter_into_force(found.id, actor=CALENDAR, today=AUGUST)
    return found


def reopen(asked: Asked, actor: Actor | None = None, day: date = SEPTEMBER) -> None:
    reopening.reopen_text(asked.id, WHY, actor=actor or asked.board_member, today=day)


def write(asked: Asked) -> None:
    """The coordinator writes the new sentence, and somebody marks the part as ready."""
    anna = Actor((Role.COORDINATOR,), asked.anna.id, "Anna")
    part = drafts.find_part(asked.id, "g3")
    assert part is not None
    text = draft.whole(asked.dossier).get("g3").markdown.replace(OLD, NEW)
    draft.edit_chapter(asked.id, "g3", text, version=part.version, actor=anna, today=SEPTEMBER)
    draft.mark_ready(asked.id, ["g3"], actor=anna, today=SEPTEMBER)


def request_again(asked: Asked) -> None:
    """The board asks the council about the change."""
    filled = Filled(
        "Het moet anders.", "Er is minder rust.", "Wij kijken in mei.", "", date(2027, 9, 20),
        date(2027, 11, 30), "", "Bram Smit", "bestuurder",
    )  # fmt: skip
    papers.complete_papers(asked.id, filled, version=None, actor=asked.board_member, today=SEPTEMBER)
    papers.request_advice(asked.id, actor=asked.board_member, today=SEPTEMBER)
    found = advices.find_request(asked.id)
    assert found is not None
    asked.request = found


def decide_again(asked: Asked, day: date = date(2027, 11, 1)) -> None:
    """The council advises, the board reacts and adopts the new text."""
    an_advice(asked, AdviceForm.POSITIEF, ())
    reload(asked.dossier).step = Step.ADVISED
    db.session.commit()
    answer = Reaction("Dank voor uw advies.", (), None, "Bram Smit", "bestuurder")
    reaction.react(asked.id, answer, actor=asked.board_member, today=day)
    decision.adopt(asked.id, BRAM, actor=asked.board_member, today=day)


def public_words(asked: Asked) -> str:
    (one,) = publications.of_location(asked.location.id)
    return repr(blocks_json.load(one.snapshot.guide))


def faults() -> list[Fault]:
    return [one.fault for one in proof.examine().findings if one.what != "papers"]


def test_the_text_is_a_draft_again_and_what_was_adopted_stays_in_force_and_public(asked: Asked) -> None:
    reopen(asked)
    write(asked)

    row = reload(asked.dossier)
    assert (row.step, row.edition, row.adopted_on, row.requested_on) == (Step.DRAFT, 2, None, None)
    sealed = drafts.find_in_force(asked.id)
    assert sealed is not None
    assert OLD in repr(blocks_json.load(sealed.guide))
    (one,) = publications.of_location(asked.location.id)
    assert (one.dossier.step, one.dossier.published_on) == (Step.ACTIVE, JULY)
    assert OLD in public_words(asked)
    line = next(line for line in logbook.of_dossier(asked.id) if line.deed is Deed.REOPEN_TEXT)
    assert (line.role, line.basis[:6]) == (Role.BOARD, "Wms 11")


def test_school_and_council_are_told_and_the_old_link_of_the_council_ends(asked: Asked) -> None:
    link = a_link(asked)

    reopen(asked)

    told = {
        (one.to_email, one.path)
        for one in letters.of_dossier(asked.id)
        if one.kind is LetterKind.TEXT_REOPENED
    }
    assert told == {
        (asked.anna.email, f"/dossier/{asked.id}/concept"),
        (asked.hanna.email, f"/dossier/{asked.id}/concept"),
        (asked.bram.email, f"/dossier/{asked.id}/concept"),
        ("carla@mr.example", ""),
        ("cor@mr.example", ""),
    }

    with pytest.raises(LinkGone):
        links.open_link(token_of(link), LinkPurpose.ADVICE)


def test_the_council_is_asked_anew_about_what_differs_from_the_text_in_force(asked: Asked) -> None:
    before = asked.request
    reopen(asked)
    write(asked)
    request_again(asked)

    read = reading.of_request(asked.request.id, SEPTEMBER)
    assert asked.request.id != before.id
    assert [part.key for part in read.changes or () if part.change is not Change.SAME] == ["g3"]
    assert read.advice is None
    (earlier,) = read.earlier
    assert earlier.advice is not None
    assert earlier.advice.text.startswith("De MR adviseert positief")
    assert earlier.reaction is not None
    assert earlier.decision is not None
    said = repr(paperwork.papers_of(asked.request).letter)
    assert "ten opzichte van de tekst die nu geldt" in said
    assert "vorig jaar" not in said
    assert "te wijzigen" in said
    mails = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.ADVICE_REQUESTED]
    assert {one.subject for one in mails} == {"Adviesaanvraag: wijziging ondersteuningsaanbod 2027-2028"}
    row = reload(asked.dossier)
    assert (row.received_on, row.due_on) == (None, None)  # the clock starts anew, at the receipt
    documents.make(asked.id, documents.papers_name(row))
    assert documents.find(asked.id, "papers.v2.pdf").fixed
    assert faults() == []


def test_the_writer_sees_a_text_beside_the_one_in_force(asked: Asked) -> None:
    reopen(asked)
    write(asked)

    part = draft.whole(asked.dossier).get("g3")
    assert part.before is not None
    assert (OLD in repr(part.before), NEW in repr(part.before)) == (True, False)
    assert all(one.before is not None and not one.offered for one in draft.whole(asked.dossier).parts)


def test_a_change_has_a_read_round_of_its_own_and_keeps_the_points_of_the_year(asked: Asked) -> None:
    anna, daan = Actor((Role.COORDINATOR,), asked.anna.id, "Anna"), Address("", "daan@school.example")
    for agrees, text in ((True, ""), (False, "De ruimte is vaak dicht.")):
        db.session.add(ReadRemarkRow(dossier_id=asked.id, key="g3", agrees=agrees, text=text))
    asked.dossier.read_round_until = asked.dossier.read_round_closed_on = date(2027, 3, 15)
    db.session.add(talks.PointRow(dossier_id=asked.id, goal="Meer rust in de school"))
    db.session.commit()

    reopen(asked)

    assert read_round.remarks_of(reload(asked.dossier), judges=True) == {}  # and none is asked for
    read_round.open_read_round(asked.id, [daan], actor=anna, today=SEPTEMBER)
    read_round.send_remarks(asked.id, daan.email, {"g3": (False, "Ook in de middag.")}, today=SEPTEMBER)
    assert drafts.count_readers(asked.dossier) == 1
    read_round.close_read_round(asked.id, actor=CALENDAR, today=date(2027, 9, 20))
    said = read_round.remarks_of(reload(asked.dossier), judges=True)["g3"]
    assert (said.counted, [one.text for one in said.texts]) == (False, ["Ook in de middag."])

    reopening.drop_change(asked.id, WHY, actor=asked.board_member, today=date(2027, 9, 21))

    said = read_round.remarks_of(reload(asked.dossier), judges=True)["g3"]
    assert [one.text for one in said.texts] == ["De ruimte is vaak dicht."]
    assert [point.goal for point in talks.points_of(asked.id)] == ["Meer rust in de school"]


def test_a_change_that_is_given_up_while_the_team_reads_ties_no_remark_to_a_colleague(asked: Asked) -> None:
    anna, daan = Actor((Role.COORDINATOR,), asked.anna.id, "Anna"), Address("", "daan@school.example")
    reopen(asked)
    read_round.open_read_round(asked.id, [daan], actor=anna, today=SEPTEMBER)
    read_round.send_remarks(asked.id, daan.email, {"g3": (False, "Nee.")}, today=SEPTEMBER)

    reopening.drop_change(asked.id, WHY, actor=asked.board_member, today=SEPTEMBER)

    assert [one.reader for one in db.session.scalars(sa.select(ReadRemarkRow))] == [None]
    with pytest.raises(Refused):
        read_round.send_remarks(asked.id, daan.email, {"g3": (True, "")}, today=SEPTEMBER)


def test_a_mail_of_the_round_before_that_comes_late_starts_no_clock(asked: Asked) -> None:
    before = asked.request
    reopen(asked)
    write(asked)
    request_again(asked)
    mail = papers.request_mail(asked.id)
    assert mail is not None
    mail.sent_at = datetime(2027, 9, 7, 12, tzinfo=UTC)

    for request, starts in ((before, None), (asked.request, date(2027, 9, 7))):
        mail.object_id = request.id
        db.session.commit()
        papers.on_delivered(mail)
        assert reload(asked.dossier).received_on == starts


def test_who_makes_the_guide_now_gets_a_link_to_the_text_that_holds_meanwhile(asked: Asked) -> None:
    reopen(asked)

    assert placement.name_editor(asked.id, "Greet", "greet@x.example", actor=asked.head, today=SEPTEMBER)
    assert OLD in repr(placement.text_of(asked.id)[1])


def test_a_next_version_is_adopted_and_everybody_reads_it_once_it_is_published(asked: Asked) -> None:
    gijs = Actor((Role.GUIDE_EDITOR,))
    reopen(asked)
    placement.place_text(asked.id, "g3", "schoolgids bladzijde 4", "", actor=gijs, today=SEPTEMBER)
    write(asked)
    request_again(asked)
    decide_again(asked)
    assert OLD in public_words(asked)
    assert OLD in repr(placement.text_of(asked.id)[1])

    guide.make_guide_section(asked.id, actor=asked.board_member, today=date(2027, 11, 2))
    assert correction.files_in_force(reload(asked.dossier))[0] == "section.v2.html"
    for name in ("section.txt", "section.v2.txt"):
        documents.make(asked.id, name)
    mails = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.SECTION_READY]
    assert [one.to_email for one in mails].count("gids@school.example") == 2
    assert {one.part.key: one.state for one in placement.of_dossier(asked.id)}["g3"] == "newer"
    assert OLD in public_words(asked)

    publication.publish(asked.id, actor=asked.board_member, today=date(2027, 11, 3))

    assert NEW in public_words(asked)
    (one,) = publications.of_location(asked.location.id)
    assert [text.kind for text in publications.versions_of(asked.id)] == ["adopted", "version.2"]
    assert [(number, why) for number, _decision, why in publications.changes_of(one)] == [(2, WHY)]
    assert [row.edition for row in decisions.all_of(asked.id)] == [1, 2]
    assert NEW.encode() in documents.find(asked.id, "section.v2.txt").content
    assert OLD.encode() in documents.find(asked.id, "section.txt").content
    assert [one.kind for one in letters.of_dossier(asked.id)].count(LetterKind.PUBLISHED) > 3
    assert faults() == []


def test_the_law_holds_for_the_change_as_for_the_first_text(asked: Asked) -> None:
    reopen(asked)
    write(asked)

    with pytest.raises(Refused) as refused:
        decision.adopt(asked.id, BRAM, actor=asked.board_member, today=SEPTEMBER)
    assert "reaction_missing" in refused.value.reasons

    request_again(asked)
    given = an_advice(asked, AdviceForm.NEGATIEF, ((PointKind.VOORWAARDE, "Houd de ruimte open.", False),))
    assert given.request_id == asked.request.id
    reload(asked.dossier).step = Step.ADVISED
    db.session.commit()
    no = PointReaction(PointAnswer.NIET, "Daar is geen geld voor.")
    answer = Reaction("Wij volgen u niet.", (no,), False, "Bram Smit", "bestuurder")
    reaction.react(
        asked.id, answer, talks_on=date(2027, 10, 8), actor=asked.board_member, today=date(2027, 10, 1)
    )
    who = Decider("Stad", "Bram Smit", "bestuurder", "", ("De ruimte is minder open.",))
    decision.adopt(asked.id, who, actor=asked.board_member, today=date(2027, 10, 11))
    guide.make_guide_section(asked.id, actor=asked.board_member, today=date(2027, 10, 11))
    told = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.SECTION_READY]
    waits = [one.to_email for one in told if "wacht tot en met maandag 22 november 2027" in one.text]
    assert sorted(waits) == sorted(("gids@school.example", asked.hanna.email))
    assert placement.publish_by(reload(asked.dossier)) > date(2027, 11, 22)

    with pytest.raises(Refused) as refused:
        publication.publish(asked.id, actor=asked.board_member, today=date(2027, 11, 22))
    assert refused.value.reasons == ("suspension_runs",)
    assert OLD in public_words(asked)
    publication.publish(asked.id, actor=asked.board_member, today=date(2027, 11, 23))
    assert NEW in public_words(asked)


def test_it_waits_for_a_school_that_the_council_was_asked_about_together(asked: Asked) -> None:
    other = going_along(asked, Step.REACTED)

    with pytest.raises(Refused) as refused:
        reopen(asked)
    assert refused.value.reasons == ("joint_undecided",)
    assert reload(asked.dossier).edition == 1

    row = reload(other.dossier)
    row.step, row.adopted_on, row.reacted_on = Step.ADOPTED, SEPTEMBER, SEPTEMBER
    row.followed, row.suspended_until = False, date(2027, 10, 18)
    db.session.commit()
    with pytest.raises(Refused) as refused:
        reopen(asked)  # with this link the council can say that it has no objection to the other decision
    assert refused.value.reasons == ("joint_suspended",)

    reopen(asked, day=date(2027, 10, 19))


def test_what_was_corrected_before_stays_corrected_in_the_change(asked: Asked) -> None:
    correction.correct_text(
        asked.id, "g3", "De stille", "De stile", "Een letter te veel.", actor=asked.board_member, today=AUGUST
    )

    reopen(asked)

    assert "De stile ruimte" in repr(draft.current_text(asked.id)[1])
    request_again(asked)
    decide_again(asked)
    assert [row.kind for row in (drafts.find_in_force(asked.id),) if row] == ["version.3"]
    assert corrections.version_of(asked.id) == 3


@pytest.mark.parametrize("sent", [False, True])
def test_a_change_that_is_given_up_leaves_everything_as_it_was(asked: Asked, sent: bool) -> None:
    before = {name: getattr(asked.dossier, name) for name in reopenings.OF_AN_EDITION}
    words = repr(draft.current_text(asked.id)[1])
    reopen(asked)
    write(asked)
    if sent:
        request_again(asked)
        link = a_link(asked)

    reopening.drop_change(asked.id, "Het geld kwam er toch.", actor=asked.head, today=date(2027, 10, 1))

    row = reload(asked.dossier)
    assert {name: getattr(row, name) for name in reopenings.OF_AN_EDITION} == before
    assert repr(draft.current_text(asked.id)[1]) == words
    assert OLD in public_words(asked)
    told = [one for one in letters.of_dossier(asked.id) if one.kind is LetterKind.CHANGE_DROPPED]
    assert {"carla@mr.example", "cor@mr.example", asked.anna.email} <= {one.to_email for one in told}
    carla = next(one for one in told if one.to_email == "carla@mr.example")
    assert ("geen advies meer" in carla.text) is sent
    if sent:
        with pytest.raises(LinkGone):
            links.open_link(token_of(link), LinkPurpose.ADVICE)
    reopen(asked, day=date(2027, 10, 4))
    assert reload(asked.dossier).edition == 3  # what was dropped stays on file
    assert faults() == []


def test_only_who_adopts_reopens_with_a_reason_and_not_after_the_year(asked: Asked) -> None:
    without = Actor((Role.HEAD,), asked.hanna.id, "Hanna", "directeur")
    for actor in (without, Actor((Role.COORDINATOR,)), Actor((Role.SWV,)), Actor((Role.SECRETARY,))):
        with pytest.raises(Refused):
            reopen(asked, actor)
    with pytest.raises(Invalid):
        reopening.reopen_text(asked.id, "Anders", actor=asked.board_member, today=SEPTEMBER)
    with pytest.raises(Refused) as refused:
        reopen(asked, day=date(2028, 8, 1))
    assert refused.value.reasons == ("school_year_over",)
    with pytest.raises(Refused):
        reopening.drop_change(asked.id, WHY, actor=asked.board_member, today=SEPTEMBER)
    assert reload(asked.dossier).edition == 1


def test_who_changes_the_reason_or_the_old_facts_is_found_out(asked: Asked) -> None:
    reopen(asked)
    assert faults() == []

    tampered("reopening", sa.update(ReopeningRow).values(reason="Zomaar een andere reden."))

    assert faults() == [Fault.REOPENING_CHANGED]
    (one,) = publications.of_location(asked.location.id)
    assert not proof.is_as_adopted(one.snapshot)

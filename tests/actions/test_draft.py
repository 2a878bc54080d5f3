"""Making, editing and finishing the draft."""

from __future__ import annotations

import pytest
from flask import Flask

from sopforms.actions import draft as drafting
from sopforms.actions import standing
from sopforms.core.blocks import Part, Text, words
from sopforms.core.codes import Deed, Role, Step
from sopforms.core.drafted import sentences_in
from sopforms.core.errors import Conflict, Invalid, NotFound, Refused
from sopforms.store import letters, locations, logbook, partnerships
from sopforms.store.db import db
from sopforms.store.dossiers import DossierRow
from sopforms.store.talks import values_of
from tests.builders import TODAY, an_actor, bram, hanna, reload
from tests.draft_builders import ANNA, a_drafted_school, a_school_with_values, part

REMARK = "Wij bieden hulp in kleine groepen."


def edit(row: DossierRow, key: str, text: str, **more: object) -> None:
    version = part(row, key).version
    drafting.edit_chapter(row.id, key, text, version=version, actor=ANNA, today=TODAY, **more)  # type: ignore[arg-type]


def change_value(row: DossierRow, indicator: str, value: object) -> None:
    next(one for one in values_of(row.id).values() if one.indicator == indicator).value = value
    db.session.commit()


def said(text: Text, key: str) -> str:
    found = next(one for one in text.parts if one.key == key)
    return " ".join(words(each) for each in sentences_in(found.blocks))


def test_a_draft_has_every_part_and_one_line_in_the_logbook(app_on_both: Flask) -> None:
    row = a_school_with_values()

    drafting.make_draft(row.id, actor=ANNA, today=TODAY)

    found = drafting.whole(reload(row))
    assert (len(found.chapters), len(found.guide)) == (11, 9)
    assert reload(row).step is Step.DRAFT
    assert reload(row).draft_made_on == TODAY
    assert [line.deed for line in logbook.of_dossier(row.id)] == [Deed.MAKE_DRAFT]
    assert [one.gaps for one in found.parts if one.gaps] == []


def test_an_edited_text_replaces_the_generated_one_and_keeps_its_sources(app: Flask) -> None:
    row = a_drafted_school()
    before = drafting.whole(row).get("ch7")

    edit(row, "ch7", before.markdown + "\n- Er is een lift.")

    now = drafting.whole(reload(row)).get("ch7")
    kept = [each for each in sentences_in(now.part.blocks) if each.sources]
    assert len(kept) == 5
    assert "Er is een lift." in said(drafting.current_text(row.id)[0], "ch7")
    assert part(row, "ch7").ready_on is None


def test_making_the_draft_again_keeps_what_people_wrote_and_marks_what_changed(app: Flask) -> None:
    row = a_drafted_school()
    edit(row, "ch7", REMARK)
    drafting.mark_ready(row.id, ["ch7"], actor=ANNA, today=TODAY)
    change_value(row, "GE-01", "ja")

    drafting.make_draft(row.id, actor=ANNA, today=TODAY)

    edited, generated = drafting.whole(reload(row)).get("ch7"), drafting.whole(row).get("g3")
    assert REMARK in said(drafting.current_text(row.id)[0], "ch7")
    assert edited.is_stale
    assert [words(each) for each in edited.stale] == ["De hoofdingang is niet met een rolstoel te gebruiken."]
    assert (edited.row.ready_on, generated.row.ready_on) == (None, None)
    assert not generated.is_stale
    assert part(row, "g5").ready_on == TODAY


@pytest.mark.parametrize(
    ("keep", "expected"), [(True, REMARK), (False, "De hoofdingang is met een rolstoel")]
)
def test_a_person_decides_what_happens_with_a_stale_text(app: Flask, keep: bool, expected: str) -> None:
    row = a_drafted_school()
    edit(row, "ch7", REMARK)
    change_value(row, "GE-01", "ja")

    version = part(row, "ch7").version
    drafting.refresh_part(row.id, "ch7", keep=keep, version=version, actor=ANNA, today=TODAY)

    assert not drafting.whole(reload(row)).get("ch7").is_stale
    assert expected in said(drafting.current_text(row.id)[0], "ch7")


def test_the_second_of_two_editors_gets_a_conflict_and_nothing_is_lost(app: Flask) -> None:
    row = a_drafted_school()
    version = part(row, "ch7").version
    edit(row, "ch7", "De eerste tekst.")

    with pytest.raises(Conflict) as raised:
        drafting.edit_chapter(row.id, "ch7", "De tweede.", version=version, actor=ANNA, today=TODAY)

    assert raised.value.theirs == "De eerste tekst."
    assert part(row, "ch7").edited == "De eerste tekst."


def test_the_weighing_of_each_child_cannot_be_edited_away(app: Flask) -> None:
    row = a_drafted_school()

    edit(row, "g4", "Wij kunnen niet alles.")

    assert said(drafting.current_text(row.id)[1], "g4").endswith(
        "Wij bekijken dat altijd per kind en samen met u. "
        "Lukt het bij ons niet, dan zoeken wij een school die wel kan helpen."
    )


def test_a_table_for_parents_may_move_but_does_not_go_unawares(app: Flask) -> None:
    row = a_drafted_school()
    before = drafting.whole(row).get("g2")
    (line,) = [each for each in before.markdown.splitlines() if each.startswith("[[Tabel: ")]

    with pytest.raises(Invalid) as refused:
        edit(row, "g2", "Wij helpen ieder kind.")
    edit(row, "g2", f"{line}\n\nWij helpen ieder kind.")

    assert line in refused.value.problems["text"]
    assert drafting.whole(reload(row)).get("g2").lost == ()


def test_a_table_that_is_left_out_on_purpose_is_missed_no_more_and_can_come_back(app: Flask) -> None:
    row = a_drafted_school()
    before = drafting.whole(row).get("g2").markdown

    edit(row, "g2", "Wij helpen ieder kind.", drops=True)

    assert drafting.whole(reload(row)).get("g2").lost == ()
    assert standing.of(row).gaps == ()
    with pytest.raises(Invalid):
        edit(row, "g2", "Wij helpen ieder kind, altijd.")
    edit(row, "g2", before)
    assert part(row, "g2").left_out == []


def test_what_is_generated_changes_and_a_text_nobody_edited_is_kept_when_asked(app: Flask) -> None:
    row = a_drafted_school()
    change_value(row, "GE-01", "ja")
    assert not said(drafting.current_text(row.id)[0], "ch7").startswith("De hoofdingang is met")

    version = part(row, "ch7").version
    drafting.refresh_part(row.id, "ch7", keep=True, version=version, actor=ANNA, today=TODAY)

    now = drafting.whole(reload(row)).get("ch7")
    assert "De hoofdingang is niet met een rolstoel te gebruiken." in now.markdown
    assert not now.is_stale


def test_a_gap_that_was_filled_leaves_no_line_in_a_kept_text(app: Flask) -> None:
    row = a_school_with_values()
    value = next(one for one in values_of(row.id).values() if one.indicator == "GE-01")
    was, value.value = value.value, ""
    db.session.commit()
    drafting.make_draft(row.id, actor=ANNA, today=TODAY)
    edit(row, "ch7", drafting.whole(row).get("ch7").markdown + "\nEr is een lift.")
    change_value(row, "GE-01", was)

    version = part(row, "ch7").version
    drafting.refresh_part(row.id, "ch7", keep=True, version=version, actor=ANNA, today=TODAY)

    text = said(drafting.current_text(row.id)[0], "ch7")
    assert "Er is een lift." in text
    assert "[[" not in text


def test_a_merged_text_is_a_persons_and_nothing_in_it_is_stale(app: Flask) -> None:
    row = a_drafted_school()
    edit(row, "ch7", drafting.whole(row).get("ch7").markdown + "\nEr is een lift.")
    change_value(row, "GE-01", "ja")

    edit(row, "ch7", "De hoofdingang is met een rolstoel te gebruiken. Er is een lift.", merged=True)

    now = drafting.whole(reload(row)).get("ch7")
    assert (now.is_stale, now.stale) == (False, ())
    assert "Er is een lift." in now.markdown


def test_a_text_that_lost_its_table_is_not_called_ready(app: Flask) -> None:
    row = a_drafted_school()
    part(row, "g2").edited = "Wij helpen ieder kind."
    db.session.commit()

    assert drafting.whole(row).get("g2").needs_attention
    assert standing.of(row).gaps == ("Extra hulp op onze school",)


def test_the_text_of_the_partnership_cannot_be_edited_away(app: Flask) -> None:
    row = a_drafted_school()

    with pytest.raises(Invalid):
        edit(row, "g1", "Alles is weg.")


@pytest.mark.parametrize("key", ["ch11", "g8", "g9"])
def test_contact_advice_and_decision_fill_themselves(app: Flask, key: str) -> None:
    row = a_drafted_school(ready=False)

    with pytest.raises(NotFound):
        edit(row, key, "Eigen tekst.")

    assert part(row, key).ready_on == TODAY


def test_the_text_says_that_it_is_adopted_on_the_day_of_the_decision(app: Flask) -> None:
    row = a_drafted_school()

    _, guide = drafting.current_text(row.id, decided_on=TODAY)

    assert "stelde deze tekst vast op 22 maart 2027" in said(guide, "g9")


def test_a_suspected_name_keeps_a_part_from_being_ready_until_somebody_looked(app: Flask) -> None:
    row = a_drafted_school()
    edit(row, "ch2", "Dankzij de inzet met Sem lukt dit nu.")

    with pytest.raises(Refused):
        drafting.mark_ready(row.id, ["ch2"], actor=ANNA, today=TODAY)

    edit(row, "ch2", "Dankzij de inzet met Sem lukt dit nu.", no_names=True)
    drafting.mark_ready(row.id, ["ch2"], actor=ANNA, today=TODAY)
    assert part(row, "ch2").ready_on == TODAY


def test_the_draft_is_finished_when_every_part_is_ready_and_head_and_board_hear_it(app: Flask) -> None:
    row = a_drafted_school(ready=False)
    location = locations.get(row.location_id)
    hanna(location)
    bram(partnerships.get_board(location.board_id))
    db.session.commit()

    with pytest.raises(Refused) as refused:
        drafting.finish_draft(row.id, actor=ANNA, today=TODAY)
    keys = [one.row.key for one in drafting.whole(row).parts]
    drafting.mark_ready(row.id, keys, actor=ANNA, today=TODAY)
    drafting.finish_draft(row.id, actor=ANNA, today=TODAY)

    assert refused.value.reasons == ("chapters_open",)
    assert {mail.to_name for mail in letters.of_dossier(row.id)} == {"Hanna Mulder", "Bram Smit"}


def test_nobody_of_the_partnership_writes_in_a_draft(app: Flask) -> None:
    row = a_drafted_school()

    with pytest.raises(Refused):
        drafting.edit_chapter(
            row.id, "ch7", REMARK, version=part(row, "ch7").version, actor=an_actor(Role.SWV), today=TODAY
        )


def test_a_text_that_is_asked_about_is_not_edited(app: Flask) -> None:
    row = a_drafted_school()
    row.requested_on = TODAY
    row.step = Step.REQUESTED
    db.session.commit()

    with pytest.raises(Refused):
        edit(row, "ch7", REMARK)


def test_gaps_are_named_in_the_draft_and_never_printed(app: Flask) -> None:
    row = a_school_with_values()
    db.session.delete(next(one for one in values_of(row.id).values() if one.indicator == "GE-01"))
    db.session.commit()
    drafting.make_draft(row.id, actor=ANNA, today=TODAY)

    assert [gap.indicator for gap in drafting.whole(row).get("g3").gaps] == ["GE-01"]
    guide: Text = drafting.current_text(row.id)[1]
    shown: Part = next(one for one in guide.parts if one.key == "g3")
    assert shown.gaps == ()

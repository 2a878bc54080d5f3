"""Which day may be asked for, how the term is said, and what the suggestions say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import papers
from sopforms.core.blocks import Part, Table, Text, paragraph, plain, words
from sopforms.core.changes import compare
from sopforms.core.codes import Role
from sopforms.core.council import Council
from sopforms.core.errors import Invalid
from sopforms.core.papers import Asked
from sopforms.core.schoolcalendar import Holiday, SchoolCalendar
from sopforms.output.language import long_date
from sopforms.output.markdown import to_blocks

TODAY = date(2027, 3, 22)
MAY = SchoolCalendar((Holiday("Meivakantie", date(2027, 4, 24), date(2027, 5, 2)),))
SIX_WEEKS = papers.term_of(Council(article="21"), TODAY, MAY)


def refused(asked: Asked) -> dict[str, str]:
    with pytest.raises(Invalid) as raised:
        papers.check(asked, SIX_WEEKS, TODAY, long_date)
    return raised.value.problems


def test_the_term_skips_the_holidays_and_names_them() -> None:
    assert SIX_WEEKS.due == date(2027, 5, 12)
    assert [holiday.name for holiday in SIX_WEEKS.skipped] == ["Meivakantie"]


def test_a_day_before_the_councils_term_needs_a_written_agreement() -> None:
    early = Asked(answer_by=date(2027, 5, 11))

    assert refused(early) == {
        "answer_by": "De MR heeft minstens tot woensdag 12 mei 2027 de tijd. Kies die datum of later."
    }
    papers.check(Asked(answer_by=date(2027, 5, 11), agreed_with="Carla Jansen"), SIX_WEEKS, TODAY, long_date)


def test_the_talk_comes_before_the_advice_and_not_in_the_past() -> None:
    assert "talk_on" in refused(Asked(answer_by=date(2027, 5, 20), talk_on=date(2027, 5, 21)))
    assert "talk_on" in refused(Asked(talk_on=date(2027, 3, 21)))
    papers.check(Asked(answer_by=date(2027, 5, 20), talk_on=date(2027, 4, 7)), SIX_WEEKS, TODAY, long_date)


def test_what_is_still_empty_is_no_error() -> None:
    papers.check(Asked(), SIX_WEEKS, TODAY, long_date)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (Asked(), date(2027, 5, 12)),
        (Asked(answer_by=date(2027, 5, 20)), date(2027, 5, 20)),
        (Asked(answer_by=date(2027, 5, 10)), date(2027, 5, 12)),  # in favour of the council
        (Asked(answer_by=date(2027, 4, 30), agreed_with="Carla"), date(2027, 4, 30)),
    ],
)
def test_the_last_day_is_the_agreed_one_or_the_later_of_two(asked: Asked, due: date) -> None:
    assert papers.due_after(asked, SIX_WEEKS) == due


def test_an_agreed_day_that_had_passed_when_the_papers_arrived_is_no_term() -> None:
    asked = Asked(answer_by=date(2027, 3, 20), agreed_with="Carla")

    assert not papers.agreement_holds(asked, TODAY)
    assert papers.due_after(asked, SIX_WEEKS) == SIX_WEEKS.due


SENT = TODAY - timedelta(days=10)


@pytest.mark.parametrize("role", [Role.BOARD, Role.HEAD, Role.COORDINATOR])
@pytest.mark.parametrize("ago", [0, 1, 10])
def test_a_hand_over_that_the_school_records_counts_from_the_day_it_is_recorded(role: Role, ago: int) -> None:
    assert papers.clock_starts(role, TODAY - timedelta(days=ago), SENT, TODAY) == TODAY


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CALENDAR])
@pytest.mark.parametrize("ago", [0, 1, 10])
def test_the_word_of_the_council_and_of_the_mail_server_counts_as_of_the_day_itself(
    role: Role, ago: int
) -> None:
    said = TODAY - timedelta(days=ago)

    assert papers.clock_starts(role, said, SENT, TODAY) == said


@pytest.mark.parametrize("role", [Role.BOARD, Role.SECRETARY, Role.CALENDAR])
@pytest.mark.parametrize("said", [SENT - timedelta(days=1), TODAY + timedelta(days=1)])
def test_nobody_received_what_was_not_sent_yet_or_will_receive_it(role: Role, said: date) -> None:
    with pytest.raises(Invalid) as refused:
        papers.clock_starts(role, said, SENT, TODAY)

    assert set(refused.value.problems) == {"received_on"}


@given(
    asked_after=st.integers(0, 120),
    told_after=st.integers(0, 120),
    by=st.one_of(st.none(), st.integers(1, 200)),
)
def test_no_word_of_the_school_leaves_the_council_less_than_its_own_term_from_that_word(
    asked_after: int, told_after: int, by: int | None
) -> None:
    today = SENT + timedelta(days=asked_after + told_after)
    said = SENT + timedelta(days=asked_after)
    asked = Asked(answer_by=SENT + timedelta(days=by) if by else None)

    starts = papers.clock_starts(Role.HEAD, said, SENT, today)

    own = papers.term_of(Council(), today, MAY)
    assert papers.due_after(asked, papers.term_of(Council(), starts, MAY)) >= own.due


@pytest.mark.parametrize(
    ("council", "asked", "expected"),
    [
        (Council(article="21"), Asked(), "artikel 21 van uw reglement; schoolvakanties tellen niet"),
        (Council(weeks=1, holidays_count=True), Asked(), "1 week volgens uw reglement;"),
        (Council(), Asked(agreed_with="Carla Jansen"), "schriftelijk afgesproken met Carla Jansen"),
    ],
)
def test_the_letter_says_how_the_term_is_counted(council: Council, asked: Asked, expected: str) -> None:
    assert expected in papers.term_sentence(asked, council)


def test_the_letter_takes_typed_text_as_text_and_fills_names() -> None:
    template = to_blocks("Beste {council},\n\n{reasons}\n\nGroet")

    found = papers.letter(
        template, {"reasons": to_blocks("Omdat {school} groeit.\n\n- punt")}, {"council": "raad"}
    )

    assert [type(block).__name__ for block in found] == ["Paragraph", "Paragraph", "ListBlock", "Paragraph"]
    assert words(found[1].sentences[0]) == "Omdat {school} groeit."  # type: ignore[union-attr]


def test_a_row_of_a_table_is_no_sentence_of_the_suggested_consequences() -> None:
    head = ("Wat", "Waar")
    table = Table("Extra hulp", head, ((plain("Time-outruimte"), plain("Gepland")),))
    old = Text("T", (Part("g2", "Extra hulp", (replace(table, rows=()),)),))
    new = Text("T", (Part("g2", "Extra hulp", (table,)),))

    suggested = papers.suggested_consequences(compare(old, new))

    assert suggested.endswith("- Nieuw of anders bij ‘Extra hulp’: Time-outruimte.")
    assert "Gepland" not in suggested


def test_suggestions_come_from_what_changed() -> None:
    old = Text("T", (Part("g1", "Een", (paragraph("Oud."),)), Part("g2", "Twee", (paragraph("Zelfde."),))))
    new = Text("T", (Part("g1", "Een", (paragraph("Er is nu een stille plek."),)), old.parts[1]))
    found = compare(old, new)

    assert "Er verandert iets in: Een." in papers.suggested_reasons(found, "2027-2028")
    assert "- Er is nu een stille plek." in papers.suggested_consequences(found)
    assert "eerste keer" in papers.suggested_reasons(None, "2027-2028")
    assert "verandert niets" in papers.suggested_reasons(compare(old, old), "2027-2028")
    assert papers.suggested_measures(["Scholing"]).endswith("- Scholing")

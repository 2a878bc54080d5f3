"""The planning as a file for a calendar."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from sopforms.output.to_ical import Entry, calendar

STAMP = datetime(2027, 3, 22, 8, 30, tzinfo=UTC)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_whole_day_with_a_name_and_a_page():
    entry = Entry(
        "adopt@x", date(2027, 6, 30), "Bestuur stelt vast", "De laatste dag.", "https://x/dossier/1"
    )

    lines = unfolded(calendar("De Tintelgaard 2027-2028", [entry], STAMP))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]
    assert event == [
        "BEGIN:VEVENT",
        "UID:adopt@x",
        "DTSTAMP:20270322T083000Z",
        "DTSTART;VALUE=DATE:20270630",
        "DTEND;VALUE=DATE:20270701",
        "SUMMARY:Bestuur stelt vast",
        "DESCRIPTION:De laatste dag.",
        "URL:https://x/dossier/1",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def test_without_days_it_is_an_empty_calendar():
    assert "VEVENT" not in calendar("Leeg", [], STAMP)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_no_line_is_too_long_and_no_text_ends_an_event(title):
    text = calendar("x", [Entry("u", date(2027, 6, 30), title)], STAMP)

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    said = next(line for line in unfolded(text) if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    meant = said.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n").replace("\\\\", "\\")
    assert "\\" in title or meant == title
    assert text.count("BEGIN:VEVENT") == 1


def test_a_line_break_in_a_text_begins_no_line_of_its_own():
    text = calendar("x", [Entry("u", date(2027, 6, 30), "Eerst\r\nEND:VEVENT")], STAMP)

    assert text.count("\r\nEND:VEVENT") == 1

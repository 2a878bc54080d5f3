"""Days as an iCalendar file (RFC 5545), for the calendar people use already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets of a line; a longer one goes on behind a blank
MEDIA_TYPE = "text/calendar; charset=utf-8"
_MEANT = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole day. `uid` stays the same when the day moves, so that a calendar moves it too."""

    uid: str
    day: date
    title: str
    text: str = ""
    url: str = ""


def calendar(name: str, entries: Iterable[Entry], stamp: datetime) -> str:
    """Return a calendar of these days; `stamp` is the moment at which they were known, aware."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sopforms//planning//NL", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{_said(name)}"]
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(entry: Entry, stamp: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_said(entry.title)}",
    ]
    lines += [f"DESCRIPTION:{_said(entry.text)}"] if entry.text else []
    lines += [f"URL:{entry.url}"] if entry.url else []
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def _said(text: str) -> str:
    return text.translate(_MEANT)


def _folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 octets, never within a character."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece

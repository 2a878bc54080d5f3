"""The school holidays that the worked examples rest on, per region."""

from __future__ import annotations

from datetime import date

from sopforms.core.schoolcalendar import Holiday, SchoolCalendar

_ALL = (
    Holiday("Kerst", date(2025, 12, 20), date(2026, 1, 4)),
    Holiday("Mei", date(2026, 4, 25), date(2026, 5, 3)),
    Holiday("Kerst", date(2026, 12, 19), date(2027, 1, 3)),
    Holiday("Mei", date(2027, 4, 24), date(2027, 5, 2)),
    Holiday("Kerst", date(2027, 12, 25), date(2028, 1, 9)),
)

NOORD = SchoolCalendar(
    (
        *_ALL,
        Holiday("Herfst", date(2025, 10, 18), date(2025, 10, 26)),
        Holiday("Voorjaar", date(2026, 2, 21), date(2026, 3, 1)),
        Holiday("Zomer", date(2026, 7, 4), date(2026, 8, 16)),
        Holiday("Herfst", date(2026, 10, 10), date(2026, 10, 18)),
        Holiday("Voorjaar", date(2027, 2, 20), date(2027, 2, 28)),
        Holiday("Zomer", date(2027, 7, 10), date(2027, 8, 22)),
        Holiday("Herfst", date(2027, 10, 16), date(2027, 10, 24)),
    )
)

MIDDEN = SchoolCalendar(
    (
        *_ALL,
        Holiday("Herfst", date(2025, 10, 18), date(2025, 10, 26)),
        Holiday("Voorjaar", date(2026, 2, 14), date(2026, 2, 22)),
        Holiday("Zomer", date(2026, 7, 18), date(2026, 8, 30)),
        Holiday("Herfst", date(2026, 10, 17), date(2026, 10, 25)),
        Holiday("Voorjaar", date(2027, 2, 20), date(2027, 2, 28)),
        Holiday("Zomer", date(2027, 7, 17), date(2027, 8, 29)),
        Holiday("Herfst", date(2027, 10, 16), date(2027, 10, 24)),
    )
)

ZUID = SchoolCalendar(
    (
        *_ALL,
        Holiday("Herfst", date(2025, 10, 11), date(2025, 10, 19)),
        Holiday("Voorjaar", date(2026, 2, 14), date(2026, 2, 22)),
        Holiday("Zomer", date(2026, 7, 11), date(2026, 8, 23)),
        Holiday("Herfst", date(2026, 10, 17), date(2026, 10, 25)),
        Holiday("Voorjaar", date(2027, 2, 13), date(2027, 2, 21)),
        Holiday("Zomer", date(2027, 7, 24), date(2027, 9, 5)),
        Holiday("Herfst", date(2027, 10, 23), date(2027, 10, 31)),
    )
)

REGIONS = {"noord": NOORD, "midden": MIDDEN, "zuid": ZUID}

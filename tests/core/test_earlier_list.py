"""Values of earlier years from a list: good rows are kept, a wrong one is named with its cell."""

from __future__ import annotations

import pytest

from sopforms.core import earlier_list
from sopforms.core.questionnaire.meaning import MappingEntry, Scale, ScaleValue
from sopforms.core.table_files import NoTable

SCALE = Scale("VOORZ4", (ScaleValue("eigen", {"nl": "op onze locatie"}), ScaleValue("niet", {"nl": "niet"})))
ENTRIES = {"EX-01": MappingEntry({"nl": "Kleine groep"}, "EX-01", measure=SCALE)}
CODES = frozenset({"09QA00"})
HEAD = "schooljaar;vestigingscode;indicator;waarde\n"


def read(*lines: str) -> earlier_list.EarlierList:
    return earlier_list.read((HEAD + "\n".join(lines)).encode(), ENTRIES, CODES, "2027-2028")


def test_a_value_may_be_the_key_or_the_words_and_the_last_row_counts():
    found = read("2026-2027;09QA00;EX-01;niet", "2026-2027;09qa00;ex-01;Op onze locatie")

    assert [(one.school_year, one.code, one.indicator, one.value) for one in found.good] == [
        ("2026-2027", "09QA00", "EX-01", "eigen")
    ]
    assert found.wrong == ()


@pytest.mark.parametrize(
    ("line", "column", "why"),
    [
        ("2026;09QA00;EX-01;eigen", "SCHOOLJAAR", "2025-2026"),
        ("2026-2028;09QA00;EX-01;eigen", "SCHOOLJAAR", "2025-2026"),
        ("2027-2028;09QA00;EX-01;eigen", "SCHOOLJAAR", "de rondes zelf"),
        ("2026-2027;9QA;EX-01;eigen", "VESTIGINGSCODE", ""),
        ("2026-2027;11BB00;EX-01;eigen", "VESTIGINGSCODE", "geen school van dit samenwerkingsverband"),
        ("2026-2027;09QA00;MATE-1;eigen", "INDICATOR", "geen onderwerp dat scholen delen"),
        ("2026-2027;09QA00;EX-01;misschien", "WAARDE", "kent de vraag niet"),
        ("2026-2027;09QA00;EX-01", "WAARDE", "kent de vraag niet"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_kept(line, column, why):
    found = read(line, "2026-2027;09QA00;EX-01;eigen")

    assert len(found.good) == 1
    (wrong,) = found.wrong
    assert (wrong.line, wrong.column) == (2, column)
    assert why in wrong.why


def test_a_file_without_the_columns_is_refused_with_their_names():
    with pytest.raises(NoTable, match="SCHOOLJAAR, INDICATOR en WAARDE"):
        earlier_list.read(b"vestigingscode;iets\n09QA00;1\n", ENTRIES, CODES, "2027-2028")

"""DUO's address lists in both shapes: every row judged by itself, codes never numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core import school_list
from sopforms.core.table_files import NoTable

OLD = (
    '"PROVINCIE";"BEVOEGD GEZAG NUMMER";"BRIN NUMMER";"VESTIGINGSNUMMER";"VESTIGINGSNAAM";"STRAATNAAM";'
    '"HUISNUMMER-TOEVOEGING";"POSTCODE";"PLAATSNAAM";"GEMEENTENUMMER";"GEMEENTENAAM";"DENOMINATIE";'
    '"TELEFOONNUMMER";"INTERNETADRES"\r\n'
    '"Friesland";"01234";"09QA";"09QA00";"Obs It Fûgelnêst";"Dorpsstraat";"1";"9000 AA";"VOORBEELDSTAD";'
    '"0080";"Súdwest";"Openbaar";"0510123456";"www.fugelnest.example"\r\n'
).encode("cp1252")
NEW = (
    "\ufeffPROVINCIE,BEVOEGD GEZAG NUMMER,INSTELLINGSCODE,VESTIGINGSCODE,VESTIGINGSNAAM,PLAATSNAAM,"
    "GEMEENTENAAM,TELEFOONNUMMER,INTERNETADRES,NIEUWE KOLOM\n"
    'Utrecht,1234,09QA,09QA00,"De Linde, openbaar",Voorbeeldstad,Voorbeeldgemeente,0301234567,,x\n'
    "Utrecht,77494,9QA,09QA01,De Eik,Voorbeeldstad,Voorbeeldgemeente,,,\n"
    "Utrecht,77494,11BB,11BB00,De Beuk,Elders,Andere Gemeente,,,\n"
).encode()

LEFT_OPEN = b'BEVOEGD GEZAG NUMMER;VESTIGINGSCODE;VESTIGINGSNAAM\n1234;09QA00;"'


def test_an_older_list_keeps_accents_and_leading_zeros():
    found = school_list.read(OLD)

    assert found.wrong == ()
    (school,) = found.schools
    assert (school.name, school.municipality) == ("Obs It Fûgelnêst", "Súdwest")
    assert (school.code, school.board_number, school.phone) == ("09QA00", "01234", "0510123456")
    assert not found.secondary


def test_a_newer_list_with_a_mark_commas_and_columns_we_do_not_know():
    found = school_list.read(NEW)

    assert [school.code for school in found.schools] == ["09QA00", "11BB00"]
    assert found.schools[0].name == "De Linde, openbaar"
    assert found.schools[0].board_number == "01234"


def test_a_row_with_a_wrong_brin_is_named_and_the_rest_is_taken():
    (wrong,) = school_list.read(NEW).wrong

    assert (wrong.line, wrong.column, wrong.value) == (3, "INSTELLINGSCODE", "9QA")
    assert "twee cijfers en twee letters" in wrong.why


def test_only_the_municipalities_asked_for_count_also_for_what_is_wrong():
    found = school_list.read(NEW, ["andere  gemeente"])

    assert [school.code for school in found.schools] == ["11BB00"]
    assert found.wrong == ()


def test_a_list_of_secondary_schools_tells_the_structure():
    text = "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;ONDERWIJSSTRUCTUUR\n"
    found = school_list.read((text + "77494;20AB;1;Praktijkschool;pro\n").encode())

    assert found.secondary
    assert (found.schools[0].code, found.schools[0].structure) == ("20AB01", "PRO")


def test_a_school_that_stands_in_the_list_twice_is_taken_once():
    row = "77494;20AB;20AB00;De Linde\n"
    text = "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM\n" + row + row

    assert len(school_list.read(text.encode()).schools) == 1


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (b"", "BEVOEGD GEZAG NUMMER"),
        (b"naam;plaats\nDe Linde;Voorbeeldstad\n", "VESTIGINGSCODE"),
        (LEFT_OPEN + b"De Linde\n" * 900, "regel 2"),
        (LEFT_OPEN + b"De Linde\n1234;09QA01;De Eik\n", "regel 2"),
    ],
    ids=["empty", "another list", "a quote never closed", "a quote never closed in a short list"],
)
def test_a_file_that_is_no_such_list_is_refused_with_what_it_lacks(data: bytes, named: str):
    with pytest.raises(NoTable, match=named):
        school_list.read(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_no_list_and_nothing_else(data: bytes):
    for start in (b"", b"BEVOEGD GEZAG NUMMER;VESTIGINGSCODE;VESTIGINGSNAAM\n"):
        try:
            found = school_list.read(start + data)
        except NoTable:
            continue
        assert all(len(school.code) == 6 and len(school.board_number) == 5 for school in found.schools)


WITHOUT = b"BEVOEGD GEZAG NUMMER,VESTIGINGSCODE,VESTIGINGSNAAM\n1234,09QA00,De Linde\n"


def test_a_list_without_municipalities_is_taken_whole_and_the_municipality_stays_unknown():
    (school,) = school_list.read(WITHOUT).schools

    assert (school.code, school.municipality) == ("09QA00", "")


def test_municipalities_cannot_be_chosen_from_a_list_that_names_none():
    with pytest.raises(NoTable, match="noemt geen gemeenten"):
        school_list.read(WITHOUT, ["Voorbeeldgemeente"])

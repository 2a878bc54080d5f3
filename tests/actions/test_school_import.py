"""Schools from a list of addresses: what lands, what is named, and that twice changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from sopforms.actions import school_import
from sopforms.actions.school_import import Wanted
from sopforms.core.codes import Region, SchoolKind, Sector
from sopforms.core.errors import Invalid
from sopforms.store import locations, partnerships
from sopforms.store.db import db
from tests.builders import a_board, a_location, a_partnership
from tests.web.browsing import digest_of_all_tables
from tests.web.test_known_and_unknown import questions

HEADER = (
    "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENAAM;"
    "TELEFOONNUMMER\n"
)
WANTED = Wanted(Region.MIDDEN, SchoolKind.BAO)


def a_list(*lines: str, header: str = HEADER) -> bytes:
    return (header + "\n".join(lines)).encode()


LINDE = "77494;09QA;09QA00;De Linde;Voorbeeldstad;Voorbeeldgemeente;0301234567"
EIK = "77494;11BB;11BB00;De Eik;Voorbeeldstad;Voorbeeldgemeente;"
WRONG = "77494;9QA;9QA00;De Fout;Voorbeeldstad;Voorbeeldgemeente;"


def test_good_rows_land_with_their_board_and_a_wrong_one_is_named(app_on_both: Flask) -> None:
    partnership = a_partnership()

    landed = school_import.take_over(partnership.id, a_list(LINDE, WRONG, EIK), WANTED)

    assert landed.new == ["09QA00", "11BB00"]
    assert landed.boards == ["77494"]
    assert [(wrong.line, wrong.column, wrong.value) for wrong in landed.wrong] == [
        (3, "INSTELLINGSCODE", "9QA")
    ]
    school = locations.find_by_code("09QA00")
    assert (school.name, school.phone, school.kind, school.region) == (
        "De Linde",
        "0301234567",
        SchoolKind.BAO,
        Region.MIDDEN,
    )


def test_a_second_import_changes_nothing(app_on_both: Flask) -> None:
    partnership = a_partnership()
    school_import.take_over(partnership.id, a_list(LINDE, EIK), WANTED)
    before = [(row.code, row.name, row.board_id) for row in locations.of_partnership(partnership.id)]

    again = school_import.take_over(partnership.id, a_list(LINDE, EIK), WANTED)

    assert (again.new, again.filled, again.boards) == ([], [], [])
    assert again.same == ["09QA00", "11BB00"]
    assert [(row.code, row.name, row.board_id) for row in locations.of_partnership(partnership.id)] == before


def a_country(separator: str, columns: dict[str, str], *more: str) -> str:
    """Seven thousand schools as a list of the whole country has them, one with a wrong BRIN."""
    names = [columns.get(name, name) for name in HEADER.strip().split(";")] + list(more)
    lines = [
        (f"{10000 + n // 6}", brin := f"{10 + n // 676}{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}",
         f"{brin}00", f"Basisschool De Eén {n}", "Súdwest", "Fryslân", "0301234567", *more)
        for n in range(7000)
    ]  # fmt: skip
    lines[3500] = ("77494", "9QA", "9QA00", "De Fout", "Stad", "Gemeente", "", *more)
    return "\n".join(separator.join(line) for line in [names, *lines])


def test_a_whole_country_lands_with_few_look_ups_and_its_newer_list_changes_nothing(app: Flask) -> None:
    partnership, told = a_partnership(), []
    everybody = replace(WANTED, most=7000)
    older = a_country(";", {"INSTELLINGSCODE": "BRIN NUMMER", "VESTIGINGSCODE": "VESTIGINGSNUMMER"})
    newer = "\ufeff" + a_country(",", {}, "NIEUWE KOLOM")

    with questions() as asked:
        landed = school_import.take_over(partnership.id, older.encode("cp1252"), everybody, told.append)
    before = digest_of_all_tables()
    again = school_import.take_over(partnership.id, newer.encode(), everybody)

    assert (len(landed.new), len(landed.boards), sum(told)) == (6999, 1167, 6900)
    assert [(wrong.line, wrong.value) for wrong in landed.wrong] == [(3502, "9QA")]
    assert sum(one.startswith("SELECT") for one in asked) < 40  # nothing is looked up row by row
    assert (again.new, again.filled, again.boards, again.differs) == ([], [], [], [])
    assert (len(again.same), len(again.wrong)) == (6999, 1)
    assert digest_of_all_tables() == before
    assert locations.find_by_code("10AA00").name == "Basisschool De Eén 0"


def test_what_people_wrote_stays_and_what_is_empty_is_filled(app: Flask) -> None:
    partnership = a_partnership()
    known = {"name": "Basisschool De Linde", "phone": "", "municipality": "Voorbeeldgemeente"}
    row = a_location(partnership, code="09QA00", **known)

    landed = school_import.take_over(partnership.id, a_list(LINDE), WANTED)

    assert landed.filled == ["09QA00"]
    assert (row.name, row.phone) == ("Basisschool De Linde", "0301234567")
    (differs,) = landed.differs
    assert (differs.field, differs.here, differs.there) == ("name", "Basisschool De Linde", "De Linde")


def test_capitals_and_blanks_alone_are_no_difference(app: Flask) -> None:
    partnership = a_partnership()
    a_location(partnership, code="09QA00", name="DE  LINDE", municipality="VOORBEELDGEMEENTE", phone="")

    landed = school_import.take_over(partnership.id, a_list(LINDE), WANTED)

    assert landed.differs == []


def test_a_list_of_schools_stands_in_the_order_of_the_alphabet(app_on_both: Flask) -> None:
    partnership = a_partnership()
    for name in ("Zonnehof", "De Ééndracht", "de Driehoek", "De Fontein"):
        a_location(partnership, name=name)

    found = [row.name for row in locations.of_partnership(partnership.id)]

    assert found == ["de Driehoek", "De Ééndracht", "De Fontein", "Zonnehof"]


def test_a_school_of_another_partnership_is_refused_and_stays_there(app: Flask) -> None:
    elsewhere, here = a_partnership(), a_partnership()
    theirs = a_location(elsewhere, code="09QA00", name="De Linde", phone="")

    landed = school_import.take_over(here.id, a_list(LINDE), WANTED)

    assert landed.new == []
    assert [wrong.value for wrong in landed.wrong] == ["09QA00"]
    assert (theirs.partnership_id, theirs.phone) == (elsewhere.id, "")


def test_a_board_that_another_partnership_knows_is_joined_only_by_who_runs_the_installation(
    app: Flask,
) -> None:
    elsewhere, here = a_partnership(), a_partnership()
    board = a_board(elsewhere, number="77494", name="Stichting Voorbeeld")

    refused = school_import.take_over(here.id, a_list(LINDE), WANTED)
    joined = school_import.take_over(
        here.id, a_list(LINDE), Wanted(Region.MIDDEN, SchoolKind.BAO, everywhere=True)
    )

    assert [wrong.column for wrong in refused.wrong] == ["BEVOEGD GEZAG NUMMER"]
    assert joined.new == ["09QA00"]
    assert [row.id for row in partnerships.boards_of(here.id)] == [board.id]


def test_the_structure_tells_practical_schools_from_others(app: Flask) -> None:
    partnership = a_partnership(sector=Sector.VO)
    header = HEADER.replace("\n", ";ONDERWIJSSTRUCTUUR\n")
    rows = [f"{LINDE};PRO", f"{EIK};VBO/MAVO/HAVO"]

    school_import.take_over(partnership.id, a_list(*rows, header=header), Wanted(Region.NOORD, SchoolKind.VO))

    assert {row.code: row.kind for row in locations.of_partnership(partnership.id)} == {
        "09QA00": SchoolKind.PRO,
        "11BB00": SchoolKind.VO,
    }


@pytest.mark.parametrize(
    ("data", "wanted", "field", "says"),
    [
        (b"naam\nDe Linde", WANTED, "file", "ontbreken de kolommen"),
        (HEADER.encode(), WANTED, "file", "geen school"),
        (
            a_list(f"{LINDE};VWO", header=HEADER.replace("\n", ";ONDERWIJSSTRUCTUUR\n")),
            WANTED,
            "file",
            "voortgezet",
        ),
        (a_list(LINDE), Wanted(Region.MIDDEN, SchoolKind.BAO, ("Nergens",)), "municipalities", "geen school"),
        (
            a_list(LINDE, EIK),
            Wanted(Region.MIDDEN, SchoolKind.BAO, most=1),
            "municipalities",
            "2 nieuwe scholen",
        ),
    ],
    ids=["another file", "empty", "other sector", "no such municipality", "the whole country"],
)
def test_a_file_that_cannot_be_meant_is_refused_and_nothing_lands(
    app: Flask, data: bytes, wanted: Wanted, field: str, says: str
) -> None:
    partnership = a_partnership()

    with pytest.raises(Invalid) as refused:
        school_import.take_over(partnership.id, data, wanted)

    db.session.rollback()
    assert says in refused.value.problems[field]
    assert locations.of_partnership(partnership.id) == []

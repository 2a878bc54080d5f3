"""Long work that succeeds: its page tells how far it is however often one looks, and gives what was made."""

from __future__ import annotations

import io
import zipfile

from flask import Flask

from sopforms.actions import long_work, school_import
from sopforms.core.codes import Step
from sopforms.store import locations
from tests import builders
from tests.asked import a_decision, a_snapshot, an_asked_school
from tests.web.browsing import a_town, as_person

HEADER = (
    "BEVOEGD GEZAG NUMMER;INSTELLINGSCODE;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENAAM;"
    "TELEFOONNUMMER\n"
)


def test_a_long_list_of_schools_is_taken_over_by_the_worker_in_pieces(app: Flask) -> None:
    town = a_town()
    rows = [
        f"77494;{number}QA;{number}QA00;School {number};Stad;Stad;"
        for number in range(20, 21 + school_import.AT_THE_PAGE)
    ]
    data = (HEADER + "\n".join([*rows, "77494;9QA;9QA00;De Fout;Stad;Stad;"])).encode()
    sanne = as_person(app, town.sanne)
    home = f"/samenwerkingsverband/{town.partnership.id}"
    form = {"region": "midden", "kind": "bao", "file": (io.BytesIO(data), "scholen.csv")}

    page = sanne.post(f"{home}/scholen/inlezen", data=form).headers["Location"]
    assert "0 van 4" in sanne.get(page).text
    assert long_work.do_due("test")
    assert "1 van 4" in sanne.get(page).text
    assert "1 van 4" in sanne.get(page).text
    assert [long_work.do_due("test") for _each in range(4)] == [True, True, True, False]

    done = sanne.get(page).text
    codes = {row.code for row in locations.of_partnership(town.partnership.id)}
    assert {"20QA00", "80QA00"} <= codes
    assert len(codes) == 1 + len(rows)
    assert "9QA" in done


def test_the_sections_of_all_schools_come_as_pdfs_in_one_file(app: Flask) -> None:
    asked = an_asked_school(Step.IN_GUIDE, guide_section_on=builders.TODAY)
    a_decision(asked.dossier, a_snapshot(asked.dossier, "adopted"), builders.TODAY)
    sanne = as_person(app, builders.sanne(asked.partnership))
    home = f"/samenwerkingsverband/{asked.partnership.id}"

    other = sanne.post(f"{home}/werk/teksten", data={"schooljaar": "2019-2020"})
    assert other.status_code == 422
    page = sanne.post(f"{home}/werk/teksten", data={}).headers["Location"]
    assert "0 van 1" in sanne.get(page).text
    assert long_work.do_due("test")

    assert f"{page}/alles.zip" in sanne.get(page).text
    with zipfile.ZipFile(io.BytesIO(sanne.get(f"{page}/alles.zip").data)) as parcel:
        (name,) = parcel.namelist()
        assert name.endswith(".pdf")
        assert parcel.read(name).startswith(b"%PDF")

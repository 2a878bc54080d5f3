"""`sopforms import`: wrong rows are named on standard error, the others land, and twice is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sopforms.cli import main
from sopforms.core.codes import Sector
from sopforms.store.db import db
from sopforms.store.partnerships import PartnershipRow
from tests.conftest import create_tables, make_app

HEADER = (
    "PROVINCIE;BEVOEGD GEZAG NUMMER;BRIN NUMMER;VESTIGINGSNUMMER;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENAAM\n"
)


@pytest.fixture
def installation(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sop.db'}"
    monkeypatch.setenv("SOPFORMS_DATABASE", url)
    monkeypatch.setenv("SOPFORMS_SECRET_KEY", "s" * 40)
    monkeypatch.setenv("SOPFORMS_LINK_KEY", "l" * 40)
    monkeypatch.setenv("SOPFORMS_BASE_URL", "http://127.0.0.1:5000")
    create_tables(url)
    app = make_app(url)
    with app.app_context():
        db.session.add(PartnershipRow(code="PO3002", name="Voorbeeldregio", sector=Sector.PO))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def import_duo(file: Path, *options: str) -> Result:
    words = ["import", "duo", str(file), "--partnership", "PO3002", "--region", "midden", *options]
    return CliRunner().invoke(main, words)


def a_file(folder: Path, schools: int) -> Path:
    brins = [f"{10 + number // 676}{_letters(number)}" for number in range(schools)]
    lines = [
        f"Utrecht;{10000 + number // 4};{brin};{brin}00;De Linde {number};Stad;Gemeente"
        for number, brin in enumerate(brins)
    ]
    text = HEADER + "\n".join(lines) + "\nUtrecht;1;9QA;9QA00;De Fout;Stad;Gemeente\n"
    file = folder / "vestigingen.csv"
    file.write_bytes(text.encode("cp1252"))
    return file


def _letters(number: int) -> str:
    return chr(65 + number // 26 % 26) + chr(65 + number % 26)


def test_a_list_lands_and_the_wrong_row_is_named(installation: None, tmp_path: Path) -> None:
    done = import_duo(a_file(tmp_path, 600))

    assert done.exit_code == 1
    assert "600 new" in done.stdout
    assert "vestigingen.csv:602: BRIN NUMMER '9QA'" in done.stderr

    again = import_duo(tmp_path / "vestigingen.csv")
    assert "0 new, 0 filled in, 600 unchanged, 0 new boards, 1 not taken" in again.stdout


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--partnership", "PO9999"), "no partnership PO9999"),
        (("--partnership", "30-02"), "geen code van een samenwerkingsverband"),
        (("--municipality", "Nergens"), "geen school in deze gemeenten"),
    ],
)
def test_arguments_that_cannot_be_used_end_with_two_and_say_why(
    installation: None, tmp_path: Path, options: tuple[str, ...], says: str
) -> None:
    done = import_duo(a_file(tmp_path, 3), *options)

    assert done.exit_code == 2
    assert says in done.stderr


TEAM = (
    "Voornaam;Achternaam;E-mail;Functie\nDaan;de Wit;daan@school.example;leraar\nEva;Bos;geen adres;leraar\n"
)


def import_staff(file: Path, code: str = "10AA00") -> Result:
    return CliRunner().invoke(main, ["import", "staff", str(file), "--school", code])


def test_a_team_lands_and_the_wrong_row_is_named(installation: None, tmp_path: Path) -> None:
    import_duo(a_file(tmp_path, 3))
    file = tmp_path / "team.csv"
    file.write_bytes(TEAM.encode("cp1252"))

    done = import_staff(file)

    assert done.exit_code == 1
    assert "1 new, 0 changed, 0 unchanged, 1 not taken" in done.stdout
    assert "team.csv:3: E-mail 'geen adres'" in done.stderr


@pytest.mark.parametrize(("code", "says"), [("99ZZ99", "no school 99ZZ99"), ("Linde", "geen vestigingscode")])
def test_a_team_of_no_school_ends_with_two(installation: None, tmp_path: Path, code: str, says: str) -> None:
    file = tmp_path / "team.csv"
    file.write_text(TEAM)

    done = import_staff(file, code)

    assert done.exit_code == 2
    assert says in done.stderr

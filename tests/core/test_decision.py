"""The decision in words: what was read, whether it is followed, and never more than happened."""

from dataclasses import replace
from datetime import date

import pytest

from sopforms.core.codes import Right, Role
from sopforms.core.decision import Decision, check, decision_text
from sopforms.core.errors import Invalid
from sopforms.core.schoolyear import SchoolYear

TODAY = date(2027, 6, 7)
FOLLOWING = Decision(
    school="De Vlieger",
    board="Stichting Zilverlinde",
    board_number="77494",
    year=SchoolYear(2027),
    decided=TODAY,
    place="Amersfoort",
    name="Bram de Wit",
    function="bestuurder",
    asked=date(2027, 3, 22),
    due=date(2027, 5, 12),
    advised=date(2027, 5, 10),
    reacted=date(2027, 5, 20),
)
DEVIATING = replace(FOLLOWING, followed=False, deviations=("er komt geen tweede rustruimte.",))
SILENT = replace(FOLLOWING, advised=None, reacted=None)


def _write(day):
    return f"{day:%d-%m-%Y}"


def test_a_decision_that_follows_the_advice():
    check(FOLLOWING, Role.BOARD, TODAY)

    assert decision_text(FOLLOWING, _write) == (
        "Besluit: Het bevoegd gezag van De Vlieger, Stichting Zilverlinde (nr. 77494), gelezen het advies "
        "van de medezeggenschapsraad (MR) van 10-05-2027 en zijn reactie van 20-05-2027, stelt het "
        "ondersteuningsaanbod voor schooljaar 2027-2028 vast. Het besluit volgt het advies.\n\n"
        "Amersfoort, 07-06-2027, Bram de Wit, bestuurder"
    )
    assert FOLLOWING.suspended_until is None


def test_a_deviating_decision_names_the_points_and_the_first_day_of_execution():
    check(DEVIATING, Role.BOARD, TODAY)
    text = decision_text(DEVIATING, _write)

    assert DEVIATING.suspended_until == date(2027, 7, 19)
    assert "wijkt op de volgende punten af van het advies: er komt geen tweede rustruimte." in text
    assert "niet eerder dan 20-07-2027, tenzij de medezeggenschapsraad (MR) geen bedenkingen heeft." in text


def test_silence_is_told_as_silence():
    check(SILENT, Role.BOARD, TODAY)
    text = decision_text(SILENT, _write)

    assert "op 22-03-2027 om advies gevraagd, tot en met 12-05-2027 geen advies uitbracht" in text
    assert "volgt" not in text
    assert "instem" not in text


def test_consent_is_called_consent_only_where_the_council_has_that_right():
    assert "instem" not in decision_text(FOLLOWING, _write)
    assert "gelezen de instemming" in decision_text(replace(FOLLOWING, right=Right.INSTEMMING), _write)


def test_a_head_decides_on_a_named_mandate():
    on_mandate = replace(
        FOLLOWING, name="Anna Vos", function="directeur", mandate="managementstatuut, art. 4"
    )

    check(on_mandate, Role.HEAD, TODAY)

    assert decision_text(on_mandate, _write).endswith(
        "directeur, krachtens mandaat: managementstatuut, art. 4"
    )


@pytest.mark.parametrize(
    ("decision", "role", "field"),
    [
        (replace(FOLLOWING, place=""), Role.BOARD, "place"),
        (replace(FOLLOWING, name=" "), Role.BOARD, "name"),
        (replace(FOLLOWING, function=""), Role.BOARD, "function"),
        (FOLLOWING, Role.HEAD, "mandate"),
        (replace(FOLLOWING, decided=date(2027, 6, 8)), Role.BOARD, "decided"),
        (replace(FOLLOWING, reacted=None), Role.BOARD, "reacted"),
        (replace(FOLLOWING, reacted=date(2027, 5, 9)), Role.BOARD, "decided"),
        (replace(FOLLOWING, decided=date(2027, 5, 19)), Role.BOARD, "decided"),
        (replace(DEVIATING, deviations=(" ",)), Role.BOARD, "deviations"),
        (replace(SILENT, decided=date(2027, 5, 12)), Role.BOARD, "decided"),
        (replace(SILENT, due=None), Role.BOARD, "decided"),
        (replace(SILENT, right=Right.INSTEMMING), Role.BOARD, "advised"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(decision, role, field):
    with pytest.raises(Invalid) as refused:
        check(decision, role, TODAY)

    assert list(refused.value.problems) == [field]

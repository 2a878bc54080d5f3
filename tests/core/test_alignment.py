"""Who is a neighbour, and what counts as a reason to object."""

from __future__ import annotations

import pytest

from sopforms.core import alignment
from sopforms.core.coverage import School
from sopforms.core.errors import Invalid

LINDE, EIK = School(1, "De Linde", "Duindorp", 1), School(2, "De Eik", "Duindorp", 2)
BEUK, WILG = School(3, "De Beuk", "Veldstad", 1), School(4, "De Wilg", "", 2)
SCHOOLS = (LINDE, EIK, BEUK, WILG)


def test_neighbours_are_in_the_same_municipality_and_of_the_same_board_where_that_is_unknown():
    assert alignment.neighbours(SCHOOLS, LINDE.id) == (EIK,)
    assert alignment.neighbours(SCHOOLS, WILG.id) == (EIK,)
    assert alignment.neighbours(SCHOOLS, BEUK.id) == ()
    assert alignment.neighbours(SCHOOLS, 99) == ()


@pytest.mark.parametrize("text", ["", "   ", "Te veel.", "x" * 2001])
def test_an_objection_needs_a_reason(text):
    with pytest.raises(Invalid):
        alignment.check_reason(text)


def test_a_reason_is_kept_without_blanks_around():
    reason = "Twee scholen in Duindorp vragen dezelfde specialist."

    assert alignment.check_reason(f"  {reason}\n") == reason

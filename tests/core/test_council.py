"""What a council may do is a setting, and the law limits the setting."""

from dataclasses import replace
from datetime import date

import pytest

from sopforms.core.codes import CouncilKind, Right, Sector
from sopforms.core.council import Council, RightSource, article_of, check
from sopforms.core.errors import Invalid

CONSENTING = Council(
    right=Right.INSTEMMING,
    source=RightSource.REGLEMENT,
    agreed_on=date(2026, 9, 1),
    valid_until=date(2028, 9, 1),
)


@pytest.mark.parametrize(
    ("sector", "sections", "article"),
    [
        (Sector.PO, "ouders", "Wms 13 lid 1 g"),
        (Sector.VO, "ouders en leerlingen", "Wms 14 lid 1 a"),
    ],
)
def test_who_consents_to_the_guide_follows_the_sector(sector, sections, article):
    council = Council(sector=sector)

    assert (council.sections, council.guide_article) == (sections, article)
    assert council.section_name.endswith("geleding")


def test_every_kind_of_council_has_a_name():
    assert all(Council(kind=kind).name for kind in CouncilKind)


def test_without_settings_the_council_advises_by_law():
    check(Council())

    assert Council().right_on(date(2027, 5, 1)) is Right.ADVIES


@pytest.mark.parametrize(
    ("day", "right"),
    [(date(2028, 9, 1), Right.INSTEMMING), (date(2028, 9, 2), Right.ADVIES)],
)
def test_a_right_by_reglement_ends_and_advice_is_left(day, right):
    check(CONSENTING)

    assert CONSENTING.right_on(day) is right


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"weeks": 0}, "weeks"),
        ({"weeks": 27}, "weeks"),
        ({"source": RightSource.WET}, "source"),
        ({"valid_until": None}, "valid_until"),
        ({"valid_until": date(2028, 9, 2)}, "valid_until"),
        ({"agreed_on": date(2024, 2, 29), "valid_until": date(2026, 3, 1)}, "valid_until"),
    ],
)
def test_settings_that_cannot_be_are_refused(change, field):
    with pytest.raises(Invalid) as refused:
        check(replace(CONSENTING, **change))

    assert list(refused.value.problems) == [field]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("24", "24"), ("artikel 24", "24"), ("Art. 24 lid 2", "24 lid 2"), ("art 3", "3"), (" ", "")],
)
def test_an_article_is_kept_without_the_word_article(typed, kept):
    assert article_of(typed) == kept

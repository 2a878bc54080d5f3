"""The report of a region: counts and municipalities, no school by name, and nothing of who is unknown."""

from __future__ import annotations

from datetime import date

from sopforms.core import coverage, coverage_report
from sopforms.core.coverage import School, Topic
from sopforms.output import to_text

READING = Topic("lezen", "Lezen", ("DE-01",))
SCHOOLS = [
    School(1, "De Linde", "Duindorp"),
    School(2, "De Eik", "Duindorp"),
    School(3, "De Beuk", "Veldstad"),
]


def report(values, **more):
    network = coverage.network(SCHOOLS, [READING], values)
    text = coverage_report.text(
        coverage_report.Region("SWV Kust", "2027-2028", date(2026, 11, 25), network, (), **more)
    )
    return to_text.text(text)


def test_it_counts_schools_and_names_the_municipality_without():
    told = report({(1, "DE-01"): 4, (2, "DE-01"): 1, (3, "DE-01"): 2})

    assert "Stand van 25 november 2026." in told
    assert "Alle scholen delen hun aanbod." in told
    assert "lezen (2 van 3)" in told
    assert "Lezen: geen school biedt dit in Veldstad." in told
    assert not any(school.name in told for school in SCHOOLS)


def test_who_is_unknown_counts_nowhere_and_makes_no_gap():
    told = report({(1, "DE-01"): 4})

    assert "Van 1 van de 3 scholen is bekend" in told
    assert "Van 2 scholen is nog niets bekend; zij tellen nergens mee." in told
    assert "geen school biedt" not in told


def test_an_agreement_that_both_schools_made_is_in_it():
    told = report({}, agreements=(("De Linde", "De Eik", "Lezen", "Samen een leesklas."),))

    assert "De Linde en De Eik, over lezen: Samen een leesklas." in told

"""Who a provider says somebody is: issuer and subject alone; a second factor only where it is accepted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sopforms.core.identity import LONGEST, Identity, of_claims, still_waits

ISSUER = "https://inloggen.example"
ANY = st.none() | st.booleans() | st.integers() | st.text(max_size=300) | st.lists(st.text(max_size=9))
CLAIMS = st.dictionaries(st.sampled_from(["iss", "sub", "amr", "acr", "email", "name"]), ANY)


def test_it_is_known_by_issuer_and_subject_and_called_by_a_name_its_owner_knows():
    claims = {"iss": ISSUER, "sub": "n-1", "email": " anna@school.example\n", "name": "Anna"}

    assert of_claims(claims, ISSUER) == Identity(ISSUER, "n-1", "anna@school.example")


@given(CLAIMS, st.lists(st.text(max_size=9)))
def test_whatever_is_claimed_nobody_comes_of_it_without_the_right_issuer_and_a_subject(claims, accepted):
    found = of_claims(claims, ISSUER, accepted)

    subject = claims.get("sub")
    named = isinstance(subject, str) and 1 <= len(subject) <= LONGEST and claims.get("iss") == ISSUER
    assert (found is not None) == named
    if found is not None:
        assert (found.issuer, found.subject) == (ISSUER, subject)
        assert "\n" not in found.label


@given(CLAIMS)
def test_no_word_of_a_provider_is_a_second_factor_unless_it_is_accepted(claims):
    found = of_claims({**claims, "iss": ISSUER, "sub": "n-1"}, ISSUER)

    assert found is not None
    assert not found.strong


NOW = datetime(2027, 3, 22, 9, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "waits"), [(0, True), (20, True), (21, False), (-1, False)])
def test_an_unknown_account_waits_twenty_minutes(minutes, waits):
    assert still_waits(NOW, NOW + timedelta(minutes=minutes)) is waits

"""The seal: a file that was sealed proves that it is whole, and one changed byte ends that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sopforms.output import seal, to_print
from sopforms.output.seal import Seal, SealFailed
from sopforms.output.to_pdf import render
from tests.output.samples import TEXT
from tests.output.sealing import Authority
from tests.output.test_to_pdf import HEAD, read

PASSPHRASE = "een zin die niemand raadt"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.make(datetime.now(UTC) - timedelta(days=1))


@pytest.fixture(scope="module")
def key(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Seal:
    file = tmp_path_factory.mktemp("key") / "zegel.p12"
    file.write_bytes(authority.key_file(PASSPHRASE))
    return Seal(file, PASSPHRASE)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render(to_print.section(TEXT, HEAD), title=TEXT.title)


@pytest.fixture(scope="module")
def sealed(plain: bytes, key: Seal) -> bytes:
    return seal.put(plain, key)


def test_a_sealed_file_verifies_offline_and_one_without_a_seal_does_not(sealed, plain, authority) -> None:
    assert seal.holds(sealed, [authority.root])
    assert seal.is_sealed(sealed)
    assert not seal.is_sealed(plain)
    assert not seal.holds(plain, [authority.root])


def test_a_seal_of_somebody_else_does_not_count(sealed) -> None:
    other = Authority.make(datetime.now(UTC) - timedelta(days=1))

    assert not seal.holds(sealed, [other.root])


@given(place=st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_one_flipped_byte_breaks_the_seal_wherever_it_is(sealed, authority, place) -> None:
    changed = bytearray(sealed)
    changed[place % len(changed)] ^= 1

    assert not seal.holds(bytes(changed), [authority.root])


@pytest.mark.parametrize("behind", [80, 300, 1000, 2000, 2400])
def test_one_flipped_byte_in_the_seal_itself_breaks_it_too(sealed, authority, behind) -> None:
    changed = bytearray(sealed)
    changed[sealed.rindex(b"/Contents <") + behind] ^= 1

    assert not seal.holds(bytes(changed), [authority.root])


def test_nothing_may_be_added_behind_the_seal(sealed, authority) -> None:
    with pikepdf.open(BytesIO(sealed)) as document:
        document.docinfo["/Title"] = "Een andere titel"
        changed = BytesIO()
        document.save(changed)

    assert not seal.holds(changed.getvalue(), [authority.root])


@pytest.mark.parametrize("profile", ["ua1", "2a"])
def test_a_sealed_file_can_still_be_heard_and_kept_for_years(sealed, profile) -> None:
    report = page.validate_pdf_bytes(sealed, profile=profile)

    assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_seal_changes_no_word_and_comes_behind_what_was_there(sealed, plain) -> None:
    assert read(sealed) == read(plain)
    assert sealed.startswith(seal.with_field(plain))


def test_a_key_that_cannot_be_opened_is_told_without_its_passphrase(plain, key, tmp_path: Path) -> None:
    for wrong in (Seal(key.file, "iets anders"), Seal(tmp_path / "weg.p12", PASSPHRASE)):
        with pytest.raises(SealFailed) as failed:
            seal.put(plain, wrong)
        assert wrong.passphrase not in str(failed.value) + repr(wrong)

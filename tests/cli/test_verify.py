"""`sopforms verify`: says what does not hold, where, and ends with 1."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from sopforms.cli import verify
from sopforms.store.drafts import SnapshotRow
from tests.actions.test_papers import asked_school
from tests.actions.test_proof import tampered


@pytest.fixture
def run(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Result]:
    monkeypatch.setattr(verify, "create_app", lambda: app)
    return lambda: CliRunner().invoke(verify.verify)


def test_what_holds_is_counted_and_ends_well(run) -> None:
    asked_school()

    result = run()

    assert result.exit_code == 0
    assert "1 sealed texts" in result.output
    assert "all of it is as it was" in result.output


def test_what_was_changed_is_named_with_its_school_and_year(run) -> None:
    asked_school()
    tampered("snapshot", sa.update(SnapshotRow).values(guide=SnapshotRow.guide + " "))

    result = run()

    assert result.exit_code == 1
    assert "De Tintelgaard, 2027-2028: the text (papers) is not the one that was sealed" in result.output
    assert "1 of them do not hold" in result.output

"""What has to be confirmed before a set is published, and what that does to series."""

from __future__ import annotations

import pytest

from sopforms.core import confirmation
from sopforms.core.confirmation import LONGEST_REASON, Confirmation, Difference
from sopforms.core.questionnaire.comparison import Change, ChangeKind, Comparison

WORDING = Change(ChangeKind.WORDING, ("survey",), "a", "row_reworded", series=("BO-01",))
SHORT = Change(ChangeKind.WORDING, ("mapping",), "a", "short_reworded", series=("BO-02",))
ADDED = Change(ChangeKind.ADDITIVE, ("survey",), "b", "question_new", series=("BO-09",))
GONE = Change(ChangeKind.BREAKING, ("survey",), "c", "question_gone", code="Q074", series=("BO-03", "BO-01"))
NEVER = Change(ChangeKind.BREAKING, ("survey",), "d", "type_changed", code="Q072", refused=True)


def different(*changes: Change) -> list[Difference]:
    return [Difference("evaluatie", Comparison(changes), is_other=True), Difference("leerlingen")]


@pytest.mark.parametrize(
    ("changes", "given", "asked"),
    [
        ((), Confirmation(), set()),
        ((WORDING,), Confirmation(), {"wording"}),
        ((WORDING,), Confirmation(wording=True), set()),
        ((WORDING, ADDED), Confirmation(wording=True), {"additive"}),
        ((GONE,), Confirmation(), {"breaking", "reason"}),
        ((GONE,), Confirmation(breaking=True), {"reason"}),
        ((GONE,), Confirmation(reason="Daarom."), {"breaking"}),
        ((GONE,), Confirmation(breaking=True, reason="Daarom."), set()),
        ((GONE,), Confirmation(breaking=True, reason="x" * (LONGEST_REASON + 1)), {"reason"}),
        ((NEVER,), Confirmation(), set()),
    ],
)
def test_each_class_is_confirmed_and_a_break_has_a_reason(
    changes: tuple[Change, ...], given: Confirmation, asked: set[str]
) -> None:
    assert set(confirmation.unconfirmed(different(*changes), given)) == asked


def test_what_is_for_life_cannot_be_confirmed_at_all() -> None:
    assert confirmation.refused(different(ADDED, NEVER))
    assert not confirmation.refused(different(ADDED, GONE))


def test_breaks_and_rewordings_are_told_by_series() -> None:
    one = different(GONE, WORDING, SHORT, ADDED)[0]

    assert one.breaks == ("BO-01", "BO-03")
    assert one.reworded == ("BO-01",)  # another short label is no other question

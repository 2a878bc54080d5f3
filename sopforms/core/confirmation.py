"""What a partnership confirms before its question set is published (section 9 of the format).

Wording is confirmed once for the whole list, additions from a list; what breaks a series needs the explicit
choice and a reason that people read beside the trend. What is refused cannot be confirmed at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sopforms.core.questionnaire.comparison import Change, ChangeKind, Comparison

LONGEST_REASON = 500
_NO_REASON = "Schrijf waarom de reeks breekt. Scholen lezen dit bij hun cijfers van vorig jaar."

FIELDS = {ChangeKind.WORDING: "wording", ChangeKind.ADDITIVE: "additive", ChangeKind.BREAKING: "breaking"}
_SENTENCES = {
    ChangeKind.WORDING: "Bevestig dat de vragen met andere woorden hetzelfde vragen.",
    ChangeKind.ADDITIVE: "Bevestig de aanvullingen.",
    ChangeKind.BREAKING: "Bevestig dat deze wijzigingen de reeks breken, of maak ze ongedaan.",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different in one file of a set; `name` is its stem, `is_new` when the set before had none.

    `is_other` says that the content differs at all: an exact copy with other layout does not.
    """

    name: str
    comparison: Comparison = field(default_factory=Comparison)
    is_new: bool = False
    is_other: bool = False

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes, the worst first."""
        return self.comparison.changes

    @property
    def breaks(self) -> tuple[str, ...]:
        """The series that begin anew."""
        return _series(self.comparison.of(ChangeKind.BREAKING))

    @property
    def reworded(self) -> tuple[str, ...]:
        """The series that go on, asked in other words."""
        series = _series(self.comparison.of(ChangeKind.WORDING))
        return tuple(one for one in series if self.comparison.rewords_series(one))


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What somebody confirmed; `reason` says why a series breaks."""

    wording: bool = False
    additive: bool = False
    breaking: bool = False
    reason: str = ""

    def has(self, kind: ChangeKind) -> bool:
        """Whether changes of this class were confirmed."""
        return bool(getattr(self, FIELDS[kind]))


def kinds(differences: Iterable[Difference]) -> tuple[ChangeKind, ...]:
    """Return which classes of changes have to be confirmed, the mildest first."""
    found = {change.kind for one in differences for change in one.changes if not change.refused}
    return tuple(kind for kind in ChangeKind if kind in found)


def refused(differences: Iterable[Difference]) -> bool:
    """Return whether something may not be published at all: a name or an indicator for life."""
    return any(one.comparison.refused for one in differences)


def unconfirmed(differences: Iterable[Difference], given: Confirmation) -> dict[str, str]:
    """Return what is still to be confirmed: field → what to do. Empty: it may be published."""
    needed = kinds(differences)
    found = {FIELDS[kind]: _SENTENCES[kind] for kind in needed if not given.has(kind)}
    if ChangeKind.BREAKING in needed:
        reason = given.reason.strip()
        if not reason:
            found["reason"] = _NO_REASON
        elif len(reason) > LONGEST_REASON:
            found["reason"] = f"Maak de reden korter: het maximum is {LONGEST_REASON} tekens."
    return found


def _series(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(sorted({series for change in changes for series in change.series}))

"""One difference between two versions of a questionnaire, and where differences are noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sopforms.core.questionnaire.messages import say
from sopforms.core.questionnaire.nodes import written_path

Keys = tuple[str | int, ...]
"""The keys that lead to something in a file: `("survey", "pages", 0)`."""

NAME_FOR_LIFE = "Q072"
INDICATOR_SCALE = "Q073"
NEEDS_CHOICE = "Q074"


class ChangeKind(StrEnum):
    """What a change does to results over the years, the mildest first (section 9 of the format).

    Wording is applied and marked, additive is applied after confirmation, breaking needs an explicit choice.
    """

    WORDING = "wording"
    ADDITIVE = "additive"
    BREAKING = "breaking"


SEVERITY: Mapping[ChangeKind, int] = {kind: rank for rank, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `place` are its keys in the new file, or in the old one when it `is_gone` from the new.

    `code` is Q071-Q073 when publishing is refused, Q074 when it needs the explicit choice, else None.
    `series` are the trends it concerns: indicators, or `name` and `name.row` where there is none.
    """

    kind: ChangeKind
    place: Keys
    question: str | None
    key: str
    params: Mapping[str, Any] = field(default_factory=dict, compare=False)
    code: str | None = None
    refused: bool = False
    series: tuple[str, ...] = ()
    is_gone: bool = False
    at_key: bool = field(default=False, repr=False)

    @property
    def path(self) -> str:
        """Where it is, as `survey.pages[1].elements[3].title`; empty for the file as a whole."""
        return written_path(self.place)

    @property
    def what(self) -> str:
        """What is different, in English."""
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """Return what is different, in `nl` or `en`."""
        return say(self.key, self.params, language) or ""

    def line_in(self, language: str, file: str = "") -> str:
        """Return the change as one line: class, file where it is named, path, what and code."""
        parts = [*filter(None, (file, self.path)), self.in_language(language)]
        code = f" [{self.code}]" if self.code else ""
        return f"{KIND_WORDS[language][self.kind]} {': '.join(parts)}{code}"

    def __str__(self) -> str:
        return self.line_in("en")

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return what `--json` prints."""
        return {
            "class": str(self.kind),
            "path": self.path,
            "question": self.question,
            "what": self.in_language(language),
            "code": self.code,
            "refused": self.refused,
            "series": list(self.series),
        }


KIND_WORDS: Mapping[str, Mapping[ChangeKind, str]] = {
    "en": {kind: str(kind) for kind in ChangeKind},
    "nl": {
        ChangeKind.WORDING: "tekst",
        ChangeKind.ADDITIVE: "aanvulling",
        ChangeKind.BREAKING: "breuk",
    },
}


@dataclass(slots=True)
class Notes:
    """Collects the changes of one thing: a question, a page, the file. `series` are the trends it has."""

    found: list[Change]
    place: Keys = ()
    question: str | None = None
    series: tuple[str, ...] = ()

    def at(self, *keys: str | int, series: tuple[str, ...] | None = None) -> Notes:
        """Return the same notes, further inside."""
        inside = self.series if series is None else series
        return Notes(self.found, (*self.place, *keys), self.question, inside)

    def wording(self, key: str, **params: Any) -> None:
        """Note another wording."""
        self._add(ChangeKind.WORDING, key, params)

    def additive(self, key: str, **params: Any) -> None:
        """Note something that leaves the series whole."""
        self._add(ChangeKind.ADDITIVE, key, params)

    def breaking(self, key: str, *, is_gone: bool = False, **params: Any) -> None:
        """Note something that breaks the series and may be chosen."""
        self._add(ChangeKind.BREAKING, key, params, NEEDS_CHOICE, is_gone=is_gone)

    def refuse(self, code: str, key: str, *, at_key: bool = False, **params: Any) -> None:
        """Note something that is not published under the old name; once for each place and code."""
        if not any(change.code == code and change.place == self.place for change in self.found):
            self._add(ChangeKind.BREAKING, key, params, code, is_refused=True, at_key=at_key)

    def _add(
        self,
        kind: ChangeKind,
        key: str,
        params: Mapping[str, Any],
        code: str | None = None,
        *,
        is_refused: bool = False,
        is_gone: bool = False,
        at_key: bool = False,
    ) -> None:
        self.found.append(
            Change(
                kind, self.place, self.question, key, params, code, is_refused, self.series, is_gone, at_key
            )
        )

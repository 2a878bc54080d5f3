"""What is wrong with a questionnaire file: where, what, and what to do about it.

Every message is a template with named parameters, so that it can be said in more than one language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops loading, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `line` and `column` count from 1, in characters.

    They point at the key when the key is wrong, at the value when the value is wrong, at the opening brace
    when something is missing. `path` is empty for the file as a whole.
    """

    file: str
    line: int
    column: int
    path: str
    question: str | None
    message: str
    hint: str | None
    code: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}:"
        warning = " warning:" if self.severity is Severity.WARNING else ""
        path = f" {self.path}" if self.path else ""
        question = f' (question "{self.question}")' if self.question else ""
        hint = f" - {self.hint}" if self.hint else ""
        colon = ":" if path or question else ""
        return f"{place}{warning}{path}{question}{colon} {self.message}{hint} [{self.code}]"

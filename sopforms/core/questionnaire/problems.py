"""What is wrong with a questionnaire file: where, what, and what to do about it.

Every message is a template with named parameters (`messages`), so that it is said in English to authors on
the command line and in Dutch on the web.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sopforms.core.questionnaire.messages import say
from sopforms.core.questionnaire.reading import Node, Reading, path_of

SIMILAR = 0.7
MOST_PROBLEMS = 1_000  # errors, and as many warnings: a file with more is not worth going on with
MOST_COMPARED = 2_000  # words compared for suggestions in one file; long lists of long names take time


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
    key: str = field(default="", repr=False, compare=False)
    hint_key: str = field(default="", repr=False, compare=False)
    params: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def in_language(self, language: str) -> tuple[str, str | None]:
        """Return message and hint in `nl` or `en`."""
        if not self.key:
            return self.message, self.hint
        return say(self.key, self.params, language) or "", say(self.hint_key, self.params, language)

    def line_in(self, language: str) -> str:
        """Return the problem as one line in `nl` or `en`; `str(problem)` is the English one."""
        message, hint = self.in_language(language)
        warning = {"nl": "waarschuwing: "}.get(language, "warning: ")
        word = {"nl": "vraag"}.get(language, "question")
        place = f"{self.path} " if self.path else ""
        place += f'({word} "{self.question}") ' if self.question else ""
        place = place.rstrip() + ": " if place else ""
        lead = warning if self.severity is Severity.WARNING else ""
        tail = f" - {hint}" if hint else ""
        return f"{self.file}:{self.line}:{self.column}: {lead}{place}{message}{tail} [{self.code}]"

    def __str__(self) -> str:
        return self.line_in("en")

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the nine attributes, for `--json`."""
        message, hint = self.in_language(language)
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "question": self.question,
            "message": message,
            "hint": hint,
            "code": self.code,
            "severity": str(self.severity),
        }


class QuestionnaireError(Exception):
    """The file has at least one error; `problems` holds all errors and warnings, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Report:
    """Collects the problems of one file while it is being read and checked."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.found: list[Problem] = []
        self.has_errors = False
        self._counts = dict.fromkeys(Severity, 0)
        self._guesses: dict[tuple[str, frozenset[str]], str | None] = {}
        self._compared = 0
        for flaw in reading.flaws:
            node = flaw.parent
            path = path_of(node, flaw.key)
            self._add(flaw.at, path, question_of(node), flaw.code, flaw.message, "", flaw.params)

    def error(
        self, node: Node, code: str, key: str, *, hint: str = "", at_key: bool = False, **params: Any
    ) -> None:
        """Note an error at the value of `node`, or at its key."""
        at = node.key_at if at_key else node.at
        if self.is_full:
            return
        self._add(at, node.path, question_of(node), code, key, hint, params)

    def missing(
        self, node: Node, question: str, code: str, key: str, *, hint: str = "", **params: Any
    ) -> None:
        """Note at the opening brace of `node` that something about `question` is missing in it."""
        if self.is_full:
            return
        self._add(node.at, node.path, question, code, key, hint, params)

    def warn(self, node: Node, code: str, key: str, *, hint: str = "", **params: Any) -> None:
        """Note a warning at the value of `node`."""
        if self._counts[Severity.WARNING] >= MOST_PROBLEMS:
            return
        self._add(node.at, node.path, question_of(node), code, key, hint, params, Severity.WARNING)

    @property
    def is_full(self) -> bool:
        """Whether there are as many errors as anybody will read; looking for more is a waste."""
        return self._counts[Severity.ERROR] >= MOST_PROBLEMS

    def guess(self, word: str, known: Iterable[str]) -> str | None:
        """Return the nearest known word, when it is similar enough."""
        if self._compared > MOST_COMPARED:
            return None
        words = frozenset(known)
        if (word, words) not in self._guesses:
            self._compared += len(words)
            if self._compared > MOST_COMPARED or len(word) > 60:
                return None
            near = difflib.get_close_matches(word, sorted(words), n=1, cutoff=SIMILAR)
            self._guesses[word, words] = near[0] if near else None
        return self._guesses[word, words]

    def problems(self) -> tuple[Problem, ...]:
        """Return everything found, sorted by line, column and code."""
        return tuple(sorted(self.found, key=lambda problem: (problem.line, problem.column, problem.code)))

    def _add(  # noqa: PLR0917 - all of it is needed at every call
        self,
        at: int,
        path: str,
        question: str | None,
        code: str,
        key: str,
        hint: str,
        params: Mapping[str, Any],
        severity: Severity = Severity.ERROR,
    ) -> None:
        line, column = self.reading.place(at)
        hint = hint or f"advice_{key}"
        message, hint_text = say(key, params, "en") or "", say(hint, params, "en")
        self.has_errors |= severity is Severity.ERROR
        self._counts[severity] += 1
        self.found.append(
            Problem(
                self.reading.file,
                line,
                column,
                path,
                question,
                message,
                hint_text,
                code,
                severity,
                key,
                hint,
                params,
            )
        )


def question_of(node: Node | None) -> str | None:
    """Return the name of the question that `node` belongs to, in the survey or in the mapping."""
    chain = [] if node is None else list(node.chain())
    for place in chain:
        is_element = (
            place.parent is not None and place.parent.key == "elements" and isinstance(place.key, int)
        )
        if is_element and place.get("type") not in ("panel", "html", None):
            name = place.get("name")
            return name if isinstance(name, str) else None
    if len(chain) >= 3 and chain[-2].key == "mapping":
        return str(chain[-3].key)
    return None

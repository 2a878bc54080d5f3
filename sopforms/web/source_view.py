"""A file with numbered lines, each problem below the line it is on; what nobody needs is folded away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sopforms.core.questionnaire.problems import Problem

AROUND = 3  # lines shown before and after a line with a problem
SHORT = 6  # so few lines are not worth folding
LONGEST_LINE = 400
MOST_FOLDED = 1500  # more lines than these are named, not shown: who wants them downloads the file
_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, from 1, with what is wrong on it."""

    number: int
    text: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines one after another; `is_folded`: nothing is wrong near them. `left_out` were too many to show."""

    lines: tuple[Line, ...]
    is_folded: bool
    left_out: int = 0

    @property
    def first(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """The number of its last line, those left out included."""
        return self.lines[-1].number + self.left_out


def decoded(source: bytes) -> str:
    """Return the text of a file for people to see; what is no UTF-8 shows as a replacement character."""
    return source.decode("utf-8", "replace").removeprefix("\ufeff")


def stretches(source: bytes, problems: Sequence[Problem]) -> list[Stretch]:
    """Return the whole file as stretches: open around problems, folded elsewhere."""
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.line, []).append(problem)
    lines = _LINE_END.split(decoded(source))
    near = {number + step for number in found for step in range(-AROUND, AROUND + 1)}
    drawn = []
    for number, text in enumerate(lines, 1):
        here = tuple(found.get(number, ()))
        column = here[0].column if here else 1
        drawn.append(Line(number, _cut(text, column), here))
    return list(_folded(drawn, near))


def _folded(lines: Sequence[Line], near: set[int]) -> Iterator[Stretch]:
    start = 0
    while start < len(lines):
        is_near = lines[start].number in near
        end = start
        while end < len(lines) and (lines[end].number in near) is is_near:
            end += 1
        piece = tuple(lines[start:end])
        folds = not is_near and len(piece) > SHORT
        shown = piece[:MOST_FOLDED] if folds else piece
        yield Stretch(shown, folds, len(piece) - len(shown))
        start = end


def _cut(text: str, column: int) -> str:
    """Return a line that fits a page; of a very long one what stands around `column`."""
    if len(text) <= LONGEST_LINE:
        return text
    start = max(0, min(column - 1 - LONGEST_LINE // 2, len(text) - LONGEST_LINE))
    piece = text[start : start + LONGEST_LINE]
    return ("…" if start else "") + piece + ("…" if start + LONGEST_LINE < len(text) else "")

"""Problems of questionnaire files as lines on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from sopforms.core.questionnaire.problems import Problem

MOST_SHOWN = 50
_MORE = {"en": "… and {count} more", "nl": "… en nog {count}"}


def lines(problems: Iterable[Problem], language: str = "en") -> Iterator[str]:
    """Yield a line per problem, at most 50 per file and then how many more there are."""
    for _, group in groupby(problems, key=lambda problem: problem.file):
        found = list(group)
        yield from (problem.line_in(language) for problem in found[:MOST_SHOWN])
        if len(found) > MOST_SHOWN:
            yield _MORE[language].format(count=len(found) - MOST_SHOWN)

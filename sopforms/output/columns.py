"""How wide the columns of a table are on paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

FEW_LINES = 90
LONG_CELL = 25  # lines; a row with a longer cell may break over pages
BOLD = 3  # percent more for the names of the rows: they are in bold
MOST_WORD = 12  # percent of the width; about a letter each
LEAST_FIGURE, MOST_FIGURES = 9, 65  # percent: of one column of figures, and of all together
_TAG = re.compile(r"<[^>]*>")


def column_widths(header: Sequence[str], rows: Sequence[Sequence[str]], *, figures: bool) -> list[int]:
    """Return the widths of the columns in percent, 100 together: figures narrow, words by what they say."""
    count = len(header)
    if figures:
        narrow = [max(LEAST_FIGURE, _longest(title) + 3) for title in header[1:]]
        if sum(narrow) > MOST_FIGURES:
            narrow = [MOST_FIGURES // (count - 1)] * (count - 1)
        return [100 - sum(narrow), *narrow]
    cells = [[title, *(row[place] for row in rows if place < len(row))] for place, title in enumerate(header)]
    least = [max(100 // (count * 2), _longest_word(column)) for column in cells]
    least[0] += BOLD
    if sum(least) > 100:
        least = [100 * each // sum(least) for each in least]
    said = [max(len(column[0]) * 1.6, *map(_weight, column)) for column in cells]
    room, total = 100 - sum(least), sum(said) or 1
    widths = [each + int(room * share / total) for each, share in zip(least, said, strict=True)]
    widths[widths.index(max(widths))] += 100 - sum(widths)
    return widths


def _longest(title: str) -> int:
    return max(map(len, title.split()), default=0)


def _longest_word(column: Sequence[str]) -> int:
    """Return the width that the longest word of a column takes; a longer one than that is hyphenated."""
    tags_off = (_TAG.sub("", cell) for cell in column)
    return min(
        max((len(word) for cell in tags_off for word in re.split(r"[\s-]+", cell)), default=0) + 2, MOST_WORD
    )


def _weight(cell: str) -> float:
    """Return how much room a cell asks for; what it has above a few lines counts less, or one takes all."""
    return min(len(cell), FEW_LINES) + float(max(0, len(cell) - FEW_LINES) ** 0.75)

"""How wide the columns of a table are on paper."""

from __future__ import annotations

from collections.abc import Sequence


def column_widths(header: Sequence[str], rows: Sequence[Sequence[str]], *, figures: bool) -> list[int]:
    """Return the widths of the columns in percent, 100 together: figures narrow, words by what they say."""
    count = len(header)
    if figures:
        narrow = min(13, 65 // max(count - 1, 1))
        return [100 - narrow * (count - 1), *[narrow] * (count - 1)]
    said = [
        max([len(title) * 1.6, *(min(len(row[place]), 90) for row in rows if place < len(row))])
        for place, title in enumerate(header)
    ]
    least = 100 // (count * 2)
    total = sum(said) or 1
    widths = [max(least, int(100 * each / total)) for each in said]
    widths[widths.index(max(widths))] += 100 - sum(widths)
    return widths

"""A table under its heading begins where the heading stands, once two rows, or a tall one, fit there too.

The PDF library moves heading and table to the next page together when not all of it fits, which leaves a
third of a page empty above a table of ten rows. It hangs on private names of the library (pinned exactly); a
test tells when one of them is gone.
"""

from __future__ import annotations

from typing import Any

LEAST_ROWS = 2  # of a table below its heading; fewer look like a mistake, but for
TALL = 48  # points: a row of some lines


def install() -> None:
    """Let tables that are kept with their heading go on over the page; twice is harmless."""
    from reportlab.platypus.doctemplate import BaseDocTemplate
    from reportlab.platypus.flowables import KeepTogether
    from xhtml2pdf.xhtml2pdf_reportlab import PmlTable

    class Together(KeepTogether):  # type: ignore[misc]
        """What is kept together, but for the rows at the end of it."""

        def split(self, width: float, height: float) -> list[Any]:
            if getattr(self, "_wrapInfo", None) != (width, height):
                self.wrap(width, height)
            table = self._content[-1]
            if height < self._H and isinstance(table, PmlTable):
                room = height - (self._H - sum(table._rowHeights))
                heads = table._repeatCount()
                rows = table._getFirstPossibleSplitRowPosition(room) - heads
                if rows >= LEAST_ROWS or (rows == 1 and table._rowHeights[heads] >= TALL):
                    return list(self._content)
            return list(super().split(width, height))

    BaseDocTemplate._initArgs["keepTogetherClass"] = Together

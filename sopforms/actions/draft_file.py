"""The text of one part of the draft out of a file: read, shown to its writer, and kept when they save it.

Nothing here changes the draft: what was read goes the way of everything that is typed, `draft.edit_chapter`.
"""

from __future__ import annotations

from sopforms.actions.draft_parts import PartNow
from sopforms.core.blocks import Gap
from sopforms.core.errors import Invalid
from sopforms.output import read_document
from sopforms.output.markdown_writing import marker
from sopforms.output.read_document import Read

MOST = 60_000  # characters of one part
TOO_LONG = (
    "In dit bestand staat meer dan een onderdeel mag hebben. Neem alleen dit onderdeel over, of plak het."
)
FIXED = "De vaste stukken van dit onderdeel staan onderaan. Die mag je verplaatsen."


def read(now: PartNow, name: str, data: bytes) -> Read:
    """Return the words of a file for a part, with the part's tables, charts and quotations below them.

    Raises Invalid for `file` when it cannot be read, holds no words or more than a part may have.
    """
    found = read_document.read(name, data, title=now.row.title)
    if len(found.text) > MOST:
        raise Invalid(file=TOO_LONG)
    fixed = [marker(block) for block in now.generated.blocks if not isinstance(block, Gap)]
    missing = [line for line in fixed if line and line not in (*now.row.left_out, *found.text.split("\n"))]
    if not missing:
        return found
    return Read("\n\n".join((found.text.rstrip(), *missing, "")), (*found.remarks, FIXED))

"""What a text may move but not lose unawares: the partnership's words, and what the school answered."""

from __future__ import annotations

from collections.abc import Sequence

from sopforms.core import drafted
from sopforms.core.blocks import Block, Part
from sopforms.core.errors import Invalid
from sopforms.output.markdown_writing import marker


def check(written: Sequence[Block], generated: Part, *, drops: bool = False) -> list[str]:
    """Return the lines of the tables and charts that are left out on purpose (`drops`).

    Raises Invalid when a locked quotation was taken out, or a table or chart without saying that it may go.
    """
    if drafted.lost_quotes(written, generated):
        raise Invalid(
            text="Laat de regel [[Citaat: …]] staan. Die tekst is van het samenwerkingsverband en ligt vast."
        )
    lost = [marker(block) for block in drafted.lost_pieces(written, generated)]
    if lost and not drops:
        raise Invalid(text=f"Zet terug: {', '.join(lost)}. Of vink aan dat je dit met opzet weglaat.")
    return lost

"""What a person's text may move but never lose: the partnership's words, and what the school answered."""

from __future__ import annotations

from collections.abc import Sequence

from sopforms.core import drafted
from sopforms.core.blocks import Block, Part
from sopforms.core.errors import Invalid
from sopforms.output.markdown_writing import marker


def check(written: Sequence[Block], generated: Part) -> None:
    """Raise Invalid when a locked quotation, table or chart of the generated part was taken out."""
    if drafted.lost_quotes(written, generated):
        raise Invalid(
            text="Laat de regel [[Citaat: …]] staan. Die tekst is van het samenwerkingsverband en ligt vast."
        )
    if lost := drafted.lost_pieces(written, generated):
        lines = ", ".join(marker(block) for block in lost)
        raise Invalid(text=f"Zet terug: {lines}. Zo’n vast stuk mag je verplaatsen, niet veranderen.")

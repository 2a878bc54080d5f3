"""The text of an instruction is checked by name, filled in for its reader, and draws its own year."""

from __future__ import annotations

import pytest

from sopforms.core import instruction
from sopforms.core.codes import Sector
from sopforms.core.errors import Invalid

TEXT = """# Zo gaat het

## In het kort

De {coordinator} begint.

## Tijdlijn

- nov–jan: vragenlijst
- juni t/m juli: in de gids

## Checklist

- Alles is er.
"""


def test_the_lines_of_the_timeline_become_bars_over_their_months() -> None:
    found = instruction.read(TEXT, instruction.words(Sector.PO))

    assert [(bar.label, bar.when) for bar in found.bars] == [
        ("vragenlijst", "november tot en met januari"),
        ("in de gids", "juni tot en met juli"),
    ]
    assert [section.title for section in found.sections] == ["In het kort", "Checklist"]
    assert "intern begeleider" in found.short


@pytest.mark.parametrize("sector", [*Sector, None])
def test_every_placeholder_is_filled_for_every_reader(sector: Sector | None) -> None:
    assert set(instruction.words(sector)) == set(instruction.PLACEHOLDERS)
    assert all(instruction.words(sector).values())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("{coordinator}", "{naam}"), "{naam}"),
        (("{coordinator}", "{coordinator"), "haakje"),
        (("- nov–jan: vragenlijst", "- winter: vragenlijst"), "- winter"),
        (("- nov–jan: vragenlijst", "- jan–nov: vragenlijst"), "- jan–nov"),
        (("# Zo gaat het", "Zo gaat het"), "titel"),
        (("nov–jan: vragenlijst", f"nov: {'x' * 61}"), "korter"),
    ],
)
def test_what_is_wrong_is_named(wrong: tuple[str, str], told: str) -> None:
    instruction.check(TEXT)

    with pytest.raises(Invalid) as refused:
        instruction.check(TEXT.replace(*wrong))

    assert told in refused.value.problems["text"]


@pytest.mark.parametrize("text", ["", "  ", "# Alleen een titel", "# Titel\n\n## Kop\n" + "x" * 12_001])
def test_a_text_that_is_none_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        instruction.check(text)

"""What helps who writes a part: hints on its words, and the school's answers beside what it promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sopforms.actions import composing, outcomes
from sopforms.actions.draft_parts import PartNow, Whole
from sopforms.core import drafted
from sopforms.core.blocks import Block, words
from sopforms.core.draft_sentences import Asked, asked_in
from sopforms.core.reading_help import Answered, Hint, hints
from sopforms.store import locations, partnerships, talks
from sopforms.store.dossiers import DossierRow


def labels_of(row: DossierRow) -> dict[str, str]:
    """Return the short name of every indicator."""
    return {name: place.short for name, place in asked_in(composing.questionnaires_of(row)).items()}


def hints_of(row: DossierRow, whole: Whole, now: PartNow, blocks: Sequence[Block]) -> tuple[Hint, ...]:
    """Return the hints for a part as it stands in the editor (`blocks`)."""
    in_guide = now.row.key in whole.guide_keys
    before = []
    for one in whole.guide if in_guide else ():
        if one.row.key == now.row.key:
            break
        before.append(drafted.all_words(one.part.blocks))
    return hints(
        drafted.with_sources(blocks, now.generated),
        fixed={words(each) for each in drafted.sentences_in(now.fresh.blocks) if not each.sources},
        names=_names(row),
        before=before,
        answered=answered_in(row),
        for_parents=in_guide,
    )


def answered_in(row: DossierRow) -> dict[str, Answered]:
    """Return the answer on each indicator with a scale, with how many chose its highest value."""
    found = outcomes.of(row)
    items = {item["indicator"]: item for item in found.items if item.get("indicator")} if found else {}
    values = talks.values_of(row.id)
    return {
        name: _answered(place, values[name].value, items.get(name, {}))
        for name, place in asked_in(composing.questionnaires_of(row)).items()
        if name in values and place.entry.measure
    }


def _answered(place: Asked, value: Any, item: Mapping[str, Any]) -> Answered:
    counted = place.entry.measure.counted if place.entry.measure else ()
    texts = {str(one.value): one.text.get("nl", str(one.value)) for one in counted}
    highest = counted[-1] if counted else None
    chose = next(
        (
            entry["n"]
            for entry in item.get("distribution", ())
            if highest is not None and str(entry.get("value")) == str(highest.value)
        ),
        None,
    )
    return Answered(
        place.short,
        texts.get(str(value), str(value)),
        item.get("n"),
        top=highest is not None and str(value) == str(highest.value),
        highest=texts[str(highest.value)] if highest else "",
        chose=chose,
    )


def _names(row: DossierRow) -> set[str]:
    location = locations.get(row.location_id)
    owners = (partnerships.get_board(location.board_id), partnerships.get(row.partnership_id))
    return {word for one in (location, *owners) for word in one.name.split()}

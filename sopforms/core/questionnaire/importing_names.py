"""Names that import gives: pages, panels and html get one where they lack it; questions keep their own."""

from __future__ import annotations

from collections.abc import Collection

from sopforms.core.questionnaire.importing_changes import Fate, Journal, grown
from sopforms.core.questionnaire.importing_properties import owner_of, parts
from sopforms.core.questionnaire.nodes import Node

_CONTAINERS = ("page", "panel", "html")


def name_containers(journal: Journal, survey: Node) -> None:
    """Name pages, panels and html that have no name, or one that is used already."""
    places = [
        (node, "page" if of == "page" else owner_of(node, of))
        for node, of in parts(survey)
        if of in ("page", "element") and isinstance(node.value, dict)
    ]
    taken = {_name_of(node) for node, kind in places if kind not in _CONTAINERS} - {""}
    everything = every_name(survey)
    for node, kind in places:
        if kind not in _CONTAINERS:
            continue
        name, member = _name_of(node), node.members.get("name")
        is_lacking = member is None or (isinstance(member.value, str) and not member.value.strip())
        if is_lacking or name in taken:
            name = free_name(kind, everything)
            _give(journal, node, name, is_lacking)
            everything.add(name)
        taken.add(name)


def _give(journal: Journal, node: Node, name: str, is_lacking: bool) -> None:
    """Give `node` this name."""
    member = node.members.get("name")
    place, old = member or node, node.get("name")
    reason = "name_lacking" if is_lacking else "name_used_twice"
    journal.note(Fate.ADDED, place, "container_named", reason, f"{node.path}.name", near=name, name=old)
    node.value["name"] = grown(name, place.at, "name", node)


def every_name(node: Node) -> set[str]:
    """Return every text that stands under the key `name`, in small letters."""
    found, stack = set(), [node]
    while stack:
        place = stack.pop()
        found.add(_name_of(place))
        stack += [*place.members.values(), *place.items]
    return found


def free_name(kind: str, taken: Collection[str]) -> str:
    """Return the first of page1, page2 … that nobody has."""
    return next(name for number in range(1, len(taken) + 2) if (name := f"{kind}{number}") not in taken)


def _name_of(node: Node) -> str:
    """Return the name in small letters, "" without one: names that differ only in capitals are one name."""
    name = node.get("name")
    return name.lower() if isinstance(name, str) else ""

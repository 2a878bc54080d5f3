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
    free = FreeNames(every_name(survey))
    for node, kind in places:
        if kind not in _CONTAINERS:
            continue
        name, member = _name_of(node), node.members.get("name")
        is_lacking = member is None or (isinstance(member.value, str) and not member.value.strip())
        if is_lacking or name in taken:
            name = free.next(kind)
            _give(journal, node, name, is_lacking)
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
        inside = stack.pop().value
        if isinstance(inside, dict):
            if "name" in inside and isinstance(inside["name"].value, str):
                found.add(inside["name"].value.lower())
            stack += inside.values()
        elif isinstance(inside, list):
            stack += inside
    return found


class FreeNames:
    """Hands out page1, page2 … panel1 …: the first that nobody has, each once."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = taken
        self._last: dict[str, int] = {}

    def next(self, kind: str) -> str:
        """Return the next free name of this kind."""
        while True:
            number = self._last[kind] = self._last.get(kind, 0) + 1
            if f"{kind}{number}" not in self._taken:
                return f"{kind}{number}"


def _name_of(node: Node) -> str:
    """Return the name in small letters, "" without one: names that differ only in capitals are one name."""
    name = node.get("name")
    return name.lower() if isinstance(name, str) else ""

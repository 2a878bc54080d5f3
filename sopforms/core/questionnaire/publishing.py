"""What stands in the way of publishing a new version, beside the line it is on (codes Q071-Q074)."""

from __future__ import annotations

from sopforms.core.questionnaire.comparison import Change, Comparison
from sopforms.core.questionnaire.load import Loaded
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.problems import Problem, Report

_HINTS = {
    "Q071": "correct_old_name",
    "Q072": "take_new_name",
    "Q073": "take_new_indicator",
    "Q074": "choose_to_break",
}


def problems(loaded: Loaded, comparison: Comparison, *, breaks: bool = False) -> tuple[Problem, ...]:
    """Return what refuses publishing of the file in `loaded`, sorted by its place.

    `breaks`: somebody chose to break the series and gave a reason, so that Q074 is no problem. Something that
    is gone is reported at the opening brace of what held it.
    """
    if loaded.report is None or loaded.root is None:
        return loaded.problems
    report = Report(loaded.report.reading)
    for change in comparison.changes:
        if change.refused or (change.code is not None and not breaks):
            node, at_key = _node(loaded.root, change)
            code = change.code or ""
            report.error(node, code, change.key, hint=_HINTS[code], at_key=at_key, **change.params)
    return report.problems()


def _node(root: Node, change: Change) -> tuple[Node, bool]:
    """Return the nearest place in the new file, and whether its key is meant."""
    node = root
    keys = change.place[:2] if change.is_gone else change.place
    for key in keys:
        inside = node.members.get(key) if isinstance(key, str) else None
        if isinstance(key, int) and key < len(node.items):
            inside = node.items[key]
        if inside is None:
            return node, False
        node = inside
    return node, change.at_key

"""Checks questionnaires against each other: one id each, and an indicator means the same everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from sopforms.core.questionnaire.load import Loaded
from sopforms.core.questionnaire.nodes import Node
from sopforms.core.questionnaire.problems import Report


def compare(files: Iterable[Loaded]) -> None:
    """Report ids that two files share, and indicators that have another scale in another file.

    The later file gets the problem, in its own report.
    """
    ids: dict[str, str] = {}
    scales: dict[str, tuple[str, str]] = {}
    for loaded in files:
        if loaded.report is not None and loaded.root is not None:
            _check_id(loaded.report, loaded.root, loaded.file, ids)
            for name, node in loaded.indicators.items():
                _check_scale(loaded.report, name, node, loaded.file, scales)


def compare_cycle(files: Iterable[Loaded]) -> None:
    """Report indicators that have sentences in two files of one cycle; the later file gets the problem."""
    worded: dict[str, str] = {}
    for loaded in files:
        for name, node in loaded.indicators.items():
            if loaded.report is not None:
                _check_sentences(loaded.report, name, node, loaded.file, worded)


def _check_id(report: Report, root: Node, file: str, ids: dict[str, str]) -> None:
    """Report an id that another file has too."""
    name = root.get("id")
    if isinstance(name, str) and ids.setdefault(name, file) != file:
        report.error(root.members["id"], "Q015", "id_elsewhere", name=name, file=ids[name])


def _check_scale(
    report: Report, name: str, node: Node, file: str, scales: dict[str, tuple[str, str]]
) -> None:
    """Report an indicator that has another scale elsewhere; questions without a scale compare as such."""
    scale = _scale_of(node)
    other, first = scales.setdefault(name, (scale, file))
    if other != scale:
        report.error(node, "Q052", "indicator_elsewhere", name=name, scale=scale, other=other, file=first)


def _check_sentences(report: Report, name: str, node: Node, file: str, worded: dict[str, str]) -> None:
    """Report an indicator whose sentences stand in another file of the cycle too."""
    entry = node.parent
    if entry is not None and entry.members.get("text") is not None and worded.setdefault(name, file) != file:
        report.error(entry.members["text"], "Q075", "indicator_text_elsewhere", name=name, file=worded[name])


def _scale_of(node: Node) -> str:
    """Return the scale that the entry of this indicator names, or the matrix around it; "-" for none."""
    for place in node.chain():
        scale = place.get("scale")
        if isinstance(scale, str):
            return scale
    return "-"

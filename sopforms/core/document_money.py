"""The purposes that a plan or report asks money for, as a document file lists them."""

from __future__ import annotations

from sopforms.core.questionnaire.load_fields import Context, string
from sopforms.core.questionnaire.reading import Node

MOST, LONGEST = 12, 60


def purposes(context: Context, node: Node) -> tuple[str, ...]:
    """Return the texts of a list, each once; report what is empty, too long, too many or there twice."""
    if not node.items:
        context.report.error(node, "Q020", "empty_list", name="lines")
    found: list[str] = []
    for place, item in enumerate(node.items):
        value = " ".join((string(context, item) or "").split())
        if place >= MOST or not 1 <= len(value) <= LONGEST:
            context.report.error(item, "Q005", "money_lines", most=MOST, long=LONGEST)
        elif value in found:
            context.report.error(item, "Q015", "money_line_taken", name=value)
        else:
            found.append(value)
    return tuple(found)
